import type { Day, MemberId, Uuid } from "#base";
import type { BeyondDocument } from "#assembly";
import type { AidEvent, ClaimRow, Whose } from "./tables.ts";

interface ClaimedBeyond extends BeyondDocument {
  readonly unit: string;
}

/** What the leaf of a claim says. */
export interface ClaimedData {
  readonly beyond?: ClaimedBeyond;
  readonly claim: Uuid;
  readonly fund: string;
  readonly event: AidEvent;
  readonly who: Whose;
  readonly happened_on: Day;
  readonly accident: boolean;
  readonly dependant?: string;
  readonly age_from?: string;
}

/** A claim as it is reported. */
export const reportedClaim = (data: ClaimedData, member: MemberId, on: Day): ClaimRow => ({
  claim_id: data.claim,
  fund: data.fund,
  member_id: member,
  event: data.event,
  who: data.who,
  happened_on: data.happened_on,
  reported_on: on,
  is_accident: data.accident,
  dependant: data.dependant === undefined ? null : Number(data.dependant),
  age_from: data.age_from === undefined ? null : Number(data.age_from),
  status: "reported",
  first_checker: null,
  second_checker: null,
  checked_on: null,
  benefit: null,
  first_part: null,
  paid: 0n,
  first_paid_on: null,
  levy_due_on: null,
  payments: [],
  use_told_on: null,
});
