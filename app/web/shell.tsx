/**
 * What stands around every page: whose cloth it is, the money on the table, the practice banner, who is signed in on
 * this phone, the way out for a woman who is being watched, and the lock.
 */
import { type Page, type PageProps, type SessionSeen, unitOf, type Words } from "#base";
import { cashUnit, Look, Notice, PracticeBanner, QuickExit, TextAct } from "#look";
import type { ComponentChildren, JSX } from "preact";
import { forgetKept } from "#client";
import { useEffect, useState } from "preact/hooks";
import type { LockScreen } from "./lock-screen.tsx";
import { useLock } from "./lock.ts";

export function Shell({
  page,
  words,
  session,
  children,
}: PageProps & { readonly page: Page; readonly children?: ComponentChildren }): JSX.Element {
  const isOnScreen = session !== null && !page.isPaper;
  const lock = useLock(isOnScreen);
  const { isLocked } = lock;
  const OnCover = useLockScreen(isOnScreen);
  const code = session?.unit ?? "IDR";
  return (
    <Look
      organisation={session?.organisation ?? "lumbung"}
      locale={words.locale}
      unit={cashUnit(code, unitOf(code)?.scale ?? 0)}
      cashWords={{ thousand: words.say("cash.thousand"), hundredth: words.say("cash.hundredth") }}
      practice={session?.isPractice ? words.say("practice.paper") : undefined}
    >
      {session && isLocked && OnCover && (
        <OnCover words={words} session={session} lock={lock} isTrusting={page.isKept === true} />
      )}
      <div hidden={isLocked}>
        {isOnScreen && <Around words={words} session={session} />}
        {lock.isOnHerWord && (
          <Notice colour="turmeric" icon="lock">
            <p>{words.say("shell.on-her-word")}</p>
          </Notice>
        )}
        {children}
      </div>
    </Look>
  );
}

/** The page is covered at once in any case; what stands on the cover is there before that on all but the slowest line. */
function useLockScreen(isWanted: boolean): typeof LockScreen | null {
  const [View, setView] = useState<typeof LockScreen | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let timer: ReturnType<typeof setTimeout>;
    const load = (): void =>
      void import("./lock-screen.tsx").then(
        file => setView(() => file.LockScreen),
        () => (timer = setTimeout(load, loadAgainMs)),
      );
    timer = setTimeout(load, loadAfterMs);
    return () => clearTimeout(timer);
  }, [isWanted]);
  return View;
}

const loadAfterMs = 2_000;
const loadAgainMs = 5_000;

/** Above every page of a group: a page to flee to is a press away, and a shared phone says whose turn it is. */
function Around({ words, session }: { words: Words; session: SessionSeen }): JSX.Element {
  return (
    <>
      {session.isPractice && (
        <PracticeBanner action={{ href: "/start", label: words.say("practice.start-own") }}>
          {words.say("practice.banner")}
        </PracticeBanner>
      )}
      <nav class="pull nowrap around no-print" aria-label={words.say("shell.around")}>
        <QuickExit
          href={words.say("shell.exit-to")}
          label={words.say("shell.exit")}
          short={words.say("shell.exit-short")}
          onLeave={forgetKept}
        />
        <TextAct href="/me" icon="book">
          {words.say("shell.me", { name: session.name })}
        </TextAct>
      </nav>
    </>
  );
}
