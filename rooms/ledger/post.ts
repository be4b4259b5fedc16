import {
  accountText,
  assert,
  type Books,
  type Day,
  type Fact,
  type LoadedBooks,
  type Minor,
  type Refusal,
  refuse,
  type Line,
  canonicalBytesMax,
} from "#base";
import { partsOfAccount } from "./chart.ts";
import { leafBytesAtMost } from "./leaf.ts";
import { sortedLines } from "./sorted-lines.ts";
import { accountTable, periodTable } from "./tables.ts";

/** A journal line with the place it takes in its account. */
export interface PostedLine extends Line {
  readonly fund: string;
  /** The account's balance after this line, minor units, debit positive. */
  readonly balance: Minor;
  readonly lineNumber: bigint;
}

/**
 * What keeps facts from being posted as they are: the closed period, an account that would pass its limit, or more in one
 * fact than one leaf holds.
 * Unbalanced lines are our bug and throw. Nothing is moved here.
 */
export function refusalToPost(facts: readonly Fact[], books: Books): Refusal | null {
  for (const fact of facts) {
    const bytes = leafBytesAtMost(fact);
    if (bytes > canonicalBytesMax) return refuse("ledger.leaf-too-long", { bytes, bytes_max: canonicalBytesMax });
  }
  const moving = facts.filter(fact => fact.lines.length > 0);
  if (moving.length === 0) return null;
  const moved = new Map<string, Minor>();
  const closed = closedThrough(books);
  for (const fact of moving) {
    assertBalanced(fact);
    if (closed !== null && fact.on <= closed)
      return refuse("ledger.period-closed", { on: fact.on, closed_through: closed });
    for (const line of fact.lines) {
      const declared = books.row(accountTable, { account: line.account });
      assert(declared, `an account is declared before it is posted to: ${line.account}`);
      assert(declared.is_per_member === (line.member !== undefined), `${line.account} is kept per member, or is not`);
      const key = accountText(line);
      const before = moved.get(key) ?? books.balance(line);
      const after = before + line.amount;
      moved.set(key, after);
      // A member's savings and the group's cash are told apart, for the sentence says what one can do.
      if (BigInt(declared.floor_sign) * after < 0n)
        return refuse(line.member === undefined ? "ledger.fund-short" : "ledger.member-balance-short", {
          account: line.account,
          fund: declared.fund,
          unit: line.unit,
          available: before < 0n ? -before : before,
          wanted: line.amount < 0n ? -line.amount : line.amount,
        });
    }
  }
  return null;
}

/** Moves the accounts. Asked only after {@link refusalToPost} had nothing to say. */
export function post(fact: Fact, books: LoadedBooks): readonly PostedLine[] {
  return sortedLines(fact.lines).map(line => {
    const { account, member, unit, amount } = line;
    const { balance, lineNumber } = books.move(line, amount);
    return { account, member, unit, amount, fund: partsOfAccount(account).fund, balance, lineNumber };
  });
}

function assertBalanced(fact: Fact): void {
  const sums = new Map<string, Minor>();
  for (const line of fact.lines) {
    assert(line.amount !== 0n, "a line moves something");
    const key = `${line.unit}|${partsOfAccount(line.account).fund}`;
    sums.set(key, (sums.get(key) ?? 0n) + line.amount);
  }
  for (const [key, sum] of sums) assert(sum === 0n, `debits equal credits in ${fact.kind}, per unit and fund: ${key}`);
}

/** The last day that is closed, or null while no period was closed. */
export function closedThrough(books: Books): Day | null {
  let last: Day | null = null;
  for (const row of books.rows(periodTable)) if (last === null || row.closed_through > last) last = row.closed_through;
  return last;
}
