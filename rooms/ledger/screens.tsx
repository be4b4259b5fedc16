/** The pages the ledger adds to the app: where the money is, the statements, the proof that the books are whole. */
import type { Page } from "#base";
import { CheckView } from "./screens/check.tsx";
import { EntryView } from "./screens/entry.tsx";
import { FundView } from "./screens/fund.tsx";
import { FundsView } from "./screens/funds.tsx";
import { StatementsPrintView } from "./screens/print.tsx";
import { StatementsView } from "./screens/statements.tsx";

export const pages: readonly Page[] = [
  { path: "/funds", who: ["anyone"], question: "ledger.funds", title: "ledger.funds.title", View: FundsView },
  { path: "/funds/:fund", who: ["anyone"], question: "ledger.fund", title: "ledger.fund.title", View: FundView },
  {
    path: "/statements",
    who: ["anyone"],
    question: "ledger.statements",
    title: "ledger.statements.title",
    View: StatementsView,
  },
  {
    path: "/statements/print",
    who: ["anyone"],
    question: "ledger.statements",
    title: "ledger.statements.print",
    isPaper: true,
    View: StatementsPrintView,
  },
  { path: "/books/check", who: ["anyone"], question: "ledger.check", title: "ledger.check.title", View: CheckView },
  { path: "/entries/:seq", who: ["anyone"], question: "ledger.entry", title: "ledger.entry.title", View: EntryView },
];
