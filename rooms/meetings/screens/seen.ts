/**
 * What the questions of this room answer: the wire's own shapes, so amounts are decimal strings of minor units and rows
 * have the names screens speak. Types only; the server builds them, the browser reads them.
 */
import type { LimitPassed } from "#assembly";
import type { AidEvent, Kinship, Whose } from "#aid";
import type { RuleNames } from "#assembly/parts";
import type { Turn } from "#pots";
import type { Day, Document, MemberId, Refusal, Role, RoundingMode, Uuid } from "#base";

/** Minor units as a decimal string. */
export type Amount = string;

export interface Woman {
  readonly member: MemberId;
  readonly number: number;
  /** Null once she was erased. */
  readonly name: string | null;
  readonly offices: readonly Role[];
  /** To whom money for her is handed, where she is under age. */
  readonly guardian?: string;
}

export interface HomeSeen {
  readonly groupName: string;
  readonly place: string | null;
  /** Numbers of those who are of the group now. */
  readonly beads: readonly number[];
  readonly meeting: {
    /** "open": one is running. "today": it is the day, or past it. "later": `inDays` from now. */
    readonly state: "open" | "today" | "later";
    readonly number: number;
    readonly day: Day;
    readonly inDays: number;
    /** Lines written and not sealed; 0 where none is open. */
    readonly drafts: number;
    /** Whose page shall say something about money for this one. */
    readonly present: number;
  };
  readonly last: { readonly meeting: Uuid; readonly number: number; readonly day: Day } | null;
  readonly counts: {
    readonly women: number;
    readonly funds: number;
    readonly decisions: number;
    readonly meetings: number;
  };
  /** Without names and amounts: everybody may know how many, not who. */
  /** Whether she may write something between meetings. */
  readonly hasCounter: boolean;
  readonly hasPots: boolean;
  /** Whether a fund buys for members together, by its rule; and whether they work together with money in one. */
  readonly buys: boolean;
  readonly worksTogether: boolean;
  readonly attention: {
    readonly arrears: number;
    readonly aidWarnings: number;
    readonly readOut: number;
    readonly claims: number;
    /** Calls for help of members, open now. */
    readonly calls: number;
  };
}

export interface FundSeen {
  readonly fund: string;
  readonly name: string | null;
  readonly unit: string;
  readonly nature: "divisible" | "restricted" | "indivisible";
  readonly isLendable: boolean;
  /** By the books, before this meeting's sheet. */
  readonly cash: Amount;
  readonly bank: Amount;
}

export interface SharesSeen {
  readonly fund: string;
  readonly price: Amount;
  readonly min: number;
  readonly max: number;
}

export interface ProductSeen {
  readonly product: string;
  readonly name: string | null;
  readonly fund: string;
  readonly unit: string;
  readonly kind: "entry" | "compulsory" | "voluntary" | "term";
  readonly amount: Amount | null;
  readonly withdrawable: "never" | "on-leaving" | "free";
  readonly isCapital: boolean;
  /** Of a term deposit. */
  readonly term: { readonly months: number; readonly rate: string; readonly least: Amount } | null;
}

/** A term deposit that runs or waits for her. */
export interface TermSeen {
  readonly deposit: Uuid;
  readonly member: MemberId;
  readonly product: string;
  readonly unit: string;
  readonly principal: Amount;
  readonly maturesOn: Day;
  readonly isMature: boolean;
  /** What she is handed if it ends on the day of the sheet, and what of it is interest. */
  readonly whole: Amount;
  readonly interest: Amount;
  /**
   * What may be taken out of it on that day and the rest stays, and what each unit of a part has earned, as an exact fraction of
   * minor units; null where none may.
   */
  readonly part: {
    readonly free: Amount;
    readonly earns: { readonly of: string; readonly in: string };
  } | null;
}

export interface AidFundSeen {
  readonly fund: string;
  readonly kind: "social" | "damayan";
  readonly hasContribution: boolean;
  readonly entryFee: Amount;
  /** No benefit by rule: a decision says how much. */
  readonly byDecision: boolean;
  /** Its table pays otherwise when it was an accident. */
  readonly asksAccident: boolean;
  /** What is paid at her death goes by how old she was. */
  readonly asksAge: boolean;
  /** Of how many relatives it asks the names; none where it helps for whoever is related to her. */
  readonly dependantsMax: number;
}

export interface FineSeen {
  readonly reason: string;
  readonly name: string | null;
  readonly fund: string;
  readonly amount: Amount;
}

/** Of a price she brings this percent herself; null where she brings nothing. Rounded by the first that leaves something. */
export interface DownPaymentSeen {
  readonly percent: string;
  readonly roundings: readonly { readonly step: Amount; readonly mode: RoundingMode }[];
}

/** Fees that are kept back at the pay-out: an amount, and percents of the loan, each rounded so. Null where there are none. */
export interface KeptBackSeen {
  readonly amount: Amount;
  readonly percents: readonly string[];
  readonly step: Amount;
  readonly mode: RoundingMode;
}

export interface LoanProductSeen {
  readonly product: string;
  readonly name: string | null;
  readonly fund: string;
  readonly unit: string;
  readonly frequency: "weeks" | "months";
  readonly every: number;
  readonly periods: number;
  readonly periodsMax: number;
  readonly ratePerMonth: string;
  /** "06" is June: months in which nothing falls due, or those in which alone something does; mostly neither. */
  readonly leanMonths: readonly string[];
  readonly harvestMonths: readonly string[];
  readonly downPayment: DownPaymentSeen | null;
  readonly isFree: boolean;
  readonly keptBack: KeptBackSeen | null;
  /** In how many parts it may be paid out; 1 is at once. */
  readonly payOutsMax: number;
  readonly amountMax: Amount | null;
}

/** One member's place on the ladder of a kind of loan. `why` is a key of words. */
export interface LadderSeen {
  readonly product: string;
  readonly member: MemberId;
  readonly step: Amount;
  readonly owed: Amount;
  readonly allowed: Amount;
  readonly why: string;
}

export interface RulesSeen {
  readonly keys: number;
  /** What is asked of each box before money moves; the seal asks it too. */
  readonly opening: "recalled" | "counted" | "free";
  readonly absentPercentMax: number;
  readonly shares: readonly SharesSeen[];
  readonly products: readonly ProductSeen[];
  readonly aid: readonly AidFundSeen[];
  readonly fines: readonly FineSeen[];
  /** What may be spent at once for the group without asking, out of these funds; out of the others nothing. */
  readonly spending: readonly { readonly fund: string; readonly atOnceMax: Amount }[];
  readonly loans: readonly LoanProductSeen[];
  /** How much of a fund one may owe it, in percent; null where there is no such limit. */
  readonly shareOfFundPercent: number | null;
  /** How many must stand for a loan, and how many may. */
  readonly guarantorsMin: number;
  readonly guarantorsMax: number;
  readonly hasShareOut: readonly string[];
  /** Capital that is subscribed to. */
  readonly subscriptions: readonly {
    readonly product: string;
    readonly share: Amount;
    readonly sharesMin: number;
    readonly months: number;
  }[];
}

/** An entry in its wire form. */
export interface WireEntry {
  readonly entry: string;
  readonly body: Readonly<Record<string, Document>>;
}

export interface WireLine extends WireEntry {
  readonly line: string;
}

export interface DraftLineSeen extends WireLine {
  readonly revision: number;
}

export interface RunningLoanSeen {
  readonly loan: Uuid;
  readonly member: MemberId;
  readonly product: string;
  readonly fund: string;
  readonly unit: string;
  readonly due: Amount;
  /** Late charges, which are in `due`. */
  readonly penalties: Amount;
  readonly payOff: Amount;
  readonly outstanding: Amount;
  /** The instalment that is next, and how many there are. */
  readonly next: number;
  readonly periods: number;
  readonly isLate: boolean;
  /** The next instalments that are not over: where a new agreement can begin. */
  readonly open: readonly Day[];
  readonly isFree: boolean;
  /** Of a loan in parts, what may be paid out today, and all that is not paid out yet. */
  readonly partNow: Amount;
  readonly toPayOut: Amount;
}

export interface AwaitingLoanSeen {
  readonly loan: Uuid;
  readonly member: MemberId;
  readonly product: string;
  readonly fund: string;
  readonly unit: string;
  readonly status: "requested" | "approved";
  readonly amount: Amount;
  readonly decision: Uuid | null;
  readonly purpose: string | null;
  readonly downPayment: DownPaymentSeen | null;
  readonly keptBack: KeptBackSeen | null;
  /** Her running loan that its pay-out pays off. */
  readonly renews: Uuid | null;
  /** Of a loan in parts, from which day on so much more is paid out; else empty. */
  readonly payOuts: readonly PayOutPlanned[];
}

export interface PayOutPlanned {
  readonly on: Day;
  readonly amount: Amount;
}

export interface ExceptionSeen {
  readonly exception: Uuid;
  readonly member: MemberId;
  readonly thing: "loan" | "withdrawal" | "shares" | "claim";
  readonly product: string;
  readonly unit: string;
  readonly amount: Amount;
  readonly limits: readonly LimitPassed[];
  /** Used: allowed, and paid out already. */
  readonly status: "asked" | "granted" | "used";
  readonly reason: string | null;
}

/** Loans of a circle tried on the books: what is in the way of each row, null where nothing is, or of the whole. */
export interface CirclePlanSeen {
  readonly whole: Refusal | null;
  readonly rows: readonly (Refusal | null)[];
}

export interface PledgingSeen {
  /** Of each loan that is not ended: who may pledge for it, the borrower first. */
  readonly stands: readonly { readonly loan: Uuid; readonly members: readonly MemberId[] }[];
  /**
   * What a member has that is not pledged, by account: "member-savings.sukarela/loan". Below zero where the same is kept for a
   * loan and for the one that is to pay it off.
   */
  readonly free: readonly {
    readonly member: MemberId;
    readonly account: string;
    readonly unit: string;
    readonly amount: Amount;
  }[];
  /** What is kept now, for the loan of whom, and whose savings it is. */
  readonly kept: readonly {
    readonly loan: Uuid;
    readonly member: MemberId;
    readonly pledger: MemberId;
    readonly account: string;
    readonly unit: string;
    readonly amount: Amount;
  }[];
}

export interface ClaimSeen {
  readonly claim: Uuid;
  readonly fund: string;
  readonly member: MemberId;
  readonly event: AidEvent;
  readonly who: Whose;
  readonly happenedOn: Day;
  readonly status: "reported" | "checked" | "paid-in-part";
  /** Null where a decision says how much. */
  readonly benefit: Amount | null;
  readonly payable: Amount;
  /** What she owes on loans in the fund's unit, where the rule takes debts off the benefit. */
  readonly debts: readonly { readonly loan: Uuid; readonly fund: string; readonly amount: Amount }[];
}

export interface NamedSeen {
  readonly member: MemberId;
  readonly fund: string;
  readonly beneficiaries: readonly BeneficiarySeen[];
}

export interface BeneficiarySeen {
  readonly kinship: Kinship;
  /** Null once her texts were erased. */
  readonly name: string | null;
}

/** A loan the members gave up: what comes in of it later makes the loss smaller. */
export interface WrittenOffSeen {
  readonly loan: Uuid;
  readonly member: MemberId;
  readonly fund: string;
  readonly unit: string;
  readonly owed: Amount;
}

export interface BalanceSeen {
  readonly member: MemberId;
  readonly code: string;
  readonly amount: Amount;
}

export interface ReadOutSeen {
  readonly seq: string;
  readonly on: Day;
  readonly kind: string;
  readonly member: MemberId | null;
  readonly by: readonly MemberId[];
  readonly amounts: readonly { readonly fund: string; readonly unit: string; readonly amount: Amount }[];
  /** Of tries that were refused: what was in the way, and how many there were. Whose they were is not read aloud. */
  readonly refused?: { readonly refusal: string; readonly count: number };
}

export interface RememberedSeen {
  readonly number: number;
  readonly day: Day;
  readonly funds: readonly { readonly fund: string; readonly unit: string; readonly amount: Amount }[];
}

export interface OpenMeetingSeen {
  readonly meeting: Uuid;
  readonly number: number;
  readonly day: Day;
  readonly keysOpen: readonly MemberId[];
  readonly keysSeal: readonly { readonly member: MemberId; readonly sheet: string }[];
  readonly revision: number;
}

/** The sheet as the server has it, and what it does to the box: by line, for what the phone cannot work out itself. */
export interface DraftSeen {
  readonly meeting: OpenMeetingSeen | null;
  readonly lines: readonly DraftLineSeen[];
  /** Cash each line moves, by fund. Only of lines whose effect does not stand in them. */
  readonly effects: Readonly<Record<string, Readonly<Record<string, Amount>>>>;
  /** Which limits a line asks to pass, where it asks for an exception. */
  readonly beyond: Readonly<Record<string, readonly LimitPassed[]>>;
  /** Needs that were reported and are not paid yet, with what the sheet says of them. */
  readonly claims: readonly ClaimSeen[];
  /** Whom those named who died, first to last: for who pays, once two made sure of the death. */
  readonly named: readonly NamedSeen[];
  /** Where the sheet cannot be any more, because the books moved under it. */
  readonly trouble: Refusal | null;
}

/** The rules as forms and sentences need them: `rulebookOf` of the assembly. */
export interface RulebookSeen {
  readonly rules: readonly { readonly rule: string; readonly value: Document }[];
  readonly names: Omit<RuleNames, "funds"> & {
    readonly funds: readonly (RuleNames["funds"][number] & { readonly nature: FundSeen["nature"] })[];
  };
  /** What rules and funds were decided on before, in force by now or not. */
  readonly decidedOn: readonly string[];
}

/** A pot that goes round, by the books, before this meeting's sheet. Its name is its fund's. */
export interface PotSeen {
  readonly pot: string;
  readonly unit: string;
  /** What each seat brings every round. */
  readonly amount: Amount;
  readonly turn: Turn;
  readonly isWhole: boolean;
  /** The round that is gathered for; above the number of seats once all of them received. */
  readonly round: number;
  readonly seats: readonly {
    readonly seat: number;
    readonly member: MemberId;
    readonly brought: Amount;
    readonly receivedRound: number | null;
    /** What it put in and did not receive; below zero what it received and has not put in. */
    readonly position: Amount;
  }[];
  /** The seats that wait, in the order the lot draws them; null before any meeting was sealed. */
  readonly lots: readonly number[] | null;
  /** Of a whole round, in a pot of bids, while more than one waits. */
  readonly bids: { readonly least: Amount; readonly most: Amount } | null;
  /** Rounds that were handed over short, with what came in for them since. */
  readonly late: readonly { readonly round: number; readonly seat: number; readonly amount: Amount }[];
}

/** A joint purchase that is under way, with what each who buys still pays, gets back or is handed. */
export interface PurchaseAtTable {
  readonly purchase: Uuid;
  readonly name: string | null;
  readonly fund: string;
  readonly unit: string;
  readonly status: "open" | "agreed" | "received" | "cancelled";
  readonly planned: Amount;
  readonly agreed: Amount | null;
  readonly costs: Amount;
  /** What the supplier has of it; below zero where there is still to be paid. */
  readonly clearing: Amount;
  readonly own: Amount;
  readonly fromSavings: string | null;
  readonly items: readonly {
    readonly item: number;
    readonly name: string | null;
    readonly measure: string;
    readonly ordered: Amount;
    readonly amount: Amount;
  }[];
  readonly buyers: readonly {
    readonly member: MemberId;
    readonly toPay: Amount;
    readonly over: Amount;
    readonly isWaiting: boolean;
  }[];
}

/** Joint work that is under way or was closed lately, with who promised what and whose money is in it. */
export interface ActionAtTable {
  readonly action: Uuid;
  readonly name: string | null;
  readonly fund: string;
  readonly unit: string;
  readonly status: "open" | "agreed" | "closed";
  readonly isByVote: boolean;
  readonly happensOn: Day;
  /** What of the box is its own; and what of the group's own may still be spent on it. */
  readonly own: Amount;
  readonly fundGives: Amount;
  readonly lines: readonly {
    readonly intent: number;
    readonly name: string | null;
    readonly unit: string;
    readonly isMoney: boolean;
    readonly needed: Amount;
    readonly promised: Amount;
  }[];
  readonly doers: readonly {
    readonly member: MemberId;
    readonly promised: readonly { readonly intent: number; readonly quantity: Amount }[];
    /** Whether days or things of hers were written already. */
    readonly hasCome: boolean;
    /** Her money in it that is not settled, and what of it would be hers again now. */
    readonly held: Amount;
    readonly rest: Amount;
  }[];
}

export interface TodaySeen {
  readonly purchases: readonly PurchaseAtTable[];
  readonly actions: readonly ActionAtTable[];
  readonly rulebook: RulebookSeen;
  readonly draft: DraftSeen;
  readonly nextNumber: number;
  /** No meeting can be of an earlier day: the last one was held on it, or the group began. */
  readonly earliest: Day;
  readonly unit: string;
  readonly women: readonly Woman[];
  /** Who is no member any more and still owes on a loan. */
  readonly former: readonly Woman[];
  readonly funds: readonly FundSeen[];
  readonly rules: RulesSeen;
  /** Of kinds of loan that grow step by step: how much each member may borrow next, and why. */
  readonly ladders: readonly LadderSeen[];
  /** Years of funds that are closed and not dealt with: "surplus/loan/2026-12-31" with what was left over or lost. */
  readonly years: readonly {
    readonly about: string;
    readonly fund: string;
    readonly yearEnd: Day;
    readonly amount: Amount;
    readonly unit: string;
  }[];
  /** What is due by the rules, in the order it is collected. */
  readonly dues: readonly WireEntry[];
  readonly loans: readonly RunningLoanSeen[];
  readonly awaiting: readonly AwaitingLoanSeen[];
  /** Loans above that limit: asked for and open, or allowed at the last meeting, of which this one is told. */
  readonly exceptions: readonly ExceptionSeen[];
  /** Savings that are kept for loans; null where the group pledges none. */
  readonly pledging: PledgingSeen | null;
  /** What members may take out, by product; and what the group owes them, by fund. */
  readonly saved: readonly BalanceSeen[];
  /** What stays until they leave, by product; a vote may let one of them have some of it before. */
  readonly kept: readonly BalanceSeen[];
  readonly terms: readonly TermSeen[];
  readonly writtenOff: readonly WrittenOffSeen[];
  readonly payable: readonly BalanceSeen[];
  /** Who is in which damayan fund, with the relatives she named: their names are not told. */
  readonly enrolled: readonly {
    readonly fund: string;
    readonly member: MemberId;
    readonly dependants: readonly {
      readonly number: string;
      readonly kinship: "spouse" | "child" | "parent";
      readonly since: Day;
    }[];
  }[];
  readonly warnings: readonly {
    readonly fund: string;
    readonly member: MemberId;
    readonly left: number;
    readonly mayLapse: boolean;
  }[];
  /** Pots that go round. */
  readonly pots: readonly PotSeen[];
  readonly remembered: RememberedSeen | null;
  readonly readOut: readonly ReadOutSeen[];
}

/** The counter between meetings. */
export interface CounterSeen {
  readonly on: Day;
  /** Which entries may be written, each with the command that writes it. */
  readonly between: Readonly<Record<string, string>>;
  /** Null where none may. */
  readonly today: TodaySeen | null;
}

export type * from "./seen-sealed.ts";
