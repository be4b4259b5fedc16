import { type Books, entry, type EntryRule, isRefusal, need, type Refusal, refuse, unitOf } from "#base";
import { account, fundTable, reverse } from "#ledger";
import { actions, refusalToReverse as refusalOfActions } from "#actions";
import { aid, refusalToReverse as refusalOfAid } from "#aid";
import { assembly, refusalToReverse as refusalOfAssembly } from "#assembly";
import { loans, refusalToReverse as refusalOfLoans } from "#loans";
import { members, membershipTable } from "#members";
import { pots, refusalToReverse as refusalOfPots } from "#pots";
import { purchasing, refusalToReverse as refusalOfPurchasing } from "#purchasing";
import { refusalToReverse as refusalOfSavings, savings } from "#savings";
import { fineEntry } from "./fine.ts";
import { fundNeeds, fundOf, isActive } from "./funds.ts";
import { bankEntry, expenseEntry, incomeEntry, transferEntry } from "./group-money.ts";
import { leavingEntry } from "./leaving.ts";
import { payOutPayableEntry } from "./payable.ts";
import { undoNeeds as undoNeedsHere } from "./projections.ts";
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
    for (const refusal of reversible) {
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

const reversible = [
  refusalOfAssembly,
  refusalOfSavings,
  refusalOfLoans,
  refusalOfAid,
  refusalOfPots,
  refusalOfPurchasing,
  refusalOfActions,
];

const undoNeeds = new Map(
  [members, assembly, savings, loans, aid, pots, purchasing, actions, { undoNeeds: undoNeedsHere }].flatMap(room =>
    Object.entries(room.undoNeeds ?? {}),
  ),
);

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
