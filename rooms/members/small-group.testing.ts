/** The members' room alone, for pure tests: whatever a command does not ask for by `needs` it cannot see. */
import {
  assert,
  isInSteps,
  type AccountCode,
  type CommandId,
  type CommandRule,
  type Context,
  type Day,
  day,
  type Fact,
  type Instant,
  isRefusal,
  LoadedBooks,
  type MemberId,
  memberIdFrom,
  type Need,
  type OrganisationId,
  readBody,
  type RecordedFact,
  type Refusal,
  type Role,
  type Uuid,
  uuidFrom,
} from "#base";
import { join, members, membershipTable, officeTable, rolesOn, takeOffice } from "./index.ts";

const organisation = uuidFrom(0, new Uint8Array(10)) as OrganisationId;
let made = 0;
const next = (): number => {
  made += 1;
  return made;
};
export const newId = (): Uuid => uuidFrom(next(), new Uint8Array(10));
export const newMember = (): MemberId =>
  memberIdFrom(Uint8Array.from({ length: 10 }, (_, place) => next() * (place + 3)));

export class SmallGroup {
  readonly all = new LoadedBooks({ everything: true });
  readonly leaves: RecordedFact[] = [];
  today: Day = day("2026-11-24");

  /** Somebody joins under the next number, holding these roles from the day on. */
  add(name: string, roles: readonly Role[] = [], kind: "member" | "official" = "member"): MemberId {
    const member = newMember();
    const number = this.all.rows(membershipTable).length + 1;
    this.record(join({ member, person: newId(), number, kind, name, on: this.today }), this.all);
    for (const role of roles)
      this.record(
        takeOffice({ member, role, from: this.today, until: null, substituteFor: null, on: this.today }),
        this.all,
      );
    return member;
  }

  owe(member: MemberId, account: AccountCode, balance: bigint): void {
    this.all.fillStanding({ key: { account, member, unit: "IDR" }, balance, lineNumber: 1n });
  }

  /** Says a command as the intake would, but for the roles who may: the facts, or the refusal. */
  say(
    name: string,
    body: Readonly<Record<string, unknown>>,
    by: MemberId,
    others: readonly MemberId[] = [],
    on: Day = this.today,
  ): readonly Fact[] | Refusal {
    const rule = members.commands.find(one => one.name === name) as CommandRule<any>;
    const read = readBody(rule.fields, body);
    if ("misfits" in read) throw new Error(JSON.stringify(read.misfits));
    const command = { id: newId() as CommandId, organisation, name, on, body: read.body };
    const books = new LoadedBooks();
    // As the intake does it: asked again after each load, until nothing new is asked for.
    for (;;) {
      const missing = rule.needs(command, books).filter(one => !("rows" in one) || !books.isCovered(one.rows, one.where));
      for (const need of missing) this.#load(need, books);
      if (!missing.some(one => "rows" in one)) break;
    }
    const context: Context = {
      today: this.today,
      at: `${this.today}T08:00:00Z` as Instant,
      by,
      with: others,
      roles: rolesOn(this.today, by, this.all),
      ruleDefinitions: new Map(),
      reversible: new Set(),
    };
    const decision = rule.decide(command, books, context);
    assert(!isInSteps(decision), "no command of this room goes in steps");
    if (isRefusal(decision)) return decision;
    for (const fact of decision.facts) this.record(fact, books, by);
    this.all.apply(decision.drafts ?? []);
    return decision.facts;
  }

  /** Makes true what a fact says, on the books that were loaded and on those of the group. */
  record(fact: Fact, books: LoadedBooks, by: MemberId = "m_aaaaaaaaaaaaaaaa" as MemberId): RecordedFact {
    const recorded = {
      ...fact,
      seq: BigInt(this.leaves.length),
      id: newId(),
      command: newId() as CommandId,
      organisation,
      by,
      at: `${this.today}T08:00:00Z` as Instant,
    };
    const original = fact.reverses === undefined ? undefined : this.leaves[Number(fact.reverses)];
    if (original) books.fillLeaf(original.seq, original);
    const kind = original ? `${original.kind}.reversed` : fact.kind;
    const changes = members.projections[kind]!(recorded, books);
    books.apply(changes);
    this.all.apply(changes);
    this.leaves.push(recorded);
    return recorded;
  }

  reverse(seq: number): void {
    const original = this.leaves[seq]!;
    this.record(
      {
        kind: "ledger.reversal",
        on: this.today,
        lines: [],
        reverses: original.seq,
        ...(original.member === undefined ? {} : { member: original.member }),
      },
      this.all,
    );
  }

  officesOf(member: MemberId) {
    return this.all.rows(officeTable, { member_id: member });
  }

  #load(need: Need, books: LoadedBooks): void {
    if ("rows" in need) books.fill(need.rows, need.where, this.all.rows(need.rows, need.where) as never);
    else if ("balances" in need) {
      const { member } = need.balances;
      books.fillBalances(
        `m:${member}`,
        this.all.balances(need.balances).map(({ balance, ...key }) => ({ key, balance, lineNumber: 1n })),
      );
    }
  }
}
