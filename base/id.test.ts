import fc from "fast-check";
import { expect, test } from "vitest";
import { isCode, isMemberId, isUuid, memberIdFrom, uuidFrom } from "./id.ts";

const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const timeMs = fc.integer({ min: 0, max: 2 ** 47 });

test("an id made on a device is a UUID of version 7", () => {
  fc.assert(
    fc.property(timeMs, tenBytes, (time, random) => {
      const id = uuidFrom(time, random);
      expect(isUuid(id)).toBe(true);
      expect(id[14]).toBe("7");
      expect("89ab").toContain(id[19]);
      expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(time);
    }),
  );
});

test("ids stand in the order of their time", () => {
  fc.assert(
    fc.property(timeMs, timeMs, tenBytes, tenBytes, (a, b, x, y) => {
      fc.pre(a < b);
      expect(uuidFrom(a, x) < uuidFrom(b, y)).toBe(true);
    }),
  );
});

test("a member id tells nothing but itself, and other chance gives another", () => {
  fc.assert(
    fc.property(tenBytes, tenBytes, (a, b) => {
      expect(isMemberId(memberIdFrom(a))).toBe(true);
      expect(memberIdFrom(a) === memberIdFrom(b)).toBe(a.join() === b.join());
    }),
  );
  expect(memberIdFrom(new Uint8Array(10))).toBe(`m_${"a".repeat(16)}`);
  expect(memberIdFrom(new Uint8Array(10).fill(255))).toBe(`m_${"7".repeat(16)}`);
});

test.each<[string, boolean]>([
  ["rice-bank", true],
  ["social", true],
  ["Social", false],
  ["2nd", false],
  ["", false],
  ["a".repeat(41), false],
])("“%s” is a code: %s", (text, is) => {
  expect(isCode(text)).toBe(is);
});
