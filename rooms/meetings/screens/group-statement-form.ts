/** The members decide to hand a bank or an agency a statement of their group: for whom, of how long, and until when it counts. */
import { addDays, addMonths, type Day } from "#base";
import { newId } from "#client";
import { decisionLine, type Form, type FormContext, votes } from "./form-parts.ts";

const durations = ["14", "30", "90", "180"] as const;
/** Months that are told of. */
const times = ["12", "24", "60"] as const;

const meetingDay = ({ today: seen }: FormContext): Day => seen.draft.meeting!.day;

const from = (forms: FormContext, months: string): Day => addDays(addMonths(meetingDay(forms), -Number(months)), 1);

export const groupStatementForm: Form = {
  name: "group-statement",
  icon: "scale",
  isOffered: () => true,
  asks: [
    {
      kind: "text",
      key: "to",
      title: "meetings.ask.statement-to",
      hint: "meetings.ask.statement-to-hint",
      most: 60,
    },
    {
      kind: "choice",
      key: "months",
      title: "meetings.ask.statement-months",
      hint: "meetings.ask.statement-months-hint",
      options: forms =>
        times.map(value => ({
          value,
          label: forms.words.say("meetings.form.statement-months", { count: Number(value) }),
          sub: forms.words.say("meetings.form.statement-since", { day: forms.words.day(from(forms, value)) }),
        })),
    },
    {
      kind: "choice",
      key: "days",
      title: "meetings.ask.statement-until",
      options: forms =>
        durations.map(value => ({
          value,
          label: forms.words.day(addDays(meetingDay(forms), Number(value))),
          sub: forms.words.say("meetings.form.statement-days", { count: Number(value) }),
        })),
    },
    votes,
  ],
  lines({ to, months = "12", days = "30", votes: said }, forms) {
    const id = newId();
    const value = { from: from(forms, months), until: addDays(meetingDay(forms), Number(days)) };
    return [
      decisionLine(`decision.${id}`, id, "statement", `statement/${newId()}`, said, { value, name: (to ?? "").trim() }),
    ];
  },
};
