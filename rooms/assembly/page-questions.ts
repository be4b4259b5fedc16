/**
 * What the assembly's screens ask: what was decided, and the rules. Rules are for every member to read. A decision about
 * one woman's loan or benefit names her only to officers and to herself; to the others it is a decision like any other.
 */
import {
  addDays,
  type Asked,
  type Day,
  type Document,
  lastOf,
  type MemberId,
  type OrganisationId,
  type Question,
  type Role,
  type Uuid,
} from "#base";
import type { PoolClient } from "#db";
import { isOfficer } from "#members";
import { peopleOf, readTexts } from "#members/server";
import { fundKey } from "./decided.ts";
import { askExceptions } from "./page-exceptions.ts";
import type { Someone } from "./screens/people.tsx";
import type { RuleNames } from "./screens/rule-title.ts";
import {
  countDecisions,
  type FactByDecision,
  type FundRead,
  selectDecisions,
  selectFactsBy,
  selectFunds,
  selectOrganisation,
  selectRules,
  selectSealedThrough,
  selectStakeAccounts,
} from "./store.ts";
import type { DecisionRow, RuleRow } from "./tables.ts";

type AskedHere = Asked<PoolClient>;

/** Those who may change a rule together, once the members decided so. */
const scribes: readonly Role[] = ["treasurer", "secretary", "chair"];
const decisionsAPage = 12;
const pagesMax = 10_000;

/** A share-out comes to something for each of them, and a holiday is for every loan: they are about nobody. */
const isOfAll = (question: string): boolean => question === "share-out" || question === "holiday";

/** Questions that are about one woman: who she is, is not told to everybody. */
const personal: ReadonlySet<string> = new Set(["loan", "benefit", "write-off", "reschedule", "exception", "pledge", "group-loan", "leaving"]);

/**
 * The plain view is opened under somebody's eyes: then there is nothing of hers to see and no office of hers either, only
 * what the group has. Every question about money answers whom this gives, not who asked.
 */
export function whoSees<Here extends Asked<PoolClient>>(asked: Here & { readonly isPlain?: boolean }): Here {
  return asked.isPlain === true ? { ...asked, member: "" as MemberId, roles: new Set<Role>(["anyone"]) } : asked;
}

/** Finds a member's number and name. `client` is inside a `read`. */
export async function finderOf({
  client,
  organisation,
  masterKey,
  today,
}: AskedHere): Promise<(member: MemberId) => Someone> {
  const people = new Map(
    (await peopleOf(client, organisation, Buffer.from(masterKey), today)).map(({ member, number, name }) => [
      member,
      { member, number, name },
    ]),
  );
  return member => people.get(member) ?? { member, number: 0, name: null };
}

interface RuleNamesRead extends Omit<RuleNames, "funds"> {
  readonly funds: readonly (FundRead & { readonly name: string | null })[];
}

/**
 * How funds and the rules' own things are called, and the organisation's unit: what a rule needs to be said aloud. With
 * what the rules are made of whose keys begin so: those a page says in full.
 */
export async function ruleNamesOf(
  { client, organisation, masterKey, rulesKnown }: AskedHere,
  inFull?: string,
): Promise<RuleNamesRead> {
  const texts = await readTexts(client, organisation, ["ledger.fund", "assembly.rule"], Buffer.from(masterKey), [
    "name",
  ]);
  const funds = await selectFunds(client, organisation);
  const names: Record<string, string> = {};
  for (const [key, text] of texts) {
    const rule = /^assembly\.rule\/(.+)\/name$/.exec(key)?.[1];
    if (rule !== undefined) names[rule] = text;
  }
  return {
    unit: (await selectOrganisation(client, organisation))?.unit ?? "IDR",
    funds: funds.map(fund => ({ ...fund, name: texts.get(`ledger.fund/${fund.fund}/name`) ?? null })),
    names,
    ...(inFull === undefined
      ? {}
      : {
          fields: Object.fromEntries(
            Object.entries(rulesKnown?.fields ?? {}).filter(([key]) => key.startsWith(inFull)),
          ),
        }),
  };
}

export interface RuleVersion {
  readonly value: Document;
  readonly from: Day;
  readonly version: number;
  readonly decision: Uuid | null;
}

export interface RuleInForce {
  readonly rule: string;
  /** Null while its first value has not begun. */
  readonly now: RuleVersion | null;
  /** Values that begin on a later day, the next one first. */
  readonly toCome: readonly RuleVersion[];
  /** What held before, the latest first. */
  readonly before: readonly RuleVersion[];
}

/** Every rule as it stands on a day, with what held before and what is to come. `client` is inside a `read`. */
export async function rulesInForce(
  client: PoolClient,
  organisation: OrganisationId,
  day: Day,
): Promise<readonly RuleInForce[]> {
  const byRule = new Map<string, RuleVersion[]>();
  for (const row of await selectRules(client, organisation))
    byRule.set(row.rule, [...(byRule.get(row.rule) ?? []), versionOf(row)]);
  return [...byRule].map(([rule, versions]) => {
    // The latest first, and of one day the later version.
    const begun = versions.filter(one => one.from <= day);
    return {
      rule,
      now: begun[0] ?? null,
      before: begun.slice(1),
      toCome: versions.filter(one => one.from > day).reverse(),
    };
  });
}

const versionOf = ({ value, from_on, version, decision_id }: RuleRow): RuleVersion => ({
  value,
  from: from_on,
  version,
  decision: decision_id,
});

/** What was decided, the latest first, with what came of it. `client` is inside a `read`. */
export async function decisionsOf(
  client: PoolClient,
  organisation: OrganisationId,
  of: { readonly decision?: Uuid; readonly question?: string; readonly skip?: number; readonly take?: number } = {},
): Promise<readonly (DecisionRow & { readonly facts: readonly FactByDecision[] })[]> {
  const decisions = await selectDecisions(client, organisation, of);
  const facts = await selectFactsBy(
    client,
    organisation,
    decisions.map(one => one.decision_id),
  );
  return decisions.map(one => ({ ...one, facts: facts.filter(fact => fact.decision === one.decision_id) }));
}

export type DecisionSeen = Awaited<ReturnType<typeof askDecisions>>["decisions"][number];
export type DecisionsSeen = Awaited<ReturnType<typeof askDecisions>>;
async function askDecisions(asked: AskedHere) {
  const { client, organisation, params } = asked;
  const page = /^[1-9]\d{0,3}$/.test(params["page"] ?? "") ? Math.min(Number(params["page"]), pagesMax) : 1;
  const found = await decisionsOf(client, organisation, { skip: (page - 1) * decisionsAPage, take: decisionsAPage });
  return {
    ...(await decisionsSeen(asked, found)),
    page,
    pages: Math.max(1, Math.ceil((await countDecisions(client, organisation)) / decisionsAPage)),
  };
}

async function decisionsSeen(asked: AskedHere, found: Awaited<ReturnType<typeof decisionsOf>>) {
  const { client, organisation, masterKey, member: me, roles } = asked;
  const isOpen = isOfficer(roles);
  const find = await finderOf(asked);
  const texts = await readTexts(client, organisation, ["assembly.decision"], Buffer.from(masterKey), [
    "note",
    "name",
  ]);
  return {
    names: await ruleNamesOf(asked),
    decisions: found.map(one => {
      const her = isOfAll(one.question) ? null : (one.facts.find(fact => fact.member !== null)?.member ?? null);
      const maySee = !personal.has(one.question) || isOpen || her === me;
      return {
        decision: one.decision_id,
        question: one.question,
        about: maySee ? one.about : "",
        who: maySee && her !== null ? find(her) : null,
        on: one.decided_on,
        meeting: one.meeting_number,
        for: one.votes_for,
        against: one.votes_against,
        abstaining: one.abstaining,
        carried: one.is_carried,
        /** What the group calls the new rule or fund. */
        name: texts.get(`assembly.decision/${one.decision_id}/name`) ?? null,
        note: maySee ? (texts.get(`assembly.decision/${one.decision_id}/note`) ?? null) : null,
        /** What came of it: "loans.paid-out" and the like. */
        outcomes: [...new Set(one.facts.map(fact => fact.kind))],
      };
    }),
  };
}

export type RulesSeen = Awaited<ReturnType<typeof askRules>>;
async function askRules(asked: AskedHere) {
  const { client, organisation, today, roles } = asked;
  const names = await ruleNamesOf(asked, "");
  const about = await decisionsOf(client, organisation, { question: "rule" });
  const called = await readTexts(client, organisation, ["assembly.decision"], Buffer.from(asked.masterKey), ["name"]);
  const isDone = (what: string): boolean => names.funds.some(fund => what === `${fundKey}${fund.fund}`);
  const sealed = await selectSealedThrough(client, organisation);
  return {
    on: today,
    foundedOn: (await selectOrganisation(client, organisation))?.founded_on ?? today,
    mayChange: scribes.some(role => roles.has(role)),
    names,
    rules: await rulesInForce(client, organisation, today),
    /** By id: when it was decided and at which meeting. */
    decisions: Object.fromEntries(
      about.map(one => [
        one.decision_id,
        { on: one.decided_on, meeting: one.meeting_number, for: one.votes_for, against: one.votes_against },
      ]),
    ),
    /** The first day on which a new rule may begin: no sealed meeting is changed by it. */
    ruleMayBegin: sealed !== null && sealed >= today ? addDays(sealed, 1) : today,
    /** Carried, and not written into the rules yet: what officers still have to do. */
    toDo: about
      .filter(one => one.is_carried && one.facts.length === 0 && !isDone(one.about))
      .map(one => ({
        decision: one.decision_id,
        about: one.about,
        name: called.get(`assembly.decision/${one.decision_id}/name`) ?? null,
        value: one.value!,
        on: one.decided_on,
        meeting: one.meeting_number,
      })),
  };
}

export type RuleSeen = NonNullable<Awaited<ReturnType<typeof askRule>>>;
/** One rule with the decisions that may change it; also one that is not there yet, once the members decided on it. */
async function askRule(asked: AskedHere) {
  const { params } = asked;
  const rule = (params["rule"] ?? "").replace("~", "/");
  const seen = await askRules(asked);
  const found = seen.rules.find(one => one.rule === rule) ?? null;
  const ready = seen.toDo.filter(one => one.about === rule);
  if (!found && ready.length === 0) return null;
  return { ...seen, rule, found, ready };
}

export type NewFundSeen = Awaited<ReturnType<typeof askNewFund>>;
/** The funds the members decided to open. */
async function askNewFund(asked: AskedHere) {
  const { on, mayChange, names, toDo } = await askRules(asked);
  return {
    on,
    mayOpen: mayChange,
    names,
    ready: toDo
      .filter(one => one.about.startsWith(fundKey))
      .map(one => ({ ...one, fund: one.about.slice(fundKey.length) })),
  };
}

/**
 * What a form at the meeting must know to let the members decide on a rule or a fund: the rules there are, what they are
 * made of, and what was decided on before, so that a new thing gets a code of its own. `client` is inside a `read`.
 */
export async function rulebookOf(asked: AskedHere, day: Day) {
  const { client, organisation } = asked;
  const rules = (await rulesInForce(client, organisation, day)).map(({ rule, now, toCome }) => ({
    rule,
    value: (lastOf(toCome) ?? now)!.value,
  }));
  return {
    rules,
    names: {
      ...(await ruleNamesOf(asked, "")),
      products: rules.filter(one => one.rule.startsWith("savings.product/")).map(({ rule }) => ({ rule })),
      accounts: await selectStakeAccounts(client, organisation),
      betweenEntries: asked.rulesKnown?.betweenEntries ?? [],
    },
    decidedOn: (await selectDecisions(client, organisation, { question: "rule" })).map(one => one.about),
  };
}
export type Rulebook = Awaited<ReturnType<typeof rulebookOf>>;

const anyone: Question["who"] = ["anyone"];

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "assembly.decisions": { who: anyone, params: ["page"], ask: asked => askDecisions(whoSees(asked)) },
  "assembly.exceptions": { who: anyone, ask: askExceptions },
  "assembly.rules": { who: anyone, ask: asked => askRules(whoSees(asked)) },
  "assembly.rule": { who: anyone, params: ["rule"], ask: asked => askRule(whoSees(asked)) },
  "assembly.new-fund": { who: anyone, ask: asked => askNewFund(whoSees(asked)) },
};
