import { type BodyOf, type FundOf, type Refusal, refuse, rule } from "#base";
import { agesFault, agesField } from "./ages.ts";
import { outlookRule } from "./outlook-rule.ts";
import { events } from "./tables.ts";

/**
 * A mutual-aid fund; the code is the fund, which is restricted: never lent for interest, never shared out, and nothing
 * of it goes to another. A *social* fund takes the same from everybody and every member belongs to it. Into a *damayan*
 * one enrols with her beneficiaries; it may raise a levy at each death. Amounts are minor units of the fund's unit.
 */
export const fundRule = rule({
  key: "aid.fund",
  many: true,
  fields: {
    kind: { is: "choice", of: ["social", "damayan"] },
    /** The same from each, at every meeting or once a month. Absent where only deaths are levied. */
    contribution: {
      is: "group",
      optional: true,
      of: { every: { is: "choice", of: ["meeting", "month"] }, amount: { is: "amount" } },
    },
    /** What each gives at a death. */
    levy: {
      is: "group",
      optional: true,
      of: {
        amount: { is: "amount" },
        /** Whether the family that mourns pays for its own death too. */
        bereaved_pays: { is: "flag" },
        /** More deaths in a month fall due in the next. Absent, there is no limit. */
        per_month_max: { is: "count", max: 31, optional: true },
        /** What the members agreed that nobody should have to give more than in a year: more of it is a warning, years ahead. */
        year_max: { is: "amount", optional: true },
        /** It is drawn from what each has saved for it, where that is enough; she is reminded when it covers so few deaths. */
        deposit: {
          is: "group",
          optional: true,
          of: { product: { is: "code" }, remind_below: { is: "count", max: 60 } },
        },
      },
    },
    /** Paid once on enrolling. */
    entry_fee: { is: "amount", optional: true },
    /** Whole months after enrolling in which nothing is paid yet. */
    waiting_months: { is: "count", max: 120 },
    /** She falls out after this many missed; she is warned one before. Absent, nobody does. */
    lapse_after_missed: { is: "count", max: 60, optional: true },
    /** What is paid for which event. None: a decision says how much, each time. */
    benefits: {
      is: "list",
      max: 16,
      of: {
        is: "group",
        of: {
          event: { is: "choice", of: events },
          /** Hers, or of those who depend on her: any of them, or her spouse, child, parent by an amount of their own. */
          of: { is: "choice", of: ["member", "dependant", "spouse", "child", "parent"] },
          /** The amount, the amount for each who pays, or by the table in `tiers`. */
          how: { is: "choice", of: ["fixed", "per-member", "tiers"] },
          amount: { is: "amount", optional: true },
        },
      },
    },
    /** The fund helps with the death of relatives she named, at most so many. Absent, of whoever is her spouse, child, parent. */
    dependants: { is: "group", optional: true, of: { max: { is: "count", max: 20 } } },
    ages: agesField,
    /** By share capital and time in the fund. */
    tiers: {
      is: "group",
      optional: true,
      of: {
        /** The savings product that counts as share capital. */
        capital: { is: "code" },
        steps: {
          is: "list",
          max: 30,
          of: {
            is: "group",
            of: { from: { is: "amount" }, to: { is: "amount", optional: true }, per_member: { is: "amount" } },
          },
        },
        /** Percent of the benefit by completed months, 0 first; the last stands for all later ones. */
        tenure_percent: { is: "list", max: 240, of: { is: "count", max: 100 } },
        accident_percent: { is: "count", max: 100, optional: true },
      },
    },
    /** What the fund keeps of a benefit for its work. */
    admin_percent: { is: "count", max: 100 },
    /** The part that is paid at once; the rest later, so that not all goes into the wake (MILK brief 27). */
    first_part_percent: { is: "count", max: 100 },
    /** Whether what she owes the group is taken off the benefit, by a repayment beside it. */
    offset_debts: { is: "flag" },
  },
  check(value, fund) {
    if (value.kind === "social" && value.levy) return refuse("aid.levy-is-for-damayan", { fund });
    if (value.first_part_percent === 0) return refuse("aid.first-part-missing", { fund });
    // A warning comes one before, so there is a one before.
    if (value.lapse_after_missed !== undefined && value.lapse_after_missed < 2)
      return refuse("aid.lapse-needs-warning", { fund });
    if (value.contribution?.amount === 0n || value.levy?.amount === 0n) return refuse("aid.amount-missing", { fund });
    if (value.levy?.year_max === 0n) return refuse("aid.amount-missing", { fund });
    if (value.kind === "social" && (value.ages || value.dependants)) return refuse("aid.enrolment-asked", { fund });
    if (value.dependants?.max === 0) return refuse("aid.dependants-max-missing", { fund });
    const ages = agesFault(value, fund);
    if (ages) return ages;
    const seen = new Set<string>();
    for (const { event, of, how, amount } of value.benefits) {
      if (seen.has(`${event} ${of}`)) return refuse("aid.benefit-named-twice", { fund, event });
      seen.add(`${event} ${of}`);
      if (how !== "tiers" && (amount ?? 0n) === 0n) return refuse("aid.benefit-needs-amount", { fund, event });
      if (
        how === "tiers" &&
        (!value.tiers || value.tiers.steps.length === 0 || value.tiers.tenure_percent.length === 0)
      )
        return refuse("aid.benefit-needs-tiers", { fund, event });
    }
    return null;
  },
  fits: fundFault,
});

/** Of a fund that is kept for its purpose; and what stands by the bereaved is in the box, not out on loan. */
function fundFault(
  { kind }: { readonly kind: "social" | "damayan" },
  fund: string,
  fundOf: FundOf,
): Refusal | null {
  const found = fundOf(fund);
  if (!found) return refuse("ledger.no-such-fund", { fund });
  if (found.nature !== "restricted") return refuse("aid.fund-not-restricted", { fund, nature: found.nature });
  return found.is_lendable && kind === "damayan" ? refuse("aid.damayan-is-never-lent", { fund }) : null;
}

export type FundRule = BodyOf<typeof fundRule.fields>;

export const rules = [fundRule, outlookRule] as const;
