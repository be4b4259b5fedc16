/**
 * The five principles of self-help groups as a score of 100, each of 20, worked out from the books and never typed in:
 * regular meetings, regular saving, lending among each other, repayment in time, books up to date. Pure. Which part of a
 * principle is met is our own reading of the books; the weights and the grades are those of the Indian bank linkage
 * (above 85 is A, from 75 on B, below that C).
 */
import { add, compare, type Day, daysBetween, type Minor, multiply, one, partsOf, type Ratio, ratio, zero } from "#base";
import { fundUse, type Roll } from "./indicators.ts";

export const principles = [
  "regular-meetings",
  "regular-saving",
  "internal-lending",
  "timely-repayment",
  "books-up-to-date",
] as const;
export type Principle = (typeof principles)[number];

export interface Score {
  readonly principles: readonly {
    readonly principle: Principle;
    /** How far it is met, a part of one; null where there is nothing to judge by. */
    readonly met: Ratio | null;
    /** 0 to 20, exact. */
    readonly points: Ratio;
  }[];
  /** 0 to 100, exact. */
  readonly total: Ratio;
  /** Null unless all five can be judged. */
  readonly grade: "A" | "B" | "C" | null;
}

export interface HeldMeeting extends Roll {
  /** Whether it was sealed on its day or on the one after. */
  readonly isSealedInTime: boolean;
}

export interface ForScore {
  readonly from: Day;
  readonly until: Day;
  /** In the order they were held, sealed ones only. */
  readonly meetings: readonly HeldMeeting[];
  /** Meetings opened before the last day and never sealed. */
  readonly unsealed: number;
  readonly rhythm: { readonly frequency: "days" | "weeks" | "months"; readonly every: number } | null;
  /** Days on which somebody saved. */
  readonly saved: readonly { readonly on: Day; readonly member: string }[];
  /** The last meeting before this time, from which the first one's savings are counted. */
  readonly meetingBefore: Day | null;
  readonly lent: Minor;
  readonly cash: Minor;
  readonly onTime: Ratio | null;
}

const pointsEach = 20n;

export function panchasutra(of: ForScore): Score {
  const met: Readonly<Record<Principle, Ratio | null>> = {
    "regular-meetings": regularMeetings(of),
    "regular-saving": regularSaving(of),
    "internal-lending": fundUse(of),
    "timely-repayment": of.onTime,
    "books-up-to-date": upToDate(of),
  };
  const scored = principles.map(principle => {
    const part = met[principle];
    return { principle, met: part, points: multiply(part ?? zero, ratio(pointsEach)) };
  });
  const total = scored.reduce((sum, { points }) => add(sum, points), zero);
  const grade =
    compare(total, ratio(85n)) > 0 ? ("A" as const) : compare(total, ratio(75n)) >= 0 ? ("B" as const) : ("C" as const);
  return { principles: scored, total, grade: scored.some(one => one.met === null) ? null : grade };
}

/** Meetings held, of those the group's rhythm asks for in this time; more than asked for is all. */
function regularMeetings({ meetings, rhythm, from, until }: ForScore): Ratio | null {
  const wanted = rhythm === null ? 0 : meetingsWanted(rhythm, from, until);
  return wanted === 0 ? null : atMostOne(ratio(BigInt(meetings.length), BigInt(wanted)));
}

/** Whole rhythms that fit in a time, both days counted: a year of weeks has 52. */
export function meetingsWanted(
  { frequency, every }: NonNullable<ForScore["rhythm"]>,
  from: Day,
  until: Day,
): number {
  const days = daysBetween(from, until) + 1;
  if (frequency === "days") return Math.floor(days / every);
  if (frequency === "weeks") return Math.floor(days / (7 * every));
  const [first, last] = [partsOf(from), partsOf(until)];
  const months = (last.year - first.year) * 12 + last.month - first.month;
  // A month counts once its day of the month is reached again; a time that begins on the first counts the month it ends in.
  return Math.floor((first.date === 1 ? months + 1 : months + (last.date >= first.date ? 1 : 0)) / every);
}

/** Of all the times somebody was called at a meeting, how often she had saved since the meeting before. */
function regularSaving({ meetings, saved, meetingBefore }: ForScore): Ratio | null {
  let called = 0;
  let savers = 0;
  let before = meetingBefore;
  for (const meeting of meetings) {
    const since = before;
    const here = new Set(
      saved.filter(({ on }) => on <= meeting.on && (since === null || on > since)).map(({ member }) => member),
    );
    called += meeting.called;
    // Who joined at this very meeting may save and not be on its roll.
    savers += Math.min(here.size, meeting.called);
    before = meeting.on;
  }
  return called === 0 ? null : ratio(BigInt(savers), BigInt(called));
}

const upToDate = ({ meetings, unsealed }: ForScore): Ratio | null =>
  meetings.length + unsealed === 0
    ? null
    : ratio(BigInt(meetings.filter(one => one.isSealedInTime).length), BigInt(meetings.length + unsealed));

const atMostOne = (value: Ratio): Ratio => (compare(value, one) > 0 ? one : value);
