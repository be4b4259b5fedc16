/** Whether loans of women who borrow together could be paid out today, on the books with the sheet on top. */
import { type Day, isMemberId, isRefusal, type Need, type Refusal, type Uuid } from "#base";
import { type CircleAsked, circleMost, lendToCircle, needsCircle } from "#loans";
import type { CirclePlanSeen } from "../screens/seen.ts";
import type { Asking } from "./context.ts";
import { booksAfterSheet } from "./plans.ts";

export async function askCirclePlan(asked: Asking): Promise<CirclePlanSeen | Refusal | null> {
  const circle = circleIn(asked.params);
  if (!circle) return null;
  const needs = (books: Parameters<typeof needsCircle>[1], on: Day): readonly Need[] => needsCircle(circle, books, on);
  const found = await booksAfterSheet(asked, needs);
  if (!found || isRefusal(found)) return found;
  const rows = lendToCircle(circle, circle.circle, found.books, found.on);
  return isRefusal(rows)
    ? { whole: rows, rows: [] }
    : { whole: null, rows: rows.map(row => (isRefusal(row) ? (row as Refusal) : null)) };
}

/** "m_…:10000,m_…:20000". The ids are only for trying it. */
function circleIn({ product = "", periods = "", rows = "" }: Readonly<Record<string, string>>): CircleAsked | null {
  const id = (): Uuid => crypto.randomUUID() as Uuid;
  const loans = rows.split(",").flatMap(row => {
    const [member = "", amount = ""] = row.split(":");
    return isMemberId(member) && /^\d{1,18}$/.test(amount) ? [{ loan: id(), member, amount: BigInt(amount) }] : [];
  });
  if (loans.length > circleMost || !/^\d{0,4}$/.test(periods)) return null;
  return { circle: id(), product, periods: periods === "" ? undefined : Number(periods), loans };
}
