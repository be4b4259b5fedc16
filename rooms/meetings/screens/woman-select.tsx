/** One of the women, where a list of beads would be too long: with her number, as she is called. */
import { SelectField } from "#look";
import type { JSX } from "preact";
import type { FormTable } from "./form-parts.ts";
import { called } from "./say.tsx";

export function WomanSelect({
  table,
  label,
  value,
  onChange,
  not = [],
  optional,
}: {
  table: FormTable;
  label: string;
  value: string;
  onChange: (member: string) => void;
  not?: readonly string[];
  optional?: boolean;
}): JSX.Element {
  const { words, held } = table;
  return (
    <SelectField label={label} value={value} onChange={event => onChange(event.currentTarget.value)}>
      <option value="">{words.say(optional ? "meetings.choose-nobody" : "meetings.choose-who")}</option>
      {held.today.women
        .filter(one => one.member === value || !not.includes(one.member))
        .map(one => (
          <option key={one.member} value={one.member}>
            {one.number}. {called(words, one)}
          </option>
        ))}
    </SelectField>
  );
}
