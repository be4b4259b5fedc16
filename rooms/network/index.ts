/**
 * The network: a federation's leaders and their monthly visits to its chapters. It stands above the meeting day because it reads
 * when a chapter sealed. Each organisation's facts stay in its own log: the federation's has who leads which chapter, the
 * checklist and the visits; the chapter's has what it lets the federation see, and that a visit was as it is written down.
 */
import type { Room } from "#base";
import { chargeGiven, giveCharge } from "./charge.ts";
import { checklistSet, setChecklist } from "./checklist.ts";
import { confirmVisit, visitConfirmed } from "./confirm-visit.ts";
import { grant, granted, revoke, revoked } from "./grant.ts";
import { planVisit, visitPlanned } from "./plan-visit.ts";
import { recordVisit, visitRecorded } from "./record-visit.ts";
import {
  actionTable,
  chargeTable,
  checklistTable,
  confirmationTable,
  confirmedTable,
  grantedTable,
  grantTable,
  plannedTable,
  receivedTable,
  visitTable,
} from "./tables.ts";

export { draw } from "./draw.ts";
export { actionTable, confirmationTable, grantTable, visitTable } from "./tables.ts";

export const network: Room = {
  name: "network",
  tables: [
    chargeTable,
    checklistTable,
    plannedTable,
    visitTable,
    actionTable,
    grantTable,
    confirmationTable,
    receivedTable,
    grantedTable,
    confirmedTable,
  ],
  commands: [giveCharge, setChecklist, planVisit, recordVisit, grant, revoke, confirmVisit],
  projections: {
    "network.charge-given": chargeGiven,
    "network.checklist-set": checklistSet,
    "network.visit-planned": visitPlanned,
    "network.visit-recorded": visitRecorded,
    "network.granted": granted,
    "network.revoked": revoked,
    "network.visit-confirmed": visitConfirmed,
  },
  rules: [],
};
