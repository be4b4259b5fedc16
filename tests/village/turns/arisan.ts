/**
 * An arisan beside the shares: each who sits in it brings the same at every meeting, and one of them gets it whole. A slip is drawn
 * from a jar. The lot of the books themselves hangs on the seal of the meeting before, so the same seed would not draw the same.
 */
import { need, sum } from "#base";
import { needsPot, potTable, seatsOf } from "#pots";
import type { Play } from "./scene.ts";

export interface Arisan {
  readonly what: "arisan";
  readonly pot: string;
  readonly name: string;
  readonly amount: bigint;
  /** Who sits in it; whoever is named twice has two seats. */
  readonly seats: readonly number[];
}

export const arisan: Play<Arisan> = {
  needs: ({ pot }, books) => [...needsPot(pot), ...(books.isCovered(potTable, { pot }) ? [need.row(potTable, { status: "running" })] : [])],
  lines({ pot, name, amount, seats }, here) {
    if (here.since === 0) {
      const decision = here.idOf("decision");
      const agreed = { decision, question: "other", about: `pot/${pot}`, value: { amount: String(amount) } };
      const how = { unit: here.unit, amount, every: "meeting", turn: "told", is_whole: true };
      return [
        here.line("assembly.decision", { ...agreed, ...here.votes }),
        here.line("pots.begin", { pot, decision, name, ...how, seats: seats.map(number => here.woman(number)) }),
      ];
    }
    const row = here.books.rows(potTable, { pot }).find(one => one.status === "running");
    if (!row) return [];
    const seated = seatsOf(row, here.books);
    const missing = BigInt(row.round * row.seats) * row.amount - sum(seated.map(seat => seat.brought));
    const brought = here.written.filter(line => line.entry === "pots.bring");
    // Where somebody is away the round waits for her.
    if (sum(brought.map(({ body }) => BigInt((body as { readonly amount: string }).amount))) < missing) return [];
    const waiting = seated.filter(seat => seat.received_round === null);
    const drawn = waiting[here.draw(waiting.length)]!;
    return [here.line("pots.hand-over", { pot, seat: drawn.seat })];
  },
};
