/** What stands on the cover. Loaded once the page is alive, since nobody needs it sooner than the cover falls. */
import type { SessionSeen, Words } from "#base";
import { Act, Bead, Field, Page, PinPad, Soft, Stack, TextAct, Who } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { act, isOffline, sentenceOf } from "#client";
import { hasLeft, isShe, type Lock, lockedKey, signInAgain, type Typed } from "./lock.ts";

const pinLength = 6;

export function LockScreen({
  words,
  session,
  lock,
  isTrusting,
}: {
  words: Words;
  session: SessionSeen;
  lock: Lock;
  /** Without a signal her word is enough for now: the page of the meeting. */
  isTrusting: boolean;
}): JSX.Element {
  const [pin, setPin] = useState("");
  const [problem, setProblem] = useState(lock.problem ? sentenceOf(lock.problem, words, session.unit) : undefined);
  const [busy, setBusy] = useState(false);
  const [byPassword, setByPassword] = useState(false);
  const [password, setPassword] = useState("");
  const name = session.name;
  const leave = async (): Promise<void> => {
    setBusy(true);
    const left = await act("sign-out", {});
    setBusy(false);
    // The session still stands, so the cover stays where it is.
    if (isOffline(left)) return setProblem(words.say("shell.leave-no-signal"));
    sessionStorage.removeItem(lockedKey);
    signInAgain();
  };
  const open = async (typed: Typed): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const said = await isShe(typed);
    setBusy(false);
    setPin("");
    setPassword("");
    if (said === "she") return lock.open();
    if (isOffline(said) && isTrusting) return lock.open(typed);
    if (hasLeft(said)) return;
    setProblem(isOffline(said) ? words.say("shell.locked-no-signal") : sentenceOf(said, words, session.unit));
  };
  return (
    <Page bare title={words.say("shell.locked")}>
      <Stack gap="tight">
        <Who bead={<Bead number={session.number} size={56} />} name={name} note={words.say("shell.locked-more")} />
        {byPassword ? (
          <form
            class="stack tight"
            onSubmit={event => {
              event.preventDefault();
              if (password !== "") void open({ password });
            }}
          >
            <Field
              label={words.say("shell.password")}
              type="password"
              value={password}
              onInput={event => setPassword(event.currentTarget.value)}
              autocomplete="current-password"
              problem={problem}
            />
            <Act type="submit" busy={busy} notYet={password === ""}>
              {words.say("shell.open")}
            </Act>
          </form>
        ) : (
          <PinPad
            label={words.say("shell.locked-pin", { name })}
            value={pin}
            onChange={setPin}
            onFull={typed => void open({ pin: typed })}
            length={pinLength}
            eraseLabel={words.say("shell.erase-digit")}
            busy={busy}
            problem={problem}
            autocomplete="current-password"
          />
        )}
        <TextAct onClick={() => setByPassword(!byPassword)}>
          {words.say(byPassword ? "shell.by-pin" : "shell.by-password")}
        </TextAct>
        <TextAct onClick={() => void leave()}>{words.say("shell.sign-in-again")}</TextAct>
        <Soft small>{words.say("shell.forgot")}</Soft>
      </Stack>
    </Page>
  );
}
