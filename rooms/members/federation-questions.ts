/**
 * What the page of federations asks. A chapter sees to whom it belongs; a federation sees of its chapters the name they gave
 * for this, where they are and since when, as the row policies let it: no member and no money.
 */
import type { Answered, Asked, Day, OrganisationId, Question, Role, Uuid } from "#base";
import { type PoolClient, query, sql } from "#db";
import { handleOf } from "./addresses.ts";
import { type Belonging, belongingOn } from "./belonging.ts";
import { askToJoin } from "./federation.ts";
import { seeKeys } from "./keyed.ts";
import { placesOf } from "./places.ts";
import type { OrganisationLevel } from "./tables.ts";
import { readTexts } from "./texts.ts";

type AskedHere = Asked<PoolClient>;

interface BelongingSeen extends Belonging {
  readonly affiliation: Uuid;
  /** Null where no name was given or none is shown. */
  readonly name: string | null;
  readonly level: OrganisationLevel;
  readonly askedOn: Day;
}

export interface FederationOurs extends BelongingSeen {
  readonly federation: Uuid;
}

export interface ChapterSeen extends BelongingSeen {
  readonly chapter: Uuid;
  /** The village first; empty where it did not say. */
  readonly place: readonly string[];
}

export interface FederationSeen {
  readonly level: OrganisationLevel;
  /** The name chapters know us by, where we are above some. */
  readonly name: string | null;
  /** To whom we belong, asked or belonged, the latest first. */
  readonly federations: readonly FederationOurs[];
  readonly chapters: readonly ChapterSeen[];
  readonly mayWrite: boolean;
}

/** Who uses this word, where they are a federation. */
export interface FederationFound {
  readonly federation: Uuid;
  readonly name: string | null;
  readonly level: OrganisationLevel;
}

interface Row extends Record<string, unknown> {
  readonly affiliation: Uuid;
  readonly other: OrganisationId;
  readonly level: OrganisationLevel;
  readonly askedOn: Day;
  readonly askedUntil: Day | null;
  readonly isAnswered: boolean;
  readonly from: Day | null;
  readonly answeredUntil: Day | null;
}

const writers: readonly Role[] = askToJoin.sayableBy;

async function askFederation(asked: AskedHere): Promise<FederationSeen> {
  const { client, organisation, roles } = asked;
  const federations = await federationsOf(asked);
  return {
    level: await levelOf(client, organisation),
    name: (await textOf(asked, organisation, "members.level", "-")) ?? null,
    federations,
    chapters: await chaptersOf(asked),
    mayWrite: writers.some(role => roles.has(role)),
  };
}

/** Who asked to belong to us, whether they do, and where they are; the latest first. */
export async function chaptersOf(asked: AskedHere): Promise<readonly ChapterSeen[]> {
  const { client, organisation, today } = asked;
  const chapters = await rowsOf(client, "federation_id", organisation);
  const places = await placesOf(client, chapters.map(one => one.other), today);
  const chaptersSeen: ChapterSeen[] = [];
  for (const row of chapters)
    chaptersSeen.push({
      ...seen(row, await textOf(asked, row.other, "members.affiliation", row.affiliation), today),
      chapter: row.other as Uuid,
      place: places.get(row.other) ?? [],
    });
  return chaptersSeen;
}

/** Whom we asked, and whether we belong to them; the latest first. */
export async function federationsOf(asked: AskedHere): Promise<readonly FederationOurs[]> {
  const { client, organisation, today } = asked;
  const rows = await rowsOf(client, "chapter_id", organisation);
  await seeKeys(client, rows.map(row => row.other));
  const federations: FederationOurs[] = [];
  for (const row of rows)
    federations.push({
      ...seen(row, await textOf(asked, row.other, "members.level", "-"), today),
      // What they are, where the row says what the chapter is.
      level: await levelOf(client, row.other),
      federation: row.other as Uuid,
    });
  return federations;
}

const seen = (row: Row, name: string | undefined, today: Day): BelongingSeen => ({
  affiliation: row.affiliation,
  name: name ?? null,
  level: row.level,
  askedOn: row.askedOn,
  ...belongingOn(
    { until_on: row.askedUntil },
    row.isAnswered ? { from_on: row.from, until_on: row.answeredUntil } : undefined,
    today,
  ),
});

/** What was asked by us or of us, with the answers, the latest first. */
function rowsOf(
  client: PoolClient,
  mine: "chapter_id" | "federation_id",
  organisation: OrganisationId,
): Promise<readonly Row[]> {
  const other = sql.identifier(mine === "chapter_id" ? "federation_id" : "chapter_id");
  return query<Row>(
    client,
    sql`select r.affiliation_id as affiliation, r.${other} as other, r.level, r.asked_on as "askedOn",
        r.until_on as "askedUntil", a.affiliation_id is not null as "isAnswered", a.from_on as "from",
        a.until_on as "answeredUntil"
      from members.request r
      left join members.answer a on a.federation_id = r.federation_id and a.chapter_id = r.chapter_id
        and a.affiliation_id = r.affiliation_id
      where r.${sql.identifier(mine)} = ${organisation}
      order by r.asked_on desc, r.affiliation_id desc`,
  );
}

async function levelOf(client: PoolClient, organisation: OrganisationId): Promise<OrganisationLevel> {
  const [row] = await query<{ level: OrganisationLevel }>(
    client,
    sql`select level from members.federation where federation_id = ${organisation}`,
  );
  return row?.level ?? "chapter";
}

async function textOf(
  { client, masterKey }: AskedHere,
  organisation: OrganisationId,
  about: string,
  id: string,
): Promise<string | undefined> {
  const texts = await readTexts(client, organisation, [about], Buffer.from(masterKey), ["name"], id);
  return texts.get(`${about}/${id}/name`);
}

/** Null also where a group uses the word that is none: whether it is there is not told. */
async function askByHandle(asked: AskedHere): Promise<FederationFound | null> {
  const { client, organisation, params } = asked;
  const handle = handleOf(params["handle"] ?? "");
  if (handle === null) return null;
  await seeKeys(client, [handle]);
  const [row] = await query<{ federation: OrganisationId; level: OrganisationLevel }>(
    client,
    sql`select f.federation_id as federation, f.level from members.address a
      join members.federation f on f.federation_id = a.organisation_id where a.handle = ${handle}`,
  );
  if (!row || row.federation === organisation) return null;
  await seeKeys(client, [row.federation]);
  const name = (await textOf(asked, row.federation, "members.level", "-")) ?? null;
  return { federation: row.federation, name, level: row.level };
}

/** The place on settings: the name of the federation we belong to. */
export const federationNow = async (asked: AskedHere): Promise<string | null> =>
  (await federationsOf(asked)).find(one => one.standing === "joined")?.name ?? null;

export const federationQuestions: Readonly<Record<string, Question<PoolClient>>> = {
  "members.federation": { who: ["anyone"], ask: async asked => (await askFederation(asked)) as unknown as Answered },
  "members.federation-by-handle": {
    who: writers,
    params: ["handle"],
    ask: async asked => (await askByHandle(asked)) as unknown as Answered | null,
  },
};
