/**
 * Wulan asks for a loan of which half must be pledged: Sari stands for her with shares, Wulan with her savings. Neither can
 * take it out while the loan runs, the shares are not given out over it, and when Wulan does not pay the members decide that
 * Sari's shares are taken. Sari is told, nobody else by whose loan.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { read } from "#db";
import { loanTable, type PledgeOfLoan } from "#loans";
import { questions as ofLoans } from "#loans/server";
import type { SheetLine } from "#meetings";
import { holdTable } from "#savings";
import { house } from "../../app/rooms.ts";
import type { LoanSeen } from "../../rooms/loans/page-questions.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import type { MeSeen } from "../../rooms/meetings/passbook.ts";
import { decideForms } from "../../rooms/meetings/screens/decide-forms.ts";
import type { Answers, FormContext } from "../../rooms/meetings/screens/form-parts.ts";
import { loansAsked, withdrawn } from "../../rooms/meetings/screens/requests.ts";
import type { TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import type { HeldLine } from "../../rooms/meetings/screens/sheet-model.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { balanceOf, foundGroup, type Group, line, meet, tableRows, testKey, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let loan: Uuid;
let [wulan, sari]: MemberId[] = [];
const savings = "member-savings.savings/loan";
const shares = "member-shares/loan";

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "vsla",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "savings.product/savings": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
      },
      "savings.share-out/loan": { policy: "floor", cash_step: "500", rest_of_loans: "stays-open" },
      "loans.limits": { stake_accounts: [], guarantors_min: "0", may_borrow_again_with_open_loan: true },
      "loans.product/ordinary": {
        fund: "loan",
        method: "flat",
        amortization: "equal_principal_payments",
        rate_per_month: "1",
        frequency: "months",
        every: "1",
        periods: "4",
        periods_max: "10",
        pledge_percent: "50",
        is_free: false,
      },
    },
  });
  [wulan, sari] = [group.members[6]!, group.members[7]!];
  loan = group.edge.newId();
  await meet(group, "2026-01-10", [
    ...group.members.map(member => line("savings.buy-shares", { member, fund: "loan", shares: 5, amount: 50_000n })),
    ...group.members.map(member => line("savings.deposit", { member, product: "savings", amount: 50_000n })),
  ]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

const words = { say: (key: string) => key, amount: String, day: String, has: () => false } as unknown as FormContext["words"];
const today = async (on: string): Promise<TodaySeen> => {
  group.edge.today = day(on);
  return (await askIn<TodaySeen>(group, "meetings.today", 0))!;
};
const sheetOf = (lines: readonly SheetLine[]) =>
  new Map(lines.map(one => [one.line, { ...one, revision: 1 } as unknown as HeldLine]));
const formOf = (name: string) => decideForms.find(one => one.name === name)!;
const request = (of: Uuid) =>
  line("loans.request", { loan: of, member: wulan, product: "ordinary", amount: 120_000n, guarantors: [sari] }, `request.${of}`);
const decision = (id: Uuid, question: string, about: string) =>
  line("assembly.decision", { decision: id, question, about, votes_for: 6, votes_against: 0, abstaining: 0 });
const rowOf = async (of: Uuid) => (await tableRows(group, loanTable, { loan_id: of }))[0]!;
const held = async (member: MemberId) =>
  (await tableRows(group, holdTable, { member_id: member })).map(row => [row.account, row.amount]);

describe("Wulan asks for 120,000, and half of it must be pledged", () => {
  it("is offered on the form with who may pledge, and what each has free", async () => {
    const seen = await today("2026-02-07");
    const sheet = sheetOf([request(loan)]);
    const forms: FormContext = { today: seen, words, sheet, box: () => 0n };
    const form = formOf("pledge");
    expect(form.isOffered(forms)).toBe(true);
    const who = form.asks.find(ask => ask.kind === "woman")!;
    expect(seen.women.filter(one => who.kind === "woman" && who.who!(one, forms, { loan })).map(one => one.member)).toEqual([
      wulan,
      sari,
    ]);
    const which = form.asks.find(ask => ask.key === "account")!;
    const options = which.kind === "choice" ? which.options(forms, { loan, pledger: sari! }) : [];
    expect(options.map(one => [one.value, one.sub])).toEqual([
      [savings, "50000"],
      [shares, "50000"],
    ]);
  });

  it("is not paid before, and paid when it is pledged on the same sheet; a request taken off takes its pledges along", async () => {
    const seen = await today("2026-02-07");
    const forms = { today: seen, words, sheet: sheetOf([request(loan)]), box: () => 0n };
    const formed = (answers: Answers) => formOf("pledge").lines({ loan, ...answers }, forms) as unknown as readonly SheetLine[];
    const id = group.edge.newId();
    const sheet = (pledges: readonly SheetLine[]) => [
      request(loan),
      ...pledges,
      decision(id, "loan", loan),
      line("loans.pay-out", { loan, member: wulan, decision: id }, `loan.${loan}.3`),
    ];
    const one = formed({ pledger: wulan!, account: savings, amount: "20000" });
    const both = [...one, ...formed({ pledger: sari!, account: shares, amount: "40000" })];
    expect(await tryAtMeeting(group, "2026-02-07", sheet(one))).toMatchObject({
      refused: "loans.too-little-pledged",
      because: { found: 20_000n, needed: 60_000n },
    });
    const off = withdrawn(loansAsked(seen, sheetOf(sheet(both)))[0]!);
    expect(off.filter(one => one.removed).map(one => one.line)).toEqual(expect.arrayContaining(both.map(one => one.line)));
    await meet(group, "2026-02-07", sheet(both));
    expect(await held(sari!)).toEqual([[shares, 40_000n]]);
    expect(await held(wulan!)).toEqual([[savings, 20_000n]]);
  });
});

describe("while it runs", () => {
  const refusalOf = (lines: readonly SheetLine[]) => tryAtMeeting(group, "2026-03-07", lines);

  it("Wulan takes out what is free and no more", async () => {
    const takes = (amount: bigint) => [line("savings.withdrawal", { member: wulan, product: "savings", amount })];
    expect(await refusalOf(takes(30_001n))).toMatchObject({ refused: "savings.on-hold", because: { available: 30_000n } });
    expect(await refusalOf(takes(30_000n))).not.toHaveProperty("refused");
    const into = { member: wulan, product: "savings", fund: "loan", shares: 4, amount: 40_000n };
    expect(await refusalOf([line("savings.to-shares", into)])).toMatchObject({ refused: "savings.on-hold" });
  });

  it("Sari does not leave, and the shares are not given out", async () => {
    // Another stands beside her, so that it is the pledge that keeps her.
    const other = { loan, member: wulan, guarantor: group.members[5] };
    const goes = [line("loans.guarantor", other), line("meetings.leaving", { member: sari, status: "moved" })];
    expect(await refusalOf(goes)).toMatchObject({ refused: "loans.leaves-pledged", because: { held: 40_000n, number: 8 } });
    const id = group.edge.newId();
    const shareOut = [decision(id, "share-out", "loan"), line("meetings.share-out", { fund: "loan", decision: id })];
    expect(await refusalOf(shareOut)).toMatchObject({ refused: "loans.shares-are-pledged", because: { count: 1 } });
  });

  it("each is told of her own in her passbook, and the loan's page tells it to Wulan and the officers", async () => {
    expect((await askIn<MeSeen>(group, "meetings.me", 7))!.hers!.pledged).toEqual([
      { isOwn: false, unit: "IDR", kept: "40000", taken: "0" },
    ]);
    expect((await askIn<MeSeen>(group, "meetings.me", 6))!.hers!.pledged).toMatchObject([{ isOwn: true, kept: "20000" }]);
    expect((await pageOf(wulan!))?.pledges).toMatchObject([
      { who: { number: 7 }, kept: "20000" },
      { who: { number: 8 }, kept: "40000" },
    ]);
    expect(await pageOf(sari!)).toBeNull();
  });
});

describe("Wulan does not pay", () => {
  const uses = async (on: string, answers: Answers) => {
    const seen = await today(on);
    const forms = { today: seen, words, sheet: sheetOf([]), box: () => 0n };
    const all = { pledge: `${loan} ${sari!} ${shares}`, votes: "6,1,0", ...answers };
    return formOf("use-pledge").lines(all, forms) as unknown as readonly SheetLine[];
  };

  it("and the members take Sari's shares for it, in whole shares", async () => {
    const on = "2026-07-04";
    expect(await tryAtMeeting(group, on, await uses(on, { use: "take", amount: "15000" }))).toMatchObject({
      refused: "loans.shares-taken-whole",
      because: { price: 10_000n },
    });
    expect(await uses(on, { use: "take", amount: "30000", votes: "1,6,0" })).toHaveLength(1);
    await meet(group, on, await uses(on, { use: "take", amount: "30000" }));
    expect(await balanceOf(group, shares, sari!)).toBe(-20_000n);
    expect(await held(sari!)).toEqual([[shares, 10_000n]]);
    // Four months of 1 % on 120,000 are paid first: 4,800, then principal.
    expect(await rowOf(loan)).toMatchObject({ status: "running", interest_paid: 4_800n, principal_paid: 25_200n });
  });

  it("which Sari reads in her passbook, with no name in it, and what Wulan owes her stays told", async () => {
    const me = (await askIn<MeSeen>(group, "meetings.me", 7))!;
    expect(me.hers!.pledged).toEqual([{ isOwn: false, unit: "IDR", kept: "10000", taken: "30000" }]);
    expect(me.entries!.meetings[0]!.entries).toMatchObject([{ kind: "loans.pledge-taken", amount: "-30000" }]);
    const hers = (await askIn<MeSeen>(group, "meetings.me", 6))!;
    expect(hers.entries!.meetings[0]!.entries).toMatchObject([{ kind: "loans.set-off" }]);
  });

  it("and the rest of it is let go; then Sari can leave with what is hers", async () => {
    const on = "2026-08-01";
    await meet(group, on, await uses(on, { use: "let-go", amount: "10000" }));
    expect(await held(sari!)).toEqual([[shares, 0n]]);
    await meet(group, "2026-08-08", [
      line("loans.guarantor", { loan, member: wulan, guarantor: group.members[5] }),
      line("meetings.leaving", { member: sari, status: "moved" }),
    ]);
    const [item] = ((await rowOf(loan)).pledges as readonly PledgeOfLoan[]).filter(one => one.member === sari);
    expect(item).toMatchObject({ amount: "40000", taken: "30000", let_go: "10000" });
    const owed = 120_000n + 4_800n - 30_000n;
    await meet(group, "2026-08-15", [line("loans.repayment", { loan, member: wulan, amount: owed })], group.members.slice(0, 7));
    expect(await held(wulan!)).toEqual([[savings, 0n]]);
  });

  it("and all of it follows from the log alone", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

const pageOf = (member: MemberId): Promise<LoanSeen | null> =>
  read(group.pool, group.organisation, client =>
    ofLoans["loans.loan"]!.ask({
      client,
      organisation: group.organisation,
      member,
      roles: new Set(["anyone"]),
      today: group.edge.today,
      params: { loan },
      masterKey: testKey,
    } as never),
  ) as Promise<LoanSeen | null>;
