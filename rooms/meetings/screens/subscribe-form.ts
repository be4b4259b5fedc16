/** A member takes so many shares of capital, and pays them in bit by bit: no cash is laid on the table for it. */
import { newId } from "#client";
import { type Answers, type Form, type FormContext, write } from "./form-parts.ts";
import { productName } from "./say.tsx";

const subscribable = ({ today }: FormContext) =>
  today.rules.subscriptions.flatMap(terms => {
    const product = today.rules.products.find(one => one.product === terms.product);
    return product?.isCapital && product.kind === "voluntary" ? [{ ...product, terms }] : [];
  });

const chosen = (forms: FormContext, { product }: Answers) => subscribable(forms).find(one => one.product === product);

/** More than the fewest are rarely so many. */
const sharesMost = 1_000;

export const subscribeForm: Form = {
  name: "subscribe",
  said: "savings.form",
  icon: "hand",
  isOffered: forms => subscribable(forms).length > 0,
  asks: [
    { kind: "woman", key: "member", title: "savings.ask.who-subscribes" },
    {
      kind: "choice",
      key: "product",
      title: "savings.ask.which-capital",
      options: forms =>
        subscribable(forms).map(({ product, name, unit, terms }) => ({
          value: product,
          label: productName(forms.words, product, name),
          sub: forms.words.say("savings.form.subscribe-sub", {
            share: forms.words.amount(BigInt(terms.share), unit),
            months: terms.months,
          }),
        })),
    },
    {
      kind: "count",
      key: "shares",
      title: "savings.ask.how-many-subscribed",
      unit: "savings.form.shares",
      first: (forms, answers) => chosen(forms, answers)?.terms.sharesMin ?? 1,
      most: () => sharesMost,
    },
  ],
  lines: (answers, forms) => {
    const { member = "", product = "", shares = "" } = answers;
    const amount = String(BigInt(chosen(forms, answers)?.terms.share ?? "0") * BigInt(shares || "0"));
    return [write(`subscribe.${newId()}`, "savings.subscribe", { member, product, shares, amount })];
  },
};
