/**
 * Forms of joint work that members agreed on. At the meeting what comes is one form and what is paid another, each of which asks
 * first what is to be written; between meetings each is a form of its own.
 */
import type { Words } from "#base";
import { type Act, bringing, paying } from "./action-acts.ts";
import { actionAsk, actionIn, nameOf } from "./action-asked.ts";
import type { Answers, Ask, Form } from "./form-parts.ts";
import type { ActionAtTable, WireEntry } from "./seen.ts";

/** What comes stands before what is paid, also where lines are taken in the order of their places. */
const placeOf = ({ action }: Answers, act: Act): string => `${bringing.includes(act) ? "action" : "pay.action"}.${action}`;

/** One form for several acts, one thing after the other. */
function formOfActs(name: string, acts: readonly Act[]): Form {
  const meant = (action: ActionAtTable | undefined): readonly Act[] => (action ? acts.filter(act => act.isMeant(action)) : []);
  const hasActs = (action: ActionAtTable): boolean => meant(action).length > 0;
  return {
    name,
    said: "actions.form",
    icon: "people",
    isOffered: ({ today }) => today.actions.some(hasActs),
    asks: [
      actionAsk(hasActs),
      {
        kind: "choice",
        key: "act",
        title: "actions.ask.what",
        options: (forms, answers) =>
          meant(actionIn(forms, answers)).map(act => ({
            value: act.name,
            label: forms.words.say(`actions.form.action-${act.name}`),
            sub: forms.words.say(`actions.form.action-${act.name}.what`),
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
    lines: (answers, forms) => {
      const act = acts.find(one => one.name === answers["act"]);
      return act?.lines(answers, forms, placeOf(answers, act)) ?? [];
    },
  };
}

export const bringForm = formOfActs("action-bring", bringing);
export const actionForm = formOfActs("action", paying);

/** Between meetings: each by itself, where the rule lets two write it. */
export const counterForms = (entries: readonly string[]): readonly Form[] =>
  [...bringing, ...paying].filter(act => entries.includes(`actions.${act.name}`)).map(formOf);

const formOf = (act: Act): Form => ({
  name: `action-${act.name}`,
  said: "actions.form",
  icon: "people",
  isOffered: ({ today }) => today.actions.some(act.isMeant),
  asks: [actionAsk(act.isMeant), ...act.asks],
  lines: (answers, forms) => act.lines(answers, forms, placeOf(answers, act)),
});

/** What is about to be written of it, for the last look. */
export function actionSaid(words: Words, action: ActionAtTable, body: WireEntry["body"]): readonly string[] {
  const quantities = (body["quantities"] ?? []) as readonly { readonly [field: string]: string }[];
  return [
    nameOf({ words }, action),
    ...quantities.map(({ intent, quantity = "0" }) => {
      const line = action.lines.find(one => String(one.intent) === intent);
      return line ? `${line.name ?? ""} ${words.amount(BigInt(quantity), line.unit)}`.trim() : quantity;
    }),
    ...(["paid_to", "reason"] as const).flatMap(key => (typeof body[key] === "string" ? [body[key]] : [])),
    ...(body["from_fund"] === true ? [words.say("actions.form.from-fund")] : []),
    ...(body["kept"] === true ? [words.say("actions.form.kept")] : []),
  ];
}
