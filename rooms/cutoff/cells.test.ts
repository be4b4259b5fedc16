/** One cell at a time: sums as they are written from Lombok to Gujarat, days, names, and what is asked instead of guessed. */
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { type Unit, unitOf } from "#base";
import { takeAmount, takeCount, takeDay, takeName, takeRate } from "./cells.ts";

const [rupiah, peso, yen, kilogram, indian] = ["IDR", "PHP", "JPY", "kg", "INR"].map(code => unitOf(code)!) as [
  Unit,
  Unit,
  Unit,
  Unit,
  Unit,
];
const text = (of: string) => ({ text: of });
const number = (of: string) => ({ number: of });

describe("an amount", () => {
  it.each([
    ["1250000", rupiah, 1_250_000n],
    ["1.250.000", rupiah, 1_250_000n],
    ["1,250,000", rupiah, 1_250_000n],
    ["1.250", rupiah, 1_250n],
    ["Rp 1.250.000,-", rupiah, 1_250_000n],
    ["rp1.250.000,00", rupiah, 1_250_000n],
    ["1 250 000", rupiah, 1_250_000n],
    ["1'250'000", rupiah, 1_250_000n],
    ["12,50,000", indian, 125_000_000n],
    ["₱1,234.50", peso, 123_450n],
    ["1.234,5", peso, 123_450n],
    ["0,05", peso, 5n],
    ["1,234", peso, 123_400n],
    ["១.២៥០", rupiah, 1_250n],
    ["๑,๒๕๐", rupiah, 1_250n],
    ["१२,५०,०००", indian, 125_000_000n],
    ["₹12,50,000.50", indian, 125_000_050n],
    ["12.5", kilogram, 12_500n],
    ["0.125", kilogram, 125n],
    ["￥１２００", yen, null],
    ["¥1200", yen, 1_200n],
  ])("written %s is read exactly", (written, unit, amount) => {
    expect(takeAmount(text(written), unit)).toEqual(amount === null ? { fault: "amount-form" } : { value: amount });
  });

  it.each([
    ["1.250", kilogram, "amount-two-ways"],
    ["1250.5", rupiah, "amount-places"],
    ["12.345,678", peso, "amount-places"],
    ["-5000", rupiah, "amount-below-zero"],
    ["(5000)", rupiah, "amount-below-zero"],
    ["1.25.000", indian, "amount-form"],
    ["12,50,000", rupiah, "amount-form"],
    ["1.2500.000", rupiah, "amount-form"],
    ["1,250.000,00", peso, "amount-form"],
    [".5", peso, "amount-form"],
    ["$100", rupiah, "amount-form"],
    ["l00", rupiah, "amount-form"],
    ["1O0", rupiah, "amount-form"],
    ["1e6", rupiah, "amount-form"],
    ["9".repeat(16), rupiah, "amount-too-large"],
    ["lunas", rupiah, "amount-form"],
  ])("written %s is asked about", (written, unit, fault) => {
    expect(takeAmount(text(written), unit)).toEqual({ fault });
  });

  it("of a spreadsheet is the decimal that was typed, and no binary remainder of it", () => {
    expect(takeAmount(number("1250000"), rupiah)).toEqual({ value: 1_250_000n });
    expect(takeAmount(number("1.25E+6"), rupiah)).toEqual({ value: 1_250_000n });
    expect(takeAmount(number("4.0999999999999996"), peso)).toEqual({ value: 410n });
    expect(takeAmount(number("1234.56"), peso)).toEqual({ value: 123_456n });
    expect(takeAmount(number("0.30000000000000004"), peso)).toEqual({ fault: "amount-places" });
    expect(takeAmount(number("1E-9"), peso)).toEqual({ fault: "amount-places" });
    expect(takeAmount(number("9007199254740993"), rupiah)).toEqual({ fault: "amount-form" });
    expect(takeAmount(number("-1"), rupiah)).toEqual({ fault: "amount-below-zero" });
    expect(takeAmount(number("-1"), rupiah, true)).toEqual({ value: -1n });
    expect(takeAmount(number("1;2"), rupiah)).toEqual({ fault: "amount-form" });
    expect(takeAmount({ other: "formula" }, rupiah)).toEqual({ fault: "formula" });
    expect(takeAmount({ other: "error" }, rupiah)).toEqual({ fault: "no-text-or-number" });
  });

  it("written down in any of these ways is the same again", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.constantFrom("id", "en", "en-IN", "fr"), (amount, locale) => {
        const written = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
        const whole = amount / 100n;
        const mark = written.formatToParts(0.5).find(part => part.type === "decimal")!.value;
        const shown = `${new Intl.NumberFormat(locale).format(whole)}${mark}${String(amount % 100n).padStart(2, "0")}`;
        expect(takeAmount(text(shown), locale === "en-IN" ? indian : peso)).toEqual({ value: amount });
        const inYen = new Intl.NumberFormat(locale === "en-IN" ? "en" : locale).format(amount);
        expect(takeAmount(text(inYen), yen)).toEqual({ value: amount });
      }),
    );
  });
});

describe("a day", () => {
  const gregorian = { isBuddhist: false, isFrom1904: false };
  it.each([
    [text("2026-06-30"), "2026-06-30"],
    [text("30/06/2026"), "2026-06-30"],
    [text("3/6/2026"), "2026-06-03"],
    [text("30.6.2026"), "2026-06-30"],
    [text("30-06-2026"), "2026-06-30"],
    [text("2026-06-30T00:00:00"), "2026-06-30"],
    [text("៣០/០៦/២០២៦"), "2026-06-30"],
    [number("46203"), "2026-06-30"],
    [number("36526"), "2000-01-01"],
  ])("%o is read", (cell, day) => {
    expect(takeDay(cell, gregorian)).toEqual({ value: day });
  });

  it.each([
    [text("31/02/2026"), "day-form"],
    [text("06/30/2026"), "day-form"],
    [text("30/06/26"), "day-two-figures"],
    [text("30/06/2569"), "day-buddhist"],
    [text("30/06/1026"), "day-other-years"],
    [text("Juni"), "day-form"],
    [number("46203.5"), "day-form"],
    [number("12"), "day-form"],
    [{ other: "formula" as const }, "formula"],
  ])("%o is asked about", (cell, fault) => {
    expect(takeDay(cell, gregorian)).toEqual({ fault });
  });

  it("is of the Buddhist calendar where the group says so, and then none is of another", () => {
    const buddhist = { ...gregorian, isBuddhist: true };
    expect(takeDay(text("29/02/2567"), buddhist)).toEqual({ value: "2024-02-29" });
    expect(takeDay(text("30/06/2026"), buddhist)).toEqual({ fault: "day-other-years" });
    expect(takeDay(number("46203"), buddhist)).toEqual({ value: "2026-06-30" });
  });

  it("is counted from 1904 where the file says so", () => {
    expect(takeDay(number("44741"), { isBuddhist: false, isFrom1904: true })).toEqual({ value: "2026-06-30" });
  });
});

describe("the rest", () => {
  it("are whole numbers, percents and names of any script", () => {
    expect(takeCount(number("12"), 1, 99)).toEqual({ value: 12 });
    expect(takeCount(text(" 12 "), 1, 99)).toEqual({ value: 12 });
    expect(takeCount(number("1.5"), 1, 99)).toEqual({ fault: "count-form" });
    expect(takeCount(text("0"), 1, 99)).toEqual({ fault: "count-form" });
    expect(takeCount({ other: "truth" }, 1, 99)).toEqual({ fault: "no-text-or-number" });
    expect(takeRate(text("1,5 %"))).toEqual({ value: "1.5" });
    expect(takeRate(number("2"))).toEqual({ value: "2" });
    expect(takeRate(text("seratus"))).toEqual({ fault: "rate-form" });
    expect(takeRate({ other: "formula" })).toEqual({ fault: "formula" });
    for (const name of ["Siti Aminah", "สมศรี", "ស្រី", "ஜெயா", "김순자", "Ñingning"]) expect(takeName(text(name))).toEqual({ value: name.normalize("NFC") });
    expect(takeName(text("  Siti \u00a0 Aminah "))).toEqual({ value: "Siti Aminah" });
    for (const name of ["", "12", "a\u202eb", "a\u0000b", "x".repeat(81), "\ud800x"]) expect(takeName(text(name))).toEqual({ fault: "name-form" });
    expect(takeName({ other: "error" })).toEqual({ fault: "no-text-or-number" });
  });
});
