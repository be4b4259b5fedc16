import {
  type Books,
  entry,
  type EntryRule,
  type Fact,
  isRefusal,
  type MemberId,
  type Need,
  need,
  type RecordedFact,
  type Refusal,
  refuse,
  unitOf,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision } from "#assembly";
import { account, accountTable, type FundRow, fundTable, reverse } from "#ledger";
import { aid, refusalToReverse as refusalOfAid } from "#aid";
import { loans, refusalToReverse as refusalOfLoans } from "#loans";
import { members, membershipTable } from "#members";
import { refusalToReverse as refusalOfSavings, savings } from "#savings";
import { leavingEntry } from "./leaving.ts";
import { payOutPayableEntry } from "./payable.ts";
import { shareOutEntry } from "./share-out.ts";

/** The roll: who is there. Marks go into the seal together, since a roll is one thing. */
export const rollEntry = entry({
  name: "meetings.roll",
  step: "corrections",
  fields: {
    member: { is: "member" },
    mark: { is: "choice", of: ["present", "late", "absent", "represented"] },
    /** Who brought her payment; she may be of the group or not, so a name is enough. */
    representative: { is: "text", max: 80, optional: true },
  },
  needs: body => [need.row(membershipTable, { member_id: body.member })],
  decide(body, books) {
    if (!isActive(body.member, books)) return refuse("meetings.not-a-member", { member: body.member });
    return [];
  },
});

const notesField = {
  is: "list",
  max: 40,
  optional: true,
  of: { is: "group", of: { face: { is: "amount" }, count: { is: "count", max: 1_000_000 } } },
} as const;

/**
 * The balance the members remember from the last meeting, said aloud before the box is counted, and what was counted
 * then. Neither is a posting: a difference is written down at the end, when all of the day is in the box.
 */
export const recallEntry = entry({
  name: "meetings.recall",
  step: "corrections",
  fields: {
    fund: { is: "code" },
    amount: { is: "amount" },
    /** What lay in the box when the keys had opened it. */
    counted: { is: "amount", optional: true },
    notes: notesField,
  },
  needs: () => [need.all(fundTable)],
  decide: (body, books) => refusalToCount(body, books) ?? [],
});

/**
 * What was made between meetings was read aloud, up to and with this leaf of the log. What is made after it, while the
 * meeting still sits, is read at the next.
 */
export const readOutEntry = entry({
  name: "meetings.read-out",
  step: "corrections",
  fields: { up_to: { is: "amount" } },
  needs: body => [{ leaf: body.up_to }],
  decide: (body, books) => (books.leaf(body.up_to) ? [] : refuse("ledger.no-such-entry", { seq: body.up_to })),
});

/** A fine by the rules: late, absent, a telephone that rang. It goes to the fund the rule names. */
export const fineEntry = entry({
  name: "meetings.fine",
  step: "fines",
  fields: { member: { is: "member" }, reason: { is: "code" }, fund: { is: "code" }, amount: { is: "amount" } },
  needs: (body, books) => [
    need.row(membershipTable, { member_id: body.member }),
    ...fundNeeds(body.fund, ["cash", "fine-income", "fund-balance", "indivisible-reserve"], books),
  ],
  decide(body, books, { on }) {
    if (!isActive(body.member, books)) return refuse("meetings.not-a-member", { member: body.member });
    const fund = fundOf(body.fund, books);
    if (!fund) return refuse("ledger.no-such-fund", { fund: body.fund });
    if (body.amount === 0n) return refuse("meetings.amount-missing");
    const credit = fund.nature === "divisible" ? account.fines(fund.fund) : account.equity(fund.fund, fund.nature);
    return [
      {
        kind: "meetings.fined",
        on,
        member: body.member,
        lines: [
          { account: account.cash(fund.fund), unit: fund.unit, amount: body.amount },
          { account: credit, unit: fund.unit, amount: -body.amount },
        ],
        data: { reason: body.reason },
      },
    ];
  },
});

/** Money the group spends for itself: a ledger book, tea, the bus. */
export const expenseEntry = entry({
  name: "meetings.expense",
  step: "pay-outs",
  between: "meetings.record-expense",
  fields: { money: { is: "uuid" }, fund: { is: "code" }, amount: { is: "amount" }, purpose: { is: "text", max: 120 } },
  needs: (body, books) => fundNeeds(body.fund, ["cash", "group-expense", "fund-balance"], books),
  decide: (body, books, { on }) =>
    groupMoney("meetings.spent", body, books, on, fund =>
      // A restricted fund has no income of its own to spend from: what it gives out leaves its balance.
      fund.nature === "restricted" ? account.equity(fund.fund, fund.nature) : account.expense(fund.fund),
    ),
});

/** Money that comes to the group from outside: a gift, interest of the bank, rent of the tent. */
export const incomeEntry = entry({
  name: "meetings.income",
  step: "contributions",
  between: "meetings.record-income",
  fields: { money: { is: "uuid" }, fund: { is: "code" }, amount: { is: "amount" }, purpose: { is: "text", max: 120 } },
  needs: (body, books) => fundNeeds(body.fund, ["cash", "other-income", "fund-balance", "indivisible-reserve"], books),
  decide: (body, books, { on }) =>
    groupMoney("meetings.received", { ...body, amount: -body.amount }, books, on, fund =>
      fund.nature === "divisible" ? account.otherIncome(fund.fund) : account.equity(fund.fund, fund.nature),
    ),
});

/** Cash brought to the bank; a negative amount is cash fetched from it. */
export const bankEntry = entry({
  name: "meetings.bank",
  step: "pay-outs",
  between: "meetings.record-bank",
  fields: { fund: { is: "code" }, amount: { is: "amount", signed: true } },
  needs: (body, books) => fundNeeds(body.fund, ["cash", "bank"], books),
  decide: (body, books, { on }) => groupMoney("meetings.banked", body, books, on, fund => account.bank(fund.fund)),
});

/** Part of one fund's own wealth given to another, by decision. A restricted or indivisible fund gives to none. */
export const transferEntry = entry({
  name: "meetings.transfer",
  step: "pay-outs",
  fields: { from: { is: "code" }, to: { is: "code" }, amount: { is: "amount" }, decision: { is: "uuid" } },
  needs: (body, books) => [
    needsDecision(body.decision),
    ...fundNeeds(body.from, ["cash", "retained-surplus"], books),
    ...fundNeeds(body.to, ["cash", "retained-surplus", "fund-balance", "indivisible-reserve"], books),
  ],
  decide(body, books, { on }) {
    const [from, to] = [fundOf(body.from, books), fundOf(body.to, books)];
    if (!from || !to || from === to) return refuse("ledger.no-such-fund", { fund: from ? body.to : body.from });
    if (from.nature !== "divisible")
      return refuse("meetings.fund-gives-to-none", { fund: from.fund, nature: from.nature });
    if (from.unit !== to.unit) return refuse("meetings.funds-of-two-units", { from: from.unit, to: to.unit });
    if (body.amount === 0n) return refuse("meetings.amount-missing");
    const decision = carriedDecision(body.decision, "other", `transfer/${from.fund}/${to.fund}`, books, on);
    if (isRefusal(decision)) return decision;
    return [
      {
        kind: "meetings.transferred",
        on,
        lines: [
          { account: account.cash(from.fund), unit: from.unit, amount: -body.amount },
          { account: account.equity(from.fund, from.nature), unit: from.unit, amount: body.amount },
          { account: account.cash(to.fund), unit: to.unit, amount: body.amount },
          { account: account.equity(to.fund, to.nature), unit: to.unit, amount: -body.amount },
        ],
        data: { from: from.fund, to: to.fund, decision: body.decision },
      },
    ];
  },
});

/** A mistake in an earlier meeting, taken back in the open with its reason; the right entry is then written anew. */
export const correctionEntry = entry({
  name: "meetings.correction",
  step: "corrections",
  fields: { seq: { is: "amount" }, reason: { is: "text", max: 300 } },
  needs(body, books) {
    const original = books.hasLeaf(body.seq) ? books.leaf(body.seq) : undefined;
    if (!original) return [{ leaf: body.seq }];
    return [
      ...original.lines.map(line => need.balance(line.account, line.unit, line.member)),
      ...(undoNeeds.get(original.kind)?.(original) ?? []),
    ];
  },
  decide(body, books, { on, context }) {
    const original = books.leaf(body.seq);
    // What was built on since (a loan, a checked claim, a cycle that was shared out) comes back last thing first.
    for (const refusal of [refusalOfSavings, refusalOfLoans, refusalOfAid]) {
      const later = original && refusal(original, books);
      if (later) return later;
    }
    const fact = reverse(body.seq, on, books, context, body.reason);
    return isRefusal(fact) ? fact : [fact];
  },
});

/** The count at the end, note by note. What is counted is an assertion about the books, never a posting. */
export const countEntry = entry({
  name: "meetings.count",
  step: "count",
  fields: {
    fund: { is: "code" },
    counted: { is: "amount" },
    notes: notesField,
  },
  needs: () => [need.all(fundTable)],
  decide: (body, books) => refusalToCount(body, books) ?? [],
});

/** The fund is there, and the notes and coins are of its currency and come to the sum. */
function refusalToCount(
  body: {
    readonly fund: string;
    readonly counted?: bigint;
    readonly notes?: readonly { readonly face: bigint; readonly count: number }[];
  },
  books: Books,
): Refusal | null {
  const fund = fundOf(body.fund, books);
  if (!fund) return refuse("ledger.no-such-fund", { fund: body.fund });
  if (body.notes === undefined) return null;
  const faces = new Set(unitOf(fund.unit)?.cash ?? []);
  let total = 0n;
  for (const { face, count } of body.notes) {
    if (!faces.has(face)) return refuse("meetings.no-such-note", { face, unit: fund.unit });
    total += face * BigInt(count);
  }
  const counted = body.counted ?? 0n;
  return total === counted ? null : refuse("meetings.notes-of-another-sum", { counted, notes: total });
}

/** A difference at the count, posted openly: how much, why, and the two who counted. Never absorbed. */
export const differenceEntry = entry({
  name: "meetings.difference",
  step: "count",
  fields: {
    difference: { is: "uuid" },
    fund: { is: "code" },
    /** Counted less what the books say: below zero when money is missing. */
    amount: { is: "amount", signed: true },
    reason: { is: "text", max: 300 },
    first: { is: "member" },
    second: { is: "member" },
  },
  needs: (body, books) => [
    ...[body.first, body.second].map(member => need.row(membershipTable, { member_id: member })),
    ...fundNeeds(body.fund, ["cash", "cash-over-short"], books),
  ],
  decide(body, books, { on }) {
    const fund = fundOf(body.fund, books);
    if (!fund) return refuse("ledger.no-such-fund", { fund: body.fund });
    if (body.first === body.second) return refuse("meetings.two-names-needed");
    for (const member of [body.first, body.second])
      if (!isActive(member, books)) return refuse("meetings.not-a-member", { member });
    if (body.amount === 0n) return refuse("meetings.amount-missing");
    return [
      {
        kind: "meetings.difference-found",
        on,
        lines: [
          { account: account.cash(fund.fund), unit: fund.unit, amount: body.amount },
          { account: account.overShort(fund.fund), unit: fund.unit, amount: -body.amount },
        ],
        data: { difference: body.difference, fund: fund.fund, first: body.first, second: body.second },
        texts: [{ about: "meetings.difference", id: body.difference, field: "reason", text: body.reason }],
      },
    ];
  },
});

const undoNeeds = new Map([members, savings, loans, aid].flatMap(room => Object.entries(room.undoNeeds ?? {})));

export const meetingEntries: readonly EntryRule<any>[] = [
  rollEntry,
  recallEntry,
  readOutEntry,
  fineEntry,
  expenseEntry,
  incomeEntry,
  bankEntry,
  transferEntry,
  correctionEntry,
  shareOutEntry,
  leavingEntry,
  payOutPayableEntry,
  countEntry,
  differenceEntry,
];

const isActive = (member: MemberId, books: Books): boolean =>
  books.row(membershipTable, { member_id: member })?.status === "active";

export const fundOf = (fund: string, books: Books): FundRow | undefined => books.row(fundTable, { fund });

/** The funds, and once they are known the balances of these kinds of account in one of them. */
export function fundNeeds(fund: string, kinds: readonly string[], books: Books): readonly Need[] {
  const all = [need.all(fundTable), need.all(accountTable)];
  if (!books.isCovered(fundTable, {})) return all;
  const unit = fundOf(fund, books)?.unit;
  return unit === undefined ? all : [...all, ...kinds.map(kind => need.balance(`${kind}/${fund}`, unit))];
}

function groupMoney(
  kind: string,
  body: { readonly fund: string; readonly amount: bigint; readonly money?: Uuid; readonly purpose?: string },
  books: Books,
  on: Fact["on"],
  against: (fund: FundRow) => Fact["lines"][number]["account"],
): readonly Fact[] | Refusal {
  const fund = fundOf(body.fund, books);
  if (!fund) return refuse("ledger.no-such-fund", { fund: body.fund });
  if (body.amount === 0n) return refuse("meetings.amount-missing");
  return [
    {
      kind,
      on,
      lines: [
        { account: account.cash(fund.fund), unit: fund.unit, amount: -body.amount },
        { account: against(fund), unit: fund.unit, amount: body.amount },
      ],
      data: { fund: fund.fund, ...(body.money === undefined ? {} : { money: body.money }) },
      ...(body.purpose === undefined || body.money === undefined
        ? {}
        : { texts: [{ about: "meetings.group-money", id: body.money, field: "purpose", text: body.purpose }] }),
    },
  ];
}
