import { type Books, type Need, need, type RecordedFact, type Refusal, type Uuid } from "#base";
import { needsDecision } from "#assembly";
import { membershipTable } from "#members";
import { refusalToUnbegin } from "./begin.ts";
import { refusalToUnbring } from "./bring.ts";
import { refusalToTakeRoundBack } from "./hand-over.ts";
import { refusalToTakePassedBack } from "./pass-on.ts";
import { needsPot } from "./pot.ts";
import { refusalToGiveSeatBack } from "./substitute.ts";

const ofPot = ({ data }: RecordedFact): readonly Need[] => needsPot(String(data!["pot"]));

/** The rows that taking back a fact of this room must see, beside the lines, which the ledger turns by itself. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = {
  "pots.begun": original => [...ofPot(original), needsDecision(original.data!["decision"] as Uuid)],
  "pots.brought": ofPot,
  "pots.handed-over": ofPot,
  "pots.passed-on": ofPot,
  "pots.substituted": original => [...ofPot(original), need.all(membershipTable)],
};

const refusals: Readonly<Record<string, (original: RecordedFact, books: Books) => Refusal | null>> = {
  "pots.begun": refusalToUnbegin,
  "pots.brought": refusalToUnbring,
  "pots.handed-over": refusalToTakeRoundBack,
  "pots.passed-on": refusalToTakePassedBack,
  "pots.substituted": refusalToGiveSeatBack,
};

/** Why a fact of this room cannot be taken back as things stand, or null: what turned the pot comes back last thing first. */
export function refusalToReverse(original: RecordedFact, books: Books): Refusal | null {
  // What was taken back once is refused by the ledger.
  return original.reversedBy === undefined ? (refusals[original.kind]?.(original, books) ?? null) : null;
}
