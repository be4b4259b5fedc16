import { describe, expect, test } from "vitest";
import { day, type MemberId } from "#base";
import { agreeEntry } from "./agree.ts";
import { commitEntry } from "./commit.ts";
import { refusalToLeave, refusalToShareOut } from "./leaving.ts";
import { began, cement, done, roof, Roofers, saturday, shown, wood, work } from "./roofers.testing.ts";
import { costTable, settlementTable } from "./tables.ts";

type Three = readonly [MemberId, MemberId, MemberId];

/** Agreed on, with 100,000 of the group's own; they brought 100,000, 200,000 and 300,000. */
function begun() {
  const group = new Roofers();
  group.moves(began, ["cash/loan", "IDR", 70_000n], ["other-income/loan", "IDR", -70_000n]);
  const members = group.members as unknown as Three;
  const action = group.agrees(100_000n);
  members.forEach((member, at) => done(group.brings(action, member, 100_000n * BigInt(at + 1))));
  return { group, members, action };
}

describe("the repair of a roof", () => {
  test("is planned, promised, done, paid for and closed, and what is left goes back as it was brought", () => {
    const { group, members, action } = begun();
    const [sari, wulan] = members;
    done(group.promises(action, sari, 100n));
    done(group.promises(action, wulan, 200n));
    done(group.promises(action, wulan, 2n, { intent: cement }));
    done(group.comes(action, sari, 50n));
    done(group.comes(action, sari, 50n));
    done(group.comes(action, wulan, 3n, cement));
    done(group.pays(action, 420_000n));
    done(group.pays(action, 60_000n, true));
    const { lines, doers } = group.now(action);
    expect(lines.map(({ promised, came }) => [promised, came])).toEqual([
      [300n, 100n],
      [2n, 3n],
      [0n, 600_000n],
    ]);
    expect(doers.map(one => one.rest)).toEqual([30_000n, 60_000n, 90_000n]);
    done(group.closes(action));
    expect(group.money(action)).toEqual({
      ...{ brought: 600_000n, spent: 420_000n, fromFund: 60_000n, returned: 180_000n, leftToFund: 0n, own: 0n },
    });
    expect(group.holds(action)).toEqual({ advances: 0n, costs: 0n });
    expect(group.box()).toBe(10_000n);
    expect(group.row(action)).toMatchObject({ status: "closed", closed_on: "2026-12-15" });
  });

  test("gets a number of its own, and accounts once it is agreed on", () => {
    const group = new Roofers();
    const [first, second] = [group.plans(), group.plans()];
    expect([group.row(first).number, group.row(second).number]).toEqual([1, 2]);
    const decision = group.decidesOn(second);
    const facts = done(group.says(agreeEntry, { action: second, decision }, "2026-11-10"));
    expect(facts.slice(1).map(fact => fact.data!["account"])).toEqual(["action-advances.a2/loan", "action-costs.a2/loan"]);
    expect(group.row(second)).toMatchObject({ status: "agreed", from_fund_max: 0n });
  });

  test.each([
    ["a fund without a rule", { fund: "social" }, "actions.fund-has-no-rule"],
    ["nothing that it needs", { intents: [] }, "actions.no-lines"],
    ["a line of nothing", { intents: [{ name: "Semen", unit: "piece", quantity: 0n }] }, "actions.quantity-missing"],
    ["another money", { intents: [{ name: "Kayu", unit: "PHP", quantity: 100n }] }, "actions.other-money"],
    ["money in two lines", { intents: [roof.intents[2], roof.intents[2]] }, "actions.money-twice"],
    ["a day that is past", { happens_on: day("2026-10-31") }, "actions.day-past"],
  ])("is not planned with %s", (_what, of, code) => {
    const group = new Roofers();
    expect(group.refused(group.proposes(of))).toBe(code);
  });

  test("is planned once, and by members", () => {
    const group = new Roofers();
    const action = group.plans();
    expect(group.refused(group.proposes({ action }))).toBe("actions.planned-before");
    group.ends(group.members[0]!, "left", began);
    expect(group.refused(group.proposes())).toBe("actions.not-a-member");
  });

  test("has its money in a fund that members share", () => {
    const group = new Roofers();
    const value = { decided_by_vote: true, promises_seen: "members" };
    const refused = (fund: string) => group.ruleRefused(`actions.action/${fund}`, value)?.refused;
    expect(["none", "social", "beras", "loan"].map(refused)).toEqual([
      "ledger.no-such-fund",
      "actions.fund-is-not-divisible",
      "actions.fund-is-not-money",
      undefined,
    ]);
  });
});

describe("whether it is done", () => {
  test("the members decide where the rule says so, and only then the group's own money is spent on it", () => {
    const group = new Roofers();
    const action = group.plans();
    expect(group.refused(group.says(agreeEntry, { action }, "2026-11-10"))).toBe("actions.members-decide");
    const turnedDown = group.decides("action", `action/${action}`, "2026-11-10", false);
    expect(group.refused(group.says(agreeEntry, { action, decision: turnedDown }, "2026-11-10"))).toBe(
      "assembly.not-carried",
    );
    expect(group.refused(group.brings(action, group.members[0]!, 1_000n))).toBe("actions.not-at-this-step");
  });

  test("officers begin where the rule lets them, with nothing of the group's own money", () => {
    const group = new Roofers(3, { isByVote: false });
    const action = group.plans();
    done(group.says(agreeEntry, { action }, "2026-11-10"));
    expect(group.pays(action, 1_000n, true)).toMatchObject({
      refused: "actions.more-than-fund-gives",
      because: { agreed: 0n, left: 0n },
    });
    expect(group.refused(group.says(agreeEntry, { action: group.id() }, "2026-11-10"))).toBe("actions.no-such-action");
  });
});

describe("a promise", () => {
  test("is her own to make until the day, and an officer's for her after it; said again it stands in place of the first", () => {
    const group = new Roofers();
    const [sari, wulan] = group.members as unknown as Three;
    const action = group.plans();
    done(group.promises(action, sari, 100n));
    done(group.promises(action, sari, 50n));
    expect(group.refused(group.promises(action, wulan, 100n, { by: sari }))).toBe("actions.only-for-herself");
    expect(group.refused(group.promises(action, sari, 100n, { on: "2026-12-13" }))).toBe("actions.day-is-over");
    done(group.promises(action, wulan, 100n, { by: sari, on: "2026-12-13", roles: ["secretary"] }));
    expect(group.now(action).lines[0]!.promised).toBe(150n);
    // Said aloud in the circle it is written on the sheet.
    const said = { action, member: sari, quantities: [{ intent: work, quantity: 0n }] };
    done(group.says(commitEntry, said, "2026-11-10"));
    expect(group.now(action).doers.map(one => one.member)).toEqual([wulan]);
  });

  test("names lines that there are, once", () => {
    const group = new Roofers();
    const [sari] = group.members as unknown as Three;
    const action = group.plans();
    const says = (...quantities: { intent: number; quantity: bigint }[]) =>
      group.refused(group.says(commitEntry, { action, member: sari, quantities }, "2026-11-10"));
    const day = { intent: work, quantity: 100n };
    for (const lines of [[], [day, day], [{ ...day, intent: 4 }]]) expect(says(...lines)).toBe("actions.lines-differ");
    group.ends(sari, "moved", began);
    expect(says(day)).toBe("actions.not-a-member");
    expect(group.refused(group.says(commitEntry, { action: group.id(), member: sari, quantities: [day] }, began))).toBe(
      "actions.no-such-action",
    );
  });

  test("that was not kept is owed by nobody, and keeps nobody from leaving; it ends with her membership", () => {
    const group = new Roofers();
    const [sari, wulan] = group.members as unknown as Three;
    const action = group.agrees();
    done(group.promises(action, sari, 500n));
    done(group.promises(action, wulan, 100n));
    expect(refusalToLeave(sari, 1, group.books)).toBe(null);
    group.ends(sari, "left", "2026-12-01");
    expect(group.now(action).lines[0]!.promised).toBe(100n);
    done(group.closes(action));
    expect(group.holds(action)).toEqual({ advances: 0n, costs: 0n });
    // Who leaves later had promised all the same.
    group.ends(wulan, "left", "2027-03-01");
    expect(group.now(action).lines[0]!.promised).toBe(100n);
  });
});

describe("what comes", () => {
  test("is days and things, of the lines there are; money is paid in", () => {
    const { group, action, members } = begun();
    const [sari] = members;
    expect(group.refused(group.comes(action, sari, 0n))).toBe("actions.amount-missing");
    expect(group.refused(group.comes(action, sari, 1n, 5))).toBe("actions.lines-differ");
    expect(group.refused(group.comes(action, sari, 1_000n, wood))).toBe("actions.money-is-paid-in");
    expect(group.refused(group.brings(action, sari, 0n))).toBe("actions.amount-missing");
    expect(group.brings(action, sari, 150n)).toMatchObject({ refused: "actions.not-in-cash", because: { step: 100n } });
  });

  test("leaves no trace in the ledger but money does: her days are hers to give", () => {
    const { group, action, members } = begun();
    const [fact] = done(group.comes(action, members[0], 100n));
    expect(fact).toMatchObject({ lines: [], data: { action, quantities: [{ intent: "1", quantity: "100" }] } });
  });
});

describe("a cost", () => {
  test("is paid out of what was brought for it, or of the fund's own as far as was decided", () => {
    const { group, action } = begun();
    expect(group.pays(action, 600_100n)).toMatchObject({
      refused: "actions.own-money-short",
      because: { there: 600_000n, missing: 100n },
    });
    done(group.pays(action, 60_000n, true));
    expect(group.pays(action, 40_100n, true)).toMatchObject({
      refused: "actions.more-than-fund-gives",
      because: { agreed: 100_000n, left: 40_000n },
    });
    // What lies in the box beside the group's own is what they brought.
    expect(group.pays(action, 10_100n, true)).toMatchObject({
      refused: "actions.fund-has-less",
      because: { there: 10_000n },
    });
    expect(group.refused(group.pays(action, 1_050n))).toBe("actions.not-in-cash");
    const cost = group.id();
    done(group.pays(action, 600_000n, undefined, cost));
    expect(group.refused(group.pays(action, 100n, undefined, cost))).toBe("actions.paid-before");
    expect(group.money(action)).toMatchObject({ spent: 600_000n, fromFund: 60_000n, own: 0n });
  });

  test("says to whom and for what in texts, and not in the log", () => {
    const { group, action } = begun();
    const [fact] = done(group.pays(action, 1_000n));
    expect(fact!.texts!.map(one => one.field)).toEqual(["paid_to", "purpose"]);
    expect(shown([fact!.data, fact!.lines])).not.toMatch(/Amat|Kayu/);
  });
});

describe("what is left", () => {
  test("is split to the last coin: 100 that cannot be halved goes to the larger fraction", () => {
    const { group, action, members } = begun();
    done(group.pays(action, 599_900n));
    done(group.closes(action, { kept: true }));
    // A sixth, a third and a half of one coin.
    expect(members.map(member => group.owed(member))).toEqual([0n, 0n, 100n]);
    expect(group.money(action)).toMatchObject({ returned: 100n, own: 0n });
  });

  test("stays with the fund by a decision, which is needed only where something is left", () => {
    const { group, action } = begun();
    done(group.pays(action, 400_000n));
    const decision = group.decidesOnRest(action);
    done(group.closes(action, { decision }));
    expect(group.money(action)).toMatchObject({ returned: 0n, leftToFund: 200_000n });
    expect(group.books.balance({ account: "other-income/loan", unit: "IDR" })).toBe(-270_000n);
    const other = group.agrees();
    expect(group.refused(group.closes(other, { decision: group.decidesOnRest(other) }))).toBe(
      "actions.nothing-left-to-decide",
    );
    expect(group.refused(group.closes(action))).toBe("actions.not-at-this-step");
  });

  test("is not left to the fund by another decision", () => {
    const { group, action } = begun();
    expect(group.refused(group.closes(action, { decision: group.decidesOn(action) }))).toBe("assembly.no-decision");
  });

  test("is hers before, where she takes her part out: what the others have stays as it was", () => {
    const { group, action, members } = begun();
    const [sari, wulan, rohani] = members;
    done(group.pays(action, 300_000n));
    expect(refusalToLeave(wulan, 2, group.books)).toMatchObject({ refused: "actions.leaves-with-money" });
    expect(refusalToShareOut("loan", group.books)).toMatchObject({ refused: "actions.fund-is-used" });
    done(group.givesBack(action, wulan, true));
    expect(group.owed(wulan)).toBe(100_000n);
    expect(group.refused(group.givesBack(action, wulan))).toBe("actions.brought-no-money");
    expect(group.now(action).doers.map(one => one.rest)).toEqual([50_000n, 0n, 150_000n]);
    done(group.closes(action));
    expect(group.books.rows(settlementTable, { action_id: action }).map(one => [one.member_id, one.used])).toEqual([
      [wulan, 100_000n],
      [sari, 50_000n],
      [rohani, 150_000n],
    ]);
    expect(refusalToShareOut("loan", group.books)).toBe(null);
  });
});

describe("a mistake", () => {
  test("is taken back, the last thing first", () => {
    const { group, action, members } = begun();
    const [sari] = members;
    const [came] = done(group.comes(action, sari, 200n));
    done([group.takesBack(came!, saturday)] as never);
    expect(group.now(action).lines[0]!.came).toBe(0n);
    const agreed = group.facts.find(fact => fact.kind === "actions.agreed")!;
    expect(group.refused(group.takesBack(agreed, saturday))).toBe("actions.reverse-later-first");
    const brought = group.facts.find(fact => fact.kind === "actions.paid-in" && fact.member === members[2])!;
    const [cost] = done(group.pays(action, 400_000n));
    expect(group.refused(group.takesBack(brought, saturday))).toBe("actions.reverse-later-first");
    const [given] = done(group.givesBack(action, sari));
    // A part of the cost is hers now, and hers is settled.
    expect(group.refused(group.takesBack(cost!, saturday))).toBe("actions.reverse-later-first");
    expect(group.refused(group.takesBack(given!, saturday))).toBeUndefined();
    expect(group.refused(group.takesBack(cost!, saturday))).toBeUndefined();
    expect(group.refused(group.takesBack(brought, saturday))).toBeUndefined();
    expect(group.money(action)).toEqual({
      ...{ brought: 300_000n, spent: 0n, fromFund: 0n, returned: 0n, leftToFund: 0n, own: 300_000n },
    });
    expect(group.books.rows(costTable, { action_id: action })[0]!.paid_seq).toBe(null);
  });

  test("in a closing is taken back from all at once, and the action goes on", () => {
    const { group, action } = begun();
    done(group.pays(action, 100_000n));
    const before = { money: group.money(action), holds: group.holds(action), box: group.box() };
    const closing = done(group.closes(action));
    for (const fact of closing) expect(group.refused(group.takesBack(fact, "2026-12-22"))).toBe("actions.reopen-instead");
    done(group.reopens(action));
    expect({ money: group.money(action), holds: group.holds(action), box: group.box() }).toEqual(before);
    expect(group.row(action)).toMatchObject({ status: "agreed", closed_on: null });
    expect(group.refused(group.reopens(action))).toBe("actions.not-at-this-step");
    done(group.closes(action, { decision: group.decidesOnRest(action) }));
    done(group.reopens(action));
    group.ends(group.members[1]!, "left", "2026-12-20");
    done(group.closes(action));
    expect(group.refused(group.reopens(action))).toBe("actions.somebody-left");
  });

  test("in the agreement is taken back while nothing came of it", () => {
    const group = new Roofers();
    const action = group.agrees(50_000n);
    const agreed = group.facts.find(fact => fact.kind === "actions.agreed")!;
    expect(group.refused(group.takesBack(agreed, "2026-11-17"))).toBeUndefined();
    expect(group.row(action)).toMatchObject({ status: "open", from_fund_max: null, decision_id: null });
    // Its accounts are there already when the members agree again.
    group.agrees(null, action);
    expect(group.row(action)).toMatchObject({ status: "agreed", from_fund_max: 0n });
  });
});

describe("calling it off", () => {
  test("is possible while nothing came of it; afterwards it is closed", () => {
    const group = new Roofers();
    const [first, second] = [group.agrees(), group.agrees()];
    done(group.comes(second, group.members[0]!, 100n));
    expect(group.refused(group.callsOff(second))).toBe("actions.close-it-instead");
    const [called] = done(group.callsOff(first));
    expect(group.row(first).status).toBe("cancelled");
    expect(group.refused(group.comes(first, group.members[0]!, 100n))).toBe("actions.not-at-this-step");
    expect(group.refused(group.takesBack(called!, "2026-12-02"))).toBeUndefined();
    expect(group.row(first).status).toBe("agreed");
  });
});
