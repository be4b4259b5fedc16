/**
 * A deposit: what each has saved beforehand for levies, in a savings product of her own name. At a death its levy is drawn from
 * it, where it covers the whole; else she brings it, as anybody does. She is reminded before it is used up, and whoever has
 * nothing in it any more is still in the fund: she falls out only as the rule has it, warned.
 */
import {
  type Books,
  type Day,
  type Fact,
  type Line,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { account } from "#ledger";
import { type Product, productOn, savedIn } from "#savings";
import { levyOn } from "./ages.ts";
import { type AidFund, fundLines } from "./fund.ts";
import { givenBack } from "./levy.ts";
import { type EnrolmentRow, levyTable } from "./tables.ts";

/** What is saved in, or null where the fund draws from none, or what its rule names is not there in the fund's unit. */
export function depositProduct(fund: AidFund, on: Day, books: Books): Product | null {
  if (!fund.levy?.deposit) return null;
  const product = productOn(fund.levy.deposit.product, on, books);
  return "refused" in product || product.unit !== fund.unit || product.kind === "term" ? null : product;
}

/** What everybody has in it, and the cash that goes along. Rules and funds are there. */
export function needsDeposits(fund: AidFund, on: Day, books: Books): readonly Need[] {
  const product = depositProduct(fund, on, books);
  return product
    ? [
        { balances: { account: product.account } },
        need.total(product.account, product.unit),
        need.balance(account.cash(product.fund), product.unit),
      ]
    : [];
}

/** What she has in it; zero where the fund draws from none. Minor units. */
export function depositOf(fund: AidFund, member: MemberId, on: Day, books: Books): Minor {
  const product = depositProduct(fund, on, books);
  return product ? savedIn(product, member, books) : 0n;
}

export interface DepositStanding {
  /** Minor units. */
  readonly saved: Minor;
  /** For how many deaths it is enough. */
  readonly covers: number;
  /** It covers fewer than the rule has her reminded at. */
  readonly isLow: boolean;
}

/** How her deposit stands; null where the fund draws from none. */
export function depositStanding(
  fund: AidFund,
  enrolment: Pick<EnrolmentRow, "member_id" | "age_from">,
  on: Day,
  books: Books,
): DepositStanding | null {
  const product = depositProduct(fund, on, books);
  if (!product) return null;
  const saved = savedIn(product, enrolment.member_id, books);
  const covers = Number(saved / levyOn(fund, enrolment));
  return { saved, covers, isLow: covers < fund.levy!.deposit!.remind_below };
}

/** Why so much is not drawn from her deposit; null where it covers it. */
export const refusalToDraw = (product: Product, member: MemberId, amount: Minor, books: Books): Refusal | null => {
  const saved = savedIn(product, member, books);
  return amount > saved ? refuse("aid.deposit-too-small", { unit: product.unit, wanted: amount, saved }) : null;
};

/** Her savings go, and their cash changes its bag with them. */
export const linesOutOf = (product: Product, fund: AidFund, member: MemberId, amount: Minor): readonly Line[] => [
  { account: product.account, member, unit: product.unit, amount },
  { account: account.cash(product.fund), unit: product.unit, amount: -amount },
  ...fundLines(fund, amount),
];

/**
 * The levies for one death that deposits cover, one fact each, beside the one that raises them. Where the cash of what is
 * saved is lent out, no more is drawn than lies in its box, the lowest number first; the others owe it, and a death is never
 * held up by it.
 */
export function drawnFrom(
  fund: AidFund,
  claim: Uuid,
  levied: readonly { readonly member: MemberId; readonly amount: Minor }[],
  on: Day,
  books: Books,
): readonly Fact[] {
  const product = depositProduct(fund, on, books);
  if (!product) return [];
  let inBox = books.balance({ account: account.cash(product.fund), unit: product.unit });
  return levied.flatMap(({ member, amount }): readonly Fact[] => {
    if (amount <= 0n || savedIn(product, member, books) < amount || inBox < amount) return [];
    inBox -= amount;
    return [
      {
        kind: "aid.levy-drawn",
        on,
        member,
        lines: linesOutOf(product, fund, member, amount),
        data: { claim, fund: fund.fund, amount: String(amount) },
      },
    ];
  });
}

interface DrawnData {
  readonly claim: Uuid;
  readonly amount: string;
}

export const levyDrawn: Project = (fact, books) => {
  const { claim, amount } = fact.data as unknown as DrawnData;
  const levy = books.row(levyTable, { claim_id: claim, member_id: fact.member! })!;
  return [put(levyTable, { ...levy, paid: levy.paid + BigInt(amount) })];
};

export const drawingTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const { claim, amount } = original.data as unknown as DrawnData;
  const levy = books.row(levyTable, { claim_id: claim, member_id: original.member! })!;
  return [put(levyTable, givenBack(levy, BigInt(amount)))];
};
