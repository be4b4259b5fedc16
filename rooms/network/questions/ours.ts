/** What a chapter sees: what it lets each federation see, and the visits that were made to it. */
import { addMonths, type Day, type Role, type Uuid } from "#base";
import { query, sql } from "#db";
import { isOfficer } from "#members";
import { federationsOf } from "#members/server";
import { type GrantKind, grantKinds } from "../kinds.ts";
import { type Asking, asOrganisation, inTheBooksOf } from "./scope.ts";
import { checklistOf, type ItemSeen, visitsOf, type VisitSeen } from "./visit.ts";

export interface GrantSeen {
  readonly what: GrantKind;
  /** Null where it is not let. */
  readonly since: Day | null;
}

export interface FederationVisiting {
  readonly federation: Uuid;
  readonly name: string | null;
  readonly grants: readonly GrantSeen[];
  /** What is asked on a visit, in the federation's words. */
  readonly checklist: readonly ItemSeen[];
  /** Of the last year, the latest first. */
  readonly visits: readonly VisitSeen[];
}

/** What differed in a passbook is for officers, and for her whose book it is. */
const forReader = (visit: VisitSeen, number: number | null): VisitSeen => ({
  ...visit,
  sample: visit.sample.map(one => (one.number === String(number) ? one : { ...one, note: null })),
});

export interface OurVisitsSeen {
  readonly federations: readonly FederationVisiting[];
  /** Lets the federation see something, with another officer. */
  readonly mayGrant: boolean;
  /** Confirms a visit, and takes a grant back. */
  readonly mayConfirm: boolean;
}

const granters: readonly Role[] = ["chair", "secretary"];
const confirmers: readonly Role[] = [...granters, "treasurer"];

export async function askOurs(asked: Asking): Promise<OurVisitsSeen> {
  const { client, organisation, member, roles, today, isPlain } = asked;
  const joined = isPlain ? [] : (await federationsOf(asked)).filter(one => one.standing === "joined");
  const grants = await query<{ federation: Uuid; what: GrantKind; since: Day }>(
    client,
    sql`select federation_id as federation, what, given_on as since from network.grant
      where organisation_id = ${organisation} and revoked_on is null`,
  );
  const chapter = organisation as unknown as Uuid;
  const [own] = await query<{ number: number }>(
    client,
    sql`select number from members.membership where organisation_id = ${organisation} and member_id = ${member}`,
  );
  const federations: FederationVisiting[] = [];
  for (const { federation, name } of joined) {
    const of = asOrganisation(federation);
    const visits = await visitsOf(asked, of, { chapter, from: addMonths(today, -12), until: today });
    federations.push({
      federation,
      name,
      grants: grantKinds.map(what => ({
        what,
        since: grants.find(one => one.federation === federation && one.what === what)?.since ?? null,
      })),
      // Its questions are read only where they were asked here.
      checklist:
        visits.length === 0
          ? []
          : await inTheBooksOf(asked, [federation], () => checklistOf({ ...asked, organisation: of }, visits[0]!.heldOn)),
      visits: isOfficer(roles) ? visits : visits.map(visit => forReader(visit, own?.number ?? null)),
    });
  }
  return {
    federations,
    mayGrant: granters.some(role => roles.has(role)),
    mayConfirm: confirmers.some(role => roles.has(role)),
  };
}
