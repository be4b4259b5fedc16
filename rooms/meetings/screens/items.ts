/**
 * What stands on one woman's card: her dues by the rules, already filled in, each received or not; what she may bring
 * besides; and what was written for her that nobody foresaw. In the order of the meeting. Pure.
 */
import type { RunningLoanSeen, TodaySeen, WireEntry, Woman } from "./seen.ts";
import { type HeldLine, type HeldSheet, markOf, memberIn, placeOf } from "./sheet-model.ts";

export type ItemKind = "aid" | "levy" | "pot" | "shares" | "saving" | "fine" | "loan" | "enrol";

export interface Item {
  readonly place: string;
  readonly kind: ItemKind;
  /** The column it stands in. */
  readonly column: string;
  readonly entry: string;
  /** What is written when it is received as proposed; its amount may be changed. */
  readonly body: WireEntry["body"];
  /** Fund, product or reason. */
  readonly code: string;
  readonly unit: string;
  /** Zero where nothing is due and she may bring something all the same. */
  readonly due: bigint;
  readonly written: HeldLine | undefined;
  /** Written, or due. */
  readonly amount: bigint;
  readonly shares:
    | { readonly count: number; readonly price: bigint; readonly min: number; readonly max: number }
    | undefined;
  readonly loan: RunningLoanSeen | undefined;
  /** What its rule says, of a fine: another sum is written with why. */
  readonly fine: bigint | undefined;
  /** The savings product it is drawn from: then no cash is laid on the table for it. */
  readonly from: string | undefined;
}

export const isReceived = (item: Item): boolean => item.written !== undefined;
export const isOpen = (item: Item): boolean => item.written === undefined && item.due > 0n;
/** Nothing due and nothing brought: one tap away, not on the card. */
export const isIdle = (item: Item): boolean => item.written === undefined && item.due === 0n;

const steps: readonly ItemKind[] = ["enrol", "aid", "levy", "pot", "shares", "saving", "fine", "loan"];

export function itemsOf(woman: Woman, today: TodaySeen, sheet: HeldSheet): readonly Item[] {
  const member = woman.member;
  const isHers = (one: WireEntry): boolean => memberIn(one) === member;
  const items: Item[] = [];
  const add = (
    kind: ItemKind,
    proposed: WireEntry,
    due: bigint,
    of: { code: string; unit: string } & Partial<Pick<Item, "shares" | "loan" | "fine">>,
  ): void => {
    const place = placeOf(proposed);
    if (items.some(item => item.place === place)) return;
    const written = sheet.get(place);
    const amount = written ? amountIn(written) : due;
    const shares = of.shares && { ...of.shares, count: Number((written ?? proposed).body["shares"] ?? 0) };
    items.push({
      place,
      kind,
      column: columnOf(kind, of.code),
      entry: proposed.entry,
      body: proposed.body,
      code: of.code,
      unit: of.unit,
      due,
      written,
      amount,
      shares,
      loan: of.loan,
      fine: of.fine,
      // Also what is proposed out of her deposit is no cash on the table.
      from: fromIn(written ?? proposed),
    });
  };
  for (const due of today.dues.filter(isHers)) addDue(due);
  for (const fund of today.rules.aid)
    if (fund.hasContribution && (fund.kind === "social" || isEnrolled(fund.fund)))
      add("aid", { entry: "aid.contribution", body: { member, fund: fund.fund, amount: "0" } }, 0n, {
        code: fund.fund,
        unit: unitOf(fund.fund),
      });
  for (const { fund, price, min } of today.rules.shares)
    add("shares", { entry: "savings.buy-shares", body: { member, fund, shares: "0", amount: "0" } }, 0n, {
      code: fund,
      unit: unitOf(fund),
      shares: { count: 0, price: BigInt(price), min, max: mostShares(fund, BigInt(price)) },
    });
  for (const product of today.rules.products)
    if (product.kind !== "entry" && product.kind !== "term")
      add("saving", { entry: "savings.deposit", body: { member, product: product.product, amount: "0" } }, 0n, {
        code: product.product,
        unit: product.unit,
      });
  const mark = markOf(member, sheet);
  for (const fine of today.rules.fines) {
    const due = mark === fine.reason ? BigInt(fine.amount) : 0n;
    add(
      "fine",
      { entry: "meetings.fine", body: { member, reason: fine.reason, fund: fine.fund, amount: fine.amount } },
      due,
      { code: fine.reason, unit: unitOf(fine.fund), fine: BigInt(fine.amount) },
    );
  }
  for (const loan of today.loans.filter(one => one.member === member))
    add("loan", { entry: "loans.repayment", body: { loan: loan.loan, member, amount: "0" } }, 0n, {
      code: loan.loan,
      unit: loan.unit,
      loan,
    });
  for (const line of sheet.values()) if (isHers(line) && line.entry === "aid.enrol") addEnrol(line);
  return items.sort((a, b) => steps.indexOf(a.kind) - steps.indexOf(b.kind));

  function unitOf(fund: string): string {
    return today.funds.find(one => one.fund === fund)?.unit ?? today.unit;
  }
  /** By the rule, or as far as the last meeting allowed her beyond it. */
  function mostShares(fund: string, price: bigint): number {
    const allowed = today.exceptions.filter(
      one => one.thing === "shares" && one.status === "granted" && one.member === member && one.product === fund,
    );
    const max = today.rules.shares.find(one => one.fund === fund)?.max ?? 0;
    return Math.max(max, ...allowed.map(one => Number(BigInt(one.amount) / (price || 1n))));
  }
  function isEnrolled(fund: string): boolean {
    return today.enrolled.some(one => one.fund === fund && one.member === member);
  }
  function addDue(due: WireEntry): void {
    const amount = amountIn(due);
    const [fund, product, loan] = [
      String(due.body["fund"] ?? ""),
      String(due.body["product"] ?? ""),
      String(due.body["loan"] ?? ""),
    ];
    if (due.entry === "aid.contribution")
      add(due.body["claim"] ? "levy" : "aid", due, amount, { code: fund, unit: unitOf(fund) });
    if (due.entry === "savings.buy-shares") {
      const rule = today.rules.shares.find(one => one.fund === fund);
      const count = Number(due.body["shares"] ?? 1);
      // In a running cycle the price is the cycle's, which the due says, whatever the rule says now.
      const price = count > 0 ? amount / BigInt(count) : BigInt(rule?.price ?? 0);
      add("shares", due, amount, {
        code: fund,
        unit: unitOf(fund),
        shares: { count, price, min: rule?.min ?? 1, max: rule ? mostShares(fund, price) : count },
      });
    }
    if (due.entry === "pots.bring") {
      const pot = String(due.body["pot"]);
      add("pot", due, amount, { code: pot, unit: unitOf(pot) });
    }
    if (due.entry === "savings.deposit") {
      const rule = today.rules.products.find(one => one.product === product);
      add("saving", due, amount, { code: product, unit: rule?.unit ?? today.unit });
    }
    if (due.entry === "loans.repayment") {
      const running = today.loans.find(one => one.loan === loan);
      // What is let go of a late charge on this sheet is not asked for any more.
      const waived = sheet.get(`waiver.${loan}`);
      add("loan", due, waived ? amount - amountIn(waived) : amount, {
        code: loan,
        unit: running?.unit ?? today.unit,
        ...(running ? { loan: running } : {}),
      });
    }
  }
  function addEnrol(line: HeldLine): void {
    const fund = String(line.body["fund"]);
    items.push({
      place: line.line,
      kind: "enrol",
      column: columnOf("enrol", fund),
      entry: line.entry,
      body: line.body,
      code: fund,
      unit: unitOf(fund),
      due: 0n,
      written: line,
      amount: amountIn(line),
      shares: undefined,
      loan: undefined,
      fine: undefined,
      from: undefined,
    });
  }
}

const fromIn = (line: WireEntry | undefined): string | undefined =>
  typeof line?.body["from"] === "string" ? line.body["from"] : undefined;

const columnOf = (kind: ItemKind, code: string): string =>
  kind === "fine" || kind === "loan" ? kind : kind === "levy" ? `aid.${code}` : `${kind}.${code}`;

export const amountIn = ({ body }: WireEntry): bigint =>
  typeof body["amount"] === "string" ? BigInt(body["amount"]) : 0n;

/** The line as it is written when this much was received; null takes it off the sheet. */
export function writingOf(
  item: Item,
  amount: bigint,
  shares?: number,
): { readonly line: string; readonly entry: string; readonly body: WireEntry["body"]; readonly removed?: true } {
  const at = { line: item.place, entry: item.entry };
  if (amount === 0n) return { ...at, body: {}, removed: true };
  return {
    ...at,
    body: {
      ...item.body,
      amount: String(amount),
      ...(shares === undefined ? {} : { shares: String(shares) }),
      // Another amount out of the same savings.
      ...(item.from === undefined ? {} : { from: item.from }),
    },
  };
}

/** What is laid on the table, by unit, in the order units first stand on the sheet. */
export function sumsOf(items: readonly Item[]): readonly { readonly unit: string; readonly amount: bigint }[] {
  const sums = new Map<string, bigint>();
  for (const item of items)
    if (item.amount !== 0n && item.from === undefined)
      sums.set(item.unit, (sums.get(item.unit) ?? 0n) + item.amount);
  return [...sums].map(([unit, amount]) => ({ unit, amount }));
}

/** Every column somebody has something in, in the order of the meeting. */
export function columnsOf(all: readonly (readonly Item[])[]): readonly Item[] {
  const columns = new Map<string, Item>();
  for (const items of all)
    for (const item of items) if (!isIdle(item) && !columns.has(item.column)) columns.set(item.column, item);
  return [...columns.values()].sort((a, b) => steps.indexOf(a.kind) - steps.indexOf(b.kind));
}

/** Whom the members still wait for: something of hers is due and nothing was received. */
export function isDone(woman: Woman, items: readonly Item[], sheet: HeldSheet): boolean {
  if (items.some(isReceived)) return true;
  return markOf(woman.member, sheet) === "absent" || items.every(item => !isOpen(item));
}
