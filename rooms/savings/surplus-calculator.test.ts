import type { Json } from "#base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitSurplus } from "./split-surplus.ts";
import { surplusCalculator } from "./surplus-calculator.ts";
import { ratio, sum } from "#base";

const surplus = (input: Json) => surplusCalculator.calculate(input, new Set());
const of = (...parts: readonly (readonly [string, string])[]) => parts.map(([fund, percent]) => ({ fund, percent }));

const grace = {
  shu: "40000000",
  pct: { jasa_modal: "0.25", jasa_anggota: "0.30" },
  total_simpanan: "60000000",
  total_business: "100000000",
  member: { simpanan: "3000000", business: "1000000" },
};

test("what one member of a koperasi gets of the SHU: two published answers", () => {
  expect(surplus({ ...grace, currency: "IDR" })).toEqual({ jasa_modal: "500000", jasa_anggota: "120000", total: "620000" });
  expect(
    surplus({
      shu: "60000000",
      pct: { jasa_modal: "0.20", jasa_anggota: "0.25" },
      total_simpanan: "100000000",
      total_business: "75000000",
      member: { simpanan: "2000000", business: "5000000" },
    }),
  ).toEqual({ jasa_modal: "240000.00", jasa_anggota: "1000000.00", total: "1240000.00" });
});

test("by any name of the parts, and nothing where nobody did business", () => {
  const pct = { jasa_modal: "0.2", jasa_usaha: "0.4" };
  expect(surplus({ ...grace, pct, total_business: "0", member: { simpanan: "3000000", business: "0" } })).toEqual({
    jasa_modal: "400000.00",
    jasa_usaha: "0.00",
    total: "400000.00",
  });
});

test("the split that is copied everywhere adds up to 105 % and is refused with the number", () => {
  const copied = of(
    ["cadangan", "40"],
    ["anggota", "40"],
    ["pengurus", "5"],
    ["karyawan", "5"],
    ["pendidikan", "5"],
    ["sosial", "5"],
    ["pembangunan", "5"],
  );
  expect(surplus({ surplus: "1000000", split: copied })).toMatchObject({
    refused: "savings.split-not-whole",
    because: { sum: "105" },
  });
});

test("a split is exactly everything: 99.99 % is not, thirds are by the last digit", () => {
  const thirds = (last: string) => of(["a", "33.33"], ["b", "33.33"], ["c", last]);
  expect(surplus({ surplus: "100", split: thirds("33.33") })).toMatchObject({ because: { sum: "99.99" } });
  expect(surplus({ surplus: "100.01", split: thirds("33.34") })).toEqual({
    amounts: [
      { fund: "a", amount: "33.33" },
      { fund: "b", amount: "33.33" },
      { fund: "c", amount: "33.35" },
    ],
  });
  expect(surplus({ surplus: "100", split: thirds("33.34"), currency: "IDR" })).toMatchObject({
    amounts: [{ amount: "33" }, { amount: "33" }, { amount: "34" }],
  });
});

test("the floor or the cap that is broken is named", () => {
  const split = of(["reserve", "9.5"], ["education", "10"], ["members", "80.5"]);
  const bylaws = { reserve: { min_percent: "10" }, education: { max_percent: "10" } };
  expect(surplus({ surplus: "1", split, bylaws })).toMatchObject({
    refused: "savings.split-below-floor",
    because: { fund: "reserve", percent: "9.5", floor: "10" },
  });
  expect(
    surplus({ surplus: "1", split: of(["reserve", "10"], ["education", "11"], ["members", "79"]), bylaws }),
  ).toMatchObject({ refused: "savings.split-above-cap", because: { fund: "education", percent: "11", cap: "10" } });
  expect(
    surplus({ surplus: "1", split: of(["members", "100"]), bylaws: { community: { min_percent: "3" } } }),
  ).toMatchObject({ refused: "savings.split-below-floor", because: { fund: "community", percent: "0", floor: "3" } });
});

test.each<[Json, string, string]>([
  [{ ...grace, total_loans: "1" }, "savings.unknown-field", "total_loans"],
  [{ ...grace, member: { simpanan: "1" } }, "savings.field-missing", "member.business"],
  [{ ...grace, member: { simpanan: "60000001", business: "1" } }, "savings.field-malformed", "member.simpanan"],
  [{ ...grace, pct: { jasa_modal: "0.6", jasa_anggota: "0.5" } }, "savings.field-malformed", "pct"],
  [{ ...grace, shu: "-1" }, "savings.field-malformed", "shu"],
  [{ surplus: "-1", split: [] }, "savings.field-malformed", "surplus"],
  [{ surplus: "1.5", split: [], currency: "IDR" }, "savings.field-malformed", "surplus"],
  [{ surplus: "1", split: of(["a", "50"], ["a", "50"]) }, "savings.field-malformed", "split[1].fund"],
  [{ surplus: "1", split: [{ fund: "a" }] }, "savings.field-missing", "split[0].percent"],
  [{ surplus: "1", split: [], bylaws: { a: { min: "1" } } }, "savings.unknown-field", "bylaws.a.min"],
])("%j is refused by its name", (input, refused, field) => {
  expect(surplus(input)).toMatchObject({ refused, because: { field } });
});

test("no part of a surplus is lost or made, whatever the percents", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 12 }),
      (whole, weights) => {
        const all = BigInt(weights.reduce((total, weight) => total + weight, 0));
        const percents = weights.map(weight => ratio(BigInt(weight) * 100n, all));
        const parts = splitSurplus(whole, percents);
        expect(sum(parts)).toBe(whole);
        // Nobody is a whole unit away from her exact part.
        for (const [index, part] of parts.entries()) {
          const exact = whole * BigInt(weights[index]!);
          const off = part * all - exact;
          expect(off < all && -off < all).toBe(true);
        }
      },
    ),
  );
});
