/** Somebody on a screen: her bead, how she is called, what she does. Her number and bead tell two of one name apart. */
import type { Role, Words } from "#base";
import { Act, Bead, Line, type LineProps } from "#look";
import type { ComponentChildren, JSX } from "preact";

export interface Someone {
  readonly number: number;
  readonly name: string | null;
}

/** "Ibu Wulan"; whoever was erased is her number alone. */
export function called(words: Words, { number, name }: Someone): string {
  if (name === null) return words.say("members.erased-name", { number });
  return /^(ibu|bu)\s/i.test(name) ? name : words.say("members.screen.called", { name });
}

/** "bendahara, penghitung uang". */
export const officesSaid = (words: Words, offices: readonly Role[]): string =>
  new Intl.ListFormat(words.locale, { type: "conjunction" }).format(offices.map(role => words.say(`role.${role}`)));

/** A word at the head of a line or a title, where the catalogue has it in small letters. */
export const atHead = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** A foot that leads elsewhere is a way on: named, so that who listens finds it among the parts of the page. */
export function WayOn({
  words,
  href,
  children,
}: {
  words: Words;
  href: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <nav class="pull grow" aria-label={words.say("members.screen.way-on")}>
      <Act href={href}>{children}</Act>
    </nav>
  );
}

/** One woman of a list. */
export function PersonLine({
  words,
  person,
  sub,
  ...rest
}: { words: Words; person: Someone } & Omit<LineProps, "label" | "lead">): JSX.Element {
  const number = words.say("members.screen.number", { number: String(person.number) });
  return (
    <Line
      lead={<Bead number={person.number} size={44} />}
      label={<b>{called(words, person)}</b>}
      sub={sub ? `${number}, ${String(sub)}` : number}
      {...rest}
    />
  );
}
