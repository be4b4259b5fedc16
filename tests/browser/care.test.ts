/**
 * Somebody is late. The treasurer sees that a visit is needed, asks who, notes on her phone how she is and what was agreed on; she
 * whose loan it is reads it on hers.
 */
import { describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { arrears, careVisitTable, isRunning, type LoanRow, loanTable } from "#loans";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, tableRows } from "../village/group.ts";
import { act } from "./at-the-table.ts";
import { open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const now = addDays(today, 70);

describe.skipIf(browserOrSkip() === "skip")("care comes first", { timeout: 300_000 }, () => {
  let loan: Uuid;
  const step = oneAfterAnother();
  const her = onHerPhone({
    meetings: 6,
    first: 1,
    async prepare(served) {
      served.edge.today = now;
    },
  });
  const { look, say } = her;

  const choose = (field: string, value: string): Promise<unknown> =>
    her.page.getByLabel(say(`field.loans.note-care-visit.${field}`)).selectOption(value);

  step("the page has a count, and no name before it is asked for", async () => {
    const late = (await tableRows<LoanRow>(her.served.melati.group, loanTable, {}))
      .filter(isRunning)
      .filter(one => arrears(one, now).total > 0n && one.member_id !== her.served.melati.members[0]);
    expect(late.length).toBeGreaterThan(0);
    loan = late[0]!.loan_id;
    await open(her.page, "/loans/care");
    await look("the count");
    const link = her.page.locator(`a[href="/loans/${loan}/care"]`);
    expect(await link.count()).toBe(0);
    await act(her.page, say("loans.care.show")).click();
    await look("who");
    await link.click();
  });

  step("the visit is noted: who went, how she is, what was agreed on", async () => {
    await her.page.waitForURL(`**/loans/${loan}/care`);
    await look("no visit yet");
    await choose("visitor", her.served.melati.members[0]!);
    await choose("companion", her.served.melati.members[1]!);
    await choose("found", "ill");
    await her.page.getByLabel(say("field.loans.note-care-visit.words")).fill("Anaknya dirawat di puskesmas");
    await choose("agreed", "new-day");
    await her.page.getByLabel(say("field.loans.note-care-visit.by")).fill(addDays(now, 20));
    await look("filled in");
    const whole = her.page.waitForResponse(answer => answer.url().includes("/loans.note-care-visit"));
    await act(her.page, say("command.loans.note-care-visit")).click();
    expect((await whole).ok()).toBe(true);
    await her.page.getByText("Anaknya dirawat di puskesmas").waitFor();
    await look("noted");
    expect(await tableRows(her.served.melati.group, careVisitTable, {})).toMatchObject([
      { loan_id: loan, visited_on: now, visitor: her.served.melati.members[0], companion: her.served.melati.members[1] },
    ]);
  });

  step("who asked for a paper slip gets one, and reminders are hers alone", async () => {
    const [{ member_id: member }] = (await tableRows<LoanRow>(her.served.melati.group, loanTable, { loan_id: loan })) as [LoanRow];
    await open(her.page, "/loans/slips");
    await look("slips");
    await her.page.getByLabel(say("loans.slip.who")).selectOption(member);
    await act(her.page, say("loans.slip.note")).click();
    await her.page.getByText(say("loans.slip.asked", { count: 1 })).waitFor();
    await look("a slip is asked for");
    await open(her.page, "/loans/slips/print");
    await look("slips on paper");
    expect(await her.page.locator(".paper").count()).toBe(1);
    await open(her.page, "/me/reminders");
    await look("her reminders");
    const paper = `/members/${member}/passbook`;
    const reminded = say("meetings.paper-reminder.waited-for", { day: "", amount: "" }).split(". ")[1]!;
    const inWords = her.page.getByText(reminded);
    await open(her.page, paper);
    expect(await inWords.count()).toBe(0);
    const { group } = her.served.melati;
    await accepted(group.say("loans.choose-reminder", { member, way: "passbook" }, { by: group.treasurer }));
    await open(her.page, paper);
    await inWords.first().waitFor();
    await look("her passbook on paper");
  });

  step("she counts as visited, and nothing was wrong on the way", async () => {
    await open(her.page, "/loans/care");
    await her.page.getByText(say("loans.care.visited-count", { count: 1 })).waitFor();
  });
});
