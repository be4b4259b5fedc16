/**
 * The browser's way in. The server painted the page already; here it comes alive: the words of one language and the
 * screens of one room are loaded (both were announced in the head, so they come beside this file), then hydrated.
 */
import { type Catalogue, type Page, type PageProps, wordsOf } from "#base";
import { hydrate } from "preact";
import type { ComponentType } from "preact";
import { findPage, type RoomWithScreens } from "./pages.ts";
import { Shell } from "./shell.tsx";

const screens: Readonly<Record<RoomWithScreens, () => Promise<{ readonly pages: readonly Page[] }>>> = {
  members: () => import("#members/screens"),
  assembly: () => import("#assembly/screens"),
  ledger: () => import("#ledger/screens"),
  savings: () => import("#savings/screens"),
  loans: () => import("#loans/screens"),
  aid: () => import("#aid/screens"),
  meetings: () => import("#meetings/screens"),
};

const catalogues: Readonly<Record<string, () => Promise<{ readonly catalogue: Catalogue }>>> = {
  id: () => import("./words.id.ts"),
  en: () => import("./words.en.ts"),
};

/** What the server left in the page for this file. */
export interface Left {
  readonly room: RoomWithScreens;
  readonly locale: string;
  readonly props: Omit<PageProps, "words">;
}

async function start(): Promise<void> {
  const left = JSON.parse(document.getElementById("left")!.textContent!) as Left;
  const [{ pages }, { catalogue }] = await Promise.all([screens[left.room](), catalogues[left.locale]!()]);
  const found = findPage(
    pages.map(page => ({ room: left.room, page })),
    location.pathname,
  );
  if (!found) return;
  const View = found.page.View as ComponentType<PageProps>;
  const props: PageProps = { ...left.props, words: wordsOf(left.locale, catalogue) };
  hydrate(
    <Shell page={found.page} {...props}>
      <View {...props} />
    </Shell>,
    document.getElementById("app")!,
  );
  document.documentElement.dataset["alive"] = "yes";
}

void start();
