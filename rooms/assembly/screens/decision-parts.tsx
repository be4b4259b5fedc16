/** What other pages show of a decision: the hands, when it was, and what waits for somebody. Apart from the list of them all. */
import type { Words } from "#base";
import { Line, Lines, Notice, type Slice, Slices } from "#look";
import type { JSX } from "preact";
import type { DecisionSeen } from "../page-questions.ts";

/** The hands as one bar from left to right, each part named and counted. */
export function Hands({
  decision,
  words,
}: {
  readonly decision: Pick<DecisionSeen, "for" | "against" | "abstaining">;
  readonly words: Words;
}): JSX.Element {
  const parts = [
    { key: "for", dye: "leaf", hands: decision.for },
    { key: "against", dye: "turmeric", hands: decision.against },
    { key: "abstaining", dye: "grey", hands: decision.abstaining },
  ] as const;
  const slices = parts
    .filter(part => part.hands > 0)
    .map(
      ({ key, dye, hands }): Slice => ({
        key,
        dye,
        minor: BigInt(hands),
        name: words.say(`assembly.screen.hands.${key}`),
        end: <b>{words.number(BigInt(hands))}</b>,
      }),
    );
  return (
    <Slices
      slices={slices}
      label={words.say("assembly.screen.hands", {
        for: decision.for,
        against: decision.against,
        abstaining: decision.abstaining,
      })}
    />
  );
}

export const whenSaid = (words: Words, { on, meeting }: Pick<DecisionSeen, "on" | "meeting">): string =>
  meeting === null ? words.day(on) : words.say("assembly.screen.at-meeting", { number: meeting, day: words.day(on) });

/** Something to look at or to do first, over the list it belongs to. */
export function Waiting({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly {
    readonly key: string;
    readonly href: string;
    readonly label: string;
    readonly sub: string;
  }[];
}): JSX.Element | null {
  if (lines.length === 0) return null;
  return (
    <Notice colour="turmeric" icon="hand" title={title}>
      <Lines>
        {lines.map(({ key, ...line }) => (
          <Line key={key} {...line} arrow />
        ))}
      </Lines>
    </Notice>
  );
}
