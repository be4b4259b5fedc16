import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CanonicalFault,
  canonical,
  canonicalBytesMax,
  type Json,
  NotCanonical,
  parseCanonical,
} from "./canonical.ts";

describe("one fact has one encoding", () => {
  test.each<[string, Json, string]>([
    ["keys are sorted", { v: 1, kind: "saving", amt: "5000" }, '{"amt":"5000","kind":"saving","v":1}'],
    ["inside lists too", [{ b: "", a: "" }], '[{"a":"","b":""}]'],
    ["keys like numbers as well", { "10": null, "1": [], d: true }, '{"1":[],"10":null,"d":true}'],
    ["by UTF-16", { "\ufb33": "", "\u{1f602}": "", "\u20ac": "" }, '{"\u20ac":"","\u{1f602}":"","\ufb33":""}'],
    ["only what must be is escaped", "\u20ac$\u000f\nA'B\"\\/", '"\u20ac$\\u000f\\nA\'B\\"\\\\/"'],
    [
      "numbers as ECMAScript writes them",
      [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 1e-27, -0],
      "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]",
    ],
    ["nothing stays nothing", {}, "{}"],
  ])("%s", (_, value, text) => {
    expect(canonical(value)).toBe(text);
  });

  test("a key that JavaScript treats in its own way is a key like others", () => {
    const value = parseCanonical('{"__proto__":{"b":1,"a":2},"x":1}', { any: true });
    expect(canonical(value)).toBe('{"__proto__":{"a":2,"b":1},"x":1}');
  });
});

const ourKey = fc.stringMatching(/^[a-z][a-z0-9_]{0,31}$/);
const ourText = fc
  .string({ unit: "binary" })
  .map(text => text.normalize("NFC"))
  // Control characters are what is left out.
  .filter(text => text.isWellFormed() && !/[\u0000-\u001f]/.test(text));
const { ours } = fc.letrec<{ ours: Json }>(tie => ({
  ours: fc.oneof(
    { maxDepth: 4 },
    ourText,
    fc.boolean(),
    fc.array(tie("ours"), { maxLength: 4 }),
    fc.dictionary(ourKey, tie("ours"), { maxKeys: 6 }),
  ),
}));

test("what is ours is read back from its canonical text, and written the same again", () => {
  fc.assert(
    fc.property(ours, value => {
      const text = canonical(value);
      const read = parseCanonical(text);
      expect(read).toEqual(value);
      expect(canonical(read)).toBe(text);
      expect(JSON.parse(text)).toEqual(value);
    }),
  );
});

test("any JSON has one canonical text, however its keys stood and its blanks fell", () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, item]) => [key, reversed(item)]),
          )
        : value;
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      fc.pre(JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/.test(JSON.stringify(value)));
      const text = canonical(parseCanonical(JSON.stringify(value), { any: true }));
      expect(canonical(parseCanonical(JSON.stringify(reversed(value), null, "\t"), { any: true }))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

describe("what could be read in two ways is refused", () => {
  const deep = `${"[".repeat(66)}${"]".repeat(66)}`;
  test.each<[string, CanonicalFault, CanonicalFault | "fine"]>([
    // text | its fault as one of ours | its fault by RFC 8785 alone
    ['{"a":"1","a":"2"}', "duplicate-key", "duplicate-key"],
    ['{"a":"1","\\u0061":"2"}', "duplicate-key", "duplicate-key"],
    ['{"a":"\\ud83d"}', "lone-surrogate", "lone-surrogate"],
    ['{"a":"\\ude02\\ud83d"}', "lone-surrogate", "lone-surrogate"],
    ['{"amt":5000}', "number", "fine"],
    ['{"amt":1e400}', "number", "number"],
    ['{"v":100}', "number", "fine"],
    ['{"v":1.0}', "number", "fine"],
    ['{"v":0}', "number", "fine"],
    ['{"line":{"v":1}}', "number", "fine"],
    ["1", "number", "fine"],
    [`1${"0".repeat(500)}`, "number", "number"],
    [`0.${"0".repeat(500)}1`, "number", "fine"],
    ['{"m":null}', "null", "fine"],
    ['{"Memo":""}', "key", "fine"],
    ['{"":""}', "key", "fine"],
    [`{"${"a".repeat(33)}":""}`, "key", "fine"],
    ['{"a":"\\u0007"}', "control-character", "fine"],
    ['{"a":"A\\u030a"}', "not-nfc", "fine"],
    [deep, "too-deep", "too-deep"],
    [`"${"x".repeat(canonicalBytesMax)}"`, "too-long", "fine"],
    [`"${"\u20ac".repeat(21_845)}"`, "too-long", "fine"],
    ["", "not-json", "not-json"],
    ["{", "not-json", "not-json"],
    ["[true,]", "not-json", "not-json"],
    ['{"a":"b",}', "not-json", "not-json"],
    ['{"a" "b"}', "not-json", "not-json"],
    ["{a:true}", "not-json", "not-json"],
    ["['a']", "not-json", "not-json"],
    ["true false", "not-json", "not-json"],
    ["nul", "not-json", "not-json"],
    ["01", "number", "not-json"],
    ["NaN", "not-json", "not-json"],
    ['"\t"', "not-json", "not-json"],
    ['"a', "not-json", "not-json"],
    ['"\\x"', "not-json", "not-json"],
    ["\ufeff{}", "not-json", "not-json"],
    ["\u00a0{}", "not-json", "not-json"],
  ])("%.40s", (text, asOurs, byRfc) => {
    expect(faultOf(text, false)).toBe(asOurs);
    expect(faultOf(text, true)).toBe(byRfc);
  });

  test("and the place is told", () => {
    expect(() => parseCanonical('{"a":"1","a":"2"}')).toThrow(
      expect.objectContaining({ fault: "duplicate-key", at: 9 }),
    );
  });
});

test("blanks between the signs change nothing", () => {
  expect(parseCanonical(' { "v" : 1 ,\r\n\t"kind" : "saving" , "lines" : [ ] } ')).toEqual({
    v: 1,
    kind: "saving",
    lines: [],
  });
});

function faultOf(text: string, any: boolean): CanonicalFault | "fine" {
  try {
    parseCanonical(text, { any });
    return "fine";
  } catch (error) {
    if (error instanceof NotCanonical) return error.fault;
    throw error;
  }
}
