/**
 * `npm run screens`: every main screen of the practice village as a picture, on a phone and on a desk, in both languages,
 * to docs/screens. Always the same day, the same women and the same chance. `--whole <folder>` takes each page in its
 * whole length instead, for looking it over.
 */
import type { BrowserContext, Page } from "playwright-core";
import pg from "pg";
import { addDays, type MemberId, type Uuid } from "#base";
import { type Embedded, migrate, readMigrations, sql, startEmbedded } from "#db";
import { cashUnit } from "#look";
import { lineOf } from "#meetings";
import { roomOrder } from "#rooms";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../app/server/root.ts";
import { act, anySuch, countOut, expectedInBox, pressPin, turnKeys, wordsIn } from "../browser/at-the-table.ts";
import { alive, open } from "../browser/looked-at.ts";
import { privateLines, type PracticeGroup, type Served, servePractice, today, visitor } from "../browser/serve.ts";
import { smallPng } from "../browser/small-png.ts";
import { launchChromium } from "./chromium.ts";
import { temporaryFolder } from "./folder.ts";
import { accepted, rowsWhere } from "./group.ts";
import { melati } from "./people.ts";
import { placeNamed } from "./places.ts";

const whole = process.argv.includes("--whole") ? process.argv[process.argv.indexOf("--whole") + 1] : undefined;
const folder = whole ?? join(root, "docs/screens");
const only = process.argv
  .find(argument => argument.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");

const sizes = [
  { width: 360, height: 780, scale: "device" },
  { width: 1280, height: 800, scale: "css" },
] as const;
type Locale = "id" | "en";

/** How long a practice group has met: enough for full books. */
const meetings = 40;
const numbers = { treasurer: 1, secretary: 2, ordinary: 14 } as const;

/** What was taken, in the order of the book: for the index. */
const taken = new Map<string, string>();

class Pictures {
  readonly #locale: Locale;
  constructor(locale: Locale) {
    this.#locale = locale;
  }

  /** The screen as it is now, in both sizes. `title` is for the index; without one it is only taken for looking over. */
  async take(page: Page, name: string, title?: string): Promise<void> {
    if (title === undefined && !whole) return;
    if (title !== undefined) taken.set(name, title);
    if (only && !only.includes(name)) return;
    for (const { width, height, scale } of sizes) {
      await page.setViewportSize({ width, height });
      await page.evaluate(async () => {
        scrollTo(0, 0);
        (document.activeElement as HTMLElement | null)?.blur();
        await document.fonts.ready;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      });
      const length = await page.evaluate(() =>
        Math.max(document.documentElement.scrollHeight, document.querySelector(".sheet")?.scrollHeight ?? 0),
      );
      if (whole && length > height) await page.setViewportSize({ width, height: length });
      const png = await page.screenshot({ scale, animations: "disabled", caret: "hide" });
      await writeFile(join(folder, `${name}-${width}-${this.#locale}.png`), smallPng(png));
    }
    await page.setViewportSize({ width: 360, height: 780 });
  }

  /** Opens a page and takes it. */
  async takeAt(page: Page, path: string, name: string, title?: string): Promise<void> {
    await open(page, path);
    await this.take(page, name, title);
  }
}

async function main(): Promise<void> {
  const started = performance.now();
  await mkdir(folder, { recursive: true });
  if (!only) for (const file of await readdir(folder)) if (file.endsWith(".png")) await rm(join(folder, file));
  const data = await temporaryFolder();
  const running = await startEmbedded({
    folder: data.path,
    say: () => {},
    fastButUnsafe: true,
    sharedBuffers: "128MB",
  });
  const browser = await launchChromium();
  try {
    for (const locale of ["id", "en"] as const) {
      process.stdout.write(`Living ${meetings} meetings, then taking pictures (${locale}) …\n`);
      const database = await databaseOf(running, `pictures_${locale}`);
      const served = await servePractice({
        database,
        meetings,
        atLast: group => privateLines(group, numbers.ordinary),
      });
      const context = async (group?: PracticeGroup, number?: number): Promise<Page> => {
        const opened = await visitor(browser, served, {
          language: locale,
          as: group && number ? { group, number } : undefined,
          viewport: { width: 360, height: 780 },
          deviceScaleFactor: 1.5,
          isMobile: true,
          hasTouch: true,
        });
        await holdStill(opened);
        const page = await opened.newPage();
        page.setDefaultTimeout(30_000);
        return page;
      };
      try {
        const pictures = new Pictures(locale);
        await atTheDoor(pictures, await context(), locale);
        await theOrdinaryMember(pictures, await context(served.melati, numbers.ordinary), locale);
        await theTreasurer(pictures, await context(served.melati, numbers.treasurer), served, locale);
        await theSecretary(pictures, await context(served.melati, numbers.secretary), locale);
        await aidIn(pictures, served, await context(served.santaBarbara, numbers.treasurer));
        await theMeeting(pictures, await context(served.melati, numbers.treasurer), served, locale);
      } finally {
        await served.close();
      }
    }
  } finally {
    await browser.close();
    await running.stop();
    await data.remove();
  }
  if (!whole && !only) await writeIndex();
  process.stdout.write(`${taken.size} screens, ${Math.round((performance.now() - started) / 1000)} s\n`);
}

async function databaseOf(running: Embedded, database: string): Promise<Embedded["server"]> {
  const client = new pg.Client(running.administrator);
  await client.connect();
  await client.query(`create database ${database} owner lumbung_owner`);
  await client.end();
  await migrate({ ...running.owner, database }, await readMigrations(roomOrder, pathToFileURL(root)));
  return { ...running.server, database };
}

/** No clock and no chance of the browser's own: a new group's band is the same in every run. */
async function holdStill(context: BrowserContext): Promise<void> {
  await context.addInitScript(`{
    const day = Date.parse("${today}T08:00:00Z"), begun = performance.now();
    Date.now = () => day + Math.floor(performance.now() - begun);
    const place = Number(sessionStorage.getItem("pictures") ?? "0") + 1;
    sessionStorage.setItem("pictures", String(place));
    let state = 2463534242 + place;
    const next = () => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return state >>> 0; };
    crypto.getRandomValues = array => { for (let i = 0; i < array.length; i += 1) array[i] = next() >>> 8; return array; };
  }`);
}

async function atTheDoor(pictures: Pictures, page: Page, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  await pictures.takeAt(page, "/welcome", "welcome", "The welcome page, with the practice books");
  await open(page, "/sign-in");
  await page.getByLabel(say("members.sign-in.group"), { exact: true }).fill("melati");
  await page.getByLabel(say("members.sign-in.number"), { exact: true }).fill("14");
  await pictures.take(page, "sign-in");
  await act(page, say("members.screen.next")).click();
  await page.locator(".pad").waitFor();
  await pressPin(page, "914");
  await pictures.take(page, "sign-in-pin", "At the door: her PIN");

  await open(page, "/start");
  const next = () => act(page, say("members.screen.next")).click();
  const heading = (key: string, values = {}) =>
    page
      .getByRole("heading", { name: say(key, values) })
      .first()
      .waitFor();
  await page.getByLabel(say("members.screen.start.name-label")).fill("Kelompok Kenanga");
  await pictures.take(page, "start-name", "A new group: its name and its cloth");
  await next();
  await page.getByLabel(say("members.screen.start.place-label")).fill("Dusun Belimbing, Desa Sukarara");
  await next();
  await heading("members.screen.start.way");
  await page.getByRole("radio").first().click();
  await pictures.take(page, "start-way", "A new group: how they save together");
  await next();
  await heading("members.screen.start.money");
  await pictures.take(page, "start-money");
  await next();
  await heading("members.screen.start.language");
  await next();
  await heading("members.screen.start.women");
  for (const [index, name] of ["Halimah", "Rohani", "Aisyah", "Baiq Nur", "Dewi", "Fatimah", "Hapsah"].entries()) {
    const field = page.getByLabel(say("members.screen.start.woman", { number: String(index + 1) }), { exact: true });
    if ((await field.count()) === 0) await act(page, say("members.screen.start.one-more")).click();
    await field.fill(name);
  }
  await pictures.take(page, "start-women", "A new group: who begins");
  await next();
  await heading("members.screen.start.offices");
  const seats = page.getByRole("combobox");
  for (const [place, index] of [1, 2, 3, 7].entries()) await seats.nth(place).selectOption({ index });
  await pictures.take(page, "start-offices");
  await next();
  await heading("members.screen.start.keys", { count: 3 });
  for (let place = 0; place < 3; place += 1) await page.getByRole("checkbox").nth(place).click();
  await pictures.take(page, "start-keys");
  await next();
  await heading("members.screen.start.rules");
  await pictures.take(page, "start-rules");
  await next();
  await page.getByText(say("members.screen.start.take-word", { word: "kenanga" })).click();
  await next();
  await page.getByLabel(say("members.sign-in.password"), { exact: true }).fill("lumbung padi kenanga");
  await page.getByRole("button", { name: /Halimah/ }).click();
  await page.getByRole("dialog").locator(".pad").waitFor();
  await pressPin(page, "27");
  await pictures.take(page, "start-pin", "A new group: each types her own PIN");
  await pressPin(page, "1904");
  await page.getByText(say("members.screen.once-more")).first().waitFor();
  await pressPin(page, "271904");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await next();
  await heading("members.screen.start.pins");
  await pictures.take(page, "start-pins");
  await next();
  await heading("members.screen.start.ready");
  await pictures.take(page, "start-ready", "A new group: ready");
  await page.context().close();
}

async function theOrdinaryMember(pictures: Pictures, page: Page, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  await pictures.takeAt(page, "/", "home-member");
  await pictures.takeAt(page, "/me", "my-passbook", "My passbook, under cloth");
  await act(page, say("members.screen.see")).click();
  await page.locator(".pull [aria-pressed=true]").first().waitFor();
  await pictures.take(page, "my-passbook-open", "My passbook, open");
  await pictures.takeAt(page, "/loans", "my-loans");
  await pictures.takeAt(page, "/me/print", "print-my-passbook");
  await pictures.takeAt(page, "/not-allowed", "not-allowed");
  await open(page, "/me");
  await page.evaluate(() => sessionStorage.setItem("lumbung.locked", "yes"));
  await page.reload();
  await page.locator(".pad").waitFor();
  await pictures.take(page, "locked");
  await page.context().close();
}

async function theTreasurer(pictures: Pictures, page: Page, { melati: group }: Served, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  const her = group.members[numbers.ordinary - 1]!;
  const [loan] = await rowsWhere<{ loan_id: Uuid }>(
    group.group,
    sql`select loan_id from loans.loan where organisation_id = ${group.organisation} and status = 'running' order by requested_on, loan_id limit 1`,
  );
  await pictures.takeAt(page, "/", "home", "Home, on meeting day");
  await pictures.takeAt(page, "/members", "members", "Members");
  await pictures.takeAt(page, `/members/${her}`, "member");
  await act(page, say("members.screen.see")).click();
  await page.locator(".pull [aria-pressed=true]").first().waitFor();
  await pictures.take(page, "member-open", "A member, open");
  await pictures.takeAt(page, "/members/new", "member-new");
  await pictures.takeAt(page, `/members/${her}/offices`, "member-offices");
  await pictures.takeAt(page, "/officers", "officers");
  await pictures.takeAt(page, "/things", "things");
  await pictures.takeAt(page, "/loans", "loans", "Loans");
  await pictures.takeAt(page, `/loans/${loan!.loan_id}`, "loan", "A loan");
  await pictures.takeAt(page, "/savings", "savings", "Savings and shares");
  await pictures.takeAt(page, "/savings/share-out", "share-out");
  await pictures.takeAt(page, "/funds", "funds", "Where the money is");
  await pictures.takeAt(page, "/funds/loan", "fund");
  await pictures.takeAt(page, "/statements", "statements", "What is ours, and whose part");
  await pictures.takeAt(page, "/books/check", "books-check");
  await pictures.takeAt(page, "/decisions", "decisions", "Decisions");
  await pictures.takeAt(page, "/rules", "rules", "Rules");
  await pictures.takeAt(page, "/rules/savings.shares~loan", "rule");
  await pictures.takeAt(page, "/settings", "settings", "Settings");
  await pictures.takeAt(page, "/places", "places");
  await pictures.takeAt(page, "/meetings", "meetings");
  await pictures.takeAt(page, "/not-found", "not-found");
  await pictures.takeAt(page, "/statements/print", "print-statements", "On paper: statements");
  await pictures.takeAt(page, `/loans/${loan!.loan_id}/print`, "print-loan");
  await pictures.takeAt(page, `/members/${her}/passbook`, "print-passbook", "On paper: a passbook");
  await page.context().close();
}

async function theSecretary(pictures: Pictures, page: Page, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  await open(page, `/places/choose?in=${placeNamed("Leganes")}`);
  await pictures.take(page, "place-choose", "Where the group is: a question a screen");
  await page.getByText(say("members.places.unlisted")).click();
  await pictures.take(page, "place-unlisted");
  await pictures.takeAt(page, `/places/choose?in=${placeNamed("Guihaman")}`, "place-here");
  await page.context().close();
}

async function aidIn(
  pictures: Pictures,
  { santaBarbara: { group, members }, edge }: Served,
  page: Page,
): Promise<void> {
  const claim = edge.newId();
  await accepted(
    group.say(
      "aid.claim",
      { claim, fund: "damayan", member: members[8]!, event: "death", who: "spouse", happened_on: addDays(today, -3) },
      { by: group.treasurer, with: [group.secretary] },
    ),
  );
  await pictures.takeAt(page, "/aid", "aid", "Mutual aid");
  await pictures.takeAt(page, `/aid/claims/${claim}`, "aid-claim");
  await page.context().close();
}

/** A meeting from its opening to the print, as far as the screens go. */
async function theMeeting(
  pictures: Pictures,
  page: Page,
  { melati: { group, members, organisation }, edge }: Served,
  locale: Locale,
): Promise<void> {
  const words = wordsIn(locale);
  const { say } = words;
  const press = (name: string): Promise<void> => act(page, name).click();
  const pinOf = (name: string): string => melati.keys.find(key => name.endsWith(melati.women[key.number - 1]!))!.pin;
  const called = (number: number): string => say("meetings.called", { name: melati.women[number - 1]! });
  /** As the phone's own back and forward do: straight to a step and what is open on it. */
  const goTo = (place: { readonly step: string; readonly view?: string; readonly of?: string }): Promise<void> =>
    page.evaluate(to => {
      history.pushState({ place: to }, "", `#${to.step}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, place);

  await pictures.takeAt(page, "/meeting", "meeting-open", "Meeting: ready to open");
  await press(say("meetings.open"));
  await act(page, say("meetings.roll.all-there")).waitFor();
  const late = page.getByText(called(11), { exact: true });
  await late.click();
  await page.getByRole("radio", { name: say("meetings.mark.late") }).click();
  await pictures.take(page, "meeting-roll-mark");
  await press(say("meetings.keep"));
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await act(page, say("meetings.roll.others-there", { count: 24 })).click();
  await act(page, say("meetings.roll.next")).waitFor();
  await pictures.take(page, "meeting-roll", "Meeting: who is there");
  await press(say("meetings.roll.next"));
  await turnKeys(page, words, 3, pinOf, async turned => {
    if (turned !== 1) return;
    await pictures.take(page, "meeting-keys", "Meeting: three keys");
    await press(say("meetings.substitute.title"));
    await page.getByLabel(say("meetings.substitute.who")).waitFor();
    await pictures.take(page, "meeting-substitute");
    await press(say("meetings.close"));
    // It closes within a moment, and has a pad of its own until then.
    await page.getByLabel(say("meetings.substitute.who")).waitFor({ state: "hidden" });
  });
  await act(page, say("meetings.keys.next")).click();
  await act(page, say("meetings.recall.is-so")).waitFor();
  await pictures.take(page, "meeting-recall", "Meeting: what the members remember");
  for (let left = 2; left > 0; left -= 1) {
    await act(page, say("meetings.recall.is-so")).click();
    await page
      .getByRole("button", { name: say("meetings.recall.is-so"), exact: true })
      .nth(left - 1)
      .waitFor({ state: "detached" });
  }
  await press(say("meetings.recall.next"));

  for (let number = 1; number < 14; number += 1) {
    await page
      .getByRole("heading", { name: called(number) })
      .first()
      .waitFor();
    const receive = page.locator(".foot .act:not(.quiet)").filter({ visible: true });
    await receive.click();
    await act(page, say("meetings.next-woman", { name: called(number + 1) })).click();
  }
  await page.getByText(say("meetings.kept.accepted")).first().waitFor();
  await pictures.take(page, "meeting-sheet", "Meeting: what she brings; the whole sheet on a desk");
  await page.locator(".lines button.line").filter({ visible: true }).first().click();
  await page.locator(".board").first().waitFor();
  for (const place of [5, 5, 4]) await page.locator(".board button").nth(place).click();
  await pictures.take(page, "meeting-cash", "Meeting: the notes she hands over");
  await page.goBack();
  await goTo({ step: "sheet", view: "change" });
  await page.locator(".board").first().waitFor();
  await page.locator(".board button").nth(0).click();
  await pictures.take(page, "meeting-change");
  await page.goBack();
  await goTo({ step: "sheet", view: "list" });
  await page
    .getByRole("heading", { name: say("meetings.more.list") })
    .first()
    .waitFor();
  await pictures.take(page, "meeting-list");
  await goTo({ step: "sheet", view: "more" });
  await pictures.take(page, "meeting-more");

  // Two ask for a loan; of one the hands were counted already.
  const [{ meeting }] = (await rowsWhere<{ meeting: Uuid }>(
    group,
    sql`select meeting_id as meeting from meetings.meeting where organisation_id = ${organisation} and status = 'open'`,
  )) as [{ meeting: Uuid }];
  const owing = await rowsWhere<{ member_id: MemberId }>(
    group,
    sql`select member_id from loans.loan where organisation_id = ${organisation} and status = 'running'`,
  );
  const [first, second] = members.filter(member => !owing.some(one => one.member_id === member));
  const [asked, agreed, decision] = [edge.newId(), edge.newId(), edge.newId()];
  const purposes =
    locale === "id" ? ["Benang dan pewarna tenun", "Biaya sekolah anak"] : ["Yarn and dye", "School fees"];
  const request = (loan: Uuid, member: MemberId, amount: bigint, purpose: string) =>
    lineOf(`request.${loan}`, "loans.request", { loan, member, product: "ordinary", amount, purpose, guarantors: [] });
  await accepted(
    group.say(
      "meetings.write",
      {
        meeting,
        lines: [
          request(asked, first!, 300_000n, purposes[0]!),
          request(agreed, second!, 200_000n, purposes[1]!),
          lineOf(`loan.${agreed}.1`, "assembly.decision", {
            decision,
            question: "loan",
            about: agreed,
            votes_for: 23,
            votes_against: 0,
            abstaining: 2,
          }),
          lineOf(`loan.${agreed}.2`, "loans.approval", { loan: agreed, member: second, decision }),
        ],
      },
      { by: group.treasurer },
    ),
  );
  await page.goto("/meeting#decide");
  await page.reload();
  await alive(page);
  await goTo({ step: "decide" });
  await page.getByText(purposes[0]!).first().waitFor();
  await pictures.take(page, "meeting-decide", "Meeting: requests and decisions");
  await goTo({ step: "decide", view: "new" });
  await pictures.take(page, "meeting-decide-new");
  await goTo({ step: "decide", view: "loan", of: asked });
  await page.getByText(say("meetings.votes.all-for", { count: 25 })).click();
  await pictures.take(page, "meeting-decide-loan", "Meeting: may this loan be given?");
  await press(say("meetings.loan.write-decision"));
  await goTo({ step: "pay" });
  await page.getByText(purposes[1]!).first().waitFor();
  for (const tick of await page.locator("button.step[aria-pressed=false]").filter({ visible: true }).all())
    await tick.click();
  await page.getByText(say("meetings.kept.accepted")).first().waitFor();
  await pictures.take(page, "meeting-pay", "Meeting: what is handed out");
  await goTo({ step: "pay", view: "new" });
  await pictures.take(page, "meeting-pay-new");

  await goTo({ step: "count" });
  await page.getByRole("heading", { name: say("meetings.count.title") }).waitFor();
  await page.getByText(say("meetings.kept.accepted")).first().waitFor();
  await pictures.take(page, "meeting-count", "Meeting: each box is counted");
  const unit = cashUnit("IDR");
  await goTo({ step: "count", view: "box", of: "social" });
  await page.locator(".counters").waitFor();
  await countOut(page, await expectedInBox(page), unit);
  await pictures.take(page, "meeting-count-even");
  await act(page, anySuch(words, "meetings.count.then", "box")).click();
  await page
    .getByRole("heading", { name: /pinjaman|loan/i })
    .first()
    .waitFor();
  const expected = await expectedInBox(page);
  await countOut(page, expected - 20_000n, unit);
  await pictures.take(page, "meeting-count-short", "Meeting: the count is short");
  await press(say("meetings.count.write-down"));
  await page
    .getByRole("heading", { name: say("meetings.difference.title") })
    .first()
    .waitFor();
  await press(say("meetings.difference.because.change"));
  await pictures.take(page, "meeting-difference", "Meeting: a difference is written down");
  await press(say("meetings.difference.keep"));
  await goTo({ step: "seal" });
  await page.getByRole("heading", { name: say("meetings.seal.remember", { count: 2 }) }).waitFor();
  await page.getByText(say("meetings.kept.accepted")).first().waitFor();
  await pictures.take(page, "meeting-remember", "Meeting: the balances to remember");
  await press(say("meetings.seal.lock"));
  await turnKeys(page, words, 3, pinOf, async turned => {
    if (turned === 2) await pictures.take(page, "meeting-lock");
  });
  await page.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
  await alive(page);
  await pictures.take(page, "meeting-sealed", "Meeting: sealed, with its code");
  await pictures.takeAt(page, `/meetings/${meeting}/sheet`, "print-sheet", "On paper: the meeting sheet");
  await pictures.takeAt(page, `/meetings/${meeting}/receipts`, "print-receipts", "On paper: receipts");
  await page.context().close();
}

async function writeIndex(): Promise<void> {
  const link = (name: string, width: number, locale: Locale): string => `[${width}](${name}-${width}-${locale}.png)`;
  const rows = [...taken].map(
    ([name, title]) =>
      `| ${title} | ${sizes.map(({ width }) => link(name, width, "id")).join(" · ")} | ${sizes.map(({ width }) => link(name, width, "en")).join(" · ")} |`,
  );
  await writeFile(
    join(folder, "README.md"),
    `# Screens\n\nEvery main screen of the practice village, on a phone (360 px) and on a desk (1280 px). Taken by \`npm run screens\`.\n\n| screen | Indonesian | English |\n| --- | --- | --- |\n${rows.join("\n")}\n`,
  );
}

await main();
