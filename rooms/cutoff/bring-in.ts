/**
 * The paper books of a group that begins here in mid-life, brought in as at a cut-off day: all of it in one command, or
 * nothing. Each member's part is a fact of its own room against the opening account of its fund; with loans, boxes and what
 * belongs to the group this account is even again, in every fund, or nothing was ever brought in.
 */
import {
  type Accepted,
  type Books,
  command,
  type Day,
  type Fact,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Steps,
} from "#base";
import { needsRules } from "#assembly";
import { contributionDayTable, enrolmentTable } from "#aid";
import { accountTable, closedThrough, closeThrough, fundTable, periodTable } from "#ledger";
import { loanTable } from "#loans";
import { meetingTable } from "#meetings";
import { membershipTable } from "#members";
import { broughtForwardTable, cycleTable } from "#savings";
import { type CutOffBody, cutOffFields } from "./body.ts";
import { differencesIn, openingFacts } from "./opening.ts";
import { cutOffTable } from "./tables.ts";

export const bringIn = command({
  name: "cutoff.bring-in",
  fields: cutOffFields,
  sayableBy: ["treasurer", "secretary", "chair"],
  people: 2,
  // The paper is looked at together before two press; nothing of it was made between meetings, to be read out at the next.
  atSitting: true,
  needs: () => needsOpening,
  decide: (said, books, context) => refusalToBegin(said.body.through, books, said.on) ?? post(said, books, context.today),
});

/** Small in books that hold nothing yet. */
export const needsOpening: readonly Need[] = [
  need.all(cutOffTable),
  need.all(membershipTable),
  needsRules,
  need.all(fundTable),
  need.all(accountTable),
  need.all(loanTable),
  need.all(meetingTable),
  need.all(enrolmentTable),
  need.all(contributionDayTable),
  need.all(periodTable),
  need.all(cycleTable),
  need.all(broughtForwardTable),
  { balances: {} },
];

/** Why no paper books can be brought into these on this day: their last day must have been by then. */
export function refusalToBegin(through: Day, books: Books, on: Day): Refusal | null {
  const [before] = books.rows(cutOffTable);
  if (before) return refuse("cutoff.brought-in-before", { through: before.through_on });
  if (hasEntries(books)) return refuse("cutoff.books-have-entries");
  if (through > on) return refuse("cutoff.day-to-come", { through, today: on });
  const closed = closedThrough(books);
  if (closed !== null && through <= closed) return refuse("ledger.period-closed", { on: through, closed_through: closed });
  return null;
}

const hasEntries = (books: Books): boolean =>
  books.balances({}).length > 0 || books.rows(loanTable).length > 0 || books.rows(enrolmentTable).length > 0 ||
  books.rows(meetingTable).some(meeting => meeting.status !== "abandoned");

function* post(
  { body, on }: { readonly body: CutOffBody; readonly on: Day },
  books: Books,
  today: Day,
): Steps<Accepted> {
  const facts = yield* openingFacts(body, books, { on, today });
  if ("refused" in facts) return facts;
  const [uneven] = differencesIn(facts);
  if (uneven) return refuse("cutoff.does-not-balance", { ...uneven });
  const begun: Fact = {
    kind: "cutoff.begun",
    on,
    lines: [],
    data: { through: body.through, members: String(body.members.length), loans: String(body.loans.length) },
  };
  return { facts: [...facts, begun, closeThrough(body.through, on)] };
}

export const begun: Project = fact => {
  const data = fact.data as { readonly through: Day; readonly members: string; readonly loans: string };
  return [
    put(cutOffTable, {
      part: "books",
      through_on: data.through,
      brought_in_on: fact.on,
      members: Number(data.members),
      loans: Number(data.loans),
    }),
  ];
};
