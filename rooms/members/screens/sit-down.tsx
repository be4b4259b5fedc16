/**
 * A second person sits down: she types her own number and PIN on the same phone, and from then on two named people are
 * there. Used wherever the house asks for two: joining, offices, handing over, and by other rooms.
 */
import type { SessionSeen, Words } from "#base";
import { Act, Bead, Dialog, Field, Notice, PinPad, QuietAct, Soft, Stack, Who } from "#look";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { useDoing } from "./busy.ts";
import { called, type Someone } from "./names.tsx";
import { act, ask, sentenceOf } from "./talk.ts";

export const pinLength = 6;

export interface SecondPersonProps {
  readonly words: Words;
  /** She who is there now, by her own PIN. */
  readonly second: Someone | null;
  readonly onSeated: (second: Someone | null) => void;
}

/** Her number and PIN; once seated her bead and name, and the way to stand up again. */
export function SecondPerson({ words, second, onSeated }: SecondPersonProps): JSX.Element {
  const doing = useDoing();
  if (second)
    return (
      <Stack gap="tight">
        <Who
          level={3}
          bead={<Bead number={second.number} size={64} />}
          number={words.say("members.screen.beside")}
          name={called(words, second)}
        />
        <QuietAct
          busy={doing.busy}
          onClick={() => void doing.run(() => act("stand-up")).then(done => done && onSeated(null))}
        >
          {words.say("members.sign-in.stand-up")}
        </QuietAct>
      </Stack>
    );
  return <NumberAndPin words={words} onSeated={onSeated} />;
}

function NumberAndPin({ words, onSeated }: { words: Words; onSeated: (second: Someone) => void }): JSX.Element {
  const [number, setNumber] = useState("");
  const [pin, setPin] = useState("");
  const doing = useDoing();
  const sitDown = async (typed: string): Promise<void> => {
    if (number === "") return;
    const done = await doing.run(() => act("sit-down", { number, pin: typed }));
    setPin("");
    if (!done) return;
    const who = await ask<Someone>("members.who", { number });
    onSeated(who ?? { number: Number(number), name: null });
  };
  return (
    <Stack gap="tight">
      <Soft>{words.say("members.sign-in.second-hint")}</Soft>
      <Field
        label={words.say("members.screen.her-number")}
        value={number}
        onInput={event => setNumber(event.currentTarget.value.replace(/\D/g, "").slice(0, 6))}
        inputMode="numeric"
        autocomplete="off"
        figures
      />
      <PinPad
        label={words.say("members.screen.her-pin")}
        showLabel
        value={pin}
        length={pinLength}
        onChange={setPin}
        onFull={typed => void sitDown(typed)}
        eraseLabel={words.say("members.screen.erase-digit")}
        busy={doing.busy}
      />
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(words, doing.refusal)}</p>
        </Notice>
      )}
      <Act busy={doing.busy} notYet={number === "" || pin.length < pinLength} onClick={() => void sitDown(pin)}>
        {words.say("members.screen.sit-down")}
      </Act>
    </Stack>
  );
}

export interface Together {
  readonly second: Someone | null;
  /** Goes on at once where a second person is there; otherwise asks her first. */
  readonly go: (then: () => void) => void;
  readonly dialog: JSX.Element;
  /** A line that says who is there, for beside the act. */
  readonly said: ComponentChildren;
}

/** What needs two: the act first looks whether somebody sits beside her, and asks her to when not. */
export function useTogether({
  words,
  session,
}: {
  readonly words: Words;
  readonly session: SessionSeen | null;
}): Together {
  const [second, setSecond] = useState<Someone | null>(session?.second ?? null);
  const [then, setThen] = useState<{ readonly go: () => void } | null>(null);
  return {
    second,
    go: next => (second ? next() : setThen({ go: next })),
    said: second && <Soft small>{words.say("members.screen.together-with", { name: called(words, second) })}</Soft>,
    dialog: (
      <Dialog
        open={then !== null}
        onClose={() => setThen(null)}
        title={words.say("members.sign-in.second")}
        closeLabel={words.say("members.screen.close")}
      >
        <SecondPerson
          words={words}
          second={second}
          onSeated={seated => {
            setSecond(seated);
            if (!seated) return;
            setThen(null);
            then?.go();
          }}
        />
      </Dialog>
    ),
  };
}
