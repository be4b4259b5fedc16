/**
 * The sheet as it stands on this device: what the server has, and on top of it what was written here and is not there
 * yet. Newest wins by place. Everything is worked out from that one list, so a phone that was closed, a second phone and
 * a server that was away all come to the same sheet. Pure; amounts are bigint.
 */
import type { Document, MemberId, Refusal } from "#base";
import type { Kept, KeptState } from "#client";
import { benefitMoved } from "./beside-benefit.ts";
import type { DraftSeen, TodaySeen, WireEntry, WireLine } from "./seen.ts";

export interface HeldLine extends WireLine {
  readonly state: KeptState;
  readonly refusal?: Refusal;
}

export type HeldSheet = ReadonlyMap<string, HeldLine>;

/** A line written, or taken away. */
export interface Writing extends WireLine {
  readonly removed?: true;
}

/** Where an entry stands on the sheet: the same thing written on two phones is one line. */
export function placeOf({ entry, body }: WireEntry): string {
  const of = (field: string): string => String(body[field] ?? "");
  switch (entry) {
    case "meetings.roll":
      return `${of("member")}.roll`;
    case "meetings.recall":
      return `recall.${of("fund")}`;
    case "savings.buy-shares":
      return `${of("member")}.shares.${of("fund")}`;
    case "savings.deposit":
      return `${of("member")}.saving.${of("product")}`;
    case "aid.contribution":
      return `${of("member")}.aid.${of("fund")}${body["claim"] ? `.${of("claim")}` : ""}`;
    case "pots.bring":
      return `${of("member")}.pot.${of("pot")}`;
    case "meetings.fine":
      return `${of("member")}.fine.${of("reason")}`;
    case "loans.repayment":
      return `${of("member")}.loan.${of("loan")}`;
    case "meetings.count":
      return `count.${of("fund")}`;
    case "meetings.difference":
      return `difference.${of("fund")}`;
    default:
      return entry;
  }
}

const writeCommand = "meetings.write";

export function linesIn(command: Kept): readonly Writing[] {
  return command.name === writeCommand
    ? ((command.body as unknown as { readonly lines: readonly Writing[] }).lines ?? [])
    : [];
}

export const revisionOf = (command: Kept): number =>
  Number((command.answer as { readonly revision?: string } | undefined)?.revision ?? 0);

/** The server's sheet with this device's commands on top. */
export function fold(draft: DraftSeen, kept: readonly Kept[]): HeldSheet {
  const sheet = new Map<string, HeldLine>(draft.lines.map(line => [line.line, { ...line, state: "accepted" }]));
  const known = draft.meeting?.revision ?? 0;
  for (const command of kept) {
    if (command.state === "accepted" && revisionOf(command) <= known) continue;
    for (const { line, entry, body, removed } of linesIn(command)) {
      const before = sheet.get(line);
      if (!removed) sheet.set(line, { line, entry, body, state: command.state, ...refusalOf(command) });
      // What could not be taken away is still there, with the reason.
      else if (command.state === "attention" && before)
        sheet.set(line, { ...before, state: "attention", ...refusalOf(command) });
      else sheet.delete(line);
    }
  }
  return sheet;
}

const refusalOf = (command: Kept): { readonly refusal?: Refusal } =>
  command.refusal ? { refusal: command.refusal } : {};

/** What a line does to the boxes, by fund; null where only the server can say. */
export function cashMoved(line: WireEntry, today: TodaySeen): ReadonlyMap<string, bigint> | null {
  const { entry, body } = line;
  const amount = typeof body["amount"] === "string" ? BigInt(body["amount"]) : 0n;
  const fundOfProduct = (product: Document | undefined): string | undefined =>
    today.rules.products.find(one => one.product === product)?.fund;
  const fundOfLoan = (loan: Document | undefined): string | undefined =>
    [...today.loans, ...today.awaiting].find(one => one.loan === loan)?.fund;
  const one = (fund: Document | undefined, moved: bigint): ReadonlyMap<string, bigint> | null =>
    typeof fund === "string" ? new Map([[fund, moved]]) : null;
  /** Cash that changes its bag and does not come or go. */
  const across = (from: string | undefined, into: Document | undefined): ReadonlyMap<string, bigint> | null => {
    if (from === undefined || typeof into !== "string") return null;
    return from === into
      ? new Map()
      : new Map([
          [from, -amount],
          [into, amount],
        ]);
  };
  const fundThatBuys = today.purchases.find(one => one.purchase === body["purchase"])?.fund;
  const fundOfAction = (): string | undefined => today.actions.find(one => one.action === body["action"])?.fund;
  switch (entry) {
    case "aid.contribution":
      return body["from"] === undefined
        ? one(body["fund"], amount)
        : across(fundOfProduct(body["from"]), body["fund"]);
    case "aid.enrol":
    case "savings.buy-shares":
    case "savings.buy-allowed-shares":
    case "meetings.fine":
    case "meetings.income":
      return one(body["fund"], amount);
    case "meetings.expense":
    case "meetings.bank":
    case "meetings.pay-out":
    case "aid.grant":
      return one(body["fund"], -amount);
    case "pots.bring":
      return one(body["pot"], amount);
    case "savings.deposit":
    case "savings.open-term":
      return one(fundOfProduct(body["product"]), amount);
    case "savings.withdrawal":
      return one(fundOfProduct(body["product"]), -amount);
    case "savings.close-term":
    case "savings.partial-withdrawal":
      return one(fundOfProduct(today.terms.find(one => one.deposit === body["deposit"])?.product), -amount);
    case "loans.repayment":
      return one(fundOfLoan(body["loan"]), amount);
    case "aid.pay-benefit": {
      const claim = today.draft.claims.find(one => one.claim === body["claim"]);
      return claim ? benefitMoved(claim, amount) : null;
    }
    case "meetings.transfer":
      return new Map([
        [String(body["from"]), -amount],
        [String(body["to"]), amount],
      ]);
    case "loans.recovery":
      return one(today.writtenOff.find(lost => lost.loan === body["loan"])?.fund, amount);
    case "savings.to-shares":
      return across(fundOfProduct(body["product"]), body["fund"] ?? fundOfProduct(body["capital"]));
    case "meetings.difference":
      return one(body["fund"], amount);
    case "purchasing.pay-in":
      return body["from"] === undefined ? one(fundThatBuys, amount) : across(fundOfProduct(body["from"]), fundThatBuys);
    case "purchasing.pay-supplier":
      return one(fundThatBuys, -amount);
    case "purchasing.refund":
      return body["kept"] === true ? new Map() : one(fundThatBuys, -amount);
    case "actions.pay-in":
      return one(fundOfAction(), amount);
    case "actions.pay-cost":
      return one(fundOfAction(), -amount);
    case "meetings.share-out":
    case "meetings.leaving":
    case "meetings.correction":
    case "loans.pay-out":
    case "loans.pay-out-part":
    case "loans.write-off":
      return null;
    default:
      return /^(pots\.|actions\.(re|close))/.test(entry) ? null : new Map();
  }
}

export interface BoxSum {
  /** What the books and the sheet together say is in the box. */
  readonly expected: bigint;
  readonly came: bigint;
  readonly went: bigint;
  /** Lines whose effect is not known here yet: the server has not answered for them. */
  readonly isCertain: boolean;
}

/** What should be in a fund's box now; a difference that was written down is not in it. */
export function boxOf(fund: string, sheet: HeldSheet, today: TodaySeen): BoxSum {
  let [came, went, isCertain] = [0n, 0n, true];
  for (const line of sheet.values()) {
    if (line.entry === "meetings.difference" || (line.state === "attention" && !isOnServer(line, today))) continue;
    const moved = effectOf(line, today);
    if (moved === null) isCertain = false;
    const amount = moved?.get(fund) ?? 0n;
    if (amount > 0n) came += amount;
    else went -= amount;
  }
  const cash = BigInt(today.funds.find(one => one.fund === fund)?.cash ?? "0");
  return { expected: cash + came - went, came, went, isCertain };
}

const isOnServer = (line: HeldLine, today: TodaySeen): boolean =>
  today.draft.lines.some(one => one.line === line.line && sameBody(one, line));

/** The server's word where it stands for this very line; else what the line itself says. */
function effectOf(line: HeldLine, today: TodaySeen): ReadonlyMap<string, bigint> | null {
  const effect = today.draft.effects[line.line];
  if (effect && line.state === "accepted" && isOnServer(line, today))
    return new Map(Object.entries(effect).map(([fund, amount]) => [fund, BigInt(amount)]));
  return cashMoved(line, today);
}

/** Canonical enough for bodies of strings and lists that both come from here. */
export const sameBody = (a: WireEntry, b: WireEntry): boolean =>
  a.entry === b.entry && sorted(a.body) === sorted(b.body);

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export const memberIn = ({ body }: WireEntry): MemberId | undefined => body["member"] as MemberId | undefined;

export type RollMarkSaid = "present" | "late" | "absent" | "represented";

export const markOf = (member: MemberId, sheet: HeldSheet): RollMarkSaid | undefined =>
  sheet.get(`${member}.roll`)?.body["mark"] as RollMarkSaid | undefined;

export const isThere = (mark: RollMarkSaid | undefined): boolean => mark === "present" || mark === "late";
