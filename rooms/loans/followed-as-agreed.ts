import { sum } from "#base";
import { askDated, chargeInstalment, datedCharges, penaliseLate } from "./charges.ts";
import { type LoanAccount, nothing } from "./loan-account.ts";
import type { LoanHistory } from "./loan-history.ts";
import { duesOf } from "./schedule.ts";
import { type LoanTerms, paidOutBy } from "./terms.ts";

/**
 * A loan whose instalments stay as agreed, whatever is paid and when: flat interest, and a declining balance that is
 * not counted anew. What happens is only kept in the account.
 */
export function followAsAgreed(terms: LoanTerms, history: LoanHistory, account: LoanAccount): void {
  for (const { due, principal, interest, isDownPayment } of duesOf(terms)) {
    const row = account.add(due, isDownPayment);
    account.ask(row, "principal", principal);
    account.ask(row, "interest", interest);
    if (!isDownPayment) chargeInstalment(terms, history, account, row);
  }
  const instalments = account.rows.filter(row => !row.isDownPayment);
  for (const charge of datedCharges(terms, history))
    askDated(account, instalments.find(row => row.due >= charge.on), charge);
  for (const event of history.events) {
    account.payDueFromOver(event.on);
    switch (event.kind) {
      case "paid": {
        const used = nothing();
        const left = account.payDue(event.amount, event.on, used);
        const owed = paidOutBy(terms, event.on) - sum(account.payments.map(one => one.used.principal)) - used.principal;
        const over = account.payAhead(left, owed, used);
        account.payments.push({ on: event.on, amount: event.amount, used, over, usedOn: event.on });
        break;
      }
      case "paid-off":
        account.payAll(event.on);
        break;
      case "looked-at":
        penaliseLate(terms, history.penalty, account, event.on);
        account.payDueFromOver(event.on);
        break;
      case "charged":
      case "missed":
      case "rescheduled":
        break;
    }
  }
}
