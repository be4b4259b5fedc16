/** Whatever is brought, paid, given back and taken back, in any order: no coin of an action is lost or made. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type MemberId, type RecordedFact, type Refusal, sum } from "#base";
import { done, Roofers } from "./roofers.testing.ts";
import { settlementTable } from "./tables.ts";

const coins = fc.bigInt(1n, 5_000n).map(count => count * 100n);
const who = fc.nat(4);

/** What may be said of an action; whether it can be just then is the rules' to say. */
const said = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("brings" as const), who, amount: coins }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("pays" as const), amount: coins, own: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("gives-back" as const), who, kept: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("takes-back" as const), which: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("closes-and-reopens" as const), kept: fc.boolean() }) },
);

test("what was brought is what was spent, what went back and what the fund keeps, to the last coin", () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 30 }), fc.constantFrom("back", "kept", "fund"), (steps, ending) => {
      const group = new Roofers(5);
      // The box has other money too, which is not the action's.
      group.moves("2026-11-02", ["cash/loan", "IDR", 9_000_000n], ["other-income/loan", "IDR", -9_000_000n]);
      const action = group.agrees(300_000n);
      const facts: RecordedFact[] = [];
      const keep = (result: readonly RecordedFact[] | RecordedFact | Refusal): void => {
        if (!("refused" in result)) facts.push(...(Array.isArray(result) ? (result as RecordedFact[]) : [result as RecordedFact]));
      };
      const holds = (): void => {
        const money = group.money(action);
        expect(money.own >= 0n).toBe(true);
        expect(money.brought).toBe(money.spent + money.returned + money.leftToFund + money.own);
        expect(money.fromFund <= 300_000n).toBe(true);
        const { advances, costs } = group.holds(action);
        expect(advances - costs).toBe(money.own);
        const owed = sum(group.members.map((member: MemberId) => group.owed(member)));
        // All that lies in the box beside what others put there is the action's, or waits for who it is owed to.
        expect(group.box() - 9_000_000n).toBe(money.own + owed + money.leftToFund - money.fromFund);
      };
      for (const step of steps) {
        if (step.does === "brings") keep(group.brings(action, group.members[step.who]!, step.amount));
        if (step.does === "pays") keep(group.pays(action, step.amount, step.own ? undefined : true));
        if (step.does === "gives-back") keep(group.givesBack(action, group.members[step.who]!, step.kept ? true : undefined));
        if (step.does === "takes-back" && facts[step.which]) {
          const [fact] = facts.splice(step.which, 1);
          if ("refused" in group.takesBack(fact!, "2026-12-15")) facts.splice(step.which, 0, fact!);
        }
        if (step.does === "closes-and-reopens") {
          done(group.closes(action, step.kept ? { kept: true } : {}));
          holds();
          done(group.reopens(action));
        }
        holds();
      }
      const { own, returned } = group.money(action);
      const decision = ending === "fund" && own > 0n ? group.decidesOnRest(action) : undefined;
      done(group.closes(action, { ...(decision ? { decision } : {}), ...(ending === "kept" ? { kept: true } : {}) }));
      holds();
      expect(group.money(action)).toMatchObject({
        own: 0n,
        returned: returned + (decision ? 0n : own),
        leftToFund: decision ? own : 0n,
      });
      for (const one of group.books.rows(settlementTable, { action_id: action })) expect(one.rest % 100n).toBe(0n);
    }),
    { numRuns: 60 },
  );
});
