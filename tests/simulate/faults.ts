/**
 * What must hold for any books, whoever wrote them and whatever broke on the way. Worked out apart from the program's own
 * checks where that can be done in a line of SQL; each fault is a sentence, and no fault is what must be.
 */
import { canonical, NotCanonical, type OrganisationId, parseCanonical } from "#base";
import { type Pool, query, read, sql } from "#db";
import { verify } from "#ledger/server";
import type { House } from "../../app/house.ts";
import { differencesOf } from "./replay.ts";

export async function faultsOf(pool: Pool, house: House, organisation: OrganisationId): Promise<readonly string[]> {
  const faults: string[] = [];
  await read(pool, organisation, async client => {
    const verified = await verify(client, organisation);
    if (!verified.ok)
      faults.push(
        `verify: ${verified.fault} at ${verified.seq}, found ${verified.found}, expected ${verified.expected}`,
      );
    const leaves = sql`select seq, body from ledger.leaf where organisation_id = ${organisation} order by seq`;
    for (const { seq, body } of await query<{ seq: bigint; body: string }>(client, leaves)) {
      const fault = notCanonical(body);
      if (fault !== null) faults.push(`leaf ${seq} is not canonical: ${fault}`);
    }
    for (const [sentence, statement] of statements(organisation)) {
      const rows = await query<Record<string, unknown>>(client, statement);
      for (const row of rows.slice(0, 3)) faults.push(`${sentence}: ${Object.values(row).map(String).join(" ")}`);
    }
  });
  // A log with a hole in it cannot be replayed; what is wrong with it was said above.
  if (faults.length > 0) return faults;
  return differencesOf(pool, house, organisation);
}

/** Read as a stranger with our calculator would read it. */
function notCanonical(leaf: string): string | null {
  try {
    return canonical(parseCanonical(leaf)) === leaf ? null : "another order of keys";
  } catch (error) {
    if (error instanceof NotCanonical) return error.message;
    throw error;
  }
}

const statements = (organisation: OrganisationId) =>
  [
    [
      "money was made or lost",
      sql`select unit, fund, sum(amount) as over from ledger.line where organisation_id = ${organisation}
        group by unit, fund having sum(amount) <> 0`,
    ],
    [
      "an entry does not balance",
      sql`select seq, unit, fund from ledger.line where organisation_id = ${organisation}
        group by seq, unit, fund having sum(amount) <> 0`,
    ],
    [
      "a balance is not the sum of its lines",
      sql`select account, member_id, unit from ledger.line where organisation_id = ${organisation}
        group by account, member_id, unit having sum(amount) <> (array_agg(balance order by line_number desc))[1]`,
    ],
    [
      "a control account is not the sum of its members",
      sql`select m.account, m.unit, m.members, t.total from (
          select account, unit, sum(amount) as members from ledger.line
          where organisation_id = ${organisation} and member_id <> '' group by account, unit
        ) m left join lateral (
          select total from ledger.total t
          where t.organisation_id = ${organisation} and t.account = m.account and t.unit = m.unit order by seq desc limit 1
        ) t on true where t.total is distinct from m.members`,
    ],
    [
      "an account passed its limit",
      sql`select l.account, l.member_id, l.balance from ledger.line l
        join ledger.account a on a.organisation_id = l.organisation_id and a.account = l.account
        where l.organisation_id = ${organisation} and a.floor_sign * l.balance < 0`,
    ],
    [
      "the log has a gap",
      sql`select count(*) as leaves, max(seq) as last from ledger.leaf where organisation_id = ${organisation}
        having count(*) <> coalesce(max(seq) + 1, 0)`,
    ],
    [
      "a command has not the leaves its answer says",
      sql`select c.command_id, c.name, c.answer ->> 'leaves' as said, count(f.seq) as found from ledger.command c
        left join ledger.leaf f on f.organisation_id = c.organisation_id and f.command_id = c.command_id
        where c.organisation_id = ${organisation} group by c.command_id, c.name, c.answer, c.is_accepted
        having count(f.seq)::text <> coalesce(c.answer ->> 'leaves', '0')
          or (c.is_accepted and count(f.seq) > 0 and min(f.seq)::text <> c.answer ->> 'firstSeq')
          or (c.is_accepted and count(f.seq) > 0 and max(f.seq) - min(f.seq) + 1 <> count(f.seq))
          or (not c.is_accepted and count(f.seq) > 0)`,
    ],
    [
      "the head counts other commands than were accepted",
      sql`select h.version, count(*) as accepted from ledger.head h
        join ledger.command c on c.organisation_id = h.organisation_id and c.is_accepted
        where h.organisation_id = ${organisation} group by h.version having h.version <> count(*)`,
    ],
    [
      "a sealed meeting's box is not what was counted",
      sql`select m.number, c.fund, c.cash, box.balance from meetings.meeting m
        join meetings.closing c on c.organisation_id = m.organisation_id and c.meeting_id = m.meeting_id
        left join lateral (
          select balance from ledger.line l
          where l.organisation_id = m.organisation_id and l.account = 'cash/' || c.fund and l.unit = c.unit and l.seq <= m.sealed_seq
          order by l.line_number desc limit 1
        ) box on true
        where m.organisation_id = ${organisation} and coalesce(box.balance, 0) <> c.cash`,
    ],
    [
      "a claim was paid more than its benefit, or otherwise than its payments say",
      sql`select c.claim_id, c.paid, c.benefit, said.paid from aid.claim c
        left join lateral (
          select sum((f.body::jsonb -> 'data' ->> 'amount')::int8) as paid from ledger.leaf f
          where f.organisation_id = c.organisation_id and f.kind = 'aid.benefit-paid' and f.body like '%' || c.claim_id || '%'
            and not exists (select from ledger.leaf r where r.organisation_id = f.organisation_id and r.reverses = f.seq)
        ) said on true
        where c.organisation_id = ${organisation} and (c.paid > c.benefit or c.paid <> coalesce(said.paid, 0))`,
    ],
    [
      "a levy was paid more than it is",
      sql`select claim_id, member_id, amount, paid from aid.levy where organisation_id = ${organisation} and paid > amount`,
    ],
    [
      "what a member owes on her loans is not what her account says",
      sql`select l.member_id, l.fund, sum(l.principal - l.principal_paid - l.written_off) as owed, account.balance from loans.loan l
        left join lateral (
          select balance from ledger.line a
          where a.organisation_id = l.organisation_id and a.account = 'loans-receivable/' || l.fund and a.member_id = l.member_id
          order by line_number desc limit 1
        ) account on true
        where l.organisation_id = ${organisation} group by l.member_id, l.fund, account.balance
        having sum(l.principal - l.principal_paid - l.written_off) <> coalesce(account.balance, 0)`,
    ],
  ] as const;
