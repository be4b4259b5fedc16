/** Forms of savings that are kept for a loan: who pledges what, and what becomes of it by the hands of the members. */
import { newId } from "#client";
import { type Answers, decisionLine, type Form, type FormContext, isCarried, type Option, votes, womanNamed, write } from "./form-parts.ts";
import { fundCalled } from "./aid-asks.ts";
import { pledgePlace } from "./requests.ts";
import { productName } from "./say.tsx";
import type { PledgingSeen, TodaySeen } from "./seen.ts";
import type { HeldSheet } from "./sheet-model.ts";

interface LoanToPledgeFor {
  readonly loan: string;
  readonly member: string;
  readonly unit: string;
  readonly amount: string;
  readonly stands: readonly string[];
  /** The loan that it pays off: what is kept for that one can be kept for it too. */
  readonly renews?: string | null;
}

const membersIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** Loans of today's sheet, those that wait, and those that run, with who may pledge for each: she, and who stands for it. */
export function loansToPledgeFor(today: TodaySeen, sheet: HeldSheet | undefined): readonly LoanToPledgeFor[] {
  const lines = [...(sheet?.values() ?? [])];
  const named = (loan: string): readonly string[] =>
    lines.flatMap(({ entry, body }) =>
      entry === "loans.guarantor" && body["loan"] === loan ? [String(body["guarantor"])] : [],
    );
  const stands = (loan: string): readonly string[] => [
    ...(today.pledging?.stands.find(one => one.loan === loan)?.members ?? []),
    ...named(loan),
  ];
  const asked = lines.flatMap(({ entry, body }): LoanToPledgeFor[] => {
    if (entry !== "loans.request") return [];
    const [loan, member] = [String(body["loan"]), String(body["member"])];
    const unit = today.rules.loans.find(one => one.product === body["product"])?.unit ?? today.unit;
    const all = [member, ...membersIn(body["guarantors"]), ...named(loan)];
    const renews = body["renews"] === undefined ? null : String(body["renews"]);
    return [{ loan, member, unit, amount: String(body["amount"]), stands: all, renews }];
  });
  return [
    ...asked,
    ...today.awaiting.map(one => ({ ...one, stands: stands(one.loan) })),
    ...today.loans.map(one => ({ ...one, amount: one.outstanding, stands: stands(one.loan) })),
  ];
}

const loanIn = ({ today, sheet }: FormContext, { loan }: Answers) =>
  loansToPledgeFor(today, sheet).find(one => one.loan === loan);

/** What she can pledge for the loan of each kind of savings, in its unit. */
function freeOf(forms: FormContext, answers: Answers, pledger = answers["pledger"]): PledgingSeen["free"] {
  const loan = loanIn(forms, answers);
  const { free = [], kept = [] } = forms.today.pledging ?? {};
  const ofOld = (account: string): bigint =>
    BigInt(
      kept.find(one => one.loan === loan?.renews && one.pledger === pledger && one.account === account)?.amount ?? "0",
    );
  return free
    .filter(one => one.member === pledger && one.unit === loan?.unit)
    .map(one => ({ ...one, amount: String(BigInt(one.amount) + ofOld(one.account)) }))
    .filter(one => BigInt(one.amount) > 0n);
}

/** "member-savings.sukarela/loan" or "member-shares/loan", as people call it. */
function accountCalled(forms: FormContext, account: string): string {
  const { words, today } = forms;
  const [kind = "", fund = ""] = account.split("/");
  const product = kind.split(".")[1];
  return product === undefined
    ? words.say("meetings.item.shares-of", { fund: fundCalled(forms, fund) })
    : productName(words, product, today.rules.products.find(one => one.product === product)?.name);
}

const optionsOf = (forms: FormContext, free: PledgingSeen["free"]): readonly Option[] =>
  free.map(one => ({
    value: one.account,
    label: accountCalled(forms, one.account),
    sub: forms.words.amount(BigInt(one.amount), one.unit),
  }));

/** Part of her savings is kept for a loan from now on; the loan may be asked for today. */
export const pledge: Form = {
  name: "pledge",
  said: "loans.form",
  icon: "box",
  isOffered: ({ today, sheet }) => today.pledging !== null && loansToPledgeFor(today, sheet).length > 0,
  asks: [
    {
      kind: "choice",
      key: "loan",
      title: "meetings.ask.which-loan",
      options: forms =>
        loansToPledgeFor(forms.today, forms.sheet).map(one => ({
          value: one.loan,
          label: womanNamed(forms, one.member) || forms.words.say("meetings.somebody"),
          sub: forms.words.amount(BigInt(one.amount), one.unit),
        })),
    },
    {
      kind: "woman",
      key: "pledger",
      title: "loans.ask.who-pledges",
      hint: "loans.ask.who-pledges-hint",
      who: (woman, forms, answers) =>
        (loanIn(forms, answers)?.stands.includes(woman.member) ?? false) && freeOf(forms, answers, woman.member).length > 0,
    },
    {
      kind: "choice",
      key: "account",
      title: "loans.ask.pledged-from-which",
      when: (forms, answers) => freeOf(forms, answers).length > 1,
      fallback: (forms, answers) => freeOf(forms, answers)[0]?.account ?? "",
      options: (forms, answers) => optionsOf(forms, freeOf(forms, answers)),
    },
    {
      kind: "amount",
      key: "amount",
      title: "loans.ask.how-much-pledged",
      unit: (forms, answers) => loanIn(forms, answers)?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const found = freeOf(forms, answers).find(one => one.account === answers["account"]);
        return found && { label: forms.words.say("loans.form.free-to-pledge"), amount: BigInt(found.amount) };
      },
    },
  ],
  lines(answers, forms) {
    const { loan = "", pledger = "", account = "", amount = "" } = answers;
    const member = loanIn(forms, answers)?.member ?? "";
    return [write(pledgePlace(loan, newId()), "loans.pledge", { loan, member, pledger, account, amount })];
  },
};

const placeOfKept = ({ loan, pledger, account }: PledgingSeen["kept"][number]): string => `${loan} ${pledger} ${account}`;
const keptIn = ({ today }: FormContext, { pledge: place }: Answers) =>
  today.pledging?.kept.find(one => placeOfKept(one) === place);

const uses = ["take", "let-go"] as const;

/** Savings that are kept for a loan are taken for it, or let go before its end: the members decide. */
export const usePledge: Form = {
  name: "use-pledge",
  said: "loans.form",
  icon: "box",
  isOffered: ({ today }) => (today.pledging?.kept.length ?? 0) > 0,
  asks: [
    {
      kind: "choice",
      key: "pledge",
      title: "loans.ask.which-pledge",
      options: forms =>
        (forms.today.pledging?.kept ?? []).map(one => ({
          value: placeOfKept(one),
          label: womanNamed(forms, one.pledger) || forms.words.say("meetings.somebody"),
          sub: forms.words.say("loans.form.pledged-for", {
            amount: forms.words.amount(BigInt(one.amount), one.unit),
            what: accountCalled(forms, one.account),
            who: womanNamed(forms, one.member) || forms.words.say("meetings.somebody"),
          }),
        })),
    },
    {
      kind: "choice",
      key: "use",
      title: "loans.ask.what-becomes-of-it",
      options: ({ today, words }, { pledge: place }) =>
        uses
          .filter(use => use === "let-go" || today.loans.some(loan => place?.startsWith(`${loan.loan} `)))
          .map(value => ({
            value,
            label: words.say(`loans.ask.what-becomes-of-it.${value}`),
            sub: words.say(`loans.ask.what-becomes-of-it.${value}-more`),
          })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "meetings.ask.how-much",
      unit: (forms, answers) => keptIn(forms, answers)?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const kept = keptIn(forms, answers);
        return kept && { label: forms.words.say("loans.form.kept"), amount: BigInt(kept.amount) };
      },
    },
    votes,
  ],
  lines(answers, forms) {
    const { use = "", amount = "", votes: said } = answers;
    const { loan = "", member = "", pledger = "", account = "" } = keptIn(forms, answers) ?? {};
    const decision = newId();
    const place = (part: 1 | 2): string => `decision.pledge.${decision}.${part}`;
    return [
      decisionLine(place(1), decision, "pledge", `${loan}/${pledger}`, said, {
        value: { use, account, amount },
        concerning: pledger,
      }),
      ...(isCarried(said) ? [write(place(2), "loans.use-pledge", { loan, member, pledger, decision })] : []),
    ];
  },
};
