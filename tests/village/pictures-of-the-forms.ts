/** What the members decide by a form, question by question: loans, a surplus, a burial fund. */
import type { Page } from "playwright-core";
import { addDays } from "#base";
import { isRunning, type LoanRow, loanTable } from "#loans";
import { act, wordsIn } from "../browser/at-the-table.ts";
import { open } from "../browser/looked-at.ts";
import { type Served, today } from "../browser/serve.ts";
import { accepted, decision, meet, openMeeting, tableRows } from "./group.ts";
import { type Come, type Locale, type Pictures, present } from "./pictures.ts";

/** The page of a meeting that is open, where a form is chosen by its name and asks one thing at a time. */
function atTheForms(pictures: Pictures, page: Page, locale: Locale) {
  const { say } = wordsIn(locale);
  const press = (name: string | RegExp): Promise<void> => act(page, name).click();
  return {
    say,
    press,
    next: () => press(say("meetings.form.next")),
    take: (name: string, title?: string) => pictures.take(page, name, title),
    async choose(form: string): Promise<void> {
      await open(page, "/meeting#decide");
      await press(say("meetings.decide.new"));
      await press(new RegExp(`^${say(form)}`));
    },
    /** Straight to a form, as the phone's own back and forward do. */
    goTo: (view: "form" | "come", of: string): Promise<void> =>
      page.evaluate(
        to => {
          history.pushState({ place: to }, "", "#decide");
          dispatchEvent(new PopStateEvent("popstate"));
        },
        { step: "decide", view, of },
      ),
  };
}

/** In Melati: new instalments for one of them, a holiday for all. */
export async function loansDecided(pictures: Pictures, { melati }: Served, come: Come, locale: Locale): Promise<void> {
  const { group } = melati;
  const meeting = await openMeeting(group);
  const page = await come(melati, 1);
  const { choose, next, take, press, say } = atTheForms(pictures, page, locale);
  await choose("loans.form.reschedule");
  await take("form-reschedule", "Agreeing a loan anew: whose");
  await page.locator(".choices input").first().check();
  await next();
  await take("form-reschedule-from");
  await page.locator(".choices input").first().check();
  await next();
  await take("form-reschedule-what");
  await page.getByRole("radio", { name: say("loans.ask.what-changes.both"), exact: true }).check();
  await next();
  await take("form-reschedule-more");
  await next();
  await take("form-reschedule-pause");
  await next();
  await take("form-reschedule-rate");
  await next();
  await take("form-reschedule-vote");
  await press(say("meetings.votes.all-for", { count: present(melati).length }));
  await press(say("meetings.form.write"));
  await page.getByText(say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor();
  await choose("loans.form.holiday");
  await take("form-holiday", "A holiday from instalments, for all");
  await page.locator(".choices input").first().check();
  await next();
  await take("form-holiday-how-long");
  await next();
  await press(say("meetings.votes.all-for", { count: present(melati).length }));
  await press(say("meetings.form.write"));
  await page.getByText(say("meetings.kept.accepted")).filter({ visible: true }).first().waitFor();
  await take("decide-after-forms");
  await page.context().close();
  await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
}

/** The next day in Melati no more than a tenth of the fund is lent to one of them, and one asks for more. */
export async function aboveTheLimit(pictures: Pictures, served: Served, come: Come, locale: Locale): Promise<void> {
  const { melati, edge } = served;
  const { group } = melati;
  const value = {
    stake_accounts: [],
    share_of_fund_percent: "10",
    guarantors_min: "0",
    may_borrow_again_with_open_loan: true,
  };
  const limit = decision(group, "rule", "loans.limits", { value });
  const on = addDays(today, 1);
  await meet(group, today, [limit.line], present(melati));
  edge.today = on;
  const two = { by: group.treasurer, with: [group.secretary] };
  await accepted(group.say("assembly.change-rule", { from: on, decision: limit.id }, two));
  await openMeeting(group);
  const page = await come(melati, 1);
  const { choose, next, take, press, say } = atTheForms(pictures, page, locale);
  await choose("meetings.form.loan-request");
  // One who has no loan is not asked whether it is to be paid off.
  const owing = new Set((await tableRows<LoanRow>(group, loanTable, {})).filter(isRunning).map(loan => loan.member_id));
  const place = present(melati).findIndex((member, at) => at > 10 && !owing.has(member));
  await page.locator("button.line").filter({ visible: true }).nth(place).click();
  await page.locator('input[value="ordinary"]').check();
  await next();
  await press(new RegExp(`^${say("meetings.cash.use-digits")}`));
  await page.getByLabel(say("meetings.cash.digits")).fill("3000000");
  await next();
  await next();
  await next();
  await take("form-exception", "Beyond a limit: why");
  await page.getByLabel(say("assembly.ask.beyond")).fill(locale === "id" ? "Atap rumahnya roboh" : "Her roof fell in");
  await next();
  await press(say("meetings.form.write"));
  await page.getByText(say("assembly.beyond.title")).first().waitFor();
  await take("decide-above-limit");
  await press(locale === "id" ? /Atap rumahnya roboh/ : /Her roof fell in/);
  await take("form-exception-who");
  await pictures.takeAt(page, "/exceptions", "exceptions", "Exceptions to the limits, and who answers for them");
  await page.context().close();
  const member = await come(melati, 14);
  await pictures.takeAt(member, "/exceptions", "exceptions-mine");
  await member.context().close();
}

/** In Sta. Barbara: what becomes of a surplus, a need that is reported, and who enrols in the burial fund. */
export async function burialAsked(pictures: Pictures, { santaBarbara }: Served, come: Come, locale: Locale): Promise<void> {
  const { group } = santaBarbara;
  const meeting = await openMeeting(group);
  const page = await come(santaBarbara, 1);
  const { choose, take, press, goTo, say } = atTheForms(pictures, page, locale);
  await open(page, "/meeting#decide");
  await press(say("meetings.decide.new"));
  await take("decide-forms");
  await choose("meetings.form.surplus");
  await take("form-surplus", "What becomes of a surplus, decided");
  for (const [view, of] of [
    ["form", "claim"],
    ["come", "birth-year"],
    ["come", "beneficiaries"],
    ["come", "leave-fund"],
  ] as const) {
    await goTo(view, of);
    await page.getByRole("heading", { name: say(`meetings.form.${of}`) }).first().waitFor();
    await take(`form-${of}`);
  }
  await page.context().close();
  await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
}
