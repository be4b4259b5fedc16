/** Which groups are hers: asked by herself, about herself. */
import type { Answered, Asked, OrganisationId, Question } from "#base";
import { type PoolClient, query, sql } from "#db";
import { seeOrganisations } from "./keyed.ts";
import { readTexts } from "./texts.ts";

export interface MyGroup {
  /** The word and number she signs in with there. */
  readonly handle: string;
  readonly number: number;
  readonly name: string;
}
export interface MyGroupsSeen {
  /** The others, where she showed here that they are hers. */
  readonly others: readonly MyGroup[];
  /** Under somebody's eyes nothing is shown and no door is there. */
  readonly isPlain: boolean;
}

async function askMyGroups(asked: Asked<PoolClient>): Promise<MyGroupsSeen> {
  const { client, organisation, member, isPlain = false, masterKey } = asked;
  if (isPlain) return { others: [], isPlain };
  const proven = await query<{ organisation: OrganisationId; member: string }>(
    client,
    sql`select other_organisation as organisation, other_member as member from members.other_group
      where organisation_id = ${organisation} and member_id = ${member}`,
  );
  await seeOrganisations(client, proven.map(one => one.organisation));
  const others: MyGroup[] = [];
  for (const there of proven) {
    const [row] = await query<{ handle: string; number: number }>(
      client,
      sql`select m.number, (
          select a.handle from members.address a where a.organisation_id = m.organisation_id
          order by a.claimed_at desc, a.handle limit 1
        ) as handle
        from members.membership m
        where m.organisation_id = ${there.organisation} and m.member_id = ${there.member} and m.status = 'active'`,
    );
    if (!row) continue;
    const about = "assembly.organisation";
    const texts = await readTexts(client, there.organisation, [about], Buffer.from(masterKey), ["name"], "-");
    others.push({ ...row, name: texts.get(`${about}/-/name`) ?? row.handle });
  }
  return { others, isPlain };
}

export const groupQuestions: Readonly<Record<string, Question<PoolClient>>> = {
  "members.my-groups": { who: ["anyone"], ask: async asked => (await askMyGroups(asked)) as unknown as Answered },
};
