/** Forms of what the members decide about loans that run: new instalments for one of them, a holiday for all. */
import { addDays, addMonths, type Day, dayOf, type Document, partsOf, unitOf } from "#base";
import { newId } from "#client";
import {
  type Answers,
  decisionLine,
  type Form,
  type FormContext,
  isCarried,
  numberOf,
  votes,
  womanNamed,
  write,
} from "./form-parts.ts";
import { renewedIn } from "./renewing.ts";
import { called } from "./say.tsx";
import type { RunningLoanSeen } from "./seen.ts";

const loanIn = ({ today }: FormContext, { loan }: Answers): RunningLoanSeen | undefined =>
  today.loans.find(one => one.loan === loan);

const penalised = ({ today: seen }: FormContext) => seen.loans.filter(one => one.penalties !== "0");

/** A late charge, or a part of it, is let go: with the reason, which the members hear. */
export const waiver: Form = {
  name: "waiver",
  said: "loans.form",
  icon: "heart",
  isOffered: forms => penalised(forms).length > 0,
  asks: [
    {
      kind: "choice",
      key: "loan",
      title: "meetings.ask.which-loan",
      options: forms =>
        penalised(forms).map(one => ({
          value: one.loan,
          label: womanNamed(forms, one.member),
          sub: forms.words.say("loans.screen.used-for-penalties", {
            amount: forms.words.amount(BigInt(one.penalties), one.unit),
          }),
        })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "loans.ask.waiver-amount",
      unit: (forms, answers) => loanIn(forms, answers)?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const amount = loanIn(forms, answers)?.penalties;
        return amount === undefined
          ? undefined
          : { label: forms.words.say("loans.form.late-charge"), amount: BigInt(amount) };
      },
    },
    { kind: "text", key: "reason", title: "loans.ask.waiver-reason", hint: "loans.ask.waiver-reason-hint", most: 300 },
  ],
  lines({ loan = "", amount = "", reason = "" }, forms) {
    const member = loanIn(forms, { loan })?.member;
    return [write(`waiver.${loan}`, "loans.waiver", { waiver: newId(), loan, member, amount, reason })];
  },
};

const changes = ["more", "pause", "both", "none"] as const;
const addsMore = ({ change = "" }: Answers): boolean => change === "more" || change === "both";
const pauses = ({ change = "" }: Answers): boolean => change === "pause" || change === "both";
const countMost = 60;

/** What is late is spread over the instalments from the one that is chosen on; there may be more of them. */
export const reschedule: Form = {
  name: "reschedule",
  said: "loans.form",
  icon: "loan",
  isOffered: ({ today }) => today.loans.length > 0,
  asks: [
    {
      kind: "choice",
      key: "loan",
      title: "meetings.ask.which-loan",
      options: forms =>
        forms.today.loans.map(loan => ({
          value: loan.loan,
          label: womanNamed(forms, loan.member),
          sub: numberOf(forms, loan.member, forms.words.amount(BigInt(loan.outstanding), loan.unit)),
        })),
    },
    {
      kind: "choice",
      key: "from",
      title: "loans.ask.from-which-instalment",
      hint: "loans.ask.from-which-instalment-hint",
      options: (forms, answers) =>
        (loanIn(forms, answers)?.open ?? []).map(day => ({ value: day, label: forms.words.day(day) })),
    },
    {
      kind: "choice",
      key: "change",
      title: "loans.ask.what-changes",
      options: ({ words }) => changes.map(value => ({ value, label: words.say(`loans.ask.what-changes.${value}`) })),
    },
    {
      kind: "count",
      key: "extra",
      title: "loans.ask.how-many-more",
      unit: "meetings.form.instalments",
      when: (_forms, answers) => addsMore(answers),
      // What stands there when she goes on without a press.
      fallback: (_forms, answers) => (addsMore(answers) ? "3" : "0"),
      first: () => 3,
      most: () => countMost,
    },
    {
      kind: "count",
      key: "grace",
      title: "loans.ask.how-many-without-principal",
      unit: "meetings.form.instalments",
      when: (_forms, answers) => pauses(answers),
      fallback: (_forms, answers) => (pauses(answers) ? "1" : "0"),
      first: () => 1,
      most: () => countMost,
    },
    {
      kind: "text",
      key: "rate",
      title: "loans.ask.new-rate",
      hint: "loans.ask.new-rate-hint",
      most: 8,
      isFigure: true,
      isOptional: true,
      when: (forms, answers) => !loanIn(forms, answers)?.isFree,
    },
    votes,
  ],
  lines(answers, forms) {
    const { loan = "", from = "", extra = "0", grace = "0", rate = "", votes: said } = answers;
    const decision = newId();
    // "1,5" is how it is said, and some write the sign too.
    const percent = rate.replace("%", "").trim().replace(",", ".");
    const value = {
      from_due: from,
      extra_periods: extra,
      grace_periods: grace,
      ...(percent === "" ? {} : { rate_per_month: percent }),
    };
    const member = loanIn(forms, answers)?.member ?? "";
    // By its place it comes before a holiday of the same sheet, whose dates it does not know.
    return [
      decisionLine(`decision.anew.${loan}.1`, decision, "reschedule", loan, said, { value, concerning: member }),
      ...(isCarried(said)
        ? [write(`decision.anew.${loan}.2`, "loans.reschedule", { loan, member, decision })]
        : []),
    ];
  },
};

/** Equal parts in cash, from today on, so many months apart; what cannot be shared out evenly is in the first. */
export function payOutsPlanned(
  { amount = "0", parts = "1", apart = "1" }: Answers,
  unit: string,
  forms: FormContext,
): Document | undefined {
  const count = Number(parts);
  const step = unitOf(unit)?.cashStep ?? 1n;
  const each = (BigInt(amount) / BigInt(count) / step) * step;
  if (count < 2 || each === 0n) return undefined;
  return Array.from({ length: count }, (_, at) => ({
    on: addMonths(today(forms), at * Number(apart)),
    amount: String(at === 0 ? BigInt(amount) - each * BigInt(count - 1) : each),
  }));
}

/** Whether a loan would take her above what one may owe its fund, by books and sheet. The server has the last word. */
export function isAboveShare({ today: seen, box }: FormContext, answers: Answers): boolean {
  const { member, product, amount } = answers;
  const percent = seen.rules.shareOfFundPercent;
  const fund = seen.rules.loans.find(one => one.product === product)?.fund;
  if (percent === null || fund === undefined || !amount) return false;
  const loans = seen.loans.filter(loan => loan.fund === fund);
  const sumOf = (some: typeof loans): bigint => some.reduce((sum, loan) => sum + BigInt(loan.outstanding), 0n);
  const size = box(fund) + BigInt(seen.funds.find(one => one.fund === fund)?.bank ?? "0") + sumOf(loans);
  const beside = loans.filter(loan => loan.member === member && loan.loan !== renewedIn(answers));
  return BigInt(amount) > (size * BigInt(percent)) / 100n - sumOf(beside);
}

/** How much of this kind she may borrow, by how her last loans were paid; undefined where loans of it do not grow so. */
export function ladderSaid({ today: seen, words }: FormContext, answers: Answers): string | undefined {
  const { member, product } = answers;
  const place = seen.ladders.find(one => one.member === member && one.product === product);
  const unit = seen.rules.loans.find(one => one.product === product)?.unit;
  const woman = seen.women.find(one => one.member === member);
  if (!place || !unit || !woman) return undefined;
  const amount = (minor: string): string => words.amount(BigInt(minor), unit);
  const may = { name: called(words, woman), step: amount(place.step), why: words.say(place.why) };
  // What the new loan pays off she does not owe beside it.
  const ending = seen.loans.find(one => one.loan === renewedIn(answers) && one.product === product);
  const owed = BigInt(place.owed) - BigInt(ending?.outstanding ?? "0");
  const left = BigInt(place.step) > owed ? BigInt(place.step) - owed : 0n;
  return [
    words.say("loans.ladder.may", may),
    ...(owed === 0n ? [] : [words.say("loans.ladder.left", { owed: amount(String(owed)), amount: amount(String(left)) })]),
  ].join(" ");
}

const today = ({ today: seen }: FormContext): Day => seen.draft.meeting!.day;

const nextMonth = (on: Day): Day => {
  const { year, month } = partsOf(addMonths(on, 1));
  return dayOf(year, month, 1);
};

/** Instalments of all loans that run move; nobody is late for it, and nothing accrues. */
export const holiday: Form = {
  name: "holiday",
  said: "loans.form",
  icon: "clock",
  isOffered: ({ today: seen }) => seen.loans.length > 0,
  asks: [
    {
      kind: "choice",
      key: "from",
      title: "loans.ask.holiday-from",
      options: forms =>
        [today(forms), nextMonth(today(forms))].map((day, index) => ({
          value: day,
          label: forms.words.say(index === 0 ? "loans.ask.holiday-from.now" : "loans.ask.holiday-from.next-month"),
          sub: forms.words.day(day),
        })),
    },
    {
      kind: "count",
      key: "months",
      title: "loans.ask.holiday-months",
      hint: "loans.ask.holiday-months-hint",
      unit: "loans.form.months",
      fallback: () => "2",
      first: () => 2,
      most: () => 12,
    },
    votes,
  ],
  lines({ from = "", months = "1", votes: said }) {
    const decision = newId();
    const until = addDays(addMonths(from as Day, Number(months)), -1);
    return [
      decisionLine(`decision.holiday.${decision}.1`, decision, "holiday", "holiday", said, { value: { from, until } }),
      ...(isCarried(said) ? [write(`decision.holiday.${decision}.2`, "loans.holiday", { decision })] : []),
    ];
  },
};
