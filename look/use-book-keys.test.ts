import { expect, test } from "vitest";
import { type BookPlace, placeAfter } from "./use-book-keys.ts";

const at = (row: number, column: number): BookPlace => ({ row, column });

// key, from, to: a sheet of twenty-five rows and seven columns
test.each([
  ["ArrowDown", at(13, 5), at(14, 5)],
  ["ArrowUp", at(13, 5), at(12, 5)],
  ["ArrowRight", at(13, 5), at(13, 6)],
  ["ArrowRight", at(13, 6), at(13, 6)],
  ["ArrowLeft", at(13, 0), at(13, 0)],
  ["ArrowDown", at(24, 2), at(24, 2)],
  ["Home", at(13, 5), at(13, 0)],
  ["End", at(13, 5), at(13, 6)],
  ["PageDown", at(13, 5), at(23, 5)],
  ["PageDown", at(20, 5), at(24, 5)],
  ["PageUp", at(3, 5), at(0, 5)],
  ["a", at(3, 5), undefined],
] as const)("%s from %o leads to %o", (key, from, to) => {
  expect(placeAfter(key, from, 25, 7)).toEqual(to);
});
