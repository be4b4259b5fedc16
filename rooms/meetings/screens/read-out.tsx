/** What was made between meetings, and what was tried and refused, read aloud before anything is counted. */
import { Act, Line, Lines, Mark, Pull, Stack, Title } from "#look";
import type { JSX } from "preact";
import type { AtTable } from "./frame.tsx";
import { lazilyWithWords } from "./lazily-with-words.ts";
import { notReadOut, readOutLine } from "./opening.ts";
import { called, Money } from "./say.tsx";
import type { ReadOutSeen } from "./seen.ts";

const Told = lazilyWithWords(() => import("./told.tsx").then(file => file.Told));

export function ReadOut({ table, entries }: { table: AtTable; entries: readonly ReadOutSeen[] }): JSX.Element {
  const { words, held } = table;
  const name = (member: string | null): string => {
    const woman = held.today.women.find(one => one.member === member);
    return woman ? called(words, woman) : words.say("meetings.somebody");
  };
  const isRead = notReadOut(held.today, held.sheet).length === 0;
  return (
    <Stack gap="tight">
      <Pull>
        <Title>{words.say("meetings.read-out.title")}</Title>
        {isRead && (
          <Mark colour="leaf" icon="check">
            {words.say("meetings.read-out.was-read")}
          </Mark>
        )}
      </Pull>
      <Lines label={words.say("meetings.read-out.title")}>
        {entries.map(entry =>
          entry.refused ? (
            <Told key={entry.seq} table={table} entry={entry} />
          ) : (
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
          ),
        )}
      </Lines>
      {!isRead && (
        <Act icon="sound" onClick={() => void held.write([readOutLine(held.today)])}>
          {words.say("meetings.read-out.do")}
        </Act>
      )}
    </Stack>
  );
}
