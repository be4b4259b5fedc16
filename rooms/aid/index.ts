/**
 * Aid: mutual-aid funds. A social fund takes the same from each and helps in need; a damayan fund stands by a family at
 * a death, with a levy from everybody or a contribution each month.
 *
 * Such a fund is restricted: what is in it is for its purpose. It is never shared out, never below zero, never lent for
 * interest, and nothing of it goes to another fund, since every entry balances within its fund. From need to money are
 * three steps: claim, verify by two, pay-benefit. Nobody falls out unwarned. Amounts are minor units.
 */
import type { Room } from "#base";
import { betweenMeetings } from "#assembly";
import { placeBroughtForward } from "./bring-forward.ts";
import { callHelped, callForHelp, callTakenBack, closeCall, helpCalled, takeBackCall } from "./call.ts";
import { helpOffered, offerHelp, offerWithdrawn, withdrawOffer } from "./call-offer.ts";
import { callOfferTable, callTable } from "./call-tables.ts";
import { calculators } from "./calculators.ts";
import { checkTakenBack, claimChecked, verifyEntry } from "./check-claim.ts";
import { claimed, claimEntry, claimTakenBack } from "./claim.ts";
import { contributed, contributionEntry, contributionTakenBack } from "./contribution.ts";
import { birthYearEntry, birthYearTold } from "./birth-year.ts";
import { dependantsEntry, dependantsNamed } from "./dependants.ts";
import { drawingTakenBack, levyDrawn } from "./deposit.ts";
import { countOffers, driveOpened, offersCounted, openDrive } from "./drive.ts";
import { dues } from "./dues.ts";
import { beneficiariesEntry, beneficiariesNamed, enrolEntry, enrolled, enrolmentTakenBack } from "./enrol.ts";
import { granted, grantEntry, grantTakenBack } from "./grant.ts";
import {
  lapsed,
  lapseEntry,
  lapseTakenBack,
  leaveEntry,
  leavingTakenBack,
  left,
  warned,
  warnEntry,
  warningTakenBack,
} from "./lapse.ts";
import { leviesRaised, leviesTakenBack } from "./levy.ts";
import { benefitPaid, benefitTakenBack, payBenefitEntry } from "./pay-benefit.ts";
import { undoNeeds } from "./reversing.ts";
import { rules } from "./rules.ts";
import { claimTable, contributionDayTable, driveTable, enrolmentTable, grantTable, levyTable } from "./tables.ts";
import { tellUse, useTold } from "./tell-use.ts";

export { bringPlaceForward } from "./bring-forward.ts";
export { type CallOfferRow, callOfferTable, type CallRow, callTable } from "./call-tables.ts";
export { levyOf, tieredBenefit } from "./benefit.ts";
export { contributionOutOf } from "./contribution.ts";
export { type DepositStanding, depositStanding } from "./deposit.ts";
export { stillNamed } from "./dependants.ts";
export { payersOf } from "./benefit-by-rule.ts";

export { dues as aidDues, type LapseAhead, lapsesAhead, levyMissing, type Unpaid, unpaidBy } from "./dues.ts";
export { type AidFund, fundOn, placesIn } from "./fund.ts";
export { grantAbout } from "./grant.ts";
export { type AfterDebts, afterDebts } from "./after-debts.ts";
export { debtsTakenOff, payableOn, receivedByField, receivedField } from "./pay-benefit.ts";
export { refusalToReverse } from "./reversing.ts";
export { type FundRule, fundRule } from "./rules.ts";
export { contributionsDue, type Standing, standing, type StandingInput, standingOn } from "./standing.ts";
export {
  type AidEvent,
  type ClaimRow,
  type ClaimStatus,
  claimTable,
  type ContributionDayRow,
  contributionDayTable,
  type DriveRow,
  driveTable,
  type EnrolmentRow,
  type EnrolmentStatus,
  enrolmentTable,
  events,
  type GrantRow,
  grantTable,
  isHerOwnDeath,
  type Kinship,
  kinships,
  type LevyRow,
  levyTable,
  type Whose,
  whose,
} from "./tables.ts";

const entries = [
  enrolEntry,
  beneficiariesEntry,
  dependantsEntry,
  birthYearEntry,
  contributionEntry,
  claimEntry,
  verifyEntry,
  payBenefitEntry,
  grantEntry,
  warnEntry,
  lapseEntry,
  leaveEntry,
] as const;

export const aid: Room = {
  name: "aid",
  tables: [enrolmentTable, claimTable, levyTable, grantTable, contributionDayTable, driveTable, callTable, callOfferTable],
  commands: [
    openDrive,
    countOffers,
    tellUse,
    callForHelp,
    takeBackCall,
    closeCall,
    offerHelp,
    withdrawOffer,
    betweenMeetings(enrolEntry),
    betweenMeetings(beneficiariesEntry),
    betweenMeetings(dependantsEntry),
    betweenMeetings(birthYearEntry),
    betweenMeetings(contributionEntry),
    betweenMeetings(claimEntry),
    betweenMeetings(verifyEntry),
    betweenMeetings(payBenefitEntry),
    betweenMeetings(grantEntry),
    betweenMeetings(warnEntry),
    betweenMeetings(leaveEntry),
  ],
  entries,
  projections: {
    "aid.brought-forward": placeBroughtForward,
    "aid.enrolled": enrolled,
    "aid.enrolled.reversed": enrolmentTakenBack,
    // Names that were there before are gone: she names them anew.
    "aid.beneficiaries-named": beneficiariesNamed,
    "aid.dependants-named": dependantsNamed,
    "aid.birth-year-told": birthYearTold,
    "aid.drive-opened": driveOpened,
    "aid.offers-counted": offersCounted,
    "aid.use-told": useTold,
    "aid.help-called": helpCalled,
    "aid.call-taken-back": callTakenBack,
    "aid.call-helped": callHelped,
    "aid.help-offered": helpOffered,
    "aid.offer-withdrawn": offerWithdrawn,
    "aid.contributed": contributed,
    "aid.contributed.reversed": contributionTakenBack,
    "aid.claimed": claimed,
    "aid.claimed.reversed": claimTakenBack,
    "aid.claim-checked": claimChecked,
    "aid.claim-checked.reversed": checkTakenBack,
    "aid.levies-raised": leviesRaised,
    "aid.levies-raised.reversed": leviesTakenBack,
    "aid.levy-drawn": levyDrawn,
    "aid.levy-drawn.reversed": drawingTakenBack,
    "aid.benefit-paid": benefitPaid,
    "aid.benefit-paid.reversed": benefitTakenBack,
    "aid.granted": granted,
    "aid.granted.reversed": grantTakenBack,
    "aid.warned": warned,
    "aid.warned.reversed": warningTakenBack,
    "aid.lapsed": lapsed,
    "aid.lapsed.reversed": lapseTakenBack,
    "aid.left": left,
    "aid.left.reversed": leavingTakenBack,
  },
  undoNeeds,
  told: ["aid.two-people-check"],
  rules,
  dues,
  calculators,
};
