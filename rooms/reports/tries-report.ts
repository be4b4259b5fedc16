/**
 * What was tried and refused by a day, where the members are told of it. Everybody reads on which day, what it was and why it
 * was refused; who said it and whom it was for, officers read, and of her own tries she herself. No amount is in any of it.
 */
import type { RefusedTryRow } from "#assembly";
import { refusedTriesOf } from "#assembly/server";
import type { Known } from "./known.ts";
import { type Cell, type Column, columns, dayCell, type Report, type ReportTable, said } from "./report.ts";

export async function triesReport(known: Known): Promise<Report> {
  const { client, organisation, until, member, isOpen } = known;
  const tries = (await refusedTriesOf(client, organisation)).filter(one => one.tried_on <= until);
  const mayRead = (one: RefusedTryRow): boolean => isOpen || one.tried_by === member || one.about === member;
  const isNamed = tries.some(mayRead);
  const parts = isNamed ? [...forAll, ...named] : forAll;
  const table: ReportTable = {
    key: "tries",
    ...(isNamed && { isPersonal: true }),
    columns: columns(...parts.map(([head, is]) => [head, is] as const)),
    rows: tries.map(one => parts.map(part => (named.includes(part) && !mayRead(one) ? null : part[2](one, known)))),
  };
  const none: ReportTable = { key: "tries", columns: [], rows: [], nothing: "reports.no-tries" };
  return { report: "tries", from: null, until, tables: [tries.length === 0 ? none : table] };
}

type Part = readonly [head: string, is: Column["is"], cell: (one: RefusedTryRow, known: Known) => Cell];

const forAll: readonly Part[] = [
  ["tried-on", "day", one => dayCell(one.tried_on)],
  ["what", "text", one => whatWasTried(one)],
  ["why-refused", "text", one => said(`reports.tried.${one.refusal}.why`)],
];
const named: readonly Part[] = [
  ["said-by", "text", (one, known) => known.who(one.tried_by)],
  ["for-whom", "text", (one, known) => (one.about === null ? null : known.who(one.about))],
];

/** What takes two can be anything that is said, so it is called by what was said. */
const whatWasTried = ({ refusal, command }: RefusedTryRow): Cell =>
  said(refusal === "members.more-people-needed" ? `command.${command}` : `reports.tried.${refusal}`);
