/**
 * What is written of a joint purchase once it is agreed on, in the order in which things follow: the supplier paid, the goods
 * received, what is then owed, refunded, handed out, closed.
 */
import { newId } from "#client";
import { type Answers, type Ask, decisionLine, type FormContext, isCarried, votes, womanNamed, write } from "./form-parts.ts";
import { atMeeting, type Buyer, chosen, purchaseIn, unitOf, whoAsk } from "./purchase-asked.ts";
import type { PurchaseAtTable } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

/** One thing that is written of a purchase once it is agreed on. */
export interface Act {
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

export const writeOff: Act = {
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

export const acts: readonly Act[] = [paySupplier, supplierRefund, receive, refund, handOut, takeBack, writeOff, close];
