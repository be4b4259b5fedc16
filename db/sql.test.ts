import { describe, expect, test } from "vitest";
import { asParameter } from "./parameter.ts";
import { sql } from "./sql.ts";

describe("a statement", () => {
  test("keeps its values apart from its text", () => {
    const name = "Wulan'; drop table members; --";
    const statement = sql`select id from member where name = ${name} and number = ${7n}`;
    expect(statement.text).toBe("select id from member where name = $1 and number = $2");
    expect(statement.values).toEqual([name, "7"]);
  });

  test("counts on through the fragments woven into it", () => {
    const ofDay = sql`day between ${"2026-01-01"} and ${"2026-12-31"}`;
    const statement = sql`select ${1n}::int8 from entry where ${ofDay} and unit = ${"IDR"}`;
    expect(statement.text).toBe("select $1::int8 from entry where day between $2 and $3 and unit = $4");
    expect(statement.values).toEqual(["1", "2026-01-01", "2026-12-31", "IDR"]);
  });

  test("joins what there is, also when that is nothing", () => {
    const wishes = [sql`a = ${1}`, sql`b = ${2}`, sql`c`];
    expect(sql`where ${sql.join(wishes, sql` and `)};`).toMatchObject({ text: "where a = $1 and b = $2 and c;" });
    expect(sql`(${sql.join([sql`x`, sql`y`])})`.text).toBe("(x, y)");
    expect(sql`(${sql.join([])})`.text).toBe("()");
  });

  test("takes somebody's JSON that looks like a fragment as a value", () => {
    const fromOutside = { pieces: ["1 or true"], text: "1 or true", values: [] };
    const statement = sql`select ${fromOutside}::jsonb`;
    expect(statement.text).toBe("select $1::jsonb");
    expect(statement.values).toEqual([JSON.stringify(fromOutside)]);
  });

  test("can have a name, to be planned once", () => {
    expect(sql`select ${1}`.named("one")).toEqual({ name: "one", text: "select $1", values: ["1"] });
  });
});

describe("a name known only when running", () => {
  test("is quoted", () => {
    expect(sql`select * from ${sql.identifier("loans", "loan")}`.text).toBe('select * from "loans"."loan"');
  });

  test.each([['loan"; drop table x; --'], ["Loan"], ["1st"], ["loan x"], ["loan\n"], [""], ["a".repeat(64)]])(
    "is refused when it is %j",
    name => {
      expect(() => sql.identifier("loans", name)).toThrow(/is not a name/);
    },
  );

  test("is refused when there is none", () => {
    expect(() => sql.identifier()).toThrow(TypeError);
  });
});

describe("a value", () => {
  test.each([
    ["money", 12n, "12"],
    ["a count", 12, "12"],
    ["a text", "12", "12"],
    ["nothing", null, null],
    ["an answer", true, "true"],
    ["an instant", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["a document", { a: [1] }, '{"a":[1]}'],
    ["a list of money", [1n, -2n, null], "{1,-2,NULL}"],
    ["a list of lists", [[1n], [2n]], "{{1},{2}}"],
    ["a list of words", ["a", "", "NULL", 'say "so", {now}', "a\\b"], '{"a","","NULL","say \\"so\\", {now}","a\\\\b"}'],
  ])("that is %s is made ready for the wire", (_, value, ready) => {
    expect(asParameter(value)).toEqual(ready);
  });

  test("that is undefined, no number, or cannot be written is refused before anything is sent", () => {
    expect(() => sql`select ${undefined}`).toThrow(/undefined is not a value/);
    expect(() => sql`select ${[undefined]}`).toThrow(/undefined is not a value/);
    expect(() => sql`select ${Number.NaN}`).toThrow(/not a number/);
    expect(() => sql`select ${{ amount: 1n }}`).toThrow(/BigInt/);
    expect(() => sql`select ${() => 1}`).toThrow(/a function cannot be sent/);
  });
});
