import {
  type Calculator,
  decimalText,
  type Json,
  multiply,
  ratio,
  type Refusal,
  refuse,
  answering,
  type Given,
} from "#base";
import { type BenefitTable, type Death, levyOf, tieredBenefit } from "./benefit.ts";
import { project } from "./project-calculator.ts";

const tableFields = [
  "tiers",
  "tenure_pct_by_completed_months",
  "accident_pct",
  "admin_fee",
  "case",
  "entry",
  "maintain_monthly",
] as const;
const levyFields = ["member_families", "contribution_per_death", "bereaved_pays", "benefit"] as const;
const monthsMax = 1_200n;

/**
 * Two forms: the table of a fund with one death as `case`, or a flat levy. In a case only `share_capital`, `months`,
 * `paying_members` and `accident` are read; what a published case prints as its answer is not an input.
 */
const benefit = {
  name: "aid benefit",
  fields: [...tableFields, ...levyFields, "currency"],
  example: {
    currency: "PHP",
    tiers: [
      { share_from: 1000, share_to: 2999, per_member: "9.75" },
      { share_from: 3000, share_to: null, per_member: "10.50" },
    ],
    tenure_pct_by_completed_months: [5, 8, 17, 25, 33, 42, 50, 58, 66, 74, 83, 92, 100],
    accident_pct: 100,
    admin_fee: "0.05",
    case: { share_capital: 2000, months: 7, paying_members: 1000 },
  },
  calculate: (input: Json): Json | Refusal =>
    answering("aid", input, given => {
      const scale = given.maybe("currency")?.scaleOfUnit() ?? 2;
      return given.has("member_families") ? levy(given, scale) : tiered(given, scale);
    }),
};

function levy(given: Given, scale: number): Json {
  given.only([...levyFields, "currency"]);
  const memberFamilies = given.at("member_families").count();
  if (memberFamilies < 1) given.at("member_families").malformed("at least 1");
  const { payers, collected, benefit, surplus } = levyOf({
    memberFamilies,
    contributionPerDeath: given.at("contribution_per_death").amount(scale),
    bereavedPays: given.at("bereaved_pays").flag(),
    benefit: given.at("benefit").amount(scale),
  });
  const text = (amount: bigint) => decimalText(amount, scale);
  return { payers, collected: text(collected), benefit: text(benefit), surplus: text(surplus) };
}

function tiered(given: Given, scale: number): Json | Refusal {
  given.only([...tableFields, "currency"]);
  given.maybe("entry")?.amount(scale);
  given.maybe("maintain_monthly")?.amount(scale);
  const death = deathOf(given.at("case"), scale);
  const answer = tieredBenefit(tableOf(given, scale), death);
  if (!answer) return refuse("aid.no-tier", { share_capital: death.shareCapital });
  const text = (amount: bigint) => decimalText(amount, scale);
  return {
    gross: text(answer.gross),
    after_tenure: text(answer.afterTenure),
    fee: text(answer.fee),
    net: text(answer.net),
  };
}

function tableOf(given: Given, scale: number): BenefitTable {
  const tiers = given
    .at("tiers")
    .list()
    .map(tier => {
      tier.only(["share_from", "share_to", "per_member"]);
      const from = tier.at("share_from").amount(scale);
      const to = tier.maybe("share_to")?.amount(scale);
      if (to !== undefined && to < from) tier.at("share_to").malformed("share_from or more");
      return {
        from,
        ...(to === undefined ? {} : { to: reachOf(to, scale) }),
        perMember: multiply(partOf(tier.at("per_member"), false), ratio(10n ** BigInt(scale))),
      };
    });
  if (tiers.length === 0) given.at("tiers").malformed("at least one");
  const tenure = given.at("tenure_pct_by_completed_months");
  const tenureByMonths = tenure.list().map(percent => multiply(partOf(percent, false), ratio(1n, 100n)));
  if (tenureByMonths.length === 0) tenure.malformed("at least one");
  const accident = given.maybe("accident_pct");
  return {
    tiers,
    tenureByMonths,
    ...(accident ? { accident: multiply(partOf(accident, false), ratio(1n, 100n)) } : {}),
    adminFee: partOf(given.at("admin_fee"), true),
  };
}

/** A tier printed up to 2,999 reaches to just below 3,000. */
function reachOf(to: bigint, scale: number): bigint {
  const unit = 10n ** BigInt(scale);
  return to % unit === 0n ? to + unit - 1n : to;
}

function partOf(given: Given, atMostOne: boolean) {
  const part = given.decimal();
  if (part.numerator < 0n) return given.malformed("not below zero");
  return atMostOne && part.numerator > part.denominator ? given.malformed("at most 1") : part;
}

function deathOf(given: Given, scale: number): Death {
  const answers = ["gross", "after_tenure", "fee", "net", "rounding"];
  given.only(["share_capital", "months", "paying_members", "accident", "note", "notes", ...answers]);
  return {
    shareCapital: given.at("share_capital").amount(scale),
    completedMonths: given.at("months").count(monthsMax),
    payingMembers: given.at("paying_members").count(),
    accident: given.maybe("accident")?.flag() ?? false,
  };
}

export const calculators: readonly Calculator[] = [benefit, project];
