/** A savings group with shares in memory, for the tests of this room. */
import { type AccountCode, addDays, day, type Fact, isRefusal, type MemberId, type Minor, sum } from "#base";
import { account, accountTable, partsOfAccount, refusalToPost } from "#ledger";
import { buySharesEntry } from "./buy-shares.ts";
import { closeCycle, closeShares } from "./close-shares.ts";
import { done, GroupOnPaper, shown } from "./group-on-paper.testing.ts";
import { needsShareOut, planShareOut, type ShareOutPlan } from "./plan-share-out.ts";

export const began = "2026-01-05";
export const end = "2026-12-14";

/** A VSLA whose members buy shares at one meeting each week, `price` minor units a share. */
export class Vsla extends GroupOnPaper {
  readonly unit: string;
  readonly members: readonly MemberId[];
  #week = 0;

  constructor(of: {
    unit: string;
    price: bigint;
    members: number;
    step: bigint;
    policy?: "floor" | "largest-remainder";
    remainderTo?: string;
  }) {
    super();
    this.unit = of.unit;
    this.fund("loan", of.unit, began);
    this.fund("social", of.unit, began, "restricted");
    this.fund("reserve", of.unit, began, "indivisible");
    this.rule("savings.shares/loan", { price: String(of.price), meeting_min: "1", meeting_max: "5" }, began);
    this.rule(
      "savings.share-out/loan",
      {
        policy: of.policy ?? "floor",
        cash_step: String(of.step),
        ...(of.remainderTo ? { remainder_to: of.remainderTo } : {}),
      },
      began,
    );
    this.members = Array.from({ length: of.members }, (_, index) => this.member(index + 1, began));
  }

  get week(): string {
    return addDays(day(began), 7 * this.#week);
  }

  /** So many shares, at most five at each of as many meetings as it takes. */
  buys(shares: readonly number[], price: bigint): void {
    let left = [...shares];
    while (left.some(one => one > 0)) {
      for (const [index, wanted] of left.entries()) {
        const now = Math.min(5, wanted);
        if (now > 0)
          done(
            this.says(
              buySharesEntry,
              { member: this.members[index]!, fund: "loan", shares: now, amount: price * BigInt(now) },
              this.week,
            ),
          );
      }
      left = left.map(one => Math.max(0, one - 5));
      this.#week += 1;
    }
  }

  earns(amount: Minor, code: AccountCode = account.interest("loan")): void {
    const fund = partsOfAccount(code).fund;
    this.moves("2026-06-01", [account.cash(fund), this.unit, amount], [code, this.unit, -amount]);
  }

  lends(member: MemberId, amount: Minor): void {
    this.moves(
      "2026-06-01",
      [account.loans("loan"), this.unit, amount, member],
      [account.cash("loan"), this.unit, -amount],
    );
  }

  plan(debts: ReadonlyMap<MemberId, Minor> = new Map()) {
    const books = this.seenBy(seen => needsShareOut("loan", seen));
    return planShareOut({ books, fund: "loan", on: day(end), debts });
  }

  /** As the meeting does it: shares closed, loans set off against what stands ready and the rest given up, the cycle closed. */
  sharesOut(debts: ReadonlyMap<MemberId, Minor> = new Map()): ShareOutPlan {
    const plan = planned(this.plan(debts));
    const on = day(end);
    const owing = plan.members.filter(one => one.debt > 0n);
    const setOff: Fact[] = owing.map(({ member, setOff: paid }) => {
      const principal = this.balance(account.loans("loan"), this.unit, member);
      const other = paid > principal ? account.interest("loan") : account.loanLoss("loan");
      return {
        kind: "test.set-off",
        on,
        member,
        lines: [
          { account: account.payable("loan"), member, unit: this.unit, amount: paid },
          { account: account.loans("loan"), member, unit: this.unit, amount: -principal },
          { account: other, unit: this.unit, amount: principal - paid },
        ].filter(line => line.amount !== 0n),
      };
    });
    const books = this.seenBy(seen => needsShareOut("loan", seen));
    const [shares, closing] = [closeShares(plan, on), closeCycle(plan, { books, on, setOff })];
    // What was asked for is enough to post it, too.
    if (refusalToPost([...shares, ...setOff, closing], books)) throw new Error("the share-out can be posted");
    this.record(shares);
    for (const fact of setOff)
      this.moves(end, ...fact.lines.map(line => [line.account, line.unit, line.amount, line.member] as const));
    this.record([closing]);
    return plan;
  }

  /** Every account of a fund that is not empty. */
  left(fund: string): Readonly<Record<string, Minor>> {
    const found = new Map<string, Minor>();
    for (const { account: code } of this.books.rows(accountTable))
      if (partsOfAccount(code).fund === fund) {
        const total = sum(this.books.balances({ account: code }).map(one => one.balance));
        if (total !== 0n) found.set(code, total);
      }
    return Object.fromEntries(found);
  }
}

/** The plan, where there is nothing in its way. */
export function planned(plan: ReturnType<typeof planShareOut>): ShareOutPlan {
  if (isRefusal(plan)) throw new Error(shown(plan));
  return plan;
}
