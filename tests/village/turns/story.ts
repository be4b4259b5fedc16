/** Tells the turns of a group, meeting by meeting: who would not miss it, what is said before, and what stands on the sheet. */
import { addDays, type Books, type Day, type Entry, type MemberId, type Need, type Role, type Uuid } from "#base";
import { lineOf, type SheetLine } from "#meetings";
import { ofTurn } from "../counted.ts";
import { playOf, type Told } from "./index.ts";
import { type Play, quietBefore, type Scene } from "./scene.ts";

/** What the life knows that is lived. */
export interface Living {
  readonly unit: string;
  readonly template: string;
  readonly family: Scene["family"];
  woman(number: number): MemberId;
  holder(role: Role): MemberId;
  idOf(name: string): Uuid;
  draw(limit: number): number;
  say(
    name: string,
    body: Readonly<Record<string, unknown>>,
    who: { readonly by: MemberId; readonly with: readonly MemberId[]; readonly on: Day },
  ): Promise<void>;
}

/** So many days before a meeting is what was said between it and the one before. */
const daysBefore = 3;

export class Story {
  readonly #turns: readonly { readonly turn: Told; readonly play: Play<Told>; readonly place: number }[];
  readonly #living: Living;

  constructor(turns: readonly Told[], living: Living) {
    this.#turns = turns.map((turn, place) => ({ turn, play: playOf(turn), place }));
    this.#living = living;
  }

  /** Those that came by now, each with what it sees. */
  #told(on: Day, past: number) {
    const { unit, family, woman, holder, idOf } = this.#living;
    return this.#turns
      .filter(({ turn }) => turn.at <= past)
      .map(({ turn, play, place }) => {
        const ofThis = (name: string): Uuid => idOf(`${place} ${turn.what}: ${name}`);
        const loanOf = (number: number): Uuid => idOf(`loan of ${number}`);
        const scene: Scene = { on, since: past - turn.at, unit, family, woman, holder, idOf: ofThis, loanOf };
        return { turn, play, place, scene };
      });
  }

  /** Who comes today, whatever else there is to do. */
  there(on: Day, past: number): ReadonlySet<MemberId> {
    const told = this.#told(on, past);
    return new Set(told.flatMap(({ turn, play, scene }) => play.there?.(turn, scene.since) ?? []).map(this.#living.woman));
  }

  /** Who asks for no loan of her own: one of hers is told of soon, or was today. */
  quiet(past: number): ReadonlySet<MemberId> {
    const weeks = quietBefore[this.#living.template === "vsla" ? "vsla" : "damayan"];
    return new Set(
      this.#turns
        .filter(({ turn }) => turn.at >= past && turn.at - weeks <= past)
        .flatMap(({ turn, play }) => play.borrows?.(turn) ?? [])
        .map(this.#living.woman),
    );
  }

  holdsBack(due: Entry, on: Day, past: number): boolean {
    return this.#told(on, past).some(({ turn, play, scene }) => play.holdsBack?.(turn, due, scene) ?? false);
  }

  async between(on: Day, past: number): Promise<void> {
    const day = addDays(on, -daysBefore);
    for (const { turn, play, scene } of this.#told(on, past))
      await play.between?.(turn, {
        ...scene,
        day,
        say: (name, body, by, ...beside) => this.#living.say(name, body, { by, with: beside, on: day }),
      });
  }

  needs(books: Books, on: Day, past: number): readonly Need[] {
    return this.#told(on, past).flatMap(({ turn, play, scene }) => play.needs?.(turn, books, scene) ?? []);
  }

  lines(
    books: Books,
    of: {
      readonly on: Day;
      readonly past: number;
      readonly hands: number;
      readonly written: readonly SheetLine[];
    },
  ): readonly SheetLine[] {
    const { on, past, hands, written } = of;
    const votes = { votes_for: hands - 1, votes_against: 0, abstaining: 1 };
    let count = 0;
    return this.#told(on, past).flatMap(({ turn, play, scene }) =>
      play.lines?.(turn, {
        ...{ ...scene, books, written, votes, draw: this.#living.draw },
        line: (entry, body) => lineOf(`${ofTurn}${(count += 1)}`, entry, body),
      }) ?? [],
    );
  }
}
