/**
 * Records: what a group writes down beside its money. The plain books a koperasi keeps by its law, each line with what was
 * done about it; and with whom it works, on what they agreed and until when.
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
import { agreementTable, answerTable, entryTable, partnerTable } from "./tables.ts";
import { entryWritten, writeEntry } from "./write-entry.ts";

export { type PlainBook, plainBooks } from "./kinds.ts";
export { agreementTable, answerTable, entryTable, partnerTable } from "./tables.ts";

/** Only its texts say something, and they are kept apart. */
const noRows = () => [];

export const records: Room = {
  name: "records",
  tables: [entryTable, answerTable, partnerTable, agreementTable],
  commands: [writeEntry, answerEntry, addPartner, describePartner, makeAgreement, endAgreement],
  projections: {
    "records.entry-written": entryWritten,
    "records.entry-answered": entryAnswered,
    "records.partner-added": partnerAdded,
    "records.partner-described": noRows,
    "records.agreement-made": agreementMade,
    "records.agreement-ended": agreementEnded,
  },
  rules: [readingRule],
};
