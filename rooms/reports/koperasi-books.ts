/**
 * The sixteen books an Indonesian koperasi keeps, each made from what is recorded anyway. Their order and names are those the
 * offices for koperasi hand out.
 */
import { type MemberId, sum, unitOf } from "#base";
import { decisionsOf } from "#assembly/server";
import { account, partsOfAccount } from "#ledger";
import { accountsOf, bookOf } from "#ledger/server";
import { holdingsOf, officesHistory, peopleOf, type Person } from "#members/server";
import { Balances } from "./balances.ts";
import type { Known } from "./known.ts";
import { savedKinds } from "./measure.ts";
import { letters, linesOf, plain } from "./plain-books.ts";
import { type Cell, columns, count, dayCell, money, type Report, type ReportTable, said, text } from "./report.ts";
import { betweenMeetings, factsOfKinds, memberBalancesOn, movementsUntil } from "./store.ts";

type Make = (known: Known) => Promise<readonly ReportTable[]>;

export const koperasiBooks = {
  "book-01-members": members,
  "book-02-officers": offices("book-02-officers", ["chair", "secretary", "treasurer", "money-counter", "key-holder"]),
  "book-03-supervisors": offices("book-03-supervisors", ["supervisory-committee"]),
  "book-04-staff": staff,
  "book-05-guests": plain("book-05-guests", "guests"),
  "book-06-savings": savings,
  "book-07-suggestions": plain("book-07-suggestions", "suggestions"),
  "book-08-officials-advice": plain("book-08-officials-advice", "officials-advice"),
  "book-09-agencies-advice": plain("book-09-agencies-advice", "agencies-advice"),
  "book-10-supervisors-decisions": plain("book-10-supervisors-decisions", "supervisors-decisions"),
  "book-11-officers-decisions": officersActs,
  "book-12-assembly-decisions": decisions,
  "book-13-events": events,
  "book-14-cash": cash,
  "book-15-inventory": inventory,
  "book-16-letters": letters,
} as const satisfies Readonly<Record<string, Make>>;

export type KoperasiBook = keyof typeof koperasiBooks;

/** Books of one day have no first day. */
const standingBooks: ReadonlySet<string> = new Set(["book-01-members", "book-06-savings", "book-15-inventory"]);

export async function koperasiBook(known: Known, book: KoperasiBook): Promise<Report> {
  const tables = await koperasiBooks[book](known);
  return { report: book, from: standingBooks.has(book) ? null : known.from, until: known.until, tables };
}

const people = ({ client, organisation, masterKey, until }: Known): Promise<readonly Person[]> =>
  peopleOf(client, organisation, Buffer.from(masterKey), until);

async function members(known: Known): Promise<readonly ReportTable[]> {
  const found = (await people(known)).filter(one => one.kind === "member" && one.joinedOn <= known.until);
  return [
    {
      key: "book-01-members",
      columns: columns(["member", "text"], ["joined-on", "day"], ["ended-on", "day"], ["state", "text"]),
      rows: found.map(one => {
        const isGone = one.endedOn !== null && one.endedOn <= known.until;
        return [
          { who: { number: one.number, name: one.name } },
          dayCell(one.joinedOn),
          isGone ? dayCell(one.endedOn) : null,
          said(`reports.state.${isGone ? one.status : "active"}`),
        ];
      }),
    },
  ];
}

function offices(key: string, roles: readonly string[]): Make {
  return async ({ client, organisation, from, until, who }) => {
    const held = (await officesHistory(client, organisation)).filter(
      one => roles.includes(one.role) && one.from <= until && (one.until === null || one.until >= from),
    );
    return [
      {
        key,
        columns: columns(["office", "text"], ["member", "text"], ["from", "day"], ["until", "day"]),
        rows: [...held]
          .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || (a.from < b.from ? -1 : 1))
          .map(one => [said(`role.${one.role}`), who(one.member), dayCell(one.from), dayCell(one.until)]),
        ...(held.length === 0 && { nothing: "reports.nobody-in-this-time" }),
      },
    ];
  };
}

async function staff(known: Known): Promise<readonly ReportTable[]> {
  const found = (await people(known)).filter(one => one.kind === "official" && one.joinedOn <= known.until);
  return [
    {
      key: "book-04-staff",
      columns: columns(["member", "text"], ["from", "day"], ["until", "day"]),
      rows: found.map(one => [
        { who: { number: one.number, name: one.name } },
        dayCell(one.joinedOn),
        dayCell(one.endedOn),
      ]),
      ...(found.length === 0 && { nothing: "reports.nobody-in-this-time" }),
    },
  ];
}

/** Each woman's savings are hers and the officers'; everybody sees what all of them come to (G39). */
async function savings(known: Known): Promise<readonly ReportTable[]> {
  const { client, organisation, until, isOpen } = known;
  const found = (await memberBalancesOn(client, organisation, until)).filter(one =>
    (savedKinds as readonly string[]).includes(partsOfAccount(one.account).kind),
  );
  if (found.length === 0) return [{ key: "book-06-savings", columns: [], rows: [], nothing: "reports.nothing-saved" }];
  const accounts = [...new Set(found.map(one => `${one.unit} ${one.account}`))].map(key => {
    const [unit, code] = key.split(" ") as [string, `${string}/${string}`];
    const here = found.filter(one => one.account === code && one.unit === unit);
    return { unit, code, here, total: -sum(here.map(one => one.amount)) };
  });
  const all: ReportTable = {
    key: "book-06-savings",
    columns: columns(["account", "text"], ["fund", "text"], ["members", "count"], ["amount", "amount"]),
    rows: accounts.map(({ code, unit, here, total }) => [
      known.account(code, unit),
      known.fund(partsOfAccount(code).fund),
      count(here.length),
      money(total, unit),
    ]),
  };
  if (!isOpen) return [all];
  const numbers = new Map((await people(known)).map(one => [one.member, one.number]));
  const byNumber = (a: MemberId, b: MemberId): number => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0);
  return [
    all,
    ...accounts.map(({ code, unit, here, total }): ReportTable => ({
      key: "savings-each",
      unit,
      isPersonal: true,
      columns: columns(["member", "text"], ["account", "text"], ["amount", "amount"]),
      rows: [...here]
        .sort((a, b) => byNumber(a.member, b.member))
        .map(one => [known.who(one.member), known.account(code, unit), money(-one.amount, unit)]),
      total: [said("reports.sum"), null, money(total, unit)],
    })),
  ];
}

/** What two officers wrote between meetings: that is where officers decide without the members. */
async function officersActs({ client, organisation, from, until, who }: Known): Promise<readonly ReportTable[]> {
  const found = await betweenMeetings(client, organisation, { from, until });
  return [
    {
      key: "book-11-officers-decisions",
      columns: columns(["day", "day"], ["what", "text"], ["by", "text"], ["with", "text"]),
      rows: found.map(one => [dayCell(one.on), said(`fact.${one.kind}`), who(one.by), one.with[0] ? who(one.with[0]) : null]),
      ...(found.length === 0 && { nothing: "reports.nothing-between-meetings" }),
    },
  ];
}

/** Who a decision is about is told to nobody here; a number of hands names no one. */
async function decisions({ client, organisation, from, until }: Known): Promise<readonly ReportTable[]> {
  const found = (await decisionsOf(client, organisation)).filter(one => one.decided_on >= from && one.decided_on <= until);
  return [
    {
      key: "book-12-assembly-decisions",
      columns: columns(
        ["day", "day"],
        ["meeting", "count"],
        ["question", "text"],
        ["votes-for", "count"],
        ["votes-against", "count"],
        ["abstaining", "count"],
        ["outcome", "text"],
      ),
      rows: [...found].reverse().map(one => [
        dayCell(one.decided_on),
        one.meeting_number === null ? null : count(one.meeting_number),
        said(`question.${one.question}`),
        count(one.votes_for),
        count(one.votes_against),
        count(one.abstaining),
        said(one.is_carried ? "reports.carried" : "reports.not-carried"),
      ]),
      ...(found.length === 0 && { nothing: "reports.nothing-in-this-time" }),
    },
  ];
}

/** What changed the group itself; what happened to one of its women is not told here. */
const eventKinds = [
  "assembly.organisation-founded",
  "assembly.rule-set",
  "ledger.fund-opened",
  "ledger.period-closed",
  "meetings.difference-found",
  "meetings.shared-out",
  "meetings.abandoned",
  "members.office-taken",
  "members.office-given-up",
  "members.place-set",
  "members.federation-left",
  "members.handed-over",
  "members.thing-held",
  "members.thing-given-up",
  "savings.cycle-closed",
] as const;

async function events(known: Known): Promise<readonly ReportTable[]> {
  const { client, organisation, from, until } = known;
  const found = await factsOfKinds(client, organisation, eventKinds, { from, until });
  // Rules that were set on one day are one thing that happened.
  const days = new Map<string, { readonly on: (typeof found)[number]["on"]; readonly kind: string; times: number }>();
  for (const { kind, on } of found) {
    const key = `${on} ${kind}`;
    const there = days.get(key);
    if (there) there.times += 1;
    else days.set(key, { on, kind, times: 1 });
  }
  return [
    {
      key: "book-13-events",
      columns: columns(["day", "day"], ["what", "text"], ["times", "count"]),
      rows: [...days.values()].map(one => [dayCell(one.on), said(`fact.${one.kind}`), count(one.times)]),
      ...(found.length === 0 && { nothing: "reports.nothing-in-this-time" }),
    },
    await linesOf(known, "events-written", "events"),
  ];
}

/** More rows than this are no book one reads; the earlier ones are in the same book of an earlier time. */
const rowsMax = 2_000;

/** The cash book of each fund: what came and went by day and kind, with the balance after each; nobody is named. */
async function cash({ client, organisation, from, until, funds, fund }: Known): Promise<readonly ReportTable[]> {
  const tables: ReportTable[] = [];
  for (const { fund: code, unit } of funds) {
    const asked = { account: account.cash(code), unit, until, isEach: false, skip: 0, take: rowsMax };
    const book = await bookOf(client, organisation, asked);
    let balance = book.opening;
    const rows: (readonly Cell[])[] = [];
    let opening = book.opening;
    for (const row of book.rows) {
      balance += row.in - row.out;
      if (row.day < from) opening = balance;
      else
        rows.push([
          dayCell(row.day),
          said(`fact.${row.kind}`),
          row.in === 0n ? null : money(row.in, unit),
          row.out === 0n ? null : money(row.out, unit),
          money(balance, unit),
        ]);
    }
    if (rows.length === 0 && opening === 0n) continue;
    tables.push({
      key: "book-14-cash",
      unit,
      titled: fund(code),
      columns: columns(["day", "day"], ["what", "text"], ["received", "amount"], ["paid", "amount"], ["balance", "amount"]),
      rows: [[dayCell(from), said("reports.opening"), null, null, money(opening, unit)], ...rows],
    });
  }
  return tables.length > 0 ? tables : [{ key: "book-14-cash", columns: [], rows: [], nothing: "reports.nothing-in-this-time" }];
}

/** Things held in common, and what lies in store. */
async function inventory(known: Known): Promise<readonly ReportTable[]> {
  const { client, organisation, masterKey, until, who, funds } = known;
  const things = (await holdingsOf(client, organisation, Buffer.from(masterKey))).filter(one => one.status === "in-use");
  const balances = new Balances(await movementsUntil(client, organisation, until));
  const accounts = await accountsOf(client, organisation);
  const stores = funds
    .filter(({ fund }) => accounts.some(one => one.account === `stock/${fund}`) || isThing(known, fund))
    .map(({ fund, unit }) => ({ fund, unit, amount: balances.on(until, { unit, kinds: ["cash", "stock"], funds: [fund] }) }))
    .filter(one => one.amount !== 0n);
  return [
    {
      key: "book-15-inventory",
      columns: columns(["thing", "text"], ["kind", "text"], ["held-by", "text"], ["since", "day"]),
      rows: things.map(one => [
        text(one.name),
        said(`members.thing.${one.kind}`),
        one.heldBy === null ? null : who(one.heldBy),
        dayCell(one.since),
      ]),
      ...(things.length === 0 && { nothing: "reports.nothing-held" }),
    },
    ...(stores.length === 0
      ? []
      : [
          {
            key: "in-store",
            columns: columns(["fund", "text"], ["amount", "amount"]),
            rows: stores.map(({ fund, unit, amount }) => [known.fund(fund), money(amount, unit)]),
          },
        ]),
  ];
}

const isThing = (known: Known, fund: string): boolean => {
  const unit = known.funds.find(one => one.fund === fund)?.unit;
  return unit !== undefined && unitOf(unit)?.kind === "thing";
};
