/** Forms of money that goes out of the box, or between boxes: by a decision where one is needed, by two otherwise. */
import { newId } from "#client";
import { isForOthers } from "./for-others.ts";
import { boxName, fundName, productName } from "./say.tsx";
import {
  type Answers,
  amountAsk,
  decisionLine,
  type Form,
  type FormContext,
  fundAsk,
  isCarried,
  planKnown,
  purposeAsk,
  unitOfFund,
  votes,
  woman,
  womanNamed,
  write,
} from "./form-parts.ts";
import { type OfWhom, receivedBy, recipientAsks } from "./recipient-asks.ts";
import type { TodaySeen } from "./seen.ts";

const freeProducts = ({ today }: FormContext, member: string | undefined) =>
  today.rules.products.flatMap(one => {
    const saved = today.saved.find(balance => balance.member === member && balance.code === one.product);
    return one.withdrawable === "free" && saved ? [{ ...one, saved: BigInt(saved.amount) }] : [];
  });

const withdrawal: Form = {
  name: "withdrawal",
  icon: "coin",
  isOffered: ({ today }) => today.saved.length > 0,
  asks: [
    {
      kind: "woman",
      key: "member",
      title: "meetings.ask.who-withdraws",
      who: (one, forms) => freeProducts(forms, one.member).length > 0,
    },
    {
      kind: "choice",
      key: "product",
      title: "meetings.ask.from-which",
      when: (forms, answers) => freeProducts(forms, answers["member"]).length > 1,
      fallback: (forms, answers) => freeProducts(forms, answers["member"])[0]?.product ?? "",
      options: (forms, answers) =>
        freeProducts(forms, answers["member"]).map(one => ({
          value: one.product,
          label: productName(forms.words, one.product, one.name),
          sub: forms.words.amount(one.saved, one.unit),
        })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "meetings.ask.how-much",
      unit: (forms, answers) =>
        freeProducts(forms, answers["member"]).find(one => one.product === answers["product"])?.unit ??
        forms.today.unit,
      there: (forms, answers) => {
        const found = freeProducts(forms, answers["member"]).find(one => one.product === answers["product"]);
        return found && { label: forms.words.say("meetings.form.saved"), amount: found.saved };
      },
    },
  ],
  lines: ({ member = "", product = "", amount = "" }) => [
    write(`pay.withdrawal.${newId()}`, "savings.withdrawal", { member, product, amount }),
  ],
};

const grant: Form = {
  name: "grant",
  icon: "heart",
  isOffered: ({ today }) => today.rules.aid.length > 0,
  asks: [
    fundAsk("meetings.ask.which-fund", (fund, { today }) => today.rules.aid.some(one => one.fund === fund.fund)),
    woman("meetings.ask.who-is-helped"),
    amountAsk("meetings.ask.how-much"),
    { ...purposeAsk, isOptional: true },
    votes,
  ],
  lines: ({ fund = "", member = "", amount = "", purpose, votes: said }) => {
    const decision = newId();
    return [
      decisionLine(`pay.grant.${decision}.1`, decision, "benefit", `grant/${fund}/${member}`, said),
      ...(isCarried(said)
        ? [write(`pay.grant.${decision}.2`, "aid.grant", { member, fund, amount, decision, purpose })]
        : []),
    ];
  },
};

const expense: Form = {
  name: "expense",
  icon: "box",
  isOffered: () => true,
  asks: [
    fundAsk("meetings.ask.from-box", () => true),
    amountAsk("meetings.ask.how-much"),
    { ...purposeAsk, title: "meetings.ask.for-what" },
    { ...votes, when: ({ today }, answers) => !maySpend(today, answers) },
  ],
  lines: ({ fund = "", amount = "", purpose, votes: said }, { today }) => {
    const money = newId();
    const spent = { money, fund, amount, purpose };
    if (maySpend(today, { fund, amount })) return [write(`pay.expense.${money}`, "meetings.expense", spent)];
    const decision = newId();
    return [
      decisionLine(`pay.expense.${money}.1`, decision, "expense", `expense/${fund}`, said, {
        value: { amount },
        note: purpose,
      }),
      ...(isCarried(said) ? [write(`pay.expense.${money}.2`, "meetings.expense", { ...spent, decision })] : []),
    ];
  },
};

/** Small enough, by the rule of its fund, that the members need not be asked. */
const maySpend = ({ rules }: TodaySeen, { fund = "", amount = "0" }: Answers): boolean =>
  BigInt(amount || "0") <= BigInt(rules.spending.find(one => one.fund === fund)?.atOnceMax ?? "0");

const bank: Form = {
  name: "bank",
  icon: "barn",
  isOffered: () => true,
  asks: [
    fundAsk("meetings.ask.which-box", () => true),
    {
      kind: "choice",
      key: "way",
      title: "meetings.ask.bank-way",
      options: ({ words, today }, { fund }) => [
        { value: "to", label: words.say("meetings.form.to-bank") },
        {
          value: "from",
          label: words.say("meetings.form.from-bank"),
          sub: words.amount(
            BigInt(today.funds.find(one => one.fund === fund)?.bank ?? "0"),
            unitOfFund({ today, words } as FormContext, fund),
          ),
        },
      ],
    },
    amountAsk("meetings.ask.how-much"),
  ],
  lines: ({ fund = "", way, amount = "" }) => [
    write(`pay.bank.${newId()}`, "meetings.bank", { fund, amount: way === "from" ? `-${amount}` : amount }),
  ],
};

const transfer: Form = {
  name: "transfer",
  icon: "box",
  isOffered: ({ today }) => today.funds.length > 1,
  asks: [
    fundAsk("meetings.ask.from-box", fund => fund.nature === "divisible"),
    {
      kind: "choice",
      key: "to",
      title: "meetings.ask.into-box",
      options: ({ today, words }, { fund }) =>
        today.funds
          .filter(one => one.fund !== fund && one.unit === today.funds.find(from => from.fund === fund)?.unit)
          .map(one => ({ value: one.fund, label: boxName(words, one.fund, one.name) })),
    },
    amountAsk("meetings.ask.how-much"),
    votes,
  ],
  lines: ({ fund = "", to = "", amount = "", votes: said }) => {
    const decision = newId();
    return [
      decisionLine(`pay.transfer.${decision}.1`, decision, "other", `transfer/${fund}/${to}`, said, {
        value: { amount },
      }),
      ...(isCarried(said)
        ? [write(`pay.transfer.${decision}.2`, "meetings.transfer", { from: fund, to, amount, decision })]
        : []),
    ];
  },
};

const shareOut: Form = {
  name: "share-out",
  icon: "people",
  isOffered: ({ today }) => today.rules.hasShareOut.length > 0,
  asks: [
    {
      kind: "choice",
      key: "fund",
      title: "meetings.ask.which-fund",
      when: ({ today }) => today.rules.hasShareOut.length > 1,
      fallback: ({ today }) => today.rules.hasShareOut[0] ?? "",
      options: ({ today, words }) =>
        today.rules.hasShareOut.map(fund => ({
          value: fund,
          label: fundName(words, fund, today.funds.find(one => one.fund === fund)?.name),
        })),
    },
    { kind: "plan", key: "plan", plan: "share-out", title: "meetings.ask.share-out-plan" },
    votes,
  ],
  lines: ({ fund = "", votes: said }) => {
    const decision = newId();
    return [
      decisionLine("pay.share-out.1", decision, "share-out", fund, said),
      ...(isCarried(said) ? [write("pay.share-out.2", "meetings.share-out", { fund, decision })] : []),
    ];
  },
};

/** Those she named, where she died and something is handed over. */
const whoseHeirs = (_: FormContext, { member = "", status, plan }: Answers): OfWhom | null =>
  status === "died" && planKnown(plan).handsOver ? { member } : null;

const leaving: Form = {
  name: "leaving",
  icon: "exit",
  isOffered: () => true,
  asks: [
    woman("meetings.ask.who-leaves"),
    {
      kind: "choice",
      key: "status",
      title: "meetings.ask.why-leaves",
      options: ({ words }) =>
        (["left", "moved", "died"] as const).map(value => ({ value, label: words.say(`meetings.leaving.${value}`) })),
    },
    { kind: "plan", key: "plan", plan: "leaving", title: "meetings.ask.leaving-plan" },
    { ...votes, when: (_forms, { plan }) => planKnown(plan).needsDecision, hint: "meetings.ask.leaves-owing" },
    ...recipientAsks(whoseHeirs),
  ],
  lines(answers, forms) {
    const { member = "", status = "", plan, votes: said } = answers;
    const received_by = receivedBy(forms, answers, whoseHeirs);
    if (!planKnown(plan).needsDecision)
      return [write(`pay.leaving.${member}`, "meetings.leaving", { member, status, received_by })];
    const decision = newId();
    return [
      decisionLine(`pay.leaving.${member}.1`, decision, "leaving", member, said),
      ...(isCarried(said)
        ? [write(`pay.leaving.${member}.2`, "meetings.leaving", { member, status, decision, received_by })]
        : []),
    ];
  },
};

const writeOff: Form = {
  name: "write-off",
  icon: "undo",
  isOffered: ({ today }) => today.loans.some(loan => loan.isLate),
  asks: [
    {
      kind: "choice",
      key: "loan",
      title: "meetings.ask.which-loan",
      options: forms =>
        forms.today.loans
          .filter(loan => loan.isLate)
          .map(loan => ({
            value: loan.loan,
            label: womanNamed(forms, loan.member),
            sub: forms.words.amount(BigInt(loan.outstanding), loan.unit),
          })),
    },
    votes,
  ],
  lines: ({ loan = "", votes: said }, { today }) => {
    const decision = newId();
    const member = today.loans.find(one => one.loan === loan)?.member ?? "";
    return [
      decisionLine(`pay.write-off.${loan}.1`, decision, "write-off", loan, said),
      ...(isCarried(said) ? [write(`pay.write-off.${loan}.2`, "loans.write-off", { loan, member, decision })] : []),
    ];
  },
};

/** Of a claim: herself where she lives, and those she named where it is her own death and not all goes to her loans. */
const whoIsPaid = ({ today }: FormContext, { claim, amount }: Answers): OfWhom | null => {
  const seen = today.draft.claims.find(one => one.claim === claim);
  return seen && isForOthers(seen, BigInt(amount || seen.payable)) ? seen : null;
};

const whoIsPaidThen = (forms: FormContext, answers: Answers): OfWhom | null =>
  isCarried(answers["votes"]) ? whoIsPaid(forms, answers) : null;

/** Help that no rule sizes: the members say by hands how much. */
export const benefitForm: Form = {
  name: "benefit",
  icon: "heart",
  isOffered: () => true,
  asks: [amountAsk("meetings.ask.how-much-help"), votes, ...recipientAsks(whoIsPaidThen)],
  lines(answers, forms) {
    const { claim = "", amount = "", votes: said } = answers;
    const decision = newId();
    const received_by = receivedBy(forms, answers, whoIsPaidThen);
    return [
      decisionLine(`pay.benefit.${claim}.1`, decision, "benefit", claim, said),
      ...(isCarried(said)
        ? [write(`pay.benefit.${claim}.2`, "aid.pay-benefit", { claim, amount, decision, received_by })]
        : []),
    ];
  },
};

/** The benefit at her own death: to whom it is handed is asked, and nothing else. */
export const inheritedForm: Form = {
  name: "inherited",
  icon: "heart",
  isOffered: () => true,
  asks: recipientAsks(whoIsPaid),
  lines(answers, forms) {
    const { claim = "" } = answers;
    const amount = forms.today.draft.claims.find(one => one.claim === claim)?.payable ?? "0";
    const received_by = receivedBy(forms, answers, whoIsPaid);
    return [write(`pay.benefit.${claim}`, "aid.pay-benefit", { claim, amount, received_by })];
  },
};

export const payForms: readonly Form[] = [withdrawal, grant, expense, bank, transfer, shareOut, leaving, writeOff];
