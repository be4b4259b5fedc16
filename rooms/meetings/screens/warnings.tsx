/** Who is about to fall out of a fund: told here, before all, and never silently dropped. */
import { Bead, Lines, QuietAct, Stack, Title } from "#look";
import type { JSX } from "preact";
import { type AtTable, RefusedLine } from "./frame.tsx";
import { takenAway } from "./requests.ts";
import { called } from "./say.tsx";

export function Warnings({ table }: { table: AtTable }): JSX.Element {
  const { words, held } = table;
  return (
    <Stack gap="tight">
      <Title>{words.say("meetings.warn.title")}</Title>
      <Lines label={words.say("meetings.warn.title")}>
        {held.today.warnings.map(one => {
          const woman = held.today.women.find(found => found.member === one.member);
          if (!woman) return null;
          const place = `warn.${one.fund}.${one.member}`;
          const entry = one.mayLapse ? "aid.lapse" : "aid.warn";
          const isWritten = held.sheet.has(place);
          return (
            <li key={place}>
              <div class="with-end">
                <div class="line">
                  <span class="lead">
                    <Bead number={woman.number} size={44} />
                  </span>
                  <span class="grow">
                    {called(words, woman)}
                    <small>
                      {words.say(one.mayLapse ? "meetings.warn.may-lapse" : "meetings.warn.left", { count: one.left })}
                    </small>
                  </span>
                </div>
                <QuietAct
                  pressed={isWritten}
                  onClick={() =>
                    void held.write([
                      isWritten
                        ? takenAway(place, entry)
                        : { line: place, entry, body: { member: one.member, fund: one.fund } },
                    ])
                  }
                >
                  {words.say(one.mayLapse ? "meetings.warn.lapse" : "meetings.warn.tell")}
                </QuietAct>
              </div>
              <RefusedLine table={table} line={place} />
            </li>
          );
        })}
      </Lines>
    </Stack>
  );
}
