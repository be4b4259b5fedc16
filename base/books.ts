import { assert, BrokenInvariant } from "./assert.ts";
import type { AccountCode, AccountKey, Books, Moved, MovedKey, RecordedFact } from "./command.ts";
import type { MemberId } from "./id.ts";
import type { Minor } from "./money.ts";
import { HeldRows, type Row, valuesText } from "./held-rows.ts";
import { type Change, type Gone, keyText, type Table } from "./table.ts";

/** Where an account stands: its balance in minor units (debit positive) and how many lines were ever posted to it. */
export interface Standing {
  readonly key: AccountKey;
  readonly balance: Minor;
  readonly lineNumber: bigint;
}

/** A row that was changed since the books were read. */
export interface ChangedRow {
  readonly row: Row;
  /** As it was read. Undefined where it is new, or was put without having been read. */
  readonly before: Row | undefined;
}

/**
 * The books of one organisation as far as they were loaded, with what was decided since on top.
 * Reading a row or a balance that was not loaded is a bug: it would read as absent what only was not asked for.
 */
export class LoadedBooks implements Books {
  readonly #tables = new Map<string, HeldRows>();
  /** Tables whose rows were all loaded. */
  readonly #wholeTables = new Set<string>();
  /** Of the others, by table and by the columns of the condition, the values whose rows were all loaded. */
  readonly #covered = new Map<string, Map<string, Covered>>();
  /** By account and member ("" where it is the group's), one for each unit. The lists are replaced, never changed. */
  readonly #standings = new Map<AccountCode, Map<MemberId | "", readonly Standing[]>>();
  readonly #totals = new Map<string, Minor>();
  readonly #wholeAccounts = new Set<string>();
  readonly #wholeTotals = new Set<string>();
  /** Undefined where a leaf was looked for and is not there. */
  readonly #leaves = new Map<bigint, RecordedFact | undefined>();
  readonly #moved = new Map<string, readonly Moved[]>();
  /** By table and key, what was read of each row that was changed since. */
  readonly #before = new Map<string, Map<string, Row | undefined>>();
  readonly #removed: Gone[] = [];
  /** In a replay everything is there from the first leaf on, so nothing needs asking for. */
  readonly #everything: boolean;

  constructor({ everything = false }: { readonly everything?: boolean } = {}) {
    this.#everything = everything;
  }

  row<R extends object>(of: Table<R>, key: Partial<R>): R | undefined {
    this.#assertCovered(of, key as Row);
    return this.#tables.get(of.name)?.get(keyText(of, key as Row)) as R | undefined;
  }

  rows<R extends object>(of: Table<R>, where: Partial<R> = {}): readonly R[] {
    this.#assertCovered(of, where as Row);
    return [...(this.#tables.get(of.name)?.where(where as Row) ?? [])] as R[];
  }

  balance(key: AccountKey): Minor {
    return this.standing(key).balance;
  }

  /** Throws where the balance was not loaded. */
  standing(key: AccountKey): Standing {
    const standing = this.#held(key);
    if (standing) return standing;
    assert(
      this.#isWhole(key.account, key.member),
      `the balance of ${key.account} was asked for before it is read`,
    );
    return { key, balance: 0n, lineNumber: 0n };
  }

  balances(of: {
    readonly account?: AccountCode;
    readonly member?: MemberId;
  }): readonly (AccountKey & { readonly balance: Minor })[] {
    assert(this.#isWhole(of.account, of.member), "balances are asked for before they are read");
    const accounts = of.account === undefined ? [...this.#standings.values()] : [this.#standings.get(of.account)];
    const found: (AccountKey & { readonly balance: Minor })[] = [];
    for (const members of accounts) {
      if (!members) continue;
      for (const held of of.member === undefined ? members.values() : [members.get(of.member) ?? []])
        for (const { key, balance } of held) found.push({ ...key, balance });
    }
    return found;
  }

  total(account: AccountCode, unit: string): Minor {
    const total = this.#totals.get(`${account}|${unit}`);
    if (total !== undefined) return total;
    const whole = this.#wholeTotals;
    assert(
      this.#everything || whole.has("*") || whole.has(account),
      `the total of ${account} was asked for before it is read`,
    );
    return 0n;
  }

  moved(key: MovedKey): readonly Moved[] {
    const moved = this.#moved.get(movedText(key));
    assert(moved, `what ${key.accounts.join(", ")} moved was asked for before it is read`);
    return moved;
  }

  hasMoved(key: MovedKey): boolean {
    return this.#moved.has(movedText(key));
  }

  leaf(seq: bigint): RecordedFact | undefined {
    return this.#leaves.get(seq);
  }

  isCovered(of: Table<any>, where: Row): boolean {
    if (this.#everything || this.#wholeTables.has(of.name)) return true;
    for (const { columns, values } of this.#covered.get(of.name)?.values() ?? [])
      if (values.has(valuesText(columns, where))) return true;
    return false;
  }

  hasStanding(key: AccountKey): boolean {
    return this.#everything || this.#held(key) !== undefined;
  }

  hasTotal(account: AccountCode, unit: string): boolean {
    return this.#everything || this.#wholeTotals.has("*") || this.#totals.has(`${account}|${unit}`);
  }

  hasBalances(name: string): boolean {
    return this.#everything || this.#wholeAccounts.has(name) || this.#wholeAccounts.has("*");
  }

  /** Rows that were loaded; what was changed since stays on top. */
  fill(of: Table<any>, where: Row, rows: readonly Row[]): void {
    const columns = Object.keys(where).sort();
    if (columns.length === 0) this.#wholeTables.add(of.name);
    else {
      const covered = this.#covered.get(of.name) ?? new Map<string, Covered>();
      this.#covered.set(of.name, covered);
      const name = columns.join(" ");
      const { values } = covered.get(name) ?? { values: new Set<string>() };
      values.add(valuesText(columns, where));
      covered.set(name, { columns, values });
    }
    const held = this.#tableOf(of);
    for (const row of rows) {
      const key = keyText(of, row);
      if (!held.get(key)) held.put(key, row);
    }
  }

  fillStanding(standing: Standing): void {
    if (!this.#held(standing.key)) this.#set(standing);
  }

  /** "*" for all of the organisation, an account's code, or "m:" and a member. */
  fillBalances(name: string, standings: readonly Standing[]): void {
    this.#wholeAccounts.add(name);
    for (const standing of standings) this.fillStanding(standing);
  }

  /** All totals of an account, or "*" for all of the organisation. */
  fillTotals(
    name: string,
    totals: readonly { readonly account: AccountCode; readonly unit: string; readonly total: Minor }[],
  ): void {
    this.#wholeTotals.add(name);
    for (const { account, unit, total } of totals) this.fillTotal(account, unit, total);
  }

  fillTotal(account: AccountCode, unit: string, total: Minor): void {
    const text = `${account}|${unit}`;
    if (!this.#totals.has(text)) this.#totals.set(text, total);
  }

  fillMoved(key: MovedKey, moved: readonly Moved[]): void {
    this.#moved.set(movedText(key), moved);
  }

  hasLeaf(seq: bigint): boolean {
    return this.#everything || this.#leaves.has(seq);
  }

  fillLeaf(seq: bigint, fact: RecordedFact | undefined): void {
    this.#leaves.set(seq, fact);
  }

  /** How much is held: rows and balances. */
  get size(): number {
    let rows = 0;
    for (const members of this.#standings.values()) rows += members.size;
    for (const held of this.#tables.values()) rows += held.size;
    return rows;
  }

  /**
   * What was changed is written: from here on it counts as read. Leaves and what a year moved are read for one decision; a
   * leaf that was looked for in vain may be there by the next. So are the rows that are not this organisation's alone.
   */
  settle(): void {
    for (const [name, held] of this.#tables)
      if (held.isShared) {
        this.#tables.delete(name);
        this.#covered.delete(name);
        this.#wholeTables.delete(name);
      }
    this.#leaves.clear();
    this.#moved.clear();
    this.#before.clear();
    this.#removed.length = 0;
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if ("put" in change) this.#put(change.put, change.row);
      else this.#remove(change);
    }
  }

  /** The rows of a table as they are now, where they are not as they were read. */
  changed(of: Table<any>): readonly ChangedRow[] {
    const held = this.#tables.get(of.name);
    return [...(this.#before.get(of.name) ?? [])].map(([key, before]) => ({ row: held!.get(key)!, before }));
  }

  /** What went, in the order it was said. Rows that were put later are among the changed ones. */
  get removed(): readonly Gone[] {
    return this.#removed;
  }

  /** Moves an account by one line; the new standing is what the line is stored with. */
  move({ account, member, unit }: AccountKey, amount: Minor): Standing {
    const before = this.standing({ account, member, unit });
    const after = { key: before.key, balance: before.balance + amount, lineNumber: before.lineNumber + 1n };
    this.#set(after);
    if (member !== undefined) this.#totals.set(`${account}|${unit}`, this.total(account, unit) + amount);
    return after;
  }

  /** A copy to try things on: maps are copied, rows are shared. */
  fork(): LoadedBooks {
    const copy = new LoadedBooks({ everything: this.#everything });
    for (const [name, rows] of this.#tables) copy.#tables.set(name, rows.copy());
    for (const name of this.#wholeTables) copy.#wholeTables.add(name);
    for (const [name, covered] of this.#covered) copy.#covered.set(name, covered);
    for (const [account, members] of this.#standings) copy.#standings.set(account, new Map(members));
    for (const [text, total] of this.#totals) copy.#totals.set(text, total);
    for (const name of this.#wholeAccounts) copy.#wholeAccounts.add(name);
    for (const name of this.#wholeTotals) copy.#wholeTotals.add(name);
    for (const [seq, fact] of this.#leaves) copy.#leaves.set(seq, fact);
    for (const [text, moved] of this.#moved) copy.#moved.set(text, moved);
    for (const [name, rows] of this.#before) copy.#before.set(name, new Map(rows));
    copy.#removed.push(...this.#removed);
    return copy;
  }

  #put(into: Table<any>, row: Row): void {
    const held = this.#tableOf(into);
    const key = keyText(into, row);
    let before = this.#before.get(into.name);
    if (!before) {
      before = new Map();
      this.#before.set(into.name, before);
    }
    if (!before.has(key)) before.set(key, held.get(key));
    held.put(key, row);
  }

  #remove(gone: Gone): void {
    const before = this.#before.get(gone.gone.name);
    for (const key of this.#tableOf(gone.gone).removeWhere(gone.where)) before?.delete(key);
    this.#removed.push(gone);
  }

  #held({ account, member, unit }: AccountKey): Standing | undefined {
    for (const held of this.#standings.get(account)?.get(member ?? "") ?? []) if (held.key.unit === unit) return held;
    return undefined;
  }

  #set(standing: Standing): void {
    const { account, member = "", unit } = standing.key;
    let members = this.#standings.get(account);
    if (!members) {
      members = new Map();
      this.#standings.set(account, members);
    }
    const held = members.get(member);
    // Nearly every account knows one unit.
    const isAlone = held === undefined || (held.length === 1 && held[0]!.key.unit === unit);
    members.set(member, isAlone ? [standing] : [...held.filter(other => other.key.unit !== unit), standing]);
  }

  /** Whether all balances of this account or member were loaded. */
  #isWhole(account: AccountCode | undefined, member?: MemberId): boolean {
    const whole = this.#wholeAccounts;
    if (this.#everything || whole.has("*")) return true;
    return (account !== undefined && whole.has(account)) || (member !== undefined && whole.has(`m:${member}`));
  }

  #tableOf(of: Table<any>): HeldRows {
    let held = this.#tables.get(of.name);
    if (!held) {
      held = new HeldRows(of);
      this.#tables.set(of.name, held);
    }
    return held;
  }

  #assertCovered(of: Table<any>, where: Row): void {
    if (!this.isCovered(of, where))
      throw new BrokenInvariant(`rows of ${of.name} by ${Object.keys(where).join(", ")} are asked for before they are read`);
  }
}

interface Covered {
  readonly columns: readonly string[];
  readonly values: Set<string>;
}

const movedText = ({ accounts, from, through, daily }: MovedKey): string =>
  `${[...accounts].sort().join(" ")}|${from ?? ""}|${through}${daily ? "|daily" : ""}`;

export const accountText = (key: AccountKey): string => `${key.account}|${key.member ?? ""}|${key.unit}`;

/** A copy of the books to try entries on before anything is posted. */
export function forkOf(books: Books): LoadedBooks {
  assert(books instanceof LoadedBooks, "books are books that were loaded");
  return books.fork();
}
