/**
 * Bhimabai's passbook of 2006-07, from a training book for self-help groups (Bachat gat, Marathi, pages 32 and 33),
 * entered as twelve meetings. Six neighbours, invented here, save as she does, and out of that she borrows.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { read, sql } from "#db";
import { loadBooks } from "#ledger/server";
import { loanTable } from "#loans";
import { dues } from "#meetings";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { balanceOf, decision, foundGroup, type Group, line, meet, rowsWhere, tableRows } from "../village/group.ts";

const passbook = [
  // month    | meeting     | savings | principal | charge | loan out | savings total | loan balance | paid total
  ["2006-03", "2006-03-04",     25n,        0n,      0n,        0n,            25n,           0n,         25n],
  ["2006-04", "2006-04-01",     25n,        0n,      0n,        0n,            50n,           0n,         25n],
  ["2006-05", "2006-05-06",     25n,        0n,      0n,        0n,            75n,           0n,         25n],
  ["2006-06", "2006-06-03",     25n,        0n,      0n,        0n,           100n,           0n,         25n],
  ["2006-07", "2006-07-01",     25n,        0n,      0n,        0n,           125n,           0n,         25n],
  ["2006-08", "2006-08-05",     25n,        0n,      0n,      500n,           150n,         500n,         25n],
  ["2006-09", "2006-09-02",     25n,      100n,     10n,        0n,           175n,         400n,        135n],
  ["2006-10", "2006-10-07",      0n,      100n,      8n,        0n,           175n,         300n,        108n],
  ["2006-11", "2006-11-04",     50n,        0n,      6n,        0n,           225n,         300n,         56n],
  ["2006-12", "2006-12-02",     25n,      200n,      6n,        0n,           250n,         100n,        231n],
  ["2007-01", "2007-01-06",      0n,        0n,      0n,        0n,           250n,         100n,          0n],
  ["2007-02", "2007-02-03",     50n,      100n,      4n,        0n,           300n,           0n,        154n],
] as const;

const paise = (rupees: bigint): bigint => rupees * 100n;
const saving = 25n;

let database: FreshDatabase;
let group: Group;
let bhimabai: MemberId;
const loan = () => tableRows(group, loanTable).then(rows => rows[0]!);

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "shg", unit: "INR", on: passbook[0][1] });
  bhimabai = group.members[6]!;
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

/** What she brought to this meeting, in all: every entry of hers that put cash into the box. */
async function broughtOn(on: string): Promise<bigint> {
  const [row] = await rowsWhere<{ paid: bigint }>(
    group,
    sql`select coalesce(sum(l.amount), 0)::int8 as paid from ledger.line l
      join ledger.leaf f on f.organisation_id = l.organisation_id and f.seq = l.seq
      where f.member_id = ${bhimabai} and f.effective_on = ${on}::date and l.account = 'cash/loan' and l.amount > 0`,
  );
  return row!.paid;
}

/** What the sheet proposes to her before anybody wrote on it. */
async function proposedOn(on: string): Promise<Readonly<Record<string, bigint>>> {
  const entries = await read(group.pool, group.organisation, async client => {
    const books = await loadBooks(client, group.organisation, books => dues.needs(books, day(on)));
    return dues.due(books, day(on));
  });
  const hers = entries.filter(one => one.body["member"] === bhimabai);
  return Object.fromEntries(hers.map(one => [one.entry, one.body["amount"] as bigint]));
}

describe("Bhimabai's passbook", () => {
  const ids: { loan?: Uuid } = {};

  for (const [month, on, saved, principal, charge, out, savingsTotal, loanBalance, paidTotal] of passbook)
    it(`in ${month} Bhimabai brings ${paidTotal} rupees, has saved ${savingsTotal} and owes ${loanBalance}`, async () => {
      const lines = group.members
        .filter(member => member !== bhimabai)
        .map(member => line("savings.deposit", { member, product: "compulsory", amount: paise(saving) }));
      if (saved > 0n)
        lines.push(line("savings.deposit", { member: bhimabai, product: "compulsory", amount: paise(saved) }));
      if (out > 0n) {
        ids.loan = group.edge.newId();
        const asked = { loan: ids.loan, member: bhimabai, product: "ordinary", amount: paise(out), guarantors: [] };
        const carried = decision(group, "loan", ids.loan);
        lines.push(
          line("loans.request", { ...asked, purpose: "शेळी" }),
          carried.line,
          line("loans.pay-out", { loan: ids.loan, member: bhimabai, decision: carried.id }),
        );
      }
      const repaid = principal + charge;
      if (repaid > 0n) lines.push(line("loans.repayment", { loan: ids.loan, member: bhimabai, amount: paise(repaid) }));

      const proposed = await proposedOn(on);
      if (saved > 0n) expect(proposed["savings.deposit"]).toBe(paise(saved));

      await meet(group, on, lines);
      expect(await broughtOn(on)).toBe(paise(paidTotal));
      expect(await balanceOf(group, "member-savings.compulsory/loan", bhimabai)).toBe(-paise(savingsTotal));
      expect(await balanceOf(group, "loans-receivable/loan", bhimabai)).toBe(paise(loanBalance));
    });

  it("says in the end what the book says: 300 saved, nothing owed, 34 of interest", async () => {
    expect(await balanceOf(group, "member-savings.compulsory/loan", bhimabai)).toBe(-paise(300n));
    expect(await balanceOf(group, "loans-receivable/loan", bhimabai)).toBe(0n);
    expect(await balanceOf(group, "interest-income/loan")).toBe(-paise(34n));
    expect(await loan()).toMatchObject({
      status: "repaid",
      principal: paise(500n),
      principal_paid: paise(500n),
      interest_paid: paise(34n),
      closed_on: "2007-02-03",
      repaid: [
        { period: "1", principal: "10000", on: "2006-09-02", interest: "1000" },
        { period: "2", principal: "10000", on: "2006-10-07", interest: "800" },
        { period: "3", principal: "0", on: "2006-11-04", interest: "600" },
        { period: "4", principal: "20000", on: "2006-12-02", interest: "600" },
        { period: "6", principal: "10000", on: "2007-02-03", interest: "400" },
      ],
    });
  });

  it("keeps each neighbour at twelve savings, and the box holds what all of them brought", async () => {
    for (const member of group.members.slice(0, 6))
      expect(await balanceOf(group, "member-savings.compulsory/loan", member)).toBe(-paise(300n));
    expect(await balanceOf(group, "cash/loan")).toBe(paise(7n * 300n + 34n));
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
