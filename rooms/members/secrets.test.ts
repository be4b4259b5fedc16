import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  fastCostForPracticeAndTests as fast,
  isWeakerThan,
  keep,
  matchOf,
  refusalOfPassword,
  refusalOfPin,
  safeCost,
} from "./secrets.ts";
import { newKey, openText, sealText, unwrapKey, wrapKey } from "./vault.ts";

const pepper = Buffer.alloc(32, 1);

describe("a kept secret", () => {
  it("is found again, with its own cost and salt, and only with the pepper it was kept with", async () => {
    const kept = await keep("pin", "482915", pepper, safeCost, randomBytes(16));
    expect(kept).toMatch(/^19456,2,1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await matchOf("pin", "482915", pepper, [kept])).toBe(0);
    expect(await matchOf("pin", "482916", pepper, [kept])).toBe(-1);
    expect(await matchOf("password", "482915", pepper, [kept])).toBe(-1);
    expect(await matchOf("pin", "482915", Buffer.alloc(32, 2), [kept])).toBe(-1);
  });

  it("beside another under one salt is found by place; none at all matches nothing", async () => {
    const salt = randomBytes(16);
    const [pin, plain] = [
      await keep("pin", "482915", pepper, fast, salt),
      await keep("pin", "505172", pepper, fast, salt),
    ];
    expect(await matchOf("pin", "505172", pepper, [pin, plain])).toBe(1);
    expect(await matchOf("pin", "505172", pepper, [pin, null])).toBe(-1);
    expect(await matchOf("pin", "505172", pepper, [])).toBe(-1);
  });

  it("is told to be weaker than it should be", async () => {
    const kept = await keep("pin", "482915", pepper, fast, randomBytes(16));
    expect(isWeakerThan(kept, safeCost)).toBe(true);
    expect(isWeakerThan(kept, fast)).toBe(false);
  });
});

describe("what may be a secret", () => {
  it("PINs: six digits that are no pattern", () => {
    for (const pin of ["", "12345", "1234567", "12345a", "१२३४५६"])
      expect(refusalOfPin(pin), pin).toMatchObject({ refused: "members.pin-has-six-digits" });
    for (const pin of ["000000", "123456", "654321", "890123", "121212", "123123"])
      expect(refusalOfPin(pin), pin).toMatchObject({ refused: "members.pin-too-easy" });
    for (const pin of ["482915", "000001", "112233"]) expect(refusalOfPin(pin), pin).toBeNull();
  });

  it("passwords: long, of any words", () => {
    expect(refusalOfPassword("pendek")).toMatchObject({ refused: "members.password-length" });
    expect(refusalOfPassword("x".repeat(129))).toMatchObject({ refused: "members.password-length" });
    expect(refusalOfPassword("abababababab")).toMatchObject({ refused: "members.password-too-easy" });
    expect(refusalOfPassword("padi menguning")).toBeNull();
  });
});

describe("the vault", () => {
  it("opens a text with its key at its place, and never at another's", () => {
    const [key, master] = [newKey(), newKey()];
    const { cipher, commitment } = sealText("Rini", key, "here");
    expect(openText(cipher, key, "here")).toBe("Rini");
    expect(() => openText(cipher, key, "there")).toThrow();
    expect(() => openText(cipher, newKey(), "here")).toThrow();
    expect(sealText("Rini", key, "here").commitment).not.toBe(commitment);
    const wrapped = wrapKey(key, master, "org/member");
    expect(unwrapKey(wrapped, master, "org/member")).toEqual(key);
    expect(() => unwrapKey(wrapped, master, "org/other")).toThrow();
  });
});
