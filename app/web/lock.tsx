/**
 * The lock: a minute without a touch and the page is covered until she types her PIN. What she was writing stays as it
 * was underneath. It keeps a glance away, not a thief: the session itself is the server's to end.
 *
 * Six digits cannot be checked on the phone without handing them to whoever has the phone, so the server checks them.
 * A meeting goes on without a signal all the same: there the cover is lifted on her word, and looked into as soon as the
 * server is heard again; a wrong PIN covers the page once more. Nothing is lost either way.
 */
import { isRefusal, type Refusal, type SessionSeen, type Words } from "#base";
import { Field, Page, PinPad, Act, Soft, Stack, TextAct, Bead, Who } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { act, isOffline, type Offline, sentenceOf } from "#client";

const lockAfterMs = 60_000;
const lookEveryMs = 1_000;
const askAgainMs = 5_000;
const pinLength = 6;
const key = "lumbung.locked";
/** Said when the cover falls, so that screens cover their amounts again. */
export const lockedEvent = "lumbung-locked";

type Typed = { readonly pin: string } | { readonly password: string };

export interface Lock {
  readonly isLocked: boolean;
  /** What the server said to a PIN on whose word the page had been opened. */
  readonly problem: Refusal | null;
  /** Uncovers the page; with what was typed where the server could not be asked yet. */
  open(onHerWord?: Typed): void;
}

/** Whether the page is covered, and the way to uncover it. Touches in any tab of it count. */
export function useLock(isOn: boolean): Lock {
  const [isLocked, setLocked] = useState(false);
  const [onHerWord, setOnHerWord] = useState<Typed | null>(null);
  const [problem, setProblem] = useState<Refusal | null>(null);
  useEffect(() => {
    if (isOn && sessionStorage.getItem(key) === "yes") setLocked(true);
  }, [isOn]);
  useEffect(() => {
    if (!isOn) return;
    let touched = Date.now();
    const touch = (): void => {
      touched = Date.now();
    };
    const look = (): void => {
      if (Date.now() - touched < lockAfterMs) return;
      sessionStorage.setItem(key, "yes");
      dispatchEvent(new Event(lockedEvent));
      scrollTo(0, 0);
      setLocked(true);
    };
    // A phone that slept wakes with its timers late: look again the moment it is seen.
    const timer = setInterval(look, lookEveryMs);
    const wakes = ["pointerdown", "keydown", "wheel", "touchmove"] as const;
    for (const wake of wakes) addEventListener(wake, touch, { passive: true });
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      for (const wake of wakes) removeEventListener(wake, touch);
      document.removeEventListener("visibilitychange", look);
    };
  }, [isOn, isLocked]);
  // Opened on her word: asked again until the server answers, and at once when the signal is back.
  useEffect(() => {
    if (onHerWord === null) return;
    let isAsking = false;
    const look = async (): Promise<void> => {
      if (isAsking) return;
      isAsking = true;
      const said = await isShe(onHerWord);
      isAsking = false;
      if (isOffline(said)) return;
      setOnHerWord(null);
      if (said === "she") return sessionStorage.removeItem(key);
      if (said === "other-view") return location.replace("/");
      if (said === "over") return signInAgain();
      setProblem(said);
      dispatchEvent(new Event(lockedEvent));
      scrollTo(0, 0);
      setLocked(true);
    };
    const timer = setInterval(() => void look(), askAgainMs);
    const now = (): void => void look();
    addEventListener("online", now);
    return () => {
      clearInterval(timer);
      removeEventListener("online", now);
    };
  }, [onHerWord]);
  return {
    isLocked,
    problem,
    open(typed) {
      // On her word alone it stays marked as locked: a page loaded anew asks again.
      if (typed === undefined) sessionStorage.removeItem(key);
      setOnHerWord(typed ?? null);
      setProblem(null);
      setLocked(false);
    },
  };
}

const signInAgain = (): void => location.assign(`/sign-in?to=${encodeURIComponent(location.pathname)}`);

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
    await act("sign-out", {});
    sessionStorage.removeItem(key);
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
    if (said === "other-view" || said === "over") sessionStorage.removeItem(key);
    if (said === "other-view") return location.replace("/");
    if (said === "over") return signInAgain();
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

type Shown = "she" | "other-view" | "over" | Refusal | Offline;

/** Whether it is she, as the server sees it; its limits for tries are those of the door. */
async function isShe(typed: Typed): Promise<Shown> {
  const opened = await act<{ readonly same: boolean }>("unlock", typed);
  if (isOffline(opened)) return opened;
  if (!isRefusal(opened)) return opened.same ? "she" : "other-view";
  return opened.refused === "members.sign-in-again" ? "over" : opened;
}
