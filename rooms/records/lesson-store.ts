/** What was lost by a day and what was learned from it, out of the log. `client` is inside a `read` of the organisation. */
import type { Day, OrganisationId, Uuid } from "#base";
import { type PoolClient, query, sql } from "#db";
import { factOfLeaf } from "#ledger";
import { loansOf } from "#loans/server";
import { readTexts } from "#members/server";
import type { Cause } from "./kinds.ts";
import type { Loss } from "./losses.ts";

/** Every loan that was written off when the day ended, the latest first. */
export async function lossesOf(
  client: PoolClient,
  organisation: OrganisationId,
  master: Uint8Array,
  day: Day,
): Promise<readonly Loss[]> {
  const facts = await factsHeld(client, organisation, day);
  if (facts.length === 0) return [];
  const units = new Map((await loansOf(client, organisation)).map(loan => [loan.loan_id, loan.unit]));
  const lessons = await lessonsBy(client, organisation, master, day);
  return facts
    .filter(({ kind }) => kind === "loans.written-off")
    .map(({ on, loan, principal }) => ({
      loan,
      on,
      unit: units.get(loan)!,
      lost: principal,
      cameBack: facts
        .filter(other => other.kind === "loans.recovered" && other.loan === loan && other.principal > 0n)
        .map(other => ({ on: other.on, amount: other.principal })),
      lesson: lessons.get(loan) ?? null,
    }))
    .reverse();
}

/** Write-offs, and what came in later, that were recorded by the day and not taken back by it; in the order of their days. */
async function factsHeld(client: PoolClient, organisation: OrganisationId, day: Day) {
  const leaves = await query<{ readonly [column: string]: unknown; readonly seq: bigint; readonly body: string }>(
    client,
    sql`select seq, body from ledger.leaf
      where organisation_id = ${organisation} and kind = any(${["loans.written-off", "loans.recovered"]})
        and effective_on <= ${day}::date
      order by effective_on, seq`,
  );
  const takenBack = new Set(
    (
      await query<{ readonly [column: string]: unknown; readonly seq: bigint }>(
        client,
        sql`select reverses as seq from ledger.leaf
          where organisation_id = ${organisation} and reverses is not null and effective_on <= ${day}::date`,
      )
    ).map(({ seq }) => seq),
  );
  return leaves
    .filter(({ seq }) => !takenBack.has(seq))
    .map(({ body }) => {
      const { kind, on, data } = factOfLeaf(body);
      const { loan, principal } = data as { readonly loan: Uuid; readonly principal: string };
      return { kind, on, loan, principal: BigInt(principal) };
    });
}

/** The last that was written of each loan by the day. */
async function lessonsBy(
  client: PoolClient,
  organisation: OrganisationId,
  master: Uint8Array,
  day: Day,
): Promise<ReadonlyMap<Uuid, NonNullable<Loss["lesson"]>>> {
  const rows = await query<{ loan: Uuid; place: number; cause: Cause; writtenOn: Day }>(
    client,
    sql`select loan_id as loan, place, cause, written_on as "writtenOn" from records.lesson
      where organisation_id = ${organisation} and written_on <= ${day}::date order by loan_id, place`,
  );
  const texts = await readTexts(client, organisation, ["records.lesson"], Buffer.from(master));
  return new Map(
    rows.map(({ loan, place, cause, writtenOn }) => [
      loan,
      { cause, writtenOn, learned: texts.get(`records.lesson/${loan}.${place}/learned`) ?? null },
    ]),
  );
}
