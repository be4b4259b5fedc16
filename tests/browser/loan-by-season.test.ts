/**
 * On the treasurer's phone the members decide on a kind of loan with lean months and pay-outs in parts, ask for one, vote on
 * it and hand out its first part. Its pages and its paper say in which months nothing falls due, and what is still to come.
 */
import { describe, expect } from "vitest";
import { addDays, addMonths, type Uuid } from "#base";
import { type DecisionRow, decisionTable } from "#assembly";
import { type LoanRow, loanTable, payOutsOf } from "#loans";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, openMeeting, tableRows } from "../village/group.ts";
import { open, phone, wide } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("a loan that follows the year", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  let loan: LoanRow;
  const step = oneAfterAnother();
  const her = onHerPhone({ meetings: 6, first: 1 });
  const { look, press, next, say } = her;

  step("the members tick the lean months of a kind of loan, and read what it says", async () => {
    meeting = await openMeeting(her.served.melati.group);
    await her.decideOn("meetings.form.rule-decision");
    await press(/^Pinjaman biasa/);
    const lean = her.page.getByRole("group", { name: say("field.loans.product.lean_months") });
    for (const month of ["Februari", "Januari"]) await lean.getByLabel(month).check();
    await her.page.getByLabel(say("field.loans.product.method"), { exact: true }).selectOption("declining_balance");
    await her.page.getByLabel(say("field.loans.product.pay_outs_max")).fill("3");
    await her.page.getByText(/Pada Januari dan Februari tidak ada angsuran/).first().waitFor();
    await look("the rule");
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.loan.write-decision"));
    await reaches(her.served.melati, meeting, "assembly.decision");
    await sealBeside(her.served.melati, meeting);
    her.served.edge.today = addDays(today, 1);
    const { group } = her.served.melati;
    const [decided] = await tableRows<DecisionRow>(group, decisionTable, { question: "rule" });
    const decision = decided!.decision_id;
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { from: her.served.edge.today, decision }, two));
    meeting = await openMeeting(group);
    await her.comes(1);
  });

  step("a loan is asked for in two parts", async () => {
    await her.decideOn("meetings.form.loan-request");
    await her.page.getByRole("button", { name: /Ibu/ }).nth(11).click();
    await look("the kinds of loan");
    await her.page.locator('input[value="ordinary"]').check();
    await next();
    await her.typeAmount("200000");
    await next();
    await next();
    await her.page.getByText(say("loans.ask.parts")).first().waitFor();
    await press(/\+|Tambah|tambah/);
    await look("in how many parts");
    await next();
    await look("how far apart");
    await next();
    await next();
    await press(say("meetings.form.write"));
    await press(/Ibu .*200\.000/);
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("the vote");
    await press(say("meetings.loan.write-decision"));
    await her.isKept();
  });

  step("only its first part is handed out", async () => {
    await open(her.page, "/meeting#pay");
    await her.page.getByText("100.000").first().waitFor();
    await look("handed out");
    await her.page.getByRole("button", { name: new RegExp(say("meetings.pay.hand-over", { name: "" }).trim()) }).first().click();
    await reaches(her.served.melati, meeting, "loans.pay-out");
    await sealBeside(her.served.melati, meeting);
    loan = (await tableRows<LoanRow>(her.served.melati.group, loanTable, { requested: 200_000n })).at(-1)!;
    expect(loan).toMatchObject({ status: "running", principal: 100_000n });
    expect(payOutsOf(loan).map(one => [one.amount, one.isPaid])).toEqual([[100_000n, true], [100_000n, false]]);
  });

  step("its page and its paper show the lean months, and the part that is to come", async () => {
    await her.comes(1);
    for (const size of [phone, { width: 360, height: 780 }, wide]) {
      await her.page.setViewportSize(size);
      for (const path of [`/loans/${loan.loan_id}`, `/loans/${loan.loan_id}/print`]) {
        await open(her.page, path);
        if (!path.endsWith("print")) await press(new RegExp(say("shell.uncover")));
        await her.page.getByText(/paceklik/).filter({ visible: true }).first().waitFor();
        await look(path.endsWith("print") ? "on paper" : "the loan");
      }
    }
  });

  step("a month later the next part is offered", async () => {
    her.served.edge.today = addMonths(addDays(today, 1), 1);
    meeting = await openMeeting(her.served.melati.group);
    await her.comes(1);
    await open(her.page, "/meeting#pay");
    await her.page.getByText(say("entry.loans.pay-out-part")).first().waitFor();
    await look("the next part");
  });
});
