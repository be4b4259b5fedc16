/** A meeting is given up. Two say it, since what was written goes with it. */
import { Dialog, Soft, Stack } from "#look";
import type { JSX } from "preact";
import type { AtTable } from "./frame.tsx";
import { SecondOfficer } from "./second-officer.tsx";

export function Abandon({ table, onClose }: { table: AtTable; onClose: () => void }): JSX.Element {
  const { words, held } = table;
  return (
    <Dialog open onClose={onClose} title={words.say("meetings.abandon.ask")} closeLabel={words.say("meetings.close")}>
      <Stack gap="tight">
        <Soft>{words.say("meetings.abandon.two")}</Soft>
        <SecondOfficer
          table={table}
          command="meetings.abandon"
          body={{ meeting: held.today.draft.meeting!.meeting }}
          act={words.say("meetings.abandon.do")}
          onDone={() => location.assign("/")}
        />
      </Stack>
    </Dialog>
  );
}
