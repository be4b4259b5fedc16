import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { isRefusal } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculators } from "./calculators.ts";
import { fingerprintOfKey, openNote, publicKeyOf, type SigningKey, signNote } from "./note.ts";

const group: SigningKey = { name: "lumbung/melati", secret: new Uint8Array(32).fill(3) };
const sister: SigningKey = { name: "lumbung/mawar", secret: new Uint8Array(32).fill(4) };
const text = "Kelompok Melati\nRp 250.000 — ដប់\n";
const note = signNote(text, group);
const key = publicKeyOf(group);

describe("a signed note", () => {
  test("opens with the key of who signed it, and gives the text that was signed", () => {
    expect(openNote(note, [key])).toEqual({ isWhole: true, text, signedBy: ["lumbung/melati"] });
  });

  test("does not open when any letter of its text is another", () => {
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom("a", "0", "ក"), (at, other) => {
        fc.pre(text[at] !== other && text[at] !== "\n");
        const altered = note.slice(0, at) + other + note.slice(at + 1);
        expect(openNote(altered, [key])).toEqual({ isWhole: false, fault: "signature-does-not-hold" });
      }),
    );
  });

  test("is nobody's whom we know where only others signed, and theirs is left aside where ours is beside it", () => {
    expect(openNote(note, [publicKeyOf(sister)])).toEqual({ isWhole: false, fault: "nobody-known-signed" });
    const both = note + signNote(text, sister).slice(text.length + 1);
    expect(openNote(both, [key])).toMatchObject({ isWhole: true, signedBy: ["lumbung/melati"] });
    expect(openNote(both, [key, publicKeyOf(sister)])).toMatchObject({
      signedBy: ["lumbung/melati", "lumbung/mawar"],
    });
  });

  test("is spoilt where one of the signatures of those we know does not hold", () => {
    const forged = note + signNote("another\n", sister).slice("another\n".length + 1);
    expect(openNote(forged, [key, publicKeyOf(sister)])).toMatchObject({ fault: "signature-does-not-hold" });
  });

  test.each([
    ["nothing under it", text],
    ["no empty line", note.replace("\n\n", "\n")],
    ["cut at the end", note.slice(0, -1)],
    ["a line that is no signature", `${note}hello\n`],
    ["a control character", signNote(text, group).replace("250", "2\u000750")],
    ["an empty text", `\n\n${note.slice(text.length + 1)}`],
    ["a signature too short", `${text}\n— lumbung/melati AAAA\n`],
  ])("with %s is none", (_, spoilt) => {
    expect(openNote(spoilt, [key])).toEqual({ isWhole: false, fault: "malformed-note" });
  });

  test.each([
    ["another hash", key.replace(/\+[0-9a-f]{8}\+/, "+00000000+")],
    ["no key", "lumbung/melati+12345678"],
    ["another kind of key", key.replace(/\+A/, "+B")],
    ["half a key", key.slice(0, -8)],
  ])("a key with %s is none", (_, spoilt) => {
    expect(openNote(note, [spoilt])).toEqual({ isWhole: false, fault: "malformed-key" });
    expect(fingerprintOfKey(spoilt)).toBeNull();
  });

  test("is signed as Node's own Ed25519 signs it", () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const der = privateKey.export({ format: "der", type: "pkcs8" });
    const own: SigningKey = { name: "node", secret: new Uint8Array(der.subarray(-32)) };
    const bytes = Buffer.from(signNote(text, own).split(" ").at(-1)!, "base64").subarray(4);
    const again = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    expect(bytes.equals(sign(null, Buffer.from(text), again))).toBe(true);
  });

  test("a key is said aloud in eight groups of four", () => {
    expect(fingerprintOfKey(key)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  });
});

describe("ledger check-note", () => {
  const calculator = calculators.find(one => one.name === "ledger check-note")!;
  const check = (input: unknown) => calculator.calculate(input as never, new Set());

  test("answers for its example, and says who signed", () => {
    expect(check(calculator.example)).toEqual({ ok: true, signed_by: ["lumbung/example"] });
  });

  test("answers that a note does not hold, and refuses what is no input", () => {
    expect(check({ note: note.replace("250", "950"), keys: [key] })).toEqual({
      ok: false,
      because: "signature-does-not-hold",
    });
    const odd = [null, { note }, { keys: [key] }, { note: 1, keys: [] }, { note, keys: [1] }, { note, keys: ["x"] }];
    for (const input of [...odd, { note, keys: [], x: 1 }])
      expect(isRefusal(check(input)), JSON.stringify(input)).toBe(true);
  });
});
