/** Forms of what the members decide about loans that run: new instalments for one of them, a holiday for all. */
import { addDays, addMonths, type Day, dayOf, partsOf } from "#base";
import { newId } from "#client";
import { type Answers, decisionLine, type Form, type FormContext, isCarried, votes, womanNamed, write } from "./form-parts.ts";
import type { RunningLoanSeen } from "./seen.ts";

const loanIn = ({ today }: FormContext, { loan }: Answers): RunningLoanSeen | undefined =>
  today.loans.find(one => one.loan === loan);

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
          sub: forms.words.amount(BigInt(loan.outstanding), loan.unit),
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
      fallback: () => "0",
      first: () => 3,
      most: () => countMost,
    },
    {
      kind: "count",
      key: "grace",
      title: "loans.ask.how-many-without-principal",
      unit: "meetings.form.instalments",
      when: (_forms, answers) => pauses(answers),
      fallback: () => "0",
      first: () => 1,
      most: () => countMost,
    },
    {
      kind: "text",
      key: "rate",
      title: "loans.ask.new-rate",
      hint: "loans.ask.new-rate-hint",
      most: 8,
      isOptional: true,
      when: (forms, answers) => !loanIn(forms, answers)?.isFree,
    },
    votes,
  ],
  lines(answers, forms) {
    const { loan = "", from = "", extra = "0", grace = "0", rate = "", votes: said } = answers;
    const decision = newId();
    const value = {
      from_due: from,
      extra_periods: extra,
      grace_periods: grace,
      // "1,5" is how it is said.
      ...(rate.trim() === "" ? {} : { rate_per_month: rate.trim().replace(",", ".") }),
    };
    const member = loanIn(forms, answers)?.member ?? "";
    return [
      decisionLine(`decision.reschedule.${loan}.1`, decision, "reschedule", loan, said, { value, concerning: member }),
      ...(isCarried(said)
        ? [write(`decision.reschedule.${loan}.2`, "loans.reschedule", { loan, member, decision })]
        : []),
    ];
  },
};

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
