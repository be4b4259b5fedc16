/** The shapes of sealed meetings, and of what may be planned before one is sealed. See `seen.ts`. */
import type { Day, MemberId, Uuid } from "#base";
import type { RollMark } from "../tables.ts";
import type { Amount, BeneficiarySeen, Woman } from "./seen.ts";

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
  /** What it moved in the box of each fund; from fund to fund that is two, and `amount` is nothing. */
  readonly moved: readonly { readonly fund: string; readonly unit: string; readonly amount: Amount }[];
  readonly product: string | null;
  readonly reason: string | null;
  readonly shares: number | null;
  /** Who was handed it after a death. */
  readonly receivedBy: BeneficiarySeen | null;
  /** Of a loan that paid off an older one: all that was lent, what went there, and what was kept back in fees. */
  readonly renewed: RenewedSeen | null;
  readonly isTakenBack: boolean;
  readonly canBeTakenBack: boolean;
  /** What was written with it: why a difference is there, what the group's money was for, why an entry was taken back. */
  readonly note: string | null;
  /** The two who counted a difference. */
  readonly counters: readonly Called[];
  /** The entry that it takes back. */
  readonly reverses: string | null;
}

export interface RenewedSeen {
  readonly lent: Amount;
  readonly paidOff: Amount;
  readonly fees: Amount;
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

export interface Called {
  readonly number: number;
  readonly name: string | null;
}

export interface MeetingSeen {
  readonly meeting: Uuid;
  readonly number: number;
  readonly day: Day;
  /** Where it was not sealed on its own day: the later one, as of a meeting held on paper and written in afterwards. */
  readonly sealedOn: Day | null;
  readonly groupName: string;
  readonly place: string | null;
  readonly code: string;
  /** Whose keys locked the box; a substitute with the key-holder she stood in for. */
  readonly keys: readonly (Called & { readonly insteadOf: Called | null })[];
  readonly roll: Readonly<Record<RollMark, number>>;
  readonly funds: readonly FundMoved[];
  readonly totals: readonly TotalSeen[];
  /** What the group did with money that is nobody's own: spent, received, found to differ. Written for all to read. */
  readonly ofGroup: readonly FactSeen[];
  readonly decisions: readonly {
    readonly question: string;
    /** Whose loan or help it was about, and what was written with it: for officers, as with all that is one woman's. */
    readonly who: Called | null;
    readonly note: string | null;
    /** The funds it was about: what is shared out, or from which to which money goes. */
    readonly funds: readonly string[];
    readonly for: number;
    readonly against: number;
    readonly abstaining: number;
    readonly isCarried: boolean;
  }[];
  /** Tries of that day that were refused, as far as the seal: how many, and not whose. */
  readonly tries: number;
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

/** What a woman still owes after the meeting of what was due at it. */
export interface ShortSeen {
  readonly member: MemberId;
  /** Where it is told: a column's key of the sealed sheet. */
  readonly column: string;
  readonly fund: string;
  readonly product: string | null;
  readonly unit: string;
  readonly amount: Amount;
}

export interface SheetSeen {
  readonly women: readonly (Woman & { readonly mark: RollMark | null; readonly representative: string | null })[];
  readonly facts: readonly FactSeen[];
  /** On the paper of the last meeting: what was due at it and did not come. Later sheets have it among their dues. */
  readonly short: readonly ShortSeen[];
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
