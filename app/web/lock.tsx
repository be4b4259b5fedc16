/**
 * The lock: a minute without a touch and the page is covered until she types her PIN. What she was writing stays as it
 * was underneath. It keeps a glance away, not a thief: the session itself is the server's to end.
 */
import { isRefusal, type Refusal, type SessionSeen, type Words } from "#base";
import { Field, Page, PinPad, Act, Soft, Stack, TextAct, Bead, Who } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { act, isOffline, type Offline, sentenceOf } from "#client";

const lockAfterMs = 60_000;
const lookEveryMs = 1_000;
const pinLength = 6;
const key = "lumbung.locked";
/** Said when the cover falls, so that screens cover their amounts again. */
export const lockedEvent = "lumbung-locked";

/** Whether the page is covered, and the way to uncover it. Touches in any tab of it count. */
export function useLock(isOn: boolean): readonly [isLocked: boolean, unlock: () => void] {
  const [isLocked, setLocked] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    if (sessionStorage.getItem(key) === "yes") setLocked(true);
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
  const unlock = (): void => {
    sessionStorage.removeItem(key);
    setLocked(false);
  };
  return [isLocked, unlock];
}

export function LockScreen({
  words,
  session,
  onOpen,
}: {
  words: Words;
  session: SessionSeen;
  onOpen: () => void;
}): JSX.Element {
  const [pin, setPin] = useState("");
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [byPassword, setByPassword] = useState(false);
  const [password, setPassword] = useState("");
  const name = session.name;
  const leave = async (): Promise<void> => {
    await act("sign-out", {});
    sessionStorage.removeItem(key);
    location.assign(`/sign-in?to=${encodeURIComponent(location.pathname)}`);
  };
  const open = async (typed: { readonly pin: string } | { readonly password: string }): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const said = await isShe(session, typed);
    setBusy(false);
    setPin("");
    setPassword("");
    if (said === "she") return onOpen();
    sessionStorage.removeItem(key);
    if (said === "plain") return location.replace("/");
    if (said === "over") return location.assign(`/sign-in?to=${encodeURIComponent(location.pathname)}`);
    sessionStorage.setItem(key, "yes");
    setProblem(isOffline(said) ? words.say("house.no-signal") : sentenceOf(said, words, session.unit));
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

type Shown = "she" | "plain" | "over" | Refusal | Offline;

/**
 * Whether it is she. The house is asked to seat her own number beside her: it looks at the PIN first and then says that
 * a second person is another one, which is the answer wanted here. Her second PIN and her password open a new session
 * instead, as at the door.
 */
async function isShe(
  session: SessionSeen,
  typed: { readonly pin: string } | { readonly password: string },
): Promise<Shown> {
  if ("pin" in typed && !session.isPlain) {
    const seated = await act("sit-down", { number: session.number, pin: typed.pin });
    if (isOffline(seated)) return seated;
    if (isRefusal(seated)) {
      if (seated.refused === "members.second-is-another") return "she";
      if (seated.refused === "members.sign-in-again" || seated.refused === "members.sign-in-first") return "over";
      if (seated.refused !== "members.sign-in-unknown") return seated;
    }
  }
  const door = doorHandle();
  if (door === null) return "over";
  const signed = await act("sign-in", { handle: door, number: session.number, ...typed });
  if (isOffline(signed) || isRefusal(signed)) return signed;
  return "password" in typed ? "she" : "plain";
}

function doorHandle(): string | null {
  try {
    return (
      (JSON.parse(localStorage.getItem("lumbung.door") ?? "null") as { readonly handle?: string } | null)?.handle ??
      null
    );
  } catch {
    return null;
  }
}
