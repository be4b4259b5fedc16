/**
 * What a group does with loans and with its damayan fund: asked for, decided, paid out, paid back or given up; enrolled, reported,
 * checked, paid, and what each gives for it. The telephones look into the books and choose what could come next, right or
 * wrong: the box may be short, a neighbour may have been quicker.
 */
import { claimTable, enrolmentTable, levyTable } from "#aid";
import type { Uuid } from "#base";
import { fundTable } from "#ledger";
import { type LoanRow, loanTable } from "#loans";
import type { SheetLine } from "#meetings";
import type { Chance } from "../village/edge.ts";
import { type Group, line, tableRows } from "../village/group.ts";

/** The rules these need, in place of the template's: amounts as small as what lies in the box. */
export const affairRules = {
  "loans.limits": {
    times_stake: "3",
    stake_accounts: ["member-savings.free/loan"],
    share_of_fund_percent: "60",
    guarantors_min: "1",
    may_borrow_again_with_open_loan: false,
  },
} as const;
export const damayanRule = {
  kind: "damayan",
  levy: { amount: "1500", bereaved_pays: false },
  entry_fee: "2500",
  waiting_months: "0",
  lapse_after_missed: "3",
  benefits: [
    { event: "death", of: "member", how: "per-member", amount: "1500" },
    { event: "death", of: "dependant", how: "fixed", amount: "6000" },
  ],
  admin_percent: "0",
  first_part_percent: "60",
  offset_debts: false,
} as const;
export const affairsBetweenMeetings = ["loans.repayment", "aid.enrol", "aid.claim", "aid.verify", "aid.pay-benefit"] as const;

/** The telephone's own chance, and whose books it looks into. */
interface Table {
  readonly group: Group;
  readonly chance: Chance;
}

/** A command of the counter: its name, and the entry it says. */
export interface AtCounter {
  readonly name: string;
  readonly entry: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One thing at the counter, or null where nothing is to be done. */
export async function affairAtCounter(of: Table, checkers: readonly [string, string]): Promise<AtCounter | null> {
  const { group, chance } = of;
  const [running] = some(await loansOf(group, "running"), chance);
  if (running && chance.below(2) === 0)
    return { name: "loans.record-repayment", entry: "loans.repayment", body: repaymentOf(running, chance) };
  if (!(await hasDamayan(group))) return null;
  const wanted = chance.below(4);
  const [claim] = some(inOrder(await tableRows(group, claimTable), "claim_id"), chance);
  if (claim?.status === "reported" && wanted > 0) {
    const [first, second] = checkers;
    return same("aid.verify", { claim: claim.claim_id, first, second });
  }
  if (claim?.benefit && claim.status !== "paid" && wanted > 0) {
    const payable = claim.first_paid_on === null ? claim.first_part! : claim.benefit - claim.paid;
    return same("aid.pay-benefit", { claim: claim.claim_id, amount: payable });
  }
  const enrolled = await enrolledOf(group);
  const member = group.members[chance.below(group.members.length)]!;
  return enrolled.includes(member)
    ? same("aid.claim", claimBody(of, member))
    : same("aid.enrol", enrolBody(member));
}

/** What else is written at a meeting: each is a list of lines that belong together. */
export async function affairsAtMeeting(of: Table): Promise<readonly (readonly SheetLine[])[]> {
  const { group, chance } = of;
  const affairs = [await loanAskedFor(of)];
  for (const loan of some(await loansOf(group, "running"), chance).slice(0, 2))
    affairs.push(
      chance.below(3) === 0
        ? givenUp(of, loan)
        : [line("loans.repayment", repaymentOf(loan, chance), `affair.${loan.loan_id}.repayment`)],
    );
  for (const loan of some(await loansOf(group, "written-off"), chance).slice(0, 1))
    affairs.push([line("loans.recovery", repaymentOf(loan, chance), `affair.${loan.loan_id}.recovery`)]);
  if (await hasDamayan(group)) affairs.push(...(await damayanAtMeeting(of)));
  return affairs.filter(affair => affair.length > 0);
}

async function loanAskedFor({ group, chance }: Table): Promise<readonly SheetLine[]> {
  const open = (await tableRows(group, loanTable)).filter(loan => loan.status === "running").map(loan => loan.member_id);
  const [member] = some(group.members.filter(one => !open.includes(one)), chance);
  if (member === undefined) return [];
  const [loan, decision] = [group.edge.newId(), group.edge.newId()];
  const guarantors = group.members.filter(one => one !== member).slice(0, 1);
  const amount = BigInt(1 + chance.below(12)) * 1_000n;
  const isCarried = chance.below(4) > 0;
  const place = (what: string): string => `affair.${loan}.${what}`;
  return [
    line("loans.request", { loan, member, product: "ordinary", amount, purpose: "Benih padi", guarantors }, place("1")),
    decided("loan", loan, decision, isCarried, place("2")),
    isCarried
      ? line("loans.pay-out", { loan, member, decision, amount }, place("3"))
      : line("loans.turn-down", { loan, member, decision }, place("3")),
  ];
}

function givenUp({ group }: Table, { loan_id: loan, member_id: member }: LoanRow): readonly SheetLine[] {
  const decision = group.edge.newId();
  return [
    decided("write-off", loan, decision, true, `affair.${loan}.1`),
    line("loans.write-off", { loan, member, decision }, `affair.${loan}.2`),
  ];
}

async function damayanAtMeeting(of: Table): Promise<(readonly SheetLine[])[]> {
  const { group, chance } = of;
  const enrolled = await enrolledOf(group);
  const joining = group.members
    .filter(member => !enrolled.includes(member))
    .map(member => [line("aid.enrol", enrolBody(member), `affair.${member}.enrol`)]);
  const levies = inOrder(await tableRows(group, levyTable), "claim_id", "member_id").filter(levy => levy.paid < levy.amount);
  const given = levies.map(({ claim_id: claim, member_id: member, amount, paid }) =>
    line("aid.contribution", { member, fund: "damayan", claim, amount: amount - paid }, `affair.${claim}.${member}`),
  );
  const [member] = some(enrolled, chance);
  const reported: SheetLine[] = [];
  if (member !== undefined && chance.below(2) === 0) {
    const body = claimBody(of, member);
    const [first, second] = group.members.filter(one => one !== member);
    reported.push(
      line("aid.claim", body, `affair.${body.claim}.1`),
      line("aid.verify", { claim: body.claim, first, second }, `affair.${body.claim}.2`),
      // The first part of six thousand.
      line("aid.pay-benefit", { claim: body.claim, amount: 3_600n }, `affair.${body.claim}.3`),
    );
  }
  return [...joining.slice(0, 3), given, reported];
}

/** Half of what she owes, a little, or more than she can owe. */
function repaymentOf(loan: LoanRow, chance: Chance) {
  const owed = loan.principal - loan.principal_paid;
  const amount = [500n, owed / 2n + 1n, owed, owed * 2n][chance.below(4)]!;
  return { loan: loan.loan_id, member: loan.member_id, amount };
}

const decided = (question: string, about: string, decision: Uuid, isCarried: boolean, place: string): SheetLine => {
  const [votes_for, votes_against] = isCarried ? [5, 1] : [2, 4];
  return line("assembly.decision", { decision, question, about, votes_for, votes_against, abstaining: 1 }, place);
};

const enrolBody = (member: string) => ({
  member,
  fund: "damayan",
  amount: 2_500n,
  beneficiaries: [{ name: "Amat", kinship: "spouse" }],
});

const claimBody = ({ group, chance }: Table, member: string) => ({
  claim: group.edge.newId(),
  fund: "damayan",
  member,
  event: "death",
  who: (["spouse", "child", "parent"] as const)[chance.below(3)]!,
  happened_on: group.edge.today,
});

const same = (name: string, body: AtCounter["body"]): AtCounter => ({ name, entry: name, body });

const loansOf = async (group: Group, status: LoanRow["status"]): Promise<readonly LoanRow[]> =>
  inOrder(await tableRows(group, loanTable, { status }), "loan_id");
const enrolledOf = async (group: Group) =>
  inOrder(await tableRows(group, enrolmentTable, { fund: "damayan", status: "active" }), "member_id").map(
    row => row.member_id,
  );
const hasDamayan = async (group: Group): Promise<boolean> =>
  (await tableRows(group, fundTable, { fund: "damayan" })).length > 0;

/** Rows of the database have no order of their own, and one seed has one life. */
const inOrder = <Row extends object>(rows: readonly Row[], ...by: readonly (keyof Row & string)[]): readonly Row[] => {
  const key = (row: Row): string => by.map(column => String(row[column])).join(" ");
  return [...rows].sort((one, other) => (key(one) < key(other) ? -1 : 1));
};

/** All of them, beginning anywhere. */
function some<Item>(items: readonly Item[], chance: Chance): readonly Item[] {
  if (items.length === 0) return [];
  const from = chance.below(items.length);
  return [...items.slice(from), ...items.slice(0, from)];
}
