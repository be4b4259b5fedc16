/** What is told of the practice village besides its dues, in pictures: pots, what is bought together, care, lessons, steps. */
import type { Uuid } from "#base";
import { sql } from "#db";
import { act, wordsIn } from "../browser/at-the-table.ts";
import { open } from "../browser/looked-at.ts";
import type { Served } from "../browser/serve.ts";
import { accepted, openMeeting, rowsWhere } from "./group.ts";
import { type Come, type Locale, type Pictures, present } from "./pictures.ts";

/** In Melati, as Wulan sees it, who sits in the arisan, ordered yarn, and stands for another's loan. */
export async function theStories(pictures: Pictures, { melati }: Served, come: Come, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  const { group, members, organisation } = melati;
  const her = await come(melati, 14);
  await pictures.takeAt(her, "/pots", "pots", "An arisan: who had it, and who waits");
  const purchases = await rowsWhere<{ id: Uuid }>(
    group,
    sql`select purchase_id as id from purchasing.purchase where organisation_id = ${organisation} order by number`,
  );
  await pictures.takeAt(her, "/purchases", "purchases", "What is bought together");
  await pictures.takeAt(her, `/purchases/${purchases[1]!.id}`, "purchase-open", "Buying together: how much each wants");
  await pictures.takeAt(her, `/purchases/${purchases[0]!.id}`, "purchase", "Bought together: what came, and her part");
  await pictures.takeAt(her, "/purchases/plan", "purchase-plan", "Proposing what to buy together");
  await pictures.takeAt(her, "/me/reminders", "reminders", "How she is reminded");
  await her.context().close();

  const secretary = await come(melati, 2);
  await pictures.takeAt(secretary, `/purchases/${purchases[0]!.id}`, "purchase-of-officer");
  await pictures.takeAt(secretary, "/loans/care", "care", "Who is late: somebody goes to see her");
  await pictures.takeAt(secretary, `/loans/${await loanOf(melati, 19)}/care`, "care-of-loan", "Her loan: who went to see her, and when");
  await pictures.takeAt(secretary, `/loans/${await loanOf(melati, 13)}`, "loan-pledged");
  await act(secretary, say("shell.uncover")).click();
  await act(secretary, say("shell.cover")).waitFor();
  await pictures.take(secretary, "loan-pledged", "A loan with savings pledged for it");
  await pictures.takeAt(secretary, `/loans/${await loanOf(melati, 17)}`, "loan-anew");
  await pictures.takeAt(secretary, "/loans/slips", "slips", "Slips for those who want to be reminded on paper");
  await pictures.takeAt(secretary, "/loans/slips/print", "print-slips", "On paper: folded slips");
  await pictures.takeAt(secretary, "/lessons", "lessons", "What was learned where a loan was given up");
  await pictures.takeAt(secretary, "/reports/partners", "report-partners");
  await pictures.takeAt(secretary, "/reports/ageing", "report-ageing", "A report: loans by how late they are");
  await pictures.takeAt(secretary, `/members/${members[13]!}/passbook`, "print-passbook-pots");
  await secretary.context().close();
}

/** The running loan of one of them. */
async function loanOf({ group, organisation, members }: Served["melati"], number: number): Promise<Uuid> {
  const [row] = await rowsWhere<{ loan: Uuid }>(
    group,
    sql`select loan_id as loan from loans.loan
      where organisation_id = ${organisation} and member_id = ${members[number - 1]!} and status = 'running'`,
  );
  return row!.loan;
}

/** In Sta. Barbara: shares by instalments, and on her own page how much she may borrow next. */
export async function stepsAndShares(pictures: Pictures, { santaBarbara }: Served, come: Come, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  const member = await come(santaBarbara, 14);
  await open(member, "/loans");
  await act(member, say("shell.uncover")).click();
  const steps = member.getByRole("heading", { name: say("loans.screen.ladder") });
  await steps.waitFor();
  await pictures.take(member, "ladder", "How much she may borrow next, step by step", steps);
  await pictures.takeAt(member, "/savings/capital", "capital-mine", "Her shares, paid in by instalments");
  await member.context().close();
  const treasurer = await come(santaBarbara, 1);
  await pictures.takeAt(treasurer, "/savings/capital", "capital", "Shares paid in by instalments, of all");
  await treasurer.context().close();
}

/** The form of a circle, as it is filled in at the meeting. */
export async function theCircle(pictures: Pictures, { melati }: Served, come: Come, locale: Locale): Promise<void> {
  const { say } = wordsIn(locale);
  const { group, organisation, members } = melati;
  const owing = await rowsWhere<{ member_id: string }>(
    group,
    sql`select member_id from loans.loan where organisation_id = ${organisation} and status in ('running', 'approved', 'requested')`,
  );
  const here = present(melati);
  const free = members.filter(one => here.includes(one) && owing.every(loan => loan.member_id !== one)).slice(0, 3);
  const meeting = await openMeeting(group);
  const page = await come(melati, 1);
  await open(page, "/meeting#decide");
  await act(page, say("meetings.decide.new")).click();
  await act(page, new RegExp(`^${say("loans.form.circle")}`)).click();
  await page.getByLabel(say("loans.circle.each")).fill("100000");
  const checks = page.getByRole("checkbox");
  for (const member of free) await checks.nth(here.indexOf(member)).check({ force: true });
  await page.locator("li input.number").nth(2).fill("60000");
  await act(page, say("meetings.votes.all-for", { count: here.length })).click();
  await pictures.take(page, "form-circle", "Loans for a circle of women who stand for each other");
  await page.context().close();
  await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
}
