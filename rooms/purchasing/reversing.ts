import { type Books, type Need, need, type RecordedFact, type Refusal, refuse, type Uuid } from "#base";
import { needsDecision } from "#assembly";
import { accountsOf, needsPurchase } from "./purchase.ts";
import { type PurchaseStatus, purchaseTable } from "./tables.ts";

/** In which states of its purchase a fact may be taken back: the last thing first. */
const states: Readonly<Record<string, readonly PurchaseStatus[]>> = {
  "purchasing.agreed": ["agreed"],
  "purchasing.paid-in": ["agreed", "received", "cancelled"],
  "purchasing.supplier-paid": ["agreed", "received"],
  "purchasing.handed-out": ["received"],
  "purchasing.refunded": ["agreed", "received", "cancelled"],
  "purchasing.written-off": ["received"],
  "purchasing.closed": ["closed"],
  "purchasing.cancelled": ["cancelled"],
};
/** Of a receipt nothing is taken back alone: `purchasing.take-back-receipt` takes all of it. */
const together = ["purchasing.received", "purchasing.charged"] as const;

/** The rows that taking back a fact of this room changes, beside the lines, which the ledger turns by itself. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = Object.fromEntries(
  [...Object.keys(states), ...together].map(kind => [
    kind,
    original => [
      ...needsPurchase(original.data!["purchase"] as Uuid),
      ...(original.kind === "purchasing.agreed" ? needsMoneyOf(original) : []),
      ...(original.data!["decision"] === undefined ? [] : [needsDecision(original.data!["decision"] as Uuid)]),
    ],
  ]),
);

/** Why a fact of this room cannot be taken back as things stand, or null. Asked before the reversal is made. */
export function refusalToReverse(original: RecordedFact, books: Books): Refusal | null {
  if ((together as readonly string[]).includes(original.kind)) return refuse("purchasing.take-back-all-of-it");
  const allowed = states[original.kind];
  if (!allowed) return null;
  const row = books.row(purchaseTable, { purchase_id: original.data!["purchase"] as Uuid });
  return row && allowed.includes(row.status) && !isBuiltOn(original, books)
    ? null
    : refuse("purchasing.reverse-later-first", { kind: original.kind });
}

const ownOf = ({ data }: RecordedFact) => ({
  codes: accountsOf({ number: Number(data!["number"]), fund: String(data!["fund"]) }),
  unit: String(data!["cur"]),
});

function needsMoneyOf(agreed: RecordedFact): readonly Need[] {
  const { codes, unit } = ownOf(agreed);
  return [need.total(codes.advances, unit), need.balance(codes.clearing, unit)];
}

/** An agreement is not unsaid while there is money of it. */
function isBuiltOn(original: RecordedFact, books: Books): boolean {
  if (original.kind !== "purchasing.agreed") return false;
  const { codes, unit } = ownOf(original);
  return books.total(codes.advances, unit) !== 0n || books.balance({ account: codes.clearing, unit }) !== 0n;
}
