/** What forms of joint work ask alike: which it is, and how much of each of its lines. */
import type { Document } from "#base";
import { type Answers, type Ask, type FormContext } from "./form-parts.ts";
import type { ActionAtTable } from "./seen.ts";

export type Doer = ActionAtTable["doers"][number];
type LineOf = ActionAtTable["lines"][number];

export const nameOf = ({ words }: Pick<FormContext, "words">, { name }: ActionAtTable): string =>
  name ?? words.say("actions.form.action");

export const actionIn = ({ today }: FormContext, { action }: Answers): ActionAtTable | undefined =>
  today.actions.find(one => one.action === action);

/** Which of those of which this can be written; not asked where it is one. */
export function actionAsk(isMeant: (action: ActionAtTable) => boolean): Ask {
  const meant = ({ today }: FormContext) => today.actions.filter(isMeant);
  return {
    kind: "choice",
    key: "action",
    title: "actions.ask.action",
    when: forms => meant(forms).length > 1,
    fallback: forms => meant(forms)[0]?.action ?? "",
    options: forms =>
      meant(forms).map(one => ({
        value: one.action,
        label: nameOf(forms, one),
        sub: forms.words.day(one.happensOn, "weekday"),
      })),
  };
}

export const unitOf = (forms: FormContext, answers: Answers): string => actionIn(forms, answers)?.unit ?? forms.today.unit;

export const atMeeting = ({ today }: FormContext): boolean => today.draft.meeting !== null;

const places = [1, 2, 3, 4, 5, 6] as const;

const lineAt = (forms: FormContext, answers: Answers, place: number, isAsked: (line: LineOf) => boolean) =>
  actionIn(forms, answers)?.lines.find(one => one.intent === place && isAsked(one));

/** How much of each line that is asked for; what is left empty is not written. `known` is what is known of it, as a sentence. */
export const lineAsks = (
  key: string,
  isAsked: (line: LineOf) => boolean,
  known: (line: LineOf, forms: FormContext, answers: Answers) => string,
): readonly Ask[] =>
  places.map(place => ({
    kind: "amount",
    key: `${key}-${place}`,
    title: "actions.ask.how-much",
    isOptional: true,
    when: (forms, answers) => lineAt(forms, answers, place, isAsked) !== undefined,
    fallback: () => "",
    unit: (forms, answers) => lineAt(forms, answers, place, isAsked)?.unit ?? "day",
    known: (forms, answers) => {
      const line = lineAt(forms, answers, place, isAsked);
      return line && known(line, forms, answers);
    },
  }));

/** What was said of them, as a command has it. */
export const quantitiesIn = (key: string, answers: Answers): readonly Document[] =>
  places.flatMap(place => {
    const quantity = answers[`${key}-${place}`] ?? "";
    return quantity === "" ? [] : [{ intent: String(place), quantity }];
  });
