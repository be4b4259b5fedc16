/**
 * A published half-year report with errors in it (KSP Usaha Karya Mandiri, 2010): what our statements say of the same
 * figures, and where the print differs from them.
 */
import { describe, expect, it } from "vitest";
import { type AccountCode, BrokenInvariant, day } from "#base";
import { type AccountAmount, balanceSheets, incomeStatements } from "./statements.ts";
import type { FundRow } from "./tables.ts";

const rupiah = (account: AccountCode, amount: bigint): AccountAmount => ({ account, unit: "IDR", amount });
const funds: readonly FundRow[] = [
  { fund: "usaha", unit: "IDR", nature: "divisible", is_lendable: true, opened_on: day("2010-07-01") },
  { fund: "cadangan", unit: "IDR", nature: "indivisible", is_lendable: false, opened_on: day("2010-07-01") },
];

const depreciation = 375_000n;
const assets = (depreciated: bigint): readonly AccountAmount[] => [
  rupiah("cash/usaha", 57_700_000n),
  rupiah("loans-receivable/usaha", 59_000_000n),
  rupiah("stock.supplies/usaha", 17_000_000n),
  rupiah("stock.equipment/usaha", 25_000_000n),
  rupiah("stock.depreciation/usaha", depreciated),
  rupiah("stock.prepaid/usaha", 1_500_000n),
];
// The members' savings and capital, what is owed to others, and the reserve for risks, as printed.
const claims: readonly AccountAmount[] = [
  rupiah("member-payable/usaha", -(7_000_000n + 5_000_000n + 1_100_000n)),
  rupiah("member-savings.sukarela/usaha", -55_000_000n),
  rupiah("member-shares.pokok/usaha", -50_000_000n),
  rupiah("member-shares.wajib/usaha", -30_000_000n),
  rupiah("indivisible-reserve/cadangan", -12_475_000n),
];

const printed = { distributable: 46_997_000n, assets: 160_575_000n };

describe("the report of Karya Mandiri", () => {
  it("earned 48,097,000, of which 47,987,000 can be given out: the print says 990,000 less", () => {
    const [statement] = incomeStatements([
      rupiah("interest-income/usaha", -77_220_000n),
      rupiah("group-expense/usaha", 29_123_000n),
    ]);
    expect(statement!.surplus).toBe(48_097_000n);
    const distributable = statement!.surplus - 110_000n;
    expect(distributable).toBe(47_987_000n);
    expect(distributable - printed.distributable).toBe(990_000n);
  });

  it("owns 159,825,000: the print adds what the equipment lost in place of taking it off", () => {
    const owned = (amounts: readonly AccountAmount[]): bigint => amounts.reduce((total, one) => total + one.amount, 0n);
    expect(owned(assets(depreciation))).toBe(printed.assets);
    expect(owned(assets(-depreciation))).toBe(159_825_000n);
    expect(printed.assets - owned(assets(-depreciation))).toBe(2n * depreciation);
  });

  it("does not balance by 750,000, which is said and never hidden", () => {
    expect(() => balanceSheets([...assets(-depreciation), ...claims], funds)).toThrow(BrokenInvariant);
    // Only when the missing sum is owned up to as a loss does what is owned equal what is owed and whose it is.
    const [sheet] = balanceSheets(
      [...assets(-depreciation), ...claims, rupiah("cash-over-short/usaha", 750_000n)],
      funds,
    );
    expect(sheet).toMatchObject({
      assets: { total: 159_825_000n },
      currentSurplus: -750_000n,
      indivisible: { total: 12_475_000n },
    });
  });
});
