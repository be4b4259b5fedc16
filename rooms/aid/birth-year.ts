import { entry, type MemberId, type Project, put, type Text } from "#base";
import { ageIn, bandFrom, refusalOfBirthYear } from "./ages.ts";
import { activePlaceOf, needsPlace } from "./fund.ts";
import { enrolmentTable } from "./tables.ts";

export const birthYearField = { is: "count", max: 2_999, optional: true } as const;

/** Under which name the year is kept, beside the names of her beneficiaries. */
export const birthYearText = "birth_year";

export const textOfBirthYear = (fund: string, member: MemberId, year: number): Text => ({
  about: "aid.enrolment",
  id: `${fund}/${member}`,
  field: birthYearText,
  text: String(year),
  member,
});

/**
 * She says when she was born, who had not said it when she enrolled. It stays under her key. From then on she gives at a death
 * by her band; an equal contribution by age stays the one she enrolled with, since another would make her owe for years past.
 */
export const birthYearEntry = entry({
  name: "aid.birth-year",
  step: "decisions",
  between: "aid.tell-birth-year",
  fields: { member: { is: "member" }, fund: { is: "code" }, birth_year: { is: "count", max: 2_999 } },
  needs: needsPlace,
  decide(body, books, { on }) {
    const place = activePlaceOf(body, on, books);
    if ("refused" in place) return place;
    const { fund, enrolment } = place;
    const refusal = refusalOfBirthYear(body.birth_year, on);
    if (refusal) return refusal;
    const isPastUntouched = fund.ages?.bands.every(band => band.contribution === undefined) ?? false;
    const age = Math.max(0, ageIn(enrolment.enrolled_on, body.birth_year));
    const age_from = isPastUntouched ? bandFrom(fund.ages, age) : null;
    return [
      {
        kind: "aid.birth-year-told",
        on,
        member: body.member,
        lines: [],
        data: { fund: fund.fund, ...(age_from === null ? {} : { age_from: String(age_from) }) },
        texts: [textOfBirthYear(fund.fund, body.member, body.birth_year)],
      },
    ];
  },
});

export const birthYearTold: Project = (fact, books) => {
  const data = fact.data as { readonly fund: string; readonly age_from?: string };
  const row = books.row(enrolmentTable, { fund: data.fund, member_id: fact.member! })!;
  return [put(enrolmentTable, { ...row, age_from: data.age_from === undefined ? row.age_from : Number(data.age_from) })];
};
