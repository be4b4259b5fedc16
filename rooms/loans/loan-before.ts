/** A loan as it stood before what was paid on a day, by what is known of it now. Pure. */
import { addDays, type Day, sum } from "#base";
import { agreedBy, lastAgreed, partsOf } from "./agreed-anew.ts";
import { withCharges } from "./charges-kept.ts";
import type { RunningLoan } from "./loan.ts";
import { repaidItems } from "./repaid.ts";

/** With what was agreed about it until `agreedUntil`: the evening before, or the day itself where that holds for it too. */
export function loanBefore(loan: RunningLoan, day: Day, agreedUntil: Day = addDays(day, -1)): RunningLoan {
  const items = repaidItems(loan);
  const since = items.filter(one => one.on !== undefined && one.on >= day);
  const isAsAgreed = lastAgreed(loan) === undefined;
  if (since.length === 0 && isAsAgreed) return loan;
  const sumOf = (what: "principal" | "interest" | "fees") => sum(since.map(one => BigInt(one[what] ?? "0")));
  const partsSince = partsOf(loan).filter(part => part.on > agreedUntil);
  return {
    ...loan,
    repaid: items.filter(one => !since.includes(one)),
    principal: loan.principal - sum(partsSince.map(part => BigInt(part.amount))),
    principal_paid: loan.principal_paid - sumOf("principal"),
    interest_paid: loan.interest_paid - sumOf("interest"),
    charges: withCharges(loan, { fees_paid: -sumOf("fees") }),
    agreed_anew: isAsAgreed ? loan.agreed_anew : agreedBy(loan, agreedUntil),
  };
}
