/** One of the group, chosen from a list that says number and name. */
import type { Words } from "#base";
import { SelectField } from "#look";
import type { ComponentChildren, JSX } from "preact";
import type { PersonListed } from "../page-questions.ts";
import { called } from "./names.tsx";

export function PickPerson({
  words,
  label,
  hint,
  problem,
  people,
  value,
  onChange,
}: {
  words: Words;
  label: ComponentChildren;
  hint?: ComponentChildren;
  problem?: ComponentChildren;
  people: readonly Pick<PersonListed, "member" | "number" | "name">[];
  value: string;
  onChange: (member: string) => void;
}): JSX.Element {
  return (
    <SelectField
      label={label}
      hint={hint}
      problem={problem}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
    >
      <option value="">{words.say("members.screen.choose")}</option>
      {people.map(one => (
        <option key={one.member} value={one.member}>
          {words.say("members.screen.number-and-name", { number: String(one.number), name: called(words, one) })}
        </option>
      ))}
    </SelectField>
  );
}
