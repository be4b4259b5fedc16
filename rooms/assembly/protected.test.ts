/**
 * No rule of a group goes by who somebody is: not one of the rules there are has a field for it, and one that is written anew is
 * refused with the reason. Age is read by the rules of a burial fund alone, and what is told of ages is told in cells of five
 * and more (`rooms/aid/outlook-of.test.ts`).
 */
import { type Document, type Field, type Fields } from "#base";
import { describe, expect, it } from "vitest";
import { house } from "../../app/rooms.ts";
import en from "./words/exception/en.json" with { type: "json" };
import id from "./words/exception/id.json" with { type: "json" };
import { checkRule } from "./check-rule.ts";
import { attributeNamed, protectedAttributes } from "./protected.ts";

/** Every name in a description, fields and choices, with the path to it. */
function namesIn(fields: Fields, path: string): readonly { readonly path: string; readonly name: string }[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    { path: `${path}.${name}`, name },
    ...inside(field, `${path}.${name}`),
  ]);
}
function inside(field: Field, path: string): readonly { readonly path: string; readonly name: string }[] {
  if (field.is === "choice") return field.of.map(name => ({ path: `${path}=${name}`, name }));
  if (field.is === "group") return namesIn(field.of, path);
  return field.is === "list" ? inside(field.of, path) : [];
}
const named = (from: readonly { readonly path: string; readonly name: string }[]) =>
  from.filter(one => attributeNamed(one.name) !== null).map(one => one.path);

describe("of all that is described in the house", () => {
  it("no rule has a field or a choice by which it could read who she is, but age in the rules of a burial fund", () => {
    const rules = [...house.ruleDefinitions].flatMap(([key, { fields }]) => [
      { path: key, name: key },
      ...namesIn(fields, key),
    ]);
    expect(house.ruleDefinitions.size).toBeGreaterThan(20);
    expect(rules.length).toBeGreaterThan(200);
    expect(named(rules)).toEqual([
      // A child is born, and the fund helps: an event, and nobody's age.
      "aid.fund.benefits.event=birth",
      "aid.fund.ages",
      "aid.outlook.mortality.from_age",
      "aid.outlook.joiner_age",
      "aid.outlook.untold_age",
    ]);
  });

  it("nothing else asks for it either, but her birth year and age where a burial fund goes by it", () => {
    const said = [...house.commands.values()].flatMap(({ name, fields }) => namesIn(fields, name));
    const entries = house.rooms.flatMap(room => room.entries ?? []).flatMap(({ name, fields }) => namesIn(fields, name));
    expect([...new Set(named([...said, ...entries]))].sort()).toEqual(allowedElsewhere);
  });
});

const allowedElsewhere: readonly string[] = [
  // Hers to say or not, where a burial fund goes by age; and how old she was who died.
  "aid.birth-year.birth_year",
  "aid.claim.age",
  "aid.enrol.birth_year",
  "aid.tell-birth-year.birth_year",
  // A child is born.
  "aid.call-for-help.need=birth",
  "aid.claim.event=birth",
  // Where a group and its places are, and what kind of body a partner is.
  "assembly.found-organisation.settled_in.country",
  "members.add-places.places.country",
  "members.set-level.level=country",
  "records.add-partner.kind=faith",
].sort();

const loanLimits = { stake_accounts: [], guarantors_min: "0", may_borrow_again_with_open_loan: true };
const check = (rule: string, value: Document) => checkRule(rule, value, house.ruleDefinitions, () => undefined);

describe("a rule that would go by who she is", () => {
  it.each([
    ["loans.limits", { ...loanLimits, religion: "any" }, "religion", "faith"],
    ["loans.limits", { ...loanLimits, minGender: "1" }, "minGender", "sex"],
    ["loans.limits", { ...loanLimits, suku: "sasak" }, "suku", "descent"],
    ["loans.limits", { ...loanLimits, "sexual-orientation": "x" }, "sexual-orientation", "orientation"],
    ["loans.limits", { ...loanLimits, orientasi: "x" }, "orientasi", "orientation"],
    ["loans.limits", { ...loanLimits, kewarganegaraan: "WNI" }, "kewarganegaraan", "nationality"],
    ["loans.limits", { ...loanLimits, social_class: "2" }, "social_class", "class"],
    ["loans.limits", { ...loanLimits, partai: "x" }, "partai", "politics"],
    ["meetings.fine/late", { amount: "500", fund: "loan", gender: "female" }, "gender", "sex"],
    ["loans.limits-by-caste", {}, "loans.limits-by-caste", "descent"],
  ] as const)("%s with %j is refused for “%s”, which is %s", (rule, value, name, attribute) => {
    expect(check(rule, value as unknown as Document)).toMatchObject({
      refused: "assembly.rule-by-who-she-is",
      because: { rule, named: name, attribute: `assembly.attribute.${attribute}` },
    });
  });

  it("also inside a list of it, or as a choice it does not have", () => {
    const fund = { kind: "social", waiting_months: "0", admin_percent: "0", first_part_percent: "100", offset_debts: false };
    const benefit = { event: "death", of: "member", how: "fixed", amount: "100" };
    expect(check("aid.fund/social", { ...fund, benefits: [{ ...benefit, agama: "x" }] })).toMatchObject({
      refused: "assembly.rule-by-who-she-is",
      because: { named: "agama" },
    });
    expect(check("aid.fund/social", { ...fund, benefits: [{ ...benefit, of: "perempuan" }] })).toMatchObject({
      refused: "assembly.rule-by-who-she-is",
      because: { named: "perempuan", attribute: "assembly.attribute.sex" },
    });
  });

  it("by age is told where age may count", () => {
    const refused = { refused: "assembly.rule-by-age", because: { named: "min_age" } };
    expect(check("loans.limits", { ...loanLimits, min_age: "18" })).toMatchObject(refused);
    expect(check("loans.limits", { ...loanLimits, tanggal_lahir: "1990" })).toMatchObject({ refused: "assembly.rule-by-age" });
  });

  it("is told apart from one that is only written wrongly", () => {
    expect(check("loans.limits", { ...loanLimits, colour: "blue" })).toMatchObject({ refused: "assembly.rule-of-another-shape" });
    expect(check("loans.lottery", {})).toMatchObject({ refused: "assembly.no-such-rule" });
    expect(attributeNamed("average_package")).toBeNull();
  });

  it("is refused with a sentence for every attribute, in both languages", () => {
    for (const [locale, words] of Object.entries({ en, id }))
      for (const attribute of Object.keys(protectedAttributes).filter(one => one !== "age"))
        expect(words[`assembly.attribute.${attribute}` as keyof typeof words], `${attribute} in ${locale}`).toMatch(/\S/);
  });
});
