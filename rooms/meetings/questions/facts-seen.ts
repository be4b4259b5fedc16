/** How a fact of a sealed meeting is told to a screen: what it moved in which box, whose it is, what was written with it. */
import type { AccountCode, MemberId, RecordedFact } from "#base";
import { partsOfAccount } from "#ledger";
import { type RenewalTold, renewalTold } from "#loans";
import type { Called, FactSeen, RenewedSeen } from "../screens/seen.ts";
import type { FactRow } from "../store.ts";
import { canBeReversed } from "./context.ts";

export const isCash = (account: AccountCode): boolean => account.startsWith("cash/");

export interface ToTell {
  readonly row: FactRow;
  readonly fact: RecordedFact;
}
export type Tell = (one: ToTell) => FactSeen;

/** Of nobody's own account, so it is everybody's to read. */
export const movesGroupMoney = (fact: RecordedFact): boolean =>
  fact.lines.length > 0 && [fact, ...fact.lines].every(one => one.member === undefined);

export function seenOf(
  row: FactRow,
  fact: RecordedFact,
  {
    note,
    receivedBy,
    calledOf,
  }: Pick<FactSeen, "note" | "receivedBy"> & { readonly calledOf: (member: MemberId) => Called | null },
): FactSeen {
  const cash = fact.lines.filter(line => isCash(line.account));
  const shown = cash[0] ?? fact.lines.find(line => line.member !== undefined) ?? fact.lines[0];
  const amount = cash.length > 0 ? cash.reduce((sum, line) => sum + line.amount, 0n) : (shown?.amount ?? 0n);
  const data = fact.data ?? {};
  const renewed = renewedSeen(renewalTold(fact.data));
  return {
    seq: String(row.seq),
    kind: kindOf(fact),
    member: fact.member ?? null,
    fund: shown ? partsOfAccount(shown.account).fund : "",
    unit: shown?.unit ?? "",
    // Where all of a new loan went to the old one, what was lent.
    amount: cash.length === 0 && renewed ? renewed.lent : String(cash.length > 0 || amount >= 0n ? amount : -amount),
    isCash: cash.length > 0,
    moved: movedByFund(cash),
    product: textIn(data["product"]),
    reason: textIn(data["reason"]),
    shares: typeof data["shares"] === "string" ? Number(data["shares"]) : null,
    receivedBy,
    renewed,
    isTakenBack: row.reversedBy !== null,
    canBeTakenBack: row.reversedBy === null && canBeReversed(fact.kind),
    note,
    counters: ["first", "second"].flatMap(which => calledOf(data[which] as MemberId) ?? []),
    reverses: fact.reverses === undefined ? null : String(fact.reverses),
  };
}

export const renewedSeen = (told: RenewalTold | null): RenewedSeen | null =>
  told && { lent: String(told.lent), paidOff: String(told.paidOff), fees: String(told.fees) };

function movedByFund(cash: RecordedFact["lines"]): FactSeen["moved"] {
  const moved = new Map<string, { fund: string; unit: string; amount: bigint }>();
  for (const { account, unit, amount } of cash) {
    const { fund } = partsOfAccount(account);
    const before = moved.get(account);
    moved.set(account, { fund, unit, amount: amount + (before?.amount ?? 0n) });
  }
  return [...moved.values()].map(one => ({ ...one, amount: String(one.amount) }));
}

export const textIn = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** A reversal is told as what it takes back: "savings.deposited.reversed". */
export const kindOf = (fact: RecordedFact): string =>
  fact.kind === "ledger.reversal" ? `${String(fact.data?.["kind"])}.reversed` : fact.kind;
