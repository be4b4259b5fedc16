/**
 * A group's books in memory, for the rooms' own tests: what is said is decided, posted and projected at once. Each room
 * adds what its tests speak of in a class of its own.
 */
import {
  type AccountCode,
  assert,
  type Books,
  type BodyOf,
  type CommandId,
  type CommandRule,
  type Context,
  type Day,
  day,
  type Document,
  encodeBody,
  type EntryRule,
  type Fact,
  type Fields,
  type Instant,
  isRefusal,
  LoadedBooks,
  type MemberId,
  memberIdFrom,
  type Minor,
  type Moved,
  type MovedKey,
  type Need,
  need,
  type OrganisationId,
  put,
  type Project,
  readBody,
  type RecordedFact,
  type Room,
  type Refusal,
  type RuleDefinition,
  type Uuid,
  uuidFrom,
} from "#base";
import { checkRule, decisionTable, type Question, ruleTable, setRule } from "#assembly";
import { accountTable, fundTable, partsOfAccount, periodTable, post, refusalToPost, reverse } from "#ledger";
import { join, membershipTable } from "#members";

/** The room under test, those below it, and what keeps a fact of its from being taken back. */
export interface RoomsOnPaper {
  readonly rooms: readonly Room[];
  readonly room: Room;
  readonly refusalToReverse: (fact: RecordedFact, books: Books) => Refusal | null;
}

export class BooksOnPaper {
  readonly books = new LoadedBooks({ everything: true });
  readonly facts: RecordedFact[] = [];
  readonly #of: RoomsOnPaper;
  readonly #projections: ReadonlyMap<string, Project>;
  readonly #ruleDefinitions: ReadonlyMap<string, RuleDefinition>;
  #ids = 0;
  #meetings = 0;

  constructor(of: RoomsOnPaper) {
    this.#of = of;
    this.#projections = new Map(of.rooms.flatMap(room => Object.entries(room.projections)));
    this.#ruleDefinitions = new Map(of.rooms.flatMap(room => room.rules.map(rule => [rule.key, rule])));
  }

  /** As founding or a decision sets it: checked, with the accounts it brings. */
  rule(rule: string, value: Document, from: string): void {
    const refusal = this.ruleRefused(rule, value);
    assert(refusal === null, `the rule holds: ${shown(refusal)}`);
    const checked = checkRule(rule, value, this.#ruleDefinitions, fund => this.books.row(fundTable, { fund }));
    assert("accounts" in checked, "the rule was checked");
    const open = new Set(this.books.rows(accountTable).map(row => row.account));
    const version = this.books.rows(ruleTable, { rule }).length + 1;
    this.record(
      setRule(
        { rule, value, from: day(from), version, decision: null },
        checked.accounts.filter(one => !open.has(one)),
        day(from),
      ),
    );
  }

  ruleRefused(rule: string, value: Document): Refusal | null {
    const checked = checkRule(rule, value, this.#ruleDefinitions, fund => this.books.row(fundTable, { fund }));
    return isRefusal(checked) ? checked : null;
  }

  joins(number: number, on: string): MemberId {
    const random = new Uint8Array(10);
    random.set([number >> 8, number & 255], 8);
    const member = memberIdFrom(random);
    this.record([join({ member, person: this.id(), number, kind: "member", name: "Bhimabai", on: day(on) })]);
    return member;
  }

  ends(member: MemberId, status: "left" | "died" | "moved", on: string): void {
    const row = this.books.row(membershipTable, { member_id: member });
    this.books.apply([{ put: membershipTable, row: { ...row, status, ended_on: on } }]);
  }

  /** Lines that no room of these tests knows the entry of: a loan, income from outside. */
  moves(
    on: string,
    ...lines: readonly (readonly [account: AccountCode, unit: string, amount: Minor, member?: MemberId])[]
  ): void {
    const fact: Fact = {
      kind: "test.moved",
      on: day(on),
      lines: lines.map(([code, unit, amount, member]) => ({ account: code, unit, amount, member })),
    };
    this.post([fact]);
  }

  /** Decided by hands: carried, or turned down. */
  decides(question: Question, about: string, on: string, isCarried = true, value: Document | null = null): Uuid {
    const decision_id = this.id();
    const votes = { votes_for: isCarried ? 9 : 1, votes_against: 2, abstaining: 0, is_carried: isCarried };
    this.books.apply([
      put(decisionTable, {
        ...{ decision_id, question, about, decided_on: day(on) },
        ...{ meeting_id: null, meeting_number: null },
        ...votes,
        value,
        is_used: false,
      }),
    ]);
    return decision_id;
  }

  /** The facts an entry became, posted and projected; or the refusal, with nothing changed. Without `there` at a meeting. */
  says<F extends Fields>(
    rule: EntryRule<F>,
    said: BodyOf<F>,
    on: string,
    there?: readonly MemberId[],
  ): readonly RecordedFact[] | Refusal {
    const read = readBody(rule.fields, encodeBody(rule.fields, said));
    assert("body" in read, `an entry fits its fields: ${shown(read)}`);
    const body = read.body as BodyOf<F>;
    const when = day(on);
    const seen = this.seenBy(books => rule.needs(body, books, when));
    this.#meetings += 1;
    const meeting = there === undefined ? { meeting_id: this.id(), number: this.#meetings } : null;
    const context = { ...this.contextOn(when), by: there?.[0] ?? nobody, with: there?.slice(1) ?? [] };
    const decided = rule.decide(body, seen, { on: when, meeting, context });
    if (isRefusal(decided)) return decided;
    const facts = decided as readonly Fact[];
    return refusalToPost(facts, seen) ?? this.record(facts, seen);
  }

  /** The facts a command became, posted and projected; or the refusal, with nothing changed. */
  commands<F extends Fields>(
    rule: CommandRule<F>,
    said: BodyOf<F>,
    on: string,
    by: MemberId = nobody,
    roles: Context["roles"] = new Set(["treasurer"]),
    others: readonly MemberId[] = [],
  ): readonly RecordedFact[] | Refusal {
    const read = readBody(rule.fields, encodeBody(rule.fields, said));
    assert("body" in read, `a command fits its fields: ${shown(read)}`);
    const command = { id: this.id() as CommandId, organisation, name: rule.name, on: day(on), body: read.body as BodyOf<F> };
    const seen = this.seenBy(books => rule.needs(command, books));
    const decided = rule.decide(command, seen, { ...this.contextOn(day(on)), by, with: others, roles });
    assert(!("next" in decided), "this command is decided in one step");
    if (isRefusal(decided)) return decided;
    return refusalToPost(decided.facts, seen) ?? this.record(decided.facts, seen);
  }

  takesBack(fact: RecordedFact, on: string): RecordedFact | Refusal {
    const seen = this.seenBy(() => [
      { leaf: fact.seq },
      ...fact.lines.map(line => need.balance(line.account, line.unit, line.member)),
      ...this.#of.rooms.flatMap(room => room.undoNeeds?.[fact.kind]?.(fact) ?? []),
    ]);
    const refusal = this.#of.refusalToReverse(fact, seen);
    if (refusal) return refusal;
    const reversal = reverse(fact.seq, day(on), seen, this.contextOn(day(on)), "written by mistake");
    return isRefusal(reversal) ? reversal : (refusalToPost([reversal], seen) ?? this.record([reversal], seen)[0]!);
  }

  /** Books that hold what was asked for and nothing else, loaded in rounds as the intake does it. */
  seenBy(needs: (books: LoadedBooks) => readonly Need[]): LoadedBooks {
    const seen = new LoadedBooks();
    seen.fill(periodTable, {}, this.books.rows(periodTable) as never);
    seen.fill(accountTable, {}, this.books.rows(accountTable) as never);
    for (let round = 0; round < 4; round += 1)
      for (const one of needs(seen)) {
        if ("rows" in one) {
          if (!seen.isCovered(one.rows, one.where))
            seen.fill(one.rows, one.where, this.books.rows(one.rows, one.where) as never);
        } else if ("balance" in one) seen.fillStanding(this.books.standing(one.balance));
        else if ("balances" in one)
          seen.fillBalances(
            one.balances.account ?? `m:${one.balances.member}`,
            this.books.balances(one.balances).map(({ balance, ...key }) => ({ key, balance, lineNumber: 1n })),
          );
        else if ("total" in one)
          seen.fillTotal(one.total.account, one.total.unit, this.books.total(one.total.account, one.total.unit));
        else if ("moved" in one) seen.fillMoved(one.moved, this.moved(one.moved));
        else seen.fillLeaf(one.leaf, this.books.leaf(one.leaf));
      }
    return seen;
  }

  /** As the ledger reads it from its tables, line by line. */
  moved({ accounts, from, through, daily }: MovedKey): readonly Moved[] {
    const found = new Map<string, Moved>();
    for (const fact of this.facts) {
      if ((from !== null && fact.on < from) || fact.on > through) continue;
      for (const { account: code, unit, member, amount } of fact.lines) {
        if (!accounts.includes(code)) continue;
        const { fund } = partsOfAccount(code);
        const isClosing = fact.lines.some(
          ({ account }) =>
            partsOfAccount(account).fund === fund && /^(retained-surplus|fund-balance|indivisible-reserve)\//.test(account),
        );
        const whose = member ?? fact.member ?? null;
        const month = fact.on.slice(0, 7);
        const on = daily ? fact.on : null;
        const key = [code, unit, whose, month, on, isClosing].join("|");
        const before = found.get(key);
        const debited = amount > 0n === (fact.reverses === undefined) ? amount : 0n;
        found.set(key, {
          ...{ account: code, unit, member: whose, month, day: on, isClosing },
          amount: (before?.amount ?? 0n) + amount,
          debited: (before?.debited ?? 0n) + debited,
        });
      }
    }
    return [...found.values()];
  }

  /** What a room saw is enough for its projections too; each fact sees the rows of those before it, as in the intake. */
  record(facts: readonly Fact[], seen: LoadedBooks = this.books): readonly RecordedFact[] {
    return this.post(facts).map(fact => {
      const rows = this.projected(fact, seen);
      for (const books of new Set([this.books, seen])) books.apply(rows);
      return fact;
    });
  }

  /** The rows a fact makes true. */
  projected(fact: RecordedFact, seen: LoadedBooks): ReturnType<Project> {
    const kind = fact.kind === "ledger.reversal" ? `${String(fact.data!["kind"])}.reversed` : fact.kind;
    return this.#projections.get(kind)!(fact, seen);
  }

  id(): Uuid {
    this.#ids += 1;
    return uuidFrom(this.#ids, new Uint8Array(10));
  }

  /** Lines and leaves without their rows. */
  post(facts: readonly Fact[]): readonly RecordedFact[] {
    return facts.map(fact => {
      const refusal = refusalToPost([fact], this.books);
      assert(refusal === null, `what is recorded can be posted: ${shown(refusal)}`);
      const seq = BigInt(this.facts.length);
      const recorded = { ...fact, seq, id: this.id(), command: this.id() as CommandId, organisation, by: nobody, at };
      post(recorded, this.books);
      this.books.fillLeaf(seq, recorded);
      this.facts.push(recorded);
      return recorded;
    });
  }

  contextOn(today: Day): Context {
    const suffix = ".reversed";
    return {
      today,
      at,
      by: nobody,
      with: [],
      roles: new Set(["treasurer"]),
      ruleDefinitions: this.#ruleDefinitions,
      reversible: new Set(
        [...this.#projections.keys()]
          .filter(kind => kind.endsWith(suffix))
          .map(kind => kind.slice(0, -suffix.length)),
      ),
    };
  }
}

const organisation = uuidFrom(0, new Uint8Array(10)) as OrganisationId;
const nobody = memberIdFrom(new Uint8Array(10));
const at = "2026-01-01T00:00:00Z" as Instant;

export function done(result: readonly RecordedFact[] | Refusal): readonly RecordedFact[] {
  assert(!isRefusal(result), `this is not refused: ${shown(result)}`);
  return result as readonly RecordedFact[];
}

export const shown = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
