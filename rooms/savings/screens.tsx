/** The pages of the savings: what is saved, the share-out as it would be, the surplus of a year, and writing between meetings. */
import type { Page } from "#base";
import { DepositView, WithdrawalView } from "./screens/counter.tsx";
import { SavingsView } from "./screens/savings.tsx";
import { ShareOutView } from "./screens/share-out.tsx";
import { SurplusView } from "./screens/surplus.tsx";

const scribes = ["treasurer", "secretary", "chair"] as const;

export const pages: readonly Page[] = [
  {
    path: "/savings",
    who: ["anyone"],
    question: "savings.savings",
    title: "savings.screen.savings",
    View: SavingsView,
  },
  {
    path: "/savings/surplus",
    who: ["anyone"],
    question: "savings.surplus",
    title: "savings.surplus.title",
    View: SurplusView,
  },
  // What is owed on loans is part of it, so the question is answered one room above.
  {
    path: "/savings/share-out",
    who: ["anyone"],
    question: "loans.share-out",
    title: "savings.screen.share-out-today",
    View: ShareOutView,
  },
  {
    path: "/savings/deposit",
    who: scribes,
    question: "savings.counter",
    title: "command.savings.record-deposit",
    View: DepositView,
  },
  {
    path: "/savings/withdrawal",
    who: scribes,
    question: "savings.counter",
    title: "command.savings.record-withdrawal",
    View: WithdrawalView,
  },
];
