import { afterAll, beforeAll, expect, it } from "vitest";
import { refuse } from "#base";
import { SmallGroup } from "../../rooms/members/small-group.testing.ts";
import { isOfARule, unheard } from "./refusals-heard.ts";

const heard: [string, boolean][] = [];
const before = globalThis.refusalHeard;
beforeAll(() => {
  globalThis.refusalHeard = (code, stack) => void heard.push([code, isOfARule(stack())]);
});
afterAll(() => {
  globalThis.refusalHeard = before;
});

it("hears a refusal that a rule makes, and knows it from one that a test makes itself", () => {
  const group = new SmallGroup();
  group.say("members.set-place", { place: "00000000-0000-7000-8000-000000000001" }, group.add("Halimah", ["chair"]));
  refuse("members.no-such-place");
  expect(heard).toEqual([
    ["members.no-such-place", true],
    ["members.no-such-place", false],
  ]);
});

it("says at the end which were provoked nowhere", () => {
  expect(unheard(["members.a", "loans.b", "aid.c"], ["loans.b"])).toBe("NO TEST PROVOKED: members.a, aid.c.");
  expect(unheard(["loans.b"], ["loans.b", "members.a"])).toBe(null);
});
