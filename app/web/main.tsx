/**
 * The browser's way in. The server painted the page already; here it comes alive: the words of one language and the
 * screens of one room are loaded (both were announced in the head, so they come beside this file), then hydrated.
 */
import "./older-phones.ts";
import { type Catalogue, type PageProps, wordsOf } from "#base";
import { hydrate } from "preact";
import type { ComponentType } from "preact";
import { pageModules } from "./page-modules.ts";
import { type PageFile, roomOfPages } from "./pages.ts";
import { Shell } from "./shell.tsx";
import { wordsFor } from "./words.ts";
import "../../look/look.css";

/** What the server left in the page for this file. */
export interface Left {
  readonly file: PageFile;
  /** Of the page that was painted, which is not the address where that one was refused. */
  readonly path: string;
  readonly locale: string;
  /** Words of other rooms that the page shows at first. */
  readonly extra: Catalogue;
  readonly props: Omit<PageProps, "words">;
}

async function start(): Promise<void> {
  const left = JSON.parse(document.getElementById("left")!.textContent!) as Left;
  const [{ pages }, catalogue] = await Promise.all([
    pageModules[left.file](),
    wordsFor(roomOfPages(left.file), left.locale, left.extra),
  ]);
  const page = pages.find(one => one.path === left.path)!;
  const View = page.View as ComponentType<PageProps>;
  const props: PageProps = { ...left.props, words: wordsOf(left.locale, catalogue) };
  hydrate(
    <Shell page={page} {...props}>
      <View {...props} />
    </Shell>,
    document.getElementById("app")!,
  );
  document.documentElement.dataset["alive"] = "yes";
}

void start();
