import { type Instant, type Refusal, refuse, type Uuid, uuidFrom } from "#base";
import { type Pool, query, sql } from "#db";
import type { SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";

/** A new person's id, from the clock and chance of the edge. */
export const newPerson = (edge: SignInEdge): Uuid => uuidFrom(Date.parse(edge.now().at), edge.random(10));

/** The person behind a member is known from now on; her language stays what she chose. */
export async function knowPerson(pool: Pool, person: Uuid, language: string, at: Instant): Promise<void> {
  await keyed(pool, { keys: [person] }, client =>
    query(
      client,
      sql`insert into members.person (person_id, language, made_at) values (${person}, ${language}, ${at}) on conflict (person_id) do nothing`,
    ),
  );
}

export async function languageOf(pool: Pool, person: Uuid): Promise<string | null> {
  const rows = await keyed(pool, { keys: [person] }, client =>
    query<{ language: string }>(client, sql`select language from members.person where person_id = ${person}`),
  );
  return rows[0]?.language ?? null;
}

/** She reads and hears this language from now on, in every group of hers and at once. */
export async function setLanguage(pool: Pool, person: Uuid, language: string, at: Instant): Promise<null | Refusal> {
  if (!languageForm.test(language)) return refuse("members.no-such-language");
  await keyed(pool, { keys: [person] }, client =>
    query(
      client,
      sql`insert into members.person (person_id, language, made_at) values (${person}, ${language}, ${at})
        on conflict (person_id) do update set language = excluded.language`,
    ),
  );
  return null;
}

/** "id", "fil": a code of ISO 639. */
const languageForm = /^[a-z]{2,3}$/;

export const languageOr = (language: string | undefined, otherwise: string): string =>
  language !== undefined && languageForm.test(language) ? language : otherwise;
