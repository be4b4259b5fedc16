/**
 * The browser's way in. The server painted the page already; here it comes alive: the words of one language and the
 * screens of one room are loaded (both were announced in the head, so they come beside this file), then hydrated.
 */
import "./older-phones.ts";
import { type Catalogue, type Day, type PageProps, wordsOf } from "#base";
import { forgetKept, keptFor, whoseOf } from "#client";
import { hydrate, render } from "preact";
import type { ComponentType, JSX } from "preact";
import { pageModules } from "./page-modules.ts";
import type { PageFile } from "./pages.ts";
import { Shell } from "./shell.tsx";
import { wordsFor } from "./words.ts";
import "../../look/look.css";

/** What the server left in the page for this file. */
export interface Left {
  readonly file: PageFile;
  /** Of the page that was painted, which is not the address where that one was refused. */
  readonly path: string;
  readonly locale: string;
  /** Where its catalogues are: the shell's, its room's, and its own where it has some. */
  readonly words: readonly string[];
  /** Words of other rooms that the page shows at first. */
  readonly extra: Catalogue;
  readonly props: Omit<PageProps, "words">;
}

/** What was left, as the phone keeps it. */
export interface KeptLeft extends Left {
  /** Another version of the program may want its data otherwise. */
  readonly program: string;
}

/** An empty page that the phone kept: what it shows is kept apart, by whoever is signed in. */
export interface Bare {
  readonly bare: true;
  readonly file: PageFile;
  readonly path: string;
  readonly locale: string;
  readonly words: readonly string[];
  /** For the worker. */
  readonly keep: readonly string[];
}

/** This file's own address has the hash of all it leads to in its name. */
const program = import.meta.url;

async function start(): Promise<void> {
  const given = JSON.parse(document.getElementById("left")!.textContent!) as Left | Bare;
  const root = document.getElementById("app")!;
  const left = "bare" in given ? await keptLeft(given) : given;
  if (left === null) return showNoSignal(given as Bare, root);
  const [{ pages }, catalogue] = await Promise.all([
    pageModules[left.file](),
    wordsFor(left.words, left.locale, left.extra),
  ]);
  const page = pages.find(one => one.path === left.path)!;
  const View = page.View as ComponentType<PageProps>;
  const props: PageProps = { ...left.props, words: wordsOf(left.locale, catalogue) };
  const shownWith = (data: unknown): JSX.Element => (
    <Shell page={page} {...props} data={data}>
      <View {...props} data={data} />
    </Shell>
  );
  const isFresh = given === left;
  if (isFresh) hydrate(shownWith(props.data), root);
  else render(shownWith(props.data), root);
  document.documentElement.dataset["alive"] = "yes";
  const { session } = left.props;
  const isHers = session !== null && !session.isPlain && page.path !== "/not-allowed";
  if (!isHers || (keptFor() !== null && keptFor() !== whoseOf(session))) forgetKept();
  if (!isHers || !page.isKept) return;
  const { startKeeping } = await import("./keeping.ts");
  await startKeeping({
    left: { ...left, program },
    session,
    isFresh,
    question: page.question!,
    show: data => render(shownWith(data), root),
  });
}

/** What was kept here by this very program, in the language of the empty page. */
async function keptLeft({ locale }: Bare): Promise<Left | null> {
  const { getKept } = await import("../../client/kept-store.ts");
  const kept = (await getKept(location.pathname, keptFor())) as KeptLeft | null;
  return kept?.program === program && kept.locale === locale ? kept : null;
}

async function showNoSignal({ words, locale, path }: Bare, root: HTMLElement): Promise<void> {
  const [{ NoSignal }, catalogue] = await Promise.all([
    import("./no-signal.tsx"),
    wordsFor(words, locale, {}),
  ]);
  const props = { data: null, session: null, params: {}, today: "" as Day, words: wordsOf(locale, catalogue) };
  render(<NoSignal path={path} {...props} />, root);
  document.documentElement.dataset["alive"] = "yes";
}

void start();
