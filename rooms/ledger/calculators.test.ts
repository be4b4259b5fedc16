import { createHash } from "node:crypto";
import { isRefusal, type Json } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculators } from "./calculators.ts";

const [canonical] = calculators;
const calculate = (input: Json, ...switches: string[]) => canonical!.calculate(input, new Set(switches));
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes as string).toString("base64");

test("the example works", () => {
  expect(isRefusal(calculate(canonical!.example))).toBe(false);
});

test("a document has one text, its bytes, their hash, and the hash of it as a leaf", () => {
  const text = '{"amt":"5000","v":1}';
  const hash = (...pieces: (string | Uint8Array)[]) =>
    pieces.reduce((sha, piece) => sha.update(piece), createHash("sha256")).digest("hex");
  expect(calculate({ text: ' { "v": 1, "amt": "5000" }' })).toEqual({
    canonical: text,
    canonical_hex: Buffer.from(text).toString("hex"),
    sha256: hash(text),
    leaf_hash: hash(Uint8Array.of(0), text),
  });
});

test("by RFC 8785 alone, any JSON has one", () => {
  expect(calculate({ input_b64: base64('[56,{"d":true,"10":null,"1":[]}]') }, "--any")).toMatchObject({
    canonical: '[56,{"1":[],"10":null,"d":true}]',
    canonical_hex: "5b35362c7b2231223a5b5d2c223130223a6e756c6c2c2264223a747275657d5d",
    sha256: "099601b171cafed97c333f8878d68e7f8c8f795412adb34b2fdcf0e7c7beac42",
  });
});

test("text and its bytes in base64 are the same document", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }).filter(text => text.isWellFormed()),
      text => {
        const document = JSON.stringify(text);
        expect(calculate({ input_b64: base64(document) }, "--any")).toEqual(calculate({ text: document }, "--any"));
      },
    ),
  );
});

describe("is refused", () => {
  test.each<[string, Json, string, Json]>([
    ["a doubled key", { text: '{"a":"1","a":"2"}' }, "ledger.not-canonical", { fault: "duplicate-key", at: 9 }],
    ["half a character", { text: '"\ud800"' }, "ledger.not-canonical", { fault: "lone-surrogate", at: 0 }],
    ["a number", { text: '{"amt":5}' }, "ledger.not-canonical", { fault: "number", at: 7 }],
    [
      "bytes that are not UTF-8",
      { input_b64: base64(Uint8Array.of(0x22, 0xff, 0x22)) },
      "ledger.not-canonical",
      { fault: "not-utf-8" },
    ],
    [
      "UTF-8 in a longer form",
      { input_b64: base64(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)) },
      "ledger.not-canonical",
      { fault: "not-utf-8" },
    ],
    [
      "a surrogate in UTF-8",
      { input_b64: base64(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)) },
      "ledger.not-canonical",
      { fault: "not-utf-8" },
    ],
    ["what is not base64", { input_b64: "e3$=" }, "ledger.field-malformed", { field: "input_b64" }],
    ["base64 cut short", { input_b64: "e3" }, "ledger.field-malformed", { field: "input_b64" }],
    ["two documents", { text: "{}", input_b64: "e30=" }, "ledger.field-malformed", { field: "input_b64" }],
    ["a document that is no text", { text: { v: 1 } }, "ledger.field-malformed", { field: "text" }],
    ["no document", {}, "ledger.field-missing", { field: "text" }],
    ["something else", { json: "{}" }, "ledger.unknown-field", { field: "json" }],
    ["no object", "{}", "ledger.field-malformed", { field: "input" }],
  ])("%s", (_, input, refused, because) => {
    expect(calculate(input)).toMatchObject({ refused, because: because as object });
  });
});
