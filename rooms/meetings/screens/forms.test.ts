/**
 * What the forms of the meeting write is taken by the sheet and sealed: a chapter whose money comes and goes in the ways
 * that have no card of their own.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guarantorsMax, guarantorTable, loanTable } from "#loans";
import type { MemberId, Uuid } from "#base";
import { enrolmentTable } from "#aid";
import { sheetHash, type SheetLine } from "#meetings";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import {
  accepted,
  balanceOf,
  countsAfter,
  decision,
  foundGroup,
  type Group,
  line,
  meet,
  openMeeting,
  seal,
  tableRows,
} from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import { splitBenefit } from "./beside-benefit.ts";
import { comeForms } from "./come-forms.ts";
import { decideForms } from "./decide-forms.ts";
import type { Answers, FormContext } from "./form-parts.ts";
import { itemsOf, sumsOf, writingOf } from "./items.ts";
import { loansAsked, withdrawn } from "./requests.ts";
import { cameBy, columnsOfSealed } from "./sealed-columns.ts";
import type { MeetingSeen, TodaySeen } from "./seen.ts";
import { cashMoved, type HeldLine, placeOf } from "./sheet-model.ts";
import { sheetOnPaper } from "./sheet-on-paper.ts";

let database: FreshDatabase;
let group: Group;
const [halimah, rohani, wulan, aminah, sahnim, parti, kartini] = [0, 1, 2, 3, 4, 5, 6];

const her = (place: number): MemberId => group.members[place]!;
const ask = <Seen>(question: string, by = halimah, params?: Readonly<Record<string, string>>) =>
  askIn<Seen>(group, question, by, params) as Promise<Seen>;
const words = { say: (key: string) => key, amount: String, has: () => false } as unknown as FormContext["words"];

/** What a form writes with these answers, as the table stands now. */
async function formed(name: string, answers: Answers): Promise<readonly SheetLine[]> {
  const context: FormContext = { today: await ask<TodaySeen>("meetings.today"), words, box: () => 0n };
  const form = [...comeForms, ...decideForms].find(one => one.name === name)!;
  expect(form.isOffered(context), name).toBe(true);
  return form.lines(answers, context) as unknown as readonly SheetLine[];
}

let day = "2026-01-05";
/** The month after, with these lines and all counted right. */
async function month(lines: readonly SheetLine[]) {
  day = `2026-${String(Number(day.slice(5, 7)) + 1).padStart(2, "0")}-05`;
  return meet(group, day, lines);
}

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: day,
    rules: {
      "loans.limits": null,
      "aid.fund/damayan": {
        kind: "damayan",
        contribution: { every: "meeting", amount: "50000" },
        waiting_months: "0",
        benefits: [{ event: "death", of: "dependant", how: "fixed", amount: "200000" }],
        admin_percent: "0",
        first_part_percent: "100",
        offset_debts: true,
      },
    },
  });
  await month([
    ...group.members.flatMap(member => [
      line("savings.deposit", { member, product: "cbu", amount: 100_000n }),
      line("savings.deposit", { member, product: "savings", amount: 40_000n }),
      line("aid.enrol", { member, fund: "damayan", beneficiaries: [{ name: "Amat", kinship: "spouse" }] }),
      line("aid.contribution", { member, fund: "damayan", amount: 50_000n }),
    ]),
  ]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

const lend = (member: MemberId, amount: bigint): { readonly loan: Uuid; readonly lines: readonly SheetLine[] } => {
  const loan = group.edge.newId();
  const carried = decision(group, "loan", loan);
  return {
    loan,
    lines: [
      line("loans.request", { loan, member, product: "ordinary", amount, guarantors: [] }),
      carried.line,
      line("loans.pay-out", { loan, member, decision: carried.id }),
    ],
  };
};

describe("what comes besides the dues", () => {
  it("Wulan's savings become capital, and she names two who are helped when she dies", async () => {
    const cash = await balanceOf(group, "cash/loan");
    await month([
      ...(await formed("to-shares", { member: her(wulan), product: "savings", into: "capital/cbu", amount: "30000" })),
      ...(await formed("beneficiaries", {
        fund: "damayan",
        member: her(wulan),
        name1: " Sari ",
        kinship1: "child",
        name2: "Budi",
        kinship2: "sibling",
      })),
    ]);
    expect(await balanceOf(group, "member-shares.cbu/loan", her(wulan))).toBe(-130_000n);
    expect(await balanceOf(group, "member-savings.savings/loan", her(wulan))).toBe(-10_000n);
    expect(await balanceOf(group, "cash/loan")).toBe(cash);
    expect((await tableRows(group, enrolmentTable, { member_id: her(wulan) }))[0]).toMatchObject({
      kinship: ["child", "sibling"],
    });
  });

  it("Rohani gives what is due to the fund out of her savings: it is received, and no cash is laid on the table", async () => {
    const today = await ask<TodaySeen>("meetings.today");
    const isHers = ({ entry, body }: TodaySeen["dues"][number]): boolean =>
      entry === "aid.contribution" && body["member"] === her(rohani) && body["fund"] === "damayan";
    const due = today.dues.find(isHers)!;
    const cash = [await balanceOf(group, "cash/loan"), await balanceOf(group, "cash/damayan")] as const;
    const lines = await formed("out-of-savings", {
      member: her(rohani),
      due: placeOf(due),
      product: "savings",
      amount: "30000",
    });
    expect(lines).toMatchObject([{ line: placeOf(due), body: { fund: "damayan", amount: "30000", from: "savings" } }]);
    const sheet = new Map(lines.map(one => [one.line, { ...one, state: "accepted" } as unknown as HeldLine]));
    const woman = today.women.find(one => one.member === her(rohani))!;
    const item = itemsOf(woman, today, sheet).find(one => one.column === "aid.damayan")!;
    expect([item.amount, item.from, sumsOf([item])]).toEqual([30_000n, "savings", []]);
    expect(cashMoved(lines[0]! as never, today)).toEqual(new Map([["loan", -30_000n], ["damayan", 30_000n]]));
    expect(writingOf(item, 20_000n).body).toMatchObject({ amount: "20000", from: "savings" });
    await month(lines);
    expect(await balanceOf(group, "member-savings.savings/loan", her(rohani))).toBe(-10_000n);
    expect([await balanceOf(group, "cash/loan"), await balanceOf(group, "cash/damayan")]).toEqual([
      cash[0] - 30_000n,
      cash[1] + 30_000n,
    ]);
  });

  it("money of a loan that was given up comes in after all", async () => {
    const { loan, lines } = lend(her(kartini), 100_000n);
    await month(lines);
    const given = decision(group, "write-off", loan);
    await month([given.line, line("loans.write-off", { loan, member: her(kartini), decision: given.id })]);
    const today = await ask<TodaySeen>("meetings.today");
    expect(today.writtenOff).toMatchObject([{ loan, member: her(kartini), fund: "loan", unit: "IDR" }]);
    expect(BigInt(today.writtenOff[0]!.owed)).toBeGreaterThanOrEqual(100_000n);
    await month(await formed("recovery", { loan, amount: "60000" }));
    expect((await tableRows(group, loanTable, { loan_id: loan }))[0]).toMatchObject({ recovered: 60_000n });
  });
});

describe("a loan that is asked for", () => {
  it("has as many beside Sahnim as stand for her, though the rules ask for nobody", async () => {
    const today = await ask<TodaySeen>("meetings.today");
    const context: FormContext = { today, words, box: () => 0n };
    const asked = decideForms.find(form => form.name === "loan-request")!.asks.find(one => one.key === "guarantors")!;
    expect(asked).toMatchObject({ kind: "women" });
    expect(asked.when?.(context, {}) ?? true).toBe(true);
    if (asked.kind === "women") expect([asked.count(context, {}), asked.most?.(context, {})]).toEqual([0, guarantorsMax]);
    const terms = { member: her(sahnim), product: "ordinary", amount: "50000", periods: "5" };
    // A place left open between two names is nobody.
    const two = await formed("loan-request", { ...terms, guarantors: `${her(parti)},,${her(wulan)}` });
    const alone = await formed("loan-request", { ...terms, member: her(kartini), guarantors: "" });
    await month([...two, ...alone]);
    const loan = two[0]!.body as unknown as { readonly loan: Uuid };
    const named = (await tableRows(group, guarantorTable, { loan_id: loan.loan })).map(row => row.member_id);
    expect(new Set(named)).toEqual(new Set([her(parti), her(wulan)]));
  });

  it("is let go at a later meeting, and can be wanted after all as long as that is not sealed", async () => {
    const today = await ask<TodaySeen>("meetings.today");
    const hers = loansAsked(today, new Map()).find(one => one.member === her(sahnim))!;
    const lines = withdrawn(hers);
    expect(lines).toMatchObject([{ entry: "loans.withdrawal", body: { loan: hers.loan, member: her(sahnim) } }]);
    const sheet = new Map(lines.map(one => [one.line, { ...one, state: "accepted" } as unknown as HeldLine]));
    expect(loansAsked(today, sheet).find(one => one.loan === hers.loan)).toMatchObject({ state: "let-go" });
    await month(lines as unknown as readonly SheetLine[]);
    expect((await tableRows(group, loanTable, { loan_id: hers.loan as Uuid }))[0]).toMatchObject({ status: "withdrawn" });
    const left = loansAsked(await ask<TodaySeen>("meetings.today"), new Map());
    expect(left.map(one => one.member)).toEqual([her(kartini)]);
  });
});

describe("a member leaves a fund", () => {
  it("of her own will, and is asked for nothing in it any more", async () => {
    await month(await formed("leave-fund", { fund: "damayan", member: her(parti) }));
    const row = await tableRows(group, enrolmentTable, { member_id: her(parti) });
    expect(row[0]).toMatchObject({ fund: "damayan", status: "left" });
    const { enrolled } = await ask<TodaySeen>("meetings.today");
    expect(enrolled.map(one => one.member)).not.toContain(her(parti));
  });
});

describe("a benefit from which debts are taken", () => {
  it("repays Rohani's loan by itself, and her family is handed the rest", async () => {
    const { loan, lines } = lend(her(rohani), 100_000n);
    const [claim, happened_on] = [group.edge.newId(), day];
    await month([
      ...lines,
      line("aid.claim", { claim, fund: "damayan", member: her(rohani), event: "death", who: "spouse", happened_on }),
      line("aid.verify", { claim, first: her(wulan), second: her(aminah) }),
    ]);
    const next = "2026-11-20";
    group.edge.today = next as never;
    const meeting = await openMeeting(group);
    const today = await ask<TodaySeen>("meetings.today");
    const now = today.draft.claims.find(one => one.claim === claim)!;
    expect(now.debts).toEqual([{ loan, fund: "loan", amount: today.loans.find(one => one.loan === loan)!.payOff }]);
    const split = splitBenefit(now, BigInt(now.payable));
    expect(split.toDebts + split.toFamily).toBe(200_000n);
    const paid = line("aid.pay-benefit", { claim, amount: 200_000n }, `pay.benefit.${claim}`);
    expect(cashMoved({ entry: paid.entry, body: { claim, amount: "200000" } }, today)).toEqual(
      new Map([["damayan", -200_000n], ["loan", split.toDebts]]),
    );
    const [bags, loanBag] = [await balanceOf(group, "cash/damayan"), await balanceOf(group, "cash/loan")];
    const sheet = [
      ...group.members.map(member => line("meetings.roll", { member, mark: "present" })),
      paid,
    ];
    const counts = Object.entries(await countsAfter(group, sheet));
    await accepted(
      seal(group, meeting, [...sheet, ...counts.map(([fund, counted]) => line("meetings.count", { fund, counted }))]),
    );
    expect((await tableRows(group, loanTable, { loan_id: loan }))[0]).toMatchObject({ status: "repaid" });
    expect(await balanceOf(group, "cash/damayan")).toBe(bags - 200_000n);
    expect(await balanceOf(group, "cash/loan")).toBe(loanBag + split.toDebts);
    day = next;
  });

  it("and pays what Kartini still owes of a loan that was given up: on the sheet it stands in her loan column", async () => {
    const { writtenOff } = await ask<TodaySeen>("meetings.today");
    const lost = writtenOff.find(one => one.member === her(kartini))!;
    const claim = group.edge.newId();
    const said = { claim, fund: "damayan", member: her(kartini), event: "death", who: "spouse", happened_on: day };
    const gift = { money: group.edge.newId(), fund: "damayan", amount: 200_000n, purpose: "Dari desa" };
    await meet(group, "2026-11-23", [
      line("meetings.income", gift),
      line("aid.claim", said),
      line("aid.verify", { claim, first: her(wulan), second: her(aminah) }),
    ]);
    day = "2026-11-24";
    const { meeting } = await meet(group, day, [line("aid.pay-benefit", { claim, amount: 200_000n }, `pay.benefit.${claim}`)]);
    const seen = await ask<MeetingSeen>("meetings.meeting", halimah, { meeting });
    const hers = seen.sheet!.facts.filter(fact => fact.member === her(kartini));
    expect(hers.map(fact => fact.kind)).toEqual(["aid.benefit-paid", "loans.recovered"]);
    const columns = columnsOfSealed(seen, words);
    expect(columns.map(column => [column.key, cameBy(hers.filter(column.of))])).toEqual([
      ["loan", [{ unit: "IDR", amount: BigInt(lost.owed) }]],
    ]);
    const paper = sheetOnPaper(seen, words);
    const printed = paper.rows.find(row => row.number === kartini + 1)!.cells[1]!;
    expect(printed.replaceAll(/\D/g, "")).toBe(lost.owed);
  });
});

describe("the day as it was", () => {
  it("keeps what was remembered and counted first, who stood in for a key-holder and who brought what for whom", async () => {
    group.edge.today = "2026-12-05" as never;
    const on = group.edge.today;
    const two = { by: group.treasurer, with: [group.secretary] };
    const meeting = group.edge.newId();
    await accepted(group.say("meetings.open", { meeting }, { by: group.treasurer }));
    const cash = await balanceOf(group, "cash/loan");
    const said = { fund: "loan", amount: cash };
    const recall = (counted?: bigint) =>
      line("meetings.recall", counted === undefined ? said : { ...said, counted }, "recall.loan");
    const write = (lines: readonly SheetLine[]) =>
      group.say("meetings.write", { meeting, lines }, { by: group.treasurer });
    // Remembered before the keys turn; counted only in the open box.
    await accepted(write([recall()]));
    expect(await write([recall(cash)])).toMatchObject({ refused: "meetings.box-not-open" });

    // Aminah is not there: Kartini stands in for her, for this day.
    await accepted(
      group.say(
        "members.take-office",
        { member: her(kartini), role: "key-holder", from: on, until: on, substitute_for: her(aminah) },
        two,
      ),
    );
    const keys = [her(sahnim), her(parti), her(kartini)];
    for (const by of keys) await accepted(group.say("meetings.turn-key", { meeting, purpose: "open" }, { by }));
    await accepted(write([recall(cash)]));
    const pouch = await balanceOf(group, "cash/damayan");
    const sheet = [
      recall(cash),
      line("meetings.recall", { fund: "damayan", amount: pouch }, "recall.damayan"),
      ...group.members.map(member =>
        member === her(aminah)
          ? line("meetings.roll", { member, mark: "represented", representative: "Siti, anaknya" })
          : line("meetings.roll", { member, mark: "present" }),
      ),
      line("aid.contribution", { member: her(aminah), fund: "damayan", amount: 50_000n }),
    ];
    const counts = Object.entries(await countsAfter(group, sheet));
    const whole = [...sheet, ...counts.map(([fund, counted]) => line("meetings.count", { fund, counted }))];
    await accepted(write(whole.slice(1)));
    const drafted = (await ask<TodaySeen>("meetings.draft" as never)) as unknown as { readonly lines: SheetLine[] };
    const hash = sheetHash(drafted.lines.map(({ line, entry, body }) => ({ line, entry, body })));
    for (const by of keys)
      await accepted(group.say("meetings.turn-key", { meeting, purpose: "seal", sheet: hash }, { by }));
    await accepted(group.say("meetings.seal", { meeting, sheet: hash }, { by: group.treasurer }));

    const seen = await ask<MeetingSeen>("meetings.meeting", halimah, { meeting });
    expect(seen.keys).toMatchObject([
      { name: "Sahnim", insteadOf: null },
      { name: "Parti", insteadOf: null },
      { name: "Kartini", insteadOf: { name: "Aminah" } },
    ]);
    expect(seen.funds.find(fund => fund.fund === "loan")).toMatchObject({
      remembered: String(cash),
      countedFirst: String(cash),
    });
    expect(seen.funds.find(fund => fund.fund === "damayan")).toMatchObject({
      remembered: String(pouch),
      countedFirst: null,
    });
    expect(seen.sheet!.women.find(one => one.member === her(aminah))).toMatchObject({
      mark: "represented",
      representative: "Siti, anaknya",
    });
    const own = await ask<MeetingSeen>("meetings.meeting", aminah, { meeting });
    expect(own.own).toMatchObject({ mark: "represented", representative: "Siti, anaknya" });
    // Nobody else's: who came for whom is hers.
    expect(JSON.stringify(await ask<MeetingSeen>("meetings.meeting", kartini, { meeting }))).not.toContain("Siti");
  });
});
