/** Why what was said with a PIN was not done: refused, or the server is away. */
import type { Refusal } from "#base";
import { sentenceOf } from "#client";
import { Notice } from "#look";
import type { JSX } from "preact";
import type { AtTable } from "./frame.tsx";
import { calledIn } from "./say.tsx";

export type NotSaidBecause = Refusal | "away";

export function NotSaid({ table: { words, held }, because }: { table: AtTable; because: NotSaidBecause }): JSX.Element {
  return (
    <Notice colour="turmeric" icon="alert" live>
      <p>
        {because === "away"
          ? words.say("meetings.keys.away")
          : sentenceOf(because, words, held.today.unit, calledIn(held.today, words))}
      </p>
    </Notice>
  );
}
