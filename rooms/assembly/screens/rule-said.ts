/**
 * A rule as sentences people understand. The sentences are words: `said.<rule>` with the rule's fields in braces, and
 * more of them for what only some rules have. The most particular key that exists is said:
 *
 *   said.savings.product                          what holds for all of them
 *   said.savings.product=voluntary                when one of its choices is this
 *   said.savings.product.withdrawable=on-leaving  one field with this value; lists that are empty are "none"
 *   said.savings.product.minimum_balance          one field, whatever its value, as long as it is more than nothing
 *   said.aid.fund.benefits=fixed                  one item of a list, or a group inside the rule
 *   said.loans.product.frequency.as.weeks         how a choice is written inside a sentence
 */
import type { Day, Document, Field, Fields, Words } from "#base";
import { choiceSaid } from "./choice-said.ts";
import { codeName, fundCalled, type RuleNames, ruleTitle } from "./rule-title.ts";

type Group = Readonly<Record<string, Document>>;

export function ruleSaid(words: Words, rule: string, value: Document, names: RuleNames): readonly string[] {
  const [key, code] = rule.split("/") as [string, string | undefined];
  const fields = names.fields?.[key];
  if (!fields) return [ruleTitle(words, rule, names)];
  const saying = { words, names, unit: unitOfRule(rule, value, names) };
  return sayGroup(
    saying,
    `said.${key}`,
    fields,
    value as Group,
    code === undefined ? {} : { code: codeName(words, rule, names) },
  );
}

/** The unit of the fund a rule is about, or the organisation's own. */
export function unitOfRule(rule: string, value: Document, { funds, unit }: RuleNames): string {
  const code = rule.split("/")[1];
  const named = (value as Group)["fund"];
  return (funds.find(one => one.fund === named) ?? funds.find(one => one.fund === code))?.unit ?? unit;
}

interface Saying {
  readonly words: Words;
  readonly names: RuleNames;
  readonly unit: string;
}

type Said = Readonly<Record<string, string | number>>;

function sayGroup(saying: Saying, base: string, fields: Fields, value: Group, around: Said): readonly string[] {
  const { words } = saying;
  const said: Said = { ...around, ...valuesOf(saying, base, fields, value) };
  const chosen = Object.entries(fields).flatMap(([name, field]) =>
    field.is === "choice" && value[name] !== undefined ? [`${base}=${String(value[name])}`] : [],
  );
  const head = [...chosen, base].find(key => words.has(key));
  const more = Object.entries(fields).flatMap(([name, field]) =>
    sayField(saying, `${base}.${name}`, field, value[name], said),
  );
  return [...(head === undefined ? [] : [words.say(head, said)]), ...more].filter(sentence => sentence !== "");
}

function sayField(
  saying: Saying,
  base: string,
  field: Field,
  value: Document | undefined,
  said: Said,
): readonly string[] {
  const { words } = saying;
  const first = (...keys: readonly string[]): readonly string[] => {
    const key = keys.find(one => words.has(one));
    return key === undefined ? [] : [words.say(key, said)];
  };
  if (value === undefined) return first(`${base}=none`);
  if (field.is === "group") return sayGroup(saying, base, field.of, value as Group, said);
  if (field.is === "list") {
    const items = value as readonly Document[];
    if (items.length === 0) return first(`${base}=none`);
    const { of } = field;
    return of.is === "group" ? items.flatMap(item => sayGroup(saying, base, of.of, item as Group, said)) : first(base);
  }
  if (field.is === "flag") return first(`${base}=${value === true ? "yes" : "no"}`);
  if (value === "0") return first(`${base}=0`);
  return first(`${base}=${String(value)}`, ...(field.is === "choice" ? [] : [base]));
}

/** The fields as they are written inside a sentence: amounts with their unit, choices and codes by their words. */
function valuesOf(saying: Saying, base: string, fields: Fields, value: Group): Said {
  const said: Record<string, string | number> = {};
  for (const [name, field] of Object.entries(fields)) {
    const one = value[name];
    if (one === undefined || field.is === "choice") continue;
    const written = writtenValue(saying, `${base}.${name}`, field, one);
    if (written !== undefined) said[name] = written;
  }
  for (const [name, field] of Object.entries(fields)) {
    const one = value[name];
    if (field.is !== "choice" || one === undefined) continue;
    const key = `${base}.${name}.as.${String(one)}`;
    said[name] = saying.words.has(key) ? saying.words.say(key, said) : String(one);
  }
  return said;
}

function writtenValue(saying: Saying, base: string, field: Field, value: Document): string | number | undefined {
  const { words, names, unit } = saying;
  switch (field.is) {
    case "amount":
      return words.amount(BigInt(value as string), unit);
    case "count":
      return Number(value);
    case "text":
      return decimalSaid(words, value as string);
    case "day":
      return words.day(value as Day);
    case "code":
      return thingCalled(words, value as string, names);
    case "list": {
      const items = value as readonly Document[];
      // Items that are one field each are said in one breath: the steps of a ladder.
      const only = field.of.is === "group" ? Object.entries(field.of.of) : [];
      const said =
        only.length === 1
          ? items.map(item => String(writtenValue(saying, base, only[0]![1], (item as Group)[only[0]![0]]!) ?? ""))
          : null;
      return new Intl.ListFormat(words.locale, { type: "conjunction" }).format(
        field.of.is === "choice"
          ? field.of.of.filter(one => (value as Document[]).includes(one)).map(one => choiceSaid(words, base.slice(5), one))
          : (said ?? items.map(item => keyCalled(words, String(item), names))),
      );
    }
    default:
      return undefined;
  }
}

/** "1.5" as this language writes it; what is no decimal stays as it is. */
function decimalSaid(words: Words, text: string): string {
  return /^\d{1,9}(\.\d{1,6})?$/.test(text)
    ? new Intl.NumberFormat(words.locale, { maximumFractionDigits: 6 }).format(Number(text))
    : text;
}

/** A code inside a rule is a fund, or else a savings product. */
function thingCalled(words: Words, code: string, names: RuleNames): string {
  return names.funds.some(one => one.fund === code)
    ? fundCalled(words, code, names.funds)
    : codeName(words, `savings.product/${code}`, names);
}

/** An account ("member-shares.cbu/loan"), an entry ("loans.repayment") or a number, as people say it. */
export function keyCalled(words: Words, key: string, names: RuleNames): string {
  const account = /^([a-z-]+)(?:\.([a-z0-9-]+))?\/([a-z0-9-]+)$/.exec(key);
  if (account)
    return account[2] === undefined
      ? lower(words.say(`account.${account[1]}`))
      : codeName(words, `savings.product/${account[2]}`, names);
  for (const one of [`entry.${key}`, key]) if (words.has(one)) return lower(words.say(one));
  return key;
}

/** A word that stands as a title elsewhere, inside a sentence. */
const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
