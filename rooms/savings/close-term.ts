import { type Books, type Day, entry, type Line, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { needsRules } from "#assembly";
import { account, fundTable } from "#ledger";
import { membershipTable } from "#members";
import { needsHolds, refusalOfHold } from "./hold.ts";
import { refuseStranger } from "./product.ts";
import { needsInSteps } from "./reading.ts";
import { type TermDepositRow, termDepositTable } from "./tables.ts";
import {
  accountOfTerm,
  interestLines,
  interestToPost,
  isMature,
  keptInTerm,
  needsOfTerm,
  openTerm,
  rowOfTerm,
  type TermData,
  termProductOn,
  termsOf,
} from "./term.ts";

/**
 * A term deposit ends. It is paid out whole, before its day by the early rule; or from its day on it is laid down anew, all
 * of it or without the interest, which she is handed. What she is handed is said, and it is what the terms give that day.
 */
export const closeTermEntry = entry({
  name: "savings.close-term",
  step: "pay-outs",
  between: "savings.record-term-end",
  fields: {
    deposit: { is: "uuid" },
    member: { is: "member" },
    way: { is: "choice", of: ["paid-out", "rolled-over", "interest-paid"] },
    /** Minor units into her hand. Absent where all of it is laid down anew. */
    amount: { is: "amount", optional: true },
    /** The id of the deposit it becomes, where it is laid down anew. */
    into: { is: "uuid", optional: true },
  },
  needs: ({ deposit, member, into }, books) =>
    needsInSteps(
      books,
      [
        need.row(termDepositTable, { deposit_id: deposit }),
        ...(into === undefined ? [] : [need.row(termDepositTable, { deposit_id: into })]),
        need.row(membershipTable, { member_id: member }),
        needsHolds(member),
        need.all(fundTable),
        needsRules,
      ],
      () => {
        const row = books.row(termDepositTable, { deposit_id: deposit });
        return row ? needsOfTerm(row) : [];
      },
    ),
  decide({ deposit, member, way, amount = 0n, into }, books, { on }) {
    const stranger = refuseStranger(member, books);
    if (stranger) return stranger;
    const row = openTerm(deposit, member, books);
    if ("refused" in row) return row;
    const { unit, matures_on } = row;
    const interest = interestToPost(row, on);
    const whole = keptInTerm(row) + interest;
    const handed = way === "paid-out" ? whole : way === "rolled-over" ? 0n : whole - row.principal;
    if (amount !== handed) return refuse("savings.term-other-sum", { unit, said: amount, amount: handed });
    // What stays with it only changes its day.
    const from = { account: accountOfTerm(row), unit, member };
    const pledged = refusalOfHold({ ...from, saved: -books.balance(from) + interest }, handed, books);
    if (pledged) return pledged;
    const ended = { deposit, interest: String(interest), posts: row.interest_on === null };
    const lines: readonly Line[] = [
      ...interestLines(row, interest),
      { account: accountOfTerm(row), member, unit, amount: handed },
      { account: account.cash(row.fund), unit, amount: -handed },
    ];
    if (way === "paid-out")
      return [{ kind: "savings.term-paid-out", on, member, lines: addedUp(lines), data: ended }];
    if (!isMature(row, on)) return refuse("savings.term-not-over", { on: matures_on });
    if (into === undefined) return refuse("savings.term-needs-new-id");
    if (books.row(termDepositTable, { deposit_id: into })) return refuse("savings.deposit-is-there");
    const product = termProductOn(row.product, on, books);
    if ("refused" in product) return product;
    return [
      {
        kind: "savings.term-rolled-over",
        on,
        member,
        lines: addedUp(lines),
        data: { ...ended, next: { ...termsOf(product, into, whole - handed) } },
      },
    ];
  },
});

/** One line an account, and none that moves nothing. */
function addedUp(lines: readonly Line[]): readonly Line[] {
  const sums = new Map<string, Line>();
  for (const line of lines)
    sums.set(line.account, { ...line, amount: (sums.get(line.account)?.amount ?? 0n) + line.amount });
  return [...sums.values()].filter(line => line.amount !== 0n);
}

interface EndedData {
  readonly deposit: Uuid;
  /** What this very fact posted. */
  readonly interest: string;
  readonly posts: boolean;
  readonly next?: TermData;
}

/** A deposit that ended, with the interest that was posted with its end. */
export function endedTerm(
  { deposit, interest, posts }: EndedData,
  status: TermDepositRow["status"],
  on: Day,
  books: Books,
): TermDepositRow {
  const row = books.row(termDepositTable, { deposit_id: deposit })!;
  const posted = { interest: row.interest + BigInt(interest), interest_on: posts ? on : row.interest_on };
  return { ...row, ...posted, status, closed_on: on };
}

export const termPaidOut: Project = (fact, books) => [
  put(termDepositTable, endedTerm(fact.data as unknown as EndedData, "paid-out", fact.on, books)),
];

export const termRolledOver: Project = (fact, books) => {
  const data = fact.data as unknown as EndedData;
  return [
    put(termDepositTable, endedTerm(data, "rolled-over", fact.on, books)),
    put(termDepositTable, rowOfTerm(data.next!, fact.member as MemberId, fact.on)),
  ];
};

/** It runs on as before; what it had become is struck out. */
export const termEndTakenBack: Project = (fact, books) => {
  const { deposit, interest, posts, next } = books.leaf(fact.reverses!)!.data as unknown as EndedData;
  const row = books.row(termDepositTable, { deposit_id: deposit })!;
  const posted = { interest: row.interest - BigInt(interest), interest_on: posts ? null : row.interest_on };
  const after = next && books.row(termDepositTable, { deposit_id: next.deposit })!;
  return [
    put(termDepositTable, { ...row, ...posted, status: "open", closed_on: null }),
    ...(after ? [put(termDepositTable, { ...after, status: "taken-back" as const, closed_on: fact.on })] : []),
  ];
};
