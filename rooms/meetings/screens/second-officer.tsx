/** Two say it: whoever is signed in, and another officer by her own number and PIN, who speaks it. */
import { type Document, isRefusal } from "#base";
import { isOffline, newId, say } from "#client";
import { Act, Field, PinPad } from "#look";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { AtTable } from "./frame.tsx";
import { pinLength } from "./pin-length.ts";
import { NotSaid, type NotSaidBecause } from "./not-said.tsx";

export function SecondOfficer({
  table,
  command,
  body,
  act,
  notYet = false,
  onDone,
}: {
  table: AtTable;
  command: string;
  body: Document;
  /** The word on the button. */
  act: string;
  /** Something is to be chosen before. */
  notYet?: boolean;
  onDone: () => void;
}): JSX.Element {
  const { words, held } = table;
  const meeting = held.today.draft.meeting!;
  const [number, setNumber] = useState("");
  const [pin, setPin] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<NotSaidBecause | null>(null);
  // The same thing said again after a lost answer is the same: it keeps its id until there is one.
  const unanswered = useRef<{ readonly of: string; readonly id: ReturnType<typeof newId> }>(undefined);
  const speak = async (typed: string): Promise<void> => {
    if (number === "" || notYet || isBusy) return;
    setBusy(true);
    setProblem(null);
    const of = JSON.stringify([body, number]);
    const id = unanswered.current?.of === of ? unanswered.current.id : newId();
    unanswered.current = { of, id };
    const got = await say(command, body, meeting.day, { id, spokenBy: { number: Number(number), pin: typed } });
    setPin("");
    setBusy(false);
    if (isOffline(got)) return setProblem("away");
    unanswered.current = undefined;
    if (isRefusal(got)) setProblem(got);
    else onDone();
  };
  return (
    <>
      <Field
        label={words.say("meetings.second.number")}
        inputMode="numeric"
        autocomplete="off"
        figures
        value={number}
        onInput={event => setNumber(event.currentTarget.value.replace(/\D/g, "").slice(0, 6))}
      />
      <PinPad
        label={words.say("meetings.second.pin")}
        value={pin}
        length={pinLength}
        onChange={setPin}
        onFull={typed => void speak(typed)}
        eraseLabel={words.say("meetings.keys.erase")}
        busy={isBusy}
      />
      {problem && <NotSaid table={table} because={problem} />}
      <Act notYet={notYet || number === "" || pin.length < pinLength} busy={isBusy} onClick={() => void speak(pin)}>
        {act}
      </Act>
    </>
  );
}
