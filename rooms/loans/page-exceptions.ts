/**
 * The exceptions report: every loan above the limit, with why, by which vote, and who answers for it. That there is one,
 * how far above the limit, and how the hands went, is for all to see; whose it is and why, for officers and herself.
 */
import type { Asked } from "#base";
import type { PoolClient } from "#db";
import { needsRule, ruleOn } from "#assembly";
import { decisionsOf, finderOf, whoSees, written } from "#assembly/server";
import { loadBooks } from "#ledger/server";
import { isOfficer } from "#members";
import { readTexts } from "#members/server";
import { loanLimits } from "./limits.ts";
import { isAwaiting } from "./loan.ts";
import { selectExceptions, selectLoan } from "./store.ts";

export type ExceptionsSeen = Awaited<ReturnType<typeof askExceptions>>;
export async function askExceptions(asked: Asked<PoolClient>) {
  const { client, organisation, member, roles, masterKey, today } = whoSees(asked);
  const find = await finderOf(asked);
  const rows = await selectExceptions(client, organisation);
  const texts = await readTexts(client, organisation, ["loans.loan"], Buffer.from(masterKey), ["exception"]);
  const books = await loadBooks(client, organisation, () => [needsRule(loanLimits)]);
  const exceptions = [];
  for (const row of rows) {
    const [vote] =
      row.decision_id === null ? [] : await decisionsOf(client, organisation, { decision: row.decision_id });
    const loan = (await selectLoan(client, organisation, row.loan_id))!;
    const maySee = isOfficer(roles) || row.member_id === member;
    exceptions.push({
      /** Null for who may not see whose it is. */
      loan: maySee ? row.loan_id : null,
      who: maySee ? find(row.member_id) : null,
      amount: maySee ? (row.granted_amount ?? row.amount) : null,
      reason: maySee ? (texts.get(`loans.loan/${row.loan_id}/exception`) ?? null) : null,
      unit: row.unit,
      share: row.share_percent,
      limit: row.limit_percent,
      status: row.status === "granted" ? ("granted" as const) : isAwaiting(loan) ? ("asked" as const) : ("dropped" as const),
      on: row.granted_on ?? row.asked_on,
      approver: row.approved_by === null ? null : find(row.approved_by),
      vote: vote
        ? {
            on: vote.decided_on,
            meeting: vote.meeting_number,
            for: vote.votes_for,
            against: vote.votes_against,
            abstaining: vote.abstaining,
          }
        : null,
    });
  }
  return written({ limit: ruleOn(loanLimits, today, books)?.share_of_fund_percent ?? null, exceptions });
}
