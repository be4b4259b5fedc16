/**
 * The end of a group on a phone of 360 px: decided by a form at the meeting, begun before two, with what is still open step by
 * step; the loan fund is divided with one press, handed over at a meeting, and the books are closed. An ordinary member sees what
 * goes where and her own part, nobody else's; and of the fund for families in mourning the page offers nobody anything.
 */
import { describe, expect } from "vitest";
import { isRefusal, type Uuid } from "#base";
import { fundPartTable, memberPartTable } from "#dissolution";
import { loanTable } from "#loans";
import { membershipTable } from "#members";
import { browserOrSkip } from "../village/chromium.ts";
import { line, meet, openMeeting, tableRows, tryOut } from "../village/group.ts";
import { act, escaped } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { type PracticeGroup, today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const receiver = "Samahan ng mga Kababaihan";

describe.skipIf(browserOrSkip() === "skip")("a group that ends", { timeout: 300_000 }, () => {
  const step = oneAfterAnother();
  let practice: PracticeGroup;
  let meeting: Uuid;
  const her = onHerPhone({
    practice: "santaBarbara",
    language: "en",
    meetings: 14,
    first: 1,
    async prepare({ santaBarbara, edge }) {
      practice = santaBarbara;
      edge.today = today;
      meeting = await openMeeting(santaBarbara.group);
    },
  });
  const { comes, look, second, isNobodyElses, say } = her;
  const press = (key: string, params = {}): Promise<void> => act(her.page, say(key, params)).click();
  const choose = (key: string): Promise<void> =>
    her.page.getByRole("radio", { name: new RegExp(`^${escaped(say(key))}`) }).check();
  const active = async () =>
    (await tableRows(her.practice.group, membershipTable)).filter(one => one.status === "active" && one.kind === "member");
  const present = async () => (await active()).map(one => one.member_id);

  step("is decided at the meeting, with who receives what is never divided", async () => {
    await open(her.page, "/meeting#decide");
    await press("meetings.decide.new");
    await her.page.getByText(say("meetings.form.dissolution"), { exact: true }).click();
    await choose("meetings.form.about-dissolution");
    await look();
    await press("meetings.form.next");
    await choose("receiver.federation");
    await look();
    await press("meetings.form.next");
    await her.page.getByLabel(say("meetings.ask.receiver-name")).fill(receiver);
    await look();
    await press("meetings.form.next");
    await her.page.getByRole("button", { name: /^All/ }).first().click();
    await press("meetings.form.write");
    await her.page.getByText(say("question.dissolution")).first().waitFor();
    await look();
    await reaches(practice, meeting, "assembly.decision");
    await sealBeside(practice, meeting);
  });

  step("is begun by two officers, who see how many were there and for it", async () => {
    await open(her.page, "/rules");
    await press("assembly.screen.dissolution");
    await her.page.waitForURL("**/dissolution");
    await alive(her.page);
    await her.page.getByText(receiver).first().waitFor();
    expect(await her.page.getByText(say("dissolution.screen.reached"), { exact: true }).count()).toBe(2);
    await look();
    await press("command.dissolution.begin");
    await second(4);
    await her.page.getByText(say("dissolution.now.settle")).first().waitFor();
    await alive(her.page);
    await look();
  });

  step("shows what is still open, and whose it is only when it is asked for", async () => {
    const [loan] = await tableRows(her.practice.group, loanTable, { status: "running" } as never);
    const borrower = (await active()).find(one => one.member_id === loan!.member_id)!;
    const name = practice.village.women[borrower.number - 1]!;
    await her.page.getByText(say("dissolution.open.whose")).click();
    await her.page.getByText(name, { exact: false }).first().waitFor();
    await press("shell.uncover");
    await look();
    // Every loan is repaid at a meeting.
    const repaid = [];
    for (const { loan_id, member_id: member } of await tableRows(her.practice.group, loanTable, { status: "running" } as never)) {
      const tried = await tryOut(her.practice.group, [line("loans.repayment", { loan: loan_id, member, amount: 9_000_000n })]);
      expect(isRefusal(tried)).toBe(true);
      const { owed } = (tried as unknown as { because: { owed: bigint } }).because;
      repaid.push(line("loans.repayment", { loan: loan_id, member, amount: owed }));
    }
    await meet(her.practice.group, today, repaid, await present());
  });

  step("shows an ordinary member where everything goes, and her own part alone", async () => {
    await comes(14);
    await open(her.page, "/dissolution");
    await her.page.getByRole("heading", { name: say("dissolution.funds.kept") }).waitFor();
    expect(await her.page.getByText(say("dissolution.funds.each")).count()).toBe(0);
    expect(await act(her.page, say("dissolution.funds.divide", { fund: "Loan fund" })).count()).toBe(0);
    await isNobodyElses(14);
    await press("shell.uncover");
    await her.page.getByText(say("dissolution.mine.would-be")).waitFor();
    await look();
  });

  step("is divided with one press a fund; a fund that is never divided has none", async () => {
    await comes(1);
    await open(her.page, "/dissolution");
    const acts = her.page.getByRole("button", { name: new RegExp(`^${escaped(say("dissolution.funds.divide", { fund: "" })).trim()}`) });
    expect(await acts.count()).toBe(1);
    await acts.click();
    await second(4);
    await her.page.getByText(say("dissolution.now.hand-over")).waitFor();
    await alive(her.page);
    await look();
    const [divided] = await tableRows(her.practice.group, fundPartTable);
    expect(divided).toMatchObject({ fund: "loan", transferred: null });
    const parts = await tableRows(her.practice.group, memberPartTable);
    expect(new Set(parts.map(one => one.fund))).toEqual(new Set(["loan"]));
    await meet(
      her.practice.group,
      today,
      parts
        .filter(one => one.payout > 0n)
        .map(({ member_id: member, fund, payout }) => line("meetings.pay-out", { member, fund, amount: payout }, `out/${member}`)),
      await present(),
    );
  });

  step("is closed for good, and read from then on", async () => {
    await open(her.page, "/dissolution");
    await her.page.getByText(say("dissolution.now.close")).waitFor();
    await look();
    await press("command.dissolution.close");
    await her.page.getByText(say("dissolution.closed.title")).waitFor({ timeout: 20_000 });
    await alive(her.page);
    await look();
    const kept = (await tableRows(her.practice.group, fundPartTable)).find(one => one.fund === "damayan");
    expect(kept).toMatchObject({ to_members: 0n, distributed_on: null });
    expect(kept!.transferred).toBeGreaterThan(0n);
    const { say: told, edge, treasurer } = her.practice.group;
    expect(await told("meetings.open", { meeting: edge.newId() }, { by: treasurer })).toMatchObject({
      refused: "dissolution.group-is-closed",
    });
    await press("dissolution.closed.statements");
    await her.page.waitForURL("**/statements");
    await alive(her.page);
    await look();
  });
});
