import {
  type Books,
  command,
  type Day,
  type Fact,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Text,
  type Uuid,
} from "#base";
import { rolesOn } from "./roles.ts";
import { type HoldingRow, holdingTable, membershipTable, officeTable, type ThingKind, thingKinds } from "./tables.ts";

/** A thing held in common enters the register: the box, a key, a loom, a tent, a field. Its words are the group's own. */
export function holdThing(thing: {
  readonly thing: Uuid;
  readonly kind: ThingKind;
  readonly heldBy: MemberId | null;
  readonly texts: readonly Text[];
  readonly on: Day;
}): Fact {
  return {
    kind: "members.thing-held",
    on: thing.on,
    lines: [],
    data: { thing: thing.thing, kind: thing.kind, ...(thing.heldBy === null ? {} : { held_by: thing.heldBy }) },
    texts: thing.texts,
  };
}

export const thingHeld: Project = fact => {
  const data = fact.data as { thing: Uuid; kind: ThingKind; held_by?: MemberId };
  return [
    put(holdingTable, {
      thing_id: data.thing,
      kind: data.kind,
      held_by: data.held_by ?? null,
      since: fact.on,
      handings: 0,
      status: "in-use",
    }),
  ];
};

/** What a thing is called, who may use it, who decides about it. */
export const thingWords = {
  name: { is: "text", max: 80, optional: true },
  may_use: { is: "text", max: 200, optional: true },
  decides: { is: "text", max: 200, optional: true },
} as const;

export function textsOfThing(
  thing: Uuid,
  words: {
    readonly name?: string | undefined;
    readonly may_use?: string | undefined;
    readonly decides?: string | undefined;
  },
): readonly Text[] {
  return (["name", "may_use", "decides"] as const).flatMap(field => {
    const text = words[field];
    return text === undefined ? [] : [{ about: "members.holding", id: thing, field: field.replace("_", "-"), text }];
  });
}

export const holdThingCommand = command({
  name: "members.hold-thing",
  fields: {
    thing: { is: "uuid" },
    kind: { is: "choice", of: thingKinds },
    ...thingWords,
    name: { is: "text", max: 80 },
    held_by: { is: "member", optional: true },
  },
  sayableBy: ["treasurer", "secretary", "chair"],
  people: 2,
  needs: ({ body }) => [
    need.row(holdingTable, { thing_id: body.thing }),
    ...(body.held_by === undefined ? [] : needsOfKeeper(body.held_by)),
  ],
  decide({ body, on }, books) {
    if (books.row(holdingTable, { thing_id: body.thing })) return refuse("members.thing-known-already");
    const refusal = body.held_by === undefined ? null : refusalToKeep(body.held_by, [body.kind], on, books);
    if (refusal) return refusal;
    const texts = textsOfThing(body.thing, body);
    return { facts: [holdThing({ thing: body.thing, kind: body.kind, heldBy: body.held_by ?? null, texts, on })] };
  },
});

/** What {@link refusalToKeep} must see. */
export const needsOfKeeper = (member: MemberId): readonly Need[] => [
  need.row(membershipTable, { member_id: member }),
  need.row(officeTable, { member_id: member }),
  need.row(holdingTable, { held_by: member }),
];

/**
 * Whether she may have these things. A key goes to a key-holder and each has one; whoever keeps the box has none:
 * so the box opens only where several are together (VSLA method).
 */
export function refusalToKeep(member: MemberId, kinds: readonly ThingKind[], on: Day, books: Books): Refusal | null {
  const membership = books.row(membershipTable, { member_id: member });
  if (membership?.status !== "active") return refuse("members.not-a-member");
  const { number } = membership;
  const has: readonly HoldingRow[] = books
    .rows(holdingTable, { held_by: member })
    .filter(row => row.status === "in-use");
  const count = (kind: ThingKind): number =>
    has.filter(row => row.kind === kind).length + kinds.filter(one => one === kind).length;
  const takesKey = kinds.includes("key");
  if (takesKey && !rolesOn(on, member, books).has("key-holder"))
    return refuse("members.key-for-key-holder", { number });
  if (takesKey && count("key") > 1) return refuse("members.one-key-each", { number });
  if ((takesKey || kinds.includes("box")) && count("key") > 0 && count("box") > 0)
    return refuse("members.box-apart-from-keys", { number });
  return null;
}
