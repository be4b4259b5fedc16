import {
  type Books,
  type Context,
  decodeBody,
  type Document,
  encodeBody,
  type Fields,
  isCode,
  isMemberId,
  isUuid,
  parseDay,
  type Refusal,
  refuse,
} from "#base";
import { fundTable } from "#ledger";
import { checkRule, fundIn } from "./check-rule.ts";
import type { Question } from "./tables.ts";

/** What a decision about `ledger.fund/<code>` says: the fund to open. */
export const fundDecided = {
  unit: { is: "unit" },
  nature: { is: "choice", of: ["divisible", "restricted", "indivisible"] },
  is_lendable: { is: "flag" },
} as const satisfies Fields;

/** What a decision to spend, to move money or to give out a surplus says: how much, in minor units of the fund's unit. */
export const sumDecided = { amount: { is: "amount" } } as const satisfies Fields;

export const fundKey = "ledger.fund/";

/** What belongs to those who come after is never lent to be lost. */
export const refusalToLend = (fund: { readonly nature: string; readonly is_lendable: boolean }): Refusal | null =>
  fund.nature === "indivisible" && fund.is_lendable ? refuse("assembly.reserve-is-not-lent") : null;

/** What a question is about, by its form: keys and ids alone, for they stand in the log in the clear. */
const forms: Readonly<Record<Exclude<Question, "rule">, (about: readonly string[]) => boolean>> = {
  loan: ([id = "", ...rest]) => isUuid(id) && rest.length === 0,
  "write-off": ([id = "", ...rest]) => isUuid(id) && rest.length === 0,
  benefit: ([id = "", fund = "", member = ""]) =>
    id === "grant" ? isCode(fund) && isMemberId(member) : isUuid(id) && fund === "",
  "share-out": ([fund = "", ...rest]) => isCode(fund) && rest.length === 0,
  // What a year of a fund left over, by its last day: given out, or a loss that is covered.
  surplus: ([what, fund = "", year_end = ""]) =>
    (what === "surplus" || what === "loss") && isCode(fund) && parseDay(year_end) !== null,
  leaving: ([member = "", ...rest]) => isMemberId(member) && rest.length === 0,
  expense: ([what, fund = "", ...rest]) => what === "expense" && isCode(fund) && rest.length === 0,
  office: ([what, ...rest]) => what === "office" && rest.length === 0,
  other: ([what, from = "", to = ""]) =>
    what === "transfer" ? isCode(from) && isCode(to) : what === "other" && from === "",
};

const isOfSum = (about: string): boolean => /^(?:expense|transfer|surplus|loss)\//.test(about);

/**
 * What was decided, exactly, as it is written down; null where the thing the decision is about says it all (a loan, a
 * claim) or nothing follows from it by itself. Its words are apart, as texts.
 */
export function decidedValue(
  { question, about, value }: { readonly question: Question; readonly about: string; readonly value?: Document },
  books: Books,
  context: Context,
): { readonly value: Document | null } | Refusal {
  if (question === "rule")
    return value === undefined
      ? refuse("assembly.decision-says-nothing")
      : about.startsWith(fundKey)
        ? fundValue(about.slice(fundKey.length), value, books)
        : ruleValue(about, value, books, context);
  if (!forms[question](about.split("/"))) return refuse("assembly.about-something-else", { question });
  if (!isOfSum(about)) return value === undefined ? { value: null } : refuse("assembly.decision-says-too-much");
  const sum = value === undefined ? null : decodeBody(sumDecided, value);
  return sum === null || sum["amount"] === 0n
    ? refuse("assembly.decision-says-nothing")
    : { value: encodeBody(sumDecided, sum) as Document };
}

function fundValue(fund: string, value: Document, books: Books): { readonly value: Document } | Refusal {
  if (!isCode(fund)) return refuse("assembly.about-something-else", { question: "rule" });
  const read = decodeBody(fundDecided, value);
  if (read === null) return refuse("assembly.decision-says-nothing");
  if (books.row(fundTable, { fund })) return refuse("ledger.fund-exists", { fund });
  return refusalToLend(read as never) ?? { value: encodeBody(fundDecided, read) as Document };
}

function ruleValue(
  rule: string,
  value: Document,
  books: Books,
  context: Context,
): { readonly value: Document } | Refusal {
  const checked = checkRule(rule, value, context.ruleDefinitions, fundIn(books));
  // The fund may be decided on at the same meeting; it is asked for again when the rule is written down.
  if ("refused" in checked && checked.refused === "ledger.no-such-fund") return { value };
  return checked;
}
