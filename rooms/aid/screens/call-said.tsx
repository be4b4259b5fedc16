/** How a call is said: the need in a word, and who it is where she wants to be named. */
import type { Words } from "#base";
import { Icon, Line, Lines } from "#look";
import { type Someone, SomeoneLine } from "#assembly/parts";
import type { JSX } from "preact";

interface Caller {
  readonly who: Someone | null;
  readonly isMine: boolean;
  readonly isAnonymous: boolean;
}

export const needSaid = (words: Words, { need }: { readonly need: string }): string =>
  words.say(`choice.aid.call-for-help.need.${need}`);

export const offerSaid = (words: Words, { kind }: { readonly kind: string }): string =>
  words.say(`choice.aid.offer-help.kind.${kind}`);

export function CallerSaid({ call, words }: { readonly call: Caller; readonly words: Words }): JSX.Element {
  return (
    <Lines>
      {call.who === null ? (
        <Line lead={<Icon name="heart" />} label={words.say("aid.call.a-member")} sub={words.say("aid.call.not-named")} />
      ) : (
        <SomeoneLine
          words={words}
          who={call.who}
          sub={
            call.isAnonymous
              ? words.say(call.isMine ? "aid.call.mine-not-named" : "aid.call.not-named-to-others")
              : call.isMine
                ? words.say("aid.call.mine")
                : undefined
          }
        />
      )}
    </Lines>
  );
}
