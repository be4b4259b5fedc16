/** A group's books in memory, for the tests of this room: a loan fund, members and what they borrow. */
import {
  type AccountCode,
  assert,
  type BodyOf,
  day,
  type Document,
  encodeBody,
  type EntryRule,
  type Fact,
  type Fields,
  isRefusal,
  type MemberId,
  type Minor,
  type RecordedFact,
  type Refusal,
  type Uuid,
} from "#base";
import { assembly, refusalToReverse as refusalOfAssembly, setRule } from "#assembly";
import { account, ledger, openAccount, openFund, post, refusalToPost } from "#ledger";
import { members } from "#members";
import { BooksOnPaper, done } from "../../tests/village/books-on-paper.ts";
import { loans, type LoanRow, loanTable, refusalToReverse } from "./index.ts";
import { type LoanLimits, loanLimits } from "./limits.ts";
import type { RunningLoan } from "./loan.ts";
import { payOutEntry } from "./pay-out.ts";
import { type LoanProduct, loanProduct } from "./product.ts";
import { repaymentEntry } from "./repayment.ts";
import { requestEntry } from "./request.ts";

export { done } from "../../tests/village/books-on-paper.ts";

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

export class GroupOnPaper extends BooksOnPaper {
  readonly unit: string;
  #numbers = 0;
  #versions = 0;

  constructor(unit = "INR", on = "2006-01-07", { withoutLimits = false }: { readonly withoutLimits?: boolean } = {}) {
    super({
      rooms: [ledger, members, assembly, loans],
      room: loans,
      refusalToReverse: (fact, books) => refusalOfAssembly(fact, books) ?? refusalToReverse(fact, books),
    });
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

  member(on = "2006-01-07", number?: number): MemberId {
    this.#numbers += 1;
    return this.joins(number ?? this.#numbers, on);
  }

  opens(of: AccountCode, on: string): void {
    this.record([openAccount(of, day(on))]);
  }

  leaves(member: MemberId, on: string): void {
    this.ends(member, "left", on);
  }

  product(code: string, product: LoanProduct, from: string): void {
    this.sets(`loans.product/${code}`, encodeBody(loanProduct.fields, product) as Document, from);
  }

  limits(limits: Partial<LoanLimits>, from: string): void {
    this.sets("loans.limits", encodeBody(loanLimits.fields, { ...noLimits, ...limits }) as Document, from);
  }

  /** Unchecked: also a rule that no group would be let set. */
  sets(rule: string, value: Document, from: string): void {
    this.#versions += 1;
    this.record(setRule({ rule, value, from: day(from), version: this.#versions, decision: null }, [], day(from)));
  }

  /** Money of a member into one of her accounts, or out of it where the amount is below zero. */
  saves(member: MemberId, amount: Minor, on: string, to: AccountCode = "member-savings.voluntary/loan"): void {
    const fund = to.slice(to.indexOf("/") + 1);
    const lines = [
      { account: account.cash(fund), unit: this.unit, amount },
      { account: to, member, unit: this.unit, amount: -amount },
    ];
    this.post([{ kind: "test.saved", on: day(on), member, lines }]);
  }

  /** Between meetings, so that no meeting's day stands behind it. */
  override says<F extends Fields>(rule: EntryRule<F>, said: BodyOf<F>, on: string): readonly RecordedFact[] | Refusal {
    return super.says(rule, said, on, []);
  }

  /** Several entries on one sheet: all is loaded before the first is decided, each is decided on those before it. */
  writes(
    lines: readonly (readonly [rule: EntryRule<any>, body: Readonly<Record<string, unknown>>])[],
    on: string,
  ): readonly Fact[] | Refusal {
    const when = day(on);
    const sheet = this.seenBy(books => lines.flatMap(([rule, body]) => rule.needs(body as never, books, when)));
    const facts: Fact[] = [];
    for (const [rule, body] of lines) {
      const decided = rule.decide(body as never, sheet, { on: when, meeting: null, context: this.contextOn(when) });
      if (isRefusal(decided)) return decided as Refusal;
      for (const fact of decided as readonly Fact[]) {
        const cannot = refusalToPost([fact], sheet);
        if (cannot) return cannot;
        const tried = { ...fact, seq: -1n } as RecordedFact;
        post(tried, sheet);
        sheet.apply(this.projected(tried, sheet));
        facts.push(fact);
      }
    }
    return facts;
  }

  /** Asked for, agreed to and paid out on one day. */
  lends(member: MemberId, amount: Minor, on: string, how: { product?: string; periods?: number } = {}): RunningLoan {
    const loan = this.id();
    const said = { loan, member, product: how.product ?? "ordinary", amount, periods: how.periods, guarantors: [] };
    done(this.says(requestEntry, said, on));
    done(this.says(payOutEntry, { loan, member, decision: this.decides("loan", loan, on) }, on));
    return this.loan(loan) as RunningLoan;
  }

  pays(loan: LoanRow, amount: Minor, on: string): RecordedFact {
    const body = { loan: loan.loan_id, member: loan.member_id, amount };
    return done(this.says(repaymentEntry, body, on))[0]!;
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
}
