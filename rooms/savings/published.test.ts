import { isRefusal, type Json } from "#base";
import { describe, expect, test } from "vitest";
import { calculators } from "./calculators.ts";

/** Worked examples that others published, restated in the shape of the shell: their figures, with where they stand. */
type Fields = { readonly [field: string]: Json };

function answer(name: string, input: Fields): Fields {
  const answered = calculators.find(known => known.name === name)!.calculate(input, new Set());
  if (isRefusal(answered)) throw new Error(`${answered.refused} ${JSON.stringify(answered.because)}`);
  return answered as Fields;
}
const moves = (...of: readonly (readonly [string, "deposit" | "withdrawal", string])[]) =>
  of.map(([date, type, amount]) => ({ date, type, amount }));

describe("what a member of a koperasi gets of the SHU (Indonesian school books and answer pages)", () => {
  /** Of her savings, and of what she borrowed or bought. */
  type Both = readonly [string, string];
  const of = (shu: string, [modal, anggota]: Both, total: Both, hers: Both) => ({
    currency: "IDR",
    shu,
    pct: { jasa_modal: modal, jasa_anggota: anggota },
    total_simpanan: total[0],
    total_business: total[1],
    member: { simpanan: hers[0], business: hers[1] },
  });

  test.each<[string, Fields, readonly [string, string, string]]>([
    [
      "Widya, KSP Anugerah 2010 (ilmuantekno.com)",
      of("2000000", ["0.20", "0.30"], ["10000000", "15000000"], ["500000", "1000000"]),
      ["20000", "40000", "60000"],
    ],
    [
      "Susanti, Suka Sukses (scribd 562893803)",
      of("56000000", ["0.25", "0.30"], ["28000000", "168000000"], ["600000", "8400000"]),
      ["300000", "840000", "1140000"],
    ],
    [
      "Pak Denis, Handal 2018, without what was left of the year before (brainly)",
      of("50000000", ["0.30", "0.20"], ["100000000", "30000000"], ["1600000", "300000"]),
      ["240000", "100000", "340000"],
    ],
    [
      // The source rounds her first part to 85,000 and then adds it up as 85,300.
      "Rani, Sederhana 2019 (scribd 446859701), to the rupiah",
      of("25000000", ["0.20", "0.30"], ["70000000", "20000000"], ["1200000", "1500000"]),
      ["85714", "562500", "648214"],
    ],
  ])("%s", (_, input, [jasa_modal, jasa_anggota, total]) => {
    expect(answer("savings surplus", input)).toEqual({ jasa_modal, jasa_anggota, total });
  });

  test.each<[string, string, Fields, string]>([
    ["of her savings, Bu Siwi, Hari Makmur 2011 (kudo.tips)", "jasa_modal", { simpanan: "1000000" }, "40500"],
    ["of what she bought", "jasa_pembelian", { business: "800000" }, "108000"],
  ])("%s", (_, part, member, amount) => {
    const percent = { jasa_modal: "0.30", jasa_pembelian: "0.25" }[part]!;
    const totals: Fields = part === "jasa_modal" ? { total_simpanan: "80000000" } : { total_business: "20000000" };
    const input = { currency: "IDR", shu: "10800000", pct: { [part]: percent }, ...totals, member };
    expect(answer("savings surplus", input)).toEqual({ [part]: amount, total: amount });
  });
});

describe("interest", () => {
  test("the month of the first saving has no least balance (Loan Performer, Savings Interest Settings)", () => {
    const transactions = moves(
      ["2012-01-01", "deposit", "300000"],
      ["2012-01-15", "withdrawal", "100000"],
      ["2012-01-20", "withdrawal", "100000"],
    );
    const rule = { method: "minimum balance of the month", day_count: "months/12", annual_rate_percent: "10" };
    expect(answer("savings interest", { ...rule, period: ["2012-01-01", "2012-01-31"], transactions })).toMatchObject({
      minimum_balance: "0.00",
      interest: "0.00",
    });
  });

  test("on the least balance of June, 700 at 3.75 % (a school's slides on bank accounts)", () => {
    const rule = { method: "minimum monthly balance", annual_rate_percent: "3.75", opening_balance: "700" };
    expect(answer("savings interest", { ...rule, period: ["2005-06-01", "2005-06-30"], transactions: [] })).toMatchObject({
      interest: "2.19",
    });
  });

  const march = moves(
    ["2013-03-01", "deposit", "1200"],
    ["2013-03-02", "withdrawal", "100"],
    ["2013-03-10", "withdrawal", "400"],
    ["2013-03-15", "deposit", "200"],
    ["2013-03-16", "withdrawal", "900"],
    ["2013-03-18", "deposit", "200"],
    ["2013-03-21", "deposit", "700"],
    ["2013-03-31", "withdrawal", "100"],
  );
  test.each([
    ["on each day's closing balance, compounded daily", "daily balance, compounded daily"],
    // The 24,800 that stood on its days, over 31 of them.
    ["on the average of its days", "average daily balance"],
  ])("a passbook of March 2013 at 5 %: 3.40, %s (Mifos X wiki, Interest Calculation and Compounding)", (_, method) => {
    const rule = { method, day_count: "actual/365", annual_rate_percent: "5" };
    expect(
      answer("savings interest", { ...rule, period: ["2013-03-01", "2013-03-31"], transactions: march }),
    ).toMatchObject({ interest: "3.40" });
  });

  test("a fixed deposit of 100 at 5 %, twice a year (Apache Fineract, FixedDepositAccountInterestCalculationServiceImplTest)", () => {
    const deposit = { principal: "100", annual_rate_percent: "5", months: 12, compounding_every_months: 6 };
    expect(answer("savings interest", deposit)["maturity"]).toBe("105.0625");
  });

  test("1,500 at 4.3 % each quarter for six years is about 1,938.84 (Wikipedia, Compound interest)", () => {
    const deposit = { principal: "1500", annual_rate_percent: "4.3", months: 72, compounding_every_months: 3 };
    const { maturity, interest } = answer("savings interest", deposit);
    expect(maturity).toMatch(/^1938\.8368/);
    expect(interest).toBe("438.84");
  });

  test("a million for four months at 25 % (Loan Performer, Time Deposits Settings)", () => {
    expect(answer("savings interest", { principal: "1000000", annual_rate_percent: "25", months: 4 })).toMatchObject({
      gross_interest: "83333.33",
      penalty: "0.00",
    });
  });
});
