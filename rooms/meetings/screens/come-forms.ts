/** Forms of money that comes besides the dues: from outside, out of savings, of a loan that was given up. */
import { newId } from "#client";
import {
  amountAsk,
  type Answers,
  type Form,
  type FormContext,
  fundAsk,
  type Option,
  purposeAsk,
  unitOfFund,
  womanNamed,
  write,
} from "./form-parts.ts";
import { amountIn } from "./items.ts";
import { fundCalled } from "./aid-asks.ts";
import { beneficiariesForm, birthYearForm, dependantsForm, enrolForm, leaveFundForm } from "./aid-forms.ts";
import { productName } from "./say.tsx";
import type { WireEntry } from "./seen.ts";
import { placeOf } from "./sheet-model.ts";

const incomeForm: Form = {
  name: "income",
  icon: "plus",
  isOffered: () => true,
  asks: [
    fundAsk("meetings.ask.into-box", () => true),
    amountAsk("meetings.ask.how-much-came", false),
    { ...purposeAsk, title: "meetings.ask.from-what" },
    {
      kind: "choice",
      key: "gift",
      title: "meetings.ask.is-gift",
      options: ({ words }) =>
        (["earned", "gift"] as const).map(value => ({
          value,
          label: words.say(`meetings.form.is-${value}`),
          sub: words.say(`meetings.form.is-${value}.what`),
        })),
    },
  ],
  lines: ({ fund = "", amount = "", purpose, gift }) => {
    const money = newId();
    return [
      write(`income.${money}`, "meetings.income", {
        ...{ money, fund, amount, purpose },
        ...(gift === "gift" ? { is_gift: true } : {}),
      }),
    ];
  },
};

/** Loans nobody is called up for: those that were given up, and those of women who left and owe them still. */
const uncalled = ({ today }: FormContext) => [
  ...today.writtenOff.map(({ loan, member, unit, owed }) => ({ loan, member, unit, owed, entry: "loans.recovery" })),
  ...today.loans
    .filter(({ member }) => today.former.some(one => one.member === member))
    .map(({ loan, member, unit, payOff }) => ({ loan, member, unit, owed: payOff, entry: "loans.repayment" })),
];
const lostOf = (forms: FormContext, loan: string | undefined) => uncalled(forms).find(one => one.loan === loan);

/** Something comes in of a loan that was given up, or of who is no member any more. */
const recovery: Form = {
  name: "recovery",
  icon: "loan",
  isOffered: forms => uncalled(forms).length > 0,
  asks: [
    {
      kind: "choice",
      key: "loan",
      title: "meetings.ask.which-loan",
      options: forms =>
        uncalled(forms).map(one => ({
          value: one.loan,
          label: womanNamed(forms, one.member) || forms.words.say("meetings.somebody"),
          sub: forms.words.amount(BigInt(one.owed), one.unit),
        })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "meetings.ask.how-much-came",
      unit: (forms, { loan }) => lostOf(forms, loan)?.unit ?? forms.today.unit,
      there: (forms, { loan }) => {
        const lost = lostOf(forms, loan);
        return lost && { label: forms.words.say("meetings.form.still-owed"), amount: BigInt(lost.owed) };
      },
    },
  ],
  lines({ loan = "", amount = "" }, forms) {
    const lost = lostOf(forms, loan);
    return [write(`recovery.${loan}`, lost?.entry ?? "loans.recovery", { loan, member: lost?.member, amount })];
  },
};

/** A borrower names another who stands for her loan: one who did may then leave. */
const guarantor: Form = {
  name: "guarantor",
  icon: "people",
  isOffered: forms => forms.today.rules.guarantorsMin > 0 && stoodFor(forms).length > 0,
  asks: [
    {
      kind: "choice",
      key: "loan",
      title: "meetings.ask.which-loan",
      options: forms =>
        stoodFor(forms).map(one => ({
          value: one.loan,
          label: womanNamed(forms, one.member) || forms.words.say("meetings.somebody"),
          sub: forms.words.amount(BigInt(one.amount), one.unit),
        })),
    },
    {
      kind: "woman",
      key: "guarantor",
      title: "meetings.ask.who-else-stands",
      who: (woman, forms, { loan }) => stoodFor(forms).find(one => one.loan === loan)?.member !== woman.member,
    },
  ],
  lines: ({ loan = "", guarantor: stands = "" }, forms) => {
    const { member } = stoodFor(forms).find(one => one.loan === loan) ?? {};
    return [write(`guarantor.${loan}.${stands}`, "loans.guarantor", { loan, member, guarantor: stands })];
  },
};

const stoodFor = ({ today }: FormContext) => [
  ...today.loans.map(({ loan, member, unit, outstanding }) => ({ loan, member, unit, amount: outstanding })),
  ...today.awaiting.map(({ loan, member, unit, amount }) => ({ loan, member, unit, amount })),
];

interface SavedIn {
  readonly product: string;
  readonly name: string | null;
  readonly fund: string;
  readonly unit: string;
  readonly amount: bigint;
}

/** What she may take out of, which is what she may move to her capital. */
const savedBy = ({ today }: FormContext, member: string | undefined): readonly SavedIn[] =>
  today.rules.products.flatMap(({ product, name, fund, unit }) => {
    const saved = today.saved.find(one => one.member === member && one.code === product);
    return saved ? [{ product, name, fund, unit, amount: BigInt(saved.amount) }] : [];
  });

const savedFrom = (forms: FormContext, { member, product }: Answers): SavedIn | undefined =>
  savedBy(forms, member).find(one => one.product === product);

/** "capital/<product>" or "shares/<fund>": what savings of this unit can become. */
function targetsOf(forms: FormContext, answers: Answers): readonly Option[] {
  const { today, words } = forms;
  const from = savedFrom(forms, answers);
  if (!from) return [];
  return [
    ...today.rules.products
      .filter(one => one.isCapital && one.unit === from.unit && one.product !== from.product)
      .map(one => ({ value: `capital/${one.product}`, label: productName(words, one.product, one.name) })),
    ...today.rules.shares
      .filter(one => today.funds.find(fund => fund.fund === one.fund)?.unit === from.unit)
      .map(one => ({
        value: `shares/${one.fund}`,
        label: words.say("meetings.item.shares-of", { fund: fundCalled(forms, one.fund) }),
        sub: words.amount(sharePrice(forms, one.fund), from.unit),
      })),
  ];
}

/** In a running cycle the price is the cycle's, which what is due says, whatever the rule says now. */
function sharePrice({ today }: FormContext, fund: string): bigint {
  const due = today.dues.find(one => one.entry === "savings.buy-shares" && one.body["fund"] === fund);
  const shares = BigInt(String(due?.body["shares"] ?? "0"));
  return shares > 0n
    ? BigInt(String(due!.body["amount"])) / shares
    : BigInt(today.rules.shares.find(one => one.fund === fund)?.price ?? "0");
}

const isShares = (into: string | undefined): boolean => into?.startsWith("shares/") ?? false;

/** So many shares her savings pay, within what is bought at one meeting. */
function sharesMost(forms: FormContext, answers: Answers): number {
  const fund = (answers["into"] ?? "").split("/")[1] ?? "";
  const price = sharePrice(forms, fund);
  const payable = price === 0n ? 0 : Number((savedFrom(forms, answers)?.amount ?? 0n) / price);
  return Math.max(1, Math.min(payable, forms.today.rules.shares.find(one => one.fund === fund)?.max ?? 1));
}

/** Savings become capital. What she has in all stays the same, so no cash is laid on the table. */
const toShares: Form = {
  name: "to-shares",
  icon: "coin",
  isOffered: forms =>
    forms.today.saved.some(one => targetsOf(forms, { member: one.member, product: one.code }).length > 0),
  asks: [
    {
      kind: "woman",
      key: "member",
      title: "meetings.ask.who-moves",
      who: (one, forms) =>
        savedBy(forms, one.member).some(
          saved => targetsOf(forms, { member: one.member, product: saved.product }).length > 0,
        ),
    },
    {
      kind: "choice",
      key: "product",
      title: "meetings.ask.from-which",
      when: (forms, { member }) => savedBy(forms, member).length > 1,
      fallback: (forms, { member }) => savedBy(forms, member)[0]?.product ?? "",
      options: (forms, { member }) =>
        savedBy(forms, member).map(one => ({
          value: one.product,
          label: productName(forms.words, one.product, one.name),
          sub: forms.words.amount(one.amount, one.unit),
        })),
    },
    {
      kind: "choice",
      key: "into",
      title: "meetings.ask.becomes-what",
      when: (forms, answers) => targetsOf(forms, answers).length > 1,
      fallback: (forms, answers) => targetsOf(forms, answers)[0]?.value ?? "",
      options: targetsOf,
    },
    {
      kind: "count",
      key: "shares",
      title: "meetings.ask.how-many-shares",
      unit: "meetings.form.shares",
      when: (_, { into }) => isShares(into),
      fallback: () => "",
      first: () => 1,
      most: sharesMost,
    },
    {
      kind: "amount",
      key: "amount",
      title: "meetings.ask.how-much",
      when: (_, { into }) => !isShares(into),
      fallback: () => "",
      unit: (forms, answers) => savedFrom(forms, answers)?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const from = savedFrom(forms, answers);
        return from && { label: forms.words.say("meetings.form.saved"), amount: from.amount };
      },
    },
  ],
  lines: ({ member = "", product = "", into = "", shares = "", amount = "" }, forms) => {
    const code = into.split("/")[1] ?? "";
    return [
      write(`to-shares.${member}.${product}`, "savings.to-shares", {
        member,
        product,
        ...(isShares(into)
          ? { fund: code, shares, amount: String(sharePrice(forms, code) * BigInt(shares)) }
          : { capital: code, amount }),
      }),
    ];
  },
};

export const dueToFunds = ({ today }: FormContext, member: string | undefined): readonly WireEntry[] =>
  today.dues.filter(one => one.entry === "aid.contribution" && one.body["member"] === member);

const payableBy = (forms: FormContext, member: string | undefined, due: WireEntry | undefined): readonly SavedIn[] =>
  savedBy(forms, member).filter(one => one.unit === unitOfFund(forms, String(due?.body["fund"])));

export const dueAt = (forms: FormContext, { member, due }: Answers): WireEntry | undefined =>
  dueToFunds(forms, member).find(one => placeOf(one) === due);

/** What is due to a fund, or at a death, is given out of her savings: it stands on her card as received, without cash. */
const outOfSavings: Form = {
  name: "out-of-savings",
  icon: "heart",
  isOffered: forms => forms.today.women.some(({ member }) => mayPayOutOfSavings(forms, member)),
  asks: [
    {
      kind: "woman",
      key: "member",
      title: "meetings.ask.who-gives-of-savings",
      who: (one, forms) => mayPayOutOfSavings(forms, one.member),
    },
    {
      kind: "choice",
      key: "due",
      title: "meetings.ask.gives-for-what",
      options: (forms, { member }) =>
        dueToFunds(forms, member)
          .filter(due => payableBy(forms, member, due).length > 0)
          .map(due => ({
            value: placeOf(due),
            label: due.body["claim"] ? forms.words.say("meetings.item.levy") : fundCalled(forms, String(due.body["fund"])),
            sub: forms.words.amount(amountIn(due), unitOfFund(forms, String(due.body["fund"]))),
          })),
    },
    {
      kind: "choice",
      key: "product",
      title: "meetings.ask.from-which",
      when: (forms, answers) => payableBy(forms, answers["member"], dueAt(forms, answers)).length > 1,
      fallback: (forms, answers) => payableBy(forms, answers["member"], dueAt(forms, answers))[0]?.product ?? "",
      options: (forms, answers) =>
        payableBy(forms, answers["member"], dueAt(forms, answers)).map(one => ({
          value: one.product,
          label: productName(forms.words, one.product, one.name),
          sub: forms.words.amount(one.amount, one.unit),
        })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "meetings.ask.how-much",
      unit: (forms, answers) => savedFrom(forms, answers)?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const from = savedFrom(forms, answers);
        return from && { label: forms.words.say("meetings.form.saved"), amount: from.amount };
      },
    },
  ],
  lines: (answers, forms) => {
    const due = dueAt(forms, answers);
    if (!due) return [];
    const { amount = "", product = "" } = answers;
    return [write(placeOf(due), due.entry, { ...due.body, amount, from: product })];
  },
};

const mayPayOutOfSavings = (forms: FormContext, member: string): boolean =>
  dueToFunds(forms, member).some(due => payableBy(forms, member, due).length > 0);

/** What comes besides the dues, in the order it is offered. */
export const comeForms: readonly Form[] = [
  incomeForm,
  outOfSavings,
  toShares,
  recovery,
  guarantor,
  enrolForm,
  beneficiariesForm,
  dependantsForm,
  birthYearForm,
  leaveFundForm,
];
