/** What a chapter does beside its dues: savings laid down for a time, capital subscribed to, and a drive for the burial fund. */
import { addDays } from "#base";
import type { Play } from "./scene.ts";

export interface TermDeposit {
  readonly what: "term";
  readonly woman: number;
  readonly product: string;
  readonly amount: bigint;
}

export const term: Play<TermDeposit> = {
  there: ({ woman }, since) => (since === 0 ? [woman] : []),
  lines({ woman, product, amount }, here) {
    if (here.since !== 0) return [];
    return [here.line("savings.open-term", { deposit: here.idOf("deposit"), member: here.woman(woman), product, amount })];
  },
};

/** Shares that are paid in by instalments. */
export interface Subscription {
  readonly what: "subscription";
  readonly product: string;
  readonly share: bigint;
  readonly shares: readonly (readonly [number, number])[];
}

export const subscription: Play<Subscription> = {
  there: ({ shares }, since) => (since === 0 ? shares.map(([number]) => number) : []),
  lines({ product, share, shares }, here) {
    if (here.since !== 0) return [];
    return shares.map(([number, count]) =>
      here.line("savings.subscribe", { member: here.woman(number), product, shares: count, amount: share * BigInt(count) }),
    );
  },
};

/** Who did not join the burial fund at the founding is asked again: some do, some would rather not. */
export interface Drive {
  readonly what: "drive";
  readonly fund: string;
  readonly entryFee: bigint;
  /** Who enrols now, each with the year she was born in. */
  readonly joins: readonly (readonly [number, number])[];
  readonly declines: readonly number[];
  /** Asked by now of all who are not in. */
  readonly undecided: readonly number[];
  readonly days: number;
}

/** Who was not in before. */
export const outsideBefore = ({ joins, declines, undecided }: Drive): readonly number[] => [
  ...joins.map(([number]) => number),
  ...declines,
  ...undecided,
];

export const drive: Play<Drive> = {
  there: ({ joins }, since) => (since === 1 ? joins.map(([number]) => number) : []),
  async between(turn, here) {
    if (here.since > 1) return;
    const by = here.holder("treasurer");
    const id = here.idOf("drive");
    if (here.since === 0) {
      const target = outsideBefore(turn).length;
      await here.say("aid.open-drive", { drive: id, fund: turn.fund, target, ends_on: addDays(here.day, turn.days) }, by);
      return;
    }
    const offered = turn.joins.length + turn.declines.length;
    await here.say("aid.count-offers", { drive: id, offered, declined: turn.declines.length }, by);
  },
  lines({ fund, entryFee, joins }, here) {
    if (here.since !== 1) return [];
    return joins.map(([number, birth_year]) =>
      here.line("aid.enrol", { member: here.woman(number), fund, amount: entryFee, beneficiaries: [here.family], birth_year }),
    );
  },
};
