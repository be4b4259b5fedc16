import { describe, expect, it } from "vitest";
import type { RuleSaid } from "./draft.ts";
import { linesOf, rhythmOf, withRhythm, withValue } from "./rule-lines.ts";

const rules: readonly RuleSaid[] = [
  { rule: "meetings.method", value: { frequency: "weeks", every: "1", keys: "3", absent_percent_max: "100" } },
  { rule: "savings.shares/loan", value: { price: "10000", meeting_min: "1", meeting_max: "5" } },
  { rule: "savings.product/wajib", value: { fund: "loan", kind: "compulsory", amount: "5000", every: "month" } },
  { rule: "savings.product/sukarela", value: { fund: "loan", kind: "voluntary" } },
  { rule: "aid.fund/social", value: { kind: "social", contribution: { every: "meeting", amount: "2000" } } },
];

describe("rules as sentences", () => {
  it("show only the figures people talk about, and none where a rule has none", () => {
    expect(linesOf(rules).map(line => [line.sentence.split(".").at(-1), line.value])).toEqual([
      ["rhythm", "weeks"],
      ["share-price", "10000"],
      ["shares-most", "5"],
      ["saving", "5000"],
      ["social", "2000"],
    ]);
  });

  it("change one figure deep in a rule and nothing else", () => {
    const line = linesOf(rules).find(one => one.sentence.endsWith("social"))!;
    const changed = withValue(rules, line, "3000");
    expect(changed[4]!.value).toEqual({ kind: "social", contribution: { every: "meeting", amount: "3000" } });
    expect(changed.slice(0, 4)).toEqual(rules.slice(0, 4));
  });

  it("say how often a group meets, and change it with the rest of the method kept", () => {
    expect(rhythmOf(rules)).toBe("week");
    const monthly = withRhythm(rules, "month");
    expect(rhythmOf(monthly)).toBe("month");
    expect(monthly[0]!.value).toMatchObject({ frequency: "months", every: "1", keys: "3" });
  });
});
