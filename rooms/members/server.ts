/**
 * What the members' room does on the server: keys and texts of people, sign-in, and questions other rooms may ask.
 *
 * Everything that signs in takes a pool and an edge (clock, chance, pepper, cost) and gives what it found or a refusal.
 * Secrets never come near a command: a command is kept for ever, a secret is not.
 */
export { handleOf, handlesOf, organisationByHandle, registerAddress } from "./addresses.ts";
export { limits as attemptLimits } from "./attempts.ts";
export {
  type DeviceKind,
  type DeviceRow,
  deviceOf,
  devicesOf,
  registerDevice,
  type RegisteredDevice,
  revokeDevice,
  trustDevice,
} from "./devices.ts";
export { memberOfNumber } from "./credentials.ts";
export { type SignInEdge, signInEdge } from "./edge.ts";
export { erase, eraseAgain, erasedIn, erasuresLeft, followUp } from "./erase.ts";
export { type Founding, hasNobodyComeIn, openAtFounding, openAtImport } from "./founding.ts";
export { type ChapterSeen, chaptersOf, type FederationOurs, federationsOf } from "./federation-questions.ts";
export { seeKeys, seeOrganisations } from "./keyed.ts";
export { letIn, lettingInMs, offerLettingIn } from "./let-in.ts";
export { codeMs, showCode, typeCode } from "./one-person.ts";
export { type BackupDone, type BackupsKnown, type BackupsSeen, backupsSeen, mayExport } from "./backup-questions.ts";
export { languageOf, newPerson, setLanguage } from "./person.ts";
export {
  countsIn,
  type NameFrom,
  namesOfPlace,
  type Place,
  type PlaceCounts,
  placeOf,
  placeSaid,
  placesIn,
  placeWithParents,
} from "./places.ts";
export {
  type Contact,
  contactOf,
  type Holding,
  holdingsOf,
  type OfficeHeld,
  officesHistory,
  officesToday,
  peopleOf,
  type Person,
} from "./questions.ts";
export { broughtUnder, type Kept, passwordLengthMax, passwordLengthMin, refusalOfPin } from "./secrets.ts";
export { type OwnChange, setPassword, setPin, setPlainPin } from "./secrets-of-hers.ts";
export {
  endSessions,
  expectSessions,
  idleMs,
  isSessionChanged,
  type Session,
  sessionMs,
  sessionOf,
  Sessions,
  type SessionTaken,
  type SignedIn,
  signOut,
  signOutEverywhere,
  standUp,
  sweep,
} from "./sessions.ts";
export { type SignIn, signIn, sitDownWith, type SpokenBy, verifyPin } from "./sign-in.ts";
export { openRows, sealRow } from "./sealed-rows.ts";
export {
  commitmentOf,
  keepSaltedTexts,
  Keys,
  type OpenTexts,
  ownKeyOf,
  readTexts,
  saltedTexts,
  type SaltedText,
  sealTexts,
  selectKeys,
  type TextToKeep,
} from "./texts.ts";
export { type OfficerThere, type PinByOfficers, reopenAccount, resetPin } from "./two-officers.ts";
export { type Unlock, type Unlocked, unlock } from "./unlock.ts";
export { keepUp } from "./upkeep.ts";
export { unwrapKey, wrapKey } from "./vault.ts";
export { questions } from "./page-questions.ts";
