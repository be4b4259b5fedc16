/** What stands around every page: whose cloth it is, the money on the table, the practice banner and the quick exit. */
import { type Page, type PageProps, symbolOf, unitOf } from "#base";
import { cashUnit, Look, PracticeBanner } from "#look";
import type { ComponentChildren, JSX } from "preact";

export function Shell({
  page,
  words,
  session,
  children,
}: PageProps & { readonly page: Page; readonly children?: ComponentChildren }): JSX.Element {
  const unit = session?.unit ?? "IDR";
  void symbolOf;
  void unitOf;
  return (
    <Look
      organisation={session?.organisation ?? "lumbung"}
      locale={words.locale}
      unit={cashUnit(unit)}
      cashWords={{ thousand: words.say("cash.thousand"), hundredth: words.say("cash.hundredth") }}
    >
      {session?.isPractice && !page.isPaper && (
        <PracticeBanner action={{ href: "/start", label: words.say("practice.start-own") }}>
          {words.say("practice.banner")}
        </PracticeBanner>
      )}
      {children}
    </Look>
  );
}
