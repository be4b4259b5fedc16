/**
 * Records: what a group writes down beside its money. The plain books a koperasi keeps by its law, each line with what was
 * done about it; with whom it works, on what they agreed and until when; what it learned where a loan was lost; what its
 * members were taught, and in which public schemes they are.
 *
 * A line is never changed: another is written in its place, and both stay. What is written is a text of the group, so the
 * log knows that there is a line and nothing of what it says.
 */
import { type Room } from "#base";
import { addPartner, describePartner, partnerAdded } from "./add-partner.ts";
import { answerEntry, entryAnswered } from "./answer-entry.ts";
import { agreementEnded, endAgreement } from "./end-agreement.ts";
import { agreementMade, makeAgreement } from "./make-agreement.ts";
import { readingRule } from "./reading-rule.ts";
import {
  recordTraining,
  takeBackTraining,
  trainingRecorded,
  trainingTakenBack,
} from "./record-training.ts";
import { changeScheme, enrolInScheme, schemeChanged, schemeJoined, schemeTakenBack, takeBackScheme } from "./scheme.ts";
import {
  agreementTable,
  answerTable,
  attendanceTable,
  entryTable,
  lessonTable,
  partnerTable,
  schemeTable,
  trainingTable,
} from "./tables.ts";
import { entryWritten, writeEntry } from "./write-entry.ts";
import { lessonWritten, writeLesson } from "./write-lesson.ts";

export { type Cause, type PlainBook, plainBooks } from "./kinds.ts";
export { agreementTable, answerTable, entryTable, lessonTable, partnerTable, schemeTable, trainingTable } from "./tables.ts";
export { byCause, byYear, type Loss } from "./losses.ts";

/** Only its texts say something, and they are kept apart. */
const noRows = () => [];

export const records: Room = {
  name: "records",
  tables: [
    entryTable,
    answerTable,
    partnerTable,
    agreementTable,
    lessonTable,
    trainingTable,
    attendanceTable,
    schemeTable,
  ],
  commands: [
    writeEntry,
    answerEntry,
    addPartner,
    describePartner,
    makeAgreement,
    endAgreement,
    writeLesson,
    recordTraining,
    takeBackTraining,
    enrolInScheme,
    changeScheme,
    takeBackScheme,
  ],
  projections: {
    "records.entry-written": entryWritten,
    "records.entry-answered": entryAnswered,
    "records.partner-added": partnerAdded,
    "records.partner-described": noRows,
    "records.agreement-made": agreementMade,
    "records.agreement-ended": agreementEnded,
    "records.lesson-written": lessonWritten,
    "records.training-recorded": trainingRecorded,
    "records.training-taken-back": trainingTakenBack,
    "records.scheme-joined": schemeJoined,
    "records.scheme-changed": schemeChanged,
    "records.scheme-taken-back": schemeTakenBack,
  },
  rules: [readingRule],
};
