/**
 * From which limits the members may make an exception. A refusal that is a limit of the group's own making, the same for all,
 * is in this list by its name; from everything else there is none. What protects others is named beside it, so that
 * whoever asks hears why. A limit of a new room is added here and nowhere else.
 */
import { type Because, type Document, type Refusal, refuse } from "#base";

/** What of a refusal is kept with the exception: how far beyond the limit, on the day it was asked. */
const limits: Readonly<Record<string, readonly string[]>> = {
  "loans.above-product-maximum": ["amount", "allowed"],
  "loans.too-many-periods": ["periods", "periods_max"],
  "loans.has-open-loan": [],
  "loans.too-few-guarantors": ["found", "needed"],
  "loans.member-too-short": ["months", "from"],
  "loans.above-times-stake": ["amount", "allowed", "times"],
  "loans.above-ladder": ["amount", "allowed", "step"],
  "loans.above-share-of-fund": ["share", "percent"],
  "savings.kept-until-leaving": [],
  "savings.below-minimum": ["saved", "wanted", "minimum"],
  "savings.other-minimum-first": ["saved", "minimum"],
  // The most keeps members equal, and the fewest the fund fed. Both are the members' own to pass: what each share costs, and
  // that it is whole, is not, so nobody's share is worth less for it than it would be by their own rule.
  "savings.too-many-shares": ["max", "bought", "shares"],
  "savings.too-few-shares": ["min", "bought", "shares"],
  "aid.waiting-period": ["months", "since", "covered_from", "happened_on"],
  "aid.named-too-late": ["months", "since", "covered_from", "happened_on"],
  "aid.above-benefit": ["asked", "benefit"],
};

/** Whom a limit protects that no vote may pass: a sentence of its own, `assembly.never.<why>`. */
type Never =
  | "not-there"
  | "pledged"
  | "owed-by-circle"
  | "for-its-purpose"
  | "never-divided"
  | "capital"
  | "one-price"
  | "not-in-fund"
  | "helped-once"
  | "not-named";

const never: Readonly<Record<string, Never>> = {
  "savings.more-than-saved": "not-there",
  "savings.on-hold": "pledged",
  "savings.never-withdrawn": "never-divided",
  "savings.fund-is-not-shared-out": "for-its-purpose",
  "savings.price-fixed-for-cycle": "one-price",
  "savings.shares-cost-another-amount": "one-price",
  "savings.whole-shares-only": "one-price",
  "aid.not-enrolled": "not-in-fund",
  "aid.before-enrolment": "not-in-fund",
  "aid.before-named": "not-in-fund",
  "aid.no-such-dependant": "not-named",
  "aid.dependant-missing": "not-named",
  "aid.claimed-before": "helped-once",
  "loans.circle-is-late": "owed-by-circle",
  "loans.fund-not-lendable": "for-its-purpose",
  "loans.restricted-fund-lends-free": "for-its-purpose",
};

/** A limit that is passed by an exception: its name, and its figures as text, canonical for the log. */
export interface LimitPassed {
  readonly [key: string]: Document;
  readonly limit: string;
  readonly figures: Readonly<Record<string, string>>;
}

/** Of capital there is none: what she put in is what the group stands on while she is a member. */
const isOfCapital = ({ because }: Refusal): boolean => because["is_capital"] === true;

export const isExceptable = (refusal: Refusal): boolean => refusal.refused in limits && !isOfCapital(refusal);

/** Says that no vote allows this, and why; null where it is no limit that protects others. */
export function neverExcepted(refusal: Refusal): Refusal | null {
  const why = never[refusal.refused] ?? (refusal.refused in limits && isOfCapital(refusal) ? "capital" : undefined);
  return why === undefined ? null : refuse("assembly.never-excepted", { why: `assembly.never.${why}` });
}

/** The limit as it is kept. */
export const limitPassed = ({ refused, because }: Refusal): LimitPassed => ({
  limit: refused,
  figures: Object.fromEntries(limits[refused]!.map(key => [key, figure(because[key]!)])),
});

const figure = (value: NonNullable<Because[string]>): string => String(value);

/** Whether a limit of this name says nothing of what is hers, so that all may read by how much it was passed. */
export const isOpenToAll = (limit: string): boolean => limit === "loans.above-share-of-fund";
