/**
 * The federation of the practice village: Region VI of the founding article, with a chapter in each of 41 villages, in 12
 * municipalities of 4 provinces. Sta. Barbara is one of them with years of books; the others are light: founded, a few women, and
 * a place. One woman leads them all and visited every chapter last month but two.
 */
import {
  addDays,
  addMonths,
  type Day,
  day,
  dayOf,
  type Instant,
  type MemberId,
  memberIdFrom,
  type OrganisationId,
  partsOf,
  type Uuid,
  uuidFrom,
} from "#base";
import { type Pool, query, read, sql } from "#db";
import { templateOf } from "#meetings";
import type { House } from "../../app/house.ts";
import { type Answer, type Edge, Intake } from "../../app/server/intake.ts";
import { Chance, type Say, sayer } from "./edge.ts";
import type { Lived } from "./life.ts";
import { placeNamed, villagePlaces } from "./places.ts";

export const region = {
  handle: "region-six",
  name: "Region VI Federation",
  language: "en",
  women: ["Aurora", "Basilia", "Clarita", "Delia", "Estrella", "Fe"],
  offices: [
    { role: "treasurer", numbers: [1] },
    { role: "secretary", numbers: [2] },
    { role: "chair", numbers: [3] },
  ],
  /** Number 5 visits the chapters. */
  leader: 5,
  keys: [
    { number: 2, pin: "384716", password: "palay sa apat na lalawigan" },
    { number: 3, pin: "640953" },
    { number: 5, pin: "517280" },
  ],
} as const;

/** The two that were not visited last month. */
export const missedVillages: readonly string[] = ["Funda", "Naile"];

const founders = ["Amparo", "Belen", "Consuelo"] as const;
const offices = ["treasurer", "secretary", "chair"] as const;
const villages = villagePlaces.filter(one => one.country === "Philippines").map(one => one.village!);

interface RegionOptions {
  readonly pool: Pool;
  readonly house: House;
  readonly masterKey: Buffer;
  /** Sta. Barbara's life, and its village. */
  readonly lived: Pick<Lived, "organisation" | "members">;
  readonly home: string;
  readonly last: Day;
  readonly signal?: AbortSignal;
}

export interface RegionFounded {
  readonly organisation: OrganisationId;
  readonly members: readonly MemberId[];
  readonly chapters: number;
}

/** A clock that stands where it is put; the same seed gives the same ids, so that a start cut short goes on under them. */
class StandingEdge implements Edge {
  today: Day;
  readonly #chance: Chance;
  #count = 0;
  constructor(today: Day, seed: number) {
    this.today = today;
    this.#chance = new Chance(Math.imul(seed + 1, 0x9e3779b1));
  }
  now(): { at: Instant; today: Day } {
    return { at: `${this.today}T07:00:00Z` as Instant, today: this.today };
  }
  newId(): Uuid {
    this.#count += 1;
    return uuidFrom(Date.parse(`${this.today}T07:00:00Z`) + this.#count, this.#chance.bytes(10));
  }
  newMember(): MemberId {
    return memberIdFrom(this.#chance.bytes(10));
  }
}

interface Here {
  readonly organisation: OrganisationId;
  readonly members: readonly MemberId[];
  readonly edge: StandingEdge;
  readonly say: Say;
}

const began = 1992;

/** Begins the region in 1992, its chapters year by year, and lets the leader visit them last month. */
export async function foundRegion(options: RegionOptions): Promise<RegionFounded> {
  const { pool, house, masterKey, last, signal } = options;
  const mouthOf = async (edge: StandingEdge, organisation: OrganisationId, seed: number): Promise<Say> => {
    const [before] = await read(pool, organisation, client =>
      query<{ said: number }>(
        client,
        sql`select count(*)::int4 as said from ledger.command where organisation_id = ${organisation}`,
      ),
    );
    // What the house names by itself is another stream, as in `life.ts`.
    const names = new StandingEdge(edge.today, seed + 104_729 * (before!.said + 1));
    const intake = new Intake({ pool, house, edge: { now: () => edge.now(), newId: () => names.newId() }, masterKey });
    return sayer(intake, house, edge as never, organisation);
  };
  const here = async (on: Day, seed: number, women: number): Promise<Here> => {
    const edge = new StandingEdge(on, seed);
    const organisation = edge.newId() as OrganisationId;
    const members = Array.from({ length: women }, () => edge.newMember());
    return { organisation, members, edge, say: await mouthOf(edge, organisation, seed) };
  };
  const found = async (of: Here, name: string, place: string, women: readonly string[]): Promise<void> => {
    const template = templateOf("damayan", "PHP");
    const funds = template.funds.map(fund => ({ ...fund, unit: "PHP" }));
    const persons = women.map((woman, index) => ({
      member: of.members[index]!,
      person: of.edge.newId(),
      number: index + 1,
      name: woman,
      roles: offices[index] ? [offices[index]] : [],
    }));
    const how = { template: "damayan", unit: "PHP", language: "en", is_practice: true };
    const body = { name, place, ...how, funds, rules: template.rules, founders: persons };
    await must(of.say("assembly.found-organisation", body, { by: of.members[0]! }));
  };

  const first = day(`${began}-03-08`);
  const top = await here(first, 6_001, region.women.length);
  await found(top, region.name, "Iloilo", region.women);
  await must(top.say("members.set-level", { level: "region", name: "Region VI" }, two(top)));
  await must(top.say("members.add-places", { places: villagePlaces, though_alike: true }, { by: top.members[1]! }));

  const years = partsOf(last).year - began;
  const chapters: { readonly village: string; readonly of: Here }[] = [];
  for (const [place, village] of villages.entries()) {
    signal?.throwIfAborted();
    const isHome = village === options.home;
    const on = isHome ? addMonths(last, -12) : dayInYear(began + Math.floor((place * years) / villages.length), place);
    const seed = 6_100 + place;
    let of = await here(on, seed, founders.length);
    if (isHome) {
      const { organisation, members } = options.lived;
      of = { ...of, organisation, members, say: await mouthOf(of.edge, organisation, seed) };
    } else {
      await found(of, `${village} Chapter`, village, founders);
      await must(of.say("members.set-place", { place: placeNamed(village) }, two(of)));
    }
    const affiliation = of.edge.newId();
    const name = isHome ? "Sta. Barbara Chapter" : `${village} Chapter`;
    await must(of.say("members.ask-to-join", { affiliation, federation: top.organisation, name }, two(of)));
    top.edge.today = on;
    await must(top.say("members.admit-chapter", { chapter: of.organisation, affiliation, from: on }, two(top)));
    chapters.push({ village, of });
  }
  await visitAll(top, chapters, options);
  return { organisation: top.organisation, members: top.members, chapters: chapters.length };
}

const two = (of: Pick<Here, "members">) => ({ by: of.members[1]!, with: [of.members[2]!] });

/** Last month the leader came to every chapter but two, and each confirmed it; two let her see how they meet, one its figures. */
async function visitAll(
  top: Here,
  chapters: readonly { readonly village: string; readonly of: Here }[],
  { last, home, signal }: RegionOptions,
): Promise<void> {
  const leader = top.members[region.leader - 1]!;
  const { year, month } = partsOf(addMonths(last, -1));
  const begins = dayOf(year, month, 1);
  top.edge.today = begins;
  const charge = { chapters: chapters.map(one => one.of.organisation), member: leader };
  await must(top.say("network.give-charge", charge, two(top)));
  for (const [place, { village, of }] of chapters.entries()) {
    signal?.throwIfAborted();
    const on = addDays(begins, place % 28);
    for (const { edge } of [of, top]) edge.today = on;
    const federation = top.organisation;
    if ([home, missedVillages[0]].includes(village))
      await must(of.say("network.grant", { federation, what: "counts" }, two(of)));
    if (village === home)
      for (const what of ["repayment", "savings", "attendance", "drives"])
        await must(of.say("network.grant", { federation, what }, two(of)));
    if (missedVillages.includes(village)) continue;
    const visit = top.edge.newId();
    const answers = ["order", "quorum", "key-holders", "books"].map(item => ({ item, answer: "yes" }));
    const body = { visit, chapter: of.organisation, answers, sample: [], actions: [], done: [] };
    await must(top.say("network.record-visit", body, { by: leader }));
    await must(of.say("network.confirm-visit", { federation, visit, revision: 1 }, { by: of.members[2]! }));
  }
}

/** Some day of the year, another one for each. */
const dayInYear = (year: number, place: number): Day => addDays(day(`${year}-04-01`), (place * 37) % 240);

async function must(answer: Promise<Answer>): Promise<void> {
  const got = await answer;
  if (got.status !== "accepted") throw new Error(`the village refused itself: ${JSON.stringify(got)}`);
}
