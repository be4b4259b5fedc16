/** What each gives for one death: raised when its check is made, owed until it is brought, and no more owed without the check. */
import { type Day, type Fact, type MemberId, type Minor, type Project, put, type Uuid } from "#base";
import type { AidFund } from "./fund.ts";
import { type LevyRow, levyTable } from "./tables.ts";

/** Members named in one leaf, so that it stays well below the size a leaf may have. */
const leviesInFactMax = 500;

/** Each gives the same, or by the band of her age: one fact an amount, in parts where they are many. */
export function levyFacts(
  { fund }: AidFund,
  claim: Uuid,
  levied: readonly { readonly member: MemberId; readonly amount: Minor }[],
  due_on: Day,
  on: Day,
): readonly Fact[] {
  const facts: Fact[] = [];
  for (const amount of new Set(levied.map(one => one.amount))) {
    const members = levied.filter(one => one.amount === amount).map(one => one.member);
    for (let from = 0; from < members.length; from += leviesInFactMax)
      facts.push({
        kind: "aid.levies-raised",
        on,
        lines: [],
        data: { claim, fund, amount: String(amount), due_on, members: members.slice(from, from + leviesInFactMax) },
      });
  }
  return facts;
}

interface LeviesData {
  readonly claim: Uuid;
  readonly fund: string;
  readonly amount: string;
  readonly due_on: Day;
  readonly members: readonly MemberId[];
}

/** What was brought when the check had been made before counts, also where it was more than is asked now. */
export const leviesRaised: Project = (fact, books) => {
  const data = fact.data as unknown as LeviesData;
  return data.members.map(member_id => {
    const paid = books.row(levyTable, { claim_id: data.claim, member_id })?.paid ?? 0n;
    const asked = BigInt(data.amount);
    return put(levyTable, {
      claim_id: data.claim,
      member_id,
      fund: data.fund,
      amount: asked > paid ? asked : paid,
      paid,
      due_on: data.due_on,
      is_raised: true,
    });
  });
};

/** Nothing more is owed for this death; what was brought stays with the fund. */
export const leviesTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as unknown as LeviesData;
  const members = new Set(data.members);
  return books
    .rows(levyTable, { claim_id: data.claim })
    .filter(row => members.has(row.member_id))
    .map(row => put(levyTable, { ...row, amount: row.paid, is_raised: false }));
};

/** What she gave is hers again, and she owes it, as long as the levy stands. */
export function givenBack(levy: LevyRow, given: Minor): LevyRow {
  const paid = levy.paid - given;
  return { ...levy, paid, amount: levy.is_raised ? levy.amount : paid };
}
