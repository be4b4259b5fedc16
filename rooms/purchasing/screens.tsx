/** The pages of buying together: all purchases, a new one, and one with all that is hers and the group's of it. */
import type { Page } from "#base";
import { PlanView } from "./screens/plan.tsx";
import { PurchaseView } from "./screens/purchase.tsx";
import { PurchasesView } from "./screens/purchases.tsx";

export const pages: readonly Page[] = [
  {
    path: "/purchases",
    who: ["anyone"],
    question: "purchasing.purchases",
    title: "purchasing.screen.purchases",
    View: PurchasesView,
  },
  {
    path: "/purchases/plan",
    who: ["anyone"],
    question: "purchasing.plan",
    title: "command.purchasing.plan",
    View: PlanView,
  },
  {
    path: "/purchases/:purchase",
    who: ["anyone"],
    question: "purchasing.purchase",
    title: "purchasing.screen.purchase",
    View: PurchaseView,
  },
];
