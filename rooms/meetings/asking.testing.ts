/** For tests: a question of this room or of the aid room, asked by one of a group's women with the roles she has that day. */
import { questions as questionsOfAid } from "#aid/server";
import { read } from "#db";
import { rolesOf } from "#members";
import { peopleOf } from "#members/server";
import { type Group, testKey } from "../../tests/village/group.ts";
import { questions } from "./server.ts";

/** Null where her roles do not let her ask at all. */
export function askIn<Seen>(
  group: Group,
  question: string,
  /** Her place in the group, from 0. */
  by: number,
  params: Readonly<Record<string, string>> = {},
  isPlain = false,
): Promise<Seen | null> {
  return read(group.pool, group.organisation, async client => {
    const { today } = group.edge;
    const member = group.members[by]!;
    const me = (await peopleOf(client, group.organisation, testKey, today)).find(one => one.member === member)!;
    const roles = rolesOf(
      me,
      me.offices.map(role => ({ role, from_on: today, until_on: null })),
      today,
    );
    const asked = { ...questionsOfAid, ...questions }[question]!;
    if (!asked.who.some(one => one === "public" || roles.has(one))) return null;
    return (await asked.ask({
      client,
      organisation: group.organisation,
      member,
      roles,
      today,
      params,
      masterKey: testKey,
      isPlain,
    })) as Seen | null;
  });
}
