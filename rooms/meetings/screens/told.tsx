/** How often something was tried since the last meeting and refused, read aloud to all: no name and no amount is in it. */
import { Line } from "#look";
import type { JSX } from "preact";
import type { AtTable } from "./frame.tsx";
import type { ReadOutSeen } from "./seen.ts";

export function Told({ table: { words }, entry: { on, refused } }: { table: AtTable; entry: ReadOutSeen }): JSX.Element {
  const { refusal, count } = refused!;
  return (
    <Line
      label={words.say(`meetings.told.${refusal}`, { count })}
      sub={words.say("meetings.told.on", { count, day: words.day(on, "weekday") })}
    />
  );
}
