/**
 * The questions of the ledger's screens. A member sees what the group has and how it moved, never what another member
 * has (G39): accounts kept per member come as totals, and single entries only to officers and to whom they concern.
 */
import type { Question } from "#base";
import type { PoolClient } from "#db";
import { askEntry, askReadOut } from "./ask-entry.ts";
import { askFund, askFunds } from "./ask-funds.ts";
import { askCheck, askStatements } from "./ask-statements.ts";
import { officers } from "./asked.ts";

const anyone: Question<PoolClient>["who"] = ["anyone"];

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "ledger.funds": { who: anyone, ask: askFunds },
  "ledger.fund": { who: anyone, params: ["fund", "from", "until", "book", "page", "each"], ask: askFund },
  "ledger.statements": { who: anyone, params: ["on", "from"], ask: askStatements },
  "ledger.check": { who: anyone, ask: askCheck },
  "ledger.entry": { who: anyone, params: ["seq"], ask: askEntry },
  "ledger.read-out": { who: officers, ask: askReadOut },
};
