/**
 * Two chapters on one server, and a woman of the one with her session in her hand: she asks every question and opens
 * every page with the ids of the other, tries every act of the gate with the other's numbers, PINs and phones. What she
 * gets is what she would get for ids that nobody has. The lists are the rooms' own, so a new question, page or act is
 * tried from the day it is there.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { grantAbout } from "#aid";
import { day, type Page, type Question, type Uuid } from "#base";
import { connect, type Pool } from "#db";
import { openAtFounding, signInEdge } from "#members/server";
import { roomOrder } from "#rooms";
import { acts } from "../../app/server/acts.ts";
import { assemble } from "../../app/server/open-house.ts";
import { pageModules } from "../../app/web/page-modules.ts";
import { fingerprint, organisationTables } from "../simulate/fingerprint.ts";
import { type FreshDatabase, freshDatabase, testAdministrator } from "../village/database.ts";
import { accepted, foundGroup, type Group, leavesOf, line, meet, openMeeting, testKey } from "../village/group.ts";

/** What questions and addresses take that is of a group. */
interface Things {
  readonly member: string;
  readonly loan: string;
  readonly meeting: string;
  readonly claim: string;
  readonly decision: string;
  readonly call: string;
  readonly consent: string;
  readonly purchase: string;
  readonly action: string;
  readonly statement: string;
  readonly chapter: string;
  readonly seq: string;
  readonly fund: string;
  readonly rule: string;
  readonly handle: string;
}
/** What they take that is of no group: days, pages, views, the places of everybody, templates. */
const ofNobody: Readonly<Record<string, string>> = {
  // Both have a fund of this name, and each is shown her own.
  burial: "damayan",
  number: "1",
  page: "1",
  from: "2026-01-01",
  until: "2026-12-31",
  on: "2026-06-01",
  book: "cash",
  each: "20",
  in: "",
  template: "vsla",
  report: "ageing",
  plain: "suggestions",
  unit: "PHP",
  product: "ordinary",
  periods: "3",
};

interface Chapter {
  readonly group: Group;
  readonly things: Things;
  readonly cookies: { readonly session: string; readonly device: string };
  readonly device: Uuid;
  /** The treasurer's. */
  readonly pin: string;
}

const questions: Readonly<Record<string, Question>> = Object.assign(
  {},
  ...(await Promise.all(
    roomOrder.map(async room => ((await import(`../../rooms/${room}/server.ts`)) as { questions?: object }).questions),
  )),
);
const routes: readonly Page[] = (
  await Promise.all(Object.values(pageModules).map(async load => (await load()).pages))
).flat();

let database: FreshDatabase;
let pool: Pool;
let superuser: pg.Client;
let house: Awaited<ReturnType<typeof assemble>>;
let ours: Chapter;
let theirs: Chapter;
/** Of the same form, and nobody's. */
let nobodys: Things;
/** Every id in any table of theirs that is in none of ours. */
let idsOfTheirs: readonly string[];

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  superuser = new pg.Client({ ...(await testAdministrator()), database: database.server.database as string });
  await superuser.connect();
  ours = await chapter(1, "barangay-uno", "274916");
  theirs = await chapter(2, "barangay-dos", "385127");
  const { edge } = ours.group;
  house = await assemble({ pool, masterKey: testKey, edge, fastForPracticeAndTests: true });
  nobodys = {
    member: edge.newMember(),
    loan: edge.newId(),
    meeting: edge.newId(),
    claim: edge.newId(),
    decision: edge.newId(),
    call: edge.newId(),
    consent: edge.newId(),
    purchase: edge.newId(),
    action: edge.newId(),
    statement: edge.newId(),
    chapter: edge.newId(),
    seq: "999999",
    fund: "tala",
    rule: "savings.shares~tala",
    handle: "barangay-wala",
  };
  const known = new Set(await idsOf(ours));
  idsOfTheirs = (await idsOf(theirs)).filter(id => !known.has(id));
});
afterAll(async () => {
  await superuser.end();
  await pool.end();
  await database.drop();
});

/** Loans, a claim, an open meeting; the second has a fund of its own and more in its log. */
async function chapter(seed: number, handle: string, pin: string): Promise<Chapter> {
  const isSecond = handle === "barangay-dos";
  const of = { template: "damayan", unit: "PHP", on: "2026-03-02", size: 10, seed, pool } as const;
  const group = await foundGroup(database, {
    ...of,
    rules: {
      "aid.fund/damayan": {
        kind: "damayan",
        contribution: { every: "meeting", amount: "1000" },
        levy: { amount: "1000", bereaved_pays: true },
        waiting_months: "0",
        lapse_after_missed: "2",
        benefits: [{ event: "death", of: "dependant", how: "fixed", amount: "2000" }],
        admin_percent: "0",
        first_part_percent: "100",
        offset_debts: false,
      },
      ...(isSecond ? { "savings.shares/loan": { price: "1000", meeting_min: "1", meeting_max: "5" } } : {}),
      "loans.limits": { stake_accounts: [], guarantors_min: "0", may_borrow_again_with_open_loan: true },
      "purchasing.purchase/loan": { pay_later: true, quantities_seen: "officers" },
      "actions.action/loan": { decided_by_vote: true, promises_seen: "officers" },
    },
  });
  const { members, edge, say, treasurer, secretary } = group;
  const [loan, decided, opened, claim] = [edge.newId(), edge.newId(), edge.newId(), edge.newId()];
  const [granted, call] = [edge.newId(), edge.newId()];
  const borrower = members[6]!;
  const two = { by: treasurer, with: [secretary] };
  const family = [{ name: `Amat ${handle}`, kinship: "spouse" }];
  const carried = { votes_for: 7, votes_against: 1, abstaining: 0 };
  for (const [place, member] of members.entries())
    await accepted(say("members.rename", { member, name: `${handle} ${place + 1}` }, { by: secretary }));
  await meet(group, "2026-03-02", [
    ...members.map(member => line("aid.enrol", { member, fund: "damayan", beneficiaries: family })),
    ...members.map(member => line("savings.deposit", { member, product: "cbu", amount: 50_000n })),
    ...members.map(member => line("aid.contribution", { member, fund: "damayan", amount: 1_000n })),
  ]);
  await meet(group, "2026-04-06", [
    line("loans.request", { loan, member: borrower, product: "ordinary", amount: 10_000n, purpose: `Palay ${handle}`, guarantors: [] }),
    line("assembly.decision", { decision: decided, question: "loan", about: loan, ...carried }),
    line("loans.pay-out", { loan, member: borrower, decision: decided }),
    ...(isSecond
      ? [
          line("assembly.decision", {
            ...{ decision: opened, question: "rule", about: "ledger.fund/rice", ...carried },
            value: { unit: "kg", nature: "restricted", is_lendable: false },
          }),
        ]
      : []),
  ]);
  const [stating, statement] = [edge.newId(), edge.newId()];
  const { meeting } = await meet(group, "2026-05-04", [
    line("assembly.decision", {
      ...{ decision: stating, question: "statement", about: `statement/${statement}`, name: `Bangko ${handle}` },
      ...{ value: { from: "2026-03-02", until: "2026-12-31" }, ...carried },
    }),
    line("assembly.decision", { ...carried, decision: granted, question: "benefit", about: grantAbout("damayan", borrower) }),
    line("aid.grant", { member: borrower, fund: "damayan", amount: 500n, decision: granted, purpose: `Yero ${handle}` }),
  ]);
  edge.today = day("2026-06-01");
  await accepted(say("assembly.issue-statement", { decision: stating }, two));
  if (isSecond) await accepted(say("assembly.open-fund", { name: `Bigas ${handle}`, decision: opened }, two));
  const death = { claim, fund: "damayan", member: borrower, event: "death", who: "spouse" };
  await accepted(say("aid.claim", { ...death, happened_on: day("2026-05-20") }, two));
  const needed = { call, member: borrower, need: "fire", words: `Bahay ${handle}`, until: day("2026-06-15"), consents: true };
  await accepted(say("aid.call-for-help", { ...needed, officer: secretary }, two));
  const consent = edge.newId();
  const said = { consent, purpose: "statement", to: `Bangko ${handle}`, until: day("2026-12-31") };
  await accepted(say("members.consent", said, { by: treasurer }));
  const purchase = edge.newId();
  const items = [{ name: `Sinulid ${handle}`, unit_of_measure: "kg", price: 1_000n }];
  const offer = { purchase, fund: "loan", name: `Pamimili ${handle}`, supplier: handle, items };
  await accepted(say("purchasing.plan", { ...offer, costs: 0n, split: "value", order_by: day("2026-06-30") }, two));
  const action = edge.newId();
  const work = { name: `Araw ${handle}`, unit: "day", quantity: 500n };
  const planned = { action, fund: "loan", name: `Bubong ${handle}`, happens_on: day("2026-12-12"), intents: [work] };
  await accepted(say("actions.plan", planned, two));
  await openMeeting(group);
  const signedIn = await openAtFounding(
    pool,
    {
      ...{ organisation: group.organisation, handle, speaker: treasurer, device: { kind: "meeting" }, language: "en" },
      founders: [{ member: treasurer, pin, password: `palay sa ${handle}` }],
    },
    signInEdge({ masterKey: testKey, now: () => edge.now(), fastForPracticeAndTests: true }),
  );
  if ("refused" in signedIn) throw new Error(signedIn.refused);
  const seq = String((await leavesOf(group)).at(-1)!.seq);
  const fund = isSecond ? "rice" : "loan";
  return {
    group,
    things: {
      ...{ member: borrower, loan, meeting, claim, decision: granted, call, consent, purchase, action, statement },
      ...{ chapter: group.organisation, seq, fund, handle },
      rule: "savings.shares~loan",
    },
    cookies: { session: `lumbung-session=${signedIn.token}`, device: `lumbung-device=${signedIn.secret}` },
    device: signedIn.device,
    pin,
  };
}

async function idsOf({ group }: Chapter): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const name of await organisationTables(pool)) {
    const { rows } = await superuser.query<{ row: string }>(
      `select t::text as row from ${name} t where organisation_id = $1`,
      [group.organisation],
    );
    for (const { row } of rows)
      for (const [id] of row.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g)) found.add(id);
  }
  for (const member of group.members) found.add(member);
  return [...found];
}

const host = "127.0.0.1:4040";
const send = (path: string, cookie: string, body?: unknown): Promise<Response> =>
  Promise.resolve(
    house.http.request(`http://${host}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { host, cookie, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
const signedInAs = ({ cookies }: Chapter): string => `${cookies.session}; ${cookies.device}; language=en`;

async function seen(path: string, who = ours): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await send(path, signedInAs(who));
  return { status: answer.status, text: await answer.text() };
}

/** Ids and names of theirs in a text; those she put into it herself may come back to her. */
function ofTheirsIn(text: string, asked: readonly string[] = []): readonly string[] {
  const marks = [...idsOfTheirs, theirs.things.handle];
  return marks.filter(mark => !asked.some(one => one.includes(mark)) && text.includes(mark));
}

function valueOf(name: string, things: Things): string {
  if (name === "rows") return `${things.member}:1000`;
  const value = (things as unknown as Readonly<Record<string, string>>)[name] ?? ofNobody[name];
  if (value === undefined) throw new Error(`a question takes "${name}": say in this test whose that is`);
  return value;
}
const isOfAGroup = (name: string): boolean => name === "rows" || name in nobodys;
/** The same text whichever was asked for. */
const without = (text: string, asked: readonly string[]): string =>
  asked.reduce((left, id) => left.replaceAll(id, "·"), text);

describe("two chapters cannot reach each other over HTTP", () => {
  it("every question with ids of theirs is answered as with ids that nobody has", async () => {
    const faults: string[] = [];
    let shown = 0;
    for (const [name, { params = [] }] of Object.entries(questions)) {
      const asking = (things: Things): string =>
        `/api/ask/${name}?${new URLSearchParams(params.map(param => [param, valueOf(param, things)])).toString()}`;
      const answer = await seen(asking(theirs.things));
      const nothing = await seen(asking(nobodys));
      const named = params.filter(isOfAGroup);
      const asked = named.map(param => valueOf(param, theirs.things));
      const unknown = named.map(param => valueOf(param, nobodys));
      for (const mark of ofTheirsIn(answer.text, asked)) faults.push(`${name} shows ${mark}`);
      if (answer.status !== nothing.status || without(answer.text, asked) !== without(nothing.text, unknown))
        faults.push(`${name}: ${answer.status} ${answer.text.slice(0, 200)}, not ${nothing.status} ${nothing.text}`);
      // To those whose it is, it does show something.
      if (asked.length > 0 && ofTheirsIn((await seen(asking(theirs.things), theirs)).text).length > 0) shown += 1;
    }
    expect(faults).toEqual([]);
    expect(shown).toBeGreaterThan(8);
  });

  it("every page and every paper at an address of theirs is the page of an address that nobody has", async () => {
    const faults: string[] = [];
    const addressed = routes.filter(({ path }) => path.includes(":"));
    expect(addressed.length).toBeGreaterThan(15);
    for (const { path } of addressed) {
      const at = (things: Things): string => path.replaceAll(/:(\w+)/g, (_, name: string) => valueOf(name, things));
      const answer = await seen(at(theirs.things));
      const nothing = await seen(at(nobodys));
      const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
      const asked = named.map(name => valueOf(name, theirs.things));
      const unknown = named.map(name => valueOf(name, nobodys));
      for (const mark of ofTheirsIn(answer.text, asked)) faults.push(`${path} shows ${mark}`);
      if (answer.status !== nothing.status || without(answer.text, asked) !== without(nothing.text, unknown))
        faults.push(`${path}: it came with ${answer.status}, and nobody's with ${nothing.status}`);
      // Whose it is reads it there, so what is closed to us is a page that there is.
      const own = await seen(at(theirs.things), theirs);
      if (![200, 403].includes(own.status)) faults.push(`${path}: to themselves it came with ${own.status}`);
    }
    expect(faults).toEqual([]);
  });

  it("every other page shows nothing of theirs", async () => {
    for (const { path } of routes.filter(one => !one.path.includes(":")))
      expect(ofTheirsIn((await seen(path)).text), path).toEqual([]);
  });

  it("a command names no organisation of its own, and one that was said there is not answered here", async () => {
    const { group, things } = theirs;
    const { edge, organisation } = group;
    const said = {
      ...{ v: 1, id: edge.newId(), name: "members.rename", on: "2026-06-01" },
      body: { member: things.member, name: "Tala" },
    };
    const say = (who: Chapter, more: object = {}) =>
      send("/api/commands/members.rename", signedInAs(who), { ...said, ...more });
    for (const name of ["org", "organisation", "organisation_id"]) {
      const answer = await say(ours, { [name]: organisation });
      expect([answer.status, await answer.json()], name).toEqual([400, { misfits: [{ path: name, wanted: "nothing" }] }]);
    }
    const before = await fingerprint(pool, organisation);
    expect(await (await say(ours)).json()).toMatchObject({ refused: "members.not-a-member" });
    const spoken = { spoken_by: { number: 1, pin: theirs.pin } };
    expect(await (await say(ours, { ...spoken, id: edge.newId() })).json()).toMatchObject({ refused: "members.sign-in-unknown" });
    expect(await fingerprint(pool, organisation)).toBe(before);
    expect(await (await say(theirs)).json()).toMatchObject({ status: "accepted" });
    const again = await (await say(ours)).text();
    expect(again).toContain("members.not-a-member");
    expect(ofTheirsIn(again, [things.member, said.id])).toEqual([]);
  });
});

describe("the gate of one chapter does not open to the other's", () => {
  /** What she says, with our session and phone, to reach them; `refused` is what she hears. */
  const reaching: Readonly<Record<string, () => { readonly body: object; readonly refused: string } | null>> = {
    "sign-in": () => ({ body: { handle: theirs.things.handle, number: 1, pin: theirs.pin }, refused: "members.device-unknown" }),
    unlock: () => ({ body: { pin: theirs.pin }, refused: "members.sign-in-unknown" }),
    "sit-down": () => ({ body: { number: 1, pin: theirs.pin }, refused: "members.sign-in-unknown" }),
    "let-in": () => ({ body: { handle: theirs.things.handle, code: "12345678" }, refused: "members.letting-in-over" }),
    operate: () => ({
      body: {
        ...{ id: ours.group.edge.newId(), what: "trust-device", group: theirs.things.handle, kind: "own" },
        proof: "0".repeat(64),
      },
      refused: "members.not-the-operator",
    }),
    // A code they show is to make one person of hers and theirs: app/server/my-groups.test.ts.
    "type-code": () => ({ body: { code: "12345678" }, refused: "members.code-unknown" }),
    "revoke-device": () => ({ body: { device: theirs.device }, refused: "members.no-such-device" }),
    "set-pin": () => ({ body: { current: theirs.pin, pin: "518273" }, refused: "members.sign-in-unknown" }),
    "set-password": () => ({ body: { current: theirs.pin, password: "palay sa tag-araw" }, refused: "members.sign-in-unknown" }),
    "set-plain-pin": () => ({ body: { current: theirs.pin, plain_pin: "518273" }, refused: "members.sign-in-unknown" }),
    "reset-pin": () => ({
      body: {
        officers: [
          { number: 1, pin: theirs.pin },
          { number: 2, pin: theirs.pin },
        ],
        member: theirs.things.member,
        pin: "518273",
      },
      refused: "members.sign-in-unknown",
    }),
    start: () => ({
      body: {
        ...{ organisation: theirs.group.organisation, handle: "barangay-tres", by: ours.group.treasurer },
        command: founding(),
      },
      refused: "members.already-founded",
    }),
    // A file names nobody either; what is in it is read as whoever sent it.
    "read-cut-off": () => ({ body: { file: "" }, refused: "cutoff.file-empty" }),
    "cut-off-template": () => null,
    // They name nobody: what they do is done to the session and the phone they came with.
    "sign-out": () => null,
    "sign-out-everywhere": () => null,
    "stand-up": () => null,
    "register-device": () => null,
    "show-code": () => null,
    "set-language": () => null,
  };
  const founding = () => ({
    ...{ v: 1, id: ours.group.edge.newId(), name: "assembly.found-organisation", on: "2026-06-01" },
    body: {
      ...{ name: "Tala", template: "vsla", unit: "PHP", language: "en", is_practice: false, rules: [] },
      funds: [{ fund: "loan", unit: "PHP", nature: "divisible", is_lendable: true, name: "Tala" }],
      founders: [
        {
          ...{ member: ours.group.treasurer, person: ours.group.edge.newId(), number: 1, name: "Tala" },
          roles: ["treasurer"],
        },
      ],
    },
  });

  it("every act is tried with what is theirs, refused, and leaves them as they were", async () => {
    expect(Object.keys(acts).filter(name => !(name in reaching)), "add these to the list").toEqual([]);
    const { organisation } = theirs.group;
    const before = await fingerprint(pool, organisation);
    for (const [name, act] of Object.entries(reaching)) {
      const tried = act();
      if (!tried) {
        expect(Object.keys(acts[name]!.fields).filter(field => !["kind", "language"].includes(field)), name).toEqual([]);
        continue;
      }
      const answer = await send(`/api/${name}`, signedInAs(ours), tried.body);
      const text = await answer.text();
      expect(answer.status, name).toBe(403);
      expect(JSON.parse(text), name).toMatchObject({ refused: tried.refused });
      expect(answer.headers.getSetCookie(), name).toEqual([]);
      expect(ofTheirsIn(text), name).toEqual([]);
    }
    expect(await fingerprint(pool, organisation)).toBe(before);
    expect((await seen("/members", theirs)).status).toBe(200);
    expect((await seen("/members", ours)).status).toBe(200);
  });

  it("no PIN is taken on a phone of the other chapter, and on the own phone it is", async () => {
    const signIn = (who: Chapter, phone: Chapter) =>
      send("/api/sign-in", phone.cookies.device, { handle: who.things.handle, number: 1, pin: who.pin });
    for (const [who, phone] of [
      [ours, theirs],
      [theirs, ours],
    ] as const) {
      const answer = await signIn(who, phone);
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
      expect((await signIn(who, who)).status).toBe(200);
    }
  });
});
