/** The home of a chapter: the meeting that is next, and what wants a look. How many, never who and never how much. */
import { addDays, addMonths, type Day, daysBetween, need, type Uuid } from "#base";
import { actionRule } from "#actions";
import { aid, claimTable, lapsesAhead } from "#aid";
import { countOpenCalls } from "#aid/server";
import { needsRules, ruleOn, rulesOn } from "#assembly";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { arrears, isRunning, loanTable } from "#loans";
import { potTable } from "#pots";
import { purchaseRule } from "#purchasing";
import { methodRule } from "../rules.ts";
import type { HomeSeen, ListSeen } from "../screens/seen.ts";
import {
  countsOf,
  draftLinesOf,
  foundedOnOf,
  lastSealedOf,
  numbersOf,
  openMeetingOf,
  sealedMeetings,
} from "../store.ts";
import type { MeetingRow } from "../tables.ts";
import { type Asking, namesOf } from "./context.ts";
import { allowedBetween } from "./counter.ts";
import { readOutOf } from "./read-out.ts";

export async function askHome(asked: Asking): Promise<HomeSeen | { readonly isSignedOut: true }> {
  const { client, organisation, today } = asked;
  // Nobody is signed in: the page shows the way to the door and nothing else.
  if ((organisation as string) === "") return { isSignedOut: true };
  const names = await namesOf(asked);
  const [open, last, founded] = [
    await openMeetingOf(client, organisation),
    await lastSealedOf(client, organisation),
    await foundedOnOf(client, organisation),
  ];
  const books = await loadBooks(client, organisation, books => [
    needsRules,
    need.row(loanTable, { status: "running" }),
    need.row(claimTable, { status: "reported" }),
    need.all(fundTable),
    need.row(potTable, { status: "running" }),
    ...(aid.dues?.needs(books, today) ?? []),
  ]);
  const method = ruleOn(methodRule, today, books);
  const next = open?.held_on ?? nextDay(last, method, founded?.foundedOn ?? today);
  const inDays = daysBetween(today, next);
  const late = books
    .rows(loanTable, { status: "running" })
    .filter(isRunning)
    .filter(loan => arrears(loan, today).total > 0n);
  return {
    groupName: names.group,
    place: names.place,
    beads: await numbersOf(client, organisation),
    meeting: {
      state: open ? "open" : inDays <= 0 ? "today" : "later",
      number: open?.number ?? (last?.number ?? 0) + 1,
      day: open ? open.held_on : inDays <= 0 ? today : next,
      inDays: Math.max(0, inDays),
      drafts: open ? (await draftLinesOf(client, organisation, open.meeting_id, asked.masterKey)).length : 0,
      present: open?.present ?? 0,
    },
    last: last && { meeting: last.meeting_id, number: last.number, day: last.held_on },
    counts: { ...(await countsOf(client, organisation)), funds: books.rows(fundTable).length },
    hasPots: books.rows(potTable, { status: "running" }).length > 0,
    buys: rulesOn(purchaseRule, today, books).length > 0,
    worksTogether: rulesOn(actionRule, today, books).length > 0,
    hasCounter: (await allowedBetween(asked)).length > 0,
    attention: {
      arrears: new Set(late.map(loan => loan.member_id)).size,
      aidWarnings: lapsesAhead(books, today).filter(one => one.isWarningDue || one.mayLapse).length,
      readOut: (await readOutOf(client, organisation)).length,
      claims: books.rows(claimTable, { status: "reported" }).length,
      calls: !asked.isPlain && asked.roles.has("member") ? await countOpenCalls(asked) : 0,
    },
  };
}

/** The day the rule says, counted from the last meeting; the first one may be held at once. */
function nextDay(
  last: MeetingRow | null,
  method: { readonly frequency: string; readonly every: number } | undefined,
  foundedOn: Day,
): Day {
  if (!last || !method) return foundedOn;
  if (method.frequency === "months") return addMonths(last.held_on, method.every);
  return addDays(last.held_on, method.every * (method.frequency === "weeks" ? 7 : 1));
}

export async function askList({ client, organisation }: Asking): Promise<ListSeen> {
  const open = await openMeetingOf(client, organisation);
  const sealed = await sealedMeetings(client, organisation);
  return {
    open: open && { number: open.number, day: open.held_on },
    meetings: sealed.map(row => ({
      meeting: row.meeting_id as Uuid,
      number: row.number,
      day: row.held_on,
      present: row.present,
    })),
  };
}
