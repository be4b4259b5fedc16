/** The columns of a sealed sheet, on the screen and on paper, from what was posted: in the order of the meeting. Pure. */
import type { Words } from "#base";
import { fundName, productName } from "./say.tsx";
import type { FactSeen, MeetingSeen } from "./seen.ts";

export interface SealedColumn {
  readonly key: string;
  readonly head: string;
  readonly isShares: boolean;
  readonly of: (fact: FactSeen) => boolean;
}

/** All cash a woman brought has a column, so that columns come to the sum of her row; whatever else stands below. */
export function columnsOfSealed(data: MeetingSeen, words: Words): readonly SealedColumn[] {
  const facts = broughtBy(data.sheet?.facts ?? []);
  const name = (fund: string): string => fundName(words, fund, data.funds.find(one => one.fund === fund)?.name);
  const distinct = (kind: string, of: (fact: FactSeen) => string | null): readonly string[] => [
    ...new Set(facts.filter(fact => fact.kind === kind).flatMap(fact => of(fact) ?? [])),
  ];
  const column = (key: string, head: string, of: SealedColumn["of"], isShares = false): SealedColumn => ({
    key,
    head,
    of: fact => isBrought(fact) && of(fact),
    isShares,
  });
  const sharesFunds = distinct("savings.shares-bought", fact => fact.fund);
  const columns = [
    ...distinct("aid.contributed", fact => fact.fund).map(fund =>
      column(`aid.${fund}`, name(fund), fact => fact.kind === "aid.contributed" && fact.fund === fund),
    ),
    ...distinct("pots.brought", fact => fact.fund).map(fund =>
      column(`pot.${fund}`, name(fund), fact => fact.kind === "pots.brought" && fact.fund === fund),
    ),
    ...sharesFunds.map(fund =>
      column(
        `shares.${fund}`,
        sharesFunds.length > 1
          ? words.say("meetings.item.shares-of", { fund: name(fund) })
          : words.say("meetings.item.shares"),
        fact => fact.kind === "savings.shares-bought" && fact.fund === fund,
        true,
      ),
    ),
    ...distinct("savings.deposited", fact => fact.product).map(product =>
      column(
        `saving.${product}`,
        productName(words, product, data.names.products[product]),
        fact => fact.kind === "savings.deposited" && fact.product === product,
      ),
    ),
    column("fine", words.say("meetings.item.fines"), fact => fact.kind === "meetings.fined"),
    column("loan", words.say("meetings.item.loan"), fact => paysLoans.has(fact.kind)),
  ];
  const other = column("other", words.say("meetings.sheet.other"), fact => !columns.some(one => one.of(fact)));
  return [...columns, other].filter(one => facts.some(one.of));
}

/** What comes in on loans: also on one that was given up, as beside a benefit, and what is taken off in another fund's bag. */
const paysLoans: ReadonlySet<string> = new Set(["loans.repaid", "loans.recovered", "loans.set-off"]);

export const isReversal = (fact: FactSeen): boolean => fact.kind.endsWith(".reversed");

/** Cash that a woman laid on the mat; what was taken back of an earlier meeting is not brought. */
const isBrought = (fact: FactSeen): boolean =>
  fact.member !== null && !isReversal(fact) && fact.moved.some(one => BigInt(one.amount) > 0n);

export const broughtBy = (facts: readonly FactSeen[]): readonly FactSeen[] => facts.filter(isBrought);
export const handedTo = (facts: readonly FactSeen[]): readonly FactSeen[] =>
  facts.filter(fact => fact.isCash && BigInt(fact.amount) < 0n);

/** From fund to fund it is as much on both sides, and together nothing: what came in is told. */
export const amountOf = (fact: FactSeen): bigint =>
  fact.amount === "0" ? cameBy([fact]).reduce((sum, one) => sum + one.amount, 0n) : BigInt(fact.amount);

export interface Total {
  readonly unit: string;
  readonly amount: bigint;
}

/** What facts come to, unit by unit. */
export const totalsIn = (facts: readonly Pick<FactSeen, "unit" | "amount">[]): readonly Total[] => {
  const totals = new Map<string, bigint>();
  for (const fact of facts) totals.set(fact.unit, (totals.get(fact.unit) ?? 0n) + BigInt(fact.amount));
  return [...totals].map(([unit, amount]) => ({ unit, amount }));
};

/** What came into the boxes by them. */
export const cameBy = (facts: readonly FactSeen[]): readonly Total[] =>
  totalsIn(facts.flatMap(fact => fact.moved.filter(one => BigInt(one.amount) > 0n)));
