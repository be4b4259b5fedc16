/**
 * Dissolution: the orderly end of a group. Its members decide so at a meeting; from then on the group is wound up, nothing new
 * begins and what is open is brought in, paid out or given up; each fund its members share is divided once, creditors before
 * capital; what is never divided and what was given for a purpose goes to the body the members named and to no member (the
 * asset lock); and the books are closed for good.
 *
 * It stands above all other rooms, and says no to their commands by guards: none of them knows of it. Amounts are minor units.
 */
import type { Room } from "#base";
import { begin, begun } from "./begin.ts";
import { callOff, calledOff } from "./call-off.ts";
import { close, closedForGood, residualGone } from "./close.ts";
import { claimSettled, distribute, distributed } from "./distribute.ts";
import { guards } from "./guards.ts";
import { fundPartTable, memberPartTable, windingUpTable } from "./tables.ts";

export { divide, type Division, type Part, type Residual, type Stake } from "./divide.ts";
export {
  type FundPartRow,
  fundPartTable,
  type MemberPartRow,
  memberPartTable,
  type Receiver,
  type WindingUpRow,
  windingUpTable,
} from "./tables.ts";

export const dissolution: Room = {
  name: "dissolution",
  tables: [windingUpTable, fundPartTable, memberPartTable],
  commands: [begin, callOff, distribute, close],
  projections: {
    "dissolution.begun": begun,
    "dissolution.called-off": calledOff,
    "dissolution.claim-settled": claimSettled,
    "dissolution.distributed": distributed,
    "dissolution.residual-transferred": residualGone,
    "dissolution.closed": closedForGood,
  },
  guards,
  rules: [],
};
