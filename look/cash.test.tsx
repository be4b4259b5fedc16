import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { unitOf } from "../base/unit.ts";
import {
  breakForEach,
  breakIntoCash,
  type CashUnit,
  CashCount,
  CashKeyboard,
  cashUnit,
  cashUnits,
  Look,
  Notes,
  pieceKey,
  pieceSaid,
  sumOfCounts,
} from "./index.ts";

const words = { thousand: "ribu", hundredth: "sen" };
const all = Object.values(cashUnits);
const unit = fc.constantFrom(...all);

describe.each(all.map(each => [each.code, each] as const))("%s", (code, currency) => {
  test("counts in the same smallest unit as the books", () => {
    expect(currency.scale).toBe(unitOf(code)?.scale);
  });

  test("draws every note and coin the books know", () => {
    const drawn = currency.pieces.map(piece => piece.minor);
    for (const minor of unitOf(code)?.cash ?? []) expect(drawn).toContain(minor);
  });

  test("has the largest first, and no two pieces of one kind with one worth, colour or motif", () => {
    for (const kind of ["note", "coin"] as const) {
      const pieces = currency.pieces.filter(piece => piece.kind === kind);
      expect(pieces.map(piece => piece.minor)).toEqual(
        [...pieces].map(piece => piece.minor).sort((a, b) => (a < b ? 1 : -1)),
      );
      expect(new Set(pieces.map(pieceKey)).size).toBe(pieces.length);
      expect(new Set(pieces.map(piece => piece.motif)).size).toBe(pieces.length);
      if (kind === "note") expect(new Set(pieces.map(piece => piece.dye)).size).toBe(pieces.length);
    }
  });

  test("says a piece in one or two figures more than it is worth reading", () => {
    for (const piece of currency.pieces) {
      const scale = 10n ** BigInt(currency.scale);
      const worth =
        piece.word === "thousand"
          ? piece.minor / (1000n * scale)
          : piece.word === "hundredth"
            ? piece.minor
            : piece.minor / scale;
      expect(piece.figure).toBe(String(worth));
      expect(pieceSaid(piece, words)).toBe(piece.word ? `${worth} ${words[piece.word]}` : String(worth));
    }
  });
});

test("notes, coins and what no coin can show come to the amount", () => {
  fc.assert(
    fc.property(unit, fc.bigInt({ min: 0n, max: 10n ** 12n }), (of, minor) => {
      const { pieces, rest } = breakIntoCash(minor, of);
      const shown = pieces.reduce((sum, { piece, count }) => sum + piece.minor * BigInt(count), 0n);
      expect(shown + rest).toBe(minor);
      for (const piece of of.pieces) expect(rest).toBeLessThan(piece.minor);
    }),
  );
});

test("92.000 is one fifty, two twenties and a two", () => {
  const { pieces } = breakIntoCash(92_000n, cashUnits.IDR);
  expect(pieces.map(({ piece, count }) => `${count} × ${pieceSaid(piece, words)}`)).toEqual([
    "1 × 50 ribu",
    "2 × 20 ribu",
    "1 × 2 ribu",
  ]);
});

test("a debt shows no money", () => {
  expect(breakIntoCash(-5_000n, cashUnits.IDR)).toEqual({ pieces: [], rest: -5_000n });
});

test("a note and a coin of one worth are counted apart", () => {
  expect(sumOfCounts({ "note-1000": 2, "coin-1000": 3 }, cashUnits.IDR)).toBe(5_000n);
});

test("a currency not drawn yet is typed in digits", () => {
  const won = cashUnit("KRW");
  expect(won.pieces).toEqual([]);
  const html = page(won, <CashKeyboard value={5_000n} onChange={() => {}} words={keyboardWords} />);
  expect(html).toContain("<input");
  expect(html).not.toContain('class="tile"');
});

describe("without scripts", () => {
  test("the keyboard is real buttons, one a value", () => {
    const html = page(cashUnits.IDR, <CashKeyboard value={50_000n} onChange={() => {}} words={keyboardWords} />);
    expect(html.match(/class="tile"/g)?.length).toBe(10);
    expect(html).toContain('aria-label="+100 ribu"');
    expect(html).toContain('aria-label="-50 ribu"');
  });

  test("the count has a counter a piece, and says loose ends when it is short", () => {
    const html = page(
      cashUnits.IDR,
      <CashCount
        counts={{ "note-50000": 1 }}
        onChange={() => {}}
        expected={70_000n}
        words={{
          expected: "e",
          counted: "c",
          counters: "l",
          howMany: said => said,
          fewer: said => `-${said}`,
          more: said => `+${said}`,
        }}
      />,
    );
    expect(html.match(/class="how-many"/g)?.length).toBe(cashUnits.IDR.pieces.length);
    expect(html).toContain('class="pair off"');
  });

  test("many notes of one kind are one note and a number", () => {
    const html = page(cashUnits.IDR, <Notes minor={1_800_000n} label="18 × 100" />);
    expect(html.match(/<svg class="piece/g)?.length).toBe(1);
    expect(html).toContain("<b>18</b>");
  });
});

const keyboardWords = {
  received: "r",
  board: "b",
  add: (said: string) => `+${said}`,
  take: (said: string) => `-${said}`,
  undo: "u",
  useDigits: "d",
  useNotes: "n",
  digits: "f",
};

function page(of: CashUnit, what: preact.ComponentChildren): string {
  return renderToString(
    <Look organisation="melati" locale="id" unit={of} cashWords={words}>
      {what}
    </Look>,
  );
}

test("what lies ready for many pays each of them exactly: two of 30,000 take no note of 50,000", () => {
  const idr = all.find(one => one.code === "IDR")!;
  const ready = breakForEach([30_000n, 30_000n, 120_000n], idr).map(({ piece, count }) => [piece.minor, count]);
  expect(ready).toEqual([
    [100_000n, 1],
    [20_000n, 3],
    [10_000n, 2],
  ]);
});

test("what lies ready for many is worth what they get together, less what no coin can show", () => {
  fc.assert(
    fc.property(unit, fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { maxLength: 30 }), (unit, each) => {
      const ready = breakForEach(each, unit).reduce((sum, one) => sum + one.piece.minor * BigInt(one.count), 0n);
      const rest = each.reduce((sum, minor) => sum + breakIntoCash(minor, unit).rest, 0n);
      expect(ready + rest).toBe(each.reduce((sum, minor) => sum + minor, 0n));
    }),
  );
});
