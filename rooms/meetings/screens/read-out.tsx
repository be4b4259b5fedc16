/** What was made between meetings, read aloud before anything is counted. */
import { Line, Lines, Stack, Title } from "#look";
import type { JSX } from "preact";
import type { AtTable } from "./frame.tsx";
import { called, Money } from "./say.tsx";
import type { ReadOutSeen } from "./seen.ts";

export function ReadOut({ table, entries }: { table: AtTable; entries: readonly ReadOutSeen[] }): JSX.Element {
  const { words, held } = table;
  const name = (member: string | null): string => {
    const woman = held.today.women.find(one => one.member === member);
    return woman ? called(words, woman) : words.say("meetings.somebody");
  };
  return (
    <Stack gap="tight">
      <Title>{words.say("meetings.read-out.title")}</Title>
      <Lines label={words.say("meetings.read-out.title")}>
        {entries.map(entry => (
          <Line
            key={entry.seq}
            label={[
              words.has(`fact.${entry.kind}`) ? words.say(`fact.${entry.kind}`) : words.say("meetings.read-out.entry"),
              entry.member ? name(entry.member) : "",
            ]
              .filter(Boolean)
              .join(", ")}
            sub={words.say("meetings.read-out.by", {
              day: words.day(entry.on, "weekday"),
              names: entry.by.map(name).join(", "),
            })}
            end={entry.amounts.map(({ fund, unit, amount }) => <Money key={fund} amount={amount} unit={unit} />)}
          />
        ))}
      </Lines>
    </Stack>
  );
}
