/** What was settled before and is handed over by one press: a benefit, the next part of a loan, what is owed to her. */
import type { Refusal } from "#base";
import { Bead, Notes } from "#look";
import type { JSX } from "preact";
import { type AtTable, RefusedLine } from "./frame.tsx";
import { takenAway } from "./requests.ts";
import { called, Money, moneyOf } from "./say.tsx";
import type { Writing } from "./sheet-model.ts";
import { TickedLine } from "./ticked.tsx";

/** What may be paid of a thing that was settled before: one press hands it over. */
export function Payable({
  table,
  place,
  entry,
  member,
  amount,
  handed = amount,
  unit,
  note,
  body,
  onAsk,
}: {
  table: AtTable;
  place: string;
  entry: string;
  member: string;
  amount: bigint;
  /** What of it is put into a hand, where some goes to her loans at once. */
  handed?: bigint;
  unit: string;
  note?: string | undefined;
  body: Writing["body"];
  /** Where something is asked before it is handed over. */
  onAsk?: (() => void) | undefined;
}): JSX.Element | null {
  const { words, held } = table;
  const woman = held.today.women.find(one => one.member === member);
  const line = held.sheet.get(place);
  const name = woman ? called(words, woman) : words.say("meetings.somebody");
  return (
    <TickedLine
      {...(woman ? { lead: <Bead number={woman.number} size={44} /> } : {})}
      label={<b>{name}</b>}
      sub={woman?.guardian ? words.say("meetings.pay.to-guardian", { name: woman.guardian }) : note}
      end={<Money amount={amount} unit={unit} light={!line} />}
      tick={line && !line.refusal ? "done" : "now"}
      tickLabel={words.say("meetings.pay.hand-over", { name })}
      onTick={() => {
        if (line && !line.refusal) void held.write([takenAway(place, entry)]);
        else if (onAsk) onAsk();
        else void held.write([{ line: place, entry, body }]);
      }}
      below={
        <>
          <Notes minor={handed} unit={moneyOf(unit)} />
          <RefusedLine table={table} line={place} />
        </>
      }
    />
  );
}

/** How much of it could be handed over, where the refusal says so: what is in the box, or what the rules allow. */
export function mostOf({ because }: Refusal): bigint | undefined {
  const most = because["available"] ?? because["allowed"];
  return most === undefined || most === null ? undefined : BigInt(most);
}
