/** Beyond a limit of the rules: asking for it, with the reason; and the vote, for which an officer answers. */
import type { Role } from "#base";
import { newId } from "#client";
import {
  type Answers,
  decisionLine,
  type Form,
  type FormContext,
  isCarried,
  numberOf,
  votes,
  womanNamed,
  write,
} from "./form-parts.ts";
import { takenAway } from "./requests.ts";
import { productName } from "./say.tsx";
import { exceptionPlace } from "./requests.ts";
import type { Writing } from "./sheet-model.ts";

/** Where it stands that savings are asked for beyond the rule. Of a loan it stands in the request. */
export const askPlace = (exception: string): string => `exception.${exception}.0`;
/** What is paid out by it. */
export const paidPlace = (exception: string): string => `pay.withdrawal.${exception}`;

const reason = { kind: "text", key: "reason", title: "assembly.ask.beyond", hint: "assembly.ask.beyond-hint", most: 300 } as const;

const asking = (of: { readonly member: string; readonly product: string; readonly amount: string }, why: string): Writing => {
  const exception = newId();
  return write(askPlace(exception), "savings.ask-exception", { exception, ...of, reason: why.trim() });
};

/** A line that was refused for a limit is asked for anew, with the reason: a loan in its request, savings before the vote. */
export const beyondForm: Form = {
  name: "beyond",
  said: "assembly.form",
  icon: "hand",
  isOffered: () => true,
  asks: [reason],
  lines({ line = "", reason: why = "" }, { sheet }) {
    const refused = sheet?.get(line);
    if (!refused) return [];
    const { entry, body } = refused;
    if (entry === "loans.request") return [{ line, entry, body: { ...body, exception: why.trim() } }];
    const of = { member: String(body["member"]), product: String(body["product"]), amount: String(body["amount"]) };
    return [takenAway(line, entry), asking(of, why)];
  },
};

/** Hers, and no term deposit and no capital: what the members may let her have before the rule does. */
const savingsOf = ({ today }: FormContext, member: string | undefined) =>
  today.rules.products.flatMap(one => {
    const held = [...today.saved, ...today.kept].find(saved => saved.member === member && saved.code === one.product);
    return held && !one.isCapital ? [{ ...one, saved: BigInt(held.amount) }] : [];
  });
const chosen = (forms: FormContext, { member, product }: Answers) =>
  savingsOf(forms, member).find(one => one.product === product);

/** Savings that stay by the rule, as long as she is a member or up to a minimum. */
export const savingsBeyondForm: Form = {
  name: "savings-beyond",
  said: "assembly.form",
  icon: "coin",
  isOffered: forms => forms.today.women.some(one => savingsOf(forms, one.member).length > 0),
  asks: [
    {
      kind: "woman",
      key: "member",
      title: "assembly.ask.whose-savings",
      who: (one, forms) => savingsOf(forms, one.member).length > 0,
    },
    {
      kind: "choice",
      key: "product",
      title: "assembly.ask.which-savings",
      when: (forms, { member }) => savingsOf(forms, member).length > 1,
      fallback: (forms, { member }) => savingsOf(forms, member)[0]?.product ?? "",
      options: (forms, { member }) =>
        savingsOf(forms, member).map(one => ({
          value: one.product,
          label: productName(forms.words, one.product, one.name),
          sub: forms.words.amount(one.saved, one.unit),
        })),
    },
    {
      kind: "amount",
      key: "amount",
      title: "assembly.ask.how-much",
      unit: (forms, answers) => chosen(forms, answers)?.unit ?? forms.today.unit,
      there: (forms, answers) => {
        const saved = chosen(forms, answers)?.saved;
        return saved === undefined ? undefined : { label: forms.words.say("meetings.form.saved"), amount: saved };
      },
    },
    reason,
  ],
  lines: ({ member = "", product = "", amount = "", reason: why = "" }) => [asking({ member, product, amount }, why)],
};

const approvers: readonly Role[] = ["chair", "secretary", "treasurer", "supervisory-committee"];

/** The vote on it. Savings that were allowed are paid out at this meeting; a loan goes on to its own vote. */
export const exceptionForm: Form = {
  name: "exception",
  said: "assembly.form",
  icon: "hand",
  isOffered: () => true,
  asks: [
    {
      kind: "choice",
      key: "approver",
      title: "assembly.ask.approver",
      hint: "assembly.ask.approver-hint",
      options: (forms, { member }) =>
        forms.today.women
          .filter(one => one.member !== member && one.offices.some(role => approvers.includes(role)))
          .map(one => ({ value: one.member, label: womanNamed(forms, one.member), sub: numberOf(forms, one.member) })),
    },
    { ...votes, title: "assembly.ask.exception-votes" },
  ],
  lines({ exception = "", member = "", product = "", amount = "", thing, approver = "", votes: said }) {
    const decision = newId();
    const answered = { exception, member, decision };
    const vote = { value: { amount }, concerning: member };
    const carried = [
      write(exceptionPlace(exception, 2), "assembly.exception", { ...answered, approver }),
      ...(thing === "withdrawal"
        ? [write(paidPlace(exception), "savings.withdrawal", { member, product, amount })]
        : []),
    ];
    return [
      decisionLine(exceptionPlace(exception, 1), decision, "exception", exception, said, vote),
      ...(isCarried(said) ? carried : [write(exceptionPlace(exception, 2), "assembly.turn-down-exception", answered)]),
    ];
  },
};
