/** One passbook that was drawn: what the books say is covered until it is asked for, since others stand around. */
import { unitOf, type Words } from "#base";
import { Bead, Choices, Field, Line, Lines, Soft, Stack, Sum, TextAct } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PassbookSeen } from "../questions/visit.ts";
import type { SampleKept } from "../tables.ts";

export interface PassbookProps {
  readonly words: Words;
  readonly one: PassbookSeen;
  readonly found: SampleKept["found"] | undefined;
  readonly note: string;
  readonly setFound: (found: SampleKept["found"]) => void;
  readonly setNote: (note: string) => void;
  readonly findings: readonly SampleKept["found"][];
}

export function Passbook({ words, one, found, note, setFound, setNote, findings }: PassbookProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const title = words.say("network.visit.passbook-of", { number: String(one.number) });
  return (
    <Stack gap="tight">
      <Lines>
        <Line lead={<Bead number={one.number} size={44} />} label={<b>{title}</b>} sub={one.name ?? undefined} />
      </Lines>
      <TextAct pressed={isOpen} onClick={() => setOpen(!isOpen)} label={`${title}: ${words.say(isOpen ? "network.visit.books-hide" : "network.visit.books-show")}`}>
        {words.say(isOpen ? "network.visit.books-hide" : "network.visit.books-show")}
      </TextAct>
      {isOpen &&
        (one.balances.length === 0 ? (
          <Soft>{words.say("network.visit.book-nothing")}</Soft>
        ) : (
          one.balances.map(({ kind, unit, amount }) => (
            <Sum key={`${kind} ${unit}`} label={words.say(`network.visit.book-${kind}`)}>
              <b>{unitOf(unit) ? words.amount(BigInt(amount), unit) : amount}</b>
            </Sum>
          ))
        ))}
      <Choices
        name={`passbook-${one.number}`}
        question={title}
        value={found ?? ""}
        onChange={value => setFound(value as SampleKept["found"])}
        choices={findings.map(value => ({ value, label: words.say(`network.visit.found-${value}`), plain: true }))}
      />
      {found !== undefined && found !== "same" && (
        <Field
          label={words.say("network.visit.differ-hint")}
          value={note}
          maxLength={200}
          autocomplete="off"
          onInput={event => setNote(event.currentTarget.value)}
        />
      )}
    </Stack>
  );
}
