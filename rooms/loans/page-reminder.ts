/** Reminders: her own instalments for herself alone, and for officers the slips asked for. Amounts are decimal strings. */
import { type Asked, type MemberId, need } from "#base";
import type { PoolClient } from "#db";
import { finderOf, whoSees, written } from "#assembly/server";
import { loadBooks } from "#ledger/server";
import { isHeldOn, membershipTable, officeTable } from "#members";
import { isRunning } from "./loan.ts";
import { remindedBy, reminderOf, wayOf } from "./reminder.ts";
import { selectLoans, selectRunningLoans } from "./store.ts";
import { reminderTable } from "./tables.ts";

/** Whom she can talk to. */
const toTalkTo: ReadonlySet<string> = new Set(["treasurer", "chair"]);

export type RemindersSeen = Awaited<ReturnType<typeof askReminders>>;
export async function askReminders(asked: Asked<PoolClient>) {
  const { client, organisation, member, today } = whoSees(asked);
  // Under other eyes the question is nobody's.
  const isSomebody = member !== ("" as MemberId);
  const find = await finderOf(asked);
  const books = await loadBooks(client, organisation, () => [
    need.row(reminderTable, { member_id: member }),
    need.row(membershipTable, { member_id: member }),
    need.all(officeTable),
  ]);
  const row = isSomebody ? books.row(membershipTable, { member_id: member }) : undefined;
  const way = wayOf(isSomebody ? books.row(reminderTable, { member_id: member }) : undefined);
  const loans = isSomebody && way !== "off" ? (await selectLoans(client, organisation, member)).filter(isRunning) : [];
  return written({
    on: today,
    member,
    mayChoose: row?.kind === "member" && row.status === "active",
    way,
    reminders: loans.flatMap(loan => {
      const reminder = reminderOf(loan, today);
      return reminder ? [{ loan: loan.loan_id, unit: loan.unit, ...reminder }] : [];
    }),
    talkTo: books
      .rows(officeTable)
      .filter(office => toTalkTo.has(office.role) && isHeldOn(office, today) && office.member_id !== member)
      .map(office => find(office.member_id)),
  });
}

export type SlipsSeen = Awaited<ReturnType<typeof askSlips>>;
/** Who asked for slips, each with what stands on hers now; and who may still ask for one. */
export async function askSlips(asked: Asked<PoolClient>) {
  const { client, organisation, today } = asked;
  const find = await finderOf(asked);
  const books = await loadBooks(client, organisation, () => [need.all(reminderTable), need.all(membershipTable)]);
  const members = books.rows(membershipTable).filter(row => row.kind === "member" && row.status === "active");
  const chosen = remindedBy(books.rows(reminderTable), "slip");
  const running = (await selectRunningLoans(client, organisation)).filter(isRunning);
  return written({
    on: today,
    slips: members
      .filter(row => chosen.has(row.member_id))
      .map(row => ({
        who: find(row.member_id),
        reminders: running
          .filter(loan => loan.member_id === row.member_id)
          .flatMap(loan => {
            const reminder = reminderOf(loan, today);
            return reminder ? [{ loan: loan.loan_id, unit: loan.unit, ...reminder }] : [];
          }),
      }))
      .sort((a, b) => a.who.number - b.who.number),
    others: members
      .filter(row => !chosen.has(row.member_id))
      .map(row => find(row.member_id))
      .sort((a, b) => a.number - b.number),
  });
}
