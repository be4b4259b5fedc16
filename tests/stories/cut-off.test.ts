/**
 * A koperasi that has kept paper for six years begins tonight. Its cut-off sheet gives the matching opening trial balance;
 * at the next meeting the loans run on, dues and arrears follow from the cut-off, and the day is sealed.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, decodeBody, type Entry, type MemberId } from "#base";
import { read, sql } from "#db";
import { enrolmentTable } from "#aid";
import { type CutOffRow, cutOffTable } from "#cutoff";
import { loadBooks, statementsOf, verify } from "#ledger/server";
import { arrears, dueOn, isRunning, loanTable, owedOn, type RunningLoan } from "#loans";
import { dues } from "#meetings";
import { questions as meetingQuestions } from "#meetings/server";
import { membershipTable } from "#members";
import type { Session } from "#members/server";
import { house } from "../../app/rooms.ts";
import { readCatalogues } from "../../app/server/catalogues.ts";
import { cutOffTemplate, type CutOffRead, readCutOff } from "../../app/server/cut-off.ts";
import { root } from "../../app/server/root.ts";
import { csvOf, type Row, workbookOf } from "../../app/sheets/made.testing.ts";
import { readFileOfSheets } from "../../app/sheets/read.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, balanceOf, foundGroup, type Group, line, meet, rowsWhere, tableRows, testKey } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let options: Parameters<typeof readCutOff>[0];

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "koperasi", unit: "IDR", on: "2026-07-02", seed: 3 });
  options = { pool: group.pool, house, edge: group.edge, masterKey: testKey, catalogues: await readCatalogues(root) };
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const founders = ["Halimah", "Rohani", "Wulan", "Aminah", "Sahnim", "Parti", "Kartini"];
const others = ["Inaq Sari", "ဒေါ်ခင်", "Ni Luh Ayu"];

/** The paper: each has 50,000 pokok and 76 months of 5,000; Halimah brought 30,000 of the pokok. */
const sheets: Readonly<Record<string, readonly Row[]>> = {
  "Tutup buku": [["Tanggal tutup buku"], ["30/06/2026"]],
  Anggota: [
    ["No. anggota", "Nama", "Tanggal masuk", "Simpanan: pokok", "Simpanan: wajib", "Simpanan: sukarela"],
    ...founders.map((name, index) => [index + 1, name, "01/03/2020", index === 0 ? 30_000 : "50.000", 380_000, null] as const),
    [21, others[0]!, "2021-02-01", 50_000, 300_000, "1.250.000"],
    [22, others[1]!, 44_000, 50_000, 250_000, null],
    [23, others[2]!, null, 50_000, null, null],
  ],
  Pinjaman: [
    ["No. anggota", "Nama", "Jenis pinjaman", "Tanggal cair", "Pinjaman awal", "Sisa pokok", "Jumlah angsuran", "Bunga % sebulan", "Bunga dibayar sampai"],
    // On time: four of ten months are paid.
    [7, "Kartini", "ordinary", "15/02/2026", "1.000.000", "600.000", 10, null, "15/06/2026"],
    // Behind: two months are paid, and at another rate, which was agreed on then.
    [22, others[1]!, "ordinary", "10/01/2026", 1_000_000, 800_000, 10, "2", "10/03/2026"],
  ],
  Dana: [
    ["Dana", "Kas di kotak", "Di bank", "Milik kelompok"],
    ["Dana pinjaman", 690_000, "3.700.000", 850_000],
    ["reserve", 0, 900_000, 900_000],
    ["social", 150_000, 0, 150_000],
  ],
};
const session = (): Session =>
  ({ organisation: group.organisation, member: group.treasurer, isPlain: false }) as unknown as Session;
const readFile = (file: Buffer, isBuddhist = false) => readCutOff(options, session(), { file: () => file, isBuddhist });

type Previewed = Extract<CutOffRead, { preview: unknown }>;
let previewed: Previewed;
const memberOf = async (number: number): Promise<MemberId> =>
  (await tableRows(group, membershipTable, { number }))[0]!.member_id;

describe("a koperasi with six years of paper", () => {
  it("is shown what would stand in its books, the same from a workbook and from lines of text", async () => {
    previewed = (await readFile(workbookOf(sheets))) as Previewed;
    expect(previewed.refusal).toBeNull();
    expect(previewed.preview).toMatchObject({ through: "2026-06-30", joining: 3, here: 7, loans: 2, isEven: true });
    expect(previewed.preview.funds).toContainEqual({
      fund: "loan",
      unit: "IDR",
      cash: "690000",
      bank: "3700000",
      lent: "1400000",
      savings: "1250000",
      shares: "3690000",
      own: "850000",
      gifts: "0",
      difference: "0",
    });
    // A number that stands for a day is of spreadsheets alone.
    const Anggota = sheets["Anggota"]!.map(row => row.map(cell => (cell === 44_000 ? "18/06/2020" : cell)));
    const inText = (await readFile(csvOf({ ...sheets, Anggota }))) as Previewed;
    expect(inText.preview).toEqual(previewed.preview);
    // Nothing was written by looking.
    expect(await balanceOf(group, "cash/loan")).toBe(0n);
  });

  it("is told by how much a fund does not balance, with no body to say", async () => {
    const short = { ...sheets, Dana: [sheets["Dana"]![0]!, ["loan", 680_000, 3_700_000, 850_000]] as const };
    const { preview, body, refusal } = (await readFile(workbookOf(short))) as Previewed;
    expect(preview).toMatchObject({ isEven: false });
    expect(preview.funds.find(one => one.fund === "loan")).toMatchObject({ difference: "-10000" });
    expect([body, refusal]).toEqual([null, null]);
  });

  it("is told what stands in the way by its place", async () => {
    const wrong = { ...sheets, Dana: [sheets["Dana"]![0]!, ["loan", "=A1", 3_700_000, 850_000]] as const };
    expect(await readFile(workbookOf(wrong))).toMatchObject({
      count: 1,
      faults: [{ fault: "formula", sheet: "Dana", row: 2, column: "B", heading: "Kas di kotak" }],
    });
    const asker = { ...session(), member: group.members[6]! };
    let isTaken = false;
    const file = (): Buffer => {
      isTaken = true;
      return workbookOf(sheets);
    };
    expect(await readCutOff(options, asker, { file, isBuddhist: false })).toMatchObject({ refused: "members.not-allowed" });
    expect(isTaken).toBe(false);
    expect(await readFile(Buffer.from("PK not a zip"))).toMatchObject({ refused: "cutoff.file-damaged" });
  });

  it("gets an empty sheet that is read as it comes: the founders are in it, and only the day is missing", async () => {
    for (const kind of ["xlsx", "csv"] as const)
      for (const language of ["id", "en"]) {
        const file = (await cutOffTemplate(options, session(), { kind, language })) as Buffer;
        expect("sheets" in (await readFileOfSheets(file))).toBe(true);
        expect(await readFile(file), `${kind} ${language}`).toMatchObject({ faults: [{ fault: "cell-missing" }], count: 1 });
      }
  });

  it("brings all of it in by two officers, and the opening trial balance is that of the paper", async () => {
    const { fields } = house.commands.get("cutoff.bring-in")!;
    const both = { by: group.treasurer, with: [group.secretary] };
    // Said as of a day before the cut-off, it would stand in the books before it was true.
    expect(await group.say("cutoff.bring-in", decodeBody(fields, previewed.body)!, { ...both, on: day("2026-06-29") })).toMatchObject({
      refused: "cutoff.day-to-come",
    });
    await accepted(group.say("cutoff.bring-in", decodeBody(fields, previewed.body)!, both));
    const [trial] = await read(group.pool, group.organisation, async client =>
      (await statementsOf(client, group.organisation, day("2026-06-30"))).trialBalances,
    );
    const lines = Object.fromEntries(trial!.lines.map(({ account, debit, credit }) => [account, debit - credit]));
    expect(lines).toEqual({
      "cash/loan": 690_000n,
      "cash/social": 150_000n,
      "bank/loan": 3_700_000n,
      "bank/reserve": 900_000n,
      "loans-receivable/loan": 1_400_000n,
      "member-savings.sukarela/loan": -1_250_000n,
      "member-shares.pokok/loan": -480_000n,
      "member-shares.wajib/loan": -3_210_000n,
      "retained-surplus/loan": -850_000n,
      "fund-balance/social": -150_000n,
      "indivisible-reserve/reserve": -900_000n,
    });
    expect([trial!.debit, trial!.credit]).toEqual([6_840_000n, 6_840_000n]);
    expect(previewed.preview.trials[0]).toMatchObject({ debit: "6840000", credit: "6840000" });
  });

  it("knows its members as the paper does, since when and with what, and no name is in the log", async () => {
    expect(await tableRows<CutOffRow>(group, cutOffTable)).toEqual([
      { part: "books", through_on: "2026-06-30", brought_in_on: "2026-07-02", members: 10, loans: 2 },
    ]);
    const members = [...(await tableRows(group, membershipTable))].sort((a, b) => a.number - b.number);
    expect(members.map(one => [one.number, one.joined_on])).toEqual([
      ...founders.map((_, index) => [index + 1, "2020-03-01"]),
      [21, "2021-02-01"],
      [22, "2020-06-18"],
      [23, "2026-06-30"],
    ]);
    expect(await balanceOf(group, "member-savings.sukarela/loan", await memberOf(21))).toBe(-1_250_000n);
    const bodies = await rowsWhere<{ body: string }>(group, sql`select body from ledger.leaf where organisation_id = ${group.organisation}`);
    for (const name of others) expect(bodies.some(one => one.body.includes(name))).toBe(false);
  });

  it("has loans that run on: what is owed, due and late follows from where the paper stood", async () => {
    const loans = (await tableRows(group, loanTable)).filter(isRunning) as readonly RunningLoan[];
    const [onTime, behind] = [
      loans.find(one => one.principal_paid === 400_000n)!,
      loans.find(one => one.principal_paid === 200_000n)!,
    ];
    expect(owedOn(onTime, day("2026-06-30"))).toMatchObject({ principal: 600_000n, interest: 0n });
    expect(arrears(onTime, day("2026-06-30"))).toMatchObject({ total: 0n, daysLate: 0 });
    // July: the fifth instalment of 100,000, and 1.5 % on what is still owed.
    expect(dueOn(onTime, day("2026-07-12"))).toMatchObject({ principal: 100_000n, interest: 9_000n });
    // Behind since April, at the rate of her own terms: 2 % on 800,000 for April, May and June, July not yet.
    expect(owedOn(behind, day("2026-06-30"))).toMatchObject({ principal: 800_000n, interest: 48_000n });
    expect(arrears(behind, day("2026-06-30"))).toMatchObject({ oldestDue: "2026-04-10", daysLate: 81 });
    expect(dueOn(behind, day("2026-07-12"))).toMatchObject({ principal: 400_000n, interest: 64_000n });
  });

  it("asks at the next meeting for what fell due since, and for what is missing of the pokok", async () => {
    group.edge.today = day("2026-07-12");
    const on = day("2026-07-12");
    const due = await read(group.pool, group.organisation, async client =>
      dues.due(await loadBooks(client, group.organisation, books => dues.needs(books, on)), on),
    );
    const of = (entry: string, product?: string) =>
      due.filter(one => one.entry === entry && (product === undefined || (one.body as { product?: string }).product === product));
    const amounts = (entries: readonly Entry[]) => entries.map(one => (one.body as unknown as { amount: bigint }).amount);
    // June is settled by what was brought in: July alone is asked for, of each of ten.
    expect(amounts(of("savings.deposit", "wajib"))).toEqual(Array.from({ length: 10 }, () => 5_000n));
    expect(amounts(of("savings.deposit", "pokok"))).toEqual([20_000n]);
    expect(amounts(of("loans.repayment"))).toEqual([109_000n, 464_000n]);
    // What comes from paper is not read out as made between meetings.
    const today = await read(group.pool, group.organisation, client =>
      meetingQuestions["meetings.today"]!.ask({
        client,
        organisation: group.organisation,
        member: group.treasurer,
        roles: new Set(["anyone", "member", "treasurer"]),
        today: on,
        params: {},
        masterKey: testKey,
      }),
    );
    expect(today).toMatchObject({ readOut: [] });
    expect((today as { readonly loans: readonly unknown[] }).loans).toHaveLength(2);
  });

  it("holds its meeting, with savings and repayments, and seals it", async () => {
    const kartini = group.members[6]!;
    const [loan] = await tableRows(group, loanTable, { member_id: kartini });
    const { sealed } = await meet(group, "2026-07-12", [
      ...group.members.map(member => line("savings.deposit", { member, product: "wajib", amount: 5_000n }, `wajib/${member}`)),
      line("savings.deposit", { member: group.members[0], product: "pokok", amount: 20_000n }, "pokok/halimah"),
      line("loans.repayment", { loan: loan!.loan_id, member: kartini, amount: 109_000n }, "repayment/kartini"),
    ]);
    expect(sealed.status).toBe("accepted");
    expect(await balanceOf(group, "cash/loan")).toBe(690_000n + 35_000n + 20_000n + 109_000n);
    expect(await balanceOf(group, "interest-income/loan")).toBe(-9_000n);
    expect((await tableRows(group, loanTable, { member_id: kartini }))[0]).toMatchObject({
      status: "running",
      principal_paid: 500_000n,
      brought_forward_on: "2026-06-30",
    });
  });

  it("has books that verify, and tables that the log alone rebuilds", async () => {
    expect(await read(group.pool, group.organisation, client => verify(client, group.organisation))).toMatchObject({ ok: true });
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

describe("a chapter with a damayan fund and shares on paper", () => {
  it("has its places as of old, what was paid ahead set against what comes, and its shares in the running cycle", async () => {
    const rules = {
      "aid.fund/damayan": {
        kind: "damayan",
        contribution: { every: "month", amount: "2000" },
        waiting_months: "6",
        benefits: [{ event: "death", of: "member", how: "fixed", amount: "50000" }],
        admin_percent: "0",
        first_part_percent: "100",
        offset_debts: false,
      },
      "savings.shares/loan": { price: "5000", meeting_min: "1", meeting_max: "5" },
      "savings.share-out/loan": { policy: "floor", cash_step: "100" },
    };
    const chapter = await foundGroup(database, { template: "damayan", unit: "PHP", on: "2026-07-02", seed: 5, rules, pool: group.pool });
    const [rosa, luz] = chapter.members as readonly [MemberId, MemberId];
    await accepted(
      chapter.say(
        "cutoff.bring-in",
        {
          through: "2026-07-01",
          members: [
            {
              member: rosa,
              number: 1,
              shares: [{ fund: "loan", shares: 12 }],
              places: [{ fund: "damayan", since: "2024-01-15", paid_ahead: 6_000n }],
            },
            { member: luz, number: 2, places: [{ fund: "damayan", since: "2025-01-15" }] },
          ],
          loans: [],
          funds: [
            { fund: "loan", cash: 60_000n, bank: 0n, own: 0n },
            { fund: "damayan", cash: 40_000n, bank: 0n, own: 40_000n },
          ],
        },
        { by: chapter.treasurer, with: [chapter.secretary] },
      ),
    );
    const dueOnDay = async (on: string): Promise<readonly (readonly [MemberId, string, bigint])[]> => {
      chapter.edge.today = day(on);
      const due = await read(chapter.pool, chapter.organisation, async client =>
        dues.due(await loadBooks(client, chapter.organisation, books => dues.needs(books, day(on))), day(on)),
      );
      return due
        .map(one => [one.entry, one.body as unknown as { member: MemberId; fund?: string; amount: bigint }] as const)
        .filter(([entry, body]) => (entry === "aid.contribution" && body.fund === "damayan") || entry === "savings.buy-shares")
        .filter(([, body]) => body.member === rosa || body.member === luz)
        .map(([entry, body]) => [body.member, entry, body.amount] as const);
    };
    // July is the month of the cut-off and settled by the paper; shares are proposed from the fewest on.
    expect(await dueOnDay("2026-07-12")).toEqual([
      [rosa, "savings.buy-shares", 5_000n],
      [luz, "savings.buy-shares", 5_000n],
    ]);
    // What Rosa paid ahead lasts to October.
    expect((await dueOnDay("2026-11-08")).filter(([, entry]) => entry === "aid.contribution")).toEqual([
      [rosa, "aid.contribution", 2_000n],
      [luz, "aid.contribution", 8_000n],
    ]);
    expect((await tableRows(chapter, enrolmentTable)).map(one => [one.member_id, one.enrolled_on, one.status])).toEqual(
      expect.arrayContaining([[rosa, "2024-01-15", "active"], [luz, "2025-01-15", "active"]]),
    );
    await meet(chapter, "2026-11-08", [line("savings.buy-shares", { member: rosa, fund: "loan", shares: 2, amount: 10_000n })]);
    expect(await balanceOf(chapter, "member-shares/loan", rosa)).toBe(-70_000n);
    expect(await faultsOf(chapter.pool, house, chapter.organisation)).toEqual([]);
  });
});
