/** Some weeks after the money: what it was used for, told by her or by an officer for her. Asked kindly, and once. */
import type { Day, Words } from "#base";
import { Heading, Notice, QuietAct, Soft, Stack, TextField } from "#look";
import { sentenceOf, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

export interface UseOfHelp {
  /** Which help it is. */
  readonly of: { readonly claim: string } | { readonly decision: string };
  readonly on: Day;
  readonly unit: string;
  readonly useToldOn: Day | null;
  /** Null where she was erased. */
  readonly use: string | null;
  /** Where its page is. */
  readonly page: string;
}

export function UseTold({ help, words }: { readonly help: UseOfHelp; readonly words: Words }): JSX.Element {
  const [text, setText] = useState("");
  const doing = useDoing();
  const tell = async (): Promise<void> => {
    const body = { ...help.of, text: text.trim() };
    if (await doing.run({ name: "aid.tell-use", on: help.on, body })) location.assign(help.page);
  };
  return (
    <Stack gap="tight">
      {help.useToldOn !== null ? (
        <>
          <Heading>{words.say("aid.screen.use")}</Heading>
          <p>{help.use ?? words.say("aid.screen.use-gone")}</p>
          <Soft small>{words.say("aid.screen.use-told-on", { day: words.day(help.useToldOn) })}</Soft>
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
              <p>{sentenceOf(doing.refusal, words, help.unit)}</p>
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
