/** The head over the balances to remember, with the phone's own voice beside it: at the seal, and after it. */
import type { Words } from "#base";
import { QuietAct, Title } from "#look";
import type { JSX } from "preact";
import { listAloud, useVoice } from "./voice.ts";

export function ToRemember({
  words,
  said,
}: {
  words: Words;
  /** Box, balance in minor units, and its unit. */
  said: Parameters<typeof listAloud>[1];
}): JSX.Element {
  const speak = useVoice(words.locale);
  return (
    <div class="with-end">
      <div class="grow">
        <Title>{words.say("meetings.seal.remember", { count: said.length })}</Title>
      </div>
      {speak && (
        <QuietAct
          square
          icon="sound"
          label={words.say("meetings.sealed.read-aloud")}
          onClick={() => speak(listAloud(words, said))}
        />
      )}
    </div>
  );
}
