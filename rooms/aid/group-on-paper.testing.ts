/** A group's books in memory, for the tests of this room: funds that are kept apart, and what its rules say. */
import { type AccountCode, day, type MemberId, type Minor } from "#base";
import { assembly } from "#assembly";
import { account, type FundNature, ledger, openFund } from "#ledger";
import { loans } from "#loans";
import { members } from "#members";
import { savings } from "#savings";
import { BooksOnPaper } from "../../tests/village/books-on-paper.ts";
import { aid, refusalToReverse } from "./index.ts";

export { done, shown } from "../../tests/village/books-on-paper.ts";

export class GroupOnPaper extends BooksOnPaper {
  constructor() {
    super({ rooms: [ledger, members, assembly, savings, loans, aid], room: aid, refusalToReverse });
  }

  fund(fund: string, unit: string, on: string, nature: FundNature = "restricted", isLendable = false): void {
    this.record([openFund({ fund, unit, nature, isLendable, on: day(on) })]);
  }

  member(number: number, on: string): MemberId {
    return this.joins(number, on);
  }

  /** Minor units, debit positive. */
  balance(code: AccountCode, unit: string, member?: MemberId): Minor {
    return this.books.balance({ account: code, unit, member });
  }

  cash(fund: string, unit: string): Minor {
    return this.balance(account.cash(fund), unit);
  }
}
