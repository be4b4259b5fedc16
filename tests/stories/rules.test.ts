/**
 * Rules change and the past does not: an old sheet worked out again asks for what it asked for then (G11), a loan keeps
 * the terms it was agreed on (B06), and what was missed is owed by the rule of its own day.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMonths, type Asked, type Day, type Document, type Entry, type MemberId, type Role, type Uuid } from "#base";
import { type PoolClient, read } from "#db";
import { ruleTable } from "#assembly";
import { questions, rulesInForce } from "#assembly/server";
import { factOfLeaf } from "#ledger";
import { statementsOf } from "#ledger/server";
import { isRunning, owedOn } from "#loans";
import { loansOf, questions as loanQuestions } from "#loans/server";
import { dues, type SheetLine } from "#meetings";
import { savingsDueOn } from "#savings/server";
import { house } from "../../app/rooms.ts";
import { projectionIn } from "../../app/house.ts";
import { replay } from "../simulate/replay.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, foundGroup, type Group, holdMeeting, leavesOf, line, testKey } from "../village/group.ts";

const began = "2026-01-05" as Day;
/** The day of the group's meeting of this number: one a month. */
const meetingDay = (number: number): Day => addMonths(began, number - 1);

let database: FreshDatabase;
let group: Group;
let cash = 0n;
let [first, second] = ["", ""] as [Uuid, Uuid];

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "shg", unit: "INR", on: began });
  [first, second] = [group.edge.newId(), group.edge.newId()];
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const inside = <Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> =>
  read(group.pool, group.organisation, work);
const ask = (
  question: (typeof questions)[string],
  member: MemberId,
  roles: readonly Role[],
  params: Readonly<Record<string, string>> = {},
  isPlain = false,
) =>
  inside(client => {
    const asked: Asked<PoolClient> & { readonly isPlain: boolean } = {
      client,
      organisation: group.organisation,
      member,
      roles: new Set(roles),
      today: group.edge.today,
      params,
      masterKey: testKey,
      isPlain,
    };
    return question.ask(asked);
  });

/** Everybody saves, what `lines` say is done, and the count is right. `moved` is what they bring into the box. */
async function meet(
  number: number,
  saving: bigint,
  lines: readonly SheetLine[] = [],
  moved = 0n,
  without?: MemberId,
): Promise<void> {
  group.edge.today = meetingDay(number);
  const savers = group.members.filter(member => member !== without);
  cash += saving * BigInt(savers.length) + moved;
  const saved = savers.map(member => line("savings.deposit", { member, product: "compulsory", amount: saving }));
  const { sealed } = await holdMeeting(group, [...saved, ...lines], { loan: cash });
  expect(sealed, `meeting ${number}`).toMatchObject({ status: "accepted" });
}

const lend = (loan: Uuid, member: MemberId, amount: bigint): readonly SheetLine[] => {
  const decision = group.edge.newId();
  return [
    line("loans.request", { loan, member, product: "ordinary", amount, guarantors: [] }),
    line(
      "assembly.decision",
      { decision, question: "loan", about: loan, votes_for: 7, votes_against: 0, abstaining: 0 },
      loan,
    ),
    line("loans.pay-out", { loan, member, decision }),
  ];
};
const repay = (loan: Uuid, member: MemberId, amount: bigint): SheetLine =>
  line("loans.repayment", { loan, member, amount });

const figuresOn = (day: Day) => inside(client => statementsOf(client, group.organisation, day, began));
const loanOf = async (member: MemberId) =>
  (await inside(client => loansOf(client, group.organisation, member))).find(isRunning)!;
const rule = (rate: string) => ({
  fund: "loan",
  method: "monthly_on_balance",
  amortization: "equal_principal_payments",
  rate_per_month: rate,
  frequency: "months",
  every: "1",
  periods: "10",
  periods_max: "24",
  rounding_unit: "100",
  is_free: false,
});

describe("a group that changes its rules at its tenth meeting", () => {
  let fifth: Awaited<ReturnType<typeof figuresOn>>;
  /** The log as the fifth meeting found it, and what was due at it. */
  let beforeFifth: readonly string[];
  let dueAtFifth: readonly Entry[];
  const [halimah, rohani, kartini] = [0, 1, 6];

  it("saves and lends by its first rules until then; Kartini misses the fifth meeting", async () => {
    const borrower = group.members[halimah]!;
    await meet(1, 2_500n);
    await meet(2, 2_500n);
    await meet(3, 2_500n, lend(first, borrower, 20_000n), -20_000n);
    // Two percent of 200 rupees is four, and the month of the pay-out bears none.
    await meet(4, 2_500n, [repay(first, borrower, 400n)], 400n);
    beforeFifth = (await leavesOf(group)).map(leaf => leaf.body);
    dueAtFifth = dues.due(replay(house, beforeFifth).replay.books, meetingDay(5));
    await meet(5, 2_500n, [repay(first, borrower, 400n)], 400n, group.members[kartini]);
    fifth = await figuresOn(meetingDay(5));
    for (const number of [6, 7, 8, 9]) await meet(number, 2_500n, [repay(first, borrower, 400n)], 400n);
    expect(fifth.incomeStatements[0]).toMatchObject({ unit: "INR", surplus: 800n });
  });

  it("decides on one percent and on double savings, and two officers write it down", async () => {
    const [interest, savings] = [group.edge.newId(), group.edge.newId()];
    const saving = {
      fund: "loan",
      kind: "compulsory",
      amount: "5000",
      every: "meeting",
      minimum_balance: "0",
      withdrawable: "on-leaving",
      is_capital: false,
    };
    const decided = (decision: Uuid, about: string, value: Document): SheetLine =>
      line(
        "assembly.decision",
        { decision, question: "rule", about, value, votes_for: 5, votes_against: 1, abstaining: 1 },
        about,
      );
    await meet(
      10,
      2_500n,
      [
        decided(interest, "loans.product/ordinary", rule("1")),
        decided(savings, "savings.product/compulsory", saving),
        repay(first, group.members[halimah]!, 400n),
      ],
      400n,
    );
    const two = { by: group.treasurer, with: [group.secretary] };
    // From the day after, since the meeting that decided has brought and lent by the old rules.
    for (const decision of [interest, savings])
      await accepted(group.say("assembly.change-rule", { from: "2026-10-06", decision }, two));
  });

  it("finds the figures of the fifth meeting as they were", async () => {
    expect(await figuresOn(meetingDay(5))).toEqual(fifth);
  });

  it("works the sheet of the fifth meeting out again, by the rules of its day and not by those that came", async () => {
    // The books as that meeting found them, and beside them every rule that was set since.
    const { books } = replay(house, beforeFifth).replay;
    const later = (await leavesOf(group)).slice(beforeFifth.length);
    for (const { kind, body } of later)
      if (kind === "assembly.decided" || kind === "assembly.rule-set")
        books.apply(projectionIn(house)(factOfLeaf(body), books));
    expect(books.rows(ruleTable, { rule: "savings.product/compulsory" })).toHaveLength(2);
    const saving = (due: readonly Entry[]) =>
      new Set(due.filter(one => one.entry === "savings.deposit").map(one => one.body["amount"]));
    expect(saving(dueAtFifth)).toEqual(new Set([2_500n]));
    expect(dueAtFifth.map(one => one.entry)).toContain("loans.repayment");
    expect(dues.due(books, meetingDay(5))).toEqual(dueAtFifth);
    // On a day of the new rule the same books ask for what it says.
    expect(saving(dues.due(books, meetingDay(11)))).toEqual(new Set([5_000n]));
  });

  it("reads the rule of any day, and who decided the one that holds", async () => {
    const rateOn = async (day: Day) => {
      const rules = await inside(client => rulesInForce(client, group.organisation, day));
      const found = rules.find(one => one.rule === "loans.product/ordinary")!;
      return [
        (found.now!.value as { rate_per_month: string }).rate_per_month,
        found.before.length,
        found.toCome.length,
      ];
    };
    expect(await rateOn(meetingDay(5))).toEqual(["2", 0, 1]);
    expect(await rateOn(meetingDay(10))).toEqual(["2", 0, 1]);
    expect(await rateOn(meetingDay(11))).toEqual(["1", 1, 0]);
    const seen = await ask(questions["assembly.decisions"]!, group.members[kartini]!, ["anyone"]);
    expect(seen).toMatchObject({
      decisions: expect.arrayContaining([
        expect.objectContaining({
          about: "loans.product/ordinary",
          meeting: 10,
          for: 5,
          against: 1,
          carried: true,
          outcomes: ["assembly.rule-set"],
        }),
      ]),
    });
  });

  it("lends by the new rule, while the old loan keeps its two percent to the end", async () => {
    await meet(
      11,
      5_000n,
      [repay(first, group.members[halimah]!, 400n), ...lend(second, group.members[rohani]!, 20_000n)],
      400n - 20_000n,
    );
    const [old, recent] = [await loanOf(group.members[halimah]!), await loanOf(group.members[rohani]!)];
    expect([old.terms, recent.terms]).toMatchObject([{ rate_per_month: "2" }, { rate_per_month: "1" }]);
    expect([owedOn(old, meetingDay(12)).interest, owedOn(recent, meetingDay(12)).interest]).toEqual([400n, 200n]);
  });

  it("asks Kartini for the fifth meeting by the rule of the fifth meeting", async () => {
    const due = (await inside(client => savingsDueOn(client, group.organisation, meetingDay(12)))).filter(
      one => one.entry === "savings.deposit",
    );
    const amounts = new Map(due.map(one => [one.body["member"], one.body["amount"]]));
    expect(amounts.get(group.members[rohani]!)).toBe(5_000n);
    expect(amounts.get(group.members[kartini]!)).toBe(7_500n);
  });

  it("shows the old terms on the loan's own page, to her and to officers and to nobody else", async () => {
    const params = { loan: first };
    const hers = await ask(loanQuestions["loans.loan"]!, group.members[halimah]!, ["anyone", "treasurer"], params);
    expect(hers).toMatchObject({
      terms: { method: "monthly_on_balance", document: { rate_per_month: "2" } },
      owed: { payOff: "20000" },
    });
    expect(
      await ask(loanQuestions["loans.loan"]!, group.members[rohani]!, ["anyone", "secretary"], params),
    ).not.toBeNull();
    expect(await ask(loanQuestions["loans.loan"]!, group.members[kartini]!, ["anyone"], params)).toBeNull();
    // Opened with her second PIN, under somebody's eyes, there is no loan of hers.
    const plain = await ask(
      loanQuestions["loans.loan"]!,
      group.members[halimah]!,
      ["anyone", "treasurer"],
      params,
      true,
    );
    expect(plain).toBeNull();
  });

  it("lets a member see how much is lent, and never to whom", async () => {
    const seen = (await ask(loanQuestions["loans.loans"]!, group.members[kartini]!, ["anyone"])) as {
      readonly funds: unknown;
      readonly running: unknown;
    };
    expect(seen).toMatchObject({
      isOfficer: false,
      running: [],
      awaiting: [],
      own: [],
      funds: [{ fund: "loan", loans: 2, left: "40000" }],
    });
    const decisions = (await ask(questions["assembly.decisions"]!, group.members[kartini]!, ["anyone"])) as {
      readonly decisions: readonly { readonly question: string }[];
    };
    for (const decision of decisions.decisions.filter(one => one.question === "loan"))
      expect(decision).toMatchObject({ who: null, about: "" });
  });
});
