import { beforeEach, describe, expect, it } from "vitest";
import type { MemberId, Uuid } from "#base";
import { handingTable, holdingTable } from "./index.ts";
import { newId, newMember, SmallGroup } from "./small-group.testing.ts";

let group: SmallGroup;
let halimah: MemberId;
let wulan: MemberId;
let siti: MemberId;
let rini: MemberId;
let dewi: MemberId;
let box: Uuid;
let key: Uuid;

beforeEach(() => {
  group = new SmallGroup();
  halimah = group.add("Halimah", ["treasurer"]);
  wulan = group.add("Wulan", ["secretary"]);
  siti = group.add("Siti", ["chair"]);
  rini = group.add("Rini", ["key-holder"]);
  dewi = group.add("Dewi", ["key-holder"]);
  [box, key] = [newId(), newId()];
  hold(box, "box", halimah);
  hold(key, "key", rini);
});

const hold = (thing: Uuid, kind: string, heldBy?: MemberId) =>
  group.say(
    "members.hold-thing",
    { thing, kind, name: kind, may_use: "Semua", decides: "Rapat", held_by: heldBy },
    halimah,
    [siti],
  );
const refused = (code: string) => expect.objectContaining({ refused: code });
const accepted = expect.any(Array);

/** Said by the first of those present. */
function handOver(
  things: readonly Uuid[],
  over: { from?: MemberId | undefined; to?: MemberId; witness?: MemberId },
  present: readonly MemberId[],
) {
  const body = { from: halimah, to: wulan, witness: siti, things, ...over };
  return group.say("members.hand-over", body, present[0]!, present.slice(1));
}

describe("the register", () => {
  it("says what it is, who may use it, who decides and who has it", () => {
    expect(group.all.row(holdingTable, { thing_id: box })).toMatchObject({
      kind: "box",
      held_by: halimah,
      since: "2026-11-24",
      handings: 0,
      status: "in-use",
    });
    const loom = newId();
    const [fact] = hold(loom, "loom") as unknown as { texts: { field: string }[] }[];
    expect(fact!.texts.map(text => text.field)).toEqual(["name", "may-use", "decides"]);
    expect(hold(loom, "loom")).toEqual(refused("members.thing-known-already"));
    expect(group.say("members.describe-thing", { thing: loom, may_use: "Yang menenun" }, halimah)).toEqual(accepted);
    expect(group.say("members.describe-thing", { thing: loom }, halimah)).toEqual(refused("members.nothing-said"));
    expect(group.say("members.describe-thing", { thing: newId(), name: "x" }, halimah)).toEqual(
      refused("members.no-such-thing"),
    );
  });

  it("keeps keys with key-holders, one each, and away from the box", () => {
    expect(hold(newId(), "key", wulan)).toEqual(refused("members.key-for-key-holder"));
    expect(hold(newId(), "key", rini)).toEqual(refused("members.one-key-each"));
    expect(hold(newId(), "box", rini)).toEqual(refused("members.box-apart-from-keys"));
    expect(hold(newId(), "key", newMember())).toEqual(refused("members.not-a-member"));
    expect(hold(newId(), "key", dewi)).toEqual(accepted);
    expect(hold(newId(), "stamp", rini)).toEqual(accepted);
  });

  it("lets a thing go with a reason, and take it back where it was found", () => {
    const lose = () => group.say("members.give-up-thing", { thing: box, reason: "Hanyut banjir" }, halimah, [siti]);
    expect(lose()).toEqual(accepted);
    expect(lose()).toEqual(refused("members.no-such-thing"));
    expect(handOver([box], {}, [halimah, siti])).toEqual(refused("members.no-such-thing"));
    group.reverse(group.leaves.length - 1);
    expect(group.all.row(holdingTable, { thing_id: box })!.status).toBe("in-use");
  });
});

describe("officers change in mid-cycle", () => {
  it("and box and books go over before a witness; each thing has its own line of who, whom and when", () => {
    const books = newId();
    hold(books, "books", halimah);
    const facts = handOver([box, books], {}, [halimah, siti]);
    expect(facts).toEqual([
      expect.objectContaining({
        kind: "members.handed-over",
        data: { thing: box, from: halimah, to: wulan, witness: siti },
      }),
      expect.objectContaining({
        kind: "members.handed-over",
        data: { thing: books, from: halimah, to: wulan, witness: siti },
      }),
    ]);
    expect(group.all.row(holdingTable, { thing_id: box })).toMatchObject({ held_by: wulan, handings: 1 });
    expect(handOver([box], { from: wulan, to: halimah, witness: rini }, [rini, wulan])).toEqual(accepted);
    expect(
      group.all
        .rows(handingTable, { thing_id: box })
        .map(row => [row.place, row.from_member, row.to_member, row.witness]),
    ).toEqual([
      [1, halimah, wulan, siti],
      [2, wulan, halimah, rini],
    ]);
  });

  it("also where the old holder died: the new one and the witness are there", () => {
    expect(handOver([key], { from: rini, to: dewi, witness: halimah }, [halimah, dewi])).toEqual(accepted);
  });

  it("and what nobody had is taken up by somebody", () => {
    const land = newId();
    hold(land, "land");
    expect(handOver([land], { from: undefined, to: wulan, witness: siti }, [wulan, siti])).toEqual(accepted);
  });

  it("but not alone, not behind backs, and not what another has", () => {
    expect(handOver([box], {}, [halimah])).toEqual(refused("members.two-of-three-present"));
    expect(handOver([box], {}, [halimah, rini])).toEqual(refused("members.two-of-three-present"));
    expect(handOver([box], { witness: wulan }, [halimah, wulan])).toEqual(refused("members.witness-is-a-third"));
    expect(handOver([box], { witness: newMember() }, [halimah, wulan])).toEqual(refused("members.not-a-member"));
    expect(handOver([box], { from: siti, witness: rini }, [siti, rini])).toEqual(refused("members.held-by-another"));
    expect(handOver([], {}, [halimah, siti])).toEqual(refused("members.say-which-things"));
    expect(handOver([box, box], {}, [halimah, siti])).toEqual(refused("members.say-which-things"));
    expect(handOver([key], { from: rini }, [rini, siti])).toEqual(refused("members.key-for-key-holder"));
    expect(handOver([box], { to: rini }, [rini, siti])).toEqual(refused("members.box-apart-from-keys"));
    const before = group.say(
      "members.hand-over",
      { from: halimah, to: wulan, witness: siti, things: [box] },
      halimah,
      [siti],
      "2026-11-01" as never,
    );
    expect(before).toEqual(refused("members.handed-over-later"));
  });
});
