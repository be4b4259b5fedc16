/** What a treasurer does once a month or once a year, in pictures: interest, surplus, backups, and the old books brought in. */
import { addDays, day } from "#base";
import { surplusYearTable } from "#savings";
import { csvOf, workbookOf } from "../../app/sheets/made.testing.ts";
import { noteBackup, noteProven } from "../../app/server/backup/state.ts";
import { act, wordsIn } from "../browser/at-the-table.ts";
import { alive, open } from "../browser/looked-at.ts";
import { beginKoperasi, sheets, wrong } from "../browser/old-books.ts";
import { type Served, today } from "../browser/serve.ts";
import { accepted, meet, tableRows } from "./group.ts";
import { type Come, type Locale, type Pictures, present } from "./pictures.ts";
import {
  decideRules,
  interestRule,
  openReserve,
  savedByThree,
  surplusDecided,
  surplusRule,
  twoOfficers,
} from "./year-end.ts";

/** Sta. Barbara decides what becomes of a surplus and what savings bear, before the day on which the pictures are taken. */
export async function decideTheYear({ santaBarbara, edge }: Served): Promise<void> {
  const { group } = santaBarbara;
  await openReserve(group, "2026-11-18", present(santaBarbara));
  await decideRules(group, [surplusRule(group), interestRule(group)], {
    on: "2026-11-19",
    from: "2026-11-20",
    saved: savedByThree(group),
    present: present(santaBarbara),
  });
  edge.today = today;
}

/** From the closing of the books to what each got. `form` is the meeting's own page, where the members decide about it. */
export async function theSurplus(
  pictures: Pictures,
  { santaBarbara }: Served,
  come: Come,
  form: () => Promise<void>,
): Promise<void> {
  const { group } = santaBarbara;
  const two = twoOfficers(group);
  const through = day("2026-09-30");
  const page = await come(santaBarbara, 1);
  await pictures.takeAt(page, "/savings/surplus", "surplus-waits");
  await accepted(group.say("ledger.close-period", { through }, two));
  await pictures.takeAt(page, "/savings/surplus", "surplus-closed");
  for (const year_end of ["2023-09-30", "2024-09-30", "2025-09-30", through])
    await accepted(group.say("savings.close-year", { fund: "loan", year_end }, two));
  await pictures.takeAt(page, "/savings/surplus", "surplus", "The surplus of a year, as the rule would split it");
  await form();
  const [year] = await tableRows(group, surplusYearTable, { year_end: through } as never);
  const decided = surplusDecided(group, through, year!.surplus);
  await meet(group, today, decided.lines, present(santaBarbara));
  await pictures.takeAt(page, "/savings/surplus", "surplus-decided");
  await accepted(group.say("savings.allocate-surplus", { decision: decided.decision }, two));
  await pictures.takeAt(page, "/savings/surplus", "surplus-given");
  await page.context().close();
  const member = await come(santaBarbara, 14);
  await pictures.takeAt(member, "/savings/surplus", "surplus-mine");
  await member.context().close();
}

/** In the first days of the month after. The clock goes on to them. */
export async function theInterest(pictures: Pictures, served: Served, come: Come, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  const { santaBarbara, edge } = served;
  const { group } = santaBarbara;
  const two = twoOfficers(group);
  edge.today = day("2026-12-02");
  const page = await come(santaBarbara, 1);
  await pictures.takeAt(page, "/savings/interest", "interest-waits");
  await accepted(group.say("ledger.close-period", { through: day("2026-11-30") }, two));
  await pictures.takeAt(page, "/savings/interest", "interest", "Interest on savings, before it is written");
  const posted = { product: "savings", period_end: day("2026-11-30") };
  await accepted(group.say("savings.post-interest", posted, two));
  await open(page, "/savings/interest");
  await act(page, say("shell.uncover")).click();
  await pictures.take(page, "interest-posted");
  await act(page, say("savings.interest.take-back")).click();
  await pictures.take(page, "interest-take-back");
  await page.context().close();
  const member = await come(santaBarbara, 14);
  await pictures.takeAt(member, "/savings/interest", "interest-mine");
  await member.context().close();
}

export async function theBackups(pictures: Pictures, { melati }: Served, folder: string, come: Come): Promise<void> {
  const at = (on: string) => ({ at: `${on}T12:00:00Z`, made: `${on}T12:00:00Z` }) as Parameters<typeof noteBackup>[2];
  const page = await come(melati, 1);
  await pictures.takeAt(page, "/backups", "backups-none");
  await noteBackup(folder, "all", at("2026-11-02"));
  await pictures.takeAt(page, "/backups", "backups-late");
  await noteBackup(folder, "all", at(today));
  await noteProven(folder, "all", at(addDays(today, -4)));
  await pictures.takeAt(page, "/backups", "backups", "Would the books come back? Backups, and taking them along");
  await page.context().close();
}

/** A koperasi that has kept paper for years: the empty sheet, what is to be mended, and what would stand in the books. */
export async function theOldBooks(pictures: Pictures, served: Served, come: Come, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  const page = await come();
  await page.context().addCookies(await beginKoperasi(served));
  await pictures.takeAt(page, "/", "home-new");
  await pictures.takeAt(page, "/cut-off", "cut-off", "Old books: the empty sheet, and the file that comes back");
  const choose = async (name: string, buffer: Buffer): Promise<void> => {
    await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  };
  await choose("buku lama.xlsx", workbookOf(wrong));
  await page.getByText(say("cutoff.screen.to-mend", { count: 4 })).waitFor();
  await pictures.take(page, "cut-off-faults", "Old books: what is to be mended, and where");
  await act(page, say("cutoff.screen.choose-again")).click();
  const short = { ...sheets, Dana: [sheets["Dana"]![0]!, ["loan", 730_000, 1_000_000, 700_000]] };
  await choose("kurang.csv", csvOf(short));
  await page.getByText(say("cutoff.screen.uneven"), { exact: true }).waitFor();
  await pictures.take(page, "cut-off-uneven");
  await act(page, say("cutoff.screen.choose-again")).click();
  await choose("buku lama.xlsx", workbookOf(sheets));
  await page.getByText(say("cutoff.screen.even-more")).waitFor();
  await alive(page);
  await pictures.take(page, "cut-off-preview", "Old books: as they would stand in the books");
  await page.context().close();
}
