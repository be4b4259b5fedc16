/**
 * One batch: the books its commands need are loaded, each command is decided on top of the one before, and what came of
 * it stands ready to be posted. Pure but for the questions it asks through `ask`.
 */
import {
  type Accepted,
  assert,
  type Command,
  type CommandId,
  type Context,
  type Day,
  type Decision,
  type Fact,
  type Instant,
  isInSteps,
  isRefusal,
  LoadedBooks,
  type MemberId,
  type Need,
  need,
  type OrganisationId,
  type RecordedFact,
  type Refusal,
  refuse,
  type Steps,
  type Table,
} from "#base";
import { type Statement } from "#db";
import { periodTable, post, refusalToPost } from "#ledger";
import { chainStart, questionsFor, type Saved, type Wanted } from "#ledger/server";
import { needsOfSpeaker, rolesOn } from "#members";
import { Keys, openRows, sealRow, sealTexts, selectKeys, type TextToKeep } from "#members/server";
import { projectionIn } from "../house.ts";
import type { Answer, IntakeOptions, Said } from "./intake.ts";
import {
  changedRows,
  type DecidedCommand,
  type DecidedFact,
  type DecidedOrganisation,
  type Leaf,
  leavesOf,
  postStatements,
  stored,
} from "./posting.ts";
import { noteOf } from "./told.ts";
import type { Head, WarmBooks } from "./warm-books.ts";

export type Ask = (statements: readonly Statement[]) => Promise<readonly { readonly rows: Record<string, unknown>[] }[]>;

/** Books were kept from a head that somebody else moved meanwhile: load anew. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}

/** The books of one organisation within a batch. */
interface Organisation extends DecidedOrganisation {
  /** Whether its books are those its last batch left. */
  readonly isWarm: boolean;
  books: LoadedBooks;
  head: Head;
  next: Head;
  movedAccounts: Map<string, { readonly account: `${string}/${string}`; readonly unit: string }>;
  readonly answered: Map<
    CommandId,
    { readonly hash: Buffer; readonly isAccepted: boolean; readonly answer: Record<string, unknown> }
  >;
}

export class Batch {
  readonly #saids: readonly Said[];
  readonly #options: IntakeOptions;
  readonly #organisations = new Map<OrganisationId, Organisation>();
  readonly #answers: Answer[] = [];
  readonly #commands: DecidedCommand[] = [];
  readonly #facts: DecidedFact[] = [];
  readonly #texts: TextToKeep[] = [];
  readonly #keys: Keys;
  #leaves: readonly Leaf[] = [];
  readonly #textStatements: Statement[] = [];
  readonly #sealedRows = new Map<Table<any>, readonly Saved[]>();

  constructor(saids: readonly Said[], options: IntakeOptions, warm: WarmBooks) {
    this.#saids = saids;
    this.#options = options;
    this.#keys = new Keys(options.masterKey);
    for (const { organisation: id } of saids.map(said => said.command)) {
      if (this.#organisations.has(id)) continue;
      const kept = warm.take(id);
      const { books, head } = kept ?? { books: new LoadedBooks(), head: emptyHead };
      this.#organisations.set(id, {
        id,
        books,
        isWarm: kept !== undefined,
        head,
        next: head,
        answered: new Map(),
        movedAccounts: new Map(),
      });
    }
  }

  /** The organisations it may see. */
  get organisations(): readonly OrganisationId[] {
    return [...this.#organisations.keys()];
  }

  /**
   * Asks for all that the commands need and that is not at hand. Where every organisation's books are, nothing is asked at
   * all: that they are still true, and no command was answered before, is left to the post to find out.
   */
  load(ask: Ask): Promise<void> {
    return this.#loadFor(this.#saids, ask, true);
  }

  /** `isFirst` asks for the heads too. */
  async #loadFor(saids: readonly Said[], ask: Ask, isFirst: boolean): Promise<void> {
    for (let round = 1; ; round += 1) {
      const questions = questionsFor(this.#needs(saids, round));
      const isAtHand = questions.length === 0 && (!isFirst || [...this.#organisations.values()].every(one => one.isWarm));
      if (isAtHand) return;
      assert(round <= roundsMax, "needs come to an end");
      const first = isFirst ? [this.#headsStatement(), this.#answeredStatement()] : [];
      const results = await ask([...first, ...questions.map(question => question.statement)]);
      const rows = results.map(result => result.rows);
      if (isFirst) {
        this.#takeHeads(rows[0]!);
        this.#takeAnswered(rows[1]!);
      }
      for (const [index, question] of questions.entries()) {
        const read = rows[first.length + index]!;
        question.take(question.of ? openRows(question.of, read, this.#keys) : read);
      }
      isFirst = false;
    }
  }

  #needs(saids: readonly Said[], round: number): Wanted[] {
    const wanted: Wanted[] = [];
    for (const { command, by, with: others } of saids) {
      const { books } = this.#organisations.get(command.organisation)!;
      const add = (one: Need): void => void wanted.push({ organisation: command.organisation, books, need: one });
      const rule = this.#options.house.commands.get(command.name);
      assert(rule, "the border lets only known commands in");
      if (round === 1) {
        add(need.all(periodTable));
        for (const member of [by, ...others]) needsOfSpeaker(member).forEach(add);
      }
      rule.needs(command as Command<never>, books).forEach(add);
      for (const guard of this.#options.house.guards.get(command.name) ?? []) guard.needs(command, books).forEach(add);
    }
    return wanted;
  }

  #headsStatement(): Statement {
    return {
      name: "select heads",
      text: `select organisation_id, version, size, chain_hash from ledger.head where organisation_id = any ($1::uuid[])`,
      values: [this.organisations],
    };
  }

  #takeHeads(rows: readonly Record<string, unknown>[]): void {
    const read = new Map(
      rows.map(row => [
        row["organisation_id"],
        { version: row["version"] as bigint, size: row["size"] as bigint, chain: row["chain_hash"] as Buffer },
      ]),
    );
    for (const organisation of this.#organisations.values()) {
      const head = read.get(organisation.id) ?? emptyHead;
      if (organisation.isWarm && head.version !== organisation.head.version) throw new Overtaken();
      organisation.head = head;
      organisation.next = head;
    }
  }

  #answeredStatement(): Statement {
    return {
      name: "select answered commands",
      text: `select c.organisation_id, c.command_id, c.content_hash, c.is_accepted, c.answer
        from unnest($1::uuid[], $2::uuid[]) as w(organisation_id, command_id)
        join ledger.command c on c.organisation_id = w.organisation_id and c.command_id = w.command_id`,
      values: [this.#saids.map(one => one.command.organisation), this.#saids.map(one => one.command.id)],
    };
  }

  #takeAnswered(rows: readonly Record<string, unknown>[]): void {
    for (const row of rows)
      this.#organisations.get(row["organisation_id"] as OrganisationId)!.answered.set(row["command_id"] as CommandId, {
        hash: row["content_hash"] as Buffer,
        isAccepted: row["is_accepted"] as boolean,
        answer: row["answer"] as Record<string, unknown>,
      });
  }

  decide(): void {
    for (const said of this.#saids) this.#answers.push(this.#decideOne(said));
  }

  /**
   * Notes what the members are told of among what was refused, on top of all that was decided: in the transaction that keeps the
   * refusals, so that neither is ever without the other.
   */
  async tell(ask: Ask): Promise<void> {
    const notes = this.#commands.flatMap(({ said, answer }) => noteOf(said, answer, this.#options) ?? []);
    if (notes.length === 0) return;
    await this.#loadFor(notes, ask, false);
    for (const note of notes)
      assert(this.#decideOne(note).status === "accepted", `what is refused and told is noted: ${note.command.id}`);
  }

  #decideOne(said: Said): Answer {
    const { command } = said;
    const organisation = this.#organisations.get(command.organisation)!;
    const before = organisation.answered.get(command.id);
    if (before) {
      if (!before.hash.equals(said.contentHash))
        return refusedAnswer(command.id, refuse("ledger.id-used-before", { id: command.id }));
      return { ...(before.answer as unknown as Answer), repeated: true };
    }
    const { at, today } = this.#options.edge.now();
    const answer = this.#answer(said, organisation, at, today);
    organisation.answered.set(command.id, {
      hash: said.contentHash,
      isAccepted: answer.status === "accepted",
      answer: stored(answer),
    });
    this.#commands.push({ said, at, answer });
    return answer;
  }

  #answer(said: Said, organisation: Organisation, at: Instant, today: Day): Answer {
    const { command, by, with: others } = said;
    const { house } = this.#options;
    const rule = house.commands.get(command.name)!;
    const { books } = organisation;
    const refused = (refusal: Refusal): Answer => refusedAnswer(command.id, refusal);
    // The first command of an organisation founds it: there is nobody yet who could be asked.
    const roles = rolesOn(today, by, books);
    const isFounding = organisation.head.version === 0n && organisation.next.version === 0n;
    // Before the roles: who founds a second time holds none yet.
    if (rule.founds && !isFounding) return refused(refuse("members.already-founded"));
    if (!rule.founds) {
      if (!rule.sayableBy.some(role => roles.has(role)))
        return refused(refuse("members.not-allowed", { command: command.name }));
      const present = new Set<MemberId>([by, ...others.filter(other => rolesOn(today, other, books).has("anyone"))]);
      if (present.size < (rule.people ?? 1))
        return refused(refuse("members.more-people-needed", { people: rule.people ?? 1, present: present.size }));
    }
    if (command.on > today) return refused(refuse("ledger.day-to-come", { on: command.on, today }));
    const context: Context = {
      today,
      at,
      by,
      with: others,
      roles,
      ruleDefinitions: house.ruleDefinitions,
      reversible: house.reversible,
    };
    for (const guard of house.guards.get(command.name) ?? []) {
      const hindrance = guard.refusal(command, books);
      if (hindrance) return refused(hindrance);
    }
    const made = rule.decide(command as Command<never>, books, context);
    const before = organisation.next.size;
    const decision = isInSteps(made)
      ? this.#postInSteps(made, said, organisation, at)
      : isRefusal(made)
        ? made
        : (this.#post(made.facts, said, organisation, at) ?? made);
    if (isRefusal(decision)) return refused(decision);
    if (decision.drafts) books.apply(decision.drafts);
    const { next } = organisation;
    organisation.next = { ...next, version: next.version + 1n };
    return {
      status: "accepted",
      id: command.id,
      firstSeq: String(before),
      leaves: String(next.size - before),
      ...(decision.answer === undefined ? {} : { answer: decision.answer }),
    };
  }

  /** Posts each step as it is decided. Where it ends with a refusal, all stands as it was before the first. */
  #postInSteps(steps: Steps<Accepted>, said: Said, organisation: Organisation, at: Instant): Decision {
    const before = { books: organisation.books.fork(), next: organisation.next, moved: new Map(organisation.movedAccounts) };
    const lengths = { facts: this.#facts.length, texts: this.#texts.length };
    let step = steps.next(null);
    while (!step.done) step = steps.next(this.#post(step.value, said, organisation, at));
    const decision = step.value;
    const refusal = isRefusal(decision) ? decision : this.#post(decision.facts, said, organisation, at);
    if (!refusal) return decision;
    organisation.books = before.books;
    organisation.next = before.next;
    organisation.movedAccounts = before.moved;
    this.#facts.length = lengths.facts;
    this.#texts.length = lengths.texts;
    return refusal;
  }

  /** Posts facts one after the other on the books in memory. A refusal comes before anything was moved. */
  #post(facts: readonly Fact[], said: Said, organisation: Organisation, at: Instant): Refusal | null {
    const { books } = organisation;
    const cannot = refusalToPost(facts, books);
    if (cannot) return cannot;
    this.#record(facts, said, organisation, at);
    return null;
  }

  #record(facts: readonly Fact[], said: Said, organisation: Organisation, at: Instant): void {
    const { books } = organisation;
    const { command, by } = said;
    for (const fact of facts) {
      // Written out: copies of objects made in many ways are of many shapes, and slow to read ever after.
      const recorded: RecordedFact = {
        kind: fact.kind,
        on: fact.on,
        member: fact.member,
        lines: fact.lines,
        data: fact.data,
        texts: fact.texts,
        reverses: fact.reverses,
        seq: organisation.next.size,
        id: this.#options.edge.newId(),
        command: command.id,
        organisation: command.organisation,
        by,
        at,
      };
      const lines = post(recorded, books);
      for (const line of lines)
        if (line.member !== undefined) organisation.movedAccounts.set(`${line.account}|${line.unit}`, line);
      books.apply(projectionIn(this.#options.house)(recorded, books));
      this.#facts.push({ recorded, lines, textsFrom: this.#texts.length });
      for (const text of recorded.texts ?? []) this.#texts.push({ ...text, organisation: command.organisation });
      organisation.next = { ...organisation.next, size: organisation.next.size + 1n };
      if (recorded.reverses !== undefined) {
        const original = books.leaf(recorded.reverses);
        if (original) books.fillLeaf(original.seq, { ...original, reversedBy: recorded.seq });
      }
    }
  }

  /**
   * Makes the leaves. Texts and documents are sealed before, which takes chance and keys: asks the database only where
   * there are any.
   */
  async seal(ask: Ask): Promise<void> {
    const rows = this.#options.house.sealedTables.map(of => [of, changedRows(of, this.#organisations.values())] as const);
    await this.#fillKeys(ask, rows);
    const commitments = this.#sealTexts();
    for (const [of, changed] of rows)
      this.#sealedRows.set(
        of,
        changed.map(one => ({ ...one, row: sealRow(of, one.organisation, one.row, this.#keys) })),
      );
    const made = this.#keys.statement();
    if (made) this.#textStatements.push(made);
    const chains = new Map([...this.#organisations.values()].map(one => [one.id, one.head.chain]));
    this.#leaves = leavesOf(this.#facts, commitments, chains);
    for (const one of this.#organisations.values()) one.next = { ...one.next, chain: chains.get(one.id)! };
  }

  /** The keys of all whose texts and documents are to be sealed, but for those that came with what was loaded. */
  async #fillKeys(ask: Ask, rows: readonly (readonly [Table<any>, readonly Saved[]])[]): Promise<void> {
    const owners = [
      ...this.#texts.map(({ organisation, member }) => ({ organisation, member: member ?? "" })),
      ...rows.flatMap(([{ sealed }, changed]) =>
        changed.map(({ organisation, row }) => ({ organisation, member: row[sealed!.owner] as string })),
      ),
    ];
    const wanted = new Map(
      owners
        .filter(({ organisation, member }) => !this.#keys.get(organisation, member))
        .map(owner => [`${owner.organisation}/${owner.member}`, owner]),
    );
    if (wanted.size === 0) return;
    const [kept] = await ask([selectKeys([...wanted.values()])]);
    for (const row of kept!.rows)
      this.#keys.fill(row["organisation_id"] as string, row["member_id"] as string, row["wrapped"] as Buffer);
  }

  #sealTexts(): readonly string[] {
    if (this.#texts.length === 0) return [];
    const { statement, commitments } = sealTexts(this.#texts, this.#keys);
    this.#textStatements.push(statement);
    return commitments;
  }

  answers(): readonly Answer[] {
    return this.#answers;
  }

  /** Everything the batch made true, as one transaction. Empty when nothing has to be written. */
  statements(): readonly Statement[] {
    return postStatements({
      house: this.#options.house,
      organisations: this.#organisations,
      commands: this.#commands,
      facts: this.#facts,
      leaves: this.#leaves,
      sealedRows: this.#sealedRows,
      texts: this.#textStatements,
    });
  }

  /** Once all of it is posted, the books as they stand now. */
  keep(warm: WarmBooks): void {
    for (const { id, books, next } of this.#organisations.values()) {
      books.settle();
      warm.keep(id, { books, head: next });
    }
  }
}

const roundsMax = 5;
const emptyHead: Head = { version: 0n, size: 0n, chain: chainStart };

const refusedAnswer = (id: CommandId, refusal: Refusal): Answer => ({ status: "refused", id, ...refusal });
