/** The meeting day in pictures, for `npm run screens`. */
import type { Page } from "playwright-core";
import { type MemberId, type Uuid } from "#base";
import { sql } from "#db";
import { cashUnit } from "#look";
import { lineOf } from "#meetings";
import { act, anySuch, countOut, expectedInBox, turnKeys, wordsIn } from "../browser/at-the-table.ts";
import { alive } from "../browser/looked-at.ts";
import type { Served } from "../browser/serve.ts";
import { accepted, rowsWhere } from "./group.ts";
import { melati } from "./people.ts";
import { type Locale, type Pictures, present } from "./pictures.ts";

/** A meeting from its opening to the print, as far as the screens go. */
export async function theMeeting(
  pictures: Pictures,
  page: Page,
  { melati: practised, edge }: Served,
  locale: Locale,
): Promise<void> {
  const { group, organisation } = practised;
  const women = present(practised);
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
  await act(page, say("meetings.roll.others-there", { count: women.length - 1 })).click();
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
  const remembered = page.getByRole("button", { name: say("meetings.recall.is-so"), exact: true });
  for (let left = await remembered.count(); left > 0; left -= 1) {
    await act(page, say("meetings.recall.is-so")).click();
    await remembered.nth(left - 1).waitFor({ state: "detached" });
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
  await pictures.take(page, "meeting-more", "Meeting: what is rarely wanted");

  // Two ask for a loan; of one the hands were counted already.
  const [{ meeting }] = (await rowsWhere<{ meeting: Uuid }>(
    group,
    sql`select meeting_id as meeting from meetings.meeting where organisation_id = ${organisation} and status = 'open'`,
  )) as [{ meeting: Uuid }];
  const owing = await rowsWhere<{ member_id: MemberId }>(
    group,
    sql`select member_id from loans.loan where organisation_id = ${organisation} and status = 'running'`,
  );
  const [first, second] = women.filter(member => !owing.some(one => one.member_id === member));
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
            votes_for: women.length - 2,
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
  await page.getByText(say("meetings.votes.all-for", { count: women.length })).click();
  await pictures.take(page, "meeting-decide-loan", "Meeting: may this loan be given?");
  await press(say("meetings.loan.write-decision"));
  await goTo({ step: "pay" });
  await page.getByText(purposes[1]!).first().waitFor();
  const unpaid = page.locator("button.tool[aria-pressed=false]").filter({ visible: true });
  for (let left = await unpaid.count(); left > 0; left -= 1) {
    await unpaid.first().click();
    await page.waitForFunction(
      before => document.querySelectorAll("button.tool[aria-pressed=false]").length < before,
      left,
    );
  }
  await page.getByText(say("meetings.kept.accepted")).first().waitFor();
  await pictures.take(page, "meeting-pay", "Meeting: what is handed out");
  await goTo({ step: "pay", view: "new" });
  await pictures.take(page, "meeting-pay-new");
  await goTo({ step: "pay", view: "form", of: "share-out" });
  await page.getByText(say("meetings.ask.share-out-plan")).filter({ visible: true }).first().waitFor();
  await pictures.take(page, "meeting-share-out", "Meeting: what each would get at a share-out");

  await goTo({ step: "count" });
  await page.getByRole("heading", { name: say("meetings.count.title") }).waitFor();
  await page.getByText(say("meetings.kept.accepted")).first().waitFor();
  await pictures.take(page, "meeting-count", "Meeting: each box is counted");
  const unit = cashUnit("IDR");
  await goTo({ step: "count", view: "box", of: "social" });
  await page.locator(".counters").waitFor();
  await countOut(page, await expectedInBox(page), unit);
  await pictures.take(page, "meeting-count-even");
  const nextBox = async (name: RegExp): Promise<void> => {
    await act(page, anySuch(words, "meetings.count.then", "box")).click();
    await page.getByRole("heading", { name }).first().waitFor();
  };
  await nextBox(/arisan/i);
  await countOut(page, await expectedInBox(page), unit);
  await nextBox(/pinjaman|loan/i);
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
  await page.getByRole("heading", { name: say("meetings.seal.remember", { count: 3 }) }).waitFor();
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
