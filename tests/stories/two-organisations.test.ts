/**
 * Two chapters on one server, each with books of every kind, and no way from one into the other: not by any command
 * with the other's ids in it, not by any entry of a sheet, not by speaking as one of them, and not by SQL as the
 * server's own role.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import pg from "pg";
import {
  day,
  type Document,
  encodeBody,
  type Fields,
  type MemberId,
  operator,
  type OrganisationId,
  type Uuid,
} from "#base";
import { connect, type Pool } from "#db";
import { claimTable, grantAbout } from "#aid";
import { loanTable } from "#loans";
import { entryRules, sheetHash } from "#meetings";
import { type MembershipRow, membershipTable } from "#members";
import { offerLettingIn, openAtFounding, showCode, type SignInEdge, signInEdge, typeCode } from "#members/server";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { fingerprint, organisationTables } from "../simulate/fingerprint.ts";
import { type FreshDatabase, freshDatabase, testAdministrator } from "../village/database.ts";
import { accepted, foundGroup, type Group, line, meet, openMeeting, tableRows, testKey } from "../village/group.ts";

// A machine that does other things meanwhile takes its time.
vi.setConfig({ testTimeout: 300_000 });

type Body = Readonly<Record<string, unknown>>;

/** Everything of a chapter that has an id. Both chapters have the same, each its own. */
interface Ids {
  readonly organisation: OrganisationId;
  readonly [name: string]: Uuid | MemberId;
}

interface Chapter {
  readonly group: Group;
  readonly ids: Ids;
}

const today = "2026-06-01";
const flooded = { need: "flood", words: "Baha", until: day("2026-06-15"), consents: true };
const fund = "damayan";
const pledged = "member-savings.savings/loan";
const family = [{ name: "Amat", kinship: "spouse" }];
const levied = {
  kind: "damayan",
  contribution: { every: "meeting", amount: "1000" },
  levy: { amount: "1000", bereaved_pays: true },
  waiting_months: "0",
  lapse_after_missed: "2",
  benefits: [{ event: "death", of: "dependant", how: "fixed", amount: "2000" }],
  admin_percent: "0",
  first_part_percent: "100",
  offset_debts: false,
};
const between = [...house.commands.values()].flatMap(rule =>
  [...entryRules.values()].filter(one => one.between === rule.name).map(one => one.name),
);

let database: FreshDatabase;
let pool: Pool;
let superuser: pg.Client;
let ours: Chapter;
let theirs: Chapter;
/** To which both of them ask to belong, and three small groups that ask both of them. */
let federation: Group;
const sisters: Record<string, Group> = {};
const askToJoin = (from: Group, affiliation: Uuid, to: Group, on = today) =>
  from.say(
    "members.ask-to-join",
    { affiliation, federation: to.organisation, name: "Samahan" },
    { by: from.secretary, with: [from.treasurer], on: day(on) },
  );
/** From then on both belong to the federation, so that they can leave it on that day and ask again. */
const joinedOn = "2026-05-31";

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  superuser = new pg.Client({ ...(await testAdministrator()), database: database.server.database as string });
  await superuser.connect();
  const small = (seed: number) => foundGroup(database, { template: "vsla", unit: "PHP", on: "2026-03-02", size: 9, seed, pool });
  federation = await small(3);
  federation.edge.today = day(today);
  const level = { level: "province", name: "Pederasyon" };
  await accepted(federation.say("members.set-level", level, { by: federation.secretary, with: [federation.treasurer] }));
  for (const [place, name] of ["admitted", "declined", "released"].entries()) {
    sisters[name] = await small(4 + place);
    sisters[name].edge.today = day(today);
  }
  ours = await chapter(1, "barangay-uno");
  theirs = await chapter(2, "barangay-dos");
  ended = [await endedGroup(11), await endedGroup(12)];
});
afterAll(async () => {
  await superuser.end();
  await pool.end();
  await database.drop();
});

/** What is bought together. */
const offer = {
  ...{ fund: "loan", name: "Sako", supplier: "Tindahan" },
  items: [{ name: "Sako", unit_of_measure: "piece", price: 1_000n }],
  ...{ costs: 0n, split: "equally", order_by: day("2026-12-31") },
};

/** What is done together. */
const roof = {
  ...{ fund: "loan", name: "Bubong", happens_on: day("2026-12-12") },
  intents: [{ name: "Araw ng trabaho", unit: "day", quantity: 2_000n }],
};

/** The group ends, and the village receives what is never divided. */
const ends = (decision: Uuid) => {
  const votes = { votes_for: 6, votes_against: 2, abstaining: 0 };
  const what = { question: "dissolution", about: "dissolution", value: { receiver: "community" }, name: "Barangay" };
  return line("assembly.decision", { decision, ...what, ...votes });
};

/** Two more groups, that are wound up and divided: nothing else could be said in them any more. */
let ended: readonly Group[];
async function endedGroup(seed: number): Promise<Group> {
  const group = await foundGroup(database, { template: "vsla", unit: "PHP", on: "2026-03-02", size: 9, seed, pool });
  const decision = group.edge.newId();
  await meet(group, "2026-03-02", [
    line("savings.buy-shares", { member: group.treasurer, fund: "loan", shares: 1, amount: 5_000n }),
    ends(decision),
  ]);
  const two = { by: group.treasurer, with: [group.secretary] };
  await accepted(group.say("dissolution.begin", { decision }, two));
  await accepted(group.say("dissolution.distribute", { fund: "loan" }, two));
  return group;
}

/** Whose rows of a table are held against each other. */
const pairFor = (table: string): readonly OrganisationId[] =>
  table.startsWith("dissolution.") ? ended.map(one => one.organisation) : [ours, theirs].map(one => one.ids.organisation);

/** All that a year left over to the members, to each the same. */
const equally: Document = {
  law: "own-bylaws",
  year_ends: "3",
  parts: [{ role: "patronage", percent: "100", by: "equally" }],
};

/** A chapter with loans, claims, things, secrets and an open meeting: something in every table. */
async function chapter(seed: number, handle: string): Promise<Chapter> {
  const group = await foundGroup(database, {
    template: "damayan",
    unit: "PHP",
    on: "2026-03-02",
    size: 10,
    seed,
    pool,
    // Of two years that are closed the surplus of one is given out.
    funds: ["tinda", "gilingan"],
    rules: {
      "savings.surplus/tinda": equally,
      "savings.surplus/gilingan": equally,
      "aid.fund/damayan": levied,
      "assembly.between-meetings": { entries: between },
      "purchasing.purchase/loan": { pay_later: true, quantities_seen: "officers" },
      "actions.action/loan": { decided_by_vote: false, promises_seen: "officers" },
      "savings.shares/loan": { price: "1000", meeting_min: "1", meeting_max: "5" },
      "savings.product/savings": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
      },
      "savings.product/itago": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: false,
      },
      "savings.product/berjangka": {
        fund: "loan",
        kind: "term",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
        term: { months: "2", rate: "6", interest: "at-end", early: "part-of-interest", early_percent: "50", least: "100", least_left: "0" },
      },
      "savings.product/modal": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: true,
      },
      "savings.subscription/modal": { share: "1000", shares_min: "1", months: "12", from_surplus: false },
      "savings.interest/savings": {
        rate: "6",
        method: "daily",
        year: "365-days",
        every: "month",
        ends_with: "12",
        from: "expense",
      },
      // An instalment that is late is charged for, so that there is something to let go.
      "loans.product/ordinary": {
        fund: "loan",
        method: "declining_balance",
        amortization: "equal_principal_payments",
        rate_per_month: "1.5",
        frequency: "months",
        every: "1",
        periods: "10",
        periods_max: "24",
        is_free: false,
        late_penalty: { each: "once", amount: "100" },
      },
      "loans.limits": {
        stake_accounts: [],
        share_of_fund_percent: "20",
        guarantors_min: "0",
        may_borrow_again_with_open_loan: true,
      },
    },
  });
  const { members, edge, say } = group;
  const id = Object.fromEntries(
    [
      "running",
      "unwanted",
      "decided",
      "ruled",
      "opened",
      "given",
      "written",
      "anew",
      "rested",
      "above",
      "pledging",
      "excepted",
      "more-shares",
      "shares-voted",
      "beyond",
      "said-no",
      "granted",
      "grantable",
      "reported",
      "checked",
      "box",
      "tool",
      "agreed",
      "drive",
      "adopted",
      "adopting",
      "asked",
      "admitted",
      "declined",
      "released",
      "place",
      "money",
      "matured",
      "running-term",
      "wished",
      "cared",
      "caring",
      "fresh",
      "visited",
      "visiting",
      "promised",
      "asking",
      "potted",
      "potting",
      "pot-given-up",
      "giving-up",
      "offered",
      "bought",
      "stocked",
      "buying",
      "buying-bought",
      "buying-stocked",
      "proposed",
      "working",
      "doing",
      "wood",
      "noted",
      "partner",
      "agreed-on",
      "lost",
      "lent",
      "given-up",
      "stated",
      "stating",
      "says",
      "said-again",
      "taught",
      "in-scheme",
      "ending",
      "going-on",
      "called",
      "helped",
      "offered-food",
    ].map(name => [name, edge.newId()]),
  ) as Record<string, Uuid>;
  const [borrower, other, leaver] = members.slice(6, 9) as [MemberId, MemberId, MemberId];
  const gone = members[9]!;
  const decided = (decision: Uuid, question: string, about: string, value?: Document) =>
    line("assembly.decision", { decision, question, about, value, votes_for: 6, votes_against: 2, abstaining: 0 });
  const ask = (loan: Uuid, member: MemberId) =>
    line("loans.request", { loan, member, product: "ordinary", amount: 10_000n, guarantors: [members[3]] });
  // What she had on paper: a part of the old books that the group began with.
  const paper = {
    through: "2026-03-01",
    members: [{ member: members[0], number: 1, savings: [{ product: "savings", amount: 5_000n }] }],
    loans: [],
    funds: [{ fund: "loan", cash: 5_000n, bank: 0n, own: 0n }],
  };
  await accepted(say("cutoff.bring-in", paper, { by: group.treasurer, with: [group.secretary] }));
  await meet(group, "2026-03-02", [
    ...members.slice(0, 8).map(member => line("aid.enrol", { member, fund, beneficiaries: family })),
    ...members.map(member => line("savings.deposit", { member, product: "cbu", amount: 50_000n })),
    ...members.slice(0, 8).map(member => line("savings.deposit", { member, product: "savings", amount: 50_000n })),
    ...members.slice(0, 7).map(member => line("aid.contribution", { member, fund, amount: 1_000n })),
    line("savings.buy-shares", { member: borrower, fund: "loan", shares: 1, amount: 1_000n }),
    line("savings.deposit", { member: other, product: "itago", amount: 1_000n }),
    line("savings.subscribe", { member: other, product: "modal", shares: 60, amount: 60_000n }),
    line("savings.open-term", { deposit: id["matured"], member: other, product: "berjangka", amount: 1_000n }),
    ...["tinda", "gilingan"].map(earning =>
      line("meetings.income", { money: edge.newId(), fund: earning, amount: 20_000n, purpose: "Benta" }),
    ),
  ]);
  await meet(group, "2026-04-06", [
    ...(["running", "unwanted"] as const).map(name => ask(id[name]!, borrower)),
    decided(id["decided"]!, "loan", id["running"]!),
    decided(id["ruled"]!, "rule", "meetings.fine/late", { amount: "600", fund: "loan" }),
    decided(id["opened"]!, "rule", "ledger.fund/rice", { unit: "kg", nature: "restricted", is_lendable: false }),
    decided(id["written"]!, "write-off", id["running"]!),
    decided(id["anew"]!, "reschedule", id["running"]!, {
      from_due: "2026-06-06",
      extra_periods: "1",
      grace_periods: "0",
    }),
    line("loans.request", {
      loan: id["above"],
      member: other,
      product: "ordinary",
      amount: 400_000n,
      guarantors: [],
      exception: "Nasira ang bubong",
    }),
    decided(id["excepted"]!, "exception", id["above"]!, { amount: "400000" }),
    line("savings.ask-shares-exception", {
      ...{ exception: id["more-shares"], member: other, fund: "loan", shares: 6, amount: 6_000n, reason: "May ani" },
    }),
    decided(id["shares-voted"]!, "exception", id["more-shares"]!, { amount: "6000" }),
    line("assembly.exception", {
      ...{ exception: id["more-shares"], member: other, decision: id["shares-voted"], approver: group.treasurer },
    }),
    line("loans.request", {
      loan: id["beyond"],
      member: other,
      product: "ordinary",
      amount: 400_000n,
      guarantors: [],
      exception: "Nasira ang pader",
    }),
    line("assembly.decision", {
      decision: id["said-no"],
      question: "exception",
      about: id["beyond"],
      value: { amount: "400000" },
      votes_for: 2,
      votes_against: 6,
      abstaining: 0,
    }),
    line("loans.pledge", { loan: id["running"], member: borrower, pledger: borrower, account: pledged, amount: 1_000n }),
    decided(id["pledging"]!, "pledge", `${id["running"]!}/${borrower}`, { use: "let-go", account: pledged, amount: "600" }),
    decided(id["rested"]!, "holiday", "holiday", { from: "2026-12-01", until: "2026-12-31" }),
    ...(["potted", "potting", "pot-given-up"] as const).flatMap((name, place) => {
      const pot = `pot-${place + 2}`;
      const seats = [members[1], members[2]];
      const terms = { unit: "PHP", amount: 1_000n, every: "meeting", turn: "agreed", is_whole: true, seats };
      return [
        decided(id[name]!, "other", `pot/${pot}`, { amount: "1000" }),
        ...(name === "potting" ? [] : [line("pots.begin", { pot, decision: id[name], name: "Paluwagan", ...terms })]),
      ];
    }),
    decided(id["giving-up"]!, "other", "pot-end/pot-4"),
    decided(id["granted"]!, "benefit", grantAbout(fund, other)),
    decided(id["grantable"]!, "benefit", grantAbout(fund, borrower)),
    line("loans.pay-out", { loan: id["running"], member: borrower, decision: id["decided"] }),
    ask(id["lost"]!, members[4]!),
    decided(id["lent"]!, "loan", id["lost"]!),
    line("loans.pay-out", { loan: id["lost"], member: members[4], decision: id["lent"] }),
    line("savings.open-term", { deposit: id["running-term"], member: other, product: "berjangka", amount: 1_000n }),
    ...members.slice(0, 7).map(member => line("aid.contribution", { member, fund, amount: 1_000n }, `again/${member}`)),
  ]);
  edge.today = day(today);
  const two = { by: group.treasurer, with: [group.secretary] };
  const minutes = { by: group.secretary, with: [two.by] };
  const claim = (name: string, member: MemberId, who: string) =>
    accepted(
      say("aid.claim", { claim: id[name], fund, member, event: "death", who, happened_on: day("2026-05-20") }, two),
    );
  await claim("reported", borrower, "child");
  await claim("checked", other, "parent");
  await accepted(say("aid.verify", { claim: id["checked"], first: two.by, second: two.with[0] }, two));
  for (const call of [id["called"], id["helped"]])
    await accepted(say("aid.call-for-help", { ...flooded, call, member: other, officer: group.secretary }, two));
  const food = { offer: id["offered-food"], call: id["called"], member: borrower, kind: "food" };
  await accepted(say("aid.offer-help", food, two));
  const drive = { drive: id["drive"], fund, target: 3, ends_on: day("2026-12-31") };
  await accepted(say("aid.open-drive", drive, two));
  await accepted(say("aid.grant", { member: other, fund, amount: 100n, decision: id["granted"] }, two));
  await accepted(say("members.hold-thing", { thing: id["box"], kind: "box", name: "Kahon", held_by: two.by }, two));
  await accepted(say("members.hold-thing", { thing: id["tool"], kind: "tool", name: "Pala", held_by: other }, two));
  const goal = { goal: id["wished"], product: "savings", amount: 90_000n, by: day("2027-01-01"), name: "Bubong" };
  await accepted(say("savings.set-goal", goal, two));
  await accepted(say("loans.choose-reminder", { member: borrower, way: "slip" }, two));
  const cared = { visit: id["cared"], loan: id["running"], member: borrower, visited_on: day(today) };
  await accepted(
    say("loans.note-care-visit", { ...cared, visitor: two.by, companion: group.secretary, found: "ill", agreed: "aid" }, two),
  );
  const consent = { consent: id["agreed"], purpose: "statement", to: "Bangko", until: day("2026-12-31") };
  await accepted(say("members.consent", consent, two));
  await accepted(say("members.name-guardian", { member: other, guardian: "Lourdes" }, two));
  await accepted(say("members.come-of-age", { member: other }, two));
  const hand = { from: other, to: borrower, witness: two.by, things: [id["tool"]] };
  await accepted(say("members.hand-over", hand, { by: two.by, with: [borrower] }));
  await accepted(say("members.set-level", { level: "cluster", name: handle }, minutes));
  await accepted(askToJoin(group, id["asked"]!, federation, joinedOn));
  for (const [name, sub] of Object.entries(sisters)) await accepted(askToJoin(sub, id[name]!, group));
  const admitted = { chapter: sisters["released"]!.organisation, affiliation: id["released"], from: day(today) };
  await accepted(say("members.admit-chapter", admitted, minutes));
  // The federation lets it in, and its leader comes on a visit; it has a chapter of its own that it visits.
  const above = { by: federation.secretary, with: [federation.treasurer] };
  const us = { chapter: group.organisation, affiliation: id["asked"], from: day(joinedOn) };
  await accepted(federation.say("members.admit-chapter", us, above));
  const leads = { chapters: [group.organisation], member: federation.treasurer };
  await accepted(federation.say("network.give-charge", leads, above));
  const seen = ["order", "quorum", "key-holders", "books"].map(item => ({ item, answer: "yes" }));
  const calm = { answers: seen, sample: [], actions: [], done: [] };
  const visited = { ...calm, visit: id["visited"], chapter: group.organisation };
  await accepted(federation.say("network.record-visit", visited, { by: federation.treasurer }));
  await accepted(say("network.grant", { federation: federation.organisation, what: "counts" }, minutes));
  const confirmed = { federation: federation.organisation, visit: id["visited"], revision: 1 };
  await accepted(say("network.confirm-visit", confirmed, { by: group.secretary }));
  await accepted(federation.say("network.record-visit", { ...visited, visit: edge.newId() }, { by: federation.treasurer }));
  const sub = sisters["released"]!.organisation;
  await accepted(say("network.give-charge", { chapters: [sub], member: members[2] }, minutes));
  await accepted(say("network.set-checklist", { standard: ["order"], own: [] }, minutes));
  await accepted(say("network.plan-visit", { chapter: sub, planned: day(today) }, { by: members[2]! }));
  const promised = { action: id["promised"], what: "Linisin ang kahon", who: "Rohani", due: day("2026-06-30") };
  const visiting = { ...calm, answers: seen.slice(0, 1), visit: id["visiting"], chapter: sub, actions: [promised] };
  await accepted(say("network.record-visit", visiting, { by: members[2]! }));
  const places = [{ country: "Philippines", municipality: handle }];
  id["place"] = placeOfAnswer(await accepted(say("members.add-places", { places }, { by: group.secretary })));
  await accepted(say("members.set-place", { place: id["place"] }, { by: group.secretary }));
  await accepted(say("ledger.close-period", { through: day("2026-03-31") }, two));
  await accepted(say("savings.post-interest", { product: "savings", period_end: day("2026-03-31") }, two));
  for (const earning of ["tinda", "gilingan"])
    await accepted(say("savings.close-year", { fund: earning, year_end: day("2026-03-31") }, two));
  // Three purchases: one is offered, one agreed on, of one the goods came and are not paid yet.
  const buys = { member: other, quantities: [{ item: 1, quantity: 1n }] };
  for (const name of ["offered", "bought", "stocked"]) {
    await accepted(say("purchasing.plan", { ...offer, purchase: id[name] }, two));
    await accepted(say("purchasing.commit", { ...buys, purchase: id[name] }, two));
  }
  // Of two pieces of joint work one is proposed, and one has begun: a member took her part of the money out again.
  const works = { member: other, quantities: [{ intent: 1, quantity: 100n }] };
  for (const name of ["proposed", "working"]) {
    await accepted(say("actions.plan", { ...roof, action: id[name] }, two));
    await accepted(say("actions.commit", { ...works, action: id[name] }, two));
  }
  const ofWork = { action: id["working"] };
  const buying = (name: string) =>
    decided(id[name]!, "purchase", `purchase/${id[name.replace("buying-", "")]}`, { amount: "1000" });
  const came = { purchase: id["stocked"], items: [{ item: 1, quantity: 1n, amount: 1_000n }], costs: 0n };
  await meet(group, today, [
    decided(id["buying"]!, "purchase", `purchase/${id["offered"]}`, { amount: "1000" }),
    ...["buying-bought", "buying-stocked"].map(buying),
    ...["bought", "stocked"].map(name =>
      line("purchasing.agree", { purchase: id[name], decision: id[`buying-${name}`] }, `decision.${name}.2`),
    ),
    line("purchasing.receive", came),
    decided(id["doing"]!, "action", `action/${id["proposed"]}`, { amount: "1000" }),
    line("actions.agree", ofWork),
    line("actions.contribute", { ...ofWork, ...works }),
    ...[other, borrower].map(member => line("actions.pay-in", { ...ofWork, member, amount: 2_000n }, `work.1.${member}`)),
    line("actions.pay-cost", { ...ofWork, cost: id["wood"], amount: 1_000n, paid_to: "Mang Jun", purpose: "Kahoy" }, "work.2"),
    line("actions.refund", { ...ofWork, member: borrower }, "work.3"),
    ends(id["ending"]!),
    decided(id["going-on"]!, "dissolution", "continuation"),
    decided(id["adopted"]!, "surplus", "surplus/tinda/2026-03-31", { amount: "20000" }),
    decided(id["adopting"]!, "surplus", "surplus/gilingan/2026-03-31", { amount: "20000" }),
    line("meetings.leaving", { member: gone, status: "moved" }),
    ...(["stating", "said-again"] as const).map((name, place) =>
      line("assembly.decision", {
        ...{ decision: id[name], question: "statement", about: `statement/${id[["stated", "says"][place]!]!}`, name: "Bangko" },
        ...{ value: { from: "2026-03-02", until: "2026-12-31" }, votes_for: 6, votes_against: 2, abstaining: 0 },
      }),
    ),
    decided(id["given-up"]!, "write-off", id["lost"]!),
    line("loans.write-off", { loan: id["lost"], member: members[4], decision: id["given-up"] }),
    ...members.slice(1, 3).map(member => line("pots.bring", { member, pot: "pot-2", amount: 1_000n })),
    line("pots.hand-over", { pot: "pot-2", seat: 1 }),
  ]);
  await accepted(say("assembly.issue-statement", { decision: id["stating"] }, two));
  // Alone she makes none, and it is noted that she tried.
  await say("assembly.take-back-statement", { statement: id["stated"] }, { by: two.by });
  const taught = { training: id["taught"], title: "Pagtatala", held_on: day(today), hours: 3, members: [other, borrower] };
  await accepted(say("records.record-training", taught, minutes));
  const inScheme = { enrolment: id["in-scheme"], member: two.by, scheme: "PhilHealth", since: day(today) };
  await accepted(say("records.enrol-in-scheme", inScheme, { by: two.by }));
  await accepted(say("records.write-lesson", { loan: id["lost"], cause: "illness", learned: "Dalawin agad" }, minutes));
  await accepted(say("savings.allocate-surplus", { decision: id["adopted"] }, two));
  const noted = { entry: id["noted"], book: "suggestions", happened_on: day(today), what: "Bumili ng timbangan" };
  await accepted(say("records.write-entry", { ...noted, given_by: other }, minutes));
  await accepted(say("records.answer-entry", { entry: id["noted"], done: "Nabili na", done_by: other }, minutes));
  await accepted(say("records.add-partner", { partner: id["partner"], kind: "university", name: "Unibersidad" }, minutes));
  const agreedOn = { agreement: id["agreed-on"], partner: id["partner"], from: day(today), purpose: "Pagsasanay" };
  await accepted(say("records.make-agreement", agreedOn, minutes));
  const edges = signInEdge({ masterKey: testKey, now: () => edge.now(), fastForPracticeAndTests: true });
  const opened = await openAtFounding(
    pool,
    {
      organisation: group.organisation,
      handle,
      founders: [{ member: two.by, pin: "274916", password: "palay sa tag-araw" }],
      speaker: two.by,
      device: { kind: "meeting" },
      language: "en",
    },
    edges,
  );
  if ("refused" in opened) throw new Error(opened.refused);
  await accepted(say("members.reopen-account", { member: other }, { by: operator }));
  await offerLettingIn(pool, { organisation: group.organisation, kind: "meeting" }, edges);
  await inBoth(group, two.by, federation.members[seed]!, edges);
  const meeting = await openMeeting(group);
  await accepted(
    say("meetings.write", { meeting, lines: [line("meetings.recall", { fund: "loan", amount: 1n })] }, { by: two.by }),
  );
  const persons = await tableRows(group, membershipTable);
  const ids: Ids = {
    organisation: group.organisation,
    meeting,
    ...id,
    treasurer: two.by,
    secretary: group.secretary,
    chair: members[2]!,
    key: members[3]!,
    borrower,
    other,
    leaver,
    gone,
    person: persons.find(row => row.member_id === gone)!.person_id,
    newcomer: edge.newMember(),
    official: edge.newMember(),
  };
  return { group, ids };
}

type Speaker = "two" | "minutes" | "key" | "leader";

/**
 * Every command as one of these chapters would really say it, in an order in which all are accepted. `names` are the
 * fields in which an id is only being given to something new: there an id of the other chapter names nothing of hers.
 * `short` is what even ours is refused with here: this meeting is not sealed.
 */
const commands: readonly (readonly [
  name: string,
  body: (ids: Ids) => Body,
  of?: { names?: readonly string[]; by?: Speaker; short?: string },
])[] = [
  ["ledger.close-period", () => ({ through: day("2026-04-30") })],
  [
    "cutoff.bring-in",
    i => ({ through: day("2026-03-01"), members: [{ member: i["other"], number: 8 }], loans: [], funds: [] }),
    { short: "cutoff.brought-in-before" },
  ],
  [
    "members.join",
    i => ({ member: i["newcomer"], person: i["fresh"], number: 50, name: "Ligaya" }),
    { names: ["member", "person"] },
  ],
  [
    "members.appoint-official",
    i => ({ member: i["official"], person: i["money"], number: 51, name: "Mutya", role: "field-officer" }),
    { names: ["member", "person"] },
  ],
  [
    "members.recognise",
    i => ({ member: i["treasurer"], person: i["asked"] }),
    { names: ["person"] },
  ],
  [
    "members.consent",
    i => ({ consent: i["fresh"], purpose: "statement", to: "Bangko", until: day("2026-12-31") }),
    { names: ["consent"] },
  ],
  ["members.withdraw-consent", i => ({ consent: i["agreed"] })],
  ["members.rename", i => ({ member: i["other"], name: "Bituin" })],
  ["members.name-guardian", i => ({ member: i["other"], guardian: "Lourdes" })],
  ["members.come-of-age", i => ({ member: i["other"] })],
  ["members.set-contact", i => ({ member: i["other"], note: "Sa tabi ng ilog" })],
  [
    "members.take-office",
    i => ({ member: i["leaver"], role: "key-holder", from: day(today), until: day(today), substitute_for: i["key"] }),
  ],
  ["members.give-up-office", i => ({ member: i["leaver"], role: "key-holder", until: day(today) })],
  ["members.give-pin", i => ({ member: i["other"] })],
  [
    "members.hold-thing",
    i => ({ thing: i["fresh"], kind: "tent", name: "Tolda", held_by: i["other"] }),
    { names: ["thing"] },
  ],
  ["members.describe-thing", i => ({ thing: i["box"], name: "Kahon na bakal" })],
  ["members.hand-over", i => ({ from: i["treasurer"], to: i["secretary"], witness: i["chair"], things: [i["box"]] })],
  ["members.give-up-thing", i => ({ thing: i["tool"], reason: "Nabasag" })],
  [
    "members.set-level",
    () => ({ level: "region", name: "Samahan" }),
    { by: "minutes", short: "members.level-while-joined" },
  ],
  [
    "network.grant",
    () => ({ federation: federation.organisation, what: "members" }),
    { by: "minutes" },
  ],
  ["network.revoke", () => ({ federation: federation.organisation, what: "members" })],
  [
    "network.confirm-visit",
    i => ({ federation: federation.organisation, visit: i["visited"], revision: 1 }),
    { short: "network.confirmed-already" },
  ],
  [
    "network.give-charge",
    i => ({ chapters: [sisters["released"]!.organisation], member: i["chair"] }),
    { by: "minutes" },
  ],
  [
    "network.set-checklist",
    i => ({ standard: ["order"], own: [{ item: i["asking"], question: "Ligtas ba ang mga bata?" }] }),
    { names: ["own"], by: "minutes" },
  ],
  ["network.set-checklist", () => ({ standard: ["order"], own: [] }), { by: "minutes" }],
  [
    "network.plan-visit",
    () => ({ chapter: sisters["released"]!.organisation, planned: day(today) }),
    { by: "leader" },
  ],
  [
    "network.record-visit",
    i => ({
      visit: i["fresh"],
      chapter: sisters["released"]!.organisation,
      answers: [{ item: "order", answer: "yes" }],
      sample: [],
      actions: [],
      done: [i["promised"]],
    }),
    { names: ["visit"], by: "leader" },
  ],
  [
    "members.leave-federation",
    () => ({ federation: federation.organisation, until: day(joinedOn) }),
    { by: "minutes" },
  ],
  [
    "members.ask-to-join",
    i => ({ affiliation: i["fresh"], federation: federation.organisation, name: "Samahan" }),
    { names: ["affiliation"], by: "minutes" },
  ],
  [
    "members.admit-chapter",
    i => ({ chapter: sisters["admitted"]!.organisation, affiliation: i["admitted"], from: day(today) }),
    { by: "minutes" },
  ],
  [
    "members.decline-chapter",
    i => ({ chapter: sisters["declined"]!.organisation, affiliation: i["declined"] }),
    { by: "minutes" },
  ],
  [
    "members.release-chapter",
    i => ({ chapter: sisters["released"]!.organisation, affiliation: i["released"], until: day(today) }),
    { by: "minutes" },
  ],
  [
    "members.add-places",
    i => ({ inside: i["place"], places: [{ village: "Poblacion" }] }),
    { names: ["inside"], by: "minutes" },
  ],
  ["members.set-place", i => ({ place: i["place"] }), { names: ["place"], by: "minutes" }],
  // The tree is everybody's, and a group renames nothing where another is.
  ["members.rename-place", i => ({ place: i["place"], name: "San Isidro" }), { by: "minutes" }],
  ["members.erase-person", i => ({ member: i["gone"], ground: "request" }), { by: "minutes" }],
  ["assembly.change-rule", i => ({ from: day("2027-01-04"), decision: i["ruled"] })],
  ["assembly.open-fund", i => ({ name: "Bigas", decision: i["opened"] })],
  ["assembly.issue-statement", i => ({ decision: i["said-again"] })],
  ["assembly.take-back-statement", i => ({ statement: i["stated"] })],
  [
    "savings.close-year",
    () => ({ fund: "tinda", year_end: day("2027-03-31") }),
    { short: "savings.year-still-open" },
  ],
  ["savings.allocate-surplus", i => ({ decision: i["adopting"] })],
  // It lost nothing, and they decided about no loss.
  ["savings.cover-loss", i => ({ decision: i["adopting"], reserve: "tinda" }), { short: "assembly.no-decision" }],
  ["savings.record-deposit", i => ({ member: i["other"], product: "savings", amount: 100n })],
  ["savings.record-withdrawal", i => ({ member: i["other"], product: "savings", amount: 100n })],
  ["savings.move-to-shares", i => ({ member: i["other"], product: "savings", amount: 100n, capital: "cbu" })],
  [
    "savings.record-term",
    i => ({ deposit: i["fresh"], member: i["other"], product: "berjangka", amount: 100n }),
    { names: ["deposit"] },
  ],
  [
    "savings.record-partial-withdrawal",
    i => ({ deposit: i["running-term"], member: i["other"], part: 100n, amount: 100n }),
  ],
  [
    "savings.record-term-end",
    i => ({ deposit: i["running-term"], member: i["other"], way: "paid-out", amount: 902n }),
  ],
  [
    "savings.set-goal",
    i => ({ goal: i["fresh"], product: "savings", amount: 100n, by: day("2027-01-01") }),
    { names: ["goal"] },
  ],
  ["savings.end-goal", i => ({ goal: i["wished"] })],
  ["savings.post-term-interest", () => ({ through: day(today) })],
  ["savings.post-interest", () => ({ product: "savings", period_end: day("2026-04-30") })],
  ["savings.take-back-interest", () => ({ product: "savings", period_end: day("2026-04-30"), reason: "Mali" })],
  [
    "loans.note-care-visit",
    i => ({
      ...{ visit: i["caring"], loan: i["running"], member: i["borrower"], visited_on: day(today) },
      ...{ visitor: i["treasurer"], companion: i["secretary"], found: "moved", agreed: "nothing-yet" },
    }),
    { names: ["visit"] },
  ],
  ["loans.choose-reminder", i => ({ member: i["borrower"], way: "off" })],
  ["loans.take-back-care-visit", i => ({ visit: i["cared"], reason: "Mali" })],
  ["loans.record-repayment", i => ({ loan: i["running"], member: i["borrower"], amount: 500n })],
  ["aid.enrol", i => ({ member: i["leaver"], fund, beneficiaries: family })],
  ["aid.name-beneficiaries", i => ({ member: i["other"], fund, beneficiaries: family })],
  ["aid.record-contribution", i => ({ member: i["secretary"], fund, amount: 1_000n, claim: i["checked"] })],
  ["aid.warn", i => ({ member: i["other"], fund })],
  [
    "aid.claim",
    i => ({
      claim: i["fresh"],
      fund,
      member: i["other"],
      event: "death",
      who: "spouse",
      happened_on: day("2026-05-30"),
    }),
    { names: ["claim"] },
  ],
  ["aid.verify", i => ({ claim: i["reported"], first: i["treasurer"], second: i["secretary"] })],
  ["aid.pay-benefit", i => ({ claim: i["reported"], amount: 2_000n })],
  ["aid.tell-use", i => ({ claim: i["reported"], text: "Kabaong" })],
  ["aid.tell-use", i => ({ decision: i["granted"], text: "Yero" })],
  [
    "aid.call-for-help",
    i => ({ ...flooded, call: i["fresh"], member: i["other"], officer: i["secretary"] }),
    { names: ["call"] },
  ],
  [
    "aid.offer-help",
    i => ({ offer: i["fresh"], call: i["called"], member: i["borrower"], kind: "time" }),
    { names: ["offer"] },
  ],
  ["aid.withdraw-offer", i => ({ offer: i["offered-food"] })],
  ["aid.close-call", i => ({ call: i["helped"] })],
  ["aid.take-back-call", i => ({ call: i["called"] })],
  ["aid.grant", i => ({ member: i["borrower"], fund, amount: 100n, decision: i["grantable"] })],
  [
    "aid.open-drive",
    i => ({ drive: i["fresh"], fund, target: 3, ends_on: day("2026-12-31") }),
    { names: ["drive"], short: "aid.drive-runs" },
  ],
  ["aid.count-offers", i => ({ drive: i["drive"], offered: 4, declined: 1 })],
  // This fund helps for whoever is related to her.
  [
    "aid.name-dependants",
    i => ({ member: i["leaver"], fund, named: [{ name: "Ligaya", kinship: "child" }], removed: [] }),
    { short: "aid.no-dependants-asked" },
  ],
  ["aid.tell-birth-year", i => ({ member: i["leaver"], fund, birth_year: 1971 })],
  ["aid.leave", i => ({ member: i["leaver"], fund })],
  ["purchasing.plan", i => ({ ...offer, purchase: i["fresh"] }), { names: ["purchase"] }],
  [
    "purchasing.commit",
    i => ({ purchase: i["offered"], member: i["borrower"], quantities: [{ item: 1, quantity: 2n }] }),
  ],
  ["purchasing.cancel", i => ({ purchase: i["offered"], reason: "Sarado" })],
  ["purchasing.pay-in", i => ({ purchase: i["stocked"], member: i["other"], amount: 1_000n })],
  ["purchasing.pay-supplier", i => ({ purchase: i["stocked"], amount: 1_000n })],
  ["purchasing.hand-out", i => ({ purchase: i["stocked"], member: i["other"] })],
  ["purchasing.close", i => ({ purchase: i["stocked"] })],
  [
    "purchasing.receive",
    i => ({ purchase: i["bought"], items: [{ item: 1, quantity: 1n, amount: 900n }], costs: 0n }),
  ],
  ["purchasing.take-back-receipt", i => ({ purchase: i["bought"], reason: "Mali" })],
  [
    "purchasing.refund",
    i => ({ purchase: i["bought"], member: i["other"], amount: 100n }),
    { short: "purchasing.refunds-more-than-over" },
  ],
  ["actions.plan", i => ({ ...roof, action: i["fresh"] }), { names: ["action"] }],
  [
    "actions.commit",
    i => ({ action: i["proposed"], member: i["borrower"], quantities: [{ intent: 1, quantity: 50n }] }),
  ],
  ["actions.cancel", i => ({ action: i["proposed"], reason: "Umuulan" })],
  [
    "actions.contribute",
    i => ({ action: i["working"], member: i["other"], quantities: [{ intent: 1, quantity: 50n }] }),
  ],
  ["actions.pay-in", i => ({ action: i["working"], member: i["other"], amount: 1_000n })],
  [
    "actions.pay-cost",
    i => ({ action: i["working"], cost: i["fresh"], amount: 500n, paid_to: "Mang Jun", purpose: "Pako" }),
    { names: ["cost"] },
  ],
  ["actions.refund", i => ({ action: i["working"], member: i["other"] })],
  ["actions.close", i => ({ action: i["working"] })],
  ["actions.reopen", i => ({ action: i["working"], reason: "Kulang pa" })],
  [
    "meetings.record-expense",
    i => ({ money: i["money"], fund: "loan", amount: 100n, purpose: "Bolpen" }),
    { names: ["money"] },
  ],
  [
    "meetings.record-income",
    i => ({ money: i["fresh"], fund: "loan", amount: 100n, purpose: "Regalo" }),
    { names: ["money"] },
  ],
  ["meetings.record-bank", () => ({ fund: "loan", amount: 100n })],
  ["records.answer-entry", i => ({ entry: i["noted"], done: "Nabili na", done_by: i["other"] })],
  [
    "records.write-entry",
    i => ({
      entry: i["fresh"],
      book: "suggestions",
      happened_on: day(today),
      what: "Dalawang timbangan",
      given_by: i["other"],
      corrects: i["noted"],
    }),
    { names: ["entry"] },
  ],
  [
    "records.add-partner",
    i => ({ partner: i["fresh"], kind: "government", name: "Munisipyo" }),
    { names: ["partner"] },
  ],
  ["records.describe-partner", i => ({ partner: i["partner"], contact: "G. Ramos" })],
  [
    "records.make-agreement",
    i => ({
      agreement: i["fresh"],
      partner: i["partner"],
      from: day("2026-06-02"),
      purpose: "Pagsasanay",
      renews: i["agreed-on"],
    }),
    { names: ["agreement"] },
  ],
  ["records.end-agreement", i => ({ agreement: i["fresh"], last_day: day("2026-06-30"), reason: "Tapos na" })],
  [
    "records.record-training",
    i => ({ training: i["fresh"], title: "Pagtatala", held_on: day(today), hours: 2, members: [i["other"]] }),
    { names: ["training"] },
  ],
  ["records.take-back-training", i => ({ training: i["taught"], reason: "Mali" })],
  [
    "records.enrol-in-scheme",
    i => ({ enrolment: i["fresh"], member: i["treasurer"], scheme: "SSS", since: day(today) }),
    { names: ["enrolment"] },
  ],
  ["records.change-scheme", i => ({ enrolment: i["in-scheme"], last_day: day("2026-06-30") })],
  ["records.take-back-scheme", i => ({ enrolment: i["in-scheme"] })],
  ["records.write-lesson", i => ({ loan: i["lost"], cause: "illness" })],
  ["meetings.turn-key", i => ({ meeting: i["meeting"], purpose: "seal", sheet: "0".repeat(64) }), { by: "key" }],
  ["meetings.write", i => ({ meeting: i["meeting"], lines: [] })],
  [
    "meetings.seal",
    i => ({ meeting: i["meeting"], sheet: sheetHash([line("meetings.recall", { fund: "loan", amount: 1n })]) }),
    { short: "meetings.more-keys-needed" },
  ],
  ["meetings.abandon", i => ({ meeting: i["meeting"] })],
  ["meetings.open", i => ({ meeting: i["fresh"] }), { names: ["meeting"] }],
  ["members.leave", i => ({ member: i["newcomer"], status: "moved" })],
  ["dissolution.begin", i => ({ decision: i["ending"] })],
  ["dissolution.call-off", i => ({ decision: i["going-on"] })],
  // It goes on after all, so nothing is divided or closed.
  ["dissolution.distribute", () => ({ fund: "loan" }), { short: "dissolution.not-wound-up" }],
  ["dissolution.close", () => ({}), { short: "dissolution.not-wound-up" }],
];

/** Entries that have ids in them, as they would stand on the sheet of the open meeting. */
const entries: readonly (readonly [name: string, body: (ids: Ids) => Body, of?: { names?: readonly string[] }])[] = [
  [
    "assembly.decision",
    i => ({ decision: i["fresh"], question: "other", about: "other", votes_for: 5, votes_against: 0, abstaining: 0 }),
    { names: ["decision"] },
  ],
  ["savings.buy-shares", i => ({ member: i["other"], fund: "loan", shares: 1, amount: 1_000n })],
  ["savings.deposit", i => ({ member: i["other"], product: "savings", amount: 100n })],
  ["savings.withdrawal", i => ({ member: i["other"], product: "savings", amount: 100n })],
  [
    "savings.open-term",
    i => ({ deposit: i["fresh"], member: i["other"], product: "berjangka", amount: 100n }),
    { names: ["deposit"] },
  ],
  ["savings.subscribe", i => ({ member: i["other"], product: "modal", shares: 2, amount: 2_000n })],
  ["savings.close-term", i => ({ deposit: i["running-term"], member: i["other"], way: "paid-out", amount: 1_003n })],
  ["savings.partial-withdrawal", i => ({ deposit: i["running-term"], member: i["other"], part: 100n, amount: 100n })],
  ["savings.to-shares", i => ({ member: i["other"], product: "savings", amount: 100n, capital: "cbu" })],
  [
    "loans.request",
    i => ({ loan: i["fresh"], member: i["other"], product: "ordinary", amount: 1_000n, guarantors: [i["chair"]] }),
    { names: ["loan"] },
  ],
  [
    "loans.request",
    i => ({
      ...{ loan: i["fresh"], member: i["borrower"], product: "ordinary", amount: 10_000n },
      ...{ guarantors: [i["chair"]], renews: i["running"] },
    }),
    { names: ["loan"] },
  ],
  ["loans.guarantor", i => ({ loan: i["running"], member: i["borrower"], guarantor: i["chair"] })],
  [
    "loans.pledge",
    i => ({ loan: i["running"], member: i["borrower"], pledger: i["borrower"], account: pledged, amount: 500n }),
  ],
  [
    "loans.use-pledge",
    i => ({ loan: i["running"], member: i["borrower"], pledger: i["borrower"], decision: i["pledging"] }),
  ],
  ["loans.withdrawal", i => ({ loan: i["unwanted"], member: i["borrower"] })],
  ["loans.repayment", i => ({ loan: i["running"], member: i["borrower"], amount: 500n })],
  [
    "loans.waiver",
    i => ({ waiver: i["fresh"], loan: i["running"], member: i["borrower"], amount: 100n, reason: "Baha" }),
    { names: ["waiver"] },
  ],
  ["loans.reschedule", i => ({ loan: i["running"], member: i["borrower"], decision: i["anew"] })],
  [
    "assembly.exception",
    i => ({ exception: i["above"], member: i["other"], decision: i["excepted"], approver: i["treasurer"] }),
  ],
  ["assembly.turn-down-exception", i => ({ exception: i["beyond"], member: i["other"], decision: i["said-no"] })],
  [
    "savings.ask-exception",
    i => ({ exception: i["fresh"], member: i["other"], product: "itago", amount: 500n, reason: "May sakit" }),
    { names: ["exception"] },
  ],
  [
    "savings.ask-shares-exception",
    i => ({ exception: i["fresh"], member: i["borrower"], fund: "loan", shares: 9, amount: 9_000n, reason: "May ani" }),
    { names: ["exception"] },
  ],
  ["savings.buy-allowed-shares", i => ({ member: i["other"], fund: "loan", shares: 6, amount: 6_000n })],
  ["loans.holiday", i => ({ decision: i["rested"] })],
  ["loans.write-off", i => ({ loan: i["running"], member: i["borrower"], decision: i["written"] })],
  ["aid.enrol", i => ({ member: i["leaver"], fund, beneficiaries: family })],
  ["aid.beneficiaries", i => ({ member: i["other"], fund, beneficiaries: family })],
  ["aid.birth-year", i => ({ member: i["other"], fund, birth_year: 1971 })],
  ["aid.contribution", i => ({ member: i["secretary"], fund, amount: 1_000n, claim: i["checked"] })],
  [
    "aid.claim",
    i => ({
      claim: i["fresh"],
      fund,
      member: i["other"],
      event: "death",
      who: "spouse",
      happened_on: day("2026-05-30"),
    }),
    { names: ["claim"] },
  ],
  ["aid.verify", i => ({ claim: i["reported"], first: i["treasurer"], second: i["secretary"] })],
  ["aid.pay-benefit", i => ({ claim: i["checked"], amount: 500n })],
  ["aid.grant", i => ({ member: i["borrower"], fund, amount: 100n, decision: i["grantable"] })],
  ["aid.warn", i => ({ member: i["other"], fund })],
  ["aid.leave", i => ({ member: i["other"], fund })],
  [
    "pots.begin",
    i => ({
      pot: "pot-3",
      decision: i["potting"],
      name: "Paluwagan",
      unit: "PHP",
      amount: 1_000n,
      every: "meeting",
      turn: "told",
      is_whole: false,
      seats: [i["secretary"], i["chair"]],
    }),
  ],
  ["pots.bring", i => ({ member: i["secretary"], pot: "pot-2", amount: 1_000n })],
  ["pots.substitute", i => ({ pot: "pot-2", seat: 2, member: i["other"], amount: 1_000n })],
  ["pots.end", i => ({ pot: "pot-4", decision: i["giving-up"] })],
  ["purchasing.agree", i => ({ purchase: i["offered"], decision: i["buying"] })],
  ["purchasing.pay-in", i => ({ purchase: i["stocked"], member: i["other"], amount: 1_000n })],
  ["purchasing.pay-supplier", i => ({ purchase: i["stocked"], amount: 1_000n })],
  [
    "purchasing.receive",
    i => ({ purchase: i["bought"], items: [{ item: 1, quantity: 1n, amount: 900n }], costs: 0n }),
  ],
  ["purchasing.take-back-receipt", i => ({ purchase: i["stocked"], reason: "Mali" })],
  ["purchasing.hand-out", i => ({ purchase: i["stocked"], member: i["other"] })],
  ["actions.agree", i => ({ action: i["proposed"], decision: i["doing"] })],
  [
    "actions.commit",
    i => ({ action: i["proposed"], member: i["other"], quantities: [{ intent: 1, quantity: 50n }] }),
  ],
  [
    "actions.contribute",
    i => ({ action: i["working"], member: i["other"], quantities: [{ intent: 1, quantity: 50n }] }),
  ],
  ["actions.pay-in", i => ({ action: i["working"], member: i["other"], amount: 1_000n })],
  [
    "actions.pay-cost",
    i => ({ action: i["working"], cost: i["fresh"], amount: 500n, paid_to: "Mang Jun", purpose: "Pako" }),
    { names: ["cost"] },
  ],
  ["actions.refund", i => ({ action: i["working"], member: i["other"] })],
  ["actions.close", i => ({ action: i["working"] })],
  ["meetings.roll", i => ({ member: i["other"], mark: "present" })],
  ["meetings.fine", i => ({ member: i["other"], reason: "late", fund: "loan", amount: 500n })],
  ["meetings.expense", i => ({ money: i["fresh"], fund: "loan", amount: 100n, purpose: "Kape" }), { names: ["money"] }],
  [
    "meetings.income",
    i => ({ money: i["fresh"], fund: "loan", amount: 100n, purpose: "Regalo" }),
    { names: ["money"] },
  ],
  ["meetings.leaving", i => ({ member: i["leaver"], status: "left" })],
  [
    "meetings.difference",
    i => ({
      difference: i["fresh"],
      fund: "loan",
      amount: -100n,
      reason: "Kulang",
      first: i["treasurer"],
      second: i["chair"],
    }),
    { names: ["difference"] },
  ],
];

/** Entries that need more of a story than this one has; their ids are looked up as those above are. */
const elsewhere = [
  "loans.approval",
  "loans.turn-down",
  "loans.pay-out",
  "loans.pay-out-part",
  "loans.give-up-rest",
  "loans.circle",
  "loans.recovery",
  "aid.dependants",
  "aid.lapse",
  "meetings.transfer",
  "meetings.share-out",
  "meetings.pay-out",
  "purchasing.refund",
  "purchasing.write-off",
  "purchasing.close",
  "actions.reopen",
];

const hasIds = (fields: Fields): boolean =>
  Object.values(fields).some(field => ["uuid", "member"].includes(field.is === "list" ? field.of.is : field.is));

/** The body with one id of ours in it, or all of them, turned into the other chapter's. */
function swapped(
  body: Body,
  names: readonly string[],
): readonly { readonly what: string; readonly body: Body; readonly isNew: boolean }[] {
  const swap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(swap);
    const name = Object.keys(ours.ids).find(key => ours.ids[key] === value);
    return name === undefined ? value : theirs.ids[name];
  };
  const fields = Object.keys(body).filter(
    field => JSON.stringify(swap(body[field]), plain) !== JSON.stringify(body[field], plain),
  );
  return [
    ...fields.map(field => ({
      what: field,
      body: { ...body, [field]: swap(body[field]) },
      isNew: names.includes(field),
    })),
    ...(fields.length > 1
      ? [
          {
            what: "all",
            body: Object.fromEntries(Object.entries(body).map(([key, value]) => [key, swap(value)])),
            isNew: fields.every(field => names.includes(field)),
          },
        ]
      : []),
  ];
}

const plain = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
const speakers = ({ ids }: Chapter, by: Speaker = "two") =>
  by === "key"
    ? { by: ids["key"] as MemberId }
    : by === "leader"
      ? { by: ids["chair"] as MemberId }
    : by === "minutes"
      ? { by: ids["secretary"] as MemberId, with: [ids["chair"] as MemberId] }
      : { by: ids["treasurer"] as MemberId, with: [ids["secretary"] as MemberId, ids["chair"] as MemberId] };

describe("two chapters cannot reach each other by SQL, as the server's role", () => {
  const asServer = async <T>(seen: OrganisationId | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      if (seen) await client.query("select set_config('lumbung.organisations', $1, true)", [`{${seen}}`]);
      return await work(client);
    } finally {
      await client.query("rollback");
      client.release();
    }
  };

  it("both have something in every table, or this would prove nothing", async () => {
    for (const name of await organisationTables(pool))
      for (const organisation of pairFor(name)) {
        const { rows } = await superuser.query(`select 1 from ${name} where organisation_id = $1 limit 1`, [organisation]);
        expect(rows.length, name).toBe(1);
      }
  });

  it("nothing is seen before it is said whose books are to be seen", async () => {
    for (const name of await organisationTables(pool))
      expect((await asServer(null, client => client.query(`select * from ${name}`))).rows, name).toEqual([]);
    for (const name of ["members.person", "members.device", "members.attempt"])
      expect(
        (await asServer(ours.ids.organisation, client => client.query(`select * from ${name}`))).rows,
        name,
      ).toEqual([]);
  });

  it("with ours to be seen, only ours is seen, and what a third showed us when it asked to belong to us", async () => {
    const asked = Object.values(sisters).map(sister => sister.organisation as string);
    const shown = ["members.affiliation", "members.text", "members.text_key"];
    // What the federation answered us, and the visits it made to us.
    const answered = ["members.admission", "network.visit"];
    for (const name of await organisationTables(pool)) {
      const [here] = pairFor(name) as [OrganisationId];
      const { rows } = await asServer(here, client =>
        client.query<{ organisation_id: string }>(`select distinct organisation_id from ${name}`),
      );
      const wanted: string[] = [
        here,
        ...(shown.includes(name) ? asked : []),
        ...(answered.includes(name) ? [federation.organisation] : []),
      ];
      expect(rows.map(row => row.organisation_id).sort(), name).toEqual(wanted.sort());
    }
  });

  it("theirs is not written, changed or removed", async () => {
    const before = await fingerprint(pool, theirs.ids.organisation);
    for (const name of await organisationTables(pool)) {
      const [here, there] = pairFor(name) as [OrganisationId, OrganisationId];
      const { rows } = await superuser.query<{ row: object }>(
        `select to_jsonb(t) as row from ${name} t where organisation_id = $1 limit 1`,
        [there],
      );
      const codeOf = (statement: string, of: unknown[]): Promise<string> =>
        asServer(here, client =>
          client.query(statement, of).then(
            result => `rows ${result.rowCount}`,
            error => (error as pg.DatabaseError).code!,
          ),
        );
      // 42501: no right to, by the row policy or for want of a grant.
      const insert = `insert into ${name} select * from jsonb_populate_record(null::${name}, $1)`;
      expect(await codeOf(insert, [rows[0]!.row]), insert).toBe("42501");
      for (const statement of [
        `update ${name} set organisation_id = organisation_id where organisation_id = $1`,
        `delete from ${name} where organisation_id = $1`,
      ])
        expect(["42501", "rows 0", "23001"], statement).toContain(await codeOf(statement, [there]));
    }
    expect(await fingerprint(pool, theirs.ids.organisation)).toBe(before);
  });
});

describe("two chapters cannot reach each other by any command", () => {
  it("every command and every entry with an id in it is tried here", () => {
    const named = new Set(commands.map(([name]) => name));
    expect(
      // Whoever runs the server is of neither chapter (app/server/operator.test.ts), nor is the program (told-tries.test.ts).
      [...house.commands.values()]
        .filter(({ name, sayableBy }) => !named.has(name) && !sayableBy.some(role => role === "operator" || role === "program"))
        .map(({ name }) => name)
        .filter(name => name !== "assembly.found-organisation"),
      "add these to the list",
    ).toEqual([]);
    const written = new Set([...entries.map(([name]) => name), ...elsewhere]);
    expect(
      [...entryRules.values()].filter(rule => hasIds(rule.fields) && !written.has(rule.name)).map(rule => rule.name),
      "add these to the list",
    ).toEqual([]);
  });

  it("nobody of the other chapter says a word in ours, whatever the word and whoever she is", async () => {
    const before = [await fingerprint(pool, ours.ids.organisation), await fingerprint(pool, theirs.ids.organisation)];
    for (const [name, body, of] of commands) {
      const said = await theirs.group.say(name, body(theirs.ids), speakersOf(ours, of?.by));
      expect(said, name).toMatchObject({ refused: "members.not-allowed" });
    }
    expect([await fingerprint(pool, ours.ids.organisation), await fingerprint(pool, theirs.ids.organisation)]).toEqual(
      before,
    );
  });

  it("an entry with an id of theirs is not written on our sheet; with ours alone it is", async () => {
    const { group, ids } = ours;
    const write = (entry: string, body: Body, removed = false) =>
      group.say(
        "meetings.write",
        {
          meeting: ids["meeting"],
          lines: [
            {
              line: "tried",
              entry,
              body: encodeBody(entryRules.get(entry)!.fields, body),
              ...(removed ? { removed } : {}),
            },
          ],
        },
        { by: group.treasurer },
      );
    for (const [entry, body, of] of entries) {
      for (const one of swapped(body(ids), of?.names ?? [])) {
        const said = await write(entry, one.body);
        expect(said.status, `${entry} with their ${one.what}: ${JSON.stringify(said, plain)}`).toBe(
          one.isNew ? "accepted" : "refused",
        );
        if (one.isNew) await accepted(write(entry, one.body, true));
      }
      const said = await write(entry, body(ids));
      expect(said.status, `${entry} with ours: ${JSON.stringify(said, plain)}`).toBe("accepted");
      await accepted(write(entry, body(ids), true));
    }
  });

  it("a command with an id of theirs is refused and leaves no trace; with ours alone it is accepted", async () => {
    const theirBooks = await fingerprint(pool, theirs.ids.organisation);
    const { group, ids } = ours;
    for (const [name, body, of] of commands) {
      for (const one of swapped(body(ids), of?.names ?? [])) {
        if (one.isNew) continue;
        const before = await fingerprint(pool, ids.organisation);
        const said = await group.say(name, one.body, speakers(ours, of?.by));
        expect(said.status, `${name} with their ${one.what}: ${JSON.stringify(said, plain)}`).toBe("refused");
        expect(JSON.stringify(said, plain)).not.toContain(theirs.ids.organisation);
        expect(await fingerprint(pool, ids.organisation), name).toBe(before);
      }
      const said = await group.say(name, body(ids), speakers(ours, of?.by));
      const wanted = of?.short === undefined ? { status: "accepted" } : { refused: of.short };
      expect(said, `${name} with ours`).toMatchObject(wanted);
    }
    expect(await fingerprint(pool, theirs.ids.organisation)).toBe(theirBooks);
    expect((await tableRows(theirs.group, loanTable)).every(loan => loan.interest_paid === 0n)).toBe(true);
    expect((await tableRows(theirs.group, claimTable, { claim_id: theirs.ids["reported"] as Uuid }))[0]).toMatchObject({
      status: "reported",
    });
  });

  it("an id of theirs that names something new here is a name of ours and nothing of theirs", async () => {
    const before = await fingerprint(pool, theirs.ids.organisation);
    const { group } = ours;
    const { meeting, box, borrower, person } = theirs.ids;
    await accepted(
      group.say(
        "members.join",
        { member: borrower, person, number: 77, name: "Amihan" },
        { by: ours.ids["secretary"] as MemberId },
      ),
    );
    await accepted(group.say("members.hold-thing", { thing: box, kind: "box", name: "Baul" }, speakers(ours)));
    await accepted(group.say("meetings.abandon", { meeting: ours.ids["fresh"] }, speakers(ours)));
    await accepted(group.say("meetings.open", { meeting }, speakers(ours)));
    expect(await fingerprint(pool, theirs.ids.organisation)).toBe(before);
  });

  it("both are rebuilt by their own logs alone, row for row", async () => {
    for (const { ids } of [ours, theirs]) expect(await faultsOf(pool, house, ids.organisation)).toEqual([]);
  });
});

/** She is a member of the federation too, and shows it to the chapter. */
async function inBoth(group: Group, member: MemberId, there: MemberId, edges: SignInEdge): Promise<void> {
  const who = async (of: Group, her: MemberId) => {
    const [{ person_id: person }] = (await tableRows(of, membershipTable, { member_id: her })) as [MembershipRow];
    return { organisation: of.organisation, member: her, person, isPlain: false };
  };
  const shown = await showCode(pool, await who(federation, there), edges);
  if ("refused" in shown) throw new Error(shown.refused);
  const refusal = await typeCode(
    pool,
    {
      who: await who(group, member),
      code: shown.code,
      address: "192.0.2.9",
      async record(person) {
        await accepted(group.say("members.recognise", { member, person }, { by: member }));
        return null;
      },
    },
    edges,
  );
  expect(refusal).toBeNull();
}

const placeOfAnswer = ({ answer }: { readonly answer?: unknown }): Uuid => (answer as { readonly place: Uuid }).place;
const speakersOf = (of: Chapter, by?: Speaker) => speakers(of, by);
