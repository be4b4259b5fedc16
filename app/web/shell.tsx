/**
 * What stands around every page: whose cloth it is, the money on the table, the practice banner, who is signed in on
 * this phone, the way out for a woman who is being watched, and the lock.
 */
import { type Page, type PageProps, type SessionSeen, unitOf, type Words } from "#base";
import { cashUnit, Look, PracticeBanner, QuickExit, TextAct } from "#look";
import type { ComponentChildren, JSX } from "preact";
import { LockScreen, useLock } from "./lock.tsx";

export function Shell({
  page,
  words,
  session,
  children,
}: PageProps & { readonly page: Page; readonly children?: ComponentChildren }): JSX.Element {
  const isOnScreen = session !== null && !page.isPaper;
  const lock = useLock(isOnScreen);
  const { isLocked } = lock;
  const code = session?.unit ?? "IDR";
  return (
    <Look
      organisation={session?.organisation ?? "lumbung"}
      locale={words.locale}
      unit={cashUnit(code, unitOf(code)?.scale ?? 0)}
      cashWords={{ thousand: words.say("cash.thousand"), hundredth: words.say("cash.hundredth") }}
    >
      {session && isLocked && (
        <LockScreen words={words} session={session} lock={lock} isTrusting={page.isKept === true} />
      )}
      <div hidden={isLocked}>
        {isOnScreen && <Around words={words} session={session} />}
        {children}
      </div>
    </Look>
  );
}

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
        />
        <TextAct href="/me" icon="book">
          {words.say("shell.me", { name: session.name })}
        </TextAct>
      </nav>
    </>
  );
}
