import type { Project, Role, RuleDefinition } from "./command.ts";
import type { Day } from "./day.ts";
import type { Document, Fields } from "./fields.ts";
import type { MemberId, OrganisationId } from "./id.ts";
import type { Table } from "./table.ts";
import type { Words } from "./words.ts";

/**
 * A question a screen asks: answered on the server for the first paint, and again over HTTP. Deny by default: `who`
 * lists the roles that may ask; "anyone" is a signed-in member of the organisation, "public" needs no sign-in.
 */
export interface Question<Client = unknown> {
  readonly who: readonly (Role | "public")[];
  /** What it takes from the path and the query of an address: "loan", "on". Nothing else reaches it. */
  readonly params?: readonly string[];
  ask(asked: Asked<Client>): Promise<Answered | null>;
}

/** JSON for a screen: amounts as decimal strings of minor units. Null answers are "not found". */
export type Answered = Document | { readonly [key: string]: unknown };

export interface Asked<Client> {
  /** A transaction that sees this organisation and no other. */
  readonly client: Client;
  readonly organisation: OrganisationId;
  readonly member: MemberId;
  readonly roles: ReadonlySet<Role>;
  readonly today: Day;
  /** Opened under somebody's eyes: answer with what the group has, and nothing of hers. */
  readonly isPlain?: boolean;
  /** From the path and the query of the address. */
  readonly params: Readonly<Record<string, string>>;
  /** Opens texts of people. */
  readonly masterKey: Uint8Array;
  /** Names and texts about these things, by "about/id/field": for rooms below the one that keeps them. */
  readonly texts?: (abouts: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** For the rooms below those whose rules they show. */
  readonly rulesKnown?: RulesKnown;
  /** For the room that keeps the log, below all whose tables follow from it. */
  readonly tablesOfRooms?: TablesOfRooms;
}

/** The tables of all rooms, and what a fact makes true in them. */
export interface TablesOfRooms {
  readonly tables: readonly Table<any>[];
  readonly project: Project;
}

/** What the rules of all rooms are made of. */
export interface RulesKnown {
  /** By key: "loans.product". */
  readonly fields: Readonly<Record<string, Fields>>;
  /** The rules themselves, by key: for a sheet that is tried with a decision about a rule of a room above. */
  readonly definitions: ReadonlyMap<string, RuleDefinition>;
  /** Entries that may be allowed between meetings: those that can be said alone, by two people. */
  readonly betweenEntries: readonly string[];
}

/** A page a room adds to the app. `View` is a component; its type is left to the screen's library. */
export interface Page<View = unknown> {
  /** "/members/:member" */
  readonly path: string;
  readonly who: readonly (Role | "public")[];
  /** "room.question", whose answer is the page's data. Without one the page needs no data. */
  readonly question?: string;
  /** Key of the title in `words`. */
  readonly title: string;
  /** Shown on paper: no shell around it. */
  readonly isPaper?: true;
  /**
   * Goes on without a signal: the phone keeps its program and what it last showed, so that it opens again (decision 0005);
   * and where its screen locked itself, it opens on her word until the server can be asked.
   */
  readonly isKept?: true;
  readonly View: View;
}

/** What a page's view is given. */
export interface PageProps<Data = any> {
  readonly data: Data;
  readonly words: Words;
  readonly session: SessionSeen | null;
  readonly params: Readonly<Record<string, string>>;
  readonly today: Day;
}

/** What the browser may know of the session. */
export interface SessionSeen {
  readonly organisation: OrganisationId;
  readonly organisationName: string;
  readonly member: MemberId;
  readonly number: number;
  readonly name: string;
  readonly roles: readonly Role[];
  /** A second person at this session, by her own PIN. */
  readonly second: { readonly member: MemberId; readonly number: number; readonly name: string } | null;
  readonly unit: string;
  readonly isPractice: boolean;
  /** Group totals only: the plain view. */
  readonly isPlain: boolean;
}
