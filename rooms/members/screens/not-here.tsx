/** Nothing is there, or it is for others: said kindly, with a picture, and the way home in its usual place. */
import type { PageProps } from "#base";
import { Page, Soft, StatePanel } from "#look";
import type { JSX } from "preact";
import { WayOn } from "./names.tsx";

export function NotFound({ words, session }: PageProps): JSX.Element {
  return (
    <Page
      title={words.say("members.screen.not-found.title")}
      back={{ href: "/", label: words.say("members.screen.back") }}
      foot={
        <WayOn words={words} href={session ? "/" : "/welcome"}>
          {words.say(session ? "members.screen.home" : "members.screen.to-the-door")}
        </WayOn>
      }
    >
      <StatePanel kind="empty" title={words.say("members.screen.not-found.what")}>
        <Soft>{words.say("members.screen.not-found.more")}</Soft>
      </StatePanel>
    </Page>
  );
}

export function NotAllowed({ words, session }: PageProps): JSX.Element {
  return (
    <Page
      title={words.say("members.screen.not-allowed.title")}
      back={{ href: "/", label: words.say("members.screen.back") }}
      foot={
        <WayOn words={words} href={session ? "/" : "/sign-in"}>
          {words.say(session ? "members.screen.home" : "members.sign-in.enter")}
        </WayOn>
      }
    >
      <StatePanel kind="refused" title={words.say("members.screen.not-allowed.what")}>
        <Soft>{words.say("members.not-allowed")}</Soft>
      </StatePanel>
    </Page>
  );
}
