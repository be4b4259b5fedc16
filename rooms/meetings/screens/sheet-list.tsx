/** Everybody on one list, for a phone: who has been, and how much. A press calls her. */
import { Bead, Line, Lines, Stack, Tick } from "#look";
import type { JSX } from "preact";
import { type AtTable, Frame } from "./frame.tsx";
import { isReceived, itemsOf, sumsOf } from "./items.ts";
import { called, Money } from "./say.tsx";

export function SheetList({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const rows = held.today.women.map(woman => ({ woman, items: itemsOf(woman, held.today, held.sheet) }));
  const got = rows.flatMap(row => row.items.filter(isReceived));
  return (
    <Frame table={table} title={words.say("meetings.more.list")} isOpen onBack={going.back}>
      <Stack gap="close">
        {sumsOf(got).map(({ unit, amount }) => (
          <p key={unit} class="sum">
            <b>{words.say("meetings.sheet.got")}</b>
            <Money amount={amount} unit={unit} size="mid" />
          </p>
        ))}
        {sumsOf(rows.flatMap(row => row.items)).map(({ unit, amount }) => (
          <p key={unit} class="sum">
            <span class="soft">{words.say("meetings.sheet.when-all")}</span>
            <Money amount={amount} unit={unit} light />
          </p>
        ))}
      </Stack>
      <Lines label={words.say("meetings.more.list")}>
        {rows.map(({ woman, items }) => {
          const received = items.filter(isReceived);
          return (
            <Line
              key={woman.member}
              lead={<Bead number={woman.number} size={32} />}
              label={called(words, woman)}
              onClick={() => going.go({ step: "sheet", of: woman.member })}
              end={
                <>
                  {sumsOf(received.length > 0 ? received : items).map(({ unit, amount }) => (
                    <Money key={unit} amount={amount} unit={unit} light={received.length === 0} />
                  ))}
                  <Tick state={received.length > 0 ? "done" : "todo"} />
                </>
              }
            />
          );
        })}
      </Lines>
    </Frame>
  );
}
