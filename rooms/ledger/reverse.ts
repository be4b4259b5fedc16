import { type Books, type Context, type Day, type Fact, type RecordedFact, type Refusal, refuse } from "#base";

/**
 * Takes back one posted fact, visibly and whole: the same lines with the other sign, into the open period, whatever day
 * the first one had. Once only; the database refuses a second one too. Wants `need` of the leaf and of every account
 * it moved, and the projection's own rows.
 */
export function reverse(seq: bigint, on: Day, books: Books, context: Context, reason: string): Fact | Refusal {
  const original = books.leaf(seq);
  if (!original) return refuse("ledger.no-such-entry", { seq });
  if (original.reversedBy !== undefined) return refuse("ledger.already-reversed", { seq, by: original.reversedBy });
  if (original.kind === "ledger.reversal" || !context.reversible.has(original.kind))
    return refuse("ledger.not-reversible", { seq });
  return reversalOf(original, on, reason);
}

export function reversalOf(original: RecordedFact, on: Day, reason: string): Fact {
  return {
    kind: "ledger.reversal",
    on,
    ...(original.member === undefined ? {} : { member: original.member }),
    reverses: original.seq,
    lines: original.lines.map(line => ({ ...line, amount: -line.amount })),
    data: { kind: original.kind },
    texts: [
      {
        about: "ledger.leaf",
        id: String(original.seq),
        field: "reason",
        text: reason,
        ...(original.member === undefined ? {} : { member: original.member }),
      },
    ],
  };
}
