/**
 * What the meetings' room does on the server: the questions its screens ask. A member sees what the group did and her
 * own lines; the sheet of all is for those at the table (G39).
 */
import type { Answered, Question } from "#base";
import type { PoolClient } from "#db";
import { type Asking, atTheTable, officers } from "./questions/context.ts";
import { askCirclePlan } from "./questions/circle-plan.ts";
import { askDraft } from "./questions/draft.ts";
import { askHome, askList } from "./questions/home.ts";
import { askMeeting, askSheet } from "./questions/meeting.ts";
import { askLeavingPlan, askShareOutPlan } from "./questions/plans.ts";
import { passbookQuestions } from "./passbook.ts";
import { askCounter, scribes } from "./questions/counter.ts";
import { askStatement, askStatements } from "./questions/statement.ts";
import { askToday } from "./questions/today.ts";

export { draftLinesOf } from "./store.ts";
export { oneLine, signerOf, type StatementSeen } from "./questions/statement.ts";

/** What is answered is JSON of the shapes in `screens/seen.ts`. */
const asks = <Seen>(ask: (asked: Asking) => Promise<Seen | null>): Question<PoolClient>["ask"] =>
  ask as (asked: Asking) => Promise<Answered | null>;

/** At the table only: not there in the plain view, which shows what belongs to all and nothing else. */
const atTable = <Seen>(ask: (asked: Asking) => Promise<Seen | null>): Question<PoolClient>["ask"] =>
  asks(asked => (asked.isPlain ? Promise.resolve(null) : ask(asked)));

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "meetings.home": { who: ["public", "anyone"], ask: asks(askHome) },
  "meetings.list": { who: ["anyone"], ask: asks(askList) },
  "meetings.today": { who: atTheTable, ask: atTable(askToday) },
  "meetings.counter": { who: scribes, ask: atTable(askCounter) },
  "meetings.draft": { who: atTheTable, ask: atTable(askDraft) },
  "meetings.meeting": { who: ["anyone"], params: ["meeting"], ask: asks(askMeeting) },
  "meetings.sheet": { who: officers, params: ["meeting"], ask: atTable(askSheet) },
  "meetings.receipts": { who: ["anyone"], params: ["meeting"], ask: asks(askMeeting) },
  "meetings.share-out-plan": { who: atTheTable, params: ["fund"], ask: atTable(askShareOutPlan) },
  "meetings.leaving-plan": { who: atTheTable, params: ["member"], ask: atTable(askLeavingPlan) },
  "meetings.circle-plan": { who: atTheTable, params: ["product", "periods", "rows"], ask: atTable(askCirclePlan) },
  "meetings.statements": { who: ["anyone"], ask: asks(askStatements) },
  "meetings.statement": { who: ["anyone"], params: ["consent"], ask: asks(askStatement) },
  ...passbookQuestions,
};
