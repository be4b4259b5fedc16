import { type Need, need, type RecordedFact, type Uuid } from "#base";
import { claimTable, enrolmentTable, levyTable } from "./tables.ts";

const ofEnrolment = (fact: RecordedFact): Need =>
  need.row(enrolmentTable, { fund: String(fact.data!["fund"]), member_id: fact.member! });
const ofClaim = (fact: RecordedFact): readonly Need[] => [need.row(claimTable, { claim_id: fact.data!["claim"] as Uuid })];

/** The rows that taking back a fact of this room changes, beside the lines, which the ledger turns by itself. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = {
  "aid.contributed": fact => {
    const claim = fact.data!["claim"] as Uuid | undefined;
    const levy = claim === undefined ? [] : [need.row(levyTable, { claim_id: claim, member_id: fact.member! })];
    return [ofEnrolment(fact), ...levy];
  },
  "aid.warned": fact => [ofEnrolment(fact)],
  "aid.lapsed": fact => [ofEnrolment(fact)],
  "aid.claimed": ofClaim,
  "aid.claim-checked": ofClaim,
  "aid.benefit-paid": ofClaim,
  "aid.levies-raised": fact => [need.row(levyTable, { claim_id: fact.data!["claim"] as Uuid })],
};
