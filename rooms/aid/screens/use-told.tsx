/** Some weeks after the money: what it was used for, told by her or by an officer for her. Asked kindly, and once. */
import type { Words } from "#base";
import { Heading, Notice, QuietAct, Soft, Stack, TextField } from "#look";
import { sentenceOf, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ClaimSeen } from "../page-questions.ts";

export function UseTold({ data, words }: { readonly data: ClaimSeen; readonly words: Words }): JSX.Element | null {
  const [text, setText] = useState("");
  const doing = useDoing();
  if (!data.firstPaid) return null;
  const tell = async (): Promise<void> => {
    const body = { claim: data.claim, text: text.trim() };
    if (await doing.run({ name: "aid.tell-use", on: data.on, body })) location.assign(`/aid/claims/${data.claim}`);
  };
  return (
    <Stack gap="tight">
      {data.useToldOn !== null ? (
        <>
          <Heading>{words.say("aid.screen.use")}</Heading>
          <p>{data.use ?? words.say("aid.screen.use-gone")}</p>
          <Soft small>{words.say("aid.screen.use-told-on", { day: words.day(data.useToldOn) })}</Soft>
        </>
      ) : (
        <>
          <TextField
            label={words.say("field.aid.tell-use.text")}
            rows={3}
            maxLength={500}
            value={text}
            onInput={said => setText(said.currentTarget.value)}
          />
          {doing.refusal && (
            <Notice colour="turmeric" icon="alert" live>
              <p>{sentenceOf(doing.refusal, words, data.unit)}</p>
            </Notice>
          )}
          <QuietAct notYet={text.trim() === ""} busy={doing.busy} onClick={() => void tell()}>
            {words.say("command.aid.tell-use")}
          </QuietAct>
        </>
      )}
    </Stack>
  );
}
