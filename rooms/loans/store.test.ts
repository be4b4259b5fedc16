import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, type MemberId, memberIdFrom, type OrganisationId, type Uuid, uuidFrom } from "#base";
import { connect, type Pool, pipelined, read, transact } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { GroupOnPaper } from "./group-on-paper.testing.ts";
import { guarantorTable, type LoanRow, loanTable } from "./index.ts";
import { loanInFull, loansGuaranteedBy, loansInArrears, loansOf, portfolios, runningLoans } from "./server.ts";

const organisation = uuidFrom(7, new Uint8Array(10)) as OrganisationId;
const stranger = uuidFrom(8, new Uint8Array(10)) as OrganisationId;
let database: FreshDatabase;
let pool: Pool;
let wulan: MemberId;
let sari: MemberId;
let late: LoanRow;
let paid: LoanRow;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  const group = new GroupOnPaper("IDR", "2026-01-03");
  [wulan, sari] = [1, 2].map(number => group.member("2026-01-03", number)) as [MemberId, MemberId];
  group.saves(sari, 5_000_000n, "2026-01-03");
  const [first, second] = [group.lends(wulan, 500_000n, "2026-03-07"), group.lends(sari, 100_000n, "2026-03-07")];
  group.pays(second, 42_000n, "2026-04-04");
  [late, paid] = [group.loan(first.loan_id), group.loan(second.loan_id)];
  await transact(pool, [organisation], async client => {
    await pipelined(client, [
      insert("ledger.fund", {
        fund: "loan",
        unit: "IDR",
        nature: "divisible",
        is_lendable: true,
        opened_on: "2026-01-03",
      }),
      ...[wulan, sari].map((member, index) =>
        insert("members.membership", {
          member_id: member,
          person_id: group.id(),
          number: index + 1,
          kind: "member",
          status: "active",
          joined_on: "2026-01-03",
        }),
      ),
      ...[late, paid].map(loan =>
        insert("assembly.decision", {
          decision_id: loan.decision_id,
          question: "loan",
          about: loan.loan_id,
          decided_on: "2026-03-07",
          votes_for: 5,
          votes_against: 0,
          abstaining: 0,
          is_carried: true,
          is_used: false,
        }),
      ),
      ...[late, paid].map(loan => insert(loanTable.name, loan)),
      insert(guarantorTable.name, { loan_id: late.loan_id, member_id: sari, is_taken_back: false }),
    ]);
  });
});

afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const seen = <T>(ask: Parameters<typeof read<T>>[2], as = organisation) => read(pool, as, ask);

describe("what the loans' room answers", () => {
  test("a loan comes back as it was written, terms, amounts and days", async () => {
    expect(await seen(client => loansOf(client, organisation, wulan))).toEqual([late]);
    expect(await seen(client => loansOf(client, organisation))).toHaveLength(2);
    expect(await seen(client => runningLoans(client, organisation))).toHaveLength(2);
  });

  test("Wulan missed April: from May on she is in arrears, Sari is not", async () => {
    expect(await seen(client => loansInArrears(client, organisation, day("2026-04-30")))).toEqual([]);
    expect(await seen(client => loansInArrears(client, organisation, day("2026-05-02")))).toMatchObject([
      { loan: { loan_id: late.loan_id }, arrears: { principal: 100_000n, interest: 10_000n, daysLate: 25 } },
    ]);
    expect(await seen(client => portfolios(client, organisation, day("2026-05-02")))).toMatchObject([
      { fund: "loan", loans: 2, outstanding: 560_000n, late: 110_000n, atRisk: 500_000n },
    ]);
  });

  test("whom Sari stands for, and who stands for Wulan", async () => {
    expect(await seen(client => loansGuaranteedBy(client, organisation, sari))).toMatchObject([{ member_id: wulan }]);
    expect(await seen(client => loanInFull(client, organisation, late.loan_id))).toEqual({
      loan: late,
      guarantors: [sari],
      events: [],
    });
    expect(await seen(client => loanInFull(client, organisation, organisation as Uuid))).toBe(null);
  });

  test("another organisation sees nothing of it, even by asking for it", async () => {
    expect(await seen(client => loansOf(client, organisation), stranger)).toEqual([]);
    expect(await seen(client => loanInFull(client, organisation, late.loan_id), stranger)).toBe(null);
  });
});

describe("the database keeps the promises too", () => {
  test.each([
    // what nobody may write                            | the promise
    [{ principal_paid: 600_000n }, "principal_ends_at_zero"],
    [{ interest_paid: -1n }, "nothing_paid_is_below_zero"],
    [{ status: "repaid", closed_on: "2026-05-02" }, "ended_with_nothing_owed"],
    [{ decision_id: null }, "paid_out_by_decision"],
    [{ status: "approved", paid_out_on: null, principal: 0n }, "approved_by_decision"],
    [{ principal: 600_000n }, "paid_out_within_what_was_approved"],
    [{ status: "written-off", closed_on: "2026-05-02", principal_paid: 500_000n }, "written_off_openly"],
    [{ recovered: 1n }, "recovered_within_the_claim"],
    [{ closed_on: "2026-05-02" }, "ended_on_a_day"],
    [{ status: "lost" }, "loan_is_somewhere_in_its_life"],
    [{ member_id: memberIdFrom(new Uint8Array(10)) }, "loan_of_a_member"],
    [{ fund: "moon" }, "loan_out_of_a_fund"],
  ])("%o is refused by %s", async (change, constraint) => {
    const row = { ...late, loan_id: uuidFrom(9, new Uint8Array(10)), ...change };
    const written = transact(pool, [organisation], client => pipelined(client, [insert(loanTable.name, row)]));
    await expect(written).rejects.toMatchObject({ constraint });
  });

  test("who stood for a loan is never removed", async () => {
    const gone = transact(pool, [organisation], client => pipelined(client, [{ text: "delete from loans.guarantor" }]));
    await expect(gone).rejects.toMatchObject({ code: expect.stringMatching(/^(23001|42501)$/) });
  });
});

function insert(table: string, row: object) {
  const columns = Object.keys(row);
  const values = Object.values(row).map(value =>
    typeof value === "object" && value !== null ? JSON.stringify(value) : value,
  );
  return {
    text: `insert into ${table} (organisation_id, ${columns.join(", ")}) values ($1, ${columns.map((_, index) => `$${index + 2}`).join(", ")})`,
    values: [organisation, ...values],
  };
}
