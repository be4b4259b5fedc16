/**
 * The ledger: accounts, entries, funds, periods, and the log every fact is a leaf of.
 *
 * It is the lowest room and knows an organisation and a member by id alone, so a person can be erased and the books
 * still verify. Entries are only ever added; a mistake is taken back by a linked reversal. Every entry balances per
 * unit and per fund, so money given for one purpose cannot slip into another. Amounts are minor units, debit positive.
 */
import type { Room } from "#base";
import { calculators } from "./calculators.ts";
import { closePeriod, periodClosed } from "./close-period.ts";
import { accountOpened, fundOpened } from "./open-fund.ts";
import { accountTable, fundTable, periodTable } from "./tables.ts";

export {
  account,
  accountKinds,
  accountRow,
  accountsOfFund,
  equityKind,
  kindOfAccount,
  partsOfAccount,
} from "./chart.ts";
export { type Commitments, factOfLeaf, leafText } from "./leaf.ts";
export { closeThrough } from "./close-period.ts";
export { needsOwnWealth, ownWealth, spentOfOwn } from "./own-wealth.ts";
export { openAccount, openFund } from "./open-fund.ts";
export { closedThrough, post, type PostedLine, refusalToPost } from "./post.ts";
export { sortedLines } from "./sorted-lines.ts";
export { reversalOf, reverse } from "./reverse.ts";
export { type AccountAmount, type TrialBalance, trialBalances } from "./statements.ts";
export { type StatedForm, statedIn, textOfStated } from "./stated.ts";
export {
  type AccountClass,
  type AccountRow,
  accountTable,
  type FundNature,
  type FundRow,
  fundTable,
  type PeriodRow,
  periodTable,
} from "./tables.ts";

export const ledger: Room = {
  name: "ledger",
  tables: [fundTable, accountTable, periodTable],
  commands: [closePeriod],
  projections: {
    "ledger.fund-opened": fundOpened,
    "ledger.account-opened": accountOpened,
    "ledger.period-closed": periodClosed,
    "ledger.reversal": () => [],
  },
  rules: [],
  calculators,
};
