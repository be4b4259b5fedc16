import type { MemberId, OrganisationId } from "#base";
import type { PoolClient } from "#db";
import { readTexts } from "#members/server";
import { selectEnrolmentsOfMember } from "./store.ts";
import type { Kinship } from "./tables.ts";

export interface BeneficiaryRead {
  readonly kinship: Kinship;
  /** Null once the member's texts were erased. */
  readonly name: string | null;
}

/** Whom a member named in a fund, first to last. */
export async function beneficiariesOf(
  client: PoolClient,
  organisation: OrganisationId,
  of: { readonly member: MemberId; readonly fund: string },
  master: Buffer,
): Promise<readonly BeneficiaryRead[]> {
  const enrolment = (await selectEnrolmentsOfMember(client, organisation, of.member)).find(row => row.fund === of.fund);
  if (!enrolment) return [];
  const id = `${of.fund}/${of.member}`;
  const texts = await readTexts(client, organisation, ["aid.enrolment"], master, null, id);
  return enrolment.kinship.map((kinship, index) => ({
    kinship,
    name: texts.get(`aid.enrolment/${id}/beneficiary_${index + 1}`) ?? null,
  }));
}

/**
 * To whom this fund may hand what it pays at her death: whom she named in it, first to last, then whom she named in others,
 * each once. For the officers who pay, once her death was reported and checked: the caller asks who is asking, and when.
 */
export async function heirsOf(
  client: PoolClient,
  organisation: OrganisationId,
  of: { readonly member: MemberId; readonly fund: string },
  master: Buffer,
): Promise<readonly BeneficiaryRead[]> {
  const funds = (await selectEnrolmentsOfMember(client, organisation, of.member)).map(row => row.fund);
  const inOrder = [of.fund, ...funds.filter(fund => fund !== of.fund)];
  const all: BeneficiaryRead[] = [];
  for (const fund of inOrder)
    all.push(...(await beneficiariesOf(client, organisation, { member: of.member, fund }, master)));
  return all.filter((one, place) => one.name !== null && all.findIndex(other => other.name === one.name) === place);
}
