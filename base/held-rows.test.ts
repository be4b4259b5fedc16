import fc from "fast-check";
import { expect, test } from "vitest";
import { HeldRows, type Row } from "./held-rows.ts";
import { keyText, table } from "./table.ts";

const stamps = table<{ seq: bigint; member_id: string; day: number }>({
  name: "yard.stamp",
  key: ["seq"],
  columns: { seq: "int8", member_id: "text", day: "int4" },
});

const anyRow = fc.record({
  seq: fc.bigInt({ min: 0n, max: 40n }),
  member_id: fc.constantFrom("wulan", "sari", "1"),
  day: fc.integer({ min: 0, max: 3 }),
});
const anyWhere = fc.record(
  { member_id: anyRow.map(row => row.member_id), day: fc.integer({ min: 0, max: 3 }) },
  { requiredKeys: [] },
);
const anyStep = fc.oneof(
  { weight: 8, arbitrary: fc.record({ put: anyRow }) },
  { weight: 1, arbitrary: fc.record({ remove: anyWhere }) },
  { weight: 4, arbitrary: fc.record({ look: anyWhere }) },
  { weight: 1, arbitrary: fc.record({ copy: fc.constant(true) }) },
);

test("rows are found by any columns as if each had been looked at, whatever was put, went or was copied before", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 120 }), steps => {
      let held = new HeldRows(stamps);
      const plain = new Map<string, Row>();
      const fits = (row: Row, where: Row): boolean => Object.entries(where).every(([column, value]) => row[column] === value);
      const sorted = (rows: Iterable<Row>): readonly Row[] => [...rows].sort((a, b) => Number((a["seq"] as bigint) - (b["seq"] as bigint)));
      for (const step of steps) {
        if ("put" in step) {
          held.put(keyText(stamps, step.put), step.put);
          plain.set(keyText(stamps, step.put), step.put);
        } else if ("remove" in step) {
          const gone = [...plain].filter(([, row]) => fits(row, step.remove)).map(([key]) => key);
          expect([...held.removeWhere(step.remove)].sort()).toEqual(gone.sort());
          for (const key of gone) plain.delete(key);
        } else if ("copy" in step) {
          const before = held;
          held = held.copy();
          // What happens to the copy is not seen in what it was made of.
          before.removeWhere({});
        } else expect(sorted(held.where(step.look))).toEqual(sorted([...plain.values()].filter(row => fits(row, step.look))));
        expect(held.size).toBe(plain.size);
      }
    }),
  );
});

test("a number and a bigint that read alike are two values", () => {
  const held = new HeldRows(stamps);
  for (let seq = 0n; seq < 20n; seq += 1n) held.put(String(seq), { seq, member_id: "sari", day: 1 });
  expect([...held.where({ day: 1 })]).toHaveLength(20);
  expect([...held.where({ day: 1n })]).toHaveLength(0);
});
