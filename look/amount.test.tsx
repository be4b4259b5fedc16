import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { Amount, AmountHidden, amountBare, amountParts, amountText, cashUnits, Look, readAmount } from "./index.ts";

const kg = { code: "kg", scale: 3, symbol: "kg" };

describe("an amount is written", () => {
  // minor            | unit           | locale | written
  test.each([
    [92_000n, cashUnits.IDR, "id", "Rp 92.000"],
    [92_000n, cashUnits.IDR, "en", "Rp 92,000"],
    [0n, cashUnits.IDR, "id", "Rp 0"],
    [500n, cashUnits.IDR, "id", "Rp 500"],
    [-5_000n, cashUnits.IDR, "id", "−Rp 5.000"],
    [123_450n, cashUnits.PHP, "en", "₱1,234.50"],
    [123_405n, cashUnits.PHP, "fil", "₱1,234.05"],
    [5n, cashUnits.PHP, "en", "₱0.05"],
    [40_000n, cashUnits.KHR, "km", "40,000៛"],
    [12_345_650n, cashUnits.INR, "en-IN", "₹1,23,456.50"],
    [2_500n, kg, "id", "2,500 kg"],
    [9_007_199_254_740_993n, cashUnits.IDR, "id", "Rp 9.007.199.254.740.993"],
  ] as const)("%s %o in %s as %s", (minor, unit, locale, written) => {
    expect(amountText(minor, unit, locale).replace(/\u00a0|\u202f/g, " ")).toBe(written);
  });

  test("92.000 rupiah is said ninety-two first", () => {
    expect(amountParts(92_000n, cashUnits.IDR, "id")).toMatchObject({ head: "92", tail: ".000" });
    expect(amountParts(1_807_500n, cashUnits.IDR, "id")).toMatchObject({ head: "1.807", tail: ".500" });
    expect(amountParts(123_450n, cashUnits.PHP, "en")).toMatchObject({ head: "1,234", tail: ".50" });
    expect(amountParts(500n, cashUnits.IDR, "id")).toMatchObject({ head: "500", tail: "" });
  });

  test("the scale is the unit's, whatever Intl says of the rupiah", () => {
    const inCents = { code: "IDR", scale: 2 };
    expect(amountBare(9_200_050n, inCents, "id")).toBe("92.000,50");
  });
});

describe("an amount is read", () => {
  // typed            | scale | minor
  test.each([
    ["92.000", 0, 92_000n],
    ["92,000", 0, 92_000n],
    ["Rp 92.000", 0, 92_000n],
    ["1.234,50", 2, 123_450n],
    ["1,234.5", 2, 123_450n],
    ["1.234", 2, 123_400n],
    ["12.34", 2, 1_234n],
    [".5", 2, 50n],
    ["៩២០០០", 0, 92_000n],
    ["९२,०००", 0, 92_000n],
    ["๑๒.๕๐", 2, 1_250n],
    ["௧௨௩", 0, 123n],
    ["", 0, undefined],
    ["lima", 0, undefined],
  ] as const)("%s at scale %i is %s", (typed, scale, minor) => {
    expect(readAmount(typed, scale)).toBe(minor);
  });

  test("what is written is read back as the same amount, in every currency and tongue", () => {
    const unit = fc.constantFrom(...Object.values(cashUnits));
    const locale = fc.constantFrom("id", "en", "fil", "km", "hi", "ta", "th", "si");
    fc.assert(
      fc.property(unit, locale, fc.bigInt({ min: 0n, max: 10n ** 15n }), (of, tongue, minor) => {
        expect(readAmount(amountBare(minor, of, tongue), of.scale)).toBe(minor);
      }),
    );
  });
});

describe("on the page", () => {
  const page = (what: preact.ComponentChildren) =>
    renderToString(
      <Look organisation="melati" locale="id" unit={cashUnits.IDR} cashWords={{ thousand: "ribu", hundredth: "sen" }}>
        {what}
      </Look>,
    );

  test("the head is strong and the tail is light", () => {
    expect(page(<Amount minor={92_000n} />)).toBe(
      '<span class="amt text"><small>Rp\u00a0</small>92<span class="tail">.000</span></span>',
    );
  });

  test("a hidden amount is not in the page at all", () => {
    const html = page(<AmountHidden minor={486_000n} label="Simpanan" coverLabel="Tutup" />);
    expect(html).not.toContain("486");
    expect(html).toContain("aria-live");
  });

  test("the cloth is as long over a little as over much", () => {
    const cloth = (minor: bigint) => page(<AmountHidden minor={minor} label="Simpanan" coverLabel="Tutup" />);
    expect(cloth(5n)).toBe(cloth(5_000_000_000n));
  });
});
