import { type Books, type Need, need, type RecordedFact, type Refusal, refuse, type Uuid } from "#base";
import { needsDecision } from "#assembly";
import { accountsOf, advancesOf, needsAction, standingOf } from "./action.ts";
import { hasBegun } from "./cancel.ts";
import { type ActionRow, type ActionStatus, actionTable } from "./tables.ts";

/** In which states of its action a fact may be taken back: the last thing first. */
const states: Readonly<Record<string, readonly ActionStatus[]>> = {
  "actions.agreed": ["agreed"],
  "actions.contributed": ["agreed"],
  "actions.paid-in": ["agreed"],
  "actions.cost-paid": ["agreed"],
  "actions.settled": ["agreed"],
  "actions.cancelled": ["cancelled"],
};
/** Of a closing nothing is taken back alone: `actions.reopen` takes all of it. */
const isOfClosing = ({ kind, data }: RecordedFact): boolean => kind === "actions.closed" || data?.["at_close"] === true;

/** The rows that taking back a fact of this room changes, beside the lines, which the ledger turns by itself. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = Object.fromEntries(
  [...Object.keys(states), "actions.closed"].map(kind => [
    kind,
    original => [
      ...needsAction(original.data!["action"] as Uuid),
      ...(weighsMoney.has(original.kind) ? needsMoneyOf(original) : []),
      ...(original.data!["decision"] === undefined ? [] : [needsDecision(original.data!["decision"] as Uuid)]),
    ],
  ]),
);

/** Whether they may be taken back depends on the money there is; they say whose accounts it is in. */
const weighsMoney: ReadonlySet<string> = new Set(["actions.agreed", "actions.paid-in", "actions.cost-paid"]);

function needsMoneyOf({ data }: RecordedFact): readonly Need[] {
  const codes = accountsOf({ number: Number(data!["number"]), fund: String(data!["fund"]) });
  const unit = String(data!["cur"]);
  return [need.total(codes.advances, unit), need.balance(codes.costs, unit)];
}

/** Why a fact of this room cannot be taken back as things stand, or null. Asked before the reversal is made. */
export function refusalToReverse(original: RecordedFact, books: Books): Refusal | null {
  if (!(original.kind in states) && original.kind !== "actions.closed") return null;
  if (isOfClosing(original)) return refuse("actions.reopen-instead");
  const row = books.row(actionTable, { action_id: original.data!["action"] as Uuid });
  return row && states[original.kind]!.includes(row.status) && !isBuiltOn(original, row, books)
    ? null
    : refuse("actions.reverse-later-first");
}

/** It was begun on, her money was spent, or a cost was taken off what somebody got back. */
function isBuiltOn({ kind, member, lines, data }: RecordedFact, row: ActionRow, books: Books): boolean {
  const codes = accountsOf(row);
  switch (kind) {
    case "actions.agreed":
      return hasBegun(row, books);
    case "actions.paid-in": {
      const amount = lines.find(line => line.account !== codes.advances)!.amount;
      return standingOf(row, books).own < amount || advancesOf(row, member!, books) < amount;
    }
    case "actions.cost-paid":
      return (
        data!["from_fund"] === false &&
        books.balance({ account: codes.costs, unit: row.unit }) < BigInt(String(data!["amount"]))
      );
    default:
      return false;
  }
}
