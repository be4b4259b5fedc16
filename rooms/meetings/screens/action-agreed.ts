/** Shall we do it together? By hands where the rule says so, or where the group's own money is spent on it. */
import { newId } from "#client";
import { actionAsk, actionIn, nameOf, unitOf } from "./action-asked.ts";
import { decisionLine, type Form, isCarried, votes, write } from "./form-parts.ts";
import type { ActionAtTable } from "./seen.ts";

const isOpen = ({ status }: ActionAtTable): boolean => status === "open";

export const agreeActionForm: Form = {
  name: "action-agree",
  said: "actions.form",
  icon: "people",
  isOffered: ({ today }) => today.actions.some(isOpen),
  asks: [
    actionAsk(isOpen),
    {
      kind: "amount",
      key: "given",
      title: "actions.ask.from-fund",
      isOptional: true,
      unit: unitOf,
      there: (forms, answers) => ({
        label: forms.words.say("meetings.form.in-box"),
        amount: forms.box(actionIn(forms, answers)?.fund ?? ""),
      }),
    },
    {
      ...votes,
      when: (forms, answers) => (actionIn(forms, answers)?.isByVote ?? true) || (answers["given"] ?? "") !== "",
      fallback: () => "",
    },
  ],
  lines: (answers, forms) => {
    const { action = "", given, votes: said } = answers;
    const place = `decision.action.${action}`;
    if (!said) return [write(`${place}.2`, "actions.agree", { action })];
    const decision = newId();
    const found = actionIn(forms, answers);
    return [
      decisionLine(`${place}.1`, decision, "action", `action/${action}`, said, {
        ...(given ? { value: { amount: given } } : {}),
        note: found && nameOf(forms, found),
      }),
      ...(isCarried(said) ? [write(`${place}.2`, "actions.agree", { action, decision })] : []),
    ];
  },
};
