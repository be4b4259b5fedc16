/** What is asked for beyond a limit and is on the table: asked today or before, and what the last meeting allowed. */
import type { ExceptionSeen, TodaySeen } from "./seen.ts";
import { askPlace } from "./exception-forms.ts";
import type { HeldSheet } from "./sheet-model.ts";

export interface ExceptionAt extends Omit<ExceptionSeen, "exception" | "member"> {
  readonly exception: string;
  readonly member: string;
}

const unitOf = (today: TodaySeen, fund: string): string =>
  today.funds.find(one => one.fund === fund)?.unit ?? today.unit;

export function exceptionsAt(today: TodaySeen, sheet: HeldSheet): readonly ExceptionAt[] {
  const now = [...sheet.values()].flatMap(({ entry, body, line }): ExceptionAt[] => {
    const said = (field: string): string => String(body[field] ?? "");
    // Which limits it passes the server says, as soon as the line is there.
    const asked = { member: said("member"), amount: said("amount"), status: "asked", product: said("product") } as const;
    const limits = today.draft.beyond[line] ?? [];
    if (entry === "loans.request" && body["exception"] !== undefined) {
      const unit = today.rules.loans.find(one => one.product === asked.product)?.unit ?? today.unit;
      return [{ ...asked, exception: said("loan"), thing: "loan", unit, limits, reason: said("exception") }];
    }
    if (entry === "aid.claim" && body["exception"] !== undefined) {
      const of = { ...asked, product: said("fund"), amount: said("up_to"), unit: unitOf(today, said("fund")), limits };
      return [{ ...of, exception: said("claim"), thing: "claim", reason: said("exception") }];
    }
    if (line !== askPlace(said("exception"))) return [];
    if (entry === "savings.ask-shares-exception") {
      const of = { ...asked, product: said("fund"), unit: unitOf(today, said("fund")), limits };
      return [{ ...of, exception: said("exception"), thing: "shares", reason: said("reason") }];
    }
    const unit = today.rules.products.find(one => one.product === asked.product)?.unit ?? today.unit;
    return [{ ...asked, exception: said("exception"), thing: "withdrawal", unit, limits, reason: said("reason") }];
  });
  return [...today.exceptions, ...now];
}
