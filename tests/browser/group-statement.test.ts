/**
 * The bank asks how the group saves. The members decide on it at the meeting; the treasurer makes the statement with the secretary
 * beside her and prints it; the clerk checks it on his own device; and when it is taken back, he sees that too.
 */
import { describe, expect } from "vitest";
import { addDays, type Role, type Uuid } from "#base";
import { groupStatementTable } from "#assembly";
import { read } from "#db";
import { questions } from "#reports/server";
import type { GroupStatementSeen } from "../../rooms/reports/group-statement.ts";
import { groupStatementIn } from "../../rooms/meetings/group-statement.ts";
import { browserOrSkip } from "../village/chromium.ts";
import { openMeeting, tableRows, testKey } from "../village/group.ts";
import { pressPin, wordsIn } from "./at-the-table.ts";
import { open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const language = "id";
const words = wordsIn(language);

describe.skipIf(browserOrSkip() === "skip")("a statement of the group for a bank", { timeout: 300_000 }, () => {
  let statement: Uuid;
  let note: string;
  const step = oneAfterAnother();
  const her = onHerPhone({ meetings: 6, first: 1 });
  const { look, press, say } = her;

  /** What the paper's code holds. */
  const signed = async (): Promise<string> =>
    read(her.served.melati.group.pool, her.served.melati.organisation, async client => {
      const { organisation, group } = her.served.melati;
      const roles = new Set<Role>(["anyone"]);
      const asked = { client, organisation, member: group.treasurer, roles, today: her.served.edge.today };
      const question = questions["reports.group-statement"]!;
      const seen = await question.ask({ ...asked, params: { statement }, masterKey: testKey });
      return (seen as unknown as GroupStatementSeen).note;
    });
  async function check(text: string, key = ""): Promise<void> {
    await her.page.getByLabel(say("meetings.check-statement.text"), { exact: true }).fill(text);
    await her.page.getByLabel(say("meetings.check-statement.key"), { exact: true }).fill(key);
    await press(say("meetings.check-statement.do"));
  }
  const told = (key: string, values: Readonly<Record<string, string>> = {}): Promise<void> =>
    her.page.getByText(say(`meetings.check-statement.${key}`, values)).first().waitFor();

  step("the members decide on it at the meeting", async () => {
    const meeting = await openMeeting(her.served.melati.group);
    await her.decideOn("meetings.form.group-statement");
    await her.page.getByLabel(say("meetings.ask.statement-to")).fill("Bank Desa");
    await look("for whom");
    await press(say("meetings.form.next"));
    await her.page.getByRole("radio").first().check();
    await look("of which time");
    await press(say("meetings.form.next"));
    await her.page.getByRole("radio").nth(1).check();
    await look("until when");
    await press(say("meetings.form.next"));
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "assembly.decision");
    await her.page.getByText("Bank Desa").first().waitFor();
    await look("decided");
    await sealBeside(her.served.melati, meeting);
  });

  step("two officers make it, and it is printed", async () => {
    await open(her.page, "/reports");
    await press(new RegExp(`^${say("reports.group-statements")}`));
    await her.page.getByText("Bank Desa").first().waitFor();
    await look("decided, not made yet");
    await press(say("command.assembly.issue-statement"));
    await her.page.getByLabel(say("members.screen.her-number")).fill("2");
    await pressPin(her.page, "385126");
    await her.page.getByText(say("reports.group-statements.made")).waitFor();
    await look("made");
    const [row] = await tableRows(her.served.melati.group, groupStatementTable);
    statement = row!.statement_id;
    expect(row).toMatchObject({ issued_on: today, until_on: addDays(today, 30), taken_back_on: null });
    await press(new RegExp(`^${say("reports.group-statement.open")}`));
    await her.page.waitForURL(`**/group-statements/${statement}`);
    note = await signed();
    const said = groupStatementIn(note)!;
    await her.page.getByText(words.amount(said.money[0]!.cash, "IDR")).first().waitFor();
    expect(await her.page.locator(".paper svg").count()).toBeGreaterThan(1);
    await look("on paper");
  });

  step("the clerk checks it on his own device: whole, changed, of another key", async () => {
    await her.comes("a stranger");
    await open(her.page, "/check-statement");
    await check(note);
    await told("counts");
    await look("whole");
    const said = groupStatementIn(note)!;
    await check(note.replace(`"members":"${said.members}"`, `"members":"${said.members + 1}"`));
    await told("signature-does-not-hold");
    const other = said.signed_by.replace(/\+[^+]+\+/, "+00000000+");
    await check(note, other);
    await told("malformed-key");
    await check(note, said.signed_by);
    await told("counts");
    await her.page.getByText(say("meetings.group-statement.months")).waitFor();
  });

  step("the officers take it back", async () => {
    await her.comes(1);
    await open(her.page, "/group-statements");
    await press(say("command.assembly.take-back-statement"));
    await her.page.getByLabel(say("members.screen.her-number")).fill("2");
    await pressPin(her.page, "385126");
    await her.page.getByText(say("reports.group-statement.notice")).waitFor();
    await look("taken back");
    await press(new RegExp(`^${say("reports.group-statement.notice")}`));
    await her.page.waitForURL(`**/group-statements/${statement}`);
    await look("the notice on paper");
  });

  step("and the clerk sees it, of the notice and then of the statement itself; another day it is over", async () => {
    const notice = await signed();
    await her.comes("a stranger");
    await open(her.page, "/check-statement");
    const days = { issued: words.day(today), on: words.day(today) };
    await check(notice);
    await told("taken-back", days);
    await look("the notice");
    await check(note);
    await told("taken-back", days);
    await her.page.getByText(say("meetings.group-statement.months")).waitFor();
    her.served.edge.today = addDays(today, 31);
    await open(her.page, "/check-statement");
    await check(note);
    await told("expired");
    await look("over");
  });
});
