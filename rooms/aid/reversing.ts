import { type Books, type Need, need, type RecordedFact, type Refusal, refuse, type Uuid } from "#base";
import { exceptionTable, needsException } from "#assembly";
import { claimTable, enrolmentTable, levyTable } from "./tables.ts";

/**
 * What can be taken back, and when: the last thing first. A claim that was checked is not unsaid before its check is,
 * and a member who came back since does not lose what she brought in her new time.
 */
const rules: Readonly<
  Record<string, { needs(of: RecordedFact): readonly Need[]; may(of: RecordedFact, books: Books): boolean }>
> = {
  "aid.enrolled": {
    needs: of => [needsEnrolment(of), need.row(levyTable, enrolmentKey(of))],
    may: (of, books) => {
      const row = enrolmentOf(of, books);
      const gaveAtADeath = books.rows(levyTable, enrolmentKey(of)).some(levy => levy.paid > 0n && levy.due_on >= of.on);
      return row?.status === "active" && row.enrolled_on === of.on && row.paid === 0n && !gaveAtADeath;
    },
  },
  "aid.contributed": {
    needs: of => [needsEnrolment(of), ...(of.data!["claim"] === undefined ? [] : needsLevy(of))],
    may: (of, books) => {
      const row = enrolmentOf(of, books);
      if (row?.status !== "active" || row.enrolled_on > of.on) return false;
      const paid = of.data!["claim"] === undefined ? row.paid : books.row(levyTable, levyKey(of))!.paid;
      return paid >= BigInt(String(of.data!["amount"]));
    },
  },
  "aid.warned": {
    needs: of => [needsEnrolment(of)],
    may: (of, books) => {
      const row = enrolmentOf(of, books);
      return row?.status === "active" && row.warned_on === of.on;
    },
  },
  "aid.lapsed": {
    needs: of => [needsEnrolment(of)],
    may: (of, books) => enrolmentOf(of, books)?.status === "lapsed",
  },
  "aid.left": {
    needs: of => [needsEnrolment(of)],
    may: (of, books) => enrolmentOf(of, books)?.status === "left",
  },
  "aid.claimed": {
    needs: of => [needsClaim(of), needsException(claimIdOf(of))],
    // What the members allowed for it is taken back first.
    may: (of, books) =>
      claimOf(of, books)?.status === "reported" &&
      books.row(exceptionTable, { exception_id: claimIdOf(of) })?.status !== "granted",
  },
  "aid.claim-checked": {
    needs: of => [needsClaim(of), needsException(claimIdOf(of)), need.row(levyTable, { claim_id: claimIdOf(of) })],
    may: (of, books) =>
      claimOf(of, books)?.status === "checked" &&
      books.rows(levyTable, { claim_id: claimIdOf(of) }).every(levy => levy.paid === levy.amount),
  },
  "aid.levies-raised": {
    needs: of => [need.row(levyTable, { claim_id: claimIdOf(of) })],
    may: () => true,
  },
  "aid.levy-drawn": {
    needs: of => needsLevy(of),
    may: (of, books) => (books.row(levyTable, levyKey(of))?.paid ?? 0n) >= BigInt(String(of.data!["amount"])),
  },
  "aid.benefit-paid": {
    needs: of => [needsClaim(of)],
    may: (of, books) => (claimOf(of, books)?.paid ?? 0n) > 0n,
  },
};

/** The rows that taking back a fact of this room changes, beside the lines, which the ledger turns by itself. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = Object.fromEntries(
  Object.entries(rules).map(([kind, rule]) => [kind, rule.needs]),
);

/** Why a fact of this room cannot be taken back as things stand, or null. Asked before the reversal is made. */
export function refusalToReverse(original: RecordedFact, books: Books): Refusal | null {
  const rule = rules[original.kind];
  return rule && !rule.may(original, books) ? refuse("aid.reverse-later-first", { kind: original.kind }) : null;
}

const fundOf = (of: RecordedFact): string => String(of.data!["fund"]);
const claimIdOf = (of: RecordedFact): Uuid => of.data!["claim"] as Uuid;
const levyKey = (of: RecordedFact) => ({ claim_id: claimIdOf(of), member_id: of.member! });
const needsLevy = (of: RecordedFact): readonly Need[] => [need.row(levyTable, levyKey(of))];
const enrolmentKey = (of: RecordedFact) => ({ fund: fundOf(of), member_id: of.member! });
const needsEnrolment = (of: RecordedFact): Need => need.row(enrolmentTable, enrolmentKey(of));
const enrolmentOf = (of: RecordedFact, books: Books) => books.row(enrolmentTable, enrolmentKey(of));
const needsClaim = (of: RecordedFact): Need => need.row(claimTable, { claim_id: claimIdOf(of) });
const claimOf = (of: RecordedFact, books: Books) => books.row(claimTable, { claim_id: claimIdOf(of) });
