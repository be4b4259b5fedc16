/** For the officers of a federation: who leads which chapter, and what its leaders look at. */
import type { MemberId, Uuid } from "#base";
import { peopleOf } from "#members/server";
import { type StandardItem, standardItems } from "../kinds.ts";
import { type Asking, chargesOf } from "./scope.ts";
import { checklistOf, type ItemSeen } from "./visit.ts";

export interface LeadersSeen {
  readonly chapters: readonly {
    readonly chapter: Uuid;
    readonly name: string;
    readonly place: readonly string[];
    readonly leader: MemberId | null;
  }[];
  /** Who could be one: members and officials, by number. */
  readonly people: readonly { readonly member: MemberId; readonly number: number; readonly name: string | null }[];
  readonly checklist: readonly ItemSeen[];
  readonly standard: readonly StandardItem[];
  readonly mayWrite: boolean;
}

export async function askLeaders(asked: Asking): Promise<LeadersSeen | null> {
  const { client, organisation, masterKey, today, isPlain, roles } = asked;
  if (isPlain) return null;
  const people = await peopleOf(client, organisation, Buffer.from(masterKey), today);
  const charges = await chargesOf(asked);
  return {
    chapters: charges
      .map(({ chapter, leader }) => ({
        chapter: chapter.chapter,
        name: chapter.name ?? "",
        place: chapter.place,
        leader: leader as MemberId | null,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    people: people
      .filter(one => one.status === "active")
      .map(({ member, number, name }) => ({ member, number, name })),
    checklist: await checklistOf(asked, today),
    standard: standardItems,
    mayWrite: roles.has("chair") || roles.has("secretary"),
  };
}
