/** How loans, savings, benefits and offices are spread: shares and counts, for all to read, and no name in any of it. */
import { addDays, addMonths, type Minor } from "#base";
import { factOfLeaf } from "#ledger";
import { officesHistory } from "#members/server";
import { concentration, holdersMin } from "./indicators.ts";
import type { Known } from "./known.ts";
import { figureOf, savedKinds } from "./measure.ts";
import { columns, count, percent, type ReportTable, said } from "./report.ts";
import { type Benefit, benefitIn, benefitKinds, benefitMonths, type BenefitOf, officesOn } from "./spread.ts";
import { leavesStanding, type MemberBalance } from "./store.ts";

/** Of fewer, everybody but officers is told only how many they are. */
const mayTell = ({ isOpen }: Known, holders: number): boolean => isOpen || holders >= holdersMin;

/** Help and surplus that members got in the months before the last day; what was taken back since is not among it. */
export async function benefitsIn({ client, organisation, until }: Known): Promise<readonly Benefit[]> {
  const kinds = Object.values(benefitKinds).flat();
  const from = addDays(addMonths(until, -benefitMonths), 1);
  const leaves = await leavesStanding(client, organisation, kinds, { from, until });
  return leaves.flatMap(({ body }) => benefitIn(factOfLeaf(body)) ?? []);
}

export function concentrationTables(
  { holdings, benefits }: { readonly holdings: readonly MemberBalance[]; readonly benefits: readonly Benefit[] },
  known: Known,
  unit: string,
): readonly ReportTable[] {
  const held = (kinds: readonly string[], sign: 1n | -1n) =>
    holdings
      .filter(one => one.unit === unit && kinds.some(kind => one.account.startsWith(`${kind}.`) || one.account.startsWith(`${kind}/`)))
      .map(({ member, amount }) => ({ member, amount: sign * amount }));
  const got = (of: BenefitOf) => benefits.filter(one => one.of === of && one.unit === unit);
  const rows = (
    [
      ["loans", held(["loans-receivable"], 1n)],
      ["savings", held(savedKinds, -1n)],
      ["aid", got("aid")],
      ["surplus", got("surplus")],
    ] as const
  )
    .map(([what, of]) => [what, concentration(byMember(of))] as const)
    .filter(([, found]) => found.holders > 0);
  if (rows.length === 0) return [];
  return [
    {
      key: "concentration",
      unit,
      columns: columns(["of-what", "text"], ["holders", "count"], ["largest", "percent"], ["top-tenth", "percent"]),
      rows: rows.map(([what, { holders, largest, topTenth }]) => [
        said(`reports.concentration.${what}`),
        count(holders),
        percent(mayTell(known, holders) ? largest : null),
        percent(mayTell(known, holders) ? topTenth : null),
      ]),
    },
  ];
}

function byMember(of: readonly { readonly member: string; readonly amount: Minor }[]): readonly Minor[] {
  const sums = new Map<string, Minor>();
  for (const { member, amount } of of) sums.set(member, (sums.get(member) ?? 0n) + amount);
  return [...sums.values()];
}

/** Nothing where nobody holds an office. `members` is how many there are on the last day. */
export async function officesTable(known: Known, members: number): Promise<readonly ReportTable[]> {
  const { client, organisation, until } = known;
  const { offices, holders, most, long } = officesOn(await officesHistory(client, organisation), until);
  if (offices === 0) return [];
  const told = mayTell(known, holders);
  const figures = [
    ["office-holders", figureOf(holders, members)],
    ["most-offices", figureOf(most, offices)],
    ["long-in-office", figureOf(long, offices)],
  ] as const;
  return [
    {
      key: "offices",
      columns: columns(["indicator", "text"], ["value", "percent"], ["counted", "count"], ["out-of", "count"], ["definition", "text"]),
      rows: figures.map(([indicator, { value, part, whole }]) => [
        said(`reports.indicator.${indicator}`),
        percent(told ? value : null),
        told ? count(Number(part)) : null,
        told ? count(Number(whole)) : null,
        said(`reports.definition.${indicator}`),
      ]),
    },
  ];
}
