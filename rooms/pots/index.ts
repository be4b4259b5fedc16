/**
 * Rotating pots (arisan, paluwagan, chit): a circle of seats brings the same every round, and each seat receives one round
 * whole. Whose turn it is was agreed, is drawn with a lot everybody can draw again, is told at the meeting, or goes to the
 * lowest bid.
 *
 * A pot has a fund of its own, so that it is never mixed with what is lent, saved or shared out. What a seat put in and has not
 * received stands on the credit side of its member's account, what it received and still has to bring on the debit side; all
 * of them together are what lies in the pot, which the group owes its members. Amounts are minor units.
 */
import type { Room } from "#base";
import { beginEntry, potBegun, potTakenBack } from "./begin.ts";
import { bringEntry, broughtIn, broughtTakenBack } from "./bring.ts";
import { calculators } from "./calculators.ts";
import { dues } from "./dues.ts";
import { endEntry, potEnded } from "./end.ts";
import { handOverEntry, roundHandedOver, roundTakenBack } from "./hand-over.ts";
import { passedOn, passedOnTakenBack, passOnEntry } from "./pass-on.ts";
import { undoNeeds } from "./reversing.ts";
import { noLeavingOutOfPots } from "./leaving.ts";
import { seatGivenBack, seatTaken, substituteEntry } from "./substitute.ts";
import { lastSealTable, potTable, roundTable, seatTable } from "./tables.ts";

export { boundsOf } from "./bids.ts";
export { drawn } from "./lot.ts";
export {
  broughtTo,
  inLot,
  inRound,
  lastCode,
  needsPot,
  needsSeatsHeld,
  positionOf,
  roundsOf,
  seatsHeld,
  seatsOf,
} from "./pot.ts";
export { refusalToLeave } from "./leaving.ts";
export { refusalToReverse } from "./reversing.ts";
export {
  lastSealTable,
  type PotRow,
  potTable,
  type RoundRow,
  roundTable,
  type SeatRow,
  seatTable,
  type Turn,
} from "./tables.ts";

export const pots: Room = {
  name: "pots",
  tables: [potTable, seatTable, roundTable, lastSealTable],
  commands: [],
  entries: [beginEntry, bringEntry, substituteEntry, handOverEntry, passOnEntry, endEntry],
  projections: {
    "pots.begun": potBegun,
    "pots.begun.reversed": potTakenBack,
    "pots.brought": broughtIn,
    "pots.brought.reversed": broughtTakenBack,
    "pots.handed-over": roundHandedOver,
    "pots.handed-over.reversed": roundTakenBack,
    "pots.passed-on": passedOn,
    "pots.passed-on.reversed": passedOnTakenBack,
    "pots.substituted": seatTaken,
    "pots.substituted.reversed": seatGivenBack,
    // A pot that was given up is begun anew.
    "pots.ended": potEnded,
    "pots.given-back": () => [],
  },
  undoNeeds,
  guards: [noLeavingOutOfPots],
  rules: [],
  dues,
  calculators,
};
