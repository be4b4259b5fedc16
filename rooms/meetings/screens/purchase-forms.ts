/**
 * Forms of a joint purchase that was agreed on. At the meeting all that follows is one form, which asks first what is to be
 * written; between meetings each is a form of its own.
 */
import type { Words } from "#base";
import type { Answers, Ask, Form } from "./form-parts.ts";
import { type Act, acts, writeOff } from "./purchase-acts.ts";
import { payInForm } from "./purchase-agreed.ts";
import { nameOf, purchaseAsk, purchaseIn } from "./purchase-asked.ts";
import type { PurchaseAtTable, WireEntry } from "./seen.ts";

const actsOf = (purchase: PurchaseAtTable | undefined): readonly Act[] =>
  purchase ? acts.filter(act => act.isMeant(purchase)) : [];

const hasActs = (purchase: PurchaseAtTable): boolean => actsOf(purchase).length > 0;

const placeOf = ({ purchase }: Answers): string => `pay.purchase.${purchase}`;

/** At the meeting: what is written of a purchase, one thing after the other. */
export const purchaseForm: Form = {
  name: "purchase",
  said: "purchasing.form",
  icon: "box",
  isOffered: ({ today }) => today.purchases.some(hasActs),
  asks: [
    purchaseAsk(hasActs),
    {
      kind: "choice",
      key: "act",
      title: "purchasing.ask.what",
      options: (forms, answers) =>
        actsOf(purchaseIn(forms, answers)).map(({ name }) => ({
          value: name,
          label: forms.words.say(`purchasing.form.purchase-${name}`),
          sub: forms.words.say(`purchasing.form.purchase-${name}.what`),
        })),
    },
    ...acts.flatMap(act =>
      act.asks.map((ask): Ask => {
        const { when } = ask;
        return {
          ...ask,
          when: (forms, answers) => answers["act"] === act.name && (when?.(forms, answers) ?? true),
          fallback: ask.fallback ?? (() => ""),
        };
      }),
    ),
  ],
  lines: (answers, forms) => acts.find(act => act.name === answers["act"])?.lines(answers, forms, placeOf(answers)) ?? [],
};

/** Between meetings: each by itself, where the rule lets two write it. What is decided waits for the meeting. */
export const counterForms = (entries: readonly string[]): readonly Form[] => [
  ...(entries.includes("purchasing.pay-in") ? [payInForm] : []),
  ...acts.filter(act => act !== writeOff && entries.includes(entryOf(act))).map(formOf),
];

const entryOf = ({ name }: Act): string => `purchasing.${name === "supplier-refund" ? "pay-supplier" : name}`;

const formOf = (act: Act): Form => ({
  name: `purchase-${act.name}`,
  said: "purchasing.form",
  icon: "box",
  isOffered: ({ today }) => today.purchases.some(act.isMeant),
  asks: [purchaseAsk(act.isMeant), ...act.asks],
  lines: (answers, forms) => act.lines(answers, forms, placeOf(answers)),
});

/** What is about to be written of a purchase, for the last look. */
export function purchaseSaid(words: Words, purchase: PurchaseAtTable, body: WireEntry["body"]): readonly string[] {
  const items = (body["items"] ?? []) as readonly { readonly [field: string]: string }[];
  return [
    nameOf({ words }, purchase),
    ...items.map(({ item, quantity = "0", amount = "0" }) => {
      const of = purchase.items.find(one => String(one.item) === item);
      const came = of ? words.amount(BigInt(quantity), of.measure) : quantity;
      return `${of?.name ?? ""} ${came}, ${words.amount(BigInt(amount), purchase.unit)}`.trim();
    }),
    ...(typeof body["costs"] === "string"
      ? [`${words.say("field.purchasing.receive.costs")}: ${words.amount(BigInt(body["costs"]), purchase.unit)}`]
      : []),
    ...(body["kept"] === true ? [words.say("purchasing.form.kept")] : []),
    ...(typeof body["reason"] === "string" ? [body["reason"]] : []),
  ];
}
