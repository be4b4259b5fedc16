/** What a place that is not in the list is, where that is not known yet, and what it is called. */
import type { Words } from "#base";
import { Field, SelectField } from "#look";
import type { JSX } from "preact";

export const levels = ["country", "region", "province", "municipality", "village"] as const;
export type Level = (typeof levels)[number];

interface Props {
  readonly words: Words;
  /** In which it lies; null for a country. */
  readonly inside: string | null;
  /** What it may be. */
  readonly possible: readonly Level[];
  readonly level: Level;
  readonly name: string;
  readonly onLevel: (level: Level) => void;
  readonly onName: (name: string) => void;
}

export function PlaceNamed({ words, inside, possible, level, name, onLevel, onName }: Props): JSX.Element {
  return (
    <>
      {possible.length > 1 && (
        <SelectField
          label={words.say("members.places.what-is-it")}
          value={level}
          onChange={event => onLevel(event.currentTarget.value as Level)}
        >
          {possible.map(one => (
            <option key={one} value={one}>
              {words.say(`members.places.level.${one}`)}
            </option>
          ))}
        </SelectField>
      )}
      <Field
        label={words.say(`members.places.name-of.${level}`)}
        hint={inside === null ? undefined : words.say("members.places.unlisted-more", { place: inside })}
        value={name}
        onInput={event => onName(event.currentTarget.value)}
        maxLength={120}
        autocomplete="off"
      />
    </>
  );
}
