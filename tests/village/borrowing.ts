/** The loans nobody tells of: a few ask, the members raise their hands, and as far as the box reaches it is paid out at once. */
import type { AccountCode, Books, MemberId } from "#base";
import { isRunning, loanTable } from "#loans";
import { lineOf, type SheetLine } from "#meetings";
import type { PastEdge } from "./past-edge.ts";
import type { VillageGroup } from "./people.ts";

/** Meetings of a cycle of shares: eleven months of weeks, so that the practice stands in the middle of one. */
export const meetingsInCycle = 48;

/** What a woman may borrow by. */
export const stakeAccounts: Readonly<Record<string, readonly AccountCode[]>> = {
  vsla: ["member-shares/loan"],
  damayan: ["member-shares.cbu/loan", "member-savings.savings/loan"],
};

interface Asking {
  readonly village: VillageGroup;
  readonly edge: PastEdge;
  readonly books: Books;
  /** The so-manieth meeting, the first one 0. */
  readonly past: number;
  readonly absent: ReadonlySet<MemberId>;
  /** How many hands there are. */
  readonly hands: number;
  /** Who may ask. */
  readonly who: readonly MemberId[];
}

export function borrowing({ village, edge, books, past, absent, hands, who }: Asking): readonly SheetLine[] {
  const { chance } = edge;
  const step = 50_000n;
  const lines: SheetLine[] = [];
  const endOfCycle = meetingsInCycle - (past % meetingsInCycle);
  // In the last weeks of a cycle no new loan is given: all of them end before the share-out.
  if (village.template === "vsla" && endOfCycle < 14) return lines;
  let left = (books.balance({ account: "cash/loan" as AccountCode, unit: village.unit }) * 9n) / 10n;
  for (let asked = 0; asked < 2; asked += 1) {
    const member = who[chance.below(who.length)]!;
    const running = books.rows(loanTable, { status: "running" }).filter(isRunning);
    if (
      absent.has(member) ||
      running.some(loan => loan.member_id === member) ||
      lines.some(line => line.line.startsWith(member))
    )
      continue;
    const stake = -stakeAccounts[village.template]!
      .flatMap(account => books.balances({ account }).filter(one => one.member === member))
      .reduce((sum, one) => sum + one.balance, 0n);
    const most = [stake * 2n, left, step * 20n].reduce((a, b) => (a < b ? a : b));
    const amount = (most / step) * step;
    if (amount < step) continue;
    left -= amount;
    const [loan, decision] = [edge.newId(), edge.newId()];
    const guarantors = village.template === "damayan" ? [who[(who.indexOf(member) + 1) % who.length]!] : [];
    const purpose = purposes[chance.below(purposes.length)]!;
    const abstaining = chance.below(3);
    lines.push(
      lineOf(`${member}.request`, "loans.request", {
        loan,
        member,
        product: "ordinary",
        amount,
        purpose: village.language === "id" ? purpose.id : purpose.en,
        guarantors,
      }),
      lineOf(`${member}.decision`, "assembly.decision", {
        decision,
        question: "loan",
        about: loan,
        votes_for: hands - abstaining,
        votes_against: 0,
        abstaining,
      }),
      lineOf(`${member}.pay-out`, "loans.pay-out", { loan, member, decision }),
    );
  }
  return lines;
}

const purposes = [
  { id: "Benang dan pewarna tenun", en: "Yarn and dye" },
  { id: "Biaya sekolah anak", en: "School fees" },
  { id: "Bibit dan pupuk", en: "Seed and manure" },
  { id: "Modal warung", en: "Stock for the small shop" },
  { id: "Ayam dan kandang", en: "Chickens and a coop" },
  { id: "Atap rumah bocor", en: "The leaking roof" },
] as const;
