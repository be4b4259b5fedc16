import {
  assert,
  type BodyOf,
  type Books,
  type Context,
  decodeBody,
  type Document,
  encodeBody,
  type Fields,
  isCode,
  isMemberId,
  isUuid,
  type Minor,
  parseDay,
  type Refusal,
  refuse,
} from "#base";
import { fundTable } from "#ledger";
import { statementDecided } from "./statement-decided.ts";
import { checkRule, fundIn } from "./check-rule.ts";
import type { DecisionRow, Question } from "./tables.ts";

/** What a decision about `ledger.fund/<code>` says: the fund to open. */
export const fundDecided = {
  unit: { is: "unit" },
  nature: { is: "choice", of: ["divisible", "restricted", "indivisible"] },
  is_lendable: { is: "flag" },
} as const satisfies Fields;

/** What a decision to spend, to move money or to give out a surplus says: how much, in minor units of the fund's unit. */
export const sumDecided = { amount: { is: "amount" } } as const satisfies Fields;

/** What a decision about a loan's new instalments says: from which on, how many more, without principal, at which rate. */
export const rescheduleDecided = {
  /** The due date of the first instalment of the new agreement. */
  from_due: { is: "day" },
  extra_periods: { is: "count", max: 1_000 },
  /** The first of them ask for no principal; the end moves by as many. */
  grace_periods: { is: "count", max: 1_000 },
  /** Percent, a decimal: "1.5". Left out, the rate stays. */
  rate_per_month: { is: "text", max: 20, optional: true },
} as const satisfies Fields;

/** What a decision about a repayment holiday says: its first day and its last. */
export const holidayDecided = { from: { is: "day" }, until: { is: "day" } } as const satisfies Fields;

/**
 * What a decision about savings that are pledged for a loan says: they are taken for it, or let go; out of which account, and
 * how much, in minor units of the loan's unit.
 */
export const pledgeDecided = {
  use: { is: "choice", of: ["take", "let-go"] },
  account: { is: "key" },
  amount: { is: "amount" },
} as const satisfies Fields;

/** What a decision about loans of women who borrow together says: the kind of loan, and to each of them how much. */
export const groupLoanDecided = {
  product: { is: "code" },
  periods: { is: "count", max: 1_000, optional: true },
  loans: {
    is: "list",
    max: 100,
    of: { is: "group", of: { loan: { is: "uuid" }, member: { is: "member" }, amount: { is: "amount" } } },
  },
} as const satisfies Fields;

/**
 * What a decision to dissolve the group says: what kind of body receives what is never divided (the asset lock). What it is
 * called is a text, as the name of a new fund is.
 */
export const dissolutionDecided = {
  receiver: { is: "choice", of: ["federation", "community", "like-body", "state"] },
} as const satisfies Fields;

/** What such a decision is about, and the one by which the group goes on after all. */
export const dissolutionAbout = "dissolution";
export const continuationAbout = "continuation";

export const fundKey = "ledger.fund/";

/** What belongs to those who come after is never lent to be lost. */
export const refusalToLend = (fund: { readonly nature: string; readonly is_lendable: boolean }): Refusal | null =>
  fund.nature === "indivisible" && fund.is_lendable ? refuse("assembly.reserve-is-not-lent") : null;

/** What such a decision says. */
export const rescheduleIn = ({ value }: DecisionRow): BodyOf<typeof rescheduleDecided> => read(rescheduleDecided, value);
export const holidayIn = ({ value }: DecisionRow): BodyOf<typeof holidayDecided> => read(holidayDecided, value);
export const pledgeIn = ({ value }: DecisionRow): BodyOf<typeof pledgeDecided> => read(pledgeDecided, value);
export const groupLoanIn = ({ value }: DecisionRow): BodyOf<typeof groupLoanDecided> => read(groupLoanDecided, value);
export const dissolutionIn = ({ value }: DecisionRow): BodyOf<typeof dissolutionDecided> => read(dissolutionDecided, value);

/** Minor units of the unit of what it is about. */
export const sumIn = ({ value }: DecisionRow): Minor => read(sumDecided, value).amount;

/** The same of a decision that may name none. */
export const sumIfSaid = (decision: DecisionRow): Minor | null => (decision.value === null ? null : sumIn(decision));

function read<F extends Fields>(fields: F, value: Document | null): BodyOf<F> {
  const body = value === null ? null : decodeBody(fields, value);
  assert(body, "what is decided is written down as its question wants it");
  return body as BodyOf<F>;
}

/** What a question is about, by its form: keys and ids alone, for they stand in the log in the clear. */
const forms: Readonly<Record<Exclude<Question, "rule">, (about: readonly string[]) => boolean>> = {
  loan: ([id = "", ...rest]) => isUuid(id) && rest.length === 0,
  "write-off": ([id = "", ...rest]) => isUuid(id) && rest.length === 0,
  reschedule: ([id = "", ...rest]) => isUuid(id) && rest.length === 0,
  holiday: ([what, ...rest]) => what === "holiday" && rest.length === 0,
  exception: ([id = "", ...rest]) => isUuid(id) && rest.length === 0,
  // The loan, and whose savings they are.
  pledge: ([id = "", member = "", ...rest]) => isUuid(id) && isMemberId(member) && rest.length === 0,
  "group-loan": ([id = "", ...rest]) => isUuid(id) && rest.length === 0,
  benefit: ([id = "", fund = "", member = ""]) =>
    id === "grant" ? isCode(fund) && isMemberId(member) : isUuid(id) && fund === "",
  "share-out": ([fund = "", ...rest]) => isCode(fund) && rest.length === 0,
  // What a year of a fund left over, by its last day: given out, or a loss that is covered.
  surplus: ([what, fund = "", year_end = ""]) =>
    (what === "surplus" || what === "loss") && isCode(fund) && parseDay(year_end) !== null,
  leaving: ([member = "", ...rest]) => isMemberId(member) && rest.length === 0,
  // What may be bought together, or what of it the group bears in the end.
  purchase: ([what, id = "", ...rest]) =>
    (what === "purchase" || what === "purchase-rest") && isUuid(id) && rest.length === 0,
  // Whether something is done together, or whether what is left of its money stays with the fund.
  action: ([what, id = "", ...rest]) => (what === "action" || what === "action-rest") && isUuid(id) && rest.length === 0,
  dissolution: ([what, ...rest]) => (what === dissolutionAbout || what === continuationAbout) && rest.length === 0,
  expense: ([what, fund = "", ...rest]) => what === "expense" && isCode(fund) && rest.length === 0,
  // Of the whole group, by the id it is made under.
  statement: ([what, id = "", ...rest]) => what === "statement" && isUuid(id) && rest.length === 0,
  office: ([what, ...rest]) => what === "office" && rest.length === 0,
  other: ([what, from = "", to = ""]) =>
    what === "transfer"
      ? isCode(from) && isCode(to)
      : // A rotating pot is begun with what each brings, and given up before anybody received.
        what === "pot" || what === "pot-end"
        ? isCode(from) && to === ""
        : what === "other" && from === "",
};

/** What must be said beside the thing a question is about; null where that says it all. */
/** Abouts that mean nothing without a sum. */
const sums = /^(?:expense|transfer|surplus|loss|pot|purchase|purchase-rest)\//;

function mustSay(question: Question, about: string): Fields | null {
  if (question === "reschedule") return rescheduleDecided;
  if (question === "holiday") return holidayDecided;
  if (question === "pledge") return pledgeDecided;
  if (question === "group-loan") return groupLoanDecided;
  if (question === "statement") return statementDecided;
  if (about === dissolutionAbout) return dissolutionDecided;
  return question === "exception" || sums.test(about) ? sumDecided : null;
}

/** Abouts that may name a sum: what is done together costs the group's own money or does not. */
const sumsAtWill = /^action\//;

/** A value stands in the log in the clear, so nothing that is written freely is in it. */
const isDecimal = (text: unknown): boolean => text === undefined || /^\d{1,3}(?:\.\d{1,6})?$/.test(String(text));

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
  const fields = mustSay(question, about) ?? (value !== undefined && sumsAtWill.test(about) ? sumDecided : null);
  if (!fields) return value === undefined ? { value: null } : refuse("assembly.decision-says-too-much");
  const said: Readonly<Record<string, unknown>> | null = value === undefined ? null : decodeBody(fields, value);
  return said === null || said["amount"] === 0n || !isDecimal(said["rate_per_month"])
    ? refuse("assembly.decision-says-nothing")
    : { value: encodeBody(fields, said as never) as Document };
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
