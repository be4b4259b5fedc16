/** A visit as it is written down: to be read aloud in the chapter before it is confirmed. */
import type { Words } from "#base";
import { Heading, Line, Lines, Mark, Soft, Stack } from "#look";
import type { JSX } from "preact";
import type { ItemSeen, VisitSeen } from "../questions/visit.ts";
import { standardItems } from "../kinds.ts";

const isStandard = (item: string): boolean => (standardItems as readonly string[]).includes(item);

/** In the federation's own words, or the house's. */
export const questionSaid = (words: Words, { item, question }: ItemSeen): string =>
  question ?? (isStandard(item) ? words.say(`network.visit.item-${item}`) : words.say("network.visit.own-question"));

const colours = { yes: "leaf", no: "red", unseen: "soft" } as const;
const found = { same: "leaf", differs: "red", "no-book": "turmeric" } as const;

export function VisitRead({
  words,
  visit,
  checklist,
}: {
  words: Words;
  visit: VisitSeen;
  checklist: readonly ItemSeen[];
}): JSX.Element {
  const itemOf = (item: string): ItemSeen => checklist.find(one => one.item === item) ?? { item, question: null };
  return (
    <Stack gap="tight">
      <Lines label={words.say("network.visit.checklist")}>
        {visit.answers.map(({ item, answer }) => (
          <Line
            key={item}
            label={questionSaid(words, itemOf(item))}
            end={<Mark colour={colours[answer]}>{words.say(`network.visit.answer-${answer}`)}</Mark>}
          />
        ))}
      </Lines>
      {visit.sample.length > 0 && (
        <>
          <Heading level={3}>{words.say("network.visit.passbooks")}</Heading>
          <Lines label={words.say("network.visit.passbooks")}>
            {visit.sample.map(one => (
              <Line
                key={one.number}
                label={words.say("network.visit.passbook-of", { number: one.number })}
                sub={one.note ?? undefined}
                end={<Mark colour={found[one.found]}>{words.say(`network.visit.found-${one.found}`)}</Mark>}
              />
            ))}
          </Lines>
        </>
      )}
      {visit.done.length > 0 && (
        <>
          <Heading level={3}>{words.say("network.visit.done-since")}</Heading>
          <Lines label={words.say("network.visit.done-since")}>
            {visit.done.map(one => (
              <Line key={one.action} label={one.what} sub={one.who} tick="done" />
            ))}
          </Lines>
        </>
      )}
      {visit.actions.length > 0 && (
        <>
          <Heading level={3}>{words.say("network.visit.actions")}</Heading>
          <Lines label={words.say("network.visit.actions")}>
            {visit.actions.map(one => (
              <Line
                key={one.action}
                label={one.what}
                sub={`${one.who}, ${words.say(one.isLate ? "network.visit.action-late" : "network.visit.action-by", { day: words.day(one.due, "short") })}`}
              />
            ))}
          </Lines>
        </>
      )}
      {visit.note !== null && <Soft>{visit.note}</Soft>}
    </Stack>
  );
}
