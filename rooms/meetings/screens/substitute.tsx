/**
 * A key-holder who is not here has a named substitute for the day. Two officers say who; it stands among the offices, and
 * on the sealed sheet beside her key.
 */
import { Dialog, QuietAct, SelectField, Soft, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AtTable } from "./frame.tsx";
import { called } from "./say.tsx";
import { SecondOfficer } from "./second-officer.tsx";
import type { Woman } from "./seen.ts";
import { isThere, markOf } from "./sheet-model.ts";
import { WomanSelect } from "./woman-select.tsx";

/** Offices that keep her from a key: the committee never opens the box alone, and who watches it holds no other office. */
const keepsFromKey = (woman: Woman): boolean => woman.offices.some(role => role !== "field-officer");

export function NameSubstitute({ table, waiting }: { table: AtTable; waiting: readonly Woman[] }): JSX.Element {
  const { words, held } = table;
  const [isOpen, setOpen] = useState(false);
  const absentFirst = waiting.find(one => !isThere(markOf(one.member, held.sheet))) ?? waiting[0];
  const [absent, setAbsent] = useState<string>("");
  const [substitute, setSubstitute] = useState("");
  const meeting = held.today.draft.meeting!;
  const of = absent || (absentFirst?.member ?? "");
  return (
    <>
      <QuietAct wide icon="people" onClick={() => setOpen(true)}>
        {words.say("meetings.substitute.title")}
      </QuietAct>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={words.say("meetings.substitute.title")}
        closeLabel={words.say("meetings.close")}
      >
        <Stack gap="tight">
          <Soft>{words.say("meetings.substitute.more")}</Soft>
          <SelectField
            label={words.say("meetings.substitute.absent")}
            value={of}
            onChange={event => setAbsent(event.currentTarget.value)}
          >
            {waiting.map(one => (
              <option key={one.member} value={one.member}>
                {one.number}. {called(words, one)}
              </option>
            ))}
          </SelectField>
          <WomanSelect
            table={table}
            label={words.say("meetings.substitute.who")}
            value={substitute}
            onChange={setSubstitute}
            not={held.today.women
              .filter(one => keepsFromKey(one) || !isThere(markOf(one.member, held.sheet)))
              .map(one => one.member)}
          />
          <SecondOfficer
            table={table}
            command="members.take-office"
            body={{
              member: substitute,
              role: "key-holder",
              from: meeting.day,
              until: meeting.day,
              substitute_for: of,
            }}
            act={words.say("meetings.substitute.do")}
            notYet={substitute === "" || of === ""}
            onDone={() => {
              setOpen(false);
              void held.refresh();
            }}
          />
        </Stack>
      </Dialog>
    </>
  );
}
