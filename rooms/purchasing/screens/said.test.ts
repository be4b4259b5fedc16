import { expect, test } from "vitest";
import { typedMoney, typedQuantity } from "./said.ts";

test.each([
  ["2", "kg", 2_000n],
  ["2,5", "kg", 2_500n],
  [" 0.25 ", "kg", 250n],
  ["", "kg", 0n],
  ["3", "piece", 3n],
  ["2,5", "piece", null],
  ["2,5005", "kg", null],
  ["-1", "kg", null],
  ["dua", "kg", null],
])("%j %s is read as it is typed", (text, measure, quantity) => {
  expect(typedQuantity(text, measure)).toBe(quantity);
});

test.each([
  ["45.000", "IDR", 45_000n],
  ["45000", "IDR", 45_000n],
  ["1 250 000", "IDR", 1_250_000n],
  ["12,50", "PHP", 1_250n],
  ["12", "PHP", 1_200n],
  ["12.505", "PHP", null],
  ["", "IDR", 0n],
  ["Rp 5", "IDR", null],
])("%j in %s is read as it is typed", (text, unit, amount) => {
  expect(typedMoney(text, unit)).toBe(amount);
});
