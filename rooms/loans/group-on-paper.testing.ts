/** A group's books in memory, for the tests of this room: what is said is decided, posted and projected at once. */
import {
  type AccountCode,
  assert,
  type Document,
  type EntryRule,
  type Fact,
  type Fields,
  type BodyOf,
  type CommandId,
  type Context,
  type Day,
  day,
  encodeBody,
  type Instant,
  isRefusal,
  LoadedBooks,
  type Need,
  need,
  type MemberId,
  memberIdFrom,
  type Minor,
  type OrganisationId,
  type Project,
  type RecordedFact,
  type Refusal,
  readBody,
  type Uuid,
  uuidFrom,
} from "#base";
import { assembly, decisionTable, type Question, setRule } from "#assembly";
import {
  account,
  accountTable,
  ledger,
  openAccount,
  openFund,
  periodTable,
  post,
  refusalToPost,
  reverse,
} from "#ledger";
import { join, members, membershipTable } from "#members";
import { loans, type LoanRow, loanTable, refusalToReverse } from "./index.ts";
import { type LoanLimits, loanLimits } from "./limits.ts";
import type { RunningLoan } from "./loan.ts";
import { type LoanProduct, loanProduct } from "./product.ts";
import { requestEntry } from "./request.ts";
import { payOutEntry } from "./pay-out.ts";
import { repaymentEntry } from "./repayment.ts";

const projections = new Map<string, Project>(
  [ledger, members, assembly, loans].flatMap(room => Object.entries(room.projections)),
);

/** Twelve instalments at 2 % a month on the balance, unless a test says otherwise. */
export const ordinary: LoanProduct = {
  fund: "loan",
  method: "declining_balance",
  amortization: "equal_principal_payments",
  rate_per_month: "2",
  frequency: "months",
  every: 1,
  periods: 5,
  periods_max: 24,
  is_free: false,
};

const noLimits: LoanLimits = { stake_accounts: [], guarantors_min: 0, may_borrow_again_with_open_loan: true };

export class GroupOnPaper {
  readonly books = new LoadedBooks({ everything: true });
  readonly unit: string;
  readonly facts: RecordedFact[] = [];
  #ids = 0;

  constructor(unit = "INR", on = "2006-01-07", { withoutLimits = false }: { readonly withoutLimits?: boolean } = {}) {
    this.unit = unit;
    this.record([
      openFund({ fund: "loan", unit, nature: "divisible", isLendable: true, on: day(on) }),
      openFund({ fund: "social", unit, nature: "restricted", isLendable: true, on: day(on) }),
      openFund({ fund: "damayan", unit, nature: "restricted", isLendable: false, on: day(on) }),
      openAccount("member-savings.voluntary/loan", day(on)),
      openAccount("member-shares/loan", day(on)),
    ]);
    this.product("ordinary", ordinary, on);
    if (!withoutLimits) this.limits(noLimits, on);
  }

  id(): Uuid {
    this.#ids += 1;
    return uuidFrom(this.#ids, new Uint8Array(10));
  }

  member(on = "2006-01-07", number = this.#ids + 1): MemberId {
    const random = new Uint8Array(10);
    random[9] = number;
    random[8] = number >> 8;
    const member = memberIdFrom(random);
    this.record([join({ member, person: this.id(), number, kind: "member", name: "Bhimabai", on: day(on) })]);
    return member;
  }

  opens(of: AccountCode, on: string): void {
    this.record([openAccount(of, day(on))]);
  }

  leaves(member: MemberId, on: string): void {
    const row = this.books.row(membershipTable, { member_id: member });
    this.books.apply([{ put: membershipTable, row: { ...row, status: "left", ended_on: on } }]);
  }

  product(code: string, product: LoanProduct, from: string): void {
    this.rule(`loans.product/${code}`, encodeBody(loanProduct.fields, product) as Document, from);
  }

  limits(limits: Partial<LoanLimits>, from: string): void {
    this.rule("loans.limits", encodeBody(loanLimits.fields, { ...noLimits, ...limits }) as Document, from);
  }

  rule(rule: string, value: Document, from: string): void {
    this.record(setRule({ rule, value, from: day(from), version: this.#ids + 1, decision: null }, [], day(from)));
    this.#ids += 1;
  }

  /** Money of a member into one of her accounts, or out of it where the amount is below zero. */
  saves(member: MemberId, amount: Minor, on: string, to: AccountCode = "member-savings.voluntary/loan"): void {
    const fund = to.slice(to.indexOf("/") + 1);
    const lines = [
      { account: account.cash(fund), unit: this.unit, amount },
      { account: to, member, unit: this.unit, amount: -amount },
    ];
    this.#post([{ kind: "test.saved", on: day(on), member, lines }]);
  }

  decide(question: Question, about: string, on: string, isCarried = true): Uuid {
    const decision = this.id();
    this.books.apply([
      {
        put: decisionTable,
        row: {
          decision_id: decision,
          question,
          about,
          decided_on: day(on),
          meeting_id: null,
          votes_for: isCarried ? 9 : 1,
          votes_against: 2,
          abstaining: 0,
          is_carried: isCarried,
        },
      },
    ]);
    return decision;
  }

  /** The facts an entry became, posted and projected; or the refusal, with nothing changed. */
  says<F extends Fields>(rule: EntryRule<F>, said: BodyOf<F>, on: string): readonly RecordedFact[] | Refusal {
    const read = readBody(rule.fields, encodeBody(rule.fields, said));
    assert("body" in read, `an entry fits its fields: ${shown(read)}`);
    const body = read.body as BodyOf<F>;
    const when = day(on);
    const seen = this.#seenBy(books => rule.needs(body, books, when));
    const decided = rule.decide(body, seen, { on: when, meeting: null, context: contextOn(when) });
    if (isRefusal(decided)) return decided as Refusal;
    const facts = decided as readonly Fact[];
    return refusalToPost(facts, seen) ?? this.record(facts, seen);
  }

  /** Several entries on one sheet: all is loaded before the first is decided, each is decided on those before it. */
  writes(
    lines: readonly (readonly [rule: EntryRule<any>, body: Readonly<Record<string, unknown>>])[],
    on: string,
  ): readonly Fact[] | Refusal {
    const when = day(on);
    const sheet = this.#seenBy(books => lines.flatMap(([rule, body]) => rule.needs(body as never, books, when)));
    const facts: Fact[] = [];
    for (const [rule, body] of lines) {
      const decided = rule.decide(body as never, sheet, { on: when, meeting: null, context: contextOn(when) });
      if (isRefusal(decided)) return decided as Refusal;
      for (const fact of decided as readonly Fact[]) {
        const cannot = refusalToPost([fact], sheet);
        if (cannot) return cannot;
        const tried = { ...fact, seq: -1n } as RecordedFact;
        post(tried, sheet);
        sheet.apply(projections.get(fact.kind)!(tried, sheet));
        facts.push(fact);
      }
    }
    return facts;
  }

  /** Asked for, agreed to and paid out on one day. */
  lends(member: MemberId, amount: Minor, on: string, how: { product?: string; periods?: number } = {}): RunningLoan {
    const loan = this.id();
    const said = { loan, member, product: how.product ?? "ordinary", amount, periods: how.periods, guarantors: [] };
    assertDone(this.says(requestEntry, said, on));
    assertDone(this.says(payOutEntry, { loan, member, decision: this.decide("loan", loan, on) }, on));
    return this.loan(loan) as RunningLoan;
  }

  pays(loan: LoanRow, amount: Minor, on: string): RecordedFact {
    const body = { loan: loan.loan_id, member: loan.member_id, amount };
    return assertDone(this.says(repaymentEntry, body, on))[0]!;
  }

  takesBack(fact: RecordedFact, on: string): RecordedFact | Refusal {
    const seen = this.#seenBy(() => [
      { leaf: fact.seq },
      ...fact.lines.map(line => need.balance(line.account, line.unit, line.member)),
      ...loans.undoNeeds![fact.kind]!(fact),
    ]);
    const refusal = refusalToReverse(fact, seen);
    if (refusal) return refusal;
    const reversal = reverse(fact.seq, day(on), seen, contextOn(day(on)), "written by mistake");
    return isRefusal(reversal) ? reversal : (refusalToPost([reversal], seen) ?? this.record([reversal], seen)[0]!);
  }

  /** Books that hold what was asked for and nothing else, loaded in rounds as the intake does it. */
  #seenBy(needs: (books: LoadedBooks) => readonly Need[]): LoadedBooks {
    const seen = new LoadedBooks();
    seen.fill(periodTable, {}, []);
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
        else seen.fillLeaf(one.leaf, this.books.leaf(one.leaf));
      }
    return seen;
  }

  loan(loan: Uuid): LoanRow {
    const row = this.books.row(loanTable, { loan_id: loan });
    assert(row, "the loan is there");
    return row;
  }

  running(loan: LoanRow): RunningLoan {
    return this.loan(loan.loan_id) as RunningLoan;
  }

  balance(of: AccountCode, member?: MemberId): Minor {
    return this.books.balance({ account: of, member, unit: this.unit });
  }

  /** What a room saw is enough for its projections too. */
  record(facts: readonly Fact[], seen: LoadedBooks = this.books): readonly RecordedFact[] {
    return this.#post(facts).map(fact => {
      const kind = fact.kind === "ledger.reversal" ? `${String(fact.data!.kind)}.reversed` : fact.kind;
      this.books.apply(projections.get(kind)!(fact, seen));
      return fact;
    });
  }

  #post(facts: readonly Fact[]): readonly RecordedFact[] {
    assert(refusalToPost(facts, this.books) === null, "what is recorded can be posted");
    return facts.map(fact => {
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

const contextOn = (today: Day): Context => ({
  today,
  at,
  by: nobody,
  with: [],
  roles: new Set(["treasurer"]),
  ruleDefinitions: new Map(),
  reversible: new Set(
    [...projections.keys()].filter(kind => kind.endsWith(".reversed")).map(kind => kind.slice(0, -9)),
  ),
});

export function assertDone(result: readonly RecordedFact[] | Refusal): readonly RecordedFact[] {
  assert(!isRefusal(result), `this is not refused: ${shown(result)}`);
  return result as readonly RecordedFact[];
}

const shown = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
