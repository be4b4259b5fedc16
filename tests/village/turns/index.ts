/** What happens besides what is due: one kind a story. Women are said by their numbers, and everything goes by commands. */
import type { Role } from "#base";
import { arisan, type Arisan } from "./arisan.ts";
import { type AgreedAnew, agreedAnew, givenUp, type GivenUp, unpaid, type Unpaid, visit, type Visit } from "./care.ts";
import { drive, type Drive, subscription, type Subscription, term, type TermDeposit } from "./chapter.ts";
import { death, type Death, grant, type Grant } from "./deaths-and-gifts.ts";
import { circle, type Circle, loan, type Loan } from "./loans.ts";
import { purchase, type Purchase } from "./purchase.ts";
import { type RuleDecided, ruleDecided } from "./rules.ts";
import {
  call,
  type CallForHelp,
  goal,
  type Goal,
  partner,
  type Partner,
  reminders,
  type Reminders,
  written,
  type Written,
} from "./said.ts";
import type { Play } from "./scene.ts";

/** An office goes from one to another in mid-cycle, with what belongs to it, before a witness. */
export interface OfficeTurn {
  readonly what: "office";
  readonly role: Role;
  readonly from: number;
  readonly to: number;
  readonly witness: number;
  readonly things: readonly string[];
}

export interface Leaves {
  readonly what: "leaves";
  readonly woman: number;
  readonly status: "left" | "moved" | "died";
}

type Kinds =
  | Arisan
  | Purchase
  | Loan
  | Circle
  | Unpaid
  | Visit
  | AgreedAnew
  | GivenUp
  | RuleDecided
  | Death
  | Grant
  | Reminders
  | CallForHelp
  | Written
  | Partner
  | Goal
  | TermDeposit
  | Subscription
  | Drive;

/** At the so-manieth meeting, the first one 0. */
interface At {
  readonly at: number;
}
/** What is told by a play of its kind. */
export type Told = At & Kinds;
export type Turn = Told | (At & (OfficeTurn | Leaves));

/** An office and who leaves are the life's own matter: they change who is there. */
export const isTold = (turn: Turn): turn is Told => turn.what !== "office" && turn.what !== "leaves";

const plays: { readonly [What in Kinds["what"]]: Play<Extract<Kinds, { readonly what: What }>> } = {
  arisan,
  purchase,
  loan,
  circle,
  unpaid,
  visit,
  anew: agreedAnew,
  "given-up": givenUp,
  rule: ruleDecided,
  death,
  grant,
  reminders,
  call,
  written,
  partner,
  goal,
  term,
  subscription,
  drive,
};

export const playOf = (turn: Told): Play<Told> => plays[turn.what] as Play<Told>;
