/**
 * `npm run screens`: every main screen of the practice village as a picture, on a phone and on a desk, in both languages,
 * to docs/screens. Always the same day, the same women and the same chance. `--whole <folder>` takes each page in its
 * whole length instead, for looking it over, `--dark` as at night.
 */
import type { Page } from "playwright-core";
import pg from "pg";
import { addDays, type Uuid } from "#base";
import { type Embedded, migrate, readMigrations, sql, startEmbedded } from "#db";
import { roomOrder } from "#rooms";
import { pathToFileURL } from "node:url";
import { house } from "../../app/rooms.ts";
import { root } from "../../app/server/root.ts";
import { act, pressPin, wordsIn } from "../browser/at-the-table.ts";
import { open } from "../browser/looked-at.ts";
import { liveWhole, type Served, servePractice, today, visitor } from "../browser/serve.ts";
import { launchChromium } from "./chromium.ts";
import { temporaryFolder } from "./folder.ts";
import { accepted, rowsWhere } from "./group.ts";
import { colorScheme, type Come, holdStill, type Locale, makeRoom, Pictures, taken, writeIndex } from "./pictures.ts";
import { aboveTheLimit, burialAsked, loansDecided } from "./pictures-of-the-forms.ts";
import { theMeeting } from "./pictures-of-the-meeting.ts";
import { callsAndTheEnd, termsAndGoals, theRecords } from "./pictures-of-the-records.ts";
import { stepsAndShares, theCircle, theStories } from "./pictures-of-the-stories.ts";
import { theRegion } from "./pictures-of-the-region.ts";
import { decideTheYear, theBackups, theInterest, theOldBooks, theSurplus } from "./pictures-of-the-year.ts";
import { placeNamed } from "./places.ts";

const numbers = { treasurer: 1, secretary: 2, ordinary: 14 } as const;

async function main(): Promise<void> {
  const started = performance.now();
  await makeRoom();
  const data = await temporaryFolder();
  const running = await startEmbedded({
    folder: data.path,
    say: () => {},
    fastButUnsafe: true,
    sharedBuffers: "128MB",
  });
  const browser = await launchChromium();
  try {
    process.stdout.write("Living the years of the practice village …\n");
    const lived = await databaseOf(running, "pictures");
    await liveWhole(lived, house);
    for (const locale of ["id", "en"] as const) {
      process.stdout.write(`Taking pictures (${locale}) …\n`);
      const database = await databaseOf(running, `pictures_${locale}`, lived.database);
      const served = await servePractice({
        database,
        meetings: "whole",
        kept: { folder: data.path, owner: { ...running.owner, database: database.database! } },
      });
      const context: Come = async (group, number) => {
        const opened = await visitor(browser, served, {
          language: locale,
          as: group && number ? { group, number } : undefined,
          viewport: { width: 360, height: 780 },
          deviceScaleFactor: 1.5,
          isMobile: true,
          hasTouch: true,
          colorScheme,
        });
        await holdStill(opened);
        const page = await opened.newPage();
        page.setDefaultTimeout(30_000);
        return page;
      };
      try {
        const pictures = new Pictures(locale);
        await decideTheYear(served);
        await atTheDoor(pictures, await context(), locale);
        await theOrdinaryMember(pictures, await context(served.melati, numbers.ordinary), served, locale);
        await theTreasurer(pictures, await context(served.melati, numbers.treasurer), served, locale);
        await theSecretary(pictures, await context(served.melati, numbers.secretary), locale);
        await aidIn(pictures, served, await context(served.santaBarbara, numbers.treasurer));
        await theSurplus(pictures, served, context, () => burialAsked(pictures, served, context, locale));
        await theBackups(pictures, served, data.path, context);
        await theOldBooks(pictures, served, context, locale);
        await theRecords(pictures, served, context, locale);
        await termsAndGoals(pictures, served, context);
        await callsAndTheEnd(pictures, served, context);
        await theRegion(pictures, served, context, locale);
        await theStories(pictures, served, context, locale);
        await stepsAndShares(pictures, served, context, locale);
        await theCircle(pictures, served, context, locale);
        await loansDecided(pictures, served, context, locale);
        await theMeeting(pictures, await context(served.melati, numbers.treasurer), served, locale);
        await aboveTheLimit(pictures, served, context, locale);
        await theInterest(pictures, served, context, locale);
      } finally {
        await served.close();
      }
    }
  } finally {
    await browser.close();
    await running.stop();
    await data.remove();
  }
  await writeIndex();
  process.stdout.write(`${taken.size} screens, ${Math.round((performance.now() - started) / 1000)} s\n`);
}

/** New and empty, or a copy. */
async function databaseOf(running: Embedded, database: string, template?: string): Promise<Embedded["server"]> {
  const client = new pg.Client(running.administrator);
  await client.connect();
  await client.query(`create database ${database} ${template === undefined ? "" : `template ${template}`} owner lumbung_owner`);
  await client.end();
  if (template === undefined) await migrate({ ...running.owner, database }, await readMigrations(roomOrder, pathToFileURL(root)));
  return { ...running.server, database };
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

async function theOrdinaryMember(pictures: Pictures, page: Page, served: Served, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  await pictures.takeAt(page, "/", "home-member");
  await pictures.takeAt(page, "/me", "my-passbook", "My passbook, under cloth");
  await act(page, say("members.screen.see")).click();
  await page.locator(".pull [aria-pressed=true]").first().waitFor();
  await pictures.take(page, "my-passbook-open", "My passbook, open");
  await pictures.takeAt(page, "/loans", "my-loans");
  await pictures.takeAt(page, "/me/print", "print-my-passbook");
  await herStatement(pictures, page, served, locale);
  await pictures.takeAt(page, "/not-allowed", "not-allowed");
  await open(page, "/me");
  await page.evaluate(() => sessionStorage.setItem("lumbung.locked", "yes"));
  await page.reload();
  await page.locator(".pad").waitFor();
  await pictures.take(page, "locked");
  await page.context().close();
}

async function herStatement(
  pictures: Pictures,
  page: Page,
  { melati: { group, members }, edge, origin }: Served,
  locale: Locale,
): Promise<void> {
  const { say } = wordsIn(locale);
  const consent = edge.newId();
  const said = { consent, purpose: "statement", to: "Bank Desa", until: addDays(today, 30) };
  await accepted(group.say("members.consent", said, { by: members[numbers.ordinary - 1]! }));
  await pictures.takeAt(page, "/me/statements", "my-statements", "A statement for a bank, by her consent");
  await pictures.takeAt(page, `/me/statements/${consent}`, "print-statement", "On paper: a statement for a bank");
  const answer = await page.request.get(`${origin}/api/ask/meetings.statement?consent=${consent}`);
  await open(page, "/check-statement");
  await page.getByLabel(say("meetings.check-statement.text")).fill(((await answer.json()) as { note: string }).note);
  await act(page, say("meetings.check-statement.do")).click();
  await page.locator(".notice").waitFor();
  await pictures.take(page, "check-statement", "Whoever was handed a statement checks it");
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
  await pictures.takeAt(page, "/officers", "officers", "Offices, and who holds them");
  await pictures.takeAt(page, "/things", "things", "What is held in common");
  await pictures.takeAt(page, "/loans", "loans", "Loans");
  await pictures.takeAt(page, `/loans/${loan!.loan_id}`, "loan", "A loan, under cloth");
  await act(page, say("shell.uncover")).click();
  await act(page, say("shell.cover")).waitFor();
  await pictures.take(page, "loan-open", "A loan, open");
  await pictures.takeAt(page, "/savings", "savings", "Savings and shares");
  await pictures.takeAt(page, "/savings/share-out", "share-out", "What a share is worth today");
  await pictures.takeAt(page, "/funds", "funds", "Where the money is");
  await pictures.takeAt(page, "/reports", "reports", "Reports and books");
  await pictures.takeAt(page, "/reports/indicators", "indicators", "Indicators, each with its definition");
  await pictures.takeAt(page, "/reports/dcb/print", "print-report", "On paper: demand and collection");
  await pictures.takeAt(page, "/funds/loan", "fund", "A fund, with its book");
  await pictures.takeAt(page, "/statements", "statements", "What is ours, and whose part");
  await pictures.takeAt(page, "/books/check", "books-check");
  await pictures.takeAt(page, "/decisions", "decisions", "Decisions");
  await pictures.takeAt(page, "/rules", "rules", "Rules");
  await pictures.takeAt(page, "/rules/savings.shares~loan", "rule", "A rule, and who may change it");
  await pictures.takeAt(page, "/settings", "settings", "Settings");
  await pictures.takeAt(page, "/places", "places");
  await pictures.takeAt(page, "/meetings", "meetings", "Meetings");
  await pictures.takeAt(page, "/federation", "federation", "The federation");
  await pictures.takeAt(page, "/my-groups", "my-groups", "My groups");
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
  await pictures.takeAt(page, "/counter", "counter", "The counter between meetings");
  await pictures.takeAt(page, "/aid", "aid", "Mutual aid");
  await pictures.takeAt(page, `/aid/claims/${claim}`, "aid-claim", "A claim, and what is still to be done");
  await pictures.takeAt(page, "/aid/funds/damayan", "aid-outlook", "Whether the burial fund will hold, years ahead");
  const drive = { drive: edge.newId(), fund: "damayan", target: "12", ends_on: addDays(today, 60) };
  await accepted(group.say("aid.open-drive", drive, { by: group.treasurer }));
  const counted = { drive: drive.drive, offered: "9", declined: "2" };
  await accepted(group.say("aid.count-offers", counted, { by: group.treasurer }));
  await pictures.takeAt(page, "/aid/drives", "aid-drives", "Asking members to join a burial fund, in counts");
  await page.context().close();
}

await main();
