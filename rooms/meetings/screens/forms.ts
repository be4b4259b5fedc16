/**
 * What is asked to write an entry that is not a due: a request, a decision, a pay-out. Each form is a list of questions
 * asked one at a time, and what its answers write on the sheet. Places are named so that what leans on another line comes
 * after it, also where lines are taken in the order of their places.
 */
import type { Document, Words } from "#base";
import { newId } from "#client";
import { bareName, boxName, called, fundName, loanName, productName } from "./say.tsx";
import type { TodaySeen, Woman } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

export type Answers = Readonly<Record<string, string>>;

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly sub?: string | undefined;
}

interface AskOf<Kind extends string> {
  readonly kind: Kind;
  readonly key: string;
  /** Key of the question in words. */
  readonly title: string;
  readonly hint?: string;
  readonly isOptional?: true;
  /** Left out where it need not be asked; the answer is then `fallback`. */
  readonly when?: (forms: FormContext, answers: Answers) => boolean;
  readonly fallback?: (forms: FormContext, answers: Answers) => string;
}

export type Ask =
  | (AskOf<"woman"> & { readonly who?: (woman: Woman, forms: FormContext, answers: Answers) => boolean })
  | (AskOf<"women"> & {
      readonly count: (forms: FormContext, answers: Answers) => number;
      readonly not?: (answers: Answers) => readonly string[];
    })
  | (AskOf<"choice"> & { readonly options: (forms: FormContext, answers: Answers) => readonly Option[] })
  | (AskOf<"amount"> & {
      readonly unit: (forms: FormContext, answers: Answers) => string;
      /** What there is, shown under what is laid: in the box, saved by her. */
      readonly there?: (
        forms: FormContext,
        answers: Answers,
      ) => { readonly label: string; readonly amount: bigint } | undefined;
    })
  | (AskOf<"count"> & {
      readonly first: (forms: FormContext, answers: Answers) => number;
      readonly most: (forms: FormContext, answers: Answers) => number;
      readonly unit: string;
    })
  | (AskOf<"text"> & { readonly most: number })
  | (AskOf<"day"> & { readonly latest: (forms: FormContext) => string })
  | AskOf<"votes">
  | (AskOf<"plan"> & { readonly plan: "share-out" | "leaving" });

export interface FormContext {
  readonly today: TodaySeen;
  readonly words: Words;
  /** What a fund's box holds now, by books and sheet. */
  readonly box: (fund: string) => bigint;
}

export interface Form {
  readonly name: string;
  readonly icon: "loan" | "heart" | "hand" | "coin" | "barn" | "people" | "box" | "plus" | "exit" | "undo";
  /** Whether this group has what it is about. */
  readonly isOffered: (forms: FormContext) => boolean;
  readonly asks: readonly Ask[];
  readonly lines: (answers: Answers, forms: FormContext) => readonly Writing[];
}

const write = (line: string, entry: string, body: Readonly<Record<string, Document | undefined>>): Writing => ({
  line,
  entry,
  body: Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined && value !== ""),
  ) as Writing["body"],
});

/** "18,0,2": for, against, abstaining. */
export const votesIn = (
  text: string | undefined,
): { readonly for: number; readonly against: number; readonly abstaining: number } => {
  const [yes, no, neither] = (text ?? "0,0,0").split(",").map(Number);
  return { for: yes ?? 0, against: no ?? 0, abstaining: neither ?? 0 };
};

export const isCarried = (text: string | undefined): boolean => votesIn(text).for > votesIn(text).against;

export function decisionLine(
  place: string,
  decision: string,
  question: string,
  about: string,
  votes: string | undefined,
  note?: string,
): Writing {
  const { for: yes, against, abstaining } = votesIn(votes);
  return write(place, "assembly.decision", {
    decision,
    question,
    about,
    votes_for: String(yes),
    votes_against: String(against),
    abstaining: String(abstaining),
    note,
  });
}

const unitOfFund = ({ today }: FormContext, fund: string | undefined): string =>
  today.funds.find(one => one.fund === fund)?.unit ?? today.unit;

const fundAsk = (
  title: string,
  which: (fund: TodaySeen["funds"][number], forms: FormContext) => boolean,
  key = "fund",
): Ask => ({
  kind: "choice",
  key,
  title,
  options: forms =>
    forms.today.funds
      .filter(fund => which(fund, forms))
      .map(fund => ({
        value: fund.fund,
        label: boxName(forms.words, fund.fund, fund.name),
        sub: forms.words.amount(forms.box(fund.fund), fund.unit),
      })),
});

const amountAsk = (title: string, isFromBox = true): Ask => ({
  kind: "amount",
  key: "amount",
  title,
  unit: (forms, answers) => unitOfFund(forms, answers["fund"]),
  ...(isFromBox
    ? {
        there: (forms: FormContext, answers: Answers) => ({
          label: forms.words.say("meetings.form.in-box"),
          amount: forms.box(answers["fund"] ?? ""),
        }),
      }
    : {}),
});

const purposeAsk: Ask = { kind: "text", key: "purpose", title: "meetings.ask.purpose", most: 120 };
const votes: Ask = { kind: "votes", key: "votes", title: "meetings.ask.votes" };
const woman = (title: string): Ask => ({ kind: "woman", key: "member", title });

const product = (forms: FormContext, code: string | undefined): TodaySeen["rules"]["loans"][number] | undefined =>
  forms.today.rules.loans.find(one => one.product === code);

const request: Form = {
  name: "loan-request",
  icon: "loan",
  isOffered: ({ today }) => today.rules.loans.length > 0,
  asks: [
    woman("meetings.ask.who-borrows"),
    {
      kind: "choice",
      key: "product",
      title: "meetings.ask.loan-product",
      when: ({ today }) => today.rules.loans.length > 1,
      fallback: ({ today }) => today.rules.loans[0]?.product ?? "",
      options: ({ today, words }) =>
        today.rules.loans.map(one => ({
          value: one.product,
          label: loanName(words, one.product, one.name),
          sub: words.say("meetings.form.a-month", { percent: one.ratePerMonth }),
        })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "meetings.ask.how-much-loan",
      unit: (forms, answers) => product(forms, answers["product"])?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const fund = product(forms, answers["product"])?.fund;
        return fund === undefined
          ? undefined
          : { label: forms.words.say("meetings.form.in-box"), amount: forms.box(fund) };
      },
    },
    {
      kind: "count",
      key: "periods",
      title: "meetings.ask.periods",
      unit: "meetings.form.instalments",
      when: (forms, answers) => (product(forms, answers["product"])?.periodsMax ?? 1) > 1,
      fallback: (forms, answers) => String(product(forms, answers["product"])?.periods ?? ""),
      first: (forms, answers) => product(forms, answers["product"])?.periods ?? 1,
      most: (forms, answers) => product(forms, answers["product"])?.periodsMax ?? 1,
    },
    { kind: "text", key: "purpose", title: "meetings.ask.loan-purpose", most: 200, isOptional: true },
    {
      kind: "women",
      key: "guarantors",
      title: "meetings.ask.guarantors",
      when: ({ today }) => today.rules.guarantorsMin > 0,
      count: ({ today }) => today.rules.guarantorsMin,
      not: answers => [answers["member"] ?? ""],
    },
  ],
  lines: ({ member = "", product: code = "", amount = "", periods, purpose, guarantors }) => {
    const loan = newId();
    return [
      write(`request.${loan}`, "loans.request", {
        loan,
        member,
        product: code,
        amount,
        periods,
        purpose,
        guarantors: guarantors ? guarantors.split(",") : [],
      }),
    ];
  },
};

const events = ["death", "illness", "disaster", "birth"] as const;
const whose = ["herself", "spouse", "child", "parent"] as const;

const claim: Form = {
  name: "claim",
  icon: "heart",
  isOffered: ({ today }) => today.rules.aid.length > 0,
  asks: [
    {
      kind: "choice",
      key: "fund",
      title: "meetings.ask.which-fund",
      when: ({ today }) => today.rules.aid.length > 1,
      fallback: ({ today }) => today.rules.aid[0]?.fund ?? "",
      options: ({ today, words }) =>
        today.rules.aid.map(one => ({
          value: one.fund,
          label: fundName(words, one.fund, today.funds.find(fund => fund.fund === one.fund)?.name),
        })),
    },
    woman("meetings.ask.whose-need"),
    {
      kind: "choice",
      key: "event",
      title: "meetings.ask.event",
      options: ({ words }) => events.map(value => ({ value, label: words.say(`choice.aid.claim.event.${value}`) })),
    },
    {
      kind: "choice",
      key: "who",
      title: "meetings.ask.event-of",
      options: ({ words }) => whose.map(value => ({ value, label: words.say(`choice.aid.claim.who.${value}`) })),
    },
    { kind: "day", key: "day", title: "meetings.ask.when", latest: ({ today }) => today.draft.meeting?.day ?? "" },
    {
      kind: "women",
      key: "checkers",
      title: "meetings.ask.checkers",
      hint: "meetings.ask.checkers-hint",
      count: () => 2,
      not: answers => [answers["member"] ?? ""],
    },
  ],
  lines: ({ fund = "", member = "", event = "", who = "", day = "", checkers = "" }) => {
    const id = newId();
    const [first = "", second = ""] = checkers.split(",");
    return [
      write(`claim.${id}.1`, "aid.claim", { claim: id, fund, member, event, who, happened_on: day }),
      ...(first && second ? [write(`claim.${id}.2`, "aid.verify", { claim: id, first, second })] : []),
    ];
  },
};

const plainQuestions = ["expense", "office", "other"] as const;

const otherDecision: Form = {
  name: "decision",
  icon: "hand",
  isOffered: () => true,
  asks: [
    {
      kind: "choice",
      key: "question",
      title: "meetings.ask.question",
      options: ({ words }) => plainQuestions.map(value => ({ value, label: words.say(`question.${value}`) })),
    },
    { kind: "text", key: "note", title: "meetings.ask.what-decided", most: 500 },
    votes,
  ],
  lines: ({ question = "other", note, votes: said }) => {
    const id = newId();
    return [decisionLine(`decision.${id}`, id, question, question, said, note)];
  },
};

const ruleDecision: Form = {
  name: "rule-decision",
  icon: "barn",
  isOffered: () => true,
  asks: [
    { kind: "choice", key: "rule", title: "meetings.ask.which-rule", options: rulesOffered },
    { kind: "text", key: "note", title: "meetings.ask.what-decided", most: 500 },
    votes,
  ],
  lines: ({ rule = "", note, votes: said }) => {
    const id = newId();
    return [decisionLine(`decision.${id}`, id, "rule", rule, said, note)];
  },
};

function rulesOffered({ today, words }: FormContext): readonly Option[] {
  const { rules } = today;
  const name = (key: string): string => (words.has(`rule.${key}`) ? words.say(`rule.${key}`) : key);
  return [
    ...rules.shares.map(one => ({ value: `savings.shares/${one.fund}`, label: name("savings.shares") })),
    ...rules.products.map(one => ({
      value: `savings.product/${one.product}`,
      label: productName(words, one.product, one.name),
    })),
    ...rules.loans.map(one => ({
      value: `loans.product/${one.product}`,
      label: loanName(words, one.product, one.name),
    })),
    { value: "loans.limits", label: name("loans.limits") },
    ...rules.aid.map(one => ({
      value: `aid.fund/${one.fund}`,
      label: fundName(words, one.fund, today.funds.find(fund => fund.fund === one.fund)?.name),
    })),
    { value: "meetings.method", label: name("meetings.method") },
  ];
}

export const womanNamed = ({ today, words }: FormContext, member: string | undefined): string => {
  const found = today.women.find(one => one.member === member);
  return found ? called(words, found) : "";
};

export const formTools = { write, unitOfFund, fundAsk, amountAsk, purposeAsk, votes, woman, bareName };
export const decideForms: readonly Form[] = [request, claim, otherDecision, ruleDecision];
