import type { OrganisationId } from "#base";
import { type Pool, query, sql, transact } from "#db";
import { erase, erasuresLeft } from "./erase.ts";
import { sweep } from "./sessions.ts";

/**
 * What the server sees to now and then, at its start first of all: sessions and attempts long over go, and who was to be
 * erased and is not, since the server stopped in between or a backup came back, is erased. Gives how many.
 */
export async function keepUp(pool: Pool): Promise<{ readonly erased: number }> {
  await sweep(pool);
  const organisations = await query<{ organisation: OrganisationId }>(
    pool,
    sql`select members.organisations_with_erasures() as organisation`,
  );
  let erased = 0;
  for (const { organisation } of organisations)
    erased += await transact(pool, [organisation], async client => {
      const left = await erasuresLeft(client, organisation);
      for (const member of left) await erase(client, organisation, member);
      return left.length;
    });
  return { erased };
}
