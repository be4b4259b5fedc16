import { describe, expect, test } from "vitest";
import { decideForms } from "./decide-forms.ts";
import type { FormContext } from "./form-parts.ts";
import { pledge } from "./pledge-forms.ts";
import { feesKept, owedOn, renewAsk, renewalBriefly, renewalOf, renewalSaid } from "./renewing.ts";
import type { RunningLoanSeen, TodaySeen } from "./seen.ts";
import type { HeldLine } from "./sheet-model.ts";

const [hers, other] = ["m_hers", "m_other"];
const running = (of: object): RunningLoanSeen =>
  ({ loan: "old", member: hers, product: "ordinary", fund: "loan", unit: "IDR", payOff: "416000", outstanding: "400000", isFree: false, ...of }) as never;
const product = (of: object = {}) => ({
  ...{ product: "ordinary", name: null, fund: "loan", unit: "IDR", periodsMax: 10, payOutsMax: 3, downPayment: null },
  ...{ isFree: false, keptBack: null, ratePerMonth: "2", ...of },
});

const words = { say: (key: string, of: object = {}) => `${key} ${JSON.stringify(of)}`, amount: String, has: () => false };

function forms(of: object = {}, loans = [running({})], sheet: readonly HeldLine[] = [], more: object = {}): FormContext {
  const rules = { loans: [product(of)], shareOfFundPercent: null };
  const today = { loans, awaiting: [], rules, ladders: [], women: [], unit: "IDR", ...more } as unknown as TodaySeen;
  return { today, sheet: new Map(sheet.map(line => [line.line, line])), words: words as never, box: () => 0n };
}
const paid = (amount: string, state: HeldLine["state"] = "accepted"): HeldLine =>
  ({ line: "r", entry: "loans.repayment", body: { loan: "old", amount }, state }) as never;
const said = { member: hers, product: "ordinary" };

describe("whether the new loan pays the old one off", () => {
  test("is asked where she has one of the same fund that runs", () => {
    const isAsked = (context: FormContext, answers: object = said) => renewAsk.when!(context, answers as never);
    expect(isAsked(forms())).toBe(true);
    expect(isAsked(forms(), { ...said, member: other })).toBe(false);
    expect(isAsked(forms({}, [running({ fund: "social" })]))).toBe(false);
    expect(isAsked(forms({}, [running({ isFree: true })]))).toBe(false);
    expect(isAsked(forms({ isFree: true }))).toBe(false);
    expect(isAsked(forms({ downPayment: { percent: "10", roundings: [] } }))).toBe(false);
  });

  test("then it is not paid out in parts, and the request says which loan ends", () => {
    const request = decideForms.find(one => one.name === "loan-request")!;
    const parts = request.asks.find(one => one.key === "parts")!;
    expect(parts.when!(forms(), { ...said, renews: "no" })).toBe(true);
    expect(parts.when!(forms(), { ...said, renews: "old" })).toBe(false);
    const lines = (renews: string) => request.lines({ ...said, renews, amount: "500000", join: "no" }, forms());
    expect(lines("old")[0]!.body["renews"]).toBe("old");
    expect(lines("no")[0]!.body).not.toHaveProperty("renews");
  });
});

describe("what she is handed", () => {
  test("is what is left of it when the old loan is paid, with what she brought for it on this sheet, and fees", () => {
    expect(owedOn(running({}), forms({}, [], [paid("16000"), { ...paid("5000", "attention"), line: "wrong" }]).sheet)).toBe(400_000n);
    const keptBack = { amount: "1000", percents: ["1", "0.33"], step: "100", mode: "HALF_UP" } as const;
    // 5,000 and 1,650, which is 1,700 in coins.
    expect(feesKept(keptBack, 500_000n)).toBe(1_000n + 5_000n + 1_700n);
    const context = forms();
    const renewal = (lent: bigint) => renewalOf({ renews: "old", keptBack, lent }, context.today, context.sheet);
    expect(renewal(500_000n)).toMatchObject({ owed: 416_000n, fees: 7_700n, handed: 76_300n });
    expect(renewalOf({ renews: "gone", keptBack, lent: 500_000n }, context.today, context.sheet)).toBeNull();
  });

  test.each([
    [0n, "loans.form.renewed-rest"],
    [500_000n, "loans.form.renewed"],
    [416_000n, "loans.form.renewed"],
    [415_999n, "loans.form.renewed-missing"],
  ])("of %s is said: %s", (lent, key) => {
    const context = forms();
    const renewal = renewalOf({ renews: "old", keptBack: null, lent }, context.today, context.sheet);
    expect(renewalSaid(context.words, renewal).split(" ")[0]).toBe(key);
  });

  test("with fees they are named, and it is said when the old loan is gone", () => {
    const kept = { amount: "1000", percents: [], step: "100", mode: "HALF_UP" } as const;
    const { words: say, today } = forms();
    expect(renewalSaid(say, renewalOf({ renews: "old", keptBack: kept, lent: 500_000n }, today, undefined))).toContain("renewed-fees");
    expect(renewalSaid(say, null)).toContain("renewed-gone");
    expect(renewalBriefly(say, null)).toContain("renewed-gone");
    const of = (lent: bigint) => renewalBriefly(say, renewalOf({ renews: "old", keptBack: kept, lent }, today, undefined));
    expect(of(416_999n)).toContain("renewed-missing");
    expect(of(417_000n)).toContain("renewed-briefly");
  });
});

test("savings that are kept for the old loan can be pledged for the one that pays it off", () => {
  const account = "member-savings.wajib/loan";
  const pledging = {
    stands: [],
    free: [{ member: hers, account, unit: "IDR", amount: "-70" }],
    kept: [{ loan: "old", member: hers, pledger: hers, account, unit: "IDR", amount: "100" }],
  };
  const asked = { line: "request.next", entry: "loans.request", body: { ...said, loan: "next", amount: "500", guarantors: [], renews: "old" } };
  const context = forms({}, [running({})], [{ ...asked, state: "accepted" } as never], { pledging });
  const ask = pledge.asks.find(one => one.key === "amount")!;
  const there = (loan: string) =>
    ask.kind === "amount" ? ask.there!(context, { loan, pledger: hers, account })?.amount : undefined;
  expect(there("next")).toBe(30n);
  expect(there("old")).toBeUndefined();
});
