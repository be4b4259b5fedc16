/** Two say it: whoever is signed in, and another officer by her own number and PIN, who speaks it. */
import type { Document, Refusal } from "#base";
import { isRefusal } from "#base";
import { isOffline, say, sentenceOf } from "#client";
import { Act, Field, Notice, PinPad } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AtTable } from "./frame.tsx";
import { pinLength } from "./pin-length.ts";
import { calledIn } from "./say.tsx";

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
  const [problem, setProblem] = useState<Refusal | "away" | null>(null);
  const speak = async (typed: string): Promise<void> => {
    if (number === "" || notYet || isBusy) return;
    setBusy(true);
    const got = await say(command, body, meeting.day, { spokenBy: { number: Number(number), pin: typed } });
    setPin("");
    setBusy(false);
    if (isOffline(got)) setProblem("away");
    else if (isRefusal(got)) setProblem(got);
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
      {problem && (
        <Notice colour="turmeric" icon="alert" live>
          <p>
            {problem === "away"
              ? words.say("meetings.keys.away")
              : sentenceOf(problem, words, held.today.unit, calledIn(held.today, words))}
          </p>
        </Notice>
      )}
      <Act notYet={notYet || number === "" || pin.length < pinLength} busy={isBusy} onClick={() => void speak(pin)}>
        {act}
      </Act>
    </>
  );
}
