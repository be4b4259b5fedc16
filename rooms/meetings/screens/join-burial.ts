/**
 * At a new loan she may join the burial fund too: asked after the loan is said, apart from it, and written as a line of its own.
 * Saying no writes nothing, and nobody is asked why.
 */
import { beneficiaryAsks, fundCalled } from "./aid-asks.ts";
import { enrolLine } from "./aid-forms.ts";
import type { Answers, Ask, FormContext } from "./form-parts.ts";
import type { Writing } from "./sheet-model.ts";

const notNow = "no";

const fundsToJoin = ({ today }: FormContext, member: string | undefined) =>
  today.rules.aid.filter(
    one =>
      one.kind === "damayan" && !today.enrolled.some(row => row.fund === one.fund && row.member === member),
  );

export const joinAsks: readonly Ask[] = [
  {
    kind: "choice",
    key: "join",
    title: "aid.ask.join-burial",
    hint: "aid.ask.join-burial-hint",
    when: (forms, { member }) => fundsToJoin(forms, member).length > 0,
    fallback: () => notNow,
    options: (forms, { member }) => [
      { value: notNow, label: forms.words.say("aid.form.join-no") },
      ...fundsToJoin(forms, member).map(({ fund, entryFee }) => ({
        value: fund,
        label: forms.words.say("aid.form.join-yes", { fund: fundCalled(forms, fund) }),
        sub:
          entryFee === "0"
            ? undefined
            : forms.words.say("aid.form.join-fee", {
                fee: forms.words.amount(
                  BigInt(entryFee),
                  forms.today.funds.find(one => one.fund === fund)?.unit ?? forms.today.unit,
                ),
              }),
      })),
    ],
  },
  ...beneficiaryAsks((_, { join = notNow }) => join !== notNow),
];

export const joinLines = (answers: Answers, forms: FormContext): readonly Writing[] => {
  const { join = notNow } = answers;
  return join === notNow ? [] : [enrolLine(join, answers, forms)];
};
