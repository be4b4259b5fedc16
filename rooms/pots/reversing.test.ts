import { describe, expect, test } from "vitest";
import { Circle, done, monday } from "./circle.testing.ts";
import { passOnEntry } from "./pass-on.ts";
import { substituteEntry } from "./substitute.ts";

const state = (circle: Circle) => ({
  pot: { ...circle.pot, last_seq: 0n },
  seats: circle.seats,
  rounds: circle.rounds,
  cash: circle.cash(),
  owed: circle.members.map(one => circle.owedTo(one)),
});

describe("what is taken back", () => {
  test("is as if it had not been: bringing, handing over, passing on, a seat that was taken", () => {
    const circle = new Circle(4);
    const [ani, ina, tini, new_] = circle.members as unknown as never[];
    done(circle.begins({ is_whole: false, seats: [ani!, ina!, tini!] }));
    done(circle.brings(ani!, 50_000n, monday(1)));
    const before = state(circle);
    const [brought] = done(circle.brings(ina!, 30_000n, monday(1)));
    done([circle.takesBack(brought!, monday(1)) as never]);
    expect(state(circle)).toEqual(before);

    const [handed] = done(circle.hands(1, monday(1)));
    done([circle.takesBack(handed!, monday(1)) as never]);
    expect(state(circle)).toEqual(before);
    done(circle.hands(1, monday(1)));

    done(circle.brings(ina!, 50_000n, monday(1)));
    const late = state(circle);
    const [passed] = done(circle.says(passOnEntry, { pot: "pot-2", round: 1 }, monday(1)));
    done([circle.takesBack(passed!, monday(1)) as never]);
    expect(state(circle)).toEqual(late);

    const [taken] = done(
      circle.says(substituteEntry, { pot: "pot-2", seat: 2, member: new_!, amount: 50_000n }, monday(2)),
    );
    done([circle.takesBack(taken!, monday(2)) as never]);
    expect(state(circle)).toEqual(late);
  });

  test("gives back the decision and lets the pot begin again", () => {
    const circle = new Circle(3);
    const facts = done(circle.begins());
    done([circle.takesBack(facts[facts.length - 1]!, monday(1)) as never]);
    expect(circle.pot.status).toBe("taken-back");
    done(circle.begins({ decision: circle.pot.decision_id }, monday(1)));
    expect(circle.pot).toMatchObject({ circle: 2, status: "running" });
  });

  test("comes back last thing first", () => {
    const circle = new Circle(4);
    const [, ina, , new_] = circle.members as unknown as never[];
    const begun = done(circle.begins({ seats: circle.members.slice(0, 3) })).at(-1)!;
    const brought = circle.members.slice(0, 3).map(one => done(circle.brings(one, 50_000n, monday(1)))[0]!);
    expect(circle.takesBack(begun, monday(1))).toMatchObject({ refused: "pots.began-to-bring" });
    const [handed] = done(circle.hands(1, monday(1)));
    expect(circle.takesBack(brought[0]!, monday(1))).toMatchObject({ refused: "pots.round-was-handed-over" });
    const [next] = done(circle.brings(ina!, 50_000n, monday(2)));
    expect(circle.takesBack(handed!, monday(2))).toMatchObject({ refused: "pots.something-came-after" });
    done([circle.takesBack(next!, monday(2)) as never]);
    const [taken] = done(
      circle.says(substituteEntry, { pot: "pot-2", seat: 2, member: new_!, amount: 50_000n }, monday(2)),
    );
    expect(circle.takesBack(handed!, monday(2))).toMatchObject({ refused: "pots.something-came-after" });
    expect(circle.takesBack(brought[1]!, monday(2))).toMatchObject({ refused: "pots.seat-was-taken-over" });
    done(circle.brings(new_!, 50_000n, monday(2)));
    expect(circle.takesBack(taken!, monday(2))).toMatchObject({ refused: "pots.something-came-after" });
  });

  test("does not bring back who left the group, nor a pot that is over", () => {
    const circle = new Circle(3);
    const [ani, ina, new_] = circle.members as unknown as never[];
    done(circle.begins({ seats: [ani!, ina!], is_whole: false }));
    const [taken] = done(circle.says(substituteEntry, { pot: "pot-2", seat: 2, member: new_!, amount: 0n }, monday(1)));
    circle.ends(ina!, "left", monday(1));
    expect(circle.takesBack(taken!, monday(1))).toMatchObject({ refused: "pots.not-a-member" });
    let last = undefined as never;
    for (const [week, seat] of [[1, 1], [2, 2]] as const) {
      for (const { member, amount } of circle.dues(monday(week)))
        last = done(circle.brings(member, amount, monday(week)))[0] as never;
      done(circle.hands(seat, monday(week)));
    }
    expect(circle.takesBack(last, monday(3))).toMatchObject({ refused: "pots.does-not-run" });
  });

  test("of a late part, only while the pot stands where it stood", () => {
    const circle = new Circle(2);
    const [ani, ina] = circle.members as unknown as never[];
    done(circle.begins({ is_whole: false }));
    done(circle.brings(ani!, 50_000n, monday(1)));
    done(circle.hands(1, monday(1)));
    done(circle.brings(ina!, 100_000n, monday(2)));
    const [passed] = done(circle.says(passOnEntry, { pot: "pot-2", round: 1 }, monday(2)));
    done(circle.hands(2, monday(2)));
    expect(circle.takesBack(passed!, monday(2))).toMatchObject({ refused: "pots.something-came-after" });
  });
});
