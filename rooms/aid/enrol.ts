import {
  type Day,
  type Document,
  entry,
  type Fields,
  type MemberId,
  type Project,
  put,
  refuse,
  type Text,
} from "#base";
import { ageIn, bandFrom, refusalOfBirthYear } from "./ages.ts";
import { birthYearField, textOfBirthYear } from "./birth-year.ts";
import {
  dependantsField,
  dependantsOf,
  type Numbered,
  numbered,
  numberOfNext,
  refusalOfDependants,
  textsOfDependants,
} from "./dependants.ts";
import { fundLines, needsPlace, placeOf } from "./fund.ts";
import {
  type Dependant,
  type EnrolmentRow,
  type EnrolmentStatus,
  enrolmentTable,
  type Kinship,
  kinships,
} from "./tables.ts";

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
    /** Relatives for whose death the fund helps, where it asks for their names. */
    dependants: { ...dependantsField, optional: true },
    /** Hers to say or not; what it is for is said where it is asked. */
    birth_year: birthYearField,
  },
  needs: needsPlace,
  decide(body, books, { on }) {
    const place = placeOf(body, on, books);
    if ("refused" in place) return place;
    const { fund, enrolment: before } = place;
    if (fund.kind === "social") return refuse("aid.everybody-is-in", { fund: fund.fund });
    if (before?.status === "active")
      return refuse("aid.enrolled-before", { fund: fund.fund, enrolled_on: before.enrolled_on });
    const [fee, paid] = [fund.entry_fee ?? 0n, body.amount ?? 0n];
    if (paid !== fee) return refuse("aid.entry-fee-differs", { fund: fund.fund, unit: fund.unit, fee, paid });
    if (body.beneficiaries.length === 0) return refuse("aid.no-beneficiary", { fund: fund.fund });
    const { dependants = [], birth_year } = body;
    const refusal = refusalOfDependants(fund, dependants.length) ?? refusalOfBirthYear(birth_year, on);
    if (refusal) return refusal;
    const age_from = bandFrom(fund.ages, birth_year === undefined ? undefined : ageIn(on, birth_year));
    const first = numberOfNext(before?.dependants ?? []);
    return [
      {
        kind: "aid.enrolled",
        on,
        member: body.member,
        lines: fee === 0n ? [] : fundLines(fund, fee),
        data: {
          fund: fund.fund,
          kinship: body.beneficiaries.map(one => one.kinship),
          ...(dependants.length === 0 ? {} : { dependants: numbered(dependants, first) }),
          ...(age_from === null ? {} : { age_from: String(age_from) }),
          ...(before ? { before: encodeEnrolment(before) } : {}),
        },
        texts: [
          ...textsOf(fund.fund, body.member, body.beneficiaries),
          ...textsOfDependants(fund.fund, body.member, dependants, first),
          ...(birth_year === undefined ? [] : [textOfBirthYear(fund.fund, body.member, birth_year)]),
        ],
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
  needs: needsPlace,
  decide(body, books, { on }) {
    const place = placeOf(body, on, books);
    if ("refused" in place) return place;
    const { fund, enrolment } = place;
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
  readonly dependants?: readonly Numbered[];
  readonly age_from?: string;
  readonly before?: EncodedEnrolment;
}

export const enrolled: Project = fact => {
  const data = fact.data as unknown as EnrolledData;
  return [put(enrolmentTable, newEnrolment(data, fact.member!, fact.on))];
};

const newEnrolment = (
  { fund, kinship, dependants, age_from, before }: EnrolledData,
  member: MemberId,
  on: Day,
): EnrolmentRow => ({
  fund,
  member_id: member,
  enrolled_on: on,
  status: "active",
  paid: 0n,
  warned_on: null,
  lapsed_on: null,
  kinship,
  age_from: age_from === undefined ? null : Number(age_from),
  // Whom she named before stays known by number: claims may be about them.
  dependants: [
    ...(before?.dependants ?? []).map(one => ({ ...one, is_removed: true })),
    ...dependantsOf(dependants ?? [], on),
  ],
});

/** She is where she was before: lapsed or left, or not in the fund at all, which reads as left. */
export const enrolmentTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const data = original.data as unknown as EnrolledData;
  const before: EnrolmentRow = data.before
    ? decodeEnrolment(data.fund, original.member!, data.before)
    : { ...newEnrolment(data, original.member!, original.on), status: "left" };
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
  readonly age_from?: string;
  readonly dependants?: readonly Dependant[];
}

export const encodeEnrolment = (row: EnrolmentRow): { readonly [key: string]: Document } => ({
  enrolled_on: row.enrolled_on,
  status: row.status,
  paid: String(row.paid),
  ...(row.warned_on === null ? {} : { warned_on: row.warned_on }),
  ...(row.lapsed_on === null ? {} : { lapsed_on: row.lapsed_on }),
  kinship: row.kinship,
  ...(row.age_from === null ? {} : { age_from: String(row.age_from) }),
  ...(row.dependants.length === 0 ? {} : { dependants: row.dependants.map(one => ({ ...one })) }),
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
  age_from: row.age_from === undefined ? null : Number(row.age_from),
  dependants: row.dependants ?? [],
});
