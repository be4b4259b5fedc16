/**
 * A claim beyond a limit of the fund's own: who has not waited long enough, or needs more than the rule gives. Asked for with
 * the claim, with the reason and up to how much; the members vote on it before two make sure. That the fund gives no more than
 * it has, and to nobody who had no place in it, no vote can pass.
 */
import { type Books, type Day, isRefusal, type MemberId, type Minor, type Need, need, type Refusal, refuse, type Uuid } from "#base";
import {
  type ExceptionRow,
  exceptionTable,
  faultBeyond,
  type LimitPassed,
  needsRules,
  passedWithReason,
} from "#assembly";
import { fundTable } from "#ledger";
import { membershipTable } from "#members";
import { needsInSteps, needsProduct } from "#savings";
import { benefitByRule } from "./benefit-by-rule.ts";
import { type Event, refusalsOfCover } from "./cover.ts";
import { type AidFund, fundOn } from "./fund.ts";
import { reportedClaim } from "./reported-claim.ts";
import { type ClaimRow, claimTable, enrolmentTable } from "./tables.ts";

interface Asked extends Event {
  readonly claim: Uuid;
  readonly fund: string;
  readonly accident?: boolean | undefined;
  readonly exception?: string | undefined;
  readonly up_to?: Minor | undefined;
}

/** What the benefit of its rule must see. */
export const needsOfClaimBeyond = ({ fund: code, member }: Asked, books: Books, on: Day): readonly Need[] =>
  needsInSteps(
    books,
    [
      needsRules,
      need.all(fundTable),
      need.all(membershipTable),
      need.row(enrolmentTable, { fund: code }),
      need.row(claimTable, { fund: code }),
    ],
    () => {
      const fund = fundOn(code, on, books);
      return isRefusal(fund) || !fund.tiers ? [] : needsProduct(fund.tiers.capital, member, books, on);
    },
  );

/**
 * The limits that a claim passes: none where it asks for no exception and passes none. A refusal where it passes one without a
 * reason, or one that no vote may pass, or does not say up to how much.
 */
export function passedByClaim(
  fund: AidFund,
  asked: Asked,
  age_from: number | null,
  on: Day,
  books: Books,
): readonly LimitPassed[] | Refusal {
  const cover = refusalsOfCover(fund, asked, books);
  if (asked.exception === undefined) return cover[0] ?? [];
  const { unit } = fund;
  const upTo = asked.up_to ?? 0n;
  if (upTo === 0n) return refuse("aid.up-to-missing", { fund: fund.fund });
  const ofCover = passedWithReason(cover, true);
  if (isRefusal(ofCover)) return ofCover;
  const { claim, event, who, happened_on, dependant } = asked;
  const data = {
    ...{ claim, fund: fund.fund, event, who, happened_on, accident: asked.accident ?? false },
    ...(dependant === undefined ? {} : { dependant: String(dependant) }),
    ...(age_from === null ? {} : { age_from: String(age_from) }),
  };
  const byRule = benefitByRule(fund, reportedClaim(data, asked.member as MemberId, on), on, books);
  if (isRefusal(byRule)) return byRule;
  const { benefit } = byRule;
  const above = benefit !== null && upTo > benefit ? [refuse("aid.above-benefit", { unit, asked: upTo, benefit })] : [];
  return passedWithReason([...cover, ...above], true);
}

export const exceptionOfClaim = (claim: Uuid, books: Books): ExceptionRow | undefined =>
  books.row(exceptionTable, { exception_id: claim });

/** Why two cannot make sure yet of a claim that was asked for beyond a limit, or null. The vote comes first: the check may levy. */
export function refusalOfBeyond(claim: ClaimRow, books: Books): Refusal | null {
  const exception = exceptionOfClaim(claim.claim_id, books);
  if (!exception) return null;
  const { unit, limits } = exception;
  if (exception.status === "asked") return refuse("assembly.exception-not-granted", { asked_on: exception.asked_on });
  if (exception.status === "granted") return null;
  // Turned down: the limit holds. Who needed more than the rule gives has what it gives.
  const fund = fundOn(claim.fund, claim.reported_on, books);
  if (isRefusal(fund)) return fund;
  if (limits.every(one => one.limit === "aid.above-benefit")) return null;
  const event = { ...claim, member: claim.member_id, dependant: claim.dependant ?? undefined };
  return faultBeyond(refusalsOfCover(fund, event, books), exception, { amount: 0n, unit });
}

/** What a claim gives where the members allowed it beyond a limit: no more than they said, and as much where they raised it. */
export function allowedBenefit(claim: ClaimRow, benefit: Minor, books: Books): Minor {
  const exception = exceptionOfClaim(claim.claim_id, books);
  if (exception?.status !== "granted") return benefit;
  const allowed = exception.granted_amount!;
  const isRaised = exception.limits.some(one => one.limit === "aid.above-benefit");
  return isRaised || allowed < benefit ? allowed : benefit;
}

/** Above what the members allowed, where no rule says how much and a decision does. */
export function refusalAboveAllowed(claim: ClaimRow, amount: Minor, unit: string, books: Books): Refusal | null {
  const allowed = exceptionOfClaim(claim.claim_id, books)?.granted_amount ?? null;
  return allowed !== null && amount > allowed ? refuse("assembly.above-exception", { amount, unit, allowed }) : null;
}
