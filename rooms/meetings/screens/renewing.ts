/**
 * A loan out of which an older one is paid off: what is asked of it, and what is said of it, from the request to the pay-out.
 * What is owed on the old one is of the day of the sheet, with what was paid on the sheet before. Pure.
 */
import { multiply, parseRatio, ratio, roundTo, type Words } from "#base";
import type { Answers, Ask, FormContext } from "./form-parts.ts";
import type { KeptBackSeen, RunningLoanSeen, TodaySeen } from "./seen.ts";
import type { HeldSheet } from "./sheet-model.ts";

const goesOn = "no";

/** The loan that is chosen to end, or none. */
export const renewedIn = ({ renews = goesOn }: Answers): string | undefined => (renews === goesOn ? undefined : renews);

/** Loans of hers that a kind of loan can pay off: of its fund, with interest as it has. */
function renewable({ today }: FormContext, { member, product: code }: Answers): readonly RunningLoanSeen[] {
  const product = today.rules.loans.find(one => one.product === code);
  if (!product || product.isFree || product.downPayment) return [];
  return today.loans.filter(one => one.member === member && one.fund === product.fund && !one.isFree);
}

export const renewAsk: Ask = {
  kind: "choice",
  key: "renews",
  title: "loans.ask.renews",
  hint: "loans.ask.renews-hint",
  when: (forms, answers) => renewable(forms, answers).length > 0,
  fallback: () => goesOn,
  options: (forms, answers) => [
    ...renewable(forms, answers).map(one => ({
      value: one.loan,
      label: forms.words.say("loans.form.renews-yes"),
      sub: forms.words.say("loans.form.renews-owed", {
        amount: forms.words.amount(owedOn(one, forms.sheet), one.unit),
      }),
    })),
    { value: goesOn, label: forms.words.say("loans.form.renews-no") },
  ],
};

/** What pays it off today, less what the sheet has of her for it already. */
export function owedOn({ loan, payOff }: RunningLoanSeen, sheet: HeldSheet | undefined): bigint {
  const paid = [...(sheet?.values() ?? [])]
    .filter(line => line.entry === "loans.repayment" && line.body["loan"] === loan && line.state !== "attention")
    .reduce((sum, line) => sum + BigInt(String(line.body["amount"] ?? "0")), 0n);
  return BigInt(payOff) - paid;
}

/** What is kept back of a loan in fees, as the loan will have it. Minor units. */
export const feesKept = (kept: KeptBackSeen | null, lent: bigint): bigint =>
  kept === null
    ? 0n
    : kept.percents.reduce(
        (all, percent) => all + roundTo(multiply(parseRatio(percent)!, ratio(lent, 100n)), BigInt(kept.step), kept.mode),
        BigInt(kept.amount),
      );

export interface Renewal {
  readonly unit: string;
  readonly lent: bigint;
  /** What goes to the old loan and to fees, and what is left for her: below zero where it is not enough. */
  readonly owed: bigint;
  readonly fees: bigint;
  readonly handed: bigint;
}

/** How a loan of so much is divided; null where the loan that it was to pay off does not run any more. */
export function renewalOf(
  { renews, keptBack, lent }: { readonly renews: string; readonly keptBack: KeptBackSeen | null; readonly lent: bigint },
  { loans }: Pick<TodaySeen, "loans">,
  sheet: HeldSheet | undefined,
): Renewal | null {
  const old = loans.find(one => one.loan === renews);
  const owed = old ? owedOn(old, sheet) : 0n;
  if (!old || owed <= 0n) return null;
  const fees = feesKept(keptBack, lent);
  return { unit: old.unit, lent, owed, fees, handed: lent - fees - owed };
}

/** In a line of few words, where what she is handed stands beside it; what is missing is told in full. */
export function renewalBriefly(words: Words, renewal: Renewal | null): string {
  if (renewal === null || renewal.handed < 0n) return renewalSaid(words, renewal);
  const { unit, lent, owed } = renewal;
  return words.say("loans.form.renewed-briefly", { lent: words.amount(lent, unit), owed: words.amount(owed, unit) });
}

/** "Of 600.000, 408.000 pays off her old loan. She is handed 192.000." */
export function renewalSaid(words: Words, renewal: Renewal | null): string {
  if (renewal === null) return words.say("loans.form.renewed-gone");
  const { unit, lent, owed, fees, handed } = renewal;
  const amount = (minor: bigint): string => words.amount(minor, unit);
  if (lent === 0n) return words.say("loans.form.renewed-rest", { owed: amount(owed) });
  if (handed < 0n) return words.say("loans.form.renewed-missing", { owed: amount(owed), missing: amount(-handed) });
  return words.say(fees === 0n ? "loans.form.renewed" : "loans.form.renewed-fees", {
    ...{ lent: amount(lent), owed: amount(owed), fees: amount(fees), handed: amount(handed) },
  });
}

/** What a form says while the amount is laid. */
export function renewalKnown({ today, sheet, words }: FormContext, answers: Answers): string | undefined {
  const renews = renewedIn(answers);
  if (renews === undefined) return undefined;
  const keptBack = today.rules.loans.find(one => one.product === answers["product"])?.keptBack ?? null;
  return renewalSaid(words, renewalOf({ renews, keptBack, lent: BigInt(answers["amount"] || "0") }, today, sheet));
}
