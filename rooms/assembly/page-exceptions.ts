/**
 * The exceptions report: what was asked for beyond a limit of the rules, with why, by which vote, and who answers for it.
 * That there is one, from which limit, and how the hands went, is for all to see; whose it is and why, for officers and
 * herself.
 */
import type { Asked, MemberId, OrganisationId } from "#base";
import type { PoolClient } from "#db";
import { isOfficer } from "#members";
import { readTexts } from "#members/server";
import { isOpenToAll, type LimitPassed } from "./exceptable.ts";
import { decisionsOf, finderOf, whoSees } from "./page-questions.ts";
import { written } from "./screens/written.ts";
import { selectExceptions } from "./store.ts";

/** A limit that was passed: with its figures for who may see them. */
export interface LimitSeen {
  readonly limit: string;
  readonly figures: LimitPassed["figures"] | null;
}

/** All that were asked for, the latest first, with the votes on them. `client` is inside a `read`. */
export async function exceptionsOf(client: PoolClient, organisation: OrganisationId, masterKey: Uint8Array) {
  const rows = await selectExceptions(client, organisation);
  const texts = await readTexts(client, organisation, ["assembly.exception"], Buffer.from(masterKey), ["reason"]);
  const exceptions = [];
  for (const row of rows) {
    const [vote] =
      row.decision_id === null ? [] : await decisionsOf(client, organisation, { decision: row.decision_id });
    const reason = texts.get(`assembly.exception/${row.exception_id}/reason`) ?? null;
    exceptions.push({ row, vote: vote ?? null, reason });
  }
  return exceptions;
}

export type ExceptionsSeen = Awaited<ReturnType<typeof askExceptions>>;
export async function askExceptions(asked: Asked<PoolClient>) {
  const { client, organisation, member, roles, masterKey } = whoSees(asked);
  const find = await finderOf(asked);
  const exceptions = (await exceptionsOf(client, organisation, masterKey)).map(({ row, vote, reason }) => {
    const maySee = isOfficer(roles) || row.member_id === (member as MemberId);
    return {
      thing: row.thing,
      /** Null for who may not see whose it is. */
      exception: maySee ? row.exception_id : null,
      who: maySee ? find(row.member_id) : null,
      amount: maySee ? (row.granted_amount ?? row.amount) : null,
      reason: maySee ? reason : null,
      limits: row.limits.map(({ limit, figures }): LimitSeen => ({
        limit,
        figures: maySee || isOpenToAll(limit) ? figures : null,
      })),
      unit: row.unit,
      status: row.status,
      on: row.granted_on ?? row.asked_on,
      approver: row.approved_by === null ? null : find(row.approved_by),
      vote: vote && {
        on: vote.decided_on,
        meeting: vote.meeting_number,
        for: vote.votes_for,
        against: vote.votes_against,
        abstaining: vote.abstaining,
      },
    };
  });
  return written({ exceptions });
}
