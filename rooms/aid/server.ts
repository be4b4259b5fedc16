/** What the aid room answers on the server. `client` is inside a `read` of the organisation; amounts are bigint. */
import { type Day, type Entry, type MemberId, need, type OrganisationId, type Uuid } from "#base";
import type { PoolClient } from "#db";
import { loadBooks } from "#ledger/server";
import { type Funnel, funnelOf } from "./drive.ts";
import { dues, type LapseAhead, lapsesAhead } from "./dues.ts";
import {
  selectClaim,
  selectClaimsOfFund,
  selectClaimsOfMember,
  selectDeathsChecked,
  selectEnrolments,
  selectEnrolmentsOfMember,
  selectGrants,
  selectLevies,
  selectLeviesOwed,
  selectOpenClaims,
} from "./store.ts";
import { type ClaimRow, type DriveRow, driveTable, type EnrolmentRow, type GrantRow, type LevyRow } from "./tables.ts";

/** Who is in a fund, by member number; who lapsed or left is among them. */
export const enrolmentsIn = (
  client: PoolClient,
  organisation: OrganisationId,
  fund: string,
): Promise<readonly EnrolmentRow[]> => selectEnrolments(client, organisation, fund);

/** The funds a member is or was in. */
export const enrolmentsOf = (
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
): Promise<readonly EnrolmentRow[]> => selectEnrolmentsOfMember(client, organisation, member);

export { beneficiariesOf, type BeneficiaryRead, heirsOf } from "./beneficiaries.ts";

/** Claims that wait for a check, a payment or its second part: the longest waiting first. */
export const openClaims = (client: PoolClient, organisation: OrganisationId): Promise<readonly ClaimRow[]> =>
  selectOpenClaims(client, organisation);

/** Who died, as two made sure, and is still to be paid out: for whoever must know whom she named. */
export const deathsChecked = (
  client: PoolClient,
  organisation: OrganisationId,
): Promise<readonly { readonly member: MemberId; readonly fund: string }[]> =>
  selectDeathsChecked(client, organisation);

/** All claims on a fund, the newest first. */
export const claimsOn = (
  client: PoolClient,
  organisation: OrganisationId,
  fund: string,
): Promise<readonly ClaimRow[]> => selectClaimsOfFund(client, organisation, fund);

export const claimsOf = (
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
): Promise<readonly ClaimRow[]> => selectClaimsOfMember(client, organisation, member);

/** One claim with its levies, by member number; null where there is none of this id. */
export async function claimInFull(
  client: PoolClient,
  organisation: OrganisationId,
  claim: Uuid,
): Promise<{ readonly claim: ClaimRow; readonly levies: readonly LevyRow[] } | null> {
  const found = await selectClaim(client, organisation, claim);
  return found ? { claim: found, levies: await selectLevies(client, organisation, claim) } : null;
}

/** What a member still owes for deaths, the first due first. */
export const leviesOwedBy = (
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
): Promise<readonly LevyRow[]> => selectLeviesOwed(client, organisation, member);

/** Help that was granted by decisions, the newest first. */
export const grantsOf = (client: PoolClient, organisation: OrganisationId): Promise<readonly GrantRow[]> =>
  selectGrants(client, organisation);

/** Whom to warn and who may lapse on a day, in all funds. */
export async function lapsesAheadOn(
  client: PoolClient,
  organisation: OrganisationId,
  day: Day,
): Promise<readonly LapseAhead[]> {
  return lapsesAhead(await loadBooks(client, organisation, books => dues.needs(books, day)), day);
}

/** What is proposed for a sheet of this day: see `dues`. */
export async function aidDueOn(client: PoolClient, organisation: OrganisationId, day: Day): Promise<readonly Entry[]> {
  return dues.due(await loadBooks(client, organisation, books => dues.needs(books, day)), day);
}
/** A drive in counts, with its fund and its days. */
export interface DriveInCounts extends Funnel {
  readonly fund: string;
  readonly from: Day;
  readonly until: Day;
}

/**
 * Enrolment drives that ran on any of these days, the first begun first. Who enrolled is counted through the last day; asked and
 * declined are as the officers last counted them.
 */
export async function drivesBetween(
  client: PoolClient,
  organisation: OrganisationId,
  { from, until }: { readonly from: Day; readonly until: Day },
): Promise<readonly DriveInCounts[]> {
  const books = await loadBooks(client, organisation, () => [need.all(driveTable)]);
  const drives: readonly DriveRow[] = books
    .rows(driveTable)
    .filter(one => one.began_on <= until && one.ends_on >= from)
    .sort((a, b) => (a.began_on < b.began_on ? -1 : a.began_on > b.began_on ? 1 : 0));
  const counted: DriveInCounts[] = [];
  for (const drive of drives) {
    const enrolments = await selectEnrolments(client, organisation, drive.fund);
    counted.push({
      ...{ fund: drive.fund, from: drive.began_on, until: drive.ends_on },
      ...funnelOf(drive, enrolments.filter(one => one.enrolled_on <= until)),
    });
  }
  return counted;
}
export { countOpenCalls } from "./page-calls.ts";
export { questions } from "./page-questions.ts";
