/** What is asked of partners and agreements. `client` is inside a `read` of the organisation. */
import type { Day, OrganisationId, Uuid } from "#base";
import { type PoolClient, query, sql } from "#db";
import { readTexts } from "#members/server";
import { type AgreementStanding, inOrderOfCare, standingOn } from "./agreement-standing.ts";
import type { PartnerKind } from "./kinds.ts";

export interface Partner {
  readonly partner: Uuid;
  readonly kind: PartnerKind;
  readonly name: string;
  /** Who is to be asked for there. Null where nothing is written, or it was taken back. */
  readonly contact: string | null;
  readonly telephone: string | null;
}

export interface Agreement {
  readonly agreement: Uuid;
  readonly partner: Uuid;
  readonly from: Day;
  readonly until: Day | null;
  readonly endedOn: Day | null;
  /** The last day it holds or held; null while it is open. */
  readonly lastDay: Day | null;
  readonly renews: Uuid | null;
  readonly standing: AgreementStanding;
  readonly purpose: string;
  readonly reason: string | null;
}

/** All partners by name, and all agreements that were made by the day, as they stand on it, in the order of care. */
export async function partnersOf(
  client: PoolClient,
  organisation: OrganisationId,
  master: Uint8Array,
  on: Day,
): Promise<{ readonly partners: readonly Partner[]; readonly agreements: readonly Agreement[] }> {
  const partners = await query<{ partner: Uuid; kind: PartnerKind }>(
    client,
    sql`select partner_id as partner, kind from records.partner
      where organisation_id = ${organisation} and added_on <= ${on}::date`,
  );
  const texts = await readTexts(client, organisation, ["records.partner", "records.agreement"], Buffer.from(master));
  const text = (about: string, id: Uuid, field: string): string | null => {
    const found = texts.get(`records.${about}/${id}/${field}`) ?? "-";
    return found === "-" ? null : found;
  };
  const agreements = (await selectAgreements(client, organisation, on)).map(one => ({
    agreement: one.agreement,
    partner: one.partner,
    from: one.from,
    until: one.until,
    endedOn: one.endedOn,
    lastDay: one.endedOn ?? one.until,
    renews: one.renews,
    standing: standingOn(on, one),
    purpose: text("agreement", one.agreement, "purpose") ?? "",
    reason: text("agreement", one.agreement, "reason"),
  }));
  return {
    partners: partners
      .map(({ partner, kind }) => ({
        partner,
        kind,
        name: text("partner", partner, "name") ?? "",
        contact: text("partner", partner, "contact"),
        telephone: text("partner", partner, "telephone"),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    agreements: inOrderOfCare(agreements),
  };
}

interface AgreementKept {
  readonly [column: string]: unknown;
  readonly agreement: Uuid;
  readonly partner: Uuid;
  readonly from: Day;
  readonly until: Day | null;
  readonly endedOn: Day | null;
  readonly renews: Uuid | null;
  readonly isRenewed: boolean;
}

const selectAgreements = (
  client: PoolClient,
  organisation: OrganisationId,
  on: Day,
): Promise<readonly AgreementKept[]> =>
  query<AgreementKept>(
    client,
    sql`select a.agreement_id as agreement, a.partner_id as partner, a.from_on as from, a.until_on as until,
        a.ended_on as "endedOn", a.renews, exists (
          select 1 from records.agreement n
          where n.organisation_id = a.organisation_id and n.renews = a.agreement_id and n.made_on <= ${on}::date
        ) as "isRenewed"
      from records.agreement a
      where a.organisation_id = ${organisation} and a.made_on <= ${on}::date
      order by a.from_on, a.agreement_id`,
  );

/** How many agreements ask what comes afterwards. */
export const agreementsToSee = async (client: PoolClient, organisation: OrganisationId, on: Day): Promise<number> =>
  (await selectAgreements(client, organisation, on)).filter(one => isToSee(standingOn(on, one))).length;

export const isToSee = (standing: AgreementStanding): boolean => standing === "ending" || standing === "over";
