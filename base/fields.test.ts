import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, type Json, parseCanonical } from "./canonical.ts";
import { decodeBody, encodeBody, type Field, type Fields, readBody } from "./fields.ts";
import { memberIdFrom, uuidFrom } from "./id.ts";

const repayment = {
  loan: { is: "uuid" },
  member: { is: "member" },
  on: { is: "day" },
  amount: { is: "amount" },
  difference: { is: "amount", signed: true, optional: true },
  periods: { is: "count", max: 24, optional: true },
  fund: { is: "code" },
  brought_by: { is: "text", max: 40, optional: true },
  by: { is: "choice", of: ["cash", "transfer"] },
  late: { is: "flag", optional: true },
  notes: {
    is: "list",
    max: 3,
    optional: true,
    of: { is: "group", of: { face: { is: "amount" }, count: { is: "count", max: 999 } } },
  },
} as const satisfies Fields;

const loan = uuidFrom(1_750_000_000_000, new Uint8Array(10).fill(7));
const wulan = memberIdFrom(new Uint8Array(10).fill(3));
const wire = { loan, member: wulan, on: "2026-03-02", amount: "25000", fund: "loan", by: "cash" };

test("what a command says is read from its wire form and written to it again", () => {
  const given = { ...wire, difference: "-500", periods: "12", late: true, notes: [{ face: "5000", count: "5" }] };
  const body = decodeBody(repayment, given);
  expect(body).toEqual({
    ...wire,
    amount: 25_000n,
    difference: -500n,
    periods: 12,
    late: true,
    notes: [{ face: 5_000n, count: 5 }],
  });
  expect(encodeBody(repayment, body!)).toEqual(given);
});

describe("what does not fit is told by its path", () => {
  test.each<[string, Json, string]>([
    ["loan", "not an id", "uuid"],
    ["loan", loan.toUpperCase(), "uuid"],
    ["member", "m_short", "member"],
    ["on", "2026-02-30", "day"],
    ["amount", "-1", "amount"],
    ["amount", "007", "amount"],
    ["amount", "1.50", "amount"],
    ["amount", 25_000, "amount"],
    ["amount", "1000000000000000000", "amount"],
    ["difference", "-0", "amount"],
    ["periods", "25", "count"],
    ["periods", -1, "count"],
    ["periods", 1.5, "count"],
    ["fund", "Loan Fund", "code"],
    ["brought_by", "", "text"],
    ["brought_by", "x".repeat(41), "text"],
    ["brought_by", "bell\u0007", "text"],
    ["by", "cheque", "choice"],
    ["late", "yes", "flag"],
    ["notes", [{}, {}, {}, {}], "list"],
    ["unheard_of", "x", "nothing"],
  ])("%s may not be %j", (name, value, wanted) => {
    expect(readBody(repayment, { ...wire, [name]: value })).toEqual({ misfits: [{ path: name, wanted }] });
  });

  test("in lists and groups as well, and all at once", () => {
    const given = {
      ...wire,
      on: "yesterday",
      notes: [
        { face: "5000", count: "1" },
        { face: "x", more: "1" },
      ],
    };
    expect(readBody(repayment, given)).toEqual({
      misfits: [
        { path: "on", wanted: "day" },
        { path: "notes[1].more", wanted: "nothing" },
        { path: "notes[1].face", wanted: "amount" },
        { path: "notes[1].count", wanted: "count" },
      ],
    });
  });

  test("a field that is missing is told, an optional one is not", () => {
    const { amount: _, ...without } = wire;
    expect(readBody(repayment, without)).toEqual({ misfits: [{ path: "amount", wanted: "amount" }] });
    expect(decodeBody(repayment, "a body")).toBeNull();
    expect(decodeBody(repayment, null)).toBeNull();
  });
});

test("text is kept in one form, without blanks around it", () => {
  const read = (text: string) => decodeBody({ name: { is: "text", max: 20 } }, { name: text })?.["name"];
  expect(read("  A\u030asa ")).toBe("\u00c5sa");
  expect(read("two\nlines")).toBe("two\nlines");
  expect(read("   ")).toBeUndefined();
  expect(read("\ud800")).toBeUndefined();
});

const amounts: fc.Arbitrary<readonly [Field, unknown]> = fc.oneof(
  fc.bigInt(0n, 10n ** 18n - 1n).map(value => [{ is: "amount" }, value] as const),
  fc.bigInt(1n - 10n ** 18n, 10n ** 18n - 1n).map(value => [{ is: "amount", signed: true }, value] as const),
  fc.integer({ min: 0, max: 999 }).map(value => [{ is: "count", max: 999 }, value] as const),
  fc.boolean().map(value => [{ is: "flag" }, value] as const),
);

test("any amount, count and flag comes back as it went", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), amounts), described => {
      const fields = Object.fromEntries(Object.entries(described).map(([name, [field]]) => [name, field]));
      const body = Object.fromEntries(Object.entries(described).map(([name, [, value]]) => [name, value]));
      expect(decodeBody(fields, encodeBody(fields, body))).toEqual(body);
    }),
  );
});

/** Anything people or programs may send: decomposed letters, bells, tabs and newlines, half signs. */
const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("a\nb", "A\u030asa", "\u0007", "\u0085", "ok"));
const anyDocument = fc.letrec(tie => ({
  one: fc.oneof(
    { maxDepth: 3 },
    anyText,
    fc.boolean(),
    fc.array(tie("one"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), anyText), tie("one"), { maxKeys: 3 }),
  ),
})).one;

test("whatever stands in a leaf in the clear, a document or what a thing is about, is canonical as it comes in", () => {
  const fields = { value: { is: "document" }, about: { is: "subject" } } as const satisfies Fields;
  let read = 0;
  fc.assert(
    fc.property(anyDocument, fc.oneof(anyText, fc.stringMatching(/^[a-z./-]{1,20}$/)), (value, about) => {
      for (const body of [{ value, about: "loan" }, { value: {}, about }]) {
        const data = decodeBody(fields, body) as Json;
        if (data === null) continue;
        read += 1;
        expect(parseCanonical(canonical(data))).toEqual(data);
      }
    }),
  );
  expect(read).toBeGreaterThan(20);
});

test("a document of a sheet keeps the texts on it as they were typed; they are read by their own fields later", () => {
  const lines = { body: { is: "document", drafted: true } } as const satisfies Fields;
  expect(decodeBody(lines, { body: { note: "two\nlines, A\u030asa" } })).not.toBeNull();
  expect(decodeBody(lines, { body: { note: "\ud800" } })).toBeNull();
});

test.each(["Tikar untuk pertemuan", "ibu wulan", "grant/social/m_x/more", "/loan", "loan/", "Loan", "a\nb"])(
  "what a thing is about is an id or a key, and not %j",
  about => expect(decodeBody({ about: { is: "subject" } }, { about })).toBeNull(),
);
