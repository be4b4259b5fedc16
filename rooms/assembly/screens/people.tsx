/** Somebody on a screen of money: her bead and how she is called. Number and bead tell two of one name apart. */
import type { MemberId, Words } from "#base";
import { Bead, Line, type LineProps } from "#look";
import type { JSX } from "preact";

export interface Someone {
  readonly member: MemberId;
  readonly number: number;
  /** Null once she was erased. */
  readonly name: string | null;
}

/** "Ibu Wulan"; whoever was erased is her number alone. */
export function called(words: Words, { number, name }: Pick<Someone, "number" | "name">): string {
  if (name === null) return words.say("members.erased-name", { number });
  return /^(ibu|bu)\s/i.test(name) ? name : words.say("assembly.screen.called", { name });
}

export const numberSaid = (words: Words, { number }: Someone): string =>
  words.say("assembly.screen.number", { number: String(number) });

export function SomeoneLine({
  words,
  who,
  sub,
  ...rest
}: { readonly words: Words; readonly who: Someone } & Omit<LineProps, "label" | "lead">): JSX.Element {
  return (
    <Line
      lead={<Bead number={who.number} size={40} />}
      label={called(words, who)}
      sub={sub ?? numberSaid(words, who)}
      {...rest}
    />
  );
}
