/** Beyond a limit of the rules: asking for it, with the reason; and the vote, for which an officer answers. */
import type { Role } from "#base";
import { newId } from "#client";
import {
  type Answers,
  decisionLine,
  type Form,
  type FormContext,
  fundAsk,
  isCarried,
  numberOf,
  unitOfFund,
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
/** The shares that are bought by it. */
export const boughtPlace = (exception: string): string => `pay.shares.${exception}`;

const reason = { kind: "text", key: "reason", title: "assembly.ask.beyond", hint: "assembly.ask.beyond-hint", most: 300 } as const;

const asking = (of: { readonly member: string; readonly product: string; readonly amount: string }, why: string): Writing => {
  const exception = newId();
  return write(askPlace(exception), "savings.ask-exception", { exception, ...of, reason: why.trim() });
};

const askingShares = (
  of: { readonly member: string; readonly fund: string; readonly shares: string; readonly amount: string },
  why: string,
): Writing => {
  const exception = newId();
  return write(askPlace(exception), "savings.ask-shares-exception", { exception, ...of, reason: why.trim() });
};

/**
 * A line that was refused for a limit is asked for anew, with the reason: a loan and a claim in what asks for them, savings and
 * shares before the vote. Nobody makes sure of a claim before it.
 */
export const beyondForm: Form = {
  name: "beyond",
  said: "assembly.form",
  icon: "hand",
  isOffered: () => true,
  asks: [
    reason,
    {
      kind: "amount",
      key: "up_to",
      title: "assembly.ask.up-to",
      when: ({ sheet }, { line = "" }) => sheet?.get(line)?.entry === "aid.claim",
      unit: (forms, { line = "" }) => unitOfFund(forms, String(forms.sheet?.get(line)?.body["fund"])),
      there: (forms, { line = "" }) => ({
        label: forms.words.say("meetings.form.in-box"),
        amount: forms.box(String(forms.sheet?.get(line)?.body["fund"])),
      }),
    },
  ],
  lines({ line = "", reason: why = "", up_to }, { sheet }) {
    const refused = sheet?.get(line);
    if (!refused) return [];
    const { entry, body } = refused;
    const text = (field: string): string => String(body[field]);
    if (entry === "aid.claim") {
      const check = line.replace(/1$/, "2");
      return [
        ...(sheet?.has(check) ? [takenAway(check, "aid.verify")] : []),
        write(line, entry, { ...body, exception: why.trim(), up_to }),
      ];
    }
    if (entry === "savings.buy-shares") {
      const of = { member: text("member"), fund: text("fund"), shares: text("shares"), amount: text("amount") };
      return [takenAway(line, entry), askingShares(of, why)];
    }
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

/** What a share costs: in a running cycle what the dues say, else the rule. */
function priceOf({ today }: FormContext, fund: string | undefined): bigint {
  const due = today.dues.find(one => one.entry === "savings.buy-shares" && one.body["fund"] === fund);
  const count = BigInt(String(due?.body["shares"] ?? "0"));
  if (due && count > 0n) return BigInt(String(due.body["amount"])) / count;
  return BigInt(today.rules.shares.find(one => one.fund === fund)?.price ?? "0");
}

/** As many as an entry takes. */
const sharesMost = 100;

/** More shares at this meeting than the rule lets her buy, or fewer. */
export const sharesBeyondForm: Form = {
  name: "shares-beyond",
  said: "assembly.form",
  icon: "coin",
  isOffered: ({ today }) => today.rules.shares.length > 0,
  asks: [
    { kind: "woman", key: "member", title: "assembly.ask.whose-shares" },
    {
      ...fundAsk("meetings.ask.which-fund", (fund, { today }) => today.rules.shares.some(one => one.fund === fund.fund)),
      when: ({ today }) => today.rules.shares.length > 1,
      fallback: ({ today }) => today.rules.shares[0]?.fund ?? "",
    },
    {
      kind: "count",
      key: "shares",
      title: "assembly.ask.how-many-shares",
      unit: "assembly.ask.shares",
      first: ({ today }, { fund }) => (today.rules.shares.find(one => one.fund === fund)?.max ?? 0) + 1,
      most: () => sharesMost,
    },
    reason,
  ],
  lines: ({ member = "", fund = "", shares = "0", reason: why = "" }, forms) => [
    askingShares({ member, fund, shares, amount: String(priceOf(forms, fund) * BigInt(shares)) }, why),
  ],
};

const approvers: readonly Role[] = ["chair", "secretary", "treasurer", "supervisory-committee"];

function boughtLine(
  forms: FormContext,
  { exception, ...of }: { readonly exception: string; readonly member: string; readonly fund: string; readonly amount: string },
): Writing {
  const price = priceOf(forms, of.fund);
  const shares = String(price === 0n ? 0n : BigInt(of.amount) / price);
  return write(boughtPlace(exception), "savings.buy-allowed-shares", { ...of, shares });
}

/**
 * The vote on it. Savings that were allowed are paid out at this meeting, and shares bought; a loan goes on to its own vote, and
 * of a claim two make sure after the meeting or at the next.
 */
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
  lines({ exception = "", member = "", product = "", amount = "", thing, approver = "", votes: said }, forms) {
    const decision = newId();
    const answered = { exception, member, decision };
    const vote = { value: { amount }, concerning: member };
    const carried = [
      write(exceptionPlace(exception, 2), "assembly.exception", { ...answered, approver }),
      ...(thing === "withdrawal"
        ? [write(paidPlace(exception), "savings.withdrawal", { member, product, amount })]
        : []),
      ...(thing === "shares" ? [boughtLine(forms, { exception, member, fund: product, amount })] : []),
    ];
    return [
      decisionLine(exceptionPlace(exception, 1), decision, "exception", exception, said, vote),
      ...(isCarried(said) ? carried : [write(exceptionPlace(exception, 2), "assembly.turn-down-exception", answered)]),
    ];
  },
};
