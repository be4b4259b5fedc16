/**
 * A phone for a group that lost every phone it had: the address came from whoever runs the server, and its code stands
 * behind the #, which no server sees until the button is pressed.
 */
import type { PageProps } from "#base";
import { Act, Notice, Page, Soft, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useDoing } from "./busy.ts";
import { rememberDoor } from "./door.ts";
import { act, sentenceOf } from "./talk.ts";

export function LetIn({ words, params }: PageProps): JSX.Element {
  const handle = params["group"] ?? "";
  const doing = useDoing();
  const [isWhole, setWhole] = useState(true);
  const letIn = async (): Promise<void> => {
    const code = location.hash.slice(1);
    if (handle === "" || code === "") return setWhole(false);
    if (!(await doing.run(() => act("let-in", { handle, code })))) return;
    rememberDoor({ handle, isKnown: true });
    location.replace(`/sign-in?group=${encodeURIComponent(handle)}`);
  };
  const problem = isWhole
    ? doing.refusal && sentenceOf(words, doing.refusal)
    : words.say("members.screen.let-in.no-code");
  return (
    <Page
      title={words.say("members.screen.let-in.title")}
      subtitle={words.say("members.screen.let-in.group", { handle })}
      foot={
        <Act busy={doing.busy} onClick={() => void letIn()}>
          {words.say("members.screen.let-in.title")}
        </Act>
      }
    >
      <Stack gap="tight">
        <Soft>{words.say("members.screen.let-in.what")}</Soft>
        {problem && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{problem}</p>
          </Notice>
        )}
      </Stack>
    </Page>
  );
}
