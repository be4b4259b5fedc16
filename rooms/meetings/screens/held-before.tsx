/**
 * A meeting that was held on paper, since the phone was empty or far away: it is opened on its own day, and what stands on the
 * paper is written afterwards, with the keys as ever.
 */
import { addDays, type Day, parseDay, type Words } from "#base";
import { Field, QuietAct, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

export function HeldBefore({
  words,
  earliest,
  now,
  day,
  setDay,
}: {
  words: Words;
  /** No meeting can be before it. */
  earliest: Day;
  now: Day;
  /** On which it is to be opened. */
  day: Day;
  setDay: (day: Day) => void;
}): JSX.Element | null {
  const [isAsked, setAsked] = useState(false);
  if (earliest >= now) return null;
  if (!isAsked)
    return (
      <QuietAct
        onClick={() => {
          setAsked(true);
          setDay(addDays(now, -1));
        }}
      >
        {words.say("meetings.held-before.ask")}
      </QuietAct>
    );
  return (
    <Stack>
      <Field
        label={words.say("meetings.held-before.day")}
        hint={words.say("meetings.held-before.more")}
        type="date"
        min={earliest}
        max={now}
        value={day}
        onInput={event => {
          const chosen = parseDay(event.currentTarget.value);
          if (chosen !== null && chosen >= earliest && chosen <= now) setDay(chosen);
        }}
      />
      <QuietAct
        onClick={() => {
          setAsked(false);
          setDay(now);
        }}
      >
        {words.say("meetings.held-before.today")}
      </QuietAct>
    </Stack>
  );
}
