import { type Books, command, type Day, need, type Project, put, refuse, type Uuid } from "#base";
import { closedThrough, periodTable } from "#ledger";
import { membershipTable } from "#members";
import { needsInSteps } from "./reading.ts";
import { type TermDepositRow, termDepositTable } from "./tables.ts";
import { interestLines, interestOfTerm, isMature, needsOfTerm } from "./term.ts";

/** Deposits whose day has come and whose interest is not in the books yet, in the order of their days. */
export const maturedUnposted = (through: Day, books: Books): readonly TermDepositRow[] =>
  books
    .rows(termDepositTable, { status: "open" })
    .filter(row => isMature(row, through) && row.interest_on === null)
    .sort((a, b) => (dayAndId(a) < dayAndId(b) ? -1 : 1));

const dayAndId = ({ matures_on, deposit_id }: TermDepositRow): string => `${matures_on} ${deposit_id}`;

/**
 * The interest of every term deposit that matured by a day, each with a fact of its own: so that a year bears what its
 * deposits cost, whenever the women come for them. Once for a deposit; it earns nothing after.
 */
export const postTermInterest = command({
  name: "savings.post-term-interest",
  fields: { through: { is: "day" } },
  sayableBy: ["treasurer", "chair", "secretary"],
  people: 2,
  needs: ({ body: { through } }, books) =>
    needsInSteps(
      books,
      [need.row(termDepositTable, { status: "open" }), need.all(periodTable), need.all(membershipTable)],
      () => maturedUnposted(through, books).flatMap(needsOfTerm),
    ),
  decide({ body: { through }, on }, books) {
    if (through > on) return refuse("savings.term-day-to-come", { on: through });
    const closed = closedThrough(books);
    if (closed !== null && on <= closed) return refuse("ledger.period-closed", { on, closed_through: closed });
    const due = maturedUnposted(through, books);
    if (due.length === 0) return refuse("savings.no-term-interest", { on: through });
    return {
      facts: due.map(row => {
        const interest = interestOfTerm(row, on);
        return {
          kind: "savings.term-interest-posted",
          on,
          member: row.member_id,
          lines: interestLines(row, interest),
          data: { deposit: row.deposit_id, interest: String(interest) },
        };
      }),
    };
  },
});

export const termInterestPosted: Project = (fact, books) => {
  const { deposit, interest } = fact.data as { deposit: Uuid; interest: string };
  const row = books.row(termDepositTable, { deposit_id: deposit })!;
  return [put(termDepositTable, { ...row, interest: BigInt(interest), interest_on: fact.on })];
};

export const termInterestTakenBack: Project = (fact, books) => {
  const { deposit } = books.leaf(fact.reverses!)!.data as { deposit: Uuid };
  const row = books.row(termDepositTable, { deposit_id: deposit })!;
  return [put(termDepositTable, { ...row, interest: 0n, interest_on: null })];
};
