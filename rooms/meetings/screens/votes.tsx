/** Hands: for, against, neither. Large counters, and one press for when all are for it; nothing is filled in unasked. */
import type { Words } from "#base";
import { Icon, Mark, Pull, QuietAct, Stack } from "#look";
import type { JSX } from "preact";
import { isCarried, votesIn } from "./form-parts.ts";

const sides = ["for", "against", "abstaining"] as const;

export function Votes({
  words,
  there,
  value,
  onChange,
}: {
  words: Words;
  there: number;
  value: string | undefined;
  onChange: (value: string) => void;
}): JSX.Element {
  const votes = votesIn(value);
  const set = (side: (typeof sides)[number], count: number): void => {
    const next = { ...votes, [side]: Math.max(0, Math.min(count, 100_000)) };
    onChange(`${next.for},${next.against},${next.abstaining}`);
  };
  const all = votes.for + votes.against + votes.abstaining;
  return (
    <Stack gap="tight">
      <QuietAct wide icon="hand" onClick={() => onChange(`${there},0,0`)}>
        {words.say("meetings.votes.all-for", { count: there })}
      </QuietAct>
      <div>
        <ol class="counters" aria-label={words.say("meetings.ask.votes")}>
          {sides.map(side => {
            const label = words.say(`meetings.votes.${side}`);
            return (
              <li key={side}>
                <b>{label}</b>
                <button
                  type="button"
                  class="step"
                  aria-label={words.say("meetings.votes.fewer", { side: label })}
                  aria-disabled={votes[side] === 0}
                  onClick={() => set(side, votes[side] - 1)}
                >
                  <Icon name="minus" />
                </button>
                <input
                  class="how-many"
                  inputMode="numeric"
                  autocomplete="off"
                  aria-label={label}
                  value={votes[side]}
                  onFocus={event => event.currentTarget.select()}
                  onInput={event => set(side, Number(event.currentTarget.value.replace(/\D/g, "").slice(0, 4)))}
                />
                <button
                  type="button"
                  class="step"
                  aria-label={words.say("meetings.votes.more", { side: label })}
                  onClick={() => set(side, votes[side] + 1)}
                >
                  <Icon name="plus" />
                </button>
                <span />
              </li>
            );
          })}
        </ol>
      </div>
      <Pull>
        <span class="soft">{words.say("meetings.votes.hands", { hands: all, there })}</span>
        {all > 0 && (
          <Mark colour={isCarried(value) ? "leaf" : "turmeric"} icon={isCarried(value) ? "check" : undefined}>
            {words.say(isCarried(value) ? "meetings.votes.carried" : "meetings.votes.not-carried")}
          </Mark>
        )}
      </Pull>
    </Stack>
  );
}
