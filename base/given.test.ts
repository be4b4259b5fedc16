import { describe, expect, test } from "vitest";
import type { Json } from "./canonical.ts";
import { answering } from "./given.ts";
import { isRefusal } from "./refusal.ts";

const amount = (value: Json, scale = 2) =>
  answering("loans", { value }, given => ({ minor: String(given.at("value").amount(scale)) }));
const places = (code: string) => answering("loans", { code }, given => String(given.at("code").scaleOfUnit()));

describe("an amount", () => {
  test.each<[Json, string]>([
    ["90071992547409.93", "9007199254740993"],
    ["9007199254740993", "900719925474099300"],
    [1234.5, "123450"],
    // Fifteen digits survive in a JSON number.
    [1234567890123.45, "123456789012345"],
    [9007199254740, "900719925474000"],
  ])("%j is read as it was written", (value, minor) => {
    expect(amount(value)).toEqual({ minor });
  });

  // JSON.parse has made .94 and .40 of these.
  test.each<[Json]>([
    [JSON.parse("90071992547409.93") as Json],
    [JSON.parse("900719925474099.37") as Json],
    [JSON.parse("9007199254740993") as Json],
    [1e21],
    ["1e3"],
    ["1,5"],
    ["1.234.567"],
    ["0x10"],
    ["٣"],
    [" 5"],
    ["-0.01"],
    ["0.001"],
    [true],
    [[]],
  ])("%j is refused by the name of its field", value => {
    expect(amount(value)).toMatchObject({ refused: "loans.field-malformed", because: { field: "value" } });
  });
});

describe("the places of a currency", () => {
  test.each([
    ["IDR", "0"],
    ["PHP", "2"],
    ["kg", "3"],
    // No group keeps books in these yet; sums in them are checked all the same.
    ["BDT", "2"],
    ["NPR", "2"],
    ["KES", "2"],
    ["EUR", "2"],
    ["VND", "0"],
    ["XOF", "0"],
    ["UGX", "0"],
    ["KWD", "3"],
    ["TND", "3"],
  ])("%s has %s", (code, scale) => {
    expect(places(code)).toBe(scale);
  });

  test.each(["XXX", "eur", "", "constructor", "BDTNPR", "BDT NPR", " "])("%j is no currency", code => {
    expect(isRefusal(places(code))).toBe(true);
  });
});
