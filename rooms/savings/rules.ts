import { type AccountCode, type BodyOf, notInCash, refuse, rule } from "#base";
import { account } from "#ledger";
import { interestRule } from "./interest-rule.ts";
import { subscriptionRule } from "./subscription-rule.ts";
import { surplusRule } from "./surplus-rule.ts";
import { refusalOfTerm, termFields } from "./term-rule.ts";

export const sharesPerMeetingMax = 100;

/**
 * Shares of a fund; the code is the fund. Bought whole, a few at each meeting, at a price that is fixed for the whole
 * cycle (VSLA method: 1 to 5). A new price is a new rule and holds for the cycle that begins after the share-out.
 */
export const sharesRule = rule({
  key: "savings.shares",
  many: true,
  fields: {
    /** Minor units of the fund's unit. */
    price: { is: "amount" },
    meeting_min: { is: "count", max: sharesPerMeetingMax },
    meeting_max: { is: "count", max: sharesPerMeetingMax },
  },
  check: value =>
    value.price === 0n || value.meeting_min < 1 || value.meeting_max < value.meeting_min
      ? refuse("savings.shares-rule-unclear", { price: value.price, min: value.meeting_min, max: value.meeting_max })
      : null,
  opens: (_value, fund) => [account.shares(fund)],
});

export type SharesRule = BodyOf<typeof sharesRule.fields>;

/**
 * A way of saving; the code is the product. *Entry* is simpanan pokok: once on joining, equal for all, given back on
 * leaving. *Compulsory* is simpanan wajib: a fixed amount each meeting or month, kept while she is a member.
 * *Voluntary* is sukarela. *Term* is a deposit that is laid down whole for some months; its terms say what an early end
 * or a part taken out early costs. The unit is the fund's: rupiah, or kilograms of rice.
 */
export const productRule = rule({
  key: "savings.product",
  many: true,
  fields: {
    fund: { is: "code" },
    kind: { is: "choice", of: ["entry", "compulsory", "voluntary", "term"] },
    /** What is due: once for an entry saving, each time for a compulsory one. Absent on voluntary savings. */
    amount: { is: "amount", optional: true },
    /** When a compulsory saving falls due. Absent otherwise. */
    every: { is: "choice", of: ["meeting", "month"], optional: true },
    /** What must stay when something is withdrawn. */
    minimum_balance: { is: "amount" },
    withdrawable: { is: "choice", of: ["never", "on-leaving", "free"] },
    /** Share capital (CBU) in place of savings: the group's own wealth while she is a member (IFRIC 2). */
    is_capital: { is: "flag" },
    /** Another product whose minimum must be there before anything of this one is withdrawn. */
    after_minimum_of: { is: "code", optional: true },
    /** Of a term deposit alone. */
    term: { is: "group", optional: true, of: termFields },
  },
  check(value, product) {
    const wants = { product, kind: value.kind };
    if ((value.kind === "term") !== (value.term !== undefined)) return refuse("savings.product-needs-term", wants);
    if (value.term !== undefined) {
      const isPlain = value.withdrawable === "free" && value.minimum_balance === 0n && !value.is_capital;
      const saysMore = value.amount !== undefined || value.every !== undefined || value.after_minimum_of !== undefined;
      if (!isPlain || saysMore) return refuse("savings.term-is-plain", wants);
      return refusalOfTerm(value.term, product);
    }
    if (value.kind !== "voluntary" && (value.amount ?? 0n) === 0n) return refuse("savings.product-needs-amount", wants);
    if ((value.kind === "compulsory") !== (value.every !== undefined))
      return refuse("savings.product-needs-period", wants);
    if (value.kind !== "voluntary" && value.withdrawable === "free") return refuse("savings.product-is-kept", wants);
    // What members may withdraw as they like is a debt of the group, not its capital (IFRIC 2 §§ 5, 8, 9): capital that
    // may be withdrawn keeps a minimum.
    if (value.is_capital && value.withdrawable === "free" && value.minimum_balance === 0n)
      return refuse("savings.capital-needs-minimum", wants);
    return null;
  },
  opens: (value, product) => [accountOfProduct(product, value)],
});

export type ProductRule = BodyOf<typeof productRule.fields>;

/** Capital stands in the group's equity, savings in what it owes; both per member. */
export function accountOfProduct(
  product: string,
  kept: { readonly fund: string; readonly is_capital: boolean },
): AccountCode {
  return kept.is_capital ? account.capital(product, kept.fund) : account.savings(product, kept.fund);
}

/**
 * How a fund is shared out at the end of its cycle, decided beforehand; the code is the fund. Payouts are multiples of
 * `cash_step`, which notes and coins can pay; what cannot be paid so goes to the next cycle or to another fund.
 */
export const shareOutRule = rule({
  key: "savings.share-out",
  many: true,
  fields: {
    policy: { is: "choice", of: ["floor", "largest-remainder"] },
    cash_step: { is: "amount" },
    /** A fund of the same unit; absent, the remainder opens the next cycle. */
    remainder_to: { is: "code", optional: true },
    /**
     * What becomes of a loan that her shares do not cover: the decision that shares out writes it off, and the claim stays;
     * or it goes on and is of the next cycle. Written off, unless said otherwise: at the end of a cycle all loans end.
     */
    rest_of_loans: { is: "choice", of: ["written-off", "stays-open"], optional: true },
  },
  check: ({ cash_step, remainder_to }, fund) =>
    cash_step === 0n || remainder_to === fund
      ? refuse("savings.share-out-rule-unclear", { cash_step, remainder_to: remainder_to ?? null })
      : null,
  fits({ cash_step }, fund, fundOf) {
    const fault = notInCash(cash_step, fundOf(fund)?.unit);
    return fault && refuse("savings.share-out-step-not-in-cash", fault);
  },
});

export type ShareOutRule = BodyOf<typeof shareOutRule.fields>;

export const rules = [sharesRule, productRule, shareOutRule, surplusRule, interestRule, subscriptionRule] as const;
