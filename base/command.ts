import type { Json } from "./canonical.ts";
import type { Day, Instant } from "./day.ts";
import type { BodyOf, Document, Fields } from "./fields.ts";
import type { CommandId, MemberId, OrganisationId, Uuid } from "./id.ts";
import type { Minor } from "./money.ts";
import type { Refusal } from "./refusal.ts";
import type { Change, Table } from "./table.ts";

/**
 * A change is a command with an id made on the device.
 *
 * command -> who may say it -> the room decides (pure) -> facts + balanced journal lines -> one transaction.
 * `needs` names what the decision must see, as data, so the server can load for all that wait in one go and the phone
 * can load the same from its own store; `decide` never knows the difference. A fact that was decided is one leaf of the
 * organisation's log; `project` says what rows it makes true, and is all that is needed to rebuild the tables.
 */
export interface Command<Body = Readonly<Record<string, unknown>>> {
  readonly id: CommandId;
  readonly organisation: OrganisationId;
  /** "room.verb" */
  readonly name: string;
  /** The business date the people meant. What is posted carries it; the server's clock is kept beside it. */
  readonly on: Day;
  readonly body: Body;
}

export interface CommandRule<F extends Fields = Fields> {
  readonly name: `${string}.${string}`;
  readonly fields: F;
  /** Who may say it: any one of these roles. "anyone" is a signed-in member of the organisation. Deny by default. */
  readonly sayableBy: readonly Role[];
  /** How many people must be there by their own PIN or sign-in, the speaker among them. 1 unless said otherwise. */
  readonly people?: number;
  /**
   * What it posts was said where the members sit together, and is not read out to them later. Its last fact closes the
   * sitting, and says which it was in `number` where it has one.
   */
  readonly atSitting?: true;
  /** The command an organisation begins with; it is the only one that may be said before there are members. */
  readonly founds?: true;
  /**
   * The act of the server that alone says it, "reset-pin", since the fact is only true where the act was done. Nobody says
   * it on the general way.
   */
  readonly within?: string;
  /** What the decision must see. Called again with `books` after each load until it asks for nothing new. */
  needs(command: Command<BodyOf<F>>, books: Books): readonly Need[];
  decide(command: Command<BodyOf<F>>, books: Books, context: Context): Decision | Steps<Accepted>;
}

/**
 * A decision that goes in steps: the facts of each are posted before it goes on, so that `books` follow; what keeps them
 * from being posted is what the step gives back. The facts it ends with come after those of the steps; where it ends
 * with a refusal, none of its steps was ever made. A sealed meeting is decided so, line by line.
 */
export type Steps<Result> = Generator<readonly Fact[], Result | Refusal, Refusal | null>;

export const isInSteps = <Result>(decision: Decision | Steps<Result>): decision is Steps<Result> => "next" in decision;

/** Keeps the body's type between the fields and the functions. */
export function command<const F extends Fields>(rule: CommandRule<F>): CommandRule<F> {
  return rule;
}

export type Role =
  | "anyone"
  | "member"
  | "treasurer"
  | "secretary"
  | "chair"
  | "key-holder"
  | "money-counter"
  | "field-officer"
  | "supervisory-committee"
  /** Runs the server and says what only she can at its door. Nobody signs in as her, and no question is hers to ask. */
  | "operator"
  /** The program itself, which notes what it refused. Nobody signs in as it, and no question is its to ask. */
  | "program";

export type Decision = Accepted | Refusal;

export interface Accepted {
  /** What became true, in order. Each becomes one leaf of the log. */
  readonly facts: readonly Fact[];
  /** Changes that are no facts yet: drafts and the like. They leave no leaf. */
  readonly drafts?: readonly Change[];
  /** Told to whoever said the command, and again on a retry. Strings, lists, objects: no secrets, no names. */
  readonly answer?: Document;
}

export interface Fact {
  /** "room.what-happened", the kind of the leaf. */
  readonly kind: string;
  /** Effective day. Facts of one command share it unless a rule says otherwise. */
  readonly on: Day;
  /** Whose passbook it belongs to. */
  readonly member?: MemberId;
  /** Journal lines; debits positive, credits negative, summing to zero per unit and per fund. */
  readonly lines: readonly Line[];
  /** What else must be known, in strings, lists and objects only; no names, no free text. */
  readonly data?: { readonly [key: string]: Document };
  /** Free text and names: kept apart, encrypted; the leaf holds a commitment under the same field name. */
  readonly texts?: readonly Text[];
  /** The leaf this one takes back. */
  readonly reverses?: bigint;
}

export interface Text {
  /** "members.person", "loans.loan" … and the id of the thing the text is about. */
  readonly about: string;
  readonly id: string;
  readonly field: string;
  readonly text: string;
  /** Whose personal text it is: erased with her. Without it the text is the organisation's own. */
  readonly member?: MemberId;
}

export interface Line {
  readonly account: AccountCode;
  /** Whose sub-account; absent on accounts of the group. */
  readonly member?: MemberId;
  readonly unit: string;
  /** Minor units. Debit positive, credit negative. */
  readonly amount: Minor;
}

/** "<what>/<fund>": "cash/loan", "member-savings/loan". The part after the stroke is the fund. */
export type AccountCode = `${string}/${string}`;

/** A fact with its place in the log. */
export interface RecordedFact extends Fact {
  readonly seq: bigint;
  readonly id: Uuid;
  readonly command: CommandId;
  readonly organisation: OrganisationId;
  readonly by: MemberId;
  readonly at: Instant;
  /** The leaf that took this one back, where one did. */
  readonly reversedBy?: bigint;
}

export type Need =
  /** Rows whose columns equal these. `{}` is all rows of the organisation: for small tables only. */
  | { readonly rows: Table<any>; readonly where: Readonly<Record<string, unknown>> }
  /** The balance of one account; the account's declaration comes with it. */
  | { readonly balance: AccountKey }
  /** Every balance of an account, or of a member, or (with neither) of the organisation. */
  | { readonly balances: { readonly account?: AccountCode; readonly member?: MemberId } }
  /** A control account: what all members' balances of an account add up to. It comes with any member's balance. */
  | { readonly total: { readonly account: AccountCode; readonly unit: string } }
  /** What accounts moved in days that are closed. Asked for closed days only, it stays true whatever is decided meanwhile. */
  | { readonly moved: MovedKey }
  /** One leaf, to take it back. */
  | { readonly leaf: bigint };

export interface AccountKey {
  readonly account: AccountCode;
  readonly member?: MemberId;
  readonly unit: string;
}

export interface MovedKey {
  readonly accounts: readonly AccountCode[];
  /** The first day; null is from the beginning. */
  readonly from: Day | null;
  /** The last day, which is closed. */
  readonly through: Day;
  /** What moved day by day in place of month by month: for interest that looks at each day. */
  readonly daily?: true;
}

/**
 * What an account moved in a month, or where days were asked for on a day: of one member, and apart what entries moved
 * that turn the fund's own equity too.
 */
export interface Moved {
  readonly account: AccountCode;
  readonly unit: string;
  /** Whose account it is; on an account of the group, whose entry. */
  readonly member: MemberId | null;
  /** "2026-11" */
  readonly month: string;
  /** Null where months were asked for. */
  readonly day: Day | null;
  /** The fund's own equity moved with it: the books of a year or a cycle were closed so. */
  readonly isClosing: boolean;
  /** Minor units, debit positive. */
  readonly amount: Minor;
  /** Debits alone, less those of them that were taken back: of loans, what was handed out. */
  readonly debited: Minor;
}

const wholeTables = new WeakMap<Table<any>, Need>();

export const need = {
  row: <Row extends object>(rows: Table<Row>, where: Partial<Row>): Need => ({
    rows,
    where: where as Record<string, unknown>,
  }),
  /** The same object each time: it is asked for by every line of a sheet. */
  all: <Row extends object>(rows: Table<Row>): Need => {
    const known = wholeTables.get(rows) ?? { rows, where: {} };
    wholeTables.set(rows, known);
    return known;
  },
  balance: (account: AccountCode, unit: string, member?: MemberId): Need => ({ balance: { account, unit, member } }),
  total: (account: AccountCode, unit: string): Need => ({ total: { account, unit } }),
} as const;

/** What a decision sees: what it asked for, with what earlier commands of the same batch decided already on top. */
export interface Books {
  /** The row with this key, of those asked for. Reading what was not asked for is a bug and throws. */
  row<Row extends object>(of: Table<Row>, key: Partial<Row>): Row | undefined;
  rows<Row extends object>(of: Table<Row>, where?: Partial<Row>): readonly Row[];
  /** Minor units, debit positive. Zero where nothing was ever posted. */
  balance(key: AccountKey): Minor;
  balances(of: {
    readonly account?: AccountCode;
    readonly member?: MemberId;
  }): readonly (AccountKey & { readonly balance: Minor })[];
  /** The control account: the sum of all members' balances, minor units, debit positive. */
  total(account: AccountCode, unit: string): Minor;
  /** Of closed days, by account, unit, member and month. */
  moved(key: MovedKey): readonly Moved[];
  /** False also where the days were not closed yet when it was asked. */
  hasMoved(key: MovedKey): boolean;
  leaf(seq: bigint): RecordedFact | undefined;
  /** Whether these rows were loaded: for needs that build on earlier ones. */
  isCovered(of: Table<any>, where: Readonly<Record<string, unknown>>): boolean;
  hasLeaf(seq: bigint): boolean;
}

export interface Context {
  /** The server's day in the organisation's time zone, and the moment, when it decides. */
  readonly today: Day;
  readonly at: Instant;
  /** Who says it, by her own sign-in or PIN. */
  readonly by: MemberId;
  /** Who else is there by her own PIN or sign-in. */
  readonly with: readonly MemberId[];
  readonly roles: ReadonlySet<Role>;
  /** The rules rooms understand, by key: for the command that changes one. */
  readonly ruleDefinitions: ReadonlyMap<string, RuleDefinition>;
  /** The kinds of fact that a reversal may take back: their room knows what rows it undoes. */
  readonly reversible: ReadonlySet<string>;
}

/** A fund as a rule must know it, or nothing where there is none of this code. */
export type FundOf = (fund: string) => FundKnown | undefined;

export interface FundKnown {
  readonly unit: string;
  readonly nature: "divisible" | "restricted" | "indivisible";
  readonly is_lendable: boolean;
}

/** A rule of an organisation: its key and the shape of its value. Values are effective-dated data, see `assembly`. */
export interface RuleDefinition<F extends Fields = Fields> {
  /** "room.rule"; one that stands several times (a product, a fund) has a code behind: "loans.product/ordinary". */
  readonly key: string;
  readonly many: boolean;
  readonly fields: F;
  /** What the shape alone cannot say; the code is the part of the key behind the stroke. */
  check?(value: BodyOf<F>, code: string): Refusal | null;
  /** What goes with the funds there are: a damayan fund that could be lent is no such fund, 150 rupiah no coin pays. */
  fits?(value: BodyOf<F>, code: string, fundOf: FundOf): Refusal | null;
  /** Accounts such a rule brings with it, beside those every fund has: a savings product, shares. */
  opens?(value: BodyOf<F>, code: string): readonly AccountCode[];
}

export function rule<const F extends Fields>(definition: RuleDefinition<F>): RuleDefinition<F> {
  return definition;
}

/** What rows a recorded fact makes true, given the rows as they stood before it. */
export type Project = (fact: RecordedFact, books: Books) => readonly Change[];

/**
 * One thing that is written on a meeting's sheet: a saving, a repayment, a request, a pay-out. A sealed meeting is a list
 * of entries decided one after the other; where the rules allow it the same entry is said alone between meetings, by two
 * people, as the command named in `between`.
 */
export interface EntryRule<F extends Fields = Fields> {
  /** "room.what-it-is" */
  readonly name: `${string}.${string}`;
  /** A member it is for stands in the field `member`. */
  readonly fields: F;
  readonly step: MeetingStep;
  /** The command that says it alone: "loans.record-repayment". Without it the entry is for meetings only. */
  readonly between?: `${string}.${string}`;
  needs(entry: BodyOf<F>, books: Books, on: Day): readonly Need[];
  decide(entry: BodyOf<F>, books: Books, occasion: Occasion): readonly Fact[] | Refusal;
}

/** The order of the method: entries of a sheet are decided in it, whatever order they were written in. */
export const meetingSteps = [
  "corrections",
  "contributions",
  "shares",
  "savings",
  "fines",
  "repayments",
  "requests",
  "decisions",
  "pay-outs",
  "count",
] as const;
export type MeetingStep = (typeof meetingSteps)[number];

/** When and by whom an entry is made. */
export interface Occasion {
  readonly on: Day;
  /** Null between meetings. */
  readonly meeting: { readonly meeting_id: Uuid; readonly number: number } | null;
  readonly context: Context;
}

export function entry<const F extends Fields>(rule: EntryRule<F>): EntryRule<F> {
  return rule;
}

/** An entry as it is written: the name of its rule and its body. */
export interface Entry {
  readonly entry: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a room proposes for the sheet before anybody wrote on it: dues by the rules in force. */
export interface Dues {
  /** All that must be loaded to say what is due from anybody. Called again after each load, as a command's. */
  needs(books: Books, on: Day): readonly Need[];
  /** What is due from each member on this day, in the order it is collected. */
  due(books: Books, on: Day): readonly Entry[];
}

/** What a room shows to the house at its front door. */
export interface Room {
  readonly name: string;
  readonly tables: readonly Table<any>[];
  readonly commands: readonly CommandRule<any>[];
  /**
   * By the kind of fact. "<kind>.reversed" is what a reversal of such a fact undoes, with the fact it takes back as
   * `books.leaf(fact.reverses)`; a kind without one cannot be reversed.
   */
  readonly projections: Readonly<Record<string, Project>>;
  /** What the ".reversed" projection of a kind must see of the fact it takes back. */
  readonly undoNeeds?: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>>;
  readonly rules: readonly RuleDefinition<any>[];
  readonly guards?: readonly Guard[];
  /**
   * Refusals of this room that the members are told of: that it was tried, when and by whom, and never how much. Whom it
   * was for stands in `member` of what is behind the refusal.
   */
  readonly told?: readonly `${string}.${string}`[];
  readonly entries?: readonly EntryRule<any>[];
  readonly dues?: Dues;
  readonly calculators?: readonly Calculator[];
}

/** Why a command of a room below cannot be said now, as this room sees it: the books are not closed over an open meeting. */
export interface Guard {
  readonly command: string;
  needs(command: Command<any>, books: Books): readonly Need[];
  /** Null where nothing is in the way. */
  refusal(command: Command<any>, books: Books): Refusal | null;
}

/** A pure rule anyone can check from the shell: JSON in, JSON out, no database. */
export interface Calculator {
  /** "loans schedule" is room "loans", name "schedule". */
  readonly name: string;
  readonly example: Json;
  /** The fields it reads: what examples say about themselves beside them is left out before. */
  readonly fields?: readonly string[];
  /** Switches the calculator understands ("--any"), each true when given. */
  readonly switches?: readonly string[];
  calculate(input: Json, switches: ReadonlySet<string>): Json | Refusal;
}
