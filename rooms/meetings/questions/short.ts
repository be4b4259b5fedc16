/**
 * What was due at a meeting and is not paid: the short payments of a collection sheet. They are worked out by the rooms'
 * own dues on the books as they are, so they are told of the last sealed meeting alone: what is still short of an earlier
 * one is due again at the next and stands there.
 */
import { type Books, need } from "#base";
import { ruleOn } from "#assembly";
import { fundTable } from "#ledger";
import { loanTable } from "#loans";
import { productRule } from "#savings";
import { dues } from "../dues.ts";
import type { MeetingSeen, ShortSeen } from "../screens/seen.ts";
import { lastSealedOf } from "../store.ts";
import { type Asking, booksFor } from "./context.ts";

export async function shortAt(
  asked: Asking,
  { meeting, day, sheet }: Pick<MeetingSeen, "meeting" | "day" | "sheet">,
): Promise<readonly ShortSeen[]> {
  const last = await lastSealedOf(asked.client, asked.organisation);
  if (last?.meeting_id !== meeting) return [];
  const books = await booksFor(asked, day, [], books => [...dues.needs(books, day), need.all(fundTable)]);
  const there = new Set(sheet?.women.filter(woman => woman.mark !== null).map(woman => woman.member));
  return dues
    .due(books, day)
    .flatMap(({ entry, body }) => shortOf(entry, body as unknown as DueBody, books, day) ?? [])
    .filter(one => there.has(one.member));
}

/** Of the entries that rooms propose. */
interface DueBody {
  readonly member: ShortSeen["member"];
  readonly amount: bigint;
  readonly fund: string;
  readonly pot: string;
  readonly product: string;
  readonly loan: string;
}

/** Null for shares: how many she buys is her own choice, so none is missing. */
function shortOf(entry: string, body: DueBody, books: Books, day: MeetingSeen["day"]): ShortSeen | null {
  const { member } = body;
  const told = (column: string, fund: string, product: string | null = null): ShortSeen => ({
    member,
    column,
    fund,
    product,
    unit: books.row(fundTable, { fund })?.unit ?? "",
    amount: String(body.amount),
  });
  if (entry === "pots.bring") return told(`pot.${body.pot}`, body.pot);
  if (entry === "aid.contribution") return told(`aid.${body.fund}`, body.fund);
  if (entry === "savings.deposit")
    return told(`saving.${body.product}`, ruleOn(productRule, day, books, body.product)?.fund ?? "", body.product);
  const loan = books.rows(loanTable, { status: "running" }).find(one => one.loan_id === body.loan);
  if (entry === "loans.repayment" && loan) return told("loan", loan.fund);
  return null;
}
