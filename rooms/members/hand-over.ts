import {
  assert,
  command,
  type Day,
  type Fact,
  type MemberId,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { needsOfKeeper, refusalToKeep } from "./hold-thing.ts";
import { handingTable, type HoldingRow, holdingTable, membershipTable } from "./tables.ts";

/** One thing passes from hand to hand before a witness: one leaf each, so every thing has its own history. */
export function handOver(thing: HoldingRow, to: MemberId, witness: MemberId, on: Day, note?: string): Fact {
  return {
    kind: "members.handed-over",
    on,
    lines: [],
    data: { thing: thing.thing_id, to, witness, ...(thing.held_by === null ? {} : { from: thing.held_by }) },
    ...(note === undefined
      ? {}
      : {
          texts: [
            { about: "members.handing", id: `${thing.thing_id}.${thing.handings + 1}`, field: "note", text: note },
          ],
        }),
  };
}

export const handedOver: Project = (fact, books) => {
  const data = fact.data as { thing: Uuid; to: MemberId; witness: MemberId; from?: MemberId };
  const row = books.row(holdingTable, { thing_id: data.thing });
  assert(row, "a thing that is handed over is in the register");
  const place = row.handings + 1;
  return [
    put(holdingTable, { ...row, held_by: data.to, since: fact.on, handings: place }),
    put(handingTable, {
      thing_id: data.thing,
      place,
      from_member: data.from ?? null,
      to_member: data.to,
      witness: data.witness,
      on_day: fact.on,
    }),
  ];
};

/**
 * Officers change in the middle of a cycle: box, books and keys go over, and a third sees it. Two of the three are
 * there by their own PIN, so it still works where the old holder is away or died.
 */
export const handOverCommand = command({
  name: "members.hand-over",
  fields: {
    /** Absent where nobody had it before. */
    from: { is: "member", optional: true },
    to: { is: "member" },
    witness: { is: "member" },
    things: { is: "list", of: { is: "uuid" }, max: 30 },
    note: { is: "text", max: 300, optional: true },
  },
  sayableBy: ["member"],
  people: 2,
  needs: ({ body }) => [
    ...needsOfKeeper(body.to),
    need.row(membershipTable, { member_id: body.witness }),
    ...body.things.map(thing => need.row(holdingTable, { thing_id: thing })),
  ],
  decide({ body, on }, books, context) {
    const { from, to, witness } = body;
    if (body.things.length === 0 || new Set(body.things).size < body.things.length)
      return refuse("members.say-which-things");
    if (from === to || witness === to || witness === from) return refuse("members.witness-is-a-third");
    if (books.row(membershipTable, { member_id: witness })?.status !== "active") return refuse("members.not-a-member");
    const present = new Set([context.by, ...context.with].filter(one => one === from || one === to || one === witness));
    if (present.size < 2) return refuse("members.two-of-three-present", { present: present.size });
    const things: HoldingRow[] = [];
    for (const thing of body.things) {
      const row = books.row(holdingTable, { thing_id: thing });
      if (row?.status !== "in-use") return refuse("members.no-such-thing");
      if (row.held_by !== (from ?? null))
        return refuse("members.held-by-another", { kind: row.kind, since: row.since });
      if (on < row.since) return refuse("members.handed-over-later", { kind: row.kind, since: row.since });
      things.push(row);
    }
    const refusal: Refusal | null = refusalToKeep(
      to,
      things.map(row => row.kind),
      on,
      books,
    );
    if (refusal) return refusal;
    return { facts: things.map(row => handOver(row, to, witness, on, body.note)) };
  },
});
