/**
 * Every page of every room, as it is seen by a stranger, by an ordinary member and by the treasurer: in both languages,
 * by day and by night, the small phone and the desk by turns. The pages come from the rooms' own lists, so a new one is
 * looked at from the day it is there.
 */
import type { BrowserContext, Browser, Page as Tab } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grantAbout } from "#aid";
import { addDays, type MemberId, type Page, type Uuid } from "#base";
import { sql } from "#db";
import { pageModules } from "../../app/web/page-modules.ts";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, line, meet, rowsWhere } from "../village/group.ts";
import { faultsOf, faultsOfText, type Light, open, phone, readAlong, wide } from "./looked-at.ts";
import {
  type PracticeGroup,
  privateAmounts,
  privateLines,
  type Served,
  servePractice,
  today,
  visitor,
} from "./serve.ts";

const routes: readonly Page[] = (
  await Promise.all(Object.values(pageModules).map(async load => (await load()).pages))
).flat();

const locales = ["id", "en"] as const;
type Locale = (typeof locales)[number];
/** By day on one size and by night on the other; which of them changes from page to page and from language to language. */
function dayAndNight(page: Page, locale: Locale): readonly Light[] {
  const isOnPhone = (routes.indexOf(page) + locales.indexOf(locale)) % 2 === 0;
  return [
    { size: isOnPhone ? phone : wide, scheme: "light" },
    { size: isOnPhone ? wide : phone, scheme: "dark" },
  ];
}
/** The same screens with other words in them; her own path through them is looked at in `practice.test.ts`. */
const onlyTextAndSize: readonly Light[] = [];

/** Numbers of the three who look: she keeps the books, she the minutes, she only saves. */
const [treasurer, secretary, ordinary] = [1, 2, 14];

/** What a page's address is filled with: something of hers where it is somebody's. */
interface Things {
  readonly member: MemberId;
  readonly loan: Uuid;
  readonly meeting: Uuid;
  readonly fund: string;
  readonly burial: string;
  readonly rule: string;
  readonly claim: Uuid;
  readonly decision: Uuid;
  readonly call: Uuid;
  readonly seq: string;
  /** The one that shows most of others to officers, and must not to her. */
  readonly report: string;
  readonly consent: Uuid;
  readonly purchase: Uuid;
  readonly action: Uuid;
  /** Of the whole group, for every member to read. */
  readonly statement: Uuid;
  /** One that members read until they decide otherwise. */
  readonly plain: string;
}

describe.skipIf(browserOrSkip() === "skip")("every page of every room", { timeout: 900_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  /** Of number 14 in the group that has such a thing, and of somebody else there. */
  let hers: Things;
  let others: Things;
  /** By number: a statement is for her eyes alone, whatever her office. */
  const consents = new Map<number, Uuid>();

  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({
      database: database.server,
      meetings: 10,
      atLast: group => privateLines(group, ordinary),
    });
    const { melati, santaBarbara } = served;
    const claims = [ordinary, 9].map(() => served.edge.newId());
    const grants = [await grantHelp(santaBarbara, ordinary), await grantHelp(santaBarbara, 9)];
    const calls = [await callForHelp(santaBarbara, ordinary), await callForHelp(santaBarbara, 9)];
    for (const [place, claim] of claims.entries()) await reportDeath(santaBarbara, claim, [ordinary, 9][place]!);
    const [meeting] = await rowsWhere<{ meeting_id: Uuid }>(
      melati.group,
      sql`select meeting_id from meetings.meeting where organisation_id = ${melati.organisation} and status = 'sealed' order by number desc limit 1`,
    );
    const purchase = await buyTogether(melati);
    const action = await workTogether(melati);
    const statement = await stateTheGroup(melati);
    for (const number of [treasurer, secretary, ordinary, 9])
      consents.set(number, await agreeToAStatement(melati, number));
    const thingsOf = async (member: MemberId, place: 0 | 1): Promise<Things> => {
      const [loan] = await rowsWhere<{ loan_id: Uuid }>(
        melati.group,
        sql`select loan_id from loans.loan where organisation_id = ${melati.organisation} and member_id = ${member} and status = 'running'`,
      );
      const [leaf] = await rowsWhere<{ seq: bigint }>(
        melati.group,
        sql`select seq from ledger.leaf where organisation_id = ${melati.organisation} and member_id = ${member} order by seq desc limit 1`,
      );
      return {
        member,
        loan: loan!.loan_id,
        meeting: meeting!.meeting_id,
        fund: "loan",
        burial: "damayan",
        rule: "savings.shares~loan",
        claim: claims[place]!,
        decision: grants[place]!,
        call: calls[place]!,
        seq: String(leaf!.seq),
        report: "dcb",
        purchase,
        action,
        statement,
        plain: "suggestions",
        consent: consents.get(member === melati.members[ordinary - 1] ? ordinary : 9)!,
      };
    };
    const [secretive] = await rowsWhere<{ member_id: MemberId }>(
      melati.group,
      sql`select member_id from loans.loan where organisation_id = ${melati.organisation} and principal = ${privateAmounts.loans[0]}`,
    );
    hers = await thingsOf(melati.members[ordinary - 1]!, 0);
    others = await thingsOf(secretive!.member_id, 1);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  /** "/loans/:loan" with her loan in it. A new kind of thing must be named here once. */
  function addressOf(page: Page, things: Things): string {
    return page.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = (things as unknown as Readonly<Record<string, string>>)[name];
      if (value === undefined)
        throw new Error(`${page.path} asks for "${name}": say in this test what that is in the practice village`);
      return value;
    });
  }

  /** Damayan is Sta. Barbara's; all else is looked at in Melati. */
  const groupOf = (page: Page): PracticeGroup => (page.path.startsWith("/aid") ? served.santaBarbara : served.melati);

  interface Looking {
    tabOf(page: Page): Promise<Tab>;
    /** Opens the page and says what is wrong with it, its address before each fault. */
    look(page: Page, wanted: number, lights: readonly Light[]): Promise<readonly string[]>;
    close(): Promise<void>;
  }

  function looking(locale: Locale, number: number | null): Looking {
    const contexts = new Map<
      PracticeGroup | null,
      Promise<{ context: BrowserContext; tab: Tab; faults: () => string[] }>
    >();
    const at = (page: Page) => {
      const group = number === null ? null : groupOf(page);
      const make = async () => {
        const context = await visitor(browser, served, {
          language: locale,
          as: group === null || number === null ? undefined : { group, number },
        });
        const tab = await context.newPage();
        return { context, tab, faults: (await readAlong(tab)).faults };
      };
      const made = contexts.get(group) ?? make();
      contexts.set(group, made);
      return made;
    };
    return {
      tabOf: async page => (await at(page)).tab,
      async look(page, wanted, lights) {
        const address = addressOf(page, { ...hers, consent: consents.get(number ?? ordinary)! });
        const { tab, faults } = await at(page);
        try {
          const status = await open(tab, address);
          const found = [
            ...(status === wanted ? [] : [`it came with ${status}, not ${wanted}`]),
            ...(await faultsOf(tab, locale, lights)),
          ];
          return [...found, ...faults().filter(said => wanted === 200 || !said.includes(`status of ${wanted}`))].map(
            fault => `${address}: ${fault}`,
          );
        } catch (error) {
          return [`${address}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`, ...faults()];
        }
      },
      async close() {
        for (const made of contexts.values()) await (await made).context.close();
      },
    };
  }

  const in_: Readonly<Record<Locale, string>> = { id: "in Indonesian", en: "in English" };

  describe.each(locales)("(%s)", locale => {
    it.concurrent(`the treasurer, or where it is hers the secretary, reads every page ${in_[locale]}`, async () => {
      const [books, minutes] = [looking(locale, treasurer), looking(locale, secretary)];
      const faults: string[] = [];
      for (const page of routes) {
        const isOfMinutes = page.who.includes("secretary") && !page.who.includes("treasurer");
        faults.push(...(await (isOfMinutes ? minutes : books).look(page, 200, dayAndNight(page, locale))));
      }
      await Promise.all([books.close(), minutes.close()]);
      expect(faults).toEqual([]);
    });

    it.concurrent(`an ordinary member reads every page that is hers or the group's ${in_[locale]}, and a kind word at a closed door`, async () => {
      const eyes = looking(locale, ordinary);
      const faults: string[] = [];
      for (const page of routes) {
        const isHers = page.who.some(who => ["anyone", "member", "public"].includes(who));
        // The kind word is one panel with an address of its own: once is enough that it stands at every closed door.
        if (!isHers && locale !== "id") continue;
        faults.push(...(await eyes.look(page, isHers ? 200 : 403, onlyTextAndSize)));
      }
      await eyes.close();
      expect(faults).toEqual([]);
    });

    it.concurrent(`a stranger reads the pages at the door ${in_[locale]}, and is asked in at every other one`, async () => {
      const eyes = looking(locale, null);
      const faults: string[] = [];
      for (const page of routes) {
        if (page.who.includes("public") && page.path !== "/")
          faults.push(...(await eyes.look(page, 200, dayAndNight(page, locale))));
        else {
          const answer = await fetch(served.origin + addressOf(page, hers), {
            redirect: "manual",
            headers: { "accept-language": locale },
          });
          const to = answer.headers.get("location") ?? "";
          if (page.path !== "/" && (answer.status !== 302 || !to.startsWith("/sign-in")))
            faults.push(`${page.path}: ${answer.status} ${to}`);
        }
      }
      await eyes.close();
      expect(faults).toEqual([]);
    });
  });

  it.concurrent("an ordinary member sees no other member's amount on any page, hers or another's", async () => {
    const eyes = looking("id", ordinary);
    const faults: string[] = [];
    const secret = [...privateAmounts.fines, ...privateAmounts.loans].flatMap(amount => [
      String(amount),
      amount.toLocaleString("id"),
      amount.toLocaleString("en"),
    ]);
    for (const page of routes)
      for (const things of page.path.includes(":") ? [hers, others] : [hers]) {
        const tab = await eyes.tabOf(page);
        const address = addressOf(page, things);
        const answer = await tab.context().request.get(address);
        const html = await answer.text();
        for (const amount of secret)
          if (new RegExp(`(?<![\\d.,])${amount}(?![\\d.,]?\\d)`).test(html)) faults.push(`${address} shows ${amount}`);
      }
    await eyes.close();
    expect(faults).toEqual([]);
  });

  it.concurrent("an ordinary member at another's page is told kindly that it is for others, with a way on", async () => {
    const eyes = looking("id", ordinary);
    const faults: string[] = [];
    for (const page of routes.filter(
      one => /:(loan|claim|decision|seq|consent)/.test(one.path) || one.path === "/meetings/:meeting/sheet",
    )) {
      const tab = await eyes.tabOf(page);
      const address = addressOf(page, others);
      try {
        const status = await open(tab, address);
        if (status !== 403 && status !== 404) faults.push(`${address}: it came with ${status}`);
        faults.push(...(await faultsOfText(tab, "id")).map(fault => `${address}: ${fault}`));
        if ((await tab.locator("main a, .foot a").count()) === 0) faults.push(`${address}: there is no way on`);
      } catch (error) {
        faults.push(`${address}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
      }
    }
    await eyes.close();
    expect(faults).toEqual([]);
  });

  async function agreeToAStatement({ members, group }: PracticeGroup, number: number): Promise<Uuid> {
    const consent = served.edge.newId();
    const said = { consent, purpose: "statement", to: "Bank Desa", until: addDays(today, 30) };
    await accepted(group.say("members.consent", said, { by: members[number - 1]! }));
    return consent;
  }

  async function stateTheGroup({ group }: PracticeGroup): Promise<Uuid> {
    const [id, statement] = [served.edge.newId(), served.edge.newId()];
    const value = { from: addDays(today, -365), until: addDays(today, 30) };
    await meet(group, addDays(today, -1), [
      line("assembly.decision", {
        ...{ decision: id, question: "statement", about: `statement/${statement}`, value, name: "Bank Desa" },
        ...{ votes_for: 12, votes_against: 0, abstaining: 1 },
      }),
    ]);
    served.edge.today = today;
    await accepted(group.say("assembly.issue-statement", { decision: id }, { by: group.treasurer, with: [group.secretary] }));
    return statement;
  }

  /** The members let a fund buy, and two of them order: what each wants is hers and the officers' to see. */
  async function buyTogether({ members, group }: PracticeGroup): Promise<Uuid> {
    const value = { pay_later: false, quantities_seen: "officers" };
    const rule = decision(group, "rule", "purchasing.purchase/loan", { value });
    await meet(group, addDays(today, -2), [rule.line]);
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { decision: rule.id, from: addDays(today, -1) }, two));
    served.edge.today = today;
    const purchase = served.edge.newId();
    const items = [{ name: "Benang", unit_of_measure: "kg", price: 87_500n }];
    const costs = { costs: 65_000n, split: "quantity", order_by: addDays(today, 20) };
    const body = { ...costs, purchase, fund: "loan", name: "Benang", supplier: "Toko Sinar", items };
    await accepted(group.say("purchasing.plan", body, { by: members[0]! }));
    for (const member of [members[ordinary - 1]!, members[8]!])
      await accepted(group.say("purchasing.commit", { purchase, member, quantities: [{ item: 1, quantity: 2_000n }] }, two));
    return purchase;
  }

  /** The members let a fund have joint work, and two of them promise: what each promised is hers and the officers' to see. */
  async function workTogether({ members, group }: PracticeGroup): Promise<Uuid> {
    const value = { decided_by_vote: true, promises_seen: "officers" };
    const rule = decision(group, "rule", "actions.action/loan", { value });
    await meet(group, addDays(today, -1), [rule.line]);
    const two = { by: group.treasurer, with: [group.secretary] };
    served.edge.today = today;
    await accepted(group.say("assembly.change-rule", { decision: rule.id, from: today }, two));
    const action = served.edge.newId();
    const intents = [
      { name: "Tenaga", unit: "day", quantity: 2_000n },
      { name: "Kayu", unit: "IDR", quantity: 400_000n },
    ];
    const body = { action, fund: "loan", name: "Atap rumah tenun", happens_on: addDays(today, 18), intents };
    await accepted(group.say("actions.plan", body, { by: members[0]! }));
    const quantities = [
      { intent: 1, quantity: 150n },
      { intent: 2, quantity: 25_000n },
    ];
    for (const member of [members[ordinary - 1]!, members[8]!])
      await accepted(group.say("actions.commit", { action, member, quantities }, two));
    return action;
  }

  /** By a vote of hands at a meeting; what it was used for is awaited. */
  async function grantHelp({ members, group }: PracticeGroup, number: number): Promise<Uuid> {
    const member = members[number - 1]!;
    const agreed = decision(group, "benefit", grantAbout("damayan", member));
    const given = { member, fund: "damayan", amount: 5_000n, purpose: "Roof", decision: agreed.id };
    await meet(group, addDays(today, -1), [agreed.line, line("aid.grant", given)]);
    served.edge.today = today;
    return agreed.id;
  }

  async function callForHelp({ members, group }: PracticeGroup, number: number): Promise<Uuid> {
    const [call, member] = [served.edge.newId(), members[number - 1]!];
    const said = { call, member, need: "flood", words: "Two nights", until: addDays(today, 14), consents: true };
    await accepted(group.say("aid.call-for-help", { ...said, officer: group.secretary }, { by: member }));
    return call;
  }

  async function reportDeath({ members, group }: PracticeGroup, claim: Uuid, number: number): Promise<void> {
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(
      group.say(
        "aid.claim",
        { claim, fund: "damayan", member: members[number - 1]!, event: "death", who: "spouse", happened_on: today },
        two,
      ),
    );
  }
});
