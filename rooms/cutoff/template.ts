/** The empty sheet to fill in: a group's own products and funds as columns, and those who are in the books already. */
import type { Words } from "#base";
import { columns, type Language, manyColumns, sheetNames } from "./headings.ts";
import type { Known } from "./known.ts";

export interface TemplateSheet {
  readonly name: string;
  /** The first is the headings, or a sentence a line in the guide. */
  readonly rows: readonly (readonly string[])[];
  readonly isGuide?: true;
}

const guideLines = 9;

export function templateFor(known: Known, words: Words): readonly TemplateSheet[] {
  const language: Language = words.locale === "id" ? "id" : "en";
  const named = (of: { readonly code: string; readonly names: readonly string[] }): string => of.names[0] ?? of.code;
  const many = (key: keyof typeof manyColumns, of: Parameters<typeof named>[0]): string =>
    `${manyColumns[key][language][0]}: ${named(of)}`;
  const heads = (of: Readonly<Record<string, Readonly<Record<Language, readonly string[]>>>>): readonly string[] =>
    Object.values(of).map(spellings => spellings[language][0]!);
  return [
    {
      name: sheetNames.guide[language][0],
      rows: Array.from({ length: guideLines }, (_, line) => [words.say(`cutoff.guide.${line + 1}`)]),
      isGuide: true,
    },
    { name: sheetNames.day[language][0], rows: [heads(columns.day)] },
    {
      name: sheetNames.members[language][0],
      rows: [
        [
          ...heads(columns.members),
          ...known.savings.map(one => many("savings", one)),
          ...known.shares.map(one => many("shares", one)),
          ...known.places.flatMap(one => [many("since", one), ...(one.hasContribution ? [many("ahead", one)] : [])]),
        ],
        ...known.members.map(({ number, name }) => [String(number), name ?? ""]),
      ],
    },
    { name: sheetNames.loans[language][0], rows: [heads(columns.loans)] },
    { name: sheetNames.funds[language][0], rows: [heads(columns.funds), ...known.funds.map(one => [named(one)])] },
  ];
}
