import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Calculator, isRefusal, type Json } from "#base";
import { afterAll, describe, expect, test } from "vitest";
import { calculate } from "./calculate.ts";
import { calculatorsOfRoom } from "./calculators.ts";
import { languages, sayIn } from "./words.ts";

const lumbung = fileURLToPath(new URL("../../bin/lumbung", import.meta.url));
const elsewhere = mkdtempSync(join(tmpdir(), "lumbung-shell-"));
afterAll(() => rmSync(elsewhere, { recursive: true }));

function shell(words: readonly string[], input: string | Buffer = "", program = lumbung) {
  const { status, stdout, stderr } = spawnSync(program, words, { input, cwd: elsewhere, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("bin/lumbung, from any folder", () => {
  test("lists the rooms", () => {
    const { status, stdout } = shell(["--help"]);
    expect(status).toBe(0);
    for (const room of ["ledger", "members", "assembly", "savings", "loans", "aid", "meetings", "reports"])
      expect(stdout).toMatch(new RegExp(`^ +${room}$`, "m"));
  });

  test("lists the calculators of a room", () => {
    const { status, stdout } = shell(["loans", "--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("loans schedule");
    expect(stdout).toContain("loans due-dates");
  });

  test("lists the options of a question", () => {
    expect(shell(["ledger", "statements", "--help"]).stdout).toMatch(/--on\n {2}--from/);
    expect(shell(["ledger", "verify", "--help"]).stdout).toContain("no options");
  });

  test("prints an input that works, and answers it", () => {
    const example = shell(["savings", "share-out", "--example"]);
    const answer = shell(["savings", "share-out"], example.stdout);
    expect(answer.status).toBe(0);
    expect(JSON.parse(answer.stdout)).toHaveProperty("value_per_share");
  });

  test("works through the link that npm makes", () => {
    const link = join(elsewhere, "lumbung");
    symlinkSync(lumbung, link);
    const { status, stdout } = shell(["ledger", "canonical", "--any"], '{"text":"[1.50]"}', link);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).canonical).toBe("[1.5]");
  });

  test("a refusal ends with 2 and says why, in the language asked for", () => {
    const { status, stdout } = shell(["loans", "schedule", "--lang", "id"], '{"principle":"1"}');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      refused: "loans.unknown-field",
      because: { field: "principle" },
      message: "Isian “principle” tidak dikenal di sini. Periksa ejaannya.",
    });
  });

  test.each([
    [["granary"]],
    [["loans", "forgive"]],
    [["loans", "schedule", "again"]],
    [["loans", "schedule", "--any"]],
  ])("what there is not is said: %j", words => {
    const { status, stdout, stderr } = shell(words);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("--");
    expect(stderr).not.toMatch(/cli\./);
  });
});

const all: readonly Calculator[] = (await Promise.all(Object.values(calculatorsOfRoom).map(load => load()))).flat();
const named = (name: string) => all.find(calculator => calculator.name === name)!;
const say = sayIn("en");
const run = (calculator: Calculator, input: Json | Buffer) =>
  calculate(calculator, typeof input === "string" || Buffer.isBuffer(input) ? input : JSON.stringify(input), {
    switches: new Set(),
    say,
  });

test("the shell knows the calculators that the rooms show at their doors", async () => {
  const { house } = await import("../rooms.ts");
  const shown = house.rooms.flatMap(room => room.calculators ?? []).map(({ name }) => name);
  expect(all.map(({ name }) => name)).toEqual(shown);
});

describe("a calculation", () => {
  test.each(all.map(calculator => [calculator.name, calculator] as const))(
    "%s answers its example, and refuses what it does not know",
    (_, calculator) => {
      const { output, status } = run(calculator, calculator.example);
      expect(isRefusal(output)).toBe(false);
      expect(status).toBe(0);
      const unknown = run(calculator, { ...(calculator.example as object), misspelt: "1" });
      expect(unknown.status).toBe(2);
      expect(unknown.output).toMatchObject({
        refused: expect.stringMatching(/\.unknown-field$/),
        because: { field: "misspelt" },
        message: "The input field “misspelt” is not known here. Check how it is spelt.",
      });
    },
  );

  test("leaves out what an example says about itself, unless it is an input", () => {
    const dates = named("loans due-dates");
    const told = { id: "x", title: "t", notes: [], expected: 1, expect_fewer: 2, currency: "IDR", total: "1" };
    expect(run(dates, { ...(dates.example as object), ...told })).toEqual(run(dates, dates.example));
    const shareOut = named("savings share-out");
    expect(run(shareOut, { ...(shareOut.example as object), currency: "XXX" }).status).toBe(2);
  });

  test("a list gives a list; what is refused stands in its place, and the status is 2", () => {
    const dates = named("loans due-dates");
    const { output, status } = run(dates, [dates.example, { count: 1 }, "x", dates.example]);
    expect(status).toBe(2);
    expect((output as Json[]).map(isRefusal)).toEqual([false, true, true, false]);
    expect(run(dates, [dates.example]).status).toBe(0);
    expect(run(dates, [])).toEqual({ output: [], status: 0 });
  });

  test("a thousand inputs are answered in their order", () => {
    const dates = named("loans due-dates");
    const inputs = Array.from({ length: 1_000 }, (_, index) => ({ ...(dates.example as object), count: index % 12 }));
    const { output } = run(dates, inputs as Json);
    expect((output as { dates: string[] }[]).map(({ dates }) => dates.length)).toEqual(
      inputs.map(({ count }) => count),
    );
  });

  test("what is no JSON is refused with a sentence", () => {
    const { output, status } = run(named("aid benefit"), "{");
    expect(status).toBe(2);
    expect(output).toMatchObject({
      refused: "aid.field-malformed",
      message: "The input field “input” cannot be read. Expected: JSON.",
    });
  });

  test("a byte order mark and the line ends of another system are nothing", () => {
    const dates = named("loans due-dates");
    const text = JSON.stringify(dates.example, null, 2).replaceAll("\n", "\r\n");
    expect(run(dates, Buffer.from(`\uFEFF${text}`, "utf8"))).toEqual(run(dates, dates.example));
  });

  test("bytes that are no UTF-8 are refused: whatever was put in their place would have another hash", () => {
    const broken = Buffer.concat([Buffer.from('{"text":"\\"'), Buffer.from([0xff]), Buffer.from('\\""}')]);
    const { output, status } = run(named("ledger canonical"), broken);
    expect(status).toBe(2);
    expect(output).toMatchObject({
      refused: "ledger.field-malformed",
      because: { field: "input", expected: "JSON in UTF-8" },
    });
    expect(shell(["loans", "due-dates"], Buffer.from("{}", "utf16le")).status).toBe(2);
  });

  test("amounts in a refusal are minor units, as strings", () => {
    const { output } = run(named("savings share-out"), {
      pot: "5",
      shares: [1],
      policy: "floor",
      exclude: { social: "9" },
      currency: "PHP",
    });
    expect(output).toMatchObject({ refused: "savings.excluded-over-pot", because: { excluded: "900", pot: "500" } });
  });
});

test("words that are missing in one language are said in English, and a code without words is itself", () => {
  expect(languages).toContain("id");
  expect(sayIn("xx")("loans.term-too-long", { days_max: 36_525 })).toContain("36525");
  expect(say("loans.never-heard-of")).toBe("loans.never-heard-of");
});
