/** A clock and chance that tests hold in their hands, and a mouth to say commands with. */
import {
  type CommandId,
  type Day,
  day,
  type Instant,
  type MemberId,
  memberIdFrom,
  type OrganisationId,
  type Uuid,
  uuidFrom,
} from "#base";
import type { House } from "../../app/house.ts";
import { commandOf } from "../../app/server/border.ts";
import type { Answer, Edge, Intake } from "../../app/server/intake.ts";

/** Repeatable chance: the same seed gives the same ids. A small xorshift; nothing secret comes from it. */
export class Chance {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state;
  }
  below(limit: number): number {
    return this.next() % limit;
  }
  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => (this.next() >>> 16) & 0xff);
  }
}

export class HeldEdge implements Edge {
  #ms = Date.UTC(2026, 0, 1);
  today: Day;
  readonly chance: Chance;
  constructor(today: string, seed = 1) {
    this.today = day(today);
    this.chance = new Chance(seed);
  }
  now(): { at: Instant; today: Day } {
    return { at: `${this.today}T08:00:00Z` as Instant, today: this.today };
  }
  newId(): Uuid {
    this.#ms += 1;
    return uuidFrom(this.#ms, this.chance.bytes(10));
  }
  newMember(): MemberId {
    return memberIdFrom(this.chance.bytes(10));
  }
}

export type Say = (
  name: string,
  body: Readonly<Record<string, unknown>>,
  who: { readonly by: MemberId; readonly with?: readonly MemberId[]; readonly on?: Day; readonly id?: Uuid },
) => Promise<Answer>;

/** Says commands to one organisation, today unless told otherwise. */
export function sayer(intake: Intake, house: House, edge: HeldEdge, organisation: OrganisationId): Say {
  return (name, body, who) => {
    const read = commandOf(house, {
      organisation,
      id: (who.id ?? edge.newId()) as CommandId,
      name,
      on: who.on ?? edge.today,
      body,
    });
    return intake.say({ ...read, by: who.by, with: who.with ?? [] });
  };
}
