/** A group's books in memory, for the tests of this room: what is said is decided, posted and projected at once. */
import {
  type AccountCode,
  assert,
  type BodyOf,
  type CommandId,
  type Context,
  type Day,
  day,
  decodeBody,
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
  type Need,
  need,
  type OrganisationId,
  put,
  type RecordedFact,
  type Refusal,
  type RuleDefinition,
  type Uuid,
  uuidFrom,
} from "#base";
import { assembly, checkRule, decisionTable, type Question, ruleTable, setRule } from "#assembly";
import {
  account,
  accountTable,
  type FundNature,
  ledger,
  openFund,
  periodTable,
  post,
  refusalToPost,
  reverse,
} from "#ledger";
import { join, members, membershipTable } from "#members";
import { savings } from "#savings";
import { aid, refusalToReverse } from "./index.ts";

const rooms = [ledger, members, assembly, savings, aid];
const projections = new Map(rooms.flatMap(room => Object.entries(room.projections)));
const ruleDefinitions = new Map<string, RuleDefinition>(
  rooms.flatMap(room => room.rules.map(rule => [rule.key, rule])),
);

export class GroupOnPaper {
  readonly books = new LoadedBooks({ everything: true });
  readonly facts: RecordedFact[] = [];
  #ids = 0;
  #meetings = 0;

  fund(fund: string, unit: string, on: string, nature: FundNature = "restricted", isLendable = false): void {
    this.record([openFund({ fund, unit, nature, isLendable, on: day(on) })]);
  }

  /** As founding or a decision sets it: checked, with the accounts it brings. */
  rule(rule: string, value: Document, from: string): void {
    const refusal = this.ruleRefused(rule, value);
    assert(refusal === null, `the rule holds: ${shown(refusal)}`);
    const checked = checkRule(rule, value, ruleDefinitions);
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
    const checked = checkRule(rule, value, ruleDefinitions);
    return isRefusal(checked) ? checked : null;
  }

  member(number: number, on: string): MemberId {
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
    this.#post([fact]);
  }

  /** Decided by hands: carried, or turned down. */
  decides(question: Question, about: string, on: string, isCarried = true): Uuid {
    const decision_id = this.id();
    const votes = { votes_for: isCarried ? 9 : 1, votes_against: 2, abstaining: 0, is_carried: isCarried };
    this.books.apply([
      put(decisionTable, { decision_id, question, about, decided_on: day(on), meeting_id: null, ...votes }),
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
    const body = decodeBody(rule.fields, encodeBody(rule.fields, said)) as BodyOf<F>;
    const when = day(on);
    const seen = this.seenBy(books => rule.needs(body, books, when));
    this.#meetings += 1;
    const meeting = there === undefined ? { meeting_id: this.id(), number: this.#meetings } : null;
    const context = { ...contextOn(when), by: there?.[0] ?? nobody, with: there?.slice(1) ?? [] };
    const decided = rule.decide(body, seen, { on: when, meeting, context });
    if (isRefusal(decided)) return decided;
    const facts = decided as readonly Fact[];
    return refusalToPost(facts, seen) ?? this.record(facts, seen);
  }

  takesBack(fact: RecordedFact, on: string): RecordedFact | Refusal {
    const seen = this.seenBy(() => [
      { leaf: fact.seq },
      ...fact.lines.map(line => need.balance(line.account, line.unit, line.member)),
      ...(aid.undoNeeds?.[fact.kind]?.(fact) ?? []),
    ]);
    const refusal = refusalToReverse(fact, seen);
    if (refusal) return refusal;
    const reversal = reverse(fact.seq, day(on), seen, contextOn(day(on)), "written by mistake");
    return isRefusal(reversal) ? reversal : (refusalToPost([reversal], seen) ?? this.record([reversal], seen)[0]!);
  }

  /** Books that hold what was asked for and nothing else, loaded in rounds as the intake does it. */
  seenBy(needs: (books: LoadedBooks) => readonly Need[]): LoadedBooks {
    const seen = new LoadedBooks();
    seen.fill(periodTable, {}, []);
    seen.fill(accountTable, {}, this.books.rows(accountTable) as never);
    for (let round = 0; round < 3; round += 1)
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
        else seen.fillLeaf(one.leaf, this.books.leaf(one.leaf));
      }
    return seen;
  }

  /** Minor units, debit positive. */
  balance(code: AccountCode, unit: string, member?: MemberId): Minor {
    return this.books.balance({ account: code, unit, member });
  }

  cash(fund: string, unit: string): Minor {
    return this.balance(account.cash(fund), unit);
  }

  /** What a room saw is enough for its projections too. */
  record(facts: readonly Fact[], seen: LoadedBooks = this.books): readonly RecordedFact[] {
    return this.#post(facts).map(fact => {
      const kind = fact.kind === "ledger.reversal" ? `${String(fact.data!["kind"])}.reversed` : fact.kind;
      this.books.apply(projections.get(kind)!(fact, seen));
      return fact;
    });
  }

  id(): Uuid {
    this.#ids += 1;
    return uuidFrom(this.#ids, new Uint8Array(10));
  }

  #post(facts: readonly Fact[]): readonly RecordedFact[] {
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
}

const organisation = uuidFrom(0, new Uint8Array(10)) as OrganisationId;
const nobody = memberIdFrom(new Uint8Array(10));
const at = "2026-01-01T00:00:00Z" as Instant;

export const contextOn = (today: Day): Context => ({
  today,
  at,
  by: nobody,
  with: [],
  roles: new Set(["treasurer"]),
  ruleDefinitions,
  reversible: new Set(
    [...projections.keys()].filter(kind => kind.endsWith(".reversed")).map(kind => kind.slice(0, -".reversed".length)),
  ),
});

export function done(result: readonly RecordedFact[] | Refusal): readonly RecordedFact[] {
  assert(!isRefusal(result), `this is not refused: ${shown(result)}`);
  return result as readonly RecordedFact[];
}

export const shown = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
