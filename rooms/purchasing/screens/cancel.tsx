/** What was planned together is not done after all: two officers say so, with why. Asked for only when somebody wants it. */
import type { Day, SessionSeen, Words } from "#base";
import { Act, Notice, Stack, TextAct, TextField } from "#look";
import { sentenceOf, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

export function Cancel({
  command,
  of,
  on,
  unit,
  words,
  session,
}: {
  /** The command that says it; it takes `of` and the reason. */
  readonly command: string;
  readonly of: Readonly<Record<string, string>>;
  readonly on: Day;
  readonly unit: string;
  readonly words: Words;
  readonly session: SessionSeen | null;
}): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  const doing = useDoing();
  const together = useTogether({ words, session });
  const title = words.say(`command.${command}`);
  if (!isAsked) return <TextAct onClick={() => setAsked(true)}>{title}</TextAct>;
  const cancel = async (): Promise<void> => {
    const body = { ...of, reason: reason.trim() };
    if (await doing.run({ name: command, on, body })) location.reload();
  };
  return (
    <Stack gap="tight">
      <TextField
        label={words.say(`field.${command}.reason`)}
        rows={2}
        maxLength={300}
        value={reason}
        onInput={event => setReason(event.currentTarget.value)}
      />
      {together.said}
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, unit)}</p>
        </Notice>
      )}
      <Act notYet={reason.trim() === ""} busy={doing.busy} onClick={() => together.go(() => void cancel())}>
        {title}
      </Act>
      {together.dialog}
    </Stack>
  );
}
