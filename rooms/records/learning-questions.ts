/** What she learned and which schemes she is in: for herself and the officers. And what was taught, for those who write it down. */
import { type Asked, isMemberId, type MemberId } from "#base";
import { finderOf, type Someone, whoSees } from "#assembly/server";
import type { PoolClient } from "#db";
import { isOfficer } from "#members";
import { peopleOf } from "#members/server";
import { keepers } from "./add-partner.ts";
import { type Scheme, schemesOf, type Training, trainingsOf } from "./learning-store.ts";

export interface LearningSeen {
  readonly who: Someone;
  readonly isHers: boolean;
  readonly trainings: readonly Training[];
  readonly hours: number;
  readonly schemes: readonly Scheme[];
  /** She herself, or an officer beside whom she sits down. */
  readonly mayWrite: boolean;
}

export async function askLearning(given: Asked<PoolClient>): Promise<LearningSeen | null> {
  const asked = whoSees(given);
  const { client, organisation, masterKey, params, roles, today } = asked;
  const member = params["member"] ?? "";
  if (!isMemberId(member) || !(asked.member === member || isOfficer(roles))) return null;
  const who = (await finderOf(asked))(member);
  if (who.number === 0) return null;
  const trainings = await trainingsOf(client, organisation, masterKey, { member });
  return {
    who,
    isHers: asked.member === member,
    trainings,
    hours: trainings.reduce((hours, one) => hours + one.hours, 0),
    schemes: await schemesOf(client, organisation, member, masterKey, today),
    mayWrite: asked.member === member || keepers.some(role => roles.has(role)),
  };
}

export interface TrainingsSeen {
  readonly trainings: readonly Training[];
  readonly people: readonly { readonly member: MemberId; readonly number: number; readonly name: string | null }[];
}

const trainingsShown = 60;

export async function askTrainings(given: Asked<PoolClient>): Promise<TrainingsSeen | null> {
  const { client, organisation, masterKey, roles, today } = whoSees(given);
  if (!isOfficer(roles)) return null;
  const people = await peopleOf(client, organisation, Buffer.from(masterKey), today);
  return {
    trainings: await trainingsOf(client, organisation, masterKey, { take: trainingsShown }),
    people: people
      .filter(one => one.status === "active" && one.kind === "member")
      .map(({ member, number, name }) => ({ member, number, name })),
  };
}
