import { type Day, entry, need, type Project, put, refuse, type Uuid } from "#base";
import { membershipTable } from "#members";
import { fundLines, fundOn, needsFund, refuseStranger } from "./fund.ts";
import { needsStanding, standingOn } from "./standing.ts";
import { claimTable, contributionDayTable, type EnrolmentRow, enrolmentTable, levyTable } from "./tables.ts";

/**
 * A member brings her contribution, or with `claim` her levy for one death. Less than is due leaves the rest due; more
 * of the equal contribution pays ahead, more than a levy is not taken.
 */
export const contributionEntry = entry({
  name: "aid.contribution",
  step: "contributions",
  between: "aid.record-contribution",
  fields: {
    member: { is: "member" },
    fund: { is: "code" },
    amount: { is: "amount" },
    claim: { is: "uuid", optional: true },
  },
  needs: (body, books) => [
    ...needsFund(body.fund, body.member, books),
    need.row(enrolmentTable, { fund: body.fund, member_id: body.member }),
    ...needsStanding(body.fund, body.member),
    ...(body.claim === undefined ? [] : [need.row(levyTable, { claim_id: body.claim, member_id: body.member }), need.row(claimTable, { claim_id: body.claim })]),
  ],
  decide(body, books, { on, meeting }) {
    const fund = fundOn(body.fund, on, books);
    if ("refused" in fund) return fund;
    const stranger = refuseStranger(body.member, books);
    if (stranger) return stranger;
    if (body.amount === 0n) return refuse("aid.amount-missing", { fund: fund.fund });
    const enrolment = books.row(enrolmentTable, { fund: fund.fund, member_id: body.member });
    if (fund.kind === "damayan" && (!enrolment || enrolment.status === "left")) return refuse("aid.not-enrolled", { fund: fund.fund });
    if (enrolment?.status === "lapsed") return refuse("aid.lapsed", { fund: fund.fund, lapsed_on: enrolment.lapsed_on });
    if (body.claim !== undefined) {
      const levy = books.row(levyTable, { claim_id: body.claim, member_id: body.member });
      if (!levy || levy.fund !== fund.fund) return refuse("aid.no-levy-for-claim", { fund: fund.fund });
      const owed = levy.amount - levy.paid;
      if (body.amount > owed) return refuse("aid.more-than-levy", { paid: body.amount, owed });
    } else if (!fund.contribution) return refuse("aid.no-contribution-asked", { fund: fund.fund });
    const since = enrolment?.enrolled_on ?? books.row(membershipTable, { member_id: body.member })!.joined_on;
    return [
      {
        kind: "aid.contributed",
        on,
        member: body.member,
        lines: fundLines(fund, body.amount),
        data: {
          fund: fund.fund,
          amount: String(body.amount),
          since,
          collected: fund.contribution?.every === "meeting" && meeting !== null && body.claim === undefined,
          ...(body.claim === undefined ? {} : { claim: body.claim }),
          ...warningCleared(enrolment, body, fund, on, books),
        },
      },
    ];
  },
});

/** A warning stands until she has caught up with all that was missed before today. */
function warningCleared(
  enrolment: EnrolmentRow | undefined,
  body: { readonly amount: bigint; readonly claim?: Uuid | undefined },
  fund: Parameters<typeof standingOn>[0],
  on: Day,
  books: Parameters<typeof standingOn>[3],
): { readonly warned_before?: Day } {
  if (!enrolment || enrolment.warned_on === null) return {};
  const { missed } = standingOn(fund, { ...enrolment, paid: enrolment.paid + (body.claim === undefined ? body.amount : 0n) }, on, books);
  const levy = body.claim === undefined ? undefined : books.row(levyTable, { claim_id: body.claim, member_id: enrolment.member_id });
  const settles = levy !== undefined && levy.due_on < on && levy.paid + body.amount === levy.amount ? 1 : 0;
  return missed - settles === 0 ? { warned_before: enrolment.warned_on } : {};
}

interface ContributedData {
  readonly fund: string;
  readonly amount: string;
  readonly since: Day;
  readonly collected: boolean;
  readonly claim?: Uuid;
  readonly warned_before?: Day;
}

export const contributed: Project = (fact, books) => {
  const data = fact.data as unknown as ContributedData;
  const key = { fund: data.fund, member_id: fact.member! };
  const before = books.row(enrolmentTable, key);
  const row: EnrolmentRow = before ?? {
    ...key,
    enrolled_on: data.since,
    status: "active",
    paid: 0n,
    warned_on: null,
    lapsed_on: null,
    kinship: [],
  };
  const amount = BigInt(data.amount);
  const warned_on = data.warned_before === undefined ? row.warned_on : null;
  if (data.claim !== undefined) {
    const levy = books.row(levyTable, { claim_id: data.claim, member_id: fact.member! })!;
    return [put(levyTable, { ...levy, paid: levy.paid + amount }), put(enrolmentTable, { ...row, warned_on })];
  }
  return [
    put(enrolmentTable, { ...row, paid: row.paid + amount, warned_on }),
    ...(data.collected ? [put(contributionDayTable, { fund: data.fund, collected_on: fact.on })] : []),
  ];
};

/** What she brought is due again, and a warning it had cleared stands again. */
export const contributionTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const data = original.data as unknown as ContributedData;
  const row = books.row(enrolmentTable, { fund: data.fund, member_id: original.member! })!;
  const amount = BigInt(data.amount);
  const warned_on = data.warned_before ?? row.warned_on;
  if (data.claim !== undefined) {
    const levy = books.row(levyTable, { claim_id: data.claim, member_id: original.member! })!;
    return [put(levyTable, { ...levy, paid: levy.paid - amount }), put(enrolmentTable, { ...row, warned_on })];
  }
  return [put(enrolmentTable, { ...row, paid: row.paid - amount, warned_on })];
};
