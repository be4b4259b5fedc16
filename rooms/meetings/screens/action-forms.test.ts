/**
 * What the forms write of joint work is taken by the sheet and by the counter: from the hands that are raised for it, over promises
 * and what came of them, to the day it is closed, too early, and closed again with a rest that the members leave to the fund.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actionTable, contributionTable } from "#actions";
import { decodeBody, type MemberId, sum, type Uuid } from "#base";
import { entryRules, type SheetLine } from "#meetings";
import { faultsOf } from "../../../tests/simulate/faults.ts";
import { house } from "../../../app/rooms.ts";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import {
  accepted,
  balanceOf,
  countsAfter,
  foundGroup,
  type Group,
  line,
  meet,
  openMeeting,
  seal,
  tableRows,
} from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import { agreeActionForm } from "./action-agreed.ts";
import { actionForm, actionSaid, bringForm, counterForms } from "./action-forms.ts";
import type { Answers, Ask, Form, FormContext } from "./form-parts.ts";
import type { CounterSeen, HomeSeen, TodaySeen } from "./seen.ts";
import { cashMoved } from "./sheet-model.ts";

let database: FreshDatabase;
let group: Group;
let action: Uuid;
const her = (place: number): MemberId => group.members[place]!;
const two = () => ({ by: group.treasurer, with: [group.secretary] });
const words = { say: (key: string) => key, amount: String, day: String, has: () => false } as unknown as FormContext["words"];
const today = () => askIn<TodaySeen>(group, "meetings.today", 0) as Promise<TodaySeen>;
const contextOf = (seen: TodaySeen): FormContext => ({ today: seen, words, box: () => 0n });

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-11-02",
    rules: {
      "actions.action/loan": { decided_by_vote: false, promises_seen: "members" },
      "assembly.between-meetings": { entries: ["actions.contribute", "actions.pay-in", "actions.pay-cost"] },
    },
  });
  await meet(group, "2026-11-02", [
    line("meetings.income", { money: group.edge.newId(), fund: "loan", amount: 500_000n, purpose: "Hadiah" }),
  ]);
  action = group.edge.newId();
  const intents = [
    { name: "Tenaga", unit: "day", quantity: 2_000n },
    { name: "Semen", unit: "piece", quantity: 3n },
    { name: "Kayu", unit: "IDR", quantity: 400_000n },
  ];
  const body = { action, fund: "loan", name: "Atap rumah tenun", happens_on: "2026-12-12", intents };
  await accepted(group.say("actions.plan", body, { by: her(4) }));
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

async function formed(form: Form, answers: Answers): Promise<readonly SheetLine[]> {
  const context = contextOf(await today());
  expect(form.isOffered(context), form.name).toBe(true);
  return form.lines({ action, ...answers }, context) as unknown as readonly SheetLine[];
}

/** A meeting on that day, at which the forms are filled in one after the other. */
async function meeting(on: string, filled: readonly (readonly [form: Form, answers: Answers])[]) {
  group.edge.today = on as typeof group.edge.today;
  const held = await openMeeting(group);
  const lines: SheetLine[] = [];
  for (const [form, answers] of filled) lines.push(...(await formed(form, answers)));
  const counts = Object.entries(await countsAfter(group, lines)).map(([fund, counted]) =>
    line("meetings.count", { fund, counted }),
  );
  const roll = group.members.map(member => line("meetings.roll", { member, mark: "present" }));
  await accepted(seal(group, held, [...roll, ...lines, ...counts]));
  return lines;
}

const askOf = (form: Form, key: string): Ask => form.asks.find(one => one.key === key)!;
async function choices(form: Form, key: string, answers: Answers = {}): Promise<readonly string[]> {
  const ask = askOf(form, key);
  if (ask.kind !== "choice") throw new Error("it is asked which");
  return ask.options(contextOf(await today()), { action, ...answers }).map(one => one.value);
}
const row = async () => (await tableRows(group, actionTable))[0]!;

describe("joint work by the forms of the meeting", () => {
  it("is on the way from the home, where a fund has the rule", async () => {
    expect((await askIn<HomeSeen>(group, "meetings.home", 5))!.worksTogether).toBe(true);
  });

  it("is voted on where the group's own money is spent, and promised aloud", async () => {
    const votes = askOf(agreeActionForm, "votes");
    const asked = async (given: string) => votes.when!(contextOf(await today()), { action, given });
    expect([await asked(""), await asked("50000")]).toEqual([false, true]);
    expect(await formed(agreeActionForm, {})).toMatchObject([{ entry: "actions.agree", body: { action } }]);
    const lines = await meeting("2026-11-09", [
      [agreeActionForm, { given: "50000", votes: "5,1,0" }],
      [bringForm, { act: "commit", promiser: her(3), "promised-1": "200", "promised-2": "", "promised-3": "" }],
      [bringForm, { act: "commit", promiser: her(4), "promised-1": "100", "promised-2": "3", "promised-3": "100000" }],
      // Nothing was filled in, so nothing is written.
      [bringForm, { act: "commit", promiser: her(5) }],
    ]);
    expect(lines.map(one => one.entry)).toEqual(["assembly.decision", "actions.agree", "actions.commit", "actions.commit"]);
    expect(await row()).toMatchObject({ status: "agreed", from_fund_max: 50_000n });
    expect((await today()).actions[0]!.lines.map(one => one.promised)).toEqual(["300", "3", "100000"]);
  });

  it("what came is written for one, and for all who promised at once; money moves the box", async () => {
    expect(await choices(bringForm, "act")).toEqual(["commit", "contribute", "pay-in"]);
    const lines = await meeting("2026-12-14", [
      [bringForm, { act: "contribute", how: "one", comer: her(5), "came-1": "50" }],
      [bringForm, { act: "contribute", how: "as-promised", comer: "" }],
      [bringForm, { act: "pay-in", payer: her(4), brought: "100000" }],
      [bringForm, { act: "pay-in", payer: her(5), brought: "50000" }],
    ]);
    expect(lines.filter(one => one.entry === "actions.contribute")).toHaveLength(3);
    const came = await tableRows(group, contributionTable, { action_id: action });
    expect(sum(came.filter(one => one.intent === 1).map(one => one.quantity))).toBe(350n);
    const table = await today();
    const moved = lines.slice(-2).map(one => cashMoved(one as never, table)?.get("loan"));
    expect(moved).toEqual([100_000n, 50_000n]);
    // All who promised have come: nobody is waited for, and it is not asked about all any more.
    expect(askOf(bringForm, "how").when!(contextOf(table), { action, act: "contribute" })).toBe(false);
  });

  it("costs are paid at the counter, where the last look says to whom", async () => {
    const counter = (await askIn<CounterSeen>(group, "meetings.counter", 0))!;
    const forms = counterForms(Object.keys(counter.between));
    expect(forms.map(form => form.name)).toEqual(["action-contribute", "action-pay-in", "action-pay-cost"]);
    const form = forms.find(one => one.name === "action-pay-cost")!;
    expect(await choices(form, "from")).toEqual(["brought", "fund"]);
    const said = { paid: "90000", "paid-to": " Toko Kayu ", "cost-purpose": "Kayu" };
    const [written] = await formed(form, { ...said, from: "brought" });
    const seen = counter.today!.actions[0]!;
    expect(actionSaid(words, seen, written!.body as never)).toEqual(["Atap rumah tenun", "Toko Kayu"]);
    expect(cashMoved(written as never, counter.today!)?.get("loan")).toBe(-90_000n);
    const say = ({ entry, body }: SheetLine) =>
      accepted(group.say(counter.between[entry]!, decodeBody(entryRules.get(entry)!.fields, body)!, two()));
    await say(written!);
    const [own] = await formed(form, { ...said, paid: "20000", from: "fund" });
    expect(actionSaid(words, seen, own!.body as never)).toContain("actions.form.from-fund");
    await say(own!);
    const [days] = await formed(forms[0]!, { comer: her(2), "came-1": "100" });
    expect(actionSaid(words, seen, days!.body as never)).toEqual(["Atap rumah tenun", "Tenaga 100"]);
    expect((await today()).actions[0]).toMatchObject({ own: "60000", fundGives: "30000" });
  });

  it("one takes her part out, it is closed with the rest kept for the others, and opened again", async () => {
    expect(await choices(actionForm, "act")).toEqual(["pay-cost", "refund", "close"]);
    expect(await choices(actionForm, "receiver")).toEqual([her(4), her(5)]);
    expect(await choices(actionForm, "rest")).toEqual(["back", "kept"]);
    await meeting("2026-12-21", [
      [actionForm, { act: "refund", receiver: her(5), "given-how": "kept" }],
      [actionForm, { act: "close", rest: "kept" }],
    ]);
    expect(await balanceOf(group, "member-payable/loan", her(5))).toBe(-20_000n);
    expect(await balanceOf(group, "member-payable/loan", her(4))).toBe(-40_000n);
    expect(await choices(actionForm, "act")).toEqual(["reopen"]);
    await meeting("2026-12-28", [[actionForm, { act: "reopen", why: "Paku kurang" }]]);
    expect(await balanceOf(group, "member-payable/loan", her(4))).toBe(0n);
    expect((await today()).actions[0]).toMatchObject({ status: "agreed", own: "40000" });
  });

  it("the rest stays with the fund only where the members agreed; it is at the table no longer after two months", async () => {
    const left = { act: "close", rest: "to-fund" };
    const turnedDown = await meeting("2027-01-04", [[actionForm, { ...left, "rest-votes": "1,5,0" }]]);
    expect(turnedDown.map(one => one.entry)).toEqual(["assembly.decision"]);
    await meeting("2027-01-11", [[actionForm, { ...left, "rest-votes": "5,1,0" }]]);
    expect((await row()).status).toBe("closed");
    group.edge.today = "2027-03-14" as typeof group.edge.today;
    expect((await today()).actions).toHaveLength(1);
    group.edge.today = "2027-03-15" as typeof group.edge.today;
    expect((await today()).actions).toEqual([]);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
