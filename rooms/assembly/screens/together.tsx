/**
 * What needs two people: the act first looks whether somebody sits beside her by her own PIN, and asks her to when not.
 * How she sits down is the members' affair; it is fetched only when it is needed, since most who read never act.
 */
import type { MemberId, SessionSeen, Words } from "#base";
import { Dialog, Soft } from "#look";
import type { ComponentType, JSX } from "preact";
import { useState } from "preact/hooks";
import { called } from "./people.tsx";

interface Beside {
  /** Known when she was asked for by her number, which is always but without a signal. */
  readonly member?: MemberId;
  readonly number: number;
  readonly name: string | null;
}

interface SecondPersonProps {
  readonly words: Words;
  readonly second: Beside | null;
  readonly onSeated: (second: Beside | null) => void;
}

export interface Together {
  /** Goes on at once where a second person is there; otherwise asks her first. It is told who she is. */
  readonly go: (then: (second: MemberId) => void) => void;
  readonly dialog: JSX.Element;
  /** Who is there, for beside the act. */
  readonly said: JSX.Element;
}

export function useTogether({
  words,
  session,
}: {
  readonly words: Words;
  readonly session: SessionSeen | null;
}): Together {
  const [second, setSecond] = useState<Beside | null>(session?.second ?? null);
  const [waiting, setWaiting] = useState<{ readonly then: (second: MemberId) => void } | null>(null);
  const [sitDown, setSitDown] = useState<{ readonly View: ComponentType<SecondPersonProps> } | null>(null);
  return {
    go(then) {
      if (second?.member) return then(second.member);
      setWaiting({ then });
      if (!sitDown) void import("#members/parts").then(({ SecondPerson }) => setSitDown({ View: SecondPerson }));
    },
    said: (
      <Soft small>
        {second
          ? words.say("assembly.screen.together-with", { name: called(words, second) })
          : words.say("assembly.screen.two-needed")}
      </Soft>
    ),
    dialog: (
      <Dialog
        open={waiting !== null}
        onClose={() => setWaiting(null)}
        title={words.say("assembly.screen.two-needed-title")}
        closeLabel={words.say("assembly.screen.close")}
      >
        {sitDown && (
          <sitDown.View
            words={words}
            second={second}
            onSeated={seated => {
              setSecond(seated);
              if (!seated) return;
              setWaiting(null);
              if (seated.member) waiting?.then(seated.member);
            }}
          />
        )}
      </Dialog>
    ),
  };
}
