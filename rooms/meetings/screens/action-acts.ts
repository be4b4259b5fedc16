/** What is written of joint work, in the order in which things follow: promised, done and brought, paid, given back, closed. */
import { newId } from "#client";
import { actionIn, atMeeting, type Doer, lineAsks, quantitiesIn, unitOf } from "./action-asked.ts";
import { type Answers, type Ask, decisionLine, type FormContext, isCarried, votes, womanNamed, write } from "./form-parts.ts";
import type { ActionAtTable } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

/** One thing that is written of joint work. Keys of its questions are its own: acts are asked in one form. */
export interface Act {
  readonly name: string;
  readonly isMeant: (action: ActionAtTable) => boolean;
  readonly asks: readonly Ask[];
  readonly lines: (answers: Answers, forms: FormContext, place: string) => readonly Writing[];
}

const isAgreed = ({ status }: ActionAtTable): boolean => status === "agreed";
type LineOf = ActionAtTable["lines"][number];
const isKind = ({ isMoney }: LineOf): boolean => !isMoney;

const doerOf = (forms: FormContext, answers: Answers, member: string | undefined): Doer | undefined =>
  actionIn(forms, answers)?.doers.find(one => one.member === member);

/** "Wood: she promised Rp 150,000"; of who promised nothing, what it is. */
function promisedSaid({ intent, name, unit }: LineOf, forms: FormContext, answers: Answers, member: string | undefined): string {
  const promised = doerOf(forms, answers, member)?.promised.find(one => one.intent === intent);
  return promised
    ? forms.words.say("actions.form.promised", {
        name: name ?? "",
        promised: forms.words.amount(BigInt(promised.quantity), unit),
      })
    : (name ?? "");
}

const commit: Act = {
  name: "commit",
  isMeant: ({ status }) => status === "open" || status === "agreed",
  asks: [
    { kind: "woman", key: "promiser", title: "actions.ask.who" },
    ...lineAsks(
      "promised",
      () => true,
      ({ name, unit, needed, promised }, { words }) =>
        words.say("actions.form.needed", {
          name: name ?? "",
          needed: words.amount(BigInt(needed), unit),
          promised: words.amount(BigInt(promised), unit),
        }),
    ),
  ],
  lines: (answers, _, place) => {
    const quantities = quantitiesIn("promised", answers);
    const { action, promiser: member } = answers;
    return quantities.length === 0 ? [] : [write(`${place}.3.${member}`, "actions.commit", { action, member, quantities })];
  },
};

/** Who promised days or things, and of whom nothing was written yet: at the table, all of them at once. */
const notCome = (action: ActionAtTable | undefined): readonly Doer[] => {
  const kinds = new Set(action?.lines.filter(isKind).map(one => one.intent));
  return (action?.doers ?? []).filter(one => !one.hasCome && one.promised.some(said => kinds.has(said.intent)));
};
const asPromised = "as-promised";
const isAskedOne = (_: FormContext, { how }: Answers): boolean => how !== asPromised;

const contribute: Act = {
  name: "contribute",
  isMeant: one => isAgreed(one) && one.lines.some(isKind),
  asks: [
    {
      kind: "choice",
      key: "how",
      title: "actions.ask.who",
      when: (forms, answers) => atMeeting(forms) && notCome(actionIn(forms, answers)).length > 0,
      fallback: () => "one",
      options: (forms, answers) => [
        { value: "one", label: forms.words.say("actions.form.one-woman") },
        {
          value: asPromised,
          label: forms.words.say("actions.form.as-promised"),
          sub: forms.words.say("actions.form.as-promised.what", { count: notCome(actionIn(forms, answers)).length }),
        },
      ],
    },
    { kind: "woman", key: "comer", title: "actions.ask.who", when: isAskedOne, fallback: () => "" },
    ...lineAsks("came", isKind, (line, forms, answers) => promisedSaid(line, forms, answers, answers["comer"])).map(ask => ({
      ...ask,
      when: (forms: FormContext, answers: Answers) => isAskedOne(forms, answers) && ask.when!(forms, answers),
    })),
  ],
  lines: (answers, forms, place) => {
    const { action, comer } = answers;
    const found = actionIn(forms, answers);
    const brought = (member: string, quantities: readonly { readonly [key: string]: string }[]): readonly Writing[] =>
      quantities.length === 0
        ? []
        : [write(`${place}.4.${member}.${newId()}`, "actions.contribute", { action, member, quantities })];
    if (answers["how"] !== asPromised) return brought(comer ?? "", quantitiesIn("came", answers) as never);
    const kinds = new Set(found?.lines.filter(isKind).map(one => one.intent));
    return notCome(found).flatMap(({ member, promised }) =>
      brought(
        member,
        promised
          .filter(one => kinds.has(one.intent))
          .map(({ intent, quantity }) => ({ intent: String(intent), quantity })),
      ),
    );
  },
};

const payIn: Act = {
  name: "pay-in",
  isMeant: isAgreed,
  asks: [
    { kind: "woman", key: "payer", title: "actions.ask.who" },
    {
      kind: "amount",
      key: "brought",
      title: "meetings.ask.how-much-came",
      unit: unitOf,
      known: (forms, answers) => {
        const line = actionIn(forms, answers)?.lines.find(one => one.isMoney);
        return line && promisedSaid(line, forms, answers, answers["payer"]);
      },
    },
  ],
  lines: ({ action, payer: member, brought: amount = "" }, _, place) => [
    write(`${place}.4.${member}.${newId()}`, "actions.pay-in", { action, member, amount }),
  ],
};

const payCost: Act = {
  name: "pay-cost",
  isMeant: one => isAgreed(one) && (one.own !== "0" || one.fundGives !== "0"),
  asks: [
    {
      kind: "choice",
      key: "from",
      title: "actions.ask.cost-from",
      when: (forms, answers) => (actionIn(forms, answers)?.fundGives ?? "0") !== "0",
      fallback: () => "brought",
      options: (forms, answers) => {
        const action = actionIn(forms, answers);
        return (["brought", "fund"] as const).map(value => ({
          value,
          label: forms.words.say(`actions.form.from-${value}`),
          sub: forms.words.amount(BigInt((value === "fund" ? action?.fundGives : action?.own) ?? "0"), unitOf(forms, answers)),
        }));
      },
    },
    {
      kind: "amount",
      key: "paid",
      title: "meetings.ask.how-much",
      unit: unitOf,
      there: (forms, answers) => {
        const action = actionIn(forms, answers);
        const isFund = answers["from"] === "fund";
        return (
          action && {
            label: forms.words.say(isFund ? "actions.form.from-fund" : "actions.form.brought"),
            amount: BigInt(isFund ? action.fundGives : action.own),
          }
        );
      },
    },
    { kind: "text", key: "paid-to", title: "actions.ask.paid-to", most: 80 },
    { kind: "text", key: "cost-purpose", title: "actions.ask.purpose", most: 120 },
  ],
  lines: (answers, _, place) => {
    const cost = newId();
    return [
      write(`${place}.5.${cost}`, "actions.pay-cost", {
        ...{ action: answers["action"], cost, amount: answers["paid"] },
        paid_to: answers["paid-to"]?.trim(),
        purpose: answers["cost-purpose"]?.trim(),
        ...(answers["from"] === "fund" ? { from_fund: true } : {}),
      }),
    ];
  },
};

const hasMoney = ({ held }: Doer): boolean => held !== "0";

const refund: Act = {
  name: "refund",
  isMeant: one => isAgreed(one) && one.doers.some(hasMoney),
  asks: [
    {
      kind: "choice",
      key: "receiver",
      title: "actions.ask.who",
      options: (forms, answers) =>
        (actionIn(forms, answers)?.doers ?? []).filter(hasMoney).map(one => ({
          value: one.member,
          label: womanNamed(forms, one.member),
          sub: `${forms.words.say("actions.form.her-part")}: ${forms.words.amount(BigInt(one.rest), unitOf(forms, answers))}`,
        })),
    },
    {
      kind: "choice",
      key: "given-how",
      title: "actions.ask.how-given",
      options: ({ words }) => [
        { value: "cash", label: words.say("actions.form.handed-over") },
        { value: "kept", label: words.say("actions.form.kept") },
      ],
    },
  ],
  lines: (answers, _, place) => {
    const { action, receiver: member } = answers;
    const kept = answers["given-how"] === "kept" ? { kept: true } : {};
    return [write(`${place}.6.${member}`, "actions.refund", { action, member, ...kept })];
  },
};

const close: Act = {
  name: "close",
  isMeant: isAgreed,
  asks: [
    {
      kind: "choice",
      key: "rest",
      title: "actions.ask.rest-to",
      when: (forms, answers) => (actionIn(forms, answers)?.own ?? "0") !== "0",
      fallback: () => "back",
      // Between meetings nobody can be asked.
      options: forms =>
        (["back", "kept", ...(atMeeting(forms) ? (["to-fund"] as const) : [])] as const).map(value => ({
          value,
          label: forms.words.say(`actions.form.rest-${value}`),
        })),
    },
    { ...votes, key: "rest-votes", when: (_, answers) => answers["rest"] === "to-fund", fallback: () => "" },
  ],
  lines: (answers, _, place) => {
    const { action = "", rest, "rest-votes": said } = answers;
    if (!said) return [write(`${place}.8`, "actions.close", { action, ...(rest === "kept" ? { kept: true } : {}) })];
    const decision = newId();
    return [
      decisionLine(`${place}.8.1`, decision, "action", `action-rest/${action}`, said),
      ...(isCarried(said) ? [write(`${place}.8.2`, "actions.close", { action, decision })] : []),
    ];
  },
};

const reopen: Act = {
  name: "reopen",
  isMeant: ({ status }) => status === "closed",
  asks: [{ kind: "text", key: "why", title: "actions.ask.reason", most: 300 }],
  lines: ({ action, why }, _, place) => [write(`${place}.0`, "actions.reopen", { action, reason: why?.trim() })],
};

/** What comes, and what is done with the money of it. */
export const bringing: readonly Act[] = [commit, contribute, payIn];
export const paying: readonly Act[] = [payCost, refund, close, reopen];
