/** Who counts where the members decide to end the group: those who were members that day, were there, and are of age. */
import { expect, it } from "vitest";
import { day, LoadedBooks, type MemberId, type Uuid } from "#base";
import { type DecisionRow, dissolutionUsual } from "#assembly";
import { attendanceTable } from "#meetings";
import { membershipTable, minorTable } from "#members";
import { majorityOf } from "./begin.ts";

const decided_on = day("2026-06-01");
const meeting_id = "meeting" as Uuid;
const decision = { meeting_id, decided_on, votes_for: 3, votes_against: 0, abstaining: 0 } as DecisionRow;

/** Eight women, all there; some under age from one day to another. */
function counted(minors: readonly { readonly named_on: string; readonly of_age_on: string | null }[]) {
  const books = new LoadedBooks({ everything: true });
  const women = Array.from({ length: 8 }, (_, place) => `m_${place}` as MemberId);
  const since = { kind: "member", status: "active", joined_on: day("2026-01-05"), ended_on: null };
  books.fill(membershipTable, {}, women.map(member_id => ({ member_id, ...since })));
  books.fill(attendanceTable, { meeting_id }, women.map(member_id => ({ meeting_id, member_id, mark: "present" })));
  books.fill(minorTable, {}, minors.map((row, place) => ({ member_id: women[place], ...row })));
  return majorityOf(decision, books);
}

it("who is under age that day has no hand and is no part of the whole", () => {
  expect(dissolutionUsual).toMatchObject({ present_numerator: 3, present_denominator: 4 });
  expect(counted([])).toMatchObject({ members: 8, present: 8, presentNeeded: 6 });
  expect(counted([{ named_on: "2026-02-02", of_age_on: null }])).toMatchObject({ members: 7, present: 7, presentNeeded: 6 });
  expect(
    counted([
      { named_on: "2026-02-02", of_age_on: "2026-06-02" },
      { named_on: "2026-02-02", of_age_on: "2026-06-01" },
      { named_on: "2026-06-02", of_age_on: null },
    ]),
  ).toMatchObject({ members: 7, present: 7 });
});
