/** The forms that can be filled in now, each a line that opens it. */
import { Icon, Line } from "#look";
import type { JSX } from "preact";
import { type Form, formContext, type FormTable } from "./form-parts.ts";

export function FormLines({
  table,
  forms,
  onChoose,
}: {
  table: FormTable;
  forms: readonly Form[];
  onChoose: (form: Form) => void;
}): JSX.Element {
  const { words } = table;
  const context = formContext(table);
  return (
    <>
      {forms
        .filter(form => form.isOffered(context))
        .map(form => (
          <Line
            key={form.name}
            lead={<Icon name={form.icon} size={32} />}
            label={<b>{words.say(`${form.said ?? "meetings.form"}.${form.name}`)}</b>}
            sub={words.say(`${form.said ?? "meetings.form"}.${form.name}.what`)}
            arrow
            onClick={() => onChoose(form)}
          />
        ))}
    </>
  );
}
