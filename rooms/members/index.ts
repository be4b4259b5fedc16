/**
 * Members: who belongs to an organisation, by which number she is called, what offices she holds and held, what is held
 * in common and who has it now, and which federations the organisation belongs to.
 *
 * A person may belong to several organisations: one identity, and in each another member id, so no two books can be
 * joined by looking. A member needs a name and a number and nothing else. What is personal (names, telephone, notes)
 * is kept apart, encrypted per member, and can be erased while the books still verify.
 */
import { type Day, need, type Role, type Room, type Uuid } from "#base";
import {
  admitChapter,
  chapterAdmitted,
  chapterDeclined,
  chapterReleased,
  declineChapter,
  releaseChapter,
} from "./admission.ts";
import { addPlaces } from "./add-places.ts";
import { appointOfficial } from "./appoint-official.ts";
import { consented, consentWithdrawn, giveConsent, withdrawConsent } from "./consent.ts";
import { describeThing } from "./describe-thing.ts";
import { erased, erasePerson } from "./erase-person.ts";
import { askToJoin, federationLeft, federationLeftReversed, joiningAsked, leaveFederation } from "./federation.ts";
import { givePin } from "./give-pin.ts";
import { giveUpOfficeCommand, officeGivenUp, officeGivenUpReversed } from "./give-up-office.ts";
import { giveUpThing, thingGivenUp, thingGivenUpReversed } from "./give-up-thing.ts";
import { handedOver, handOverCommand } from "./hand-over.ts";
import { holdThingCommand, thingHeld } from "./hold-thing.ts";
import { broughtJoining, joined, joinMember } from "./joining.ts";
import { leave, membershipEnded, membershipEndedReversed } from "./leaving.ts";
import { cameOfAge, comeOfAge, guardianNamed, nameGuardian } from "./minor.ts";
import { accountReopened, deviceTrusted, reopenAccountCommand, trustDeviceCommand } from "./operator.ts";
import { levelSet, setLevel } from "./organisation-level.ts";
import { recognise, recognised } from "./recognise.ts";
import { rename } from "./rename.ts";
import { setContact } from "./set-contact.ts";
import { renamePlace } from "./rename-place.ts";
import { placeSet, setPlace } from "./set-place.ts";
import { needsToSettle, settle, settlingField } from "./settle.ts";
import {
  admissionTable,
  affiliationTable,
  answerTable,
  consentTable,
  federationTable,
  handingTable,
  holdingTable,
  levelTable,
  membershipTable,
  minorTable,
  officeTable,
  operatorActTable,
  placementTable,
  placeNameTable,
  placeTable,
  requestTable,
} from "./tables.ts";
import { officeTaken, takeOfficeCommand } from "./take-office.ts";

export { isInFederation, isOurChapter, needsOfAffiliations, needsOfChapters } from "./belonging.ts";
export { isInForce } from "./consent.ts";
export { erasureGrounds } from "./erase-person.ts";
export { giveUpOffice } from "./give-up-office.ts";
export { handOver } from "./hand-over.ts";
export { holdThing } from "./hold-thing.ts";
export { join, joinedBefore, refusalToJoin } from "./joining.ts";
export { type Ending, endMembership } from "./leaving.ts";
export { isMinor, needsMinor } from "./minor.ts";
export { offsetNames } from "./names.ts";
export {
  committeeRoles,
  isHeldOn,
  isOfCommittee,
  isOfficer,
  needsOfSpeaker,
  officerRoles,
  rolesOf,
  rolesOn,
  termsOverlap,
} from "./roles.ts";
export {
  type AffiliationRow,
  affiliationTable,
  type ConsentRow,
  consentTable,
  type HandingRow,
  handingTable,
  type HoldingRow,
  holdingTable,
  type MembershipRow,
  type MembershipStatus,
  membershipTable,
  type MinorRow,
  minorTable,
  type OfficeRow,
  officeTable,
  type OrganisationLevel,
  organisationLevels,
  type PlaceLevel,
  placeLevels,
  type PlacementRow,
  placementTable,
  type ThingKind,
  thingKinds,
} from "./tables.ts";
export { placeIdOf } from "./place-names.ts";
export { needsToSettle, settle, settlingField };
export { heldSince, refusalToHoldTogether } from "./office-rules.ts";
export { takeOffice } from "./take-office.ts";

/** Facts that say something and change no row: their texts are kept apart. */
const noRows = () => [];

export const members: Room = {
  name: "members",
  tables: [
    membershipTable,
    minorTable,
    officeTable,
    holdingTable,
    handingTable,
    operatorActTable,
    levelTable,
    affiliationTable,
    admissionTable,
    federationTable,
    requestTable,
    answerTable,
    consentTable,
    placeTable,
    placeNameTable,
    placementTable,
  ],
  commands: [
    joinMember,
    leave,
    rename,
    setContact,
    recognise,
    giveConsent,
    withdrawConsent,
    nameGuardian,
    comeOfAge,
    appointOfficial,
    takeOfficeCommand,
    giveUpOfficeCommand,
    givePin,
    holdThingCommand,
    describeThing,
    handOverCommand,
    giveUpThing,
    setLevel,
    askToJoin,
    leaveFederation,
    admitChapter,
    declineChapter,
    releaseChapter,
    addPlaces,
    renamePlace,
    setPlace,
    erasePerson,
    reopenAccountCommand,
    trustDeviceCommand,
  ],
  projections: {
    "members.joined": joined,
    "members.joined-before": broughtJoining,
    "members.membership-ended": membershipEnded,
    "members.membership-ended.reversed": membershipEndedReversed,
    "members.recognised": recognised,
    "members.consented": consented,
    "members.consent-withdrawn": consentWithdrawn,
    "members.guardian-named": guardianNamed,
    "members.came-of-age": cameOfAge,
    "members.renamed": noRows,
    "members.contact-set": noRows,
    "members.office-taken": officeTaken,
    "members.office-given-up": officeGivenUp,
    "members.office-given-up.reversed": officeGivenUpReversed,
    "members.pin-given": noRows,
    "members.thing-held": thingHeld,
    "members.thing-described": noRows,
    "members.handed-over": handedOver,
    "members.thing-given-up": thingGivenUp,
    "members.thing-given-up.reversed": thingGivenUpReversed,
    "members.level-set": levelSet,
    "members.joining-asked": joiningAsked,
    "members.federation-left": federationLeft,
    "members.federation-left.reversed": federationLeftReversed,
    "members.chapter-admitted": chapterAdmitted,
    "members.chapter-declined": chapterDeclined,
    "members.chapter-released": chapterReleased,
    "members.place-added": noRows,
    "members.place-renamed": noRows,
    "members.place-set": placeSet,
    "members.erased": erased,
    "members.account-reopened": accountReopened,
    "members.device-trusted": deviceTrusted,
  },
  undoNeeds: {
    "members.membership-ended": fact => [need.row(membershipTable, { member_id: fact.member! })],
    "members.office-given-up": fact => [
      need.row(officeTable, {
        member_id: fact.member!,
        role: fact.data!["role"] as Role,
        from_on: fact.data!["from"] as Day,
      }),
    ],
    "members.thing-given-up": fact => [need.row(holdingTable, { thing_id: fact.data!["thing"] as Uuid })],
    "members.federation-left": fact => [
      need.row(affiliationTable, { affiliation_id: fact.data!["affiliation"] as Uuid }),
    ],
  },
  rules: [],
  // Said by one alone, what takes two.
  told: ["members.more-people-needed"],
};
