import { beforeEach, describe, expect, it } from "vitest";
import type { MemberId } from "#base";
import { members, membershipTable, offsetNames, rolesOn } from "./index.ts";
import { newId, newMember, SmallGroup } from "./small-group.testing.ts";

let group: SmallGroup;
let halimah: MemberId;
let siti: MemberId;
let rini: MemberId;

beforeEach(() => {
  group = new SmallGroup();
  halimah = group.add("Halimah", ["treasurer"]);
  siti = group.add("Siti", ["chair"]);
  rini = group.add("Rini", ["key-holder"]);
});

const refused = (code: string, because?: object) =>
  because === undefined ? expect.objectContaining({ refused: code }) : { refused: code, because };
const accepted = expect.any(Array);
const rowOf = (member: MemberId) => group.all.row(membershipTable, { member_id: member })!;

describe("a woman joins", () => {
  const body = () => ({ member: newMember(), person: newId(), number: 12, name: "Siti" });
  const join = (over: Record<string, unknown> = {}) => group.say("members.join", { ...body(), ...over }, halimah);

  it("with a name and a number, no telephone, no papers, and a name another has too", () => {
    const facts = join();
    expect(facts).toEqual([
      expect.objectContaining({
        kind: "members.joined",
        lines: [],
        texts: [expect.objectContaining({ field: "name", text: "Siti" })],
      }),
    ]);
    expect(JSON.stringify((facts as unknown as { data: unknown }[]).map(fact => fact.data))).not.toContain("Siti");
    expect(join({ number: 13, telephone: "0812 3456 789" })).toEqual(accepted);
  });

  it("under a number nobody has or had", () => {
    expect(join({ number: 3 })).toEqual(refused("members.number-taken", { number: 3 }));
    expect(join({ number: 0 })).toEqual(refused("members.number-from-one"));
    expect(group.say("members.leave", { member: rini, status: "left" }, halimah, [siti])).toEqual(accepted);
    expect(join({ number: 3 })).toEqual(refused("members.number-taken", { number: 3 }));
  });

  it("once; and may come back after she left, under another number", () => {
    const { person_id } = rowOf(rini);
    expect(join({ member: rini })).toEqual(refused("members.member-id-taken"));
    expect(join({ person: person_id })).toEqual(refused("members.person-is-here", { number: 3 }));
    group.say("members.leave", { member: rini, status: "moved" }, halimah, [siti]);
    expect(join({ person: person_id })).toEqual(accepted);
  });
});

describe("a woman leaves", () => {
  const leave = (over: Record<string, unknown> = {}) =>
    group.say("members.leave", { member: rini, status: "died", ...over }, halimah, [siti]);

  it("with nothing owed either way: what stands open is named", () => {
    group.owe(rini, "member-savings.voluntary/loan", -40_000n);
    group.owe(rini, "loans-receivable/loan", 90_000n);
    group.owe(rini, "member-shares/loan", 0n);
    expect(leave()).toEqual(
      refused("members.has-balances", {
        number: 3,
        count: 2,
        accounts: "loans-receivable/loan, member-savings.voluntary/loan",
      }),
    );
  });

  it("with nothing of the group's in her keeping", () => {
    const key = newId();
    expect(
      group.say("members.hold-thing", { thing: key, kind: "key", name: "Kunci", held_by: rini }, halimah, [siti]),
    ).toEqual(accepted);
    expect(leave()).toEqual(refused("members.has-things", { number: 3, count: 1 }));
  });

  it("and her offices end with her, and all she may do", () => {
    expect((leave() as unknown as { kind: string }[]).map(fact => fact.kind)).toEqual([
      "members.office-given-up",
      "members.membership-ended",
    ]);
    expect(rowOf(rini)).toMatchObject({ status: "died", ended_on: "2026-11-24", number: 3 });
    expect(group.officesOf(rini)[0]!.until_on).toBe("2026-11-24");
    expect(rolesOn(group.today, rini, group.all).size).toBe(0);
    expect(leave()).toEqual(refused("members.not-a-member"));
  });

  it("not before she joined", () => {
    expect(
      group.say("members.leave", { member: rini, status: "left" }, halimah, [siti], "2026-11-01" as never),
    ).toEqual(refused("members.leaves-before-joining", { joined_on: "2026-11-24" }));
  });

  it("and is back as before where that was a mistake", () => {
    leave();
    group.reverse(group.leaves.length - 1);
    expect(rowOf(rini)).toMatchObject({ status: "active", ended_on: null });
  });
});

describe("what is personal", () => {
  it("is said by herself or by an officer, and leaves nothing in the log but that it was said", () => {
    const say = (by: MemberId) =>
      group.say("members.set-contact", { member: rini, telephone: "0812", next_of_kin: "Budi" }, by);
    expect(say(rini)).toEqual([
      expect.objectContaining({
        kind: "members.contact-set",
        texts: [
          expect.objectContaining({ field: "telephone", member: rini }),
          expect.objectContaining({ field: "next-of-kin", member: rini }),
        ],
      }),
    ]);
    expect(say(halimah)).toEqual(accepted);
    expect(group.say("members.set-contact", { member: halimah, note: "x" }, rini)).toEqual(
      refused("members.hers-to-say"),
    );
    expect(group.say("members.set-contact", { member: rini }, rini)).toEqual(refused("members.nothing-said"));
    expect(group.say("members.set-contact", { member: newMember(), note: "x" }, halimah)).toEqual(
      refused("members.not-a-member"),
    );
    expect(group.say("members.rename", { member: newMember(), name: "x" }, halimah)).toEqual(
      refused("members.not-a-member"),
    );
    expect(group.say("members.rename", { member: rini, name: "Rini Astuti" }, halimah)).toEqual(accepted);
  });

  it("is erased once, on a ground, and only of who left", () => {
    const erase = (member = rini) => group.say("members.erase-person", { member, ground: "request" }, siti, [halimah]);
    expect(erase()).toEqual(refused("members.erase-after-leaving", { number: 3 }));
    expect(erase(newMember())).toEqual(refused("members.not-a-member"));
    group.say("members.leave", { member: rini, status: "left" }, halimah, [siti]);
    expect(erase()).toEqual([
      { kind: "members.erased", on: "2026-11-24", member: rini, lines: [], data: { ground: "request" } },
    ]);
    expect(rowOf(rini).erased_on).toBe("2026-11-24");
    for (const again of [
      erase(),
      group.say("members.rename", { member: rini, name: "x" }, halimah),
      group.say("members.set-contact", { member: rini, note: "x" }, halimah),
    ])
      expect(again).toEqual(refused("members.erased-already", { erased_on: "2026-11-24" }));
  });

  it("a PIN is given by two others, to a member", () => {
    expect(group.say("members.give-pin", { member: rini }, halimah, [siti])).toEqual(accepted);
    expect(group.say("members.give-pin", { member: siti }, halimah, [siti])).toEqual(
      refused("members.pin-from-two-others"),
    );
    expect(group.say("members.give-pin", { member: newMember() }, halimah, [siti])).toEqual(
      refused("members.not-a-member"),
    );
  });
});

describe("names that two bear", () => {
  it("are told apart by their numbers, and only those", () => {
    const [a, b, c, d] = [newMember(), newMember(), newMember(), newMember()];
    const told = offsetNames([
      { member: a, number: 3, name: "Siti" },
      { member: b, number: 12, name: "SITÍ " },
      { member: c, number: 7, name: "Wulan" },
      { member: d, number: 9, name: null },
    ]);
    expect([...told.values()]).toEqual(["Siti (3)", "SITÍ  (12)", "Wulan", "9"]);
  });
});

describe("every command of the room", () => {
  it("has a projection for each fact it can say, and somebody who may say it", () => {
    const kinds = new Set(Object.keys(members.projections));
    for (const leaf of group.leaves) expect(kinds).toContain(leaf.kind);
    for (const command of members.commands) expect(command.sayableBy.length, command.name).toBeGreaterThan(0);
  });
});
