/** Forms of term deposits: money is laid down for some months, and one ends. */
import { newId } from "#client";
import { type Answers, type Ask, type Form, type FormContext, type Option, womanNamed, write } from "./form-parts.ts";
import { productName } from "./say.tsx";
import type { ProductSeen, TermSeen } from "./seen.ts";
import { closeTermHead, openTermHead, termPartHead } from "./term-heads.ts";

const offered = ({ today }: FormContext): readonly ProductSeen[] => today.rules.products.filter(one => one.term !== null);

const called = ({ today, words }: FormContext, code: string): string =>
  productName(words, code, today.rules.products.find(one => one.product === code)?.name ?? null);

/** She lays money down at the terms of today. */
export const openTermForm: Form = {
  ...openTermHead,
  asks: [
    { kind: "woman", key: "member", title: "savings.ask.who-lays-down" },
    {
      kind: "choice",
      key: "product",
      title: "savings.ask.which-term",
      options: forms =>
        offered(forms).map(one => ({
          value: one.product,
          label: called(forms, one.product),
          sub: forms.words.say("savings.form.term-sub", {
            months: one.term!.months,
            rate: percent(forms, one.term!.rate),
            least: forms.words.amount(BigInt(one.term!.least), one.unit),
          }),
        })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "savings.ask.how-much-term",
      unit: (forms, { product }) => offered(forms).find(one => one.product === product)?.unit ?? forms.today.unit,
    },
  ],
  lines: ({ member = "", product = "", amount = "" }) => {
    const deposit = newId();
    return [write(`term.${deposit}`, "savings.open-term", { deposit, member, product, amount })];
  },
};

const percent = ({ words }: FormContext, rate: string): string =>
  new Intl.NumberFormat(words.locale, { maximumFractionDigits: 6 }).format(Number(rate));

const chosen = ({ today }: FormContext, { deposit }: Answers): TermSeen | undefined =>
  today.terms.find(one => one.deposit === deposit);

/** What may become of it: from its day on it is hers to choose; before it, it can only be taken out. */
function ways(forms: FormContext, answers: Answers): readonly Option[] {
  const { words } = forms;
  const term = chosen(forms, answers);
  if (!term) return [];
  const said = (minor: string): string => words.amount(BigInt(minor), term.unit);
  const interest = words.say("savings.form.term-interest", { amount: said(term.interest) });
  const amount = said(term.whole);
  if (!term.isMature) {
    const label = words.say("savings.form.term-early", { day: words.day(term.maturesOn, "short"), amount });
    return [{ value: "paid-out", label, sub: interest }];
  }
  return [
    { value: "paid-out", label: words.say("savings.form.term-paid-out", { amount }), sub: interest },
    { value: "rolled-over", label: words.say("savings.form.term-rolled-over", { amount }) },
    ...(term.interest === "0"
      ? []
      : [
          {
            value: "interest-paid",
            label: words.say("savings.form.term-interest-paid", { amount: said(term.principal) }),
            sub: said(term.interest),
          },
        ]),
  ];
}

const depositAsk = (which: (term: TermSeen) => boolean): Ask => ({
  kind: "choice",
  key: "deposit",
  title: "savings.ask.which-deposit",
  options: forms =>
    forms.today.terms.filter(which).map(one => ({
      value: one.deposit,
      label: womanNamed(forms, one.member) || forms.words.say("meetings.somebody"),
      sub: forms.words.say("savings.form.term-until", {
        product: called(forms, one.product),
        day: forms.words.day(one.maturesOn, "short"),
        amount: forms.words.amount(BigInt(one.principal), one.unit),
      }),
    })),
});

/** One ends: its day has come, or she needs it before. */
export const closeTermForm: Form = {
  ...closeTermHead,
  asks: [
    depositAsk(() => true),
    { kind: "choice", key: "way", title: "savings.ask.deposit-becomes", options: ways },
  ],
  lines(answers, forms) {
    const { deposit = "", way = "" } = answers;
    const term = chosen(forms, answers);
    if (!term) return [];
    const amount = way === "paid-out" ? term.whole : way === "interest-paid" ? term.interest : undefined;
    return [
      write(`pay.term.${deposit}`, "savings.close-term", {
        ...{ deposit, member: term.member, way, amount },
        into: way === "paid-out" ? undefined : newId(),
      }),
    ];
  },
};

/** What a part of it has earned today, half up to the minor unit as the rule rounds it. */
function earnedBy({ part }: TermSeen, principal: bigint): bigint {
  if (!part) return 0n;
  const [of, whole] = [BigInt(part.earns.of), BigInt(part.earns.in)];
  return (2n * principal * of + whole) / (2n * whole);
}

/** She needs some of it before its day, and the rest goes on. It stands where its end would: one of both is written. */
export const termPartForm: Form = {
  ...termPartHead,
  asks: [
    depositAsk(one => one.part !== null),
    {
      kind: "amount",
      key: "part",
      title: "savings.ask.how-much-part",
      unit: (forms, answers) => chosen(forms, answers)?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const free = chosen(forms, answers)?.part?.free;
        return free === undefined ? undefined : { label: forms.words.say("savings.form.term-part-free"), amount: BigInt(free) };
      },
      known(forms, answers) {
        const term = chosen(forms, answers);
        const part = BigInt(answers["part"] || "0");
        if (!term?.part || part === 0n || part > BigInt(term.part.free)) return undefined;
        const interest = earnedBy(term, part);
        const said = (minor: bigint): string => forms.words.amount(minor, term.unit);
        return forms.words.say("savings.form.term-part-gives", {
          ...{ amount: said(part + interest), interest: said(interest), left: said(BigInt(term.principal) - part) },
          day: forms.words.day(term.maturesOn, "short"),
        });
      },
    },
  ],
  lines(answers, forms) {
    const { deposit = "", part = "0" } = answers;
    const term = chosen(forms, answers);
    if (!term) return [];
    const amount = String(BigInt(part) + earnedBy(term, BigInt(part)));
    return [write(`pay.term.${deposit}`, "savings.partial-withdrawal", { deposit, member: term.member, part, amount })];
  },
};

export const termForms: readonly Form[] = [openTermForm, closeTermForm, termPartForm];
