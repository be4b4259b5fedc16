/** What the room does on the server: what a group must be known by to read its sheet, and whether it may bring one in. */
import { type Asked, type Day, need, type OrganisationId, type Question, type Refusal, type Words } from "#base";
import type { PoolClient } from "#db";
import { fundRule } from "#aid";
import { finderOf, type RuleNames, ruleNamesOf, rulesInForce } from "#assembly/server";
import { codeName, fundCalled } from "#assembly/parts";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { loanProduct } from "#loans";
import { membershipTable } from "#members";
import { productRule, sharesRule } from "#savings";
import { needsOpening, refusalToBegin } from "./bring-in.ts";
import type { Known, Named } from "./known.ts";
import { cutOffTable } from "./tables.ts";

export { previewOf, type PreviewSeen } from "./preview.ts";
export { templateFor, type TemplateSheet } from "./template.ts";

/** The roles that may bring old books in, two of them together. */
export const scribes = ["treasurer", "secretary", "chair"] as const;

export type AskedHere = Asked<PoolClient>;

/** The first of `languages` is what things are called in a template; a sheet may call them by any. */
export async function knownOf(asked: AskedHere, languages: readonly Words[]): Promise<Known> {
  const { client, organisation, today } = asked;
  const names = await ruleNamesOf(asked);
  const books = await loadBooks(client, organisation, () => [need.all(membershipTable), need.all(fundTable)]);
  const funds = [...books.rows(fundTable)].sort((a, b) => (a.fund < b.fund ? -1 : 1));
  const rules = (await rulesInForce(client, organisation, today)).flatMap(({ rule, now }) => {
    const [key, code] = rule.split("/") as [string, string | undefined];
    return now === null || code === undefined ? [] : [{ rule, key, code, value: now.value as Value }];
  });
  const unitOfFund = (fund: string): string => funds.find(one => one.fund === fund)?.unit ?? names.unit;
  const of = (definition: { readonly key: string }) => rules.filter(one => one.key === definition.key);
  const ofRules = (definition: { readonly key: string }) =>
    told(
      of(definition).map(({ rule, code, value }) => ({
        code,
        names: languages.map(words => codeName(words, rule, names)),
        unit: unitOfFund(value.fund ?? code),
      })),
    );
  const find = await finderOf(asked);
  return {
    today,
    funds: told(
      funds.map(({ fund, unit, nature }) => ({
        code: fund,
        names: languages.map(words => fundCalled(words, fund, names.funds)),
        unit,
        isDivisible: nature === "divisible",
      })),
    ),
    savings: ofRules(productRule),
    shares: told(
      of(sharesRule).map(({ code }) => ({ code, names: languages.map(words => fundCalled(words, code, names.funds)) })),
    ),
    places: told(
      // Everybody is in a social fund; only one that asks each month must know through which month it is settled.
      of(fundRule)
        .filter(({ value }) => value.kind === "damayan" || value.contribution?.every === "month")
        .map(({ code, value }) => ({
        code,
        names: languages.map(words => fundCalled(words, code, names.funds)),
        unit: unitOfFund(code),
          hasContribution: value.contribution !== undefined,
        })),
    ),
    loanProducts: ofRules(loanProduct),
    members: books
      .rows(membershipTable)
      .filter(row => row.kind === "member" && row.status === "active")
      .map(row => ({ member: row.member_id, number: row.number, name: find(row.member_id).name }))
      .sort((a, b) => a.number - b.number),
  };
}

interface Value {
  readonly fund?: string;
  readonly kind?: string;
  readonly contribution?: { readonly every?: string };
}

/** What two are called alike tells neither: then only the code does. */
function told<N extends Named>(list: readonly N[]): readonly N[] {
  return list.map(one => ({
    ...one,
    names: [...new Set(one.names)].filter(name => !list.some(other => other.code !== one.code && other.names.includes(name))),
  }));
}

export interface BeginSeen {
  readonly on: Day;
  /** Once they were brought in. */
  readonly brought: { readonly through: Day; readonly on: Day; readonly members: number; readonly loans: number } | null;
  /** Why it is not possible, beside that it is done. */
  readonly refusal: Refusal | null;
  readonly names: RuleNames;
}

async function askBegin(asked: AskedHere): Promise<BeginSeen> {
  const { client, organisation, today } = asked;
  const books = await loadOpening(client, organisation);
  const [row] = books.rows(cutOffTable);
  return {
    on: today,
    brought: row
      ? { through: row.through_on, on: row.brought_in_on, members: row.members, loans: row.loans }
      : null,
    refusal: row ? null : refusalToBegin(today, books, today),
    names: await ruleNamesOf(asked),
  };
}

export const loadOpening = (client: PoolClient, organisation: OrganisationId) =>
  loadBooks(client, organisation, () => needsOpening);

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "cutoff.begin": {
    who: scribes,
    ask: async asked => (asked.isPlain ? null : ((await askBegin(asked)) as never)),
  },
};
