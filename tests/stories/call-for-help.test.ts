/**
 * Kartini's house is flooded, and she does not want to be named. The members read that somebody needs a hand; who she is reaches
 * nobody but herself and the officer who stands by her, neither over HTTP nor in a list, a count or the log's own words. What
 * members offer is read by these two. She takes it back, and it is gone from every page at once.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callOfferTable, callTable } from "#aid";
import { addDays, day, type MemberId, type Uuid } from "#base";
import { questions } from "#aid/server";
import { read } from "#db";
import { openAtFounding, saltedTexts, signInEdge } from "#members/server";
import { house } from "../../app/rooms.ts";
import { exportBooks } from "../../app/server/export/export-books.ts";
import { assemble } from "../../app/server/open-house.ts";
import { faultsOf } from "../simulate/faults.ts";
import { shown } from "../village/books-on-paper.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, foundGroup, type Group, leavesOf, tableRows, testKey } from "../village/group.ts";

interface Chapter {
  readonly group: Group;
  readonly handle: string;
  readonly device: string;
}

const today = "2026-03-02";
const host = "127.0.0.1:4040";
const flooded = "Lantai rumah terendam, perlu tempat menumpang";
const [treasurer, secretary, chair, kartini, lestari, maryam] = [0, 1, 2, 6, 7, 8];
const pinOf = (place: number): string => String(271_904 + place * 13_577);

let database: FreshDatabase;
let melati: Chapter;
let other: Chapter;
let app: Awaited<ReturnType<typeof assemble>>;
/** Cookies by the chapter and her place in it. */
const sessions = new Map<string, string>();

const her = (place: number): MemberId => melati.group.members[place]!;
/** What would tell others who she is. */
const marksOf = (place: number): readonly string[] => [her(place), ["", "", "", "", "", "", "Kartini", "Lestari"][place]!];

async function open(handle: string, seed: number): Promise<Chapter> {
  const group = await foundGroup(database, { template: "damayan", unit: "IDR", on: today, size: 10, seed });
  const places = [treasurer, secretary, chair, kartini, lestari, maryam];
  const signedIn = await openAtFounding(
    group.pool,
    {
      ...{ organisation: group.organisation, handle, speaker: group.treasurer, device: { kind: "meeting" }, language: "id" },
      founders: places.map(place => ({ member: group.members[place]!, pin: pinOf(place), password: `padi di sawah ${place}` })),
    },
    signInEdge({ masterKey: testKey, now: () => group.edge.now(), fastForPracticeAndTests: true }),
  );
  if ("refused" in signedIn) throw new Error(signedIn.refused);
  return { group, handle, device: `lumbung-device=${signedIn.secret}` };
}

const send = (path: string, cookie: string, body?: unknown): Promise<Response> =>
  Promise.resolve(
    app.http.request(`http://${host}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { host, cookie, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );

/** Each by her own PIN on the group's phone. */
async function cookieOf({ handle, device }: Chapter, place: number): Promise<string> {
  const key = `${handle}/${place}`;
  if (!sessions.has(key)) {
    const answer = await send("/api/sign-in", device, { handle, number: place + 1, pin: pinOf(place) });
    expect(answer.status, await answer.clone().text()).toBe(200);
    const session = answer.headers.getSetCookie().find(cookie => cookie.startsWith("lumbung-session="))!;
    sessions.set(key, `${session.split(";")[0]}; ${device}; language=id`);
  }
  return sessions.get(key)!;
}

async function seen(path: string, place: number, who = melati): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await send(path, await cookieOf(who, place));
  return { status: answer.status, text: await answer.text() };
}
const ask = async <Seen = Record<string, unknown>>(question: string, place: number): Promise<Seen> =>
  JSON.parse((await seen(`/api/ask/${question}`, place)).text) as Seen;
async function say(name: string, body: object, place: number): Promise<Record<string, unknown>> {
  const said = { v: 1, id: melati.group.edge.newId(), name, on: melati.group.edge.today, body };
  const answer = await send(`/api/commands/${name}`, await cookieOf(melati, place), said);
  return (await answer.json()) as Record<string, unknown>;
}

/** Who was signed in then signs in again. */
function goesTo(on: string): void {
  melati.group.edge.today = day(on);
  sessions.clear();
}

interface Calls {
  readonly calls: readonly {
    readonly call: Uuid;
    readonly words: string | null;
    readonly who: unknown;
    readonly offerers: number;
  }[];
  readonly past: readonly { readonly call: Uuid }[];
  readonly offered: readonly { readonly offer: Uuid; readonly words: string | null; readonly call: Uuid | null }[];
}
interface Call {
  readonly offers: readonly { readonly who: { readonly member: MemberId }; readonly kind: string; readonly words: string | null }[];
  readonly offerers: number;
  readonly stands: boolean;
}
const callsSeen = (place: number) => ask<Calls>("aid.calls", place);
const attention = async (place: number) =>
  (await ask<{ attention: { calls: number } }>("meetings.home", place)).attention.calls;
const wordsKept = async (about: string) =>
  (
    await read(melati.group.pool, melati.group.organisation, client =>
      saltedTexts(client, melati.group.organisation, testKey),
    )
  )
    .filter(text => text.about === about)
    .map(({ id, text }) => [id, text]);

let call: Uuid;
const calling = (more: object = {}) => ({
  ...{ call, member: her(kartini), need: "flood", words: flooded, anonymous: true, until: "2026-03-16", consents: true },
  ...more,
});

beforeAll(async () => {
  database = await freshDatabase();
  melati = await open("melati", 1);
  other = await open("mawar", 2);
  app = await assemble({ pool: melati.group.pool, masterKey: testKey, edge: melati.group.edge, fastForPracticeAndTests: true });
  call = melati.group.edge.newId();
}, 120_000);
afterAll(async () => {
  await melati.group.close();
  await other.group.close();
  await database.drop();
});

describe("before she agreed", () => {
  it("nothing is kept and nothing is seen, whoever writes it", async () => {
    const missing = { refused: "aid.consent-missing" };
    expect(await say("aid.call-for-help", calling({ consents: false }), kartini)).toMatchObject(missing);
    expect(await say("aid.call-for-help", calling(), treasurer)).toMatchObject(missing);
    expect(await say("aid.call-for-help", calling({ officer: her(secretary) }), treasurer)).toMatchObject(missing);
    expect(await say("aid.call-for-help", calling(), lestari)).toMatchObject(missing);
    expect(await tableRows(melati.group, callTable)).toEqual([]);
    expect(await wordsKept("aid.call")).toEqual([]);
    for (const place of [kartini, lestari, treasurer]) {
      expect((await callsSeen(place)).calls).toEqual([]);
      expect(await attention(place)).toBe(0);
    }
  });
});

describe("a call without a name", () => {
  it("reaches the members with her words and not with who she is", async () => {
    expect(await say("aid.call-for-help", calling({ officer: her(secretary) }), kartini)).toMatchObject({ status: "accepted" });
    for (const place of [lestari, treasurer, chair]) {
      expect((await callsSeen(place)).calls).toMatchObject([{ call, words: flooded, who: null, offerers: 0 }]);
      for (const path of ["/api/ask/aid.calls", `/api/ask/aid.call?call=${call}`, "/aid/calls", `/aid/calls/${call}`]) {
        const { status, text } = await seen(path, place);
        expect(status, path).toBe(200);
        expect(text, path).toContain(flooded);
        for (const mark of marksOf(kartini)) expect(text.includes(mark), `${mark} at ${path}`).toBe(false);
      }
    }
    for (const place of [kartini, secretary])
      expect((await callsSeen(place)).calls).toMatchObject([{ who: { member: her(kartini), name: "Kartini" } }]);
  });

  it("is a count among what waits: no need, no words and no name", async () => {
    const { text } = await seen("/", lestari);
    expect(await attention(lestari)).toBe(1);
    for (const said of [flooded, "flood", call, ...marksOf(kartini)]) expect(text.includes(said), said).toBe(false);
  });

  it("is not there for another group, nor under eyes she did not choose", async () => {
    const nobodys = melati.group.edge.newId();
    const without = ({ status, text }: { status: number; text: string }, id: string) => [status, text.replaceAll(id, "·")];
    for (const at of ["/api/ask/aid.call?call=", "/aid/calls/"]) {
      const theirs = await seen(`${at}${call}`, treasurer, other);
      expect(without(theirs, call), at).toEqual(without(await seen(`${at}${nobodys}`, treasurer, other), nobodys));
      expect(theirs.text).not.toContain(flooded);
    }
    expect((await seen("/api/ask/aid.calls", treasurer, other)).text).not.toContain(call);
    // The plain look, opened while somebody stands behind her, shows no call, and not her own.
    const plain = await read(melati.group.pool, melati.group.organisation, async client => {
      const { organisation, edge } = melati.group;
      const roles = new Set(["anyone", "member"]);
      const asked = { client, organisation, member: her(kartini), roles, today: edge.today, masterKey: testKey };
      const looks = { ...asked, params: { call }, isPlain: true } as never;
      return [await questions["aid.calls"]!.ask(looks), await questions["aid.call"]!.ask(looks)];
    });
    expect(plain).toMatchObject([{ calls: [], past: [], offered: [], mayCall: false }, null]);
    for (const [name, body] of [
      ["aid.offer-help", { offer: nobodys, call, member: other.group.treasurer, kind: "food" }],
      ["aid.take-back-call", { call }],
      ["aid.close-call", { call }],
    ] as const)
      expect(await other.group.say(name, body, { by: other.group.treasurer }), name).toMatchObject({
        refused: "aid.no-such-call",
      });
  });

  it("is kept with her words locked away and her name in no list for people to read", async () => {
    const [leaf] = await leavesOf(melati.group, "aid.help-called");
    expect(leaf!.body).not.toContain("terendam");
    expect(shown(await tableRows(melati.group, callTable))).not.toContain("terendam");
    const { organisation } = melati.group;
    const made = melati.group.edge.now().at;
    const zip = await exportBooks({ owner: database.owner, house, masterKey: testKey, organisation, made });
    for (const name of ["tables/aid.call.csv", "tables/aid.call_offer.csv"]) expect(zip.includes(name)).toBe(false);
    expect(zip.includes("tables/members.membership.csv")).toBe(true);
  });
});

describe("what members offer", () => {
  it("is read by her and the officer who stands by her; others are told how many", async () => {
    const offer = (body: object, place: number) =>
      say("aid.offer-help", { offer: melati.group.edge.newId(), call, ...body }, place);
    const room = { member: her(lestari), kind: "place", words: "Kamar belakang kosong" };
    expect(await offer(room, lestari)).toMatchObject({ status: "accepted" });
    // Maryam has no telephone: the treasurer writes it down for her.
    expect(await offer({ member: her(maryam), kind: "food" }, lestari)).toMatchObject({ refused: "aid.hers-to-offer" });
    expect(await offer({ member: her(maryam), kind: "food" }, treasurer)).toMatchObject({ status: "accepted" });
    const one = (place: number) => ask<Call>(`aid.call?call=${call}`, place);
    for (const place of [kartini, secretary]) {
      const { offers } = await one(place);
      expect(offers).toHaveLength(2);
      expect(offers).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ who: expect.objectContaining({ member: her(lestari) }), words: "Kamar belakang kosong" }),
          expect.objectContaining({ who: expect.objectContaining({ member: her(maryam) }), kind: "food", words: null }),
        ]),
      );
    }
    for (const place of [treasurer, chair, maryam]) {
      expect(await one(place)).toMatchObject({ offers: [], offerers: 2, stands: false });
      for (const path of [`/api/ask/aid.call?call=${call}`, `/aid/calls/${call}`, "/api/ask/aid.calls"]) {
        const { text } = await seen(path, place);
        for (const said of ["Kamar belakang", ...marksOf(lestari)]) expect(text.includes(said), `${said} at ${path}`).toBe(false);
      }
    }
    expect((await callsSeen(lestari)).offered).toMatchObject([{ words: "Kamar belakang kosong", call }]);
    expect((await callsSeen(maryam)).offered).toMatchObject([{ words: null, call }]);
  });

  it("may be withdrawn, and is gone with its words", async () => {
    const offer = melati.group.edge.newId();
    const body = { offer, call, member: her(chair), kind: "time", words: "Hari Minggu" };
    await accepted(melati.group.say("aid.offer-help", body, { by: her(chair) }));
    expect(await say("aid.withdraw-offer", { offer }, lestari)).toMatchObject({ refused: "aid.no-such-offer" });
    expect(await say("aid.withdraw-offer", { offer }, chair)).toMatchObject({ status: "accepted" });
    expect(await ask<Call>(`aid.call?call=${call}`, secretary)).toMatchObject({ offerers: 2 });
    expect(shown(await wordsKept("aid.call-offer"))).not.toContain("Minggu");
  });
});

describe("taken back", () => {
  it("it is gone from every page at once, her words are wiped, and each reads her own offer alone", async () => {
    for (const place of [lestari, treasurer])
      expect(await say("aid.take-back-call", { call }, place)).toMatchObject({ refused: "aid.no-such-call" });
    expect(shown(await wordsKept("aid.call"))).toContain("terendam");
    expect(await say("aid.take-back-call", { call }, kartini)).toMatchObject({ status: "accepted" });
    for (const place of [kartini, secretary, treasurer, lestari]) {
      expect(await callsSeen(place)).toMatchObject({ calls: [], past: [] });
      expect(await attention(place)).toBe(0);
      expect((await seen(`/api/ask/aid.call?call=${call}`, place)).text).toBe("null");
      expect((await seen(`/aid/calls/${call}`, place)).status).toBe(404);
      for (const path of ["/aid/calls", `/aid/calls/${call}`]) {
        const { text } = await seen(path, place);
        for (const said of [flooded, ...(place === lestari ? [] : ["Kamar belakang"])]) expect(text.includes(said), path).toBe(false);
      }
    }
    expect((await callsSeen(lestari)).offered).toMatchObject([{ words: "Kamar belakang kosong", call: null }]);
    for (const place of [kartini, secretary]) expect((await callsSeen(place)).offered).toEqual([]);
    expect(await wordsKept("aid.call")).toEqual([[call, ""]]);
    expect(await say("aid.offer-help", { offer: call, call, member: her(chair), kind: "food" }, chair)).toMatchObject({
      refused: "aid.no-such-call",
    });
    // What was wiped is in no command either, and the log is whole without it.
    expect(await faultsOf(melati.group.pool, house, melati.group.organisation)).toEqual([]);
  });
});

describe("a call for a member who has no telephone", () => {
  it("is written by two officers who saw her sign, with her name; it ends by itself on its day", async () => {
    const { edge } = melati.group;
    const two = { by: her(treasurer), with: [her(chair)] };
    const second = edge.newId();
    const body = { call: second, member: her(maryam), need: "illness", until: day("2026-03-09"), consents: true };
    const alone = melati.group.say("aid.call-for-help", { ...body, officer: her(chair) }, { by: her(treasurer) });
    expect(await alone).toMatchObject({ refused: "aid.consent-missing" });
    await accepted(melati.group.say("aid.call-for-help", { ...body, officer: her(chair) }, two));
    expect((await callsSeen(lestari)).calls).toMatchObject([{ call: second, words: null, who: { member: her(maryam) } }]);
    goesTo("2026-03-09");
    expect((await callsSeen(lestari)).calls).toHaveLength(1);
    goesTo("2026-03-10");
    for (const place of [lestari, secretary]) {
      expect(await callsSeen(place)).toMatchObject({ calls: [], past: [] });
      expect(await ask(`aid.call?call=${second}`, place)).toBeNull();
    }
    // She and those who stand by her still find it, and say how it went.
    for (const place of [maryam, treasurer, chair]) expect((await callsSeen(place)).past).toMatchObject([{ call: second }]);
    expect(await say("aid.close-call", { call: second }, secretary)).toMatchObject({ refused: "aid.no-such-call" });
    expect(await say("aid.close-call", { call: second }, chair)).toMatchObject({ status: "accepted" });
    expect((await callsSeen(maryam)).past).toEqual([]);
    expect(await ask(`aid.call?call=${second}`, maryam)).toMatchObject({ status: "helped", isOpen: false });
  });

  it("is over when she is no longer of the group", async () => {
    const { edge } = melati.group;
    const third = edge.newId();
    const body = { call: third, member: her(9), need: "birth", until: addDays(edge.today, 5), consents: true };
    await accepted(melati.group.say("aid.call-for-help", body, { by: her(secretary), with: [her(9)] }));
    expect((await callsSeen(lestari)).calls).toHaveLength(1);
    const leaving = { member: her(9), status: "moved" };
    const left = await melati.group.say("members.leave", leaving, { by: her(treasurer), with: [her(secretary)] });
    expect(left).toMatchObject({ status: "accepted" });
    expect((await callsSeen(lestari)).calls).toEqual([]);
    expect(await attention(lestari)).toBe(0);
    expect((await tableRows(melati.group, callOfferTable)).length).toBe(3);
    expect(await faultsOf(melati.group.pool, house, melati.group.organisation)).toEqual([]);
  });
});
