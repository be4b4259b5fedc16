/**
 * Relatives a member named, for whose death the fund helps with a benefit of its own. Their names are texts under her key; the
 * books know a number, how they are related to her, and since when they are named: the waiting months run from there.
 */
import {
  type BodyOf,
  type Day,
  entry,
  type Fields,
  type MemberId,
  type Project,
  put,
  type Refusal,
  refuse,
  type Text,
} from "#base";
import { activePlaceOf, type AidFund, needsPlace } from "./fund.ts";
import { type Dependant, type DependantKinship, dependantKinships, type EnrolmentRow, enrolmentTable } from "./tables.ts";

const namedMax = 20;

export const dependantsField = {
  is: "list",
  max: namedMax,
  of: { is: "group", of: { name: { is: "text", max: 80 }, kinship: { is: "choice", of: dependantKinships } } },
} as const satisfies Fields[string];

type Named = BodyOf<{ readonly all: typeof dependantsField }>["all"];

/** She names relatives, or takes some off the list by their numbers: a child was born, a marriage ended. */
export const dependantsEntry = entry({
  name: "aid.dependants",
  step: "decisions",
  between: "aid.name-dependants",
  fields: {
    member: { is: "member" },
    fund: { is: "code" },
    named: dependantsField,
    removed: { is: "list", max: namedMax, of: { is: "count", max: 1_000 } },
  },
  needs: needsPlace,
  decide(body, books, { on }) {
    const place = activePlaceOf(body, on, books);
    if ("refused" in place) return place;
    const { fund, enrolment } = place;
    const removed = new Set(body.removed.map(String));
    const there = new Set(stillNamed(enrolment.dependants).map(one => one.number));
    if ([...removed].some(number => !there.has(number))) return refuse("aid.no-such-dependant", { fund: fund.fund });
    if (body.named.length === 0 && removed.size === 0) return refuse("aid.no-dependant-said", { fund: fund.fund });
    const refusal = refusalOfDependants(fund, there.size - removed.size + body.named.length);
    if (refusal) return refusal;
    const first = numberOfNext(enrolment.dependants);
    return [
      {
        kind: "aid.dependants-named",
        on,
        member: body.member,
        lines: [],
        data: { fund: fund.fund, named: numbered(body.named, first), removed: [...removed] },
        texts: textsOfDependants(fund.fund, body.member, body.named, first),
      },
    ];
  },
});

export function refusalOfDependants(fund: AidFund, count: number): Refusal | null {
  if (count > 0 && !fund.dependants) return refuse("aid.no-dependants-asked", { fund: fund.fund });
  const max = fund.dependants?.max ?? 0;
  return count > max ? refuse("aid.too-many-dependants", { fund: fund.fund, max, count }) : null;
}

/** A number is given once, also to who left the fund and comes back. */
export const numberOfNext = (dependants: EnrolmentRow["dependants"]): number => dependants.length + 1;

export interface Numbered {
  readonly number: string;
  readonly kinship: DependantKinship;
}

/** As the leaf has them: numbers from this one on. */
export const numbered = (named: Named, first: number): readonly { readonly [key: string]: string }[] =>
  named.map(({ kinship }, place) => ({ number: String(first + place), kinship }));

/** "aid.enrolment", "<fund>/<member>", "dependant_<number>". */
export const textsOfDependants = (fund: string, member: MemberId, named: Named, first: number): readonly Text[] =>
  named.map(({ name }, place) => ({
    about: "aid.enrolment",
    id: `${fund}/${member}`,
    field: dependantField(String(first + place)),
    text: name,
    member,
  }));

/** Under which name it is kept who it is. */
export const dependantField = (number: string): string => `dependant_${number}`;

export const dependantsOf = (named: readonly Numbered[], on: Day): readonly Dependant[] =>
  named.map(({ number, kinship }) => ({ number, kinship, named_on: on, is_removed: false }));

/** Whom the fund stands for: her husband, then her children, then her parents, each in the order she named them. */
export const stillNamed = (dependants: EnrolmentRow["dependants"]): readonly Dependant[] =>
  dependants
    .filter(one => !one.is_removed)
    .sort((a, b) => dependantKinships.indexOf(a.kinship) - dependantKinships.indexOf(b.kinship));

export const dependantsNamed: Project = (fact, books) => {
  const data = fact.data as unknown as {
    readonly fund: string;
    readonly named: readonly Numbered[];
    readonly removed: readonly string[];
  };
  const row = books.row(enrolmentTable, { fund: data.fund, member_id: fact.member! })!;
  const dependants = [
    ...row.dependants.map(one => (data.removed.includes(one.number) ? { ...one, is_removed: true } : one)),
    ...dependantsOf(data.named, fact.on),
  ];
  return [put(enrolmentTable, { ...row, dependants })];
};
