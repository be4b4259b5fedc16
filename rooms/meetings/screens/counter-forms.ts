/**
 * What may be written between meetings, where the rules of a group allow it: each entry with the form that asks for it. The
 * forms are the meeting's; what a meeting has on a member's card (a contribution in cash) has a form here.
 */
import { fundCalled } from "./aid-asks.ts";
import { comeForms, dueAt, dueToFunds } from "./come-forms.ts";
import { type Form, unitOfFund, write } from "./form-parts.ts";
import { amountIn } from "./items.ts";
import { placeOf } from "./sheet-model.ts";
import { closeTermHead, later, openTermHead, termPartHead } from "./term-heads.ts";

/** What is due from her to a fund, or at a death, brought in cash. */
const contribution: Form = {
  name: "contribution",
  icon: "heart",
  isOffered: forms => forms.today.women.some(({ member }) => dueToFunds(forms, member).length > 0),
  asks: [
    {
      kind: "woman",
      key: "member",
      title: "meetings.ask.who-contributes",
      who: (one, forms) => dueToFunds(forms, one.member).length > 0,
    },
    {
      kind: "choice",
      key: "due",
      title: "meetings.ask.gives-for-what",
      options: (forms, { member }) =>
        dueToFunds(forms, member).map(due => ({
          value: placeOf(due),
          label: due.body["claim"]
            ? forms.words.say("meetings.item.levy")
            : fundCalled(forms, String(due.body["fund"])),
          sub: forms.words.amount(amountIn(due), unitOfFund(forms, String(due.body["fund"]))),
        })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "meetings.ask.how-much-came",
      unit: (forms, answers) => unitOfFund(forms, String(dueAt(forms, answers)?.body["fund"])),
      there: (forms, answers) => {
        const due = dueAt(forms, answers);
        return due && { label: forms.words.say("meetings.form.is-due"), amount: amountIn(due) };
      },
    },
  ],
  lines: (answers, forms) => {
    const due = dueAt(forms, answers);
    return due ? [write(placeOf(due), due.entry, { ...due.body, amount: answers["amount"] })] : [];
  },
};

const entriesOfForms: Readonly<Record<string, string>> = {
  income: "meetings.income",
  expense: "meetings.expense",
  bank: "meetings.bank",
  "to-shares": "savings.to-shares",
  "open-term": "savings.open-term",
  "close-term": "savings.close-term",
  "term-part": "savings.partial-withdrawal",
  contribution: "aid.contribution",
  "out-of-savings": "aid.contribution",
  enrol: "aid.enrol",
  beneficiaries: "aid.beneficiaries",
  dependants: "aid.dependants",
  "birth-year": "aid.birth-year",
  "leave-fund": "aid.leave",
};

/** Of what goes out, only these are written here; their questions come with the others that are fetched. */
const payHeads = ([
  ["expense", "box"],
  ["bank", "barn"],
] as const).map(([name, icon]) => later({ name, icon, isOffered: () => true }));

/** The forms of these entries, in the order they are offered. */
export const counterForms = (entries: readonly string[]): readonly Form[] =>
  [
    ...[contribution, ...comeForms, later(openTermHead)],
    ...[...payHeads, later(closeTermHead), later(termPartHead)],
  ].filter(form => {
    const entry = entriesOfForms[form.name];
    return entry !== undefined && entries.includes(entry);
  });

/** The questions of a form that has none yet are fetched. */
export const whole = async (form: Form): Promise<Form> =>
  form.asks.length > 0 ? form : (await import("./later-forms.ts")).laterForms.find(one => one.name === form.name)!;

/** What has a page of its own: the same for the list of what may be done. */
export const counterPages = [
  { entry: "savings.deposit", href: "/savings/deposit", icon: "plus" },
  { entry: "savings.withdrawal", href: "/savings/withdrawal", icon: "coin" },
  { entry: "loans.repayment", href: "/loans", icon: "loan" },
  { entry: "aid.claim", href: "/aid/report", icon: "heart" },
] as const;
