/**
 * The intake: the one way into the books. Everything that waits is taken as one batch (measured: decision 0003):
 *
 *   load what the commands say they need  ->  decide each, purely, on top of the one before  ->  post all as one transaction
 *
 * One command is a batch of one, a sealed meeting is one command with many facts, a sync is many commands. The heads of
 * the organisations are read first and compared and set by the post, so nothing is locked between the round trips; on a
 * clash all of it is loaded and decided again. If a batch fails, its commands are taken one by one, so that a bad one never
 * refuses another's.
 */
import {
  assert,
  BrokenInvariant,
  type Change,
  type Command,
  type CommandId,
  type Context,
  type Day,
  type Document,
  type Fact,
  type Instant,
  isRefusal,
  keyText,
  LoadedBooks,
  type MemberId,
  type Need,
  need,
  type OrganisationId,
  type RecordedFact,
  type Refusal,
  refuse,
  type Text,
  type Uuid,
} from "#base";
import { isClash, isOutage, type Pool, pipelined, type Statement } from "#db";
import { type Commitments, leafText, periodTable, post, type PostedLine, refusalToPost } from "#ledger";
import { chainHash, chainStart, deleteRows, leafHash, questionsFor, upsertRows, type Wanted } from "#ledger/server";
import { needsOfSpeaker, rolesOn } from "#members";
import { Keys, sealTexts, selectKeys, type TextToKeep } from "#members/server";
import type { House } from "../house.ts";

/** A command whose body was checked at the border, with who says it. */
export interface Said {
  readonly command: Command;
  /** SHA-256 over the canonical content: the same id with another hash is refused. */
  readonly contentHash: Buffer;
  readonly by: MemberId;
  /** Others who are there by their own PIN or sign-in. */
  readonly with: readonly MemberId[];
}

export type Answer =
  | {
      readonly status: "accepted";
      readonly id: CommandId;
      readonly firstSeq: string;
      readonly leaves: string;
      readonly answer?: Document;
      readonly repeated?: true;
    }
  | ({ readonly status: "refused"; readonly id: CommandId; readonly repeated?: true } & Refusal);

/** The clock and chance of the edge, handed in so that a simulator can hold them. */
export interface Edge {
  now(): { readonly at: Instant; readonly today: Day };
  newId(): Uuid;
}

export interface IntakeOptions {
  readonly pool: Pool;
  readonly house: House;
  readonly edge: Edge;
  readonly masterKey: Buffer;
  /** Batches that may be under way at once; two never share an organisation. */
  readonly batchesMax?: number;
}

const commandsInBatchMax = 64;
const roundsMax = 5;
const attemptsMax = 8;

interface Waiting {
  readonly said: Said;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export class Intake {
  readonly #options: IntakeOptions;
  #waiting: Waiting[] = [];
  readonly #busy = new Set<OrganisationId>();
  #underWay = 0;
  #commandsUnderWay = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Resolves once it is decided and, if accepted, durably written. Rejects on outage or a broken invariant. */
  say(said: Said): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ said, resolve, reject });
      this.#next();
    });
  }

  // No timed wait for a fuller batch: what arrives while one commits is the next. A second one goes beside the first only
  // once as many wait as are under way, so that batches grow with the crowd: a batch costs almost what one command costs.
  #next(): void {
    const { batchesMax = 2 } = this.#options;
    while (this.#underWay < batchesMax && this.#waiting.length >= Math.max(1, this.#commandsUnderWay)) {
      const batch: Waiting[] = [];
      const rest: Waiting[] = [];
      for (const one of this.#waiting)
        (batch.length < commandsInBatchMax && !this.#busy.has(one.said.command.organisation) ? batch : rest).push(one);
      if (batch.length === 0) return;
      this.#waiting = rest;
      this.#underWay += 1;
      this.#commandsUnderWay += batch.length;
      const organisations = new Set(batch.map(one => one.said.command.organisation));
      for (const organisation of organisations) this.#busy.add(organisation);
      void this.#take(batch).finally(() => {
        for (const organisation of organisations) this.#busy.delete(organisation);
        this.#underWay -= 1;
        this.#commandsUnderWay -= batch.length;
        this.#next();
      });
    }
  }

  async #take(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.#withRetry(batch.map(one => one.said));
      for (const [index, one] of batch.entries()) one.resolve(answers[index]!);
    } catch (error) {
      if (batch.length === 1 || isOutage(error)) {
        for (const one of batch) one.reject(error);
        return;
      }
      for (const one of batch) await this.#take([one]);
    }
  }

  async #withRetry(saids: readonly Said[]): Promise<readonly Answer[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(saids);
      } catch (error) {
        if (!isClash(error) || attempt >= attemptsMax) throw error;
      }
    }
  }

  async #once(saids: readonly Said[]): Promise<readonly Answer[]> {
    const client = await this.#options.pool.connect();
    let broken = true;
    try {
      const batch = new Batch(saids, this.#options);
      const ask: Ask = statements => pipelined(client, statements);
      await batch.load(ask);
      batch.decide();
      await batch.seal(ask);
      await ask([...batch.statements(), { name: "commit", text: "commit" }]);
      broken = false;
      return batch.answers();
    } catch (error) {
      await client.query("rollback").then(
        () => {
          broken = false;
        },
        () => {},
      );
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

type Ask = (statements: readonly Statement[]) => Promise<readonly { readonly rows: Record<string, unknown>[] }[]>;

interface Head {
  readonly version: bigint;
  readonly size: bigint;
  readonly chain: Buffer;
}

/** The books of one organisation within a batch. */
interface Organisation {
  readonly id: OrganisationId;
  readonly books: LoadedBooks;
  head: Head;
  next: Head;
  readonly answered: Map<
    CommandId,
    { readonly hash: Buffer; readonly isAccepted: boolean; readonly answer: Record<string, unknown> }
  >;
  readonly changes: Change[];
  readonly movedAccounts: Map<string, { readonly account: `${string}/${string}`; readonly unit: string }>;
}

interface DecidedFact {
  readonly recorded: RecordedFact;
  readonly lines: readonly PostedLine[];
  /** Where this fact's texts begin among all of the batch. */
  readonly textsFrom: number;
}

class Batch {
  readonly #saids: readonly Said[];
  readonly #options: IntakeOptions;
  readonly #organisations = new Map<OrganisationId, Organisation>();
  readonly #answers: Answer[] = [];
  readonly #commands: { readonly said: Said; readonly at: Instant; readonly answer: Answer }[] = [];
  readonly #facts: DecidedFact[] = [];
  readonly #texts: TextToKeep[] = [];
  #keys: Keys;
  #commitments: readonly string[] = [];
  #textStatement: Statement | null = null;

  constructor(saids: readonly Said[], options: IntakeOptions) {
    this.#saids = saids;
    this.#options = options;
    this.#keys = new Keys(options.masterKey);
    for (const { command } of saids)
      if (!this.#organisations.has(command.organisation))
        this.#organisations.set(command.organisation, {
          id: command.organisation,
          books: new LoadedBooks(),
          head: emptyHead,
          next: emptyHead,
          answered: new Map(),
          changes: [],
          movedAccounts: new Map(),
        });
  }

  async load(ask: Ask): Promise<void> {
    const organisations = [...this.#organisations.keys()];
    for (let round = 1; ; round += 1) {
      const questions = questionsFor(this.#needs(round));
      if (questions.length === 0 && round > 1) return;
      assert(round <= roundsMax, "needs come to an end");
      const first = round === 1 ? [this.#headsStatement(organisations), this.#answeredStatement()] : [];
      const before = round === 1 ? opening(organisations) : [];
      const results = await ask([...before, ...first, ...questions.map(question => question.statement)]);
      const rows = results.slice(before.length).map(result => result.rows);
      if (round === 1) {
        this.#takeHeads(rows[0]!);
        this.#takeAnswered(rows[1]!);
      }
      for (const [index, question] of questions.entries()) question.take(rows[first.length + index]!);
    }
  }

  #needs(round: number): Wanted[] {
    const wanted: Wanted[] = [];
    for (const { command, by, with: others } of this.#saids) {
      const { books } = this.#organisations.get(command.organisation)!;
      const add = (one: Need): void => void wanted.push({ organisation: command.organisation, books, need: one });
      const rule = this.#options.house.commands.get(command.name);
      assert(rule, "the border lets only known commands in");
      if (round === 1) {
        add(need.all(periodTable));
        for (const member of [by, ...others]) needsOfSpeaker(member).forEach(add);
      }
      rule.needs(command as Command<never>, books).forEach(add);
    }
    return wanted;
  }

  #headsStatement(organisations: readonly OrganisationId[]): Statement {
    return {
      name: "select heads",
      text: `select organisation_id, version, size, chain_hash from ledger.head where organisation_id = any ($1::uuid[])`,
      values: [organisations],
    };
  }

  #takeHeads(rows: readonly Record<string, unknown>[]): void {
    for (const row of rows) {
      const organisation = this.#organisations.get(row["organisation_id"] as OrganisationId)!;
      organisation.head = {
        version: row["version"] as bigint,
        size: row["size"] as bigint,
        chain: row["chain_hash"] as Buffer,
      };
      organisation.next = organisation.head;
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
    const decision = rule.decide(command as Command<never>, books, context);
    if (isRefusal(decision)) return refused(decision);
    const cannot = this.#post(decision.facts, said, organisation, at);
    if (cannot) return refused(cannot);
    if (decision.drafts) {
      books.apply(decision.drafts);
      organisation.changes.push(...decision.drafts);
    }
    const { next } = organisation;
    organisation.next = { ...next, version: next.version + 1n };
    return {
      status: "accepted",
      id: command.id,
      firstSeq: String(next.size - BigInt(decision.facts.length)),
      leaves: String(decision.facts.length),
      ...(decision.answer === undefined ? {} : { answer: decision.answer }),
    };
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
      const recorded: RecordedFact = {
        ...fact,
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
      const changes = projectionOf(this.#options.house, recorded, books);
      books.apply(changes);
      organisation.changes.push(...changes);
      this.#facts.push({ recorded, lines, textsFrom: this.#texts.length });
      for (const text of recorded.texts ?? []) this.#texts.push({ ...text, organisation: command.organisation });
      organisation.next = { ...organisation.next, size: organisation.next.size + 1n };
      if (recorded.reverses !== undefined) {
        const original = books.leaf(recorded.reverses);
        if (original) books.fillLeaf(original.seq, { ...original, reversedBy: recorded.seq });
      }
    }
  }

  /** Texts are sealed at the edge, since that takes chance and keys. Asks the database only where there are any. */
  async seal(ask: Ask): Promise<void> {
    if (this.#texts.length === 0) return;
    const owners = new Map(
      this.#texts.map(text => [
        `${text.organisation}/${text.member ?? ""}`,
        { organisation: text.organisation, member: text.member ?? "" },
      ]),
    );
    const [kept] = await ask([selectKeys([...owners.values()])]);
    for (const row of kept!.rows)
      this.#keys.fill(row["organisation_id"] as string, row["member_id"] as string, row["wrapped"] as Buffer);
    const sealed = sealTexts(this.#texts, this.#keys);
    this.#commitments = sealed.commitments;
    this.#textStatement = sealed.statement;
  }

  answers(): readonly Answer[] {
    return this.#answers;
  }

  /** Everything the batch made true, as one transaction. Empty when nothing has to be written. */
  statements(): readonly Statement[] {
    if (this.#commands.length === 0) return [];
    const leaves = this.#leavesStatement();
    return [
      ...this.#headStatements(),
      ...this.#heldStatements(),
      this.#commandsStatement(),
      ...leaves,
      ...this.#rowStatements(),
      ...(this.#facts.some(fact => fact.lines.length > 0) ? [...this.#totalStatements(), this.#linesStatement()] : []),
      ...(this.#textStatement ? [this.#textStatement] : []),
      ...(this.#keys.statement() ? [this.#keys.statement()!] : []),
    ];
  }

  #headStatements(): readonly Statement[] {
    const moved = [...this.#organisations.values()].filter(one => one.next.version !== one.head.version);
    if (moved.length === 0) return [];
    return [
      {
        name: "move heads",
        text: `with w as (
            select * from unnest($1::uuid[], $2::int8[], $3::int8[], $4::int8[], $5::bytea[]) as w(organisation_id, expected, version, size, chain_hash)
          ), made as (
            insert into ledger.head (organisation_id, version, size, chain_hash)
            select organisation_id, version, size, chain_hash from w where expected = 0 returning 1
          ), moved as (
            update ledger.head h set version = w.version, size = w.size, chain_hash = w.chain_hash
            from w where h.organisation_id = w.organisation_id and h.version = w.expected and w.expected > 0 returning 1
          )
          select ledger.expect((select count(*) from made) + (select count(*) from moved), $6::int8)`,
        // The chain is known only once the leaves are made: `statements` makes them first.
        values: [
          moved.map(one => one.id),
          moved.map(one => one.head.version),
          moved.map(one => one.next.version),
          moved.map(one => one.next.size),
          moved.map(one => one.next.chain),
          BigInt(moved.length),
        ],
      },
    ];
  }

  /**
   * Where all that is kept of an organisation are refusals, its head does not move; that nobody else moved it is expected
   * all the same, or a refusal would be kept that no moment of the books gives.
   */
  #heldStatements(): readonly Statement[] {
    const answered = new Set(this.#commands.map(({ said }) => said.command.organisation));
    const held = [...this.#organisations.values()].filter(
      one => answered.has(one.id) && one.next.version === one.head.version,
    );
    if (held.length === 0) return [];
    return [
      {
        name: "hold heads",
        text: `with w as (
            select * from unnest($1::uuid[], $2::int8[]) as w(organisation_id, expected)
          ), same as (
            select h.organisation_id from ledger.head h, w
            where h.organisation_id = w.organisation_id and h.version = w.expected for share of h
          ), none as (
            select 1 from w where expected = 0 and not exists (select from ledger.head h where h.organisation_id = w.organisation_id)
          )
          select ledger.expect((select count(*) from same) + (select count(*) from none), $3::int8)`,
        values: [held.map(one => one.id), held.map(one => one.head.version), BigInt(held.length)],
      },
    ];
  }

  #commandsStatement(): Statement {
    const list = this.#commands;
    return {
      name: "insert commands",
      text: `insert into ledger.command (organisation_id, command_id, content_hash, name, said_by, said_with, received_at, is_accepted, answer)
        select organisation_id, command_id, content_hash, name, said_by, string_to_array(said_with, ' '), received_at, is_accepted, answer::jsonb
        from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bool[], $9::text[])
          as w(organisation_id, command_id, content_hash, name, said_by, said_with, received_at, is_accepted, answer)`,
      values: [
        list.map(({ said }) => said.command.organisation),
        list.map(({ said }) => said.command.id),
        list.map(({ said }) => said.contentHash),
        list.map(({ said }) => said.command.name),
        list.map(({ said }) => said.by),
        list.map(({ said }) => said.with.join(" ")),
        list.map(({ at }) => at),
        list.map(({ answer }) => answer.status === "accepted"),
        list.map(({ answer }) => JSON.stringify(stored(answer))),
      ],
    };
  }

  #leavesStatement(): readonly Statement[] {
    if (this.#facts.length === 0) return [];
    const rows = this.#facts.map(({ recorded, textsFrom }) => {
      const commitments: Record<string, string> = {};
      for (const [index, text] of (recorded.texts ?? []).entries())
        commitments[commitmentName(text, commitments)] = this.#commitments[textsFrom + index]!;
      const body = leafText(recorded, commitments as Commitments);
      const leaf = leafHash(body);
      const organisation = this.#organisations.get(recorded.organisation)!;
      organisation.next = { ...organisation.next, chain: chainHash(organisation.next.chain, leaf) };
      return { recorded, body, leaf, chain: organisation.next.chain };
    });
    return [
      {
        name: "insert leaves",
        text: `insert into ledger.leaf (organisation_id, seq, id, command_id, kind, effective_on, recorded_at, said_by, member_id, reverses, body, leaf_hash, chain_hash)
          select * from unnest($1::uuid[], $2::int8[], $3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::timestamptz[], $8::text[], $9::text[], $10::int8[], $11::text[], $12::bytea[], $13::bytea[])`,
        values: [
          rows.map(({ recorded }) => recorded.organisation),
          rows.map(({ recorded }) => recorded.seq),
          rows.map(({ recorded }) => recorded.id),
          rows.map(({ recorded }) => recorded.command),
          rows.map(({ recorded }) => recorded.kind),
          rows.map(({ recorded }) => recorded.on),
          rows.map(({ recorded }) => recorded.at),
          rows.map(({ recorded }) => recorded.by),
          rows.map(({ recorded }) => recorded.member ?? null),
          rows.map(({ recorded }) => recorded.reverses ?? null),
          rows.map(({ body }) => body),
          rows.map(({ leaf }) => leaf),
          rows.map(({ chain }) => chain),
        ],
      },
    ];
  }

  /** Room tables in the order the rooms stand in, so that foreign keys find what they point to. */
  #rowStatements(): readonly Statement[] {
    const last = new Map<
      string,
      Map<string, { readonly organisation: string; readonly row: Readonly<Record<string, unknown>> }>
    >();
    const removed: Statement[] = [];
    for (const { id, changes } of this.#organisations.values())
      for (const change of changes) {
        if ("gone" in change) {
          removed.push(deleteRows(change.gone, id, change.where));
          for (const [key, { organisation, row }] of last.get(change.gone.name) ?? [])
            if (organisation === id && Object.entries(change.where).every(([column, value]) => row[column] === value))
              last.get(change.gone.name)!.delete(key);
          continue;
        }
        const rows = last.get(change.put.name) ?? new Map();
        rows.set(`${id} ${keyText(change.put, change.row)}`, { organisation: id, row: change.row });
        last.set(change.put.name, rows);
      }
    const puts: Statement[] = [];
    for (const room of this.#options.house.rooms)
      for (const of of room.tables) {
        const rows = last.get(of.name);
        if (rows && rows.size > 0) puts.push(upsertRows(of, [...rows.values()]));
      }
    return [...removed, ...puts];
  }

  #totalStatements(): readonly Statement[] {
    const rows = [...this.#organisations.values()].flatMap(one =>
      [...one.movedAccounts.values()].map(({ account, unit }) => ({
        organisation: one.id,
        account,
        unit,
        seq: one.next.size - 1n,
        total: one.books.total(account, unit),
      })),
    );
    if (rows.length === 0) return [];
    return [
      {
        name: "insert totals",
        text: `insert into ledger.total (organisation_id, account, unit, seq, total) select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int8[], $5::int8[])`,
        values: [
          rows.map(r => r.organisation),
          rows.map(r => r.account),
          rows.map(r => r.unit),
          rows.map(r => r.seq),
          rows.map(r => r.total),
        ],
      },
    ];
  }

  #linesStatement(): Statement {
    const rows = this.#facts.flatMap(({ recorded, lines }) => lines.map(line => ({ recorded, line })));
    return {
      name: "insert lines",
      text: `insert into ledger.line (organisation_id, account, member_id, unit, line_number, seq, fund, effective_on, amount, balance)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int8[], $6::int8[], $7::text[], $8::date[], $9::int8[], $10::int8[])`,
      values: [
        rows.map(({ recorded }) => recorded.organisation),
        rows.map(({ line }) => line.account),
        rows.map(({ line }) => line.member ?? ""),
        rows.map(({ line }) => line.unit),
        rows.map(({ line }) => line.lineNumber),
        rows.map(({ recorded }) => recorded.seq),
        rows.map(({ line }) => line.fund),
        rows.map(({ recorded }) => recorded.on),
        rows.map(({ line }) => line.amount),
        rows.map(({ line }) => line.balance),
      ],
    };
  }
}

const emptyHead: Head = { version: 0n, size: 0n, chain: chainStart };

// Everything the intake asks goes by key, a few rows of many. The row policies hide from the planner how few, so that it would
// rather read whole tables, and plan every statement anew to find that out: it is told not to, for this transaction alone.
const opening = (organisations: readonly OrganisationId[]): readonly Statement[] => [
  { name: "begin", text: "begin" },
  {
    name: "see organisations",
    text: `select set_config('lumbung.organisations', $1, true), set_config('plan_cache_mode', 'force_generic_plan', true),
      set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)`,
    values: [`{${organisations.join(",")}}`],
  },
];

const refusedAnswer = (id: CommandId, refusal: Refusal): Answer => ({ status: "refused", id, ...refusal });

/** As it is kept: bigint as text, since JSON has none. */
const stored = (answer: Answer): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(answer, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  ) as Record<string, unknown>;

/** Two texts of one fact under one name are told apart by a number. */
function commitmentName(text: Text, taken: Readonly<Record<string, string>>): string {
  let name = text.field.replaceAll("-", "_");
  for (let place = 2; Object.hasOwn(taken, name); place += 1) name = `${text.field.replaceAll("-", "_")}_${place}`;
  return name;
}

export function projectionOf(house: House, fact: RecordedFact, books: LoadedBooks): readonly Change[] {
  const kind = fact.kind === "ledger.reversal" ? `${String(fact.data!["kind"])}.reversed` : fact.kind;
  const project = house.projections.get(kind);
  if (!project) throw new BrokenInvariant(`every kind of fact has a projection: ${kind}`);
  return project(fact, books);
}
