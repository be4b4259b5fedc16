/**
 * Keys turn in turn: each key-holder presses her own PIN on the treasurer's phone while the others look away. To open
 * the box, and at the end to lock it on one exact sheet; a key turned on another sheet does not count.
 */
import { isRefusal, type MemberId } from "#base";
import {
  Act,
  Bead,
  Keys,
  type KeyHolder,
  PinPad,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
  Title,
  Two,
  Who,
} from "#look";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { isOffline, newId, say } from "#client";
import { type AtTable, Frame, nextStep } from "./frame.tsx";
import { lazily } from "./lazily.tsx";
import { NotSaid, type NotSaidBecause } from "./not-said.tsx";
import { pinLength } from "./pin-length.ts";
import { bareName, called } from "./say.tsx";
import type { Woman } from "./seen.ts";
import { isThere, markOf } from "./sheet-model.ts";

const NameSubstitute = lazily(() => import("./substitute.tsx").then(file => file.NameSubstitute));

export function OpenKeys({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const meeting = held.today.draft.meeting!;
  const { keys } = held.today.rules;
  const isOpen = meeting.keysOpen.length >= keys;
  return (
    <Frame
      table={table}
      title={words.say("meetings.keys.title", { count: keys })}
      foot={
        isOpen ? (
          <Act onClick={() => going.go({ step: nextStep("keys") })}>{words.say("meetings.keys.next")}</Act>
        ) : undefined
      }
    >
      <TurnKeys table={table} purpose="open" turned={meeting.keysOpen}>
        <Stack gap="tight">
          <Title>{words.say("meetings.keys.box-open")}</Title>
          <Soft>{words.say("meetings.keys.box-open-more")}</Soft>
        </Stack>
      </TurnKeys>
    </Frame>
  );
}

export interface TurnKeysProps {
  readonly table: AtTable;
  readonly purpose: "open" | "seal";
  readonly turned: readonly MemberId[];
  /** The sheet the keys agree to, when they lock. */
  readonly sheet?: string;
  /** After each key; when the last has turned too. */
  readonly onTurned?: () => void;
  /** Shown when all keys have turned. */
  readonly children?: ComponentChildren;
}

export function TurnKeys({ table, purpose, turned, sheet, onTurned, children }: TurnKeysProps): JSX.Element {
  const { words, held } = table;
  const { today } = held;
  const meeting = today.draft.meeting!;
  const holders = today.women.filter(one => one.offices.includes("key-holder"));
  const isTurned = (woman: Woman): boolean => turned.includes(woman.member);
  const [chosen, setChosen] = useState<MemberId | null>(null);
  const [pin, setPin] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<NotSaidBecause | null>(null);
  // The same press said again after a lost answer is the same press.
  const ids = useRef(new Map<string, ReturnType<typeof newId>>());
  const waiting = holders.filter(one => !isTurned(one));
  const isComplete = turned.length >= today.rules.keys;
  const pad = useRef<HTMLDivElement>(null);
  const ask = useRef<HTMLDivElement>(null);
  const now =
    waiting.find(one => one.member === chosen) ??
    waiting.find(one => isThere(markOf(one.member, held.sheet))) ??
    waiting[0];

  // On a small phone the beads and the pad do not fit: whose turn it is and all ten digits are what must be seen.
  useEffect(() => {
    const [question, digits] = [ask.current, pad.current];
    if (question && digits && digits.querySelector(".pad")!.getBoundingClientRect().bottom > innerHeight)
      question.scrollIntoView();
  }, [now?.member]);

  const turn = async (typed: string): Promise<void> => {
    if (!now || isBusy) return;
    setBusy(true);
    setProblem(null);
    const attempt = `${purpose} ${now.member} ${sheet ?? ""}`;
    const id = ids.current.get(attempt) ?? newId();
    ids.current.set(attempt, id);
    const body = { meeting: meeting.meeting, purpose, ...(sheet === undefined ? {} : { sheet }) };
    const got = await say("meetings.turn-key", body, meeting.day, { id, spokenBy: { number: now.number, pin: typed } });
    setPin("");
    if (isOffline(got)) setProblem("away");
    else if (isRefusal(got) && got.refused !== "meetings.key-turned-already") {
      ids.current.delete(attempt);
      setProblem(got);
    } else {
      setChosen(null);
      await held.follow();
      onTurned?.();
    }
    setBusy(false);
  };

  const shown: readonly KeyHolder[] = holders.map(one => ({
    number: one.number,
    name: bareName(words, one),
    state: isTurned(one) ? "pressed" : isComplete ? "todo" : one === now ? "now" : "todo",
    said: words.say(
      isTurned(one)
        ? "meetings.keys.done"
        : one === now && !isComplete
          ? "meetings.keys.her-turn"
          : "meetings.keys.not-yet",
    ),
  }));
  const beads = (
    <Keys holders={shown} label={words.say("meetings.keys.label", { turned: turned.length, keys: today.rules.keys })} />
  );

  if (isComplete)
    return (
      <Stack>
        {beads}
        {children}
      </Stack>
    );
  if (!now)
    return (
      <StatePanel
        kind="waiting"
        title={words.say("meetings.keys.too-few")}
        keys={{ label: words.say("meetings.keys.title", { count: today.rules.keys }), holders: shown }}
      >
        <Soft>{words.say("meetings.keys.too-few-more")}</Soft>
      </StatePanel>
    );
  return (
    <Two>
      <div class="turn">
        {beads}
        <div ref={ask}>
          <Who
            bead={<Bead number={now.number} size={64} />}
            name={words.say("meetings.keys.press", { name: called(words, now) })}
            note={words.say("meetings.keys.look-away")}
          />
        </div>
      </div>
      <div class="stack tight" ref={pad}>
        <PinPad
          label={words.say("meetings.keys.pin-of", { name: called(words, now) })}
          value={pin}
          length={pinLength}
          onChange={setPin}
          onFull={typed => void turn(typed)}
          eraseLabel={words.say("meetings.keys.erase")}
          busy={isBusy}
        />
        {problem && <NotSaid table={table} because={problem} />}
        {waiting.length > 1 && (
          <Others
            words={words}
            women={waiting.filter(one => one !== now)}
            onChoose={woman => {
              setChosen(woman.member);
              setPin("");
            }}
          />
        )}
        <NameSubstitute table={table} waiting={waiting} />
      </div>
    </Two>
  );
}

/** Whoever stands nearest may go first, and an absent one is waited for last. */
function Others({
  words,
  women,
  onChoose,
}: {
  words: AtTable["words"];
  women: readonly Woman[];
  onChoose: (woman: Woman) => void;
}): JSX.Element {
  return (
    <Stack gap="close">
      <Soft small>{words.say("meetings.keys.or-first")}</Soft>
      {women.map(woman => (
        <QuietAct key={woman.member} icon="key" onClick={() => onChoose(woman)}>
          {called(words, woman)}
        </QuietAct>
      ))}
    </Stack>
  );
}
