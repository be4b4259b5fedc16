/** What Sta. Barbara decides about the end of its year: a reserve, what becomes of a surplus, what savings bear. */
import { day, type MemberId } from "#base";
import { accepted, decision, type Group, line, meet } from "./group.ts";

/** A rule that is decided, and what it calls the product where it makes one. */
type Decided = ReturnType<typeof decision> & { readonly name?: string };

export const twoOfficers = (group: Group) => ({ by: group.treasurer, with: [group.secretary] });

/** `present` where not all are with it any more. */
export async function openReserve(group: Group, on: string, present?: readonly MemberId[]): Promise<void> {
  const reserve = decision(group, "rule", "ledger.fund/reserve", {
    value: { unit: "PHP", nature: "indivisible", is_lendable: false },
  });
  await meet(group, on, [reserve.line], present);
  await accepted(group.say("assembly.open-fund", { decision: reserve.id, name: "Reserve" }, twoOfficers(group)));
}

export const surplusRule = (group: Group): Decided =>
  decision(group, "rule", "savings.surplus/loan", {
    value: {
      law: "ph-ra-9520",
      year_ends: "9",
      began_on: "2015-06-01",
      parts: [
        { role: "reserve", percent: "40", fund: "reserve" },
        { role: "community", percent: "10", fund: "social" },
        { role: "capital", percent: "30", by: "saved-on-average", accounts: ["member-shares.cbu/loan"] },
        { role: "patronage", percent: "20", by: "interest-paid" },
      ],
    },
  });

export const interestRule = (group: Group): Decided =>
  decision(group, "rule", "savings.interest/savings", {
    value: { rate: "6", method: "daily", year: "365-days", every: "month", ends_with: "12", from: "expense" },
  });

/** Savings for three months, which one of them lays down once the rule is in force. */
export const termRule = (group: Group): Decided => ({
  name: "Fiesta savings",
  ...decision(group, "rule", "savings.product/fiesta", {
    value: {
      ...{ fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "free", is_capital: false },
      term: { months: "3", rate: "6", interest: "monthly", early: "lower-rate", early_percent: "2", least: "10000", least_left: "20000" },
    },
  }),
});
export const termDeposit = (group: Group) =>
  line("savings.open-term", { deposit: group.edge.newId(), member: group.members[13], product: "fiesta", amount: 100_000n });

/** Three of them put something by, so that there is what bears interest. */
export const savedByThree = (group: Group) =>
  [0, 4, 13].map(index =>
    line("savings.deposit", { member: group.members[index], product: "savings", amount: 200_000n }, `saved/${index}`),
  );

/** At one meeting; the rules are in force from the day after. */
export async function decideRules(
  group: Group,
  rules: readonly Decided[],
  { on, from, saved = [], present }: {
    readonly on: string;
    readonly from: string;
    readonly saved?: ReturnType<typeof savedByThree>;
    readonly present?: readonly MemberId[];
  },
): Promise<void> {
  await meet(group, on, [...rules.map(rule => rule.line), ...saved], present);
  for (const { id, name } of rules) {
    const said = { decision: id, from: day(from), ...(name === undefined ? {} : { name }) };
    await accepted(group.say("assembly.change-rule", said, twoOfficers(group)));
  }
}

/** The year's surplus is given out and something is spent of what earlier ones gave, as the members decide. */
export function surplusDecided(group: Group, yearEnd: string, surplus: bigint) {
  const yes = decision(group, "surplus", `surplus/loan/${yearEnd}`, { value: { amount: String(surplus) } });
  const spend = decision(group, "expense", "expense/social", { value: { amount: "1500" } });
  const books = { money: group.edge.newId(), fund: "social", amount: 1_500n, purpose: "School books", decision: spend.id };
  return { decision: yes.id, lines: [yes.line, spend.line, line("meetings.expense", books)] };
}
