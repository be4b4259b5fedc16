/** The page of a group's end, as one of its members is answered. */
import type { Asked, MemberId } from "#base";
import { type PoolClient, read } from "#db";
import { questions } from "#dissolution/server";
import type { DissolutionSeen } from "../../rooms/dissolution/page-questions.ts";
import { type Group, testKey } from "./group.ts";

/** `roles`: her offices, beside that she is a member. */
export const dissolutionFor = (group: Group, member: MemberId, roles: readonly string[]): Promise<DissolutionSeen> =>
  read(group.pool, group.organisation, async client =>
    (await questions["dissolution.page"]!.ask({
      ...{ client, organisation: group.organisation, member, today: group.edge.today, masterKey: testKey, isPlain: false },
      ...{ roles: new Set(["anyone", "member", ...roles]), params: {} },
    } as unknown as Asked<PoolClient>)) as DissolutionSeen,
  );
