/** What verifying the books finds. */
import type { CommandId } from "#base";
import type { RowFault } from "./verify-rows.ts";

export type Verified =
  | {
      readonly ok: true;
      readonly leaves: bigint;
      /** Chain hash of the last leaf, 64 hexadecimal digits. */
      readonly chain: string;
    }
  | Fault;

export interface Fault {
  readonly ok: false;
  readonly fault: FaultKind;
  /** The leaf where it shows first; null where no leaf says anything of it. */
  readonly seq: bigint | null;
  readonly command: CommandId | null;
  /** Number of the meeting the leaf was sealed at; null between meetings. */
  readonly meeting: number | null;
  /** The journal line, where it is one. */
  readonly line: LinePlace | null;
  /** The row of a room, where it is one. */
  readonly row: RowFault["row"] | null;
  /** Which column or hash, for faults of a leaf or a row itself. */
  readonly part: string | null;
  readonly found: string | null;
  readonly expected: string | null;
}

export type FaultKind =
  /** A number in the sequence is missing. */
  | "leaf-missing"
  /** The text is not what its hash says. */
  | "text-altered"
  /** The hash beside the text is not that of the text, which the chain still vouches for. */
  | "hash-altered"
  /** The chain does not follow from the leaf before. */
  | "chain-altered"
  /** A column says something else than the text. */
  | "column-altered"
  /** A command has other leaves than it says. */
  | "command-altered"
  | "line-missing"
  | "line-extra"
  | "line-altered"
  /** Lines of an account are not 1, 2, 3 … */
  | "line-number-altered"
  /** A balance is not the one before and the amount. */
  | "balance-altered"
  /** A control total is not what its members' balances add up to. */
  | "total-altered"
  /** The head is not the last leaf: leaves were cut off, or the head was moved. */
  | "head-altered"
  /** A room's table does not say what the entries say. */
  | RowFault["fault"];

/** A place in the books. `number` counts within the account and member; null for a line that is gone. */
export interface LinePlace {
  readonly account: string;
  readonly member: string | null;
  readonly unit: string;
  readonly number: bigint | null;
}
