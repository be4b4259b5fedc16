/** What forms of joint purchases ask alike: which purchase it is, and who of those who buy. */
import { type Ask, type Answers, type FormContext, womanNamed } from "./form-parts.ts";
import type { PurchaseAtTable } from "./seen.ts";

export type Buyer = PurchaseAtTable["buyers"][number];

export const nameOf = ({ words }: Pick<FormContext, "words">, { name }: PurchaseAtTable): string =>
  name ?? words.say("purchasing.form.purchase");

export const purchaseIn = ({ today }: FormContext, { purchase }: Answers): PurchaseAtTable | undefined =>
  today.purchases.find(one => one.purchase === purchase);

/** Which of those of which this can be written; not asked where it is one. */
export function purchaseAsk(isMeant: (purchase: PurchaseAtTable) => boolean): Ask {
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

export const unitOf = (forms: FormContext, answers: Answers): string => purchaseIn(forms, answers)?.unit ?? forms.today.unit;

export const atMeeting = ({ today }: FormContext): boolean => today.draft.meeting !== null;

const everybody = "all";

/** Everybody of whom it is so, at once, or one of them. Between meetings one thing is written at a time. */
export function whoAsk(isMeant: (buyer: Buyer) => boolean, said: (buyer: Buyer) => bigint | null): Ask {
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

export const chosen = (forms: FormContext, answers: Answers, isMeant: (buyer: Buyer) => boolean): readonly Buyer[] =>
  (purchaseIn(forms, answers)?.buyers ?? []).filter(
    one => isMeant(one) && (answers["member"] === everybody || answers["member"] === one.member),
  );
