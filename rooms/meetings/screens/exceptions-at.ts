/** Loans above the limit that are on the table: asked for today or before, and those the last meeting allowed. */
import type { ExceptionSeen, TodaySeen } from "./seen.ts";
import type { HeldSheet } from "./sheet-model.ts";

export interface ExceptionAt extends Pick<ExceptionSeen, "member" | "unit" | "amount" | "status" | "reason"> {
  readonly loan: string;
  /** Of a request on this sheet the books do not know it yet. */
  readonly sharePercent: number | null;
  readonly limitPercent: number;
}

export function exceptionsAt(today: TodaySeen, sheet: HeldSheet): readonly ExceptionAt[] {
  const now = [...sheet.values()].flatMap(({ entry, body }): ExceptionAt[] => {
    if (entry !== "loans.request" || body["exception"] === undefined) return [];
    const rule = today.rules.loans.find(one => one.product === body["product"]);
    return [
      {
        loan: String(body["loan"]),
        member: String(body["member"]) as ExceptionAt["member"],
        unit: rule?.unit ?? today.unit,
        amount: String(body["amount"]),
        status: "asked",
        reason: String(body["exception"]),
        sharePercent: null,
        limitPercent: today.rules.shareOfFundPercent ?? 100,
      },
    ];
  });
  return [...today.exceptions, ...now];
}
