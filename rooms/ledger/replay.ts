import { assert, keyText, LoadedBooks, type RecordedFact, type TablesOfRooms } from "#base";
import { post, type PostedLine } from "./post.ts";

/**
 * The log folded from its first leaf on, with the rooms' own projections: what every table of every room must say. Drafts
 * are no facts, so nothing of them comes out.
 */
export class Replay {
  readonly tables: TablesOfRooms["tables"];
  readonly books = new LoadedBooks({ everything: true });
  readonly #project: TablesOfRooms["project"];
  readonly #saidIn = new Map<string, bigint>();
  #size = 0n;

  constructor({ tables, project }: TablesOfRooms) {
    this.tables = tables;
    this.#project = project;
  }

  /** Gives the journal lines of the fact, each with the place and the balance it has in its account. */
  fold(fact: RecordedFact): readonly PostedLine[] {
    assert(fact.seq === this.#size, "leaves come without a gap");
    const { books } = this;
    const lines = post(fact, books);
    const changes = this.#project(fact, books);
    books.apply(changes);
    for (const change of changes)
      if ("put" in change) this.#saidIn.set(`${change.put.name} ${keyText(change.put, change.row)}`, fact.seq);
    books.fillLeaf(fact.seq, fact);
    const original = fact.reverses === undefined ? undefined : books.leaf(fact.reverses);
    if (original) books.fillLeaf(original.seq, { ...original, reversedBy: fact.seq });
    this.#size += 1n;
    return lines;
  }

  /** The leaf that last said something of a row; null where none ever did. */
  saidIn(table: string, key: string): bigint | null {
    return this.#saidIn.get(`${table} ${key}`) ?? null;
  }
}
