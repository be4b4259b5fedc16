/**
 * Purchasing: what members buy together. A purchase is planned, everybody says how much she wants, the members agree on what
 * it may cost, pay in, and the supplier is paid; what comes is shared and charged to the last coin, and handed out.
 *
 * Its money is kept apart in accounts of each purchase, in a fund the members share; never one that is kept for a purpose.
 * Amounts are minor units of the fund's unit, quantities minor units of an item's unit of measure. Debit is positive.
 */
import type { Room } from "#base";
import { betweenMeetings } from "#assembly";
import { agreed, agreeEntry, agreementTakenBack } from "./agree.ts";
import { cancel, cancelled, cancellingTakenBack } from "./cancel.ts";
import { closed, closeEntry, closingTakenBack } from "./close.ts";
import { commit, committed } from "./commit.ts";
import { handedOut, handOutEntry, handOutTakenBack } from "./hand-out.ts";
import { payInEntry } from "./pay-in.ts";
import { paySupplierEntry } from "./pay-supplier.ts";
import { plan, planned } from "./plan.ts";
import { chargedToHer, chargeTakenBack, received, receiptTakenBack, receiveEntry } from "./receive.ts";
import { refundEntry } from "./refund.ts";
import { undoNeeds } from "./reversing.ts";
import { rules } from "./rules.ts";
import { allocationTable, commitmentTable, itemTable, purchaseTable } from "./tables.ts";
import { takeBackReceiptEntry } from "./take-back-receipt.ts";
import { writeOffEntry, writeOffTakenBack, writtenOff } from "./write-off.ts";

export { purchaseAbout } from "./agree.ts";
export { needsUnderWay, type UnderWay, underWay } from "./at-the-table.ts";
export { needsOrdersOf, refusalToLeave, refusalToShareOut } from "./leaving.ts";
export { refusalToReverse } from "./reversing.ts";
export { type PurchaseRule, purchaseRule } from "./rules.ts";
export {
  type AllocationRow,
  allocationTable,
  type CommitmentRow,
  commitmentTable,
  type ItemRow,
  itemTable,
  type PurchaseRow,
  type PurchaseStatus,
  purchaseTable,
} from "./tables.ts";
export { restAbout } from "./write-off.ts";

const entries = [
  agreeEntry,
  payInEntry,
  paySupplierEntry,
  receiveEntry,
  takeBackReceiptEntry,
  handOutEntry,
  refundEntry,
  writeOffEntry,
  closeEntry,
] as const;

export const purchasing: Room = {
  name: "purchasing",
  tables: [purchaseTable, itemTable, commitmentTable, allocationTable],
  commands: [
    plan,
    commit,
    cancel,
    betweenMeetings(payInEntry),
    betweenMeetings(paySupplierEntry),
    betweenMeetings(receiveEntry),
    betweenMeetings(takeBackReceiptEntry),
    betweenMeetings(handOutEntry),
    betweenMeetings(refundEntry),
    betweenMeetings(closeEntry),
  ],
  entries,
  projections: {
    "purchasing.planned": planned,
    "purchasing.committed": committed,
    "purchasing.agreed": agreed,
    "purchasing.agreed.reversed": agreementTakenBack,
    "purchasing.paid-in": () => [],
    "purchasing.paid-in.reversed": () => [],
    "purchasing.supplier-paid": () => [],
    "purchasing.supplier-paid.reversed": () => [],
    "purchasing.received": received,
    "purchasing.received.reversed": receiptTakenBack,
    "purchasing.charged": chargedToHer,
    "purchasing.charged.reversed": chargeTakenBack,
    "purchasing.handed-out": handedOut,
    "purchasing.handed-out.reversed": handOutTakenBack,
    "purchasing.refunded": () => [],
    "purchasing.refunded.reversed": () => [],
    "purchasing.written-off": writtenOff,
    "purchasing.written-off.reversed": writeOffTakenBack,
    "purchasing.closed": closed,
    "purchasing.closed.reversed": closingTakenBack,
    "purchasing.cancelled": cancelled,
    "purchasing.cancelled.reversed": cancellingTakenBack,
  },
  undoNeeds,
  rules,
};
