import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Catalogue, type Field, type Fields, wordsOf } from "#base";
import { roomOrder } from "#rooms";
import { templateCodes, templateOf } from "#meetings";
import { rulesKnownIn } from "../../../app/house.ts";
import { house } from "../../../app/rooms.ts";
import { ruleSaid } from "./rule-said.ts";
import { type RuleNames, ruleTitle } from "./rule-title.ts";

const root = new URL("../../../", import.meta.url);
/** With the words of forms, which come after those of the pages. */
const wordsIn = (locale: string) =>
  wordsOf(
    locale,
    Object.assign(
      {},
      ...roomOrder
        .flatMap(room => [`rooms/${room}/words/${locale}.json`, `rooms/${room}/words/forms/${locale}.json`])
        .map(path => new URL(path, root))
        .filter(path => existsSync(path))
        .map(path => JSON.parse(readFileSync(path, "utf8")) as Catalogue),
    ) as Catalogue,
  );

const names: RuleNames = {
  unit: "IDR",
  funds: [
    { fund: "loan", name: "Dana pinjaman", unit: "IDR" },
    { fund: "social", name: null, unit: "IDR" },
    { fund: "beras", name: "Bank beras", unit: "kg" },
  ],
  names: { "savings.product/beras": "Simpanan beras" },
  fields: rulesKnownIn(house).fields,
};

describe("a rule in words", () => {
  const id = wordsIn("id");

  const table: readonly (readonly [string, Parameters<typeof ruleSaid>[2], string])[] = [
    ["savings.shares/loan",   { price: "10000", meeting_min: "1", meeting_max: "5" },
      "Satu saham Rp\u00a010.000. Tiap pertemuan, seorang ibu membeli 1 sampai 5 saham."],
    ["savings.product/beras", { fund: "beras", kind: "compulsory", amount: "2500", every: "meeting", minimum_balance: "0", withdrawable: "on-leaving", is_capital: false },
      "2,500\u00a0kg tiap pertemuan, sama untuk semua."],
    ["meetings.fine/late",    { amount: "1000", fund: "loan" },
      "Yang datang terlambat membayar Rp\u00a01.000, masuk ke Dana pinjaman."],
    ["meetings.method",       { frequency: "weeks", every: "2", keys: "3", absent_percent_max: "100" },
      "Kita bertemu tiap 2 minggu. Kotak dibuka dan dikunci dengan 3 kunci."],
    ["assembly.offices",      { at_once_max: "2", years_max: "5" },
      "Seorang anggota memegang paling banyak 2 jabatan sekaligus."],
    ["assembly.between-meetings", { entries: [] },
      "Uang hanya bergerak di pertemuan, di depan semua anggota."],
    ["loans.limits",          { times_stake: "2.5", stake_accounts: ["member-savings.beras/beras"], guarantors_min: "0", may_borrow_again_with_open_loan: false },
      "Boleh meminjam sampai 2,5 kali simpanan sendiri, yaitu Simpanan beras."],
  ];
  it("names the months of a loan in the language they are read in", () => {
    const said = (more: Record<string, readonly string[]>): readonly string[] => {
      const plain = { fund: "loan", method: "declining_balance", rate_per_month: "2", frequency: "months", every: "1", periods: "5" };
      return ruleSaid(id, "loans.product/ordinary", { ...plain, ...more }, names);
    };
    expect(said({ lean_months: ["06", "07"] }).join(" ")).toContain("Pada Juni dan Juli tidak ada angsuran.");
    expect(said({ harvest_months: ["04"] })).toContain("Diangsur waktu panen: angsuran hanya jatuh pada April.");
    expect(said({}).join(" ")).not.toContain("panen");
  });

  it("says the steps of a ladder in one breath, and what leads up", () => {
    const plain = { fund: "loan", method: "declining_balance", rate_per_month: "2", frequency: "months", every: "1", periods: "5" };
    const said = (more: object): readonly string[] =>
      ruleSaid(id, "loans.product/ordinary", { ...plain, ladder: { steps: [{ up_to: "500000" }, { up_to: "2000000" }], ...more } }, names);
    expect(said({})).toContain("Besar pinjaman naik bertahap: Rp\u00a0500.000 dan Rp\u00a02.000.000.");
    expect(said({}).join(" ")).toContain("Tiap pinjaman yang lunas tepat waktu menaikkan satu tahap.");
    expect(said({ times: "2" }).join(" ")).toContain("Tiap 2 pinjaman yang lunas tepat waktu menaikkan satu tahap.");
  });

  it.each(table)("says %s", (rule, value, sentence) => {
    expect(ruleSaid(id, rule, value, names)[0]).toBe(sentence);
  });

  it("counts in English as one counts", () => {
    const said = (at_once_max: string) => ruleSaid(wordsIn("en"), "assembly.offices", { at_once_max, years_max: "1" }, names);
    expect(said("1")).toEqual(["A member holds one office at a time.", "After 1 year in an office another takes it over."]);
    expect(said("2")[0]).toBe("A member holds at most 2 offices at once.");
  });

  it("is called as the group calls it, or by what it is", () => {
    expect(ruleTitle(id, "savings.product/beras", names)).toBe("Simpanan beras");
    expect(ruleTitle(id, "savings.product/arisan", names)).toContain("arisan");
    expect(ruleTitle(id, "savings.product/arisan", names)).not.toBe("arisan");
    expect(ruleTitle(id, "savings.shares/loan", names)).toBe("Saham Dana pinjaman");
  });

  it.each(["id", "en"])("is whole for every rule of every template in %s", locale => {
    const words = wordsIn(locale);
    for (const code of templateCodes)
      for (const { rule, value } of templateOf(code, "IDR").rules) {
        const said = ruleSaid(words, rule, value, {
          ...names,
          funds: [...names.funds, { fund: "damayan", name: null, unit: "IDR" }],
        });
        expect(said.length, rule).toBeGreaterThan(0);
        for (const sentence of said) expect(sentence, `${rule} in ${locale}`).not.toMatch(/[{}[\]]|undefined/);
      }
  });

  it.each(["id", "en"])("has a label for every field and every choice of every form, in %s", locale => {
    const words = wordsIn(locale);
    const missing = Object.entries(names.fields!)
      .flatMap(([key, fields]) => keysOf(key, fields))
      // Months of the year are called as the calendar of the language calls them.
      .filter(key => !words.has(key) && !/^choice\..*_months\.\d\d$/.test(key));
    expect(missing).toEqual([]);
  });
});

/** The words a form asks for: "field.aid.fund.levy.amount", "choice.aid.fund.kind.social". */
function keysOf(base: string, fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    `field.${base}.${name}`,
    ...insideOf(`${base}.${name}`, field),
  ]);
}

function insideOf(key: string, field: Field): readonly string[] {
  if (field.is === "choice") return field.of.map(value => `choice.${key}.${value}`);
  if (field.is === "group") return keysOf(key, field.of);
  return field.is === "list" ? insideOf(key, field.of) : [];
}
