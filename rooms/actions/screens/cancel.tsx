/** It is not done after all: two officers say so, with why. Asked for only when somebody wants it. */
import type { SessionSeen } from "#base";
import { Act, Notice, Stack, TextAct, TextField } from "#look";
import { sentenceOf, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Part } from "./action.tsx";

export function Cancel({ data, words, session }: Part & { readonly session: SessionSeen | null }): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  const doing = useDoing();
  const together = useTogether({ words, session });
  const title = words.say("command.actions.cancel");
  if (!isAsked) return <TextAct onClick={() => setAsked(true)}>{title}</TextAct>;
  const cancel = async (): Promise<void> => {
    const body = { action: data.action, reason: reason.trim() };
    if (await doing.run({ name: "actions.cancel", on: data.on, body })) location.reload();
  };
  return (
    <Stack gap="tight">
      <TextField
        label={words.say("field.actions.cancel.reason")}
        rows={2}
        maxLength={300}
        value={reason}
        onInput={event => setReason(event.currentTarget.value)}
      />
      {together.said}
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, data.unit)}</p>
        </Notice>
      )}
      <Act notYet={reason.trim() === ""} busy={doing.busy} onClick={() => together.go(() => void cancel())}>
        {title}
      </Act>
      {together.dialog}
    </Stack>
  );
}
