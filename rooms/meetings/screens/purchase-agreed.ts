/** What comes before a joint purchase is made: the members decide on it, and each who buys pays in. */
import { newId } from "#client";
import { type Answers, decisionLine, type Form, type FormContext, isCarried, type Option, votes, write } from "./form-parts.ts";
import { type Buyer, nameOf, purchaseAsk, purchaseIn, unitOf } from "./purchase-asked.ts";
import { productName } from "./say.tsx";
import type { PurchaseAtTable } from "./seen.ts";

const isOpen = ({ status, buyers }: PurchaseAtTable): boolean => status === "open" && buyers.length > 0;
const paysIn = ({ buyers }: PurchaseAtTable): boolean => buyers.some(one => one.toPay !== "0");

/** Shall we buy it, and for how much at most? */
export const agreeForm: Form = {
  name: "purchase-agree",
  said: "purchasing.form",
  icon: "box",
  isOffered: ({ today }) => today.purchases.some(isOpen),
  asks: [
    purchaseAsk(isOpen),
    {
      kind: "amount",
      key: "amount",
      title: "purchasing.ask.at-most",
      unit: unitOf,
      there: (forms, answers) => {
        const purchase = purchaseIn(forms, answers);
        return purchase && { label: forms.words.say("purchasing.form.as-planned"), amount: BigInt(purchase.planned) };
      },
    },
    votes,
  ],
  lines: (answers, forms) => {
    const { purchase = "", amount = "", votes: said } = answers;
    const decision = newId();
    const found = purchaseIn(forms, answers);
    const place = `decision.purchase.${purchase}`;
    return [
      decisionLine(`${place}.1`, decision, "purchase", `purchase/${purchase}`, said, {
        value: { amount },
        note: found && nameOf(forms, found),
      }),
      ...(isCarried(said) ? [write(`${place}.2`, "purchasing.agree", { purchase, decision })] : []),
    ];
  },
};

const buyerOf = (forms: FormContext, answers: Answers): Buyer | undefined =>
  purchaseIn(forms, answers)?.buyers.find(one => one.member === answers["member"]);

const cash = "cash";

/** What she may pay it out of, by the rule, as far as she has something there. */
function savedFor(forms: FormContext, answers: Answers): readonly Option[] {
  const { words, today } = forms;
  const product = purchaseIn(forms, answers)?.fromSavings ?? null;
  const saved = today.saved.find(one => one.member === answers["member"] && one.code === product);
  const rule = today.rules.products.find(one => one.product === product);
  return saved && rule
    ? [
        {
          value: rule.product,
          label: productName(words, rule.product, rule.name),
          sub: words.amount(BigInt(saved.amount), rule.unit),
        },
      ]
    : [];
}

export const payInForm: Form = {
  name: "purchase-pay-in",
  said: "purchasing.form",
  icon: "coin",
  isOffered: ({ today }) => today.purchases.some(paysIn),
  asks: [
    purchaseAsk(paysIn),
    {
      kind: "woman",
      key: "member",
      title: "purchasing.ask.who-pays",
      who: (woman, forms, answers) =>
        purchaseIn(forms, answers)?.buyers.some(one => one.member === woman.member && one.toPay !== "0") ?? false,
    },
    {
      kind: "choice",
      key: "from",
      title: "purchasing.ask.paid-from",
      when: (forms, answers) => savedFor(forms, answers).length > 0,
      fallback: () => cash,
      options: (forms, answers) => [
        { value: cash, label: forms.words.say("purchasing.form.in-cash") },
        ...savedFor(forms, answers),
      ],
    },
    {
      kind: "amount",
      key: "amount",
      title: "meetings.ask.how-much-came",
      unit: unitOf,
      there: (forms, answers) => {
        const buyer = buyerOf(forms, answers);
        return buyer && { label: forms.words.say("purchasing.form.still-to-pay"), amount: BigInt(buyer.toPay) };
      },
    },
  ],
  lines: ({ purchase = "", member = "", amount = "", from }, forms) => {
    const isReceived = purchaseIn(forms, { purchase })?.status === "received";
    const body = { purchase, member, amount, from: from === cash ? undefined : from };
    return [write(`pay.purchase.${purchase}.${isReceived ? "4" : "1"}.${member}`, "purchasing.pay-in", body)];
  },
};
