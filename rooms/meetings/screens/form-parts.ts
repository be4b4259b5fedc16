/**
 * What is asked to write an entry that is not a due: a request, a decision, a pay-out. Each form is a list of questions
 * asked one at a time, and what its answers write on the sheet. Places are named so that what leans on another line comes
 * after it, also where lines are taken in the order of their places.
 */
import type { Document, Words } from "#base";
import { boxName, called } from "./say.tsx";
import type { LeavingPlanSeen, ShareOutPlanSeen, TodaySeen, Woman } from "./seen.ts";
import { boxOf, type HeldSheet, type Writing } from "./sheet-model.ts";
import type { SheetHeld } from "./use-sheet.ts";

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
  /** What is known about the answers so far, as a sentence. */
  readonly known?: (forms: FormContext, answers: Answers) => string | undefined;
  readonly isOptional?: true;
  /** Left out where it need not be asked; the answer is then `fallback`. */
  readonly when?: (forms: FormContext, answers: Answers) => boolean;
  readonly fallback?: (forms: FormContext, answers: Answers) => string;
}

export type Ask =
  | (AskOf<"woman"> & { readonly who?: (woman: Woman, forms: FormContext, answers: Answers) => boolean })
  | (AskOf<"women"> & {
      /** So many are named. */
      readonly count: (forms: FormContext, answers: Answers) => number;
      /** More may be, up to this; absent, no more. A place is offered after the last that is filled. */
      readonly most?: (forms: FormContext, answers: Answers) => number;
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
  | (AskOf<"text"> & { readonly most: number; readonly isFigure?: true })
  | (AskOf<"day"> & { readonly latest: (forms: FormContext) => string })
  | AskOf<"votes">
  | (AskOf<"plan"> & { readonly plan: "share-out" | "leaving" });

/** What a form asks and writes on: the sheet of a meeting, or the counter between meetings. */
export interface FormTable {
  readonly words: Words;
  readonly held: Pick<SheetHeld, "today" | "sheet" | "unsent" | "write">;
  readonly going: { readonly at: { readonly step: string; readonly of?: string | undefined } };
}

/**
 * What is known once a plan was seen: whether debts are covered or who owes leaves by a decision only, and whether anything
 * is handed over. Until one was seen, as where there is no signal, something may be.
 */
export interface PlanKnown {
  readonly needsDecision: boolean;
  readonly handsOver: boolean;
}
export function planAnswer(seen: LeavingPlanSeen | ShareOutPlanSeen | null): string {
  const leaving = seen && "funds" in seen ? seen : null;
  const handsOver = !leaving || leaving.funds.some(one => one.payout !== "0");
  return `${leaving?.needsDecision ? "owes" : "covers"}${handsOver ? "" : "/nothing"}`;
}
export const planKnown = (answer: string | undefined): PlanKnown => ({
  needsDecision: answer?.startsWith("owes") ?? false,
  handsOver: !answer?.endsWith("/nothing"),
});

export interface FormContext {
  readonly today: TodaySeen;
  /** What is written on it so far. */
  readonly sheet?: HeldSheet;
  readonly words: Words;
  /** What a fund's box holds now, by books and sheet. */
  readonly box: (fund: string) => bigint;
}

export const formContext = ({ words, held }: FormTable): FormContext => ({
  words,
  today: held.today,
  sheet: held.sheet,
  box: fund => boxOf(fund, held.sheet, held.today).expected,
});

export interface Form {
  readonly name: string;
  /** Where its words stand, if it is not `meetings.form`. */
  readonly said?: string;
  readonly icon:
    | "loan"
    | "heart"
    | "hand"
    | "coin"
    | "barn"
    | "people"
    | "box"
    | "plus"
    | "exit"
    | "undo"
    | "clock"
    | "scale";
  /** Whether this group has what it is about. */
  readonly isOffered: (forms: FormContext) => boolean;
  readonly asks: readonly Ask[];
  readonly lines: (answers: Answers, forms: FormContext) => readonly Writing[];
}

export const write = (line: string, entry: string, body: Readonly<Record<string, Document | undefined>>): Writing => ({
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
  /** What exactly, where a thing follows from it, what people call or say of it, and whose matter it is. */
  said: {
    readonly value?: Document;
    readonly name?: string | undefined;
    readonly note?: string | undefined;
    readonly concerning?: string | undefined;
  } = {},
): Writing {
  const { for: yes, against, abstaining } = votesIn(votes);
  return write(place, "assembly.decision", {
    decision,
    question,
    about,
    value: said.value,
    name: said.name,
    votes_for: String(yes),
    votes_against: String(against),
    abstaining: String(abstaining),
    note: said.note,
    concerning: said.concerning,
  });
}

export const unitOfFund = ({ today }: FormContext, fund: string | undefined): string =>
  today.funds.find(one => one.fund === fund)?.unit ?? today.unit;

export const fundAsk = (
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

export const amountAsk = (title: string, isFromBox = true): Ask => ({
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

export const purposeAsk: Ask = { kind: "text", key: "purpose", title: "meetings.ask.purpose", most: 120 };
export const votes: Ask = { kind: "votes", key: "votes", title: "meetings.ask.votes" };
export const woman = (title: string): Ask => ({ kind: "woman", key: "member", title });

const womanOf = ({ today }: FormContext, member: string | undefined) =>
  [...today.women, ...today.former].find(one => one.member === member);

export const womanNamed = (forms: FormContext, member: string | undefined): string => {
  const found = womanOf(forms, member);
  return found ? called(forms.words, found) : "";
};

/** Two may have one name: under it stands her number, and what else is said. */
export const numberOf = (forms: FormContext, member: string | undefined, ...said: readonly string[]): string => {
  const found = womanOf(forms, member);
  return [...(found ? [forms.words.say("meetings.number", { number: found.number })] : []), ...said].join(" · ");
};
