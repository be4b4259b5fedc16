import {
  type Day,
  type Document,
  entry,
  type Fields,
  type MemberId,
  need,
  type Project,
  put,
  refuse,
  type Text,
} from "#base";
import { fundLines, fundOn, needsFund, refuseStranger } from "./fund.ts";
import { type EnrolmentRow, type EnrolmentStatus, enrolmentTable, type Kinship, kinships } from "./tables.ts";

const beneficiariesMax = 10;

/** Who is paid when she dies, first to last. */
export const beneficiaryFields = {
  is: "list",
  max: beneficiariesMax,
  of: { is: "group", of: { name: { is: "text", max: 80 }, kinship: { is: "choice", of: kinships } } },
} as const satisfies Fields[string];

export interface Beneficiary {
  readonly name: string;
  readonly kinship: Kinship;
}

/**
 * A member enrols in a damayan fund and names who is to be helped. The waiting period begins today, also when she lapsed
 * or left before and comes back.
 */
export const enrolEntry = entry({
  name: "aid.enrol",
  step: "contributions",
  between: "aid.enrol",
  fields: {
    member: { is: "member" },
    fund: { is: "code" },
    /** The entry fee as it was paid; absent where the fund has none. */
    amount: { is: "amount", optional: true },
    beneficiaries: beneficiaryFields,
  },
  needs: (body, books) => [
    ...needsFund(body.fund, body.member, books),
    need.row(enrolmentTable, { fund: body.fund, member_id: body.member }),
  ],
  decide(body, books, { on }) {
    const fund = fundOn(body.fund, on, books);
    if ("refused" in fund) return fund;
    const stranger = refuseStranger(body.member, books);
    if (stranger) return stranger;
    if (fund.kind === "social") return refuse("aid.everybody-is-in", { fund: fund.fund });
    const before = books.row(enrolmentTable, { fund: fund.fund, member_id: body.member });
    if (before?.status === "active")
      return refuse("aid.enrolled-before", { fund: fund.fund, enrolled_on: before.enrolled_on });
    const [fee, paid] = [fund.entry_fee ?? 0n, body.amount ?? 0n];
    if (paid !== fee) return refuse("aid.entry-fee-differs", { fund: fund.fund, unit: fund.unit, fee, paid });
    if (body.beneficiaries.length === 0) return refuse("aid.no-beneficiary", { fund: fund.fund });
    return [
      {
        kind: "aid.enrolled",
        on,
        member: body.member,
        lines: fee === 0n ? [] : fundLines(fund, fee),
        data: {
          fund: fund.fund,
          kinship: body.beneficiaries.map(one => one.kinship),
          ...(before ? { before: encodeEnrolment(before) } : {}),
        },
        texts: textsOf(fund.fund, body.member, body.beneficiaries),
      },
    ];
  },
});

/** She names other beneficiaries. The log keeps that she did and when; the names stay apart from it. */
export const beneficiariesEntry = entry({
  name: "aid.beneficiaries",
  step: "decisions",
  between: "aid.name-beneficiaries",
  fields: { member: { is: "member" }, fund: { is: "code" }, beneficiaries: beneficiaryFields },
  needs: (body, books) => [
    ...needsFund(body.fund, body.member, books),
    need.row(enrolmentTable, { fund: body.fund, member_id: body.member }),
  ],
  decide(body, books, { on }) {
    const fund = fundOn(body.fund, on, books);
    if ("refused" in fund) return fund;
    const stranger = refuseStranger(body.member, books);
    if (stranger) return stranger;
    const enrolment = books.row(enrolmentTable, { fund: fund.fund, member_id: body.member });
    if (fund.kind === "social" || !enrolment || enrolment.status === "left")
      return refuse("aid.not-enrolled", { fund: fund.fund });
    if (body.beneficiaries.length === 0) return refuse("aid.no-beneficiary", { fund: fund.fund });
    return [
      {
        kind: "aid.beneficiaries-named",
        on,
        member: body.member,
        lines: [],
        data: { fund: fund.fund, kinship: body.beneficiaries.map(one => one.kinship) },
        texts: textsOf(fund.fund, body.member, body.beneficiaries),
      },
    ];
  },
});

/** "aid.enrolment", "<fund>/<member>", "beneficiary_1" …: as many are read as the enrolment has kinships. */
const textsOf = (fund: string, member: MemberId, beneficiaries: readonly Beneficiary[]): readonly Text[] =>
  beneficiaries.map(({ name }, index) => ({
    about: "aid.enrolment",
    id: `${fund}/${member}`,
    field: `beneficiary_${index + 1}`,
    text: name,
    member,
  }));

interface EnrolledData {
  readonly fund: string;
  readonly kinship: readonly Kinship[];
  readonly before?: EncodedEnrolment;
}

export const enrolled: Project = fact => {
  const data = fact.data as unknown as EnrolledData;
  return [put(enrolmentTable, newEnrolment(data.fund, fact.member!, fact.on, data.kinship))];
};

const newEnrolment = (fund: string, member: MemberId, on: Day, kinship: readonly Kinship[]): EnrolmentRow => ({
  fund,
  member_id: member,
  enrolled_on: on,
  status: "active",
  paid: 0n,
  warned_on: null,
  lapsed_on: null,
  kinship,
});

/** She is where she was before: lapsed or left, or not in the fund at all, which reads as left. */
export const enrolmentTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const data = original.data as unknown as EnrolledData;
  const before: EnrolmentRow = data.before
    ? decodeEnrolment(data.fund, original.member!, data.before)
    : { ...newEnrolment(data.fund, original.member!, original.on, data.kinship), status: "left" };
  return [put(enrolmentTable, before)];
};

export const beneficiariesNamed: Project = (fact, books) => {
  const data = fact.data as unknown as EnrolledData;
  const row = books.row(enrolmentTable, { fund: data.fund, member_id: fact.member! })!;
  return [put(enrolmentTable, { ...row, kinship: data.kinship })];
};

interface EncodedEnrolment {
  readonly enrolled_on: Day;
  readonly status: EnrolmentStatus;
  readonly paid: string;
  readonly warned_on?: Day;
  readonly lapsed_on?: Day;
  readonly kinship: readonly Kinship[];
}

export const encodeEnrolment = (row: EnrolmentRow): { readonly [key: string]: Document } => ({
  enrolled_on: row.enrolled_on,
  status: row.status,
  paid: String(row.paid),
  ...(row.warned_on === null ? {} : { warned_on: row.warned_on }),
  ...(row.lapsed_on === null ? {} : { lapsed_on: row.lapsed_on }),
  kinship: row.kinship,
});

const decodeEnrolment = (fund: string, member: MemberId, row: EncodedEnrolment): EnrolmentRow => ({
  fund,
  member_id: member,
  enrolled_on: row.enrolled_on,
  status: row.status,
  paid: BigInt(row.paid),
  warned_on: row.warned_on ?? null,
  lapsed_on: row.lapsed_on ?? null,
  kinship: row.kinship,
});
