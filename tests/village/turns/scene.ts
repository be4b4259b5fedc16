/** What a turn of the story sees of the group when it comes, and how it is told: between meetings, and on the sheet of one. */
import type { Books, Day, Entry, MemberId, Need, Role, Uuid } from "#base";
import type { SheetLine } from "#meetings";

export interface Scene {
  /** The day of the meeting. */
  readonly on: Day;
  /** Meetings since the turn came: 0 at its own. */
  readonly since: number;
  readonly unit: string;
  /** By her number. */
  woman(number: number): MemberId;
  /** Who holds an office now, the first of them. */
  holder(role: Role): MemberId;
  /** The id of what this turn speaks of more than once. */
  idOf(name: string): Uuid;
  /** The loan of hers that turns tell of: one at most. */
  loanOf(number: number): Uuid;
  /** Whom every woman of the village names. */
  readonly family: { readonly name: string; readonly kinship: string };
}

/** Some days before the meeting. */
export interface Between extends Scene {
  /** That day. */
  readonly day: Day;
  /** Said by one, or by one with others beside her; the village says nothing that is refused. */
  say(name: string, body: Readonly<Record<string, unknown>>, by: MemberId, ...beside: readonly MemberId[]): Promise<void>;
}

export interface AtMeeting extends Scene {
  readonly books: Books;
  /** What was written before it. */
  readonly written: readonly SheetLine[];
  /** All hands but one, who would rather not say. */
  readonly votes: { readonly votes_for: number; readonly votes_against: number; readonly abstaining: number };
  /** A number below the limit, by the luck of the day. */
  draw(limit: number): number;
  /** A line that has to be: what is due may be left out where it cannot be, a turn of the story not. */
  line(entry: string, body: Readonly<Record<string, unknown>>): SheetLine;
}

/** How turns of one kind go. Each is asked at its own meeting and at those after it. */
export interface Play<T> {
  /** Who would not miss it, by number. */
  there?(turn: T, since: number): readonly number[];
  /** Who borrows in it, by number: for some time before they ask for nothing else. */
  borrows?(turn: T): readonly number[];
  between?(turn: T, here: Between): Promise<void>;
  needs?(turn: T, books: Books, here: Scene): readonly Need[];
  lines?(turn: T, here: AtMeeting): readonly SheetLine[];
  /** Whether what is due from somebody is not brought that day. */
  holdsBack?(turn: T, due: Entry, here: Scene): boolean;
}

/** How long before a loan of the story she who borrows asks for no other: the longest of the village's loans, in meetings. */
export const quietBefore = { vsla: 13, damayan: 7 } as const;
