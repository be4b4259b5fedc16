/**
 * A house with its doors open, for a browser: the practice village on a database of its own, a clock that stands still,
 * a free port of this machine. Tests and pictures look at the same one.
 */
import { serve } from "@hono/node-server";
import { addDays, addMonths, type Day, day, isRefusal, type MemberId, type OrganisationId } from "#base";
import { type ConnectionConfig, connect, sql } from "#db";
import { lineOf } from "#meetings";
import { openAtFounding } from "#members/server";
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { House } from "../../app/house.ts";
import { assemble, type OpenHouse } from "../../app/server/open-house.ts";
import type { PractisedGroup } from "../../app/server/practised.ts";
import { root } from "../../app/server/root.ts";
import { HeldEdge, sayer } from "../village/edge.ts";
import { type Group, meet, rowsWhere, testKey } from "../village/group.ts";
import { live } from "../village/life.ts";
import { melati, santaBarbara, type VillageGroup } from "../village/people.ts";
import { foundRegion, region } from "../village/region.ts";

/** The day in every test and picture: a Tuesday, and meeting day in Melati. */
export const today = day("2026-11-24");
const lastMeeting = addDays(today, -7);
const seeds = { melati: 3, santaBarbara: 4 } as const;

/** What is not asked of a group that is founded elsewhere stays empty. */
const regionVillage: VillageGroup = {
  ...region,
  place: "Iloilo",
  village: "Iloilo",
  template: "damayan",
  unit: "PHP",
  things: [],
  turns: [],
};

export interface PracticeGroup {
  readonly village: VillageGroup;
  readonly organisation: OrganisationId;
  /** By place, so the member with number 14 is `members[13]`. */
  readonly members: readonly MemberId[];
  /** Says commands as one of them, on the day that is held. */
  readonly group: Group;
}

export interface Served {
  readonly origin: string;
  readonly house: Omit<OpenHouse, "folder" | "owner" | "onExit" | "close">;
  readonly edge: HeldEdge;
  readonly melati: PracticeGroup;
  readonly santaBarbara: PracticeGroup;
  /** Founds the federation Sta. Barbara is a chapter of, with forty others; it takes some seconds. */
  foundRegion(): Promise<PracticeGroup>;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** The data folder and who owns the tables, where backups and exports are looked at. */
  readonly kept?: { readonly folder: string; readonly owner: ConnectionConfig };
  readonly database: ConnectionConfig;
  /** How often each practice group has met; none has no practice groups. "whole" is long enough for all that is told of them. */
  readonly meetings: number | "whole";
  /** What else was written at Melati's last meeting. */
  readonly atLast?: (melati: PracticeGroup) => Promise<Parameters<typeof meet>[2]>;
}

/** Weeks of Melati, and months of Sta. Barbara. */
const wholeLife = { weeks: 156, months: 40 } as const;

/** The whole life of both groups, side by side, in books that are copied afterwards: served, nothing is lived again. */
export async function liveWhole(database: ConnectionConfig, house: House): Promise<void> {
  const pool = connect(database);
  const options = { pool, house, masterKey: testKey, last: lastMeeting };
  const { weeks, months } = wholeLife;
  try {
    await Promise.all([
      live({ ...options, village: melati, first: addDays(lastMeeting, -7 * (weeks - 1)), seed: seeds.melati }),
      live({ ...options, village: santaBarbara, first: addMonths(lastMeeting, 1 - months), seed: seeds.santaBarbara }),
    ]);
  } finally {
    await pool.end();
  }
}

export async function servePractice({ database, meetings, atLast, kept }: ServeOptions): Promise<Served> {
  if (!existsSync(join(root, "dist/web/.vite/manifest.json")))
    throw new Error("The web app is not built: say `npm run build` first (`npm test` does it by itself).");
  const pool = connect(database);
  const edge = new HeldEdge(today, 41);
  const doors: PractisedGroup[] = [];
  const house = await assemble({
    pool,
    masterKey: testKey,
    edge,
    fastForPracticeAndTests: true,
    practice: () => (doors.length === 0 ? null : { groups: doors }),
    ...(kept && { kept }),
  });

  async function practise(village: VillageGroup, seed: number, first: Day, last: Day): Promise<PracticeGroup> {
    const { organisation, members } = await live({
      pool,
      house: house.house,
      masterKey: testKey,
      village,
      first,
      last,
      seed,
    });
    return openDoor(village, organisation, members);
  }

  async function openDoor(
    village: VillageGroup,
    organisation: OrganisationId,
    members: readonly MemberId[],
  ): Promise<PracticeGroup> {
    const opened = await openAtFounding(
      pool,
      {
        organisation,
        handle: village.handle,
        founders: village.keys.map(({ number, pin, password }) => ({ member: members[number - 1]!, pin, password })),
        speaker: members[village.keys[0]!.number - 1]!,
        device: { kind: "meeting" },
        language: village.language,
      },
      house.signInEdge,
    );
    if (isRefusal(opened)) throw new Error(`the practice group could not be opened: ${opened.refused}`);
    doors.push({
      handle: village.handle,
      name: village.name,
      device: opened.secret,
      keys: village.keys.map(key => ({
        ...key,
        name: village.women[key.number - 1]!,
        roles: village.offices.filter(office => office.numbers.includes(key.number)).map(office => office.role),
      })),
    });
    const say = sayer(house.intake, house.house, edge, organisation);
    const [treasurer, secretary] = [members[0]!, members[1]!];
    return {
      village,
      organisation,
      members,
      group: {
        organisation,
        edge,
        intake: house.intake,
        pool,
        say,
        members,
        treasurer,
        secretary,
        keyHolders: members.slice(3, 6),
        close: async () => {},
      },
    };
  }

  const last = lastMeeting;
  const { weeks, months } = meetings === "whole" ? wholeLife : { weeks: meetings, months: meetings };
  const groups =
    meetings === 0
      ? null
      : {
          melati: await practise(melati, seeds.melati, addDays(last, -7 * (weeks - 1)), atLast ? addDays(last, -7) : last),
          santaBarbara: await practise(santaBarbara, seeds.santaBarbara, addMonths(last, 1 - months), last),
        };
  if (groups && atLast) await meet(groups.melati.group, last, await atLast(groups.melati));
  edge.today = today;

  const server = serve({ fetch: house.http.fetch, hostname: "127.0.0.1", port: 0 }) as Server;
  if (!server.listening) await new Promise<void>(done => server.once("listening", () => done()));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    house,
    edge,
    melati: groups?.melati as PracticeGroup,
    santaBarbara: groups?.santaBarbara as PracticeGroup,
    async foundRegion() {
      const home = { lived: groups!.santaBarbara, home: santaBarbara.village };
      const { organisation, members } = await foundRegion({ pool, house: house.house, masterKey: testKey, last, ...home });
      return openDoor(regionVillage, organisation, members);
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>(done => server.close(() => done()));
      await pool.end();
    },
  };
}

/** A browser in her hand: signed in where the house lends her group's phone, or a stranger's without `as`. */
export async function visitor(
  browser: Browser,
  served: Served,
  {
    as,
    language,
    ...options
  }: {
    readonly as?: { readonly group: PracticeGroup; readonly number: number } | undefined;
    readonly language: "id" | "en";
  } & BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: served.origin,
    reducedMotion: "reduce",
    viewport: { width: 320, height: 640 },
    locale: language,
    ...options,
  });
  const cookies = [`language=${language}`];
  if (as) cookies.push(await signedIn(served, as.group.village, as.number, language));
  await context.addCookies(
    cookies.map(cookie => ({
      name: cookie.slice(0, cookie.indexOf("=")),
      value: cookie.slice(cookie.indexOf("=") + 1),
      url: served.origin,
    })),
  );
  return context;
}

/** Signs in at the door and gives the session's cookie. */
export async function signedIn(served: Served, village: VillageGroup, number: number, language: string): Promise<string> {
  const key = village.keys.find(one => one.number === number);
  if (!key) throw new Error(`number ${number} of ${village.name} has no PIN`);
  const response = await fetch(`${served.origin}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ handle: village.handle, number, pin: key.pin, language }),
  });
  const cookie = response.headers.getSetCookie().find(one => one.startsWith("lumbung-session="));
  if (!response.ok || !cookie) throw new Error(`number ${number} could not sign in: ${await response.text()}`);
  return cookie.split(";")[0]!;
}

/** Amounts at Melati's last meeting that nobody else could have: whoever sees one of them sees another woman's money. */
export const privateAmounts = { fines: [1_700n, 2_300n], loans: [118_500n, 127_500n] } as const;

/** All buy a share; two women who owe nothing are fined and borrow, each a sum of her own, and so does number `also`. */
export async function privateLines(
  { members, organisation, group }: PracticeGroup,
  also: number,
): Promise<Parameters<typeof meet>[2]> {
  const owing = await rowsWhere<{ member_id: MemberId }>(
    group,
    sql`select member_id from loans.loan where organisation_id = ${organisation} and status = 'running'`,
  );
  const isFree = (member: MemberId): boolean => !owing.some(one => one.member_id === member);
  const free = members.filter((member, place) => place >= 14 && place + 1 !== also && isFree(member));
  const borrow = (member: MemberId, amount: bigint): ReturnType<typeof lineOf>[] => {
    const [loan, decision] = [group.edge.newId(), group.edge.newId()];
    return [
      lineOf(`${member}.request`, "loans.request", {
        loan,
        member,
        product: "ordinary",
        amount,
        purpose: "Benang dan pewarna tenun",
        guarantors: [],
      }),
      lineOf(`${member}.decision`, "assembly.decision", {
        decision,
        question: "loan",
        about: loan,
        votes_for: 23,
        votes_against: 1,
        abstaining: 1,
      }),
      lineOf(`${member}.pay-out`, "loans.pay-out", { loan, member, decision }),
    ];
  };
  const her = members[also - 1]!;
  return [
    ...members.map(member =>
      lineOf(`${member}.shares`, "savings.buy-shares", { member, fund: "loan", shares: 1, amount: 10_000n }),
    ),
    ...privateAmounts.loans.flatMap((amount, place) => [
      lineOf(`${free[place]!}.fine`, "meetings.fine", {
        member: free[place]!,
        reason: "late",
        fund: "loan",
        amount: privateAmounts.fines[place]!,
        departure: { departure: group.edge.newId(), why: "Datang sesudah doa penutup" },
      }),
      ...borrow(free[place]!, amount),
    ]),
    ...(isFree(her) ? borrow(her, 90_000n) : []),
  ];
}
