/** A clock that stands on the day of the meeting that is lived, for ids and days alike. */
import { type Day, type Instant, type Uuid, uuidFrom } from "#base";
import type { Edge } from "../../app/server/intake.ts";
import { Chance } from "./edge.ts";

export class PastEdge implements Edge {
  today: Day;
  chance: Chance;
  readonly #first: Day;
  readonly #seed: number;
  #count = 0;
  constructor(today: Day, seed: number) {
    this.today = today;
    this.chance = new Chance(seed);
    this.#first = today;
    this.#seed = seed;
  }
  /** Chance begins anew with each meeting, so that a life that was cut short goes on with the same ids and the same luck. */
  goTo(today: Day, past: number): void {
    this.today = today;
    this.chance = new Chance(Math.imul(this.#seed + 1, 0x9e3779b1) ^ Math.imul(past + 1, 0x85ebca6b));
    this.#count = 0;
  }
  now(): { at: Instant; today: Day } {
    return { at: `${this.today}T07:00:00Z` as Instant, today: this.today };
  }
  newId(): Uuid {
    this.#count += 1;
    return uuidFrom(Date.parse(`${this.today}T07:00:00Z`) + this.#count, this.chance.bytes(10));
  }
  /** The id of a thing that later meetings speak of too: the same for the same name, whenever the life is lived on. */
  idOf(name: string): Uuid {
    let hash = 0x811c9dc5 ^ this.#seed;
    for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
    return uuidFrom(Date.parse(`${this.#first}T07:00:00Z`), new Chance(hash).bytes(10));
  }
}
