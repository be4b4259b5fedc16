/** Who is there. One press a woman, or one for all who are left; whoever is late, absent or represented is opened. */
import { Act, Bead, Choices, Dialog, Field, Icon, Lines, Mark, type MarkColour } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { type AtTable, Frame, nextStep } from "./frame.tsx";
import { called } from "./say.tsx";
import type { Woman } from "./seen.ts";
import { markOf, type RollMarkSaid, type Writing } from "./sheet-model.ts";
import { TickedLine } from "./ticked.tsx";

const marks: readonly RollMarkSaid[] = ["present", "late", "absent", "represented"];
/** Late is no fault: only what is missing is red, and nobody is missing for being late. */
const colours: Readonly<Record<RollMarkSaid, MarkColour>> = {
  present: "leaf",
  late: "turmeric",
  absent: "soft",
  represented: "indigo",
};

export const rollLine = (woman: Woman, mark: RollMarkSaid, representative?: string): Writing => ({
  line: `${woman.member}.roll`,
  entry: "meetings.roll",
  body: { member: woman.member, mark, ...(mark === "represented" && representative ? { representative } : {}) },
});

export function Roll({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const { sheet, today, write } = held;
  const [open, setOpen] = useState<Woman | null>(null);
  const left = today.women.filter(woman => markOf(woman.member, sheet) === undefined);
  const known = today.women.length - left.length;
  return (
    <Frame
      table={table}
      far={words.say("meetings.of", { done: known, all: today.women.length })}
      foot={
        left.length > 0 ? (
          <Act icon="check" onClick={() => void write(left.map(woman => rollLine(woman, "present")))}>
            {words.say(known === 0 ? "meetings.roll.all-there" : "meetings.roll.others-there", { count: left.length })}
          </Act>
        ) : (
          <Act onClick={() => going.go({ step: nextStep("roll") })}>{words.say("meetings.roll.next")}</Act>
        )
      }
    >
      <Lines label={words.say("meetings.step.roll")}>
        {today.women.map(woman => {
          const mark = markOf(woman.member, sheet);
          const name = called(words, woman);
          return (
            <TickedLine
              key={woman.member}
              lead={<Bead number={woman.number} size={44} />}
              label={<b>{name}</b>}
              sub={subOf(woman)}
              end={
                mark &&
                mark !== "present" && <Mark colour={colours[mark]}>{words.say(`meetings.mark.short.${mark}`)}</Mark>
              }
              tick={mark === undefined ? "todo" : mark === "absent" ? "todo" : "done"}
              tickLabel={words.say("meetings.roll.is-there", { name })}
              onTick={() => void write([rollLine(woman, mark === "present" ? "absent" : "present")])}
              onOpen={() => setOpen(woman)}
            />
          );
        })}
      </Lines>
      {open && <MarkDialog key={open.member} table={table} woman={open} onClose={() => setOpen(null)} />}
    </Frame>
  );

  function subOf(woman: Woman): string {
    const representative = sheet.get(`${woman.member}.roll`)?.body["representative"];
    if (typeof representative === "string") return words.say("meetings.roll.brought-by", { name: representative });
    return words.say("meetings.number", { number: String(woman.number) });
  }
}

/** Her mark, and who brings her payment where somebody does. */
export function MarkDialog({
  table,
  woman,
  onClose,
}: {
  table: AtTable;
  woman: Woman;
  onClose: () => void;
}): JSX.Element {
  const { words, held } = table;
  const line = held.sheet.get(`${woman.member}.roll`);
  const [mark, setMark] = useState<RollMarkSaid | undefined>(markOf(woman.member, held.sheet));
  const [representative, setRepresentative] = useState(String(line?.body["representative"] ?? ""));
  const keep = (chosen: RollMarkSaid): void => {
    void held.write([rollLine(woman, chosen, representative.trim())]);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={called(words, woman)}
      closeLabel={words.say("meetings.close")}
      foot={
        <Act notYet={mark === undefined} onClick={() => mark && keep(mark)}>
          {words.say("meetings.keep")}
        </Act>
      }
    >
      <Choices
        name="mark"
        question={words.say("meetings.roll.question")}
        value={mark}
        onChange={value => setMark(value as RollMarkSaid)}
        choices={marks.map(value => ({
          value,
          label: words.say(`meetings.mark.${value}`),
          plain: true,
          sign: <Icon name={icons[value]} />,
        }))}
      />
      {mark === "represented" && (
        <Field
          label={words.say("meetings.roll.who-brings")}
          hint={words.say("meetings.roll.who-brings-hint")}
          value={representative}
          maxLength={80}
          autocomplete="off"
          onInput={event => setRepresentative(event.currentTarget.value)}
        />
      )}
    </Dialog>
  );
}

const icons = { present: "check", late: "clock", absent: "minus", represented: "people" } as const;
