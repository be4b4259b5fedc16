/**
 * What was asked for beyond a limit of the rules by a day: from which limit, by which vote, and who answers for it. Officers
 * see whose it is, how much and why; everybody else that there is one.
 */
import { exceptionsOf } from "#assembly/server";
import type { Known } from "./known.ts";
import { type Cell, type Column, columns, count, dayCell, money, type Report, type ReportTable, said, text } from "./report.ts";

type Exception = Awaited<ReturnType<typeof exceptionsOf>>[number];

export async function exceptionsReport(known: Known): Promise<Report> {
  const { client, organisation, masterKey, until, isOpen } = known;
  const asked = (await exceptionsOf(client, organisation, masterKey)).filter(({ row }) => row.asked_on <= until);
  const units = [...new Set(asked.map(({ row }) => row.unit))].sort();
  const tables: readonly ReportTable[] = isOpen
    ? units.map(unit => ({
        ...{ key: "exceptions", unit, isPersonal: true, columns: heads(inFull) },
        rows: asked.filter(({ row }) => row.unit === unit).flatMap(one => rowsOf(inFull, one, known)),
      }))
    : [{ key: "exceptions", columns: heads(forAll), rows: asked.flatMap(one => rowsOf(forAll, one, known)) }];
  const none: ReportTable = { key: "exceptions", columns: [], rows: [], nothing: "reports.no-exceptions" };
  return { report: "exceptions", from: null, until, tables: asked.length === 0 ? [none] : tables };
}

type Part = readonly [head: string, is: Column["is"], cell: (one: Exception, known: Known) => Cell];

const askedOn: Part = ["asked-on", "day", ({ row }) => dayCell(row.asked_on)];
const thing: Part = ["what", "text", ({ row }) => said(`reports.exception.${row.thing}`)];
/** Of several limits each has its line; what is of the whole stands in the first. */
const limit: Part = ["limit", "text", ({ row }) => said(`reports.limit.${row.limits[0]!.limit}`)];
const answer: readonly Part[] = [
  ["for", "count", ({ vote }) => vote && count(vote.votes_for)],
  ["against", "count", ({ vote }) => vote && count(vote.votes_against)],
  ["answers", "text", ({ row }, known) => (row.approved_by === null ? null : known.who(row.approved_by))],
  ["outcome", "text", ({ row }) => said(`reports.exception.${row.status}`)],
];
const forAll: readonly Part[] = [askedOn, thing, limit, ...answer];
const inFull: readonly Part[] = [
  askedOn,
  ["member", "text", ({ row }, known) => known.who(row.member_id)],
  thing,
  limit,
  ["amount", "amount", ({ row }) => money(row.granted_amount ?? row.amount, row.unit)],
  ["reason-given", "text", ({ reason }) => text(reason)],
  ...answer,
];

const heads = (parts: readonly Part[]): readonly Column[] => columns(...parts.map(([head, is]) => [head, is] as const));

const rowsOf = (parts: readonly Part[], one: Exception, known: Known): readonly (readonly Cell[])[] =>
  one.row.limits.map((passed, place) => {
    const ofThis = { ...one, row: { ...one.row, limits: [passed] } };
    return parts.map(part => (place === 0 || part === limit ? part[2](ofThis, known) : null));
  });
