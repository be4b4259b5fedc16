/**
 * Looking from one organisation into another's books. The transaction of a question sees one organisation; what the other side
 * showed it (a grant, a visit) is read there first, by the row policies of `schema/`. Only then, and only for the
 * organisation that row names, the transaction sees the other's books instead, for the length of one look.
 */
import type { Asked, Day, OrganisationId, Uuid } from "#base";
import { type PoolClient, query, sql } from "#db";
import { type ChapterSeen, chaptersOf, seeOrganisations } from "#members/server";
import type { GrantKind } from "../kinds.ts";

export type Asking = Asked<PoolClient>;

/** `look` sees these organisations and no other, and what comes after it only ours again. */
export async function inTheBooksOf<T>(
  { client, organisation }: Pick<Asking, "client" | "organisation">,
  others: readonly Uuid[],
  look: () => Promise<T>,
): Promise<T> {
  await seeOrganisations(client, others);
  let seen: T;
  try {
    seen = await look();
  } catch (error) {
    // Where the database itself failed, its transaction shows nothing any more and cannot be set either.
    await seeOrganisations(client, [organisation]).catch(() => {});
    throw error;
  }
  await seeOrganisations(client, [organisation]);
  return seen;
}

/** What each chapter lets us see today. Who does not belong to us today shows nothing, whatever it granted before. */
export async function grantsToUs({ client, organisation }: Asking): Promise<ReadonlyMap<Uuid, ReadonlySet<GrantKind>>> {
  const rows = await query<{ chapter: Uuid; what: GrantKind }>(
    client,
    sql`select chapter_id as chapter, what from network.granted
      where federation_id = ${organisation} and revoked_on is null`,
  );
  const grants = new Map<Uuid, Set<GrantKind>>();
  for (const { chapter, what } of rows) grants.set(chapter, (grants.get(chapter) ?? new Set()).add(what));
  return grants;
}

export interface ChargeKnown {
  readonly chapter: ChapterSeen;
  readonly leader: string | null;
  readonly from: Day | null;
}

/** The chapters that belong to us today, each with its leader. */
export async function chargesOf(asked: Asking): Promise<readonly ChargeKnown[]> {
  const { client, organisation } = asked;
  const charges = await query<{ chapter: Uuid; leader: string | null; from: Day }>(
    client,
    sql`select chapter_id as chapter, member_id as leader, from_on as "from" from network.charge
      where organisation_id = ${organisation}`,
  );
  const chapters = (await chaptersOf(asked)).filter(one => one.standing === "joined");
  return chapters.map(chapter => {
    const charge = charges.find(one => one.chapter === chapter.chapter);
    return { chapter, leader: charge?.leader ?? null, from: charge?.leader ? charge.from : null };
  });
}

export const asOrganisation = (id: Uuid): OrganisationId => id as unknown as OrganisationId;
