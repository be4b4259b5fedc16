/** The shapes of sealed meetings, and of what may be planned before one is sealed. See `seen.ts`. */
import type { Day, MemberId, Uuid } from "#base";
import type { RollMark } from "../tables.ts";
import type { Amount, Woman } from "./seen.ts";

/** One fact of a sealed meeting. */
export interface FactSeen {
  readonly seq: string;
  readonly kind: string;
  readonly member: MemberId | null;
  readonly fund: string;
  readonly unit: string;
  /** Into the box above zero, out of it below. Where no cash moved: what was moved, and `isCash` false. */
  readonly amount: Amount;
  readonly isCash: boolean;
  readonly product: string | null;
  readonly reason: string | null;
  readonly shares: number | null;
  readonly isTakenBack: boolean;
  readonly canBeTakenBack: boolean;
}

export interface FundMoved {
  readonly fund: string;
  readonly name: string | null;
  readonly unit: string;
  readonly opening: Amount;
  readonly in: Amount;
  readonly out: Amount;
  readonly closing: Amount;
  readonly difference: Amount;
  /** Said from memory when the meeting began, and what was counted in the opened box; null where nobody did. */
  readonly remembered: Amount | null;
  readonly countedFirst: Amount | null;
}

export interface TotalSeen {
  readonly kind: string;
  readonly fund: string;
  readonly unit: string;
  readonly amount: Amount;
  readonly entries: number;
}

interface Called {
  readonly number: number;
  readonly name: string | null;
}

export interface MeetingSeen {
  readonly meeting: Uuid;
  readonly number: number;
  readonly day: Day;
  readonly groupName: string;
  readonly place: string | null;
  readonly code: string;
  /** Whose keys locked the box; a substitute with the key-holder she stood in for. */
  readonly keys: readonly (Called & { readonly insteadOf: Called | null })[];
  readonly roll: Readonly<Record<RollMark, number>>;
  readonly funds: readonly FundMoved[];
  readonly totals: readonly TotalSeen[];
  readonly decisions: readonly {
    readonly question: string;
    readonly about: string;
    readonly for: number;
    readonly against: number;
    readonly abstaining: number;
    readonly isCarried: boolean;
  }[];
  /** Her own lines and mark. */
  readonly own: {
    readonly mark: RollMark | null;
    readonly representative: string | null;
    readonly facts: readonly FactSeen[];
  };
  /** Everybody's, for officers alone. */
  readonly sheet: SheetSeen | null;
  readonly names: {
    readonly products: Readonly<Record<string, string>>;
    readonly fines: Readonly<Record<string, string>>;
  };
}

export interface SheetSeen {
  readonly women: readonly (Woman & { readonly mark: RollMark | null; readonly representative: string | null })[];
  readonly facts: readonly FactSeen[];
}

export interface ListSeen {
  readonly open: { readonly number: number; readonly day: Day } | null;
  readonly meetings: readonly {
    readonly meeting: Uuid;
    readonly number: number;
    readonly day: Day;
    readonly present: number;
  }[];
}

/** What each gets if it were done now, on the books with the sheet on top. */
export interface ShareOutPlanSeen {
  readonly fund: string;
  readonly unit: string;
  readonly pot: Amount;
  readonly shares: string;
  /** Minor units a share, rounded down. */
  readonly perShare: Amount;
  readonly remainder: Amount;
  /** What shares do not cover of debts, in all; and whether those loans go on by the rule, or are written off. */
  readonly rest: Amount;
  readonly restStaysOpen: boolean;
  readonly members: readonly {
    readonly member: MemberId;
    readonly shares: string;
    readonly value: Amount;
    readonly setOff: Amount;
    readonly rest: Amount;
    readonly payout: Amount;
  }[];
}

export interface LeavingPlanSeen {
  readonly member: MemberId;
  /** She owes more on her loans than she has: the members decide whether she leaves all the same. */
  readonly needsDecision: boolean;
  readonly funds: readonly {
    readonly fund: string;
    readonly unit: string;
    readonly stake: Amount;
    /** What her shares are worth above what she paid for them; below zero, a loss. */
    readonly gain: Amount;
    /** What is taken off, for which fund. */
    readonly takenOff: readonly { readonly what: "loan" | "aid"; readonly fund: string; readonly amount: Amount }[];
    readonly payout: Amount;
    readonly stillOwed: Amount;
  }[];
}
