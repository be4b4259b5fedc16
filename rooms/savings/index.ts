/**
 * Savings: what members put together. Shares bought whole at meetings and shared out at the end of a cycle (VSLA), and
 * products: entry, compulsory and voluntary savings, and share capital built up bit by bit.
 *
 * Every product and every share is a rule of the organisation, in any unit of its fund: rupiah, or rice in kilograms.
 * Money and stock of one fund never become another's unseen. Amounts are minor units; a member's savings are kept on
 * the credit side, so what she has is the balance with its sign turned. Nothing here knows of loans: who does hands
 * the debts in.
 */
import type { Room } from "#base";
import { betweenMeetings } from "#assembly";
import { allocateSurplus, surplusAllocated, surplusCredited } from "./allocate-surplus.ts";
import { askedBeyond, askedBeyondReversed, askExceptionEntry } from "./ask-exception.ts";
import { askSharesExceptionEntry } from "./ask-shares-exception.ts";
import { savingsBroughtForward, sharesBroughtForward } from "./bring-forward.ts";
import { buyAllowedSharesEntry, buySharesEntry, sharesBought, sharesTakenBack } from "./buy-shares.ts";
import { calculators } from "./calculators.ts";
import { closeTermEntry, termEndTakenBack, termPaidOut, termRolledOver } from "./close-term.ts";
import { cycleClosed } from "./close-shares.ts";
import { closeYear, yearClosed } from "./close-year.ts";
import { coverLoss, lossCovered } from "./cover-loss.ts";
import { deposited, depositEntry } from "./deposit.ts";
import { dues } from "./dues.ts";
import { endGoal, goalEnded, goalSet, setGoal } from "./goal.ts";
import { interestCredited, interestPosted, interestTakenBack, postInterest } from "./post-interest.ts";
import { openTermEntry, termOpened, termOpeningTakenBack } from "./open-term.ts";
import { partialWithdrawalEntry, termPartTakenBack, termPartWithdrawn } from "./partial-withdrawal.ts";
import { postTermInterest, termInterestPosted, termInterestTakenBack } from "./post-term-interest.ts";
import { undoNeeds } from "./reversing.ts";
import { stakeReturned } from "./leave.ts";
import { rules } from "./rules.ts";
import { subscribed, subscribeEntry, subscriptionTakenBack } from "./subscription.ts";
import {
  broughtForwardTable,
  collectionTable,
  cycleTable,
  holdTable,
  goalTable,
  interestCreditTable,
  interestPeriodTable,
  sharesBoughtTable,
  subscriptionTable,
  surplusCreditTable,
  surplusPartTable,
  surplusYearTable,
  termDepositTable,
} from "./tables.ts";
import { takeBackInterest } from "./take-back-interest.ts";
import { toSharesEntry } from "./to-shares.ts";
import { withdrawalEntry, withdrawalTakenBack, withdrawn } from "./withdrawal.ts";

export { bringSavingsForward, bringSharesForward } from "./bring-forward.ts";
export { closeCycle, closeShares } from "./close-shares.ts";
export { endedTerm } from "./close-term.ts";
export { boughtOn, lastCycle, needsCycles, openCycle } from "./cycle.ts";
export { heldIn, hold, needsHolds, refusalOfHold } from "./hold.ts";
export { leave, type Leaving, needsLeaving, type Owing, type TakenOff } from "./leave.ts";
export { amountDue, type AskedFrom, type FellDue, fellDue } from "./periods-due.ts";
export {
  type MemberShareOut,
  needsShareOut,
  planShareOut,
  type ShareOutPlan,
  type WorthOfShare,
  worthOfShare,
} from "./plan-share-out.ts";
export { needsProduct, type Product, productOn, savedIn } from "./product.ts";
export { needsInSteps } from "./reading.ts";
export { refusalToReverse } from "./reversing.ts";
export { shareOut } from "./share-out.ts";
export {
  accountOfProduct,
  type ProductRule,
  productRule,
  type ShareOutRule,
  shareOutRule,
  type SharesRule,
  sharesRule,
} from "./rules.ts";
export {
  type BroughtForwardRow,
  broughtForwardTable,
  type CollectionRow,
  collectionTable,
  type CycleRow,
  cycleTable,
  type HoldRow,
  holdTable,
  type GoalRow,
  goalTable,
  type InterestCreditRow,
  interestCreditTable,
  type InterestPeriodRow,
  interestPeriodTable,
  type SharesBoughtRow,
  sharesBoughtTable,
  type SubscriptionRow,
  subscriptionTable,
  type SurplusYearRow,
  surplusYearTable,
  type TermDepositRow,
  termDepositTable,
} from "./tables.ts";
export { earlyInterestPerUnit, freeInTerm, interestOfTerm, interestToPost, isMature, keptInTerm } from "./term.ts";
export { type InterestRule, interestRule } from "./interest-rule.ts";
export {
  needsSubscribed,
  type Subscribed,
  subscribedBy,
  subscribedProduct,
} from "./subscription.ts";
export { type SubscriptionRule, subscriptionRule } from "./subscription-rule.ts";
export { type SurplusRule, surplusRule } from "./surplus-rule.ts";
export { refusalToTake } from "./withdrawal.ts";

export const savings: Room = {
  name: "savings",
  tables: [
    cycleTable,
    sharesBoughtTable,
    collectionTable,
    broughtForwardTable,
    surplusYearTable,
    surplusPartTable,
    surplusCreditTable,
    interestPeriodTable,
    interestCreditTable,
    holdTable,
    termDepositTable,
    goalTable,
    subscriptionTable,
  ],
  commands: [
    betweenMeetings(depositEntry),
    betweenMeetings(withdrawalEntry),
    betweenMeetings(toSharesEntry),
    closeYear,
    allocateSurplus,
    coverLoss,
    postInterest,
    takeBackInterest,
    betweenMeetings(openTermEntry),
    betweenMeetings(closeTermEntry),
    betweenMeetings(partialWithdrawalEntry),
    postTermInterest,
    setGoal,
    endGoal,
  ],
  entries: [
    buySharesEntry,
    buyAllowedSharesEntry,
    depositEntry,
    askExceptionEntry,
    askSharesExceptionEntry,
    withdrawalEntry,
    toSharesEntry,
    openTermEntry,
    closeTermEntry,
    partialWithdrawalEntry,
    subscribeEntry,
  ],
  projections: {
    "savings.shares-bought": sharesBought,
    "savings.shares-bought.reversed": sharesTakenBack,
    "savings.brought-forward": savingsBroughtForward,
    "savings.shares-brought-forward": sharesBroughtForward,
    "savings.deposited": deposited,
    "savings.deposited.reversed": () => [],
    "savings.exception-asked": askedBeyond,
    "savings.exception-asked.reversed": askedBeyondReversed,
    "savings.withdrawn": withdrawn,
    "savings.withdrawn.reversed": withdrawalTakenBack,
    "savings.moved-to-capital": () => [],
    "savings.moved-to-capital.reversed": () => [],
    // A share-out and a leaving are handed out in one piece and cannot be taken back one member at a time.
    "savings.shares-closed": () => [],
    "savings.cycle-closed": cycleClosed,
    "savings.stake-returned": stakeReturned,
    "savings.interest-posted": interestPosted,
    "savings.interest-credited": interestCredited,
    "savings.interest-credited.reversed": interestTakenBack,
    "savings.term-opened": termOpened,
    "savings.term-opened.reversed": termOpeningTakenBack,
    "savings.term-interest-posted": termInterestPosted,
    "savings.term-interest-posted.reversed": termInterestTakenBack,
    "savings.term-paid-out": termPaidOut,
    "savings.term-paid-out.reversed": termEndTakenBack,
    "savings.term-part-withdrawn": termPartWithdrawn,
    "savings.term-part-withdrawn.reversed": termPartTakenBack,
    "savings.term-rolled-over": termRolledOver,
    "savings.term-rolled-over.reversed": termEndTakenBack,
    "savings.subscribed": subscribed,
    "savings.subscribed.reversed": subscriptionTakenBack,
    "savings.goal-set": goalSet,
    "savings.goal-ended": goalEnded,
    // Closed days do not change, and what a decision gave out stays where it is: none of these is taken back.
    "savings.year-closed": yearClosed,
    "savings.surplus-allocated": surplusAllocated,
    "savings.surplus-credited": surplusCredited,
    "savings.loss-covered": lossCovered,
  },
  undoNeeds,
  rules,
  dues,
  calculators,
};
