/**
 * Forms of joint purchases: the decision to buy, what members pay in, and what follows step by step. At the meeting all that
 * follows is one form, which asks first what is to be written; between meetings each is a form of its own. Places follow one
 * another as things do: paid in, the supplier paid, the goods received, what is then owed, refunded, handed out, closed.
 */
import type { Words } from "#base";
import { newId } from "#client";
import type { JSX } from "preact";
import { FormLines } from "./form-lines.tsx";
import {
  type Answers,
  type Ask,
  decisionLine,
  type Form,
  type FormContext,
  type FormTable,
  isCarried,
  type Option,
  votes,
  womanNamed,
  write,
} from "./form-parts.ts";
import { productName } from "./say.tsx";
import type { PurchaseAtTable, WireEntry } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

type Buyer = PurchaseAtTable["buyers"][number];

const nameOf = ({ words }: Pick<FormContext, "words">, { name }: PurchaseAtTable): string =>
  name ?? words.say("purchasing.form.purchase");

const purchaseIn = ({ today }: FormContext, { purchase }: Answers): PurchaseAtTable | undefined =>
  today.purchases.find(one => one.purchase === purchase);

/** Which of those of which this can be written; not asked where it is one. */
function purchaseAsk(isMeant: (purchase: PurchaseAtTable) => boolean): Ask {
  const meant = ({ today }: FormContext) => today.purchases.filter(isMeant);
  return {
    kind: "choice",
    key: "purchase",
    title: "purchasing.ask.which-purchase",
    when: forms => meant(forms).length > 1,
    fallback: forms => meant(forms)[0]?.purchase ?? "",
    options: forms =>
      meant(forms).map(one => ({
        value: one.purchase,
        label: nameOf(forms, one),
        sub: forms.words.amount(BigInt(one.agreed ?? one.planned), one.unit),
      })),
  };
}

const unitOf = (forms: FormContext, answers: Answers): string => purchaseIn(forms, answers)?.unit ?? forms.today.unit;
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

/** One thing that is written of a purchase once it is agreed on. */
interface Act {
  readonly name: string;
  readonly isMeant: (purchase: PurchaseAtTable) => boolean;
  readonly asks: readonly Ask[];
  readonly lines: (answers: Answers, forms: FormContext, place: string) => readonly Writing[];
}

const isUnderWay = ({ status }: PurchaseAtTable): boolean => status === "agreed" || status === "received";
const isReceived = ({ status }: PurchaseAtTable): boolean => status === "received";

const paySupplier: Act = {
  name: "pay-supplier",
  isMeant: one => one.status === "agreed" || (isReceived(one) && one.clearing.startsWith("-")),
  asks: [
    {
      kind: "amount",
      key: "paid",
      title: "meetings.ask.how-much",
      unit: unitOf,
      there: (forms, answers) => {
        const purchase = purchaseIn(forms, answers);
        if (!purchase) return undefined;
        return isReceived(purchase)
          ? { label: forms.words.say("purchasing.form.still-to-pay"), amount: -BigInt(purchase.clearing) }
          : { label: forms.words.say("purchasing.form.paid-in"), amount: BigInt(purchase.own) };
      },
    },
  ],
  lines: ({ purchase, paid = "" }, _, place) => [
    write(`${place}.2.${newId()}`, "purchasing.pay-supplier", { purchase, amount: paid }),
  ],
};

const supplierRefund: Act = {
  name: "supplier-refund",
  isMeant: one => isUnderWay(one) && BigInt(one.clearing) > 0n,
  asks: [
    {
      kind: "amount",
      key: "returned",
      title: "meetings.ask.how-much-came",
      unit: unitOf,
      there: (forms, answers) => {
        const purchase = purchaseIn(forms, answers);
        return purchase && { label: forms.words.say("purchasing.form.supplier-has"), amount: BigInt(purchase.clearing) };
      },
    },
  ],
  lines: ({ purchase, returned = "" }, _, place) => [
    write(`${place}.2.${newId()}`, "purchasing.pay-supplier", { purchase, amount: `-${returned}` }),
  ],
};

const places = [1, 2, 3, 4, 5, 6] as const;
type Place = (typeof places)[number];

const itemAt = (forms: FormContext, answers: Answers, place: Place) => {
  const item = purchaseIn(forms, answers)?.items.find(one => one.item === place);
  return item && item.ordered !== "0" ? item : undefined;
};

/** How much came of each, and what the bill says for it. What did not come at all is left empty. */
const receive: Act = {
  name: "receive",
  isMeant: one => one.status === "agreed",
  asks: [
    ...places.flatMap((place): readonly Ask[] => {
      const itemSaid = (forms: FormContext, answers: Answers, of: "ordered" | "amount") => {
        const item = itemAt(forms, answers, place);
        return (
          item && {
            label: [item.name, forms.words.say(`purchasing.form.${of === "ordered" ? of : "planned"}`)]
              .filter(Boolean)
              .join(": "),
            amount: BigInt(item[of]),
          }
        );
      };
      return [
        {
          kind: "amount",
          key: `came-${place}`,
          title: `purchasing.ask.came-${place}`,
          isOptional: true,
          when: (forms, answers) => itemAt(forms, answers, place) !== undefined,
          fallback: () => "",
          unit: (forms, answers) => itemAt(forms, answers, place)?.measure ?? "kg",
          there: (forms, answers) => itemSaid(forms, answers, "ordered"),
        },
        {
          kind: "amount",
          key: `cost-${place}`,
          title: `purchasing.ask.cost-${place}`,
          isOptional: true,
          when: (forms, answers) => itemAt(forms, answers, place) !== undefined,
          fallback: () => "",
          unit: unitOf,
          there: (forms, answers) => itemSaid(forms, answers, "amount"),
        },
      ];
    }),
    {
      kind: "amount",
      key: "costs",
      title: "purchasing.ask.costs",
      isOptional: true,
      unit: unitOf,
      there: (forms, answers) => {
        const purchase = purchaseIn(forms, answers);
        return purchase && { label: forms.words.say("purchasing.form.planned"), amount: BigInt(purchase.costs) };
      },
    },
    // Between meetings nobody can be asked: the books refuse a bill above what was agreed on.
    {
      ...votes,
      key: "bill-votes",
      title: "purchasing.ask.above-agreed",
      when: (forms, answers) => atMeeting(forms) && billOf(answers) > BigInt(purchaseIn(forms, answers)?.agreed ?? "0"),
      fallback: () => "",
    },
  ],
  lines: (answers, forms, place) => {
    const { purchase = "", costs, "bill-votes": said } = answers;
    const items = (purchaseIn(forms, answers)?.items ?? []).map(({ item }) => ({
      item: String(item),
      quantity: answers[`came-${item}`] || "0",
      amount: answers[`cost-${item}`] || "0",
    }));
    const body = { purchase, items, costs: costs || "0" };
    if (!said) return [write(`${place}.3`, "purchasing.receive", body)];
    const decision = newId();
    return [
      decisionLine(`${place}.3.1`, decision, "purchase", `purchase/${purchase}`, said, {
        value: { amount: String(billOf(answers)) },
      }),
      ...(isCarried(said) ? [write(`${place}.3.2`, "purchasing.receive", { ...body, decision })] : []),
    ];
  },
};

const atMeeting = ({ today }: FormContext): boolean => today.draft.meeting !== null;

const billOf = (answers: Answers): bigint =>
  places.reduce((sum, place) => sum + BigInt(answers[`cost-${place}`] || "0"), BigInt(answers["costs"] || "0"));

const takeBack: Act = {
  name: "take-back-receipt",
  isMeant: isReceived,
  asks: [{ kind: "text", key: "reason", title: "purchasing.ask.reason", most: 300 }],
  lines: ({ purchase, reason }, _, place) => [
    write(`${place}.0`, "purchasing.take-back-receipt", { purchase, reason: reason?.trim() }),
  ],
};

const everybody = "all";

/** Everybody of whom it is so, at once, or one of them. Between meetings one thing is written at a time. */
function whoAsk(isMeant: (buyer: Buyer) => boolean, said: (buyer: Buyer) => bigint | null): Ask {
  return {
    kind: "choice",
    key: "member",
    title: "purchasing.ask.who",
    options: (forms, answers) => {
      const purchase = purchaseIn(forms, answers);
      const meant = (purchase?.buyers ?? []).filter(isMeant);
      const each = meant.map(one => {
        const amount = said(one);
        return {
          value: one.member,
          label: womanNamed(forms, one.member),
          ...(amount === null ? {} : { sub: forms.words.amount(amount, purchase!.unit) }),
        };
      });
      return atMeeting(forms) && meant.length > 1
        ? [{ value: everybody, label: forms.words.say("purchasing.form.all") }, ...each]
        : each;
    },
  };
}

const chosen = (forms: FormContext, answers: Answers, isMeant: (buyer: Buyer) => boolean): readonly Buyer[] =>
  (purchaseIn(forms, answers)?.buyers ?? []).filter(
    one => isMeant(one) && (answers["member"] === everybody || answers["member"] === one.member),
  );

const getsBack = ({ over }: Buyer): boolean => over !== "0";

const refund: Act = {
  name: "refund",
  isMeant: one => one.buyers.some(getsBack),
  asks: [
    whoAsk(getsBack, one => BigInt(one.over)),
    {
      kind: "choice",
      key: "given",
      title: "purchasing.ask.how-given",
      options: ({ words }) => [
        { value: "cash", label: words.say("purchasing.form.handed-over") },
        { value: "kept", label: words.say("purchasing.form.kept") },
      ],
    },
  ],
  lines: (answers, forms, place) =>
    chosen(forms, answers, getsBack).map(({ member, over }) =>
      write(`${place}.5.${member}`, "purchasing.refund", {
        purchase: answers["purchase"],
        member,
        amount: over,
        ...(answers["given"] === "kept" ? { kept: true } : {}),
      }),
    ),
};

const isWaiting = (buyer: Buyer): boolean => buyer.isWaiting;

const handOut: Act = {
  name: "hand-out",
  isMeant: one => one.buyers.some(isWaiting),
  asks: [whoAsk(isWaiting, () => null)],
  lines: (answers, forms, place) =>
    chosen(forms, answers, isWaiting).map(({ member }) =>
      write(`${place}.6.${member}`, "purchasing.hand-out", { purchase: answers["purchase"], member }),
    ),
};

const owes = ({ toPay }: Buyer): boolean => toPay !== "0";

/** What is left of it and cannot be settled any more is decided on. */
const restLines = (
  place: string,
  { purchase = "" }: Answers,
  said: string | undefined,
  amount: string,
  then: (decision: string) => Writing,
): readonly Writing[] => {
  const decision = newId();
  return [
    decisionLine(`${place}.1`, decision, "purchase", `purchase-rest/${purchase}`, said, { value: { amount } }),
    ...(isCarried(said) ? [then(decision)] : []),
  ];
};

const bearsRest = { ...votes, key: "rest-votes", title: "purchasing.ask.bears-rest" } as const;

const writeOff: Act = {
  name: "write-off",
  isMeant: one => isReceived(one) && one.buyers.some(owes),
  asks: [
    {
      kind: "choice",
      key: "debtor",
      title: "purchasing.ask.who",
      options: (forms, answers) =>
        (purchaseIn(forms, answers)?.buyers ?? []).filter(owes).map(one => ({
          value: one.member,
          label: womanNamed(forms, one.member),
          sub: forms.words.amount(BigInt(one.toPay), unitOf(forms, answers)),
        })),
    },
    bearsRest,
  ],
  lines: (answers, forms, place) => {
    const { debtor = "", purchase, "rest-votes": said } = answers;
    const buyer = purchaseIn(forms, answers)?.buyers.find(one => one.member === debtor);
    const at = `${place}.7.${debtor}`;
    return restLines(at, answers, said, buyer?.toPay ?? "0", decision =>
      write(`${at}.2`, "purchasing.write-off", { purchase, member: debtor, decision }),
    );
  },
};

const close: Act = {
  name: "close",
  isMeant: isReceived,
  asks: [
    {
      ...bearsRest,
      key: "close-votes",
      when: (forms, answers) => atMeeting(forms) && (purchaseIn(forms, answers)?.clearing ?? "0") !== "0",
      fallback: () => "",
    },
  ],
  lines: (answers, forms, place) => {
    const { purchase, "close-votes": said } = answers;
    if (!said) return [write(`${place}.8`, "purchasing.close", { purchase })];
    const rest = (purchaseIn(forms, answers)?.clearing ?? "0").replace("-", "");
    return restLines(`${place}.8`, answers, said, rest, decision =>
      write(`${place}.8.2`, "purchasing.close", { purchase, decision }),
    );
  },
};

const acts: readonly Act[] = [paySupplier, supplierRefund, receive, refund, handOut, takeBack, writeOff, close];

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

/** The same as lines of the counter, fetched only where something is being bought. */
export function PurchaseLines({
  table,
  entries,
  onChoose,
}: {
  table: FormTable;
  entries: readonly string[];
  onChoose: (form: Form) => void;
}): JSX.Element {
  return <FormLines table={table} forms={counterForms(entries)} onChoose={onChoose} />;
}

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
