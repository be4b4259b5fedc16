/** The page of indicators: repayment never without risk, people and money, how capital is spread, and the pictures. */
import { type Day, multiply, type Ratio, ratio, round } from "#base";
import { enrolmentsIn } from "#aid/server";
import { accountsOf, incomeStatements, resultAccounts, resultsBetween } from "#ledger/server";
import { loansWithEvents } from "#loans/server";
import { peopleOf, type Person } from "#members/server";
import { Balances } from "./balances.ts";
import { allCapital, attendance, type Belonging, membersOn, retention } from "./indicators.ts";
import type { Known } from "./known.ts";
import { ageingTable, standingOn } from "./lending.ts";
import { dayBefore, type Figure, figureOf, measured, type MoneyMeasured, monthsOf, type MeasuredFrom, savedKinds } from "./measure.ts";
import { panchasutra, type Score } from "./panchasutra.ts";
import { rated } from "./rating.ts";
import { type Cell, columns, count, dayCell, money, percent, type Report, type ReportTable, said } from "./report.ts";
import type { RatedIndicator } from "./rules.ts";
import { provisionsOn, ratingOn, rhythmOn } from "./rules-read.ts";
import { benefitsIn, concentrationTables, officesTable } from "./spread-tables.ts";
import { memberBalancesOn, meetingsUntil, type MeetingHeld, movementsUntil, savedOn } from "./store.ts";

/** Everything the indicators, the score and the ratings are worked out of. */
async function read(known: Known) {
  const { client, organisation, masterKey, from, until } = known;
  const accounts = await accountsOf(client, organisation);
  const results = incomeStatements(
    await resultsBetween(client, organisation, resultAccounts(accounts), { from, until }),
  );
  const balances = new Balances(await movementsUntil(client, organisation, until));
  const loans = await loansWithEvents(client, organisation);
  const rates = await provisionsOn(known, until);
  const saving = accounts
    .map(one => one.account)
    .filter(code => savedKinds.some(kind => code.startsWith(`${kind}.`) || code.startsWith(`${kind}/`)));
  const meetings = await meetingsUntil(client, organisation, until);
  const people = (await peopleOf(client, organisation, Buffer.from(masterKey), until)).filter(
    person => person.kind === "member",
  );
  const of = (unit: string): MeasuredFrom => ({
    ...{ unit, from, until, balances, loans, results, rates },
    reserves: known.funds.filter(fund => fund.nature === "indivisible").map(fund => fund.fund),
    // A social fund that may be lent free is there to help and not to be at work.
    lendableFunds: known.funds
      .filter(fund => fund.is_lendable && fund.nature === "divisible" && fund.unit === unit)
      .map(fund => fund.fund),
  });
  return {
    of,
    units: [known.unit, ...balances.units().filter(unit => unit !== known.unit)],
    loans,
    rates,
    meetings,
    people,
    members: people.map(belongingOf),
    saved: await savedOn(client, organisation, saving, { from: meetings[0]?.on ?? from, until }),
    rhythm: await rhythmOn(known, until),
    holdings: await memberBalancesOn(client, organisation, until),
    benefits: await benefitsIn(known),
  };
}
type Read = Awaited<ReturnType<typeof read>>;

const belongingOf = ({ joinedOn, endedOn }: Person): Belonging => ({ from: joinedOn, until: endedOn });

export async function indicators(known: Known): Promise<Report> {
  const { from, until } = known;
  const books = await read(known);
  const money = books.units.flatMap(unit => {
    const given = books.of(unit);
    const found = measured(given);
    const isLending = found.risk.outstanding > 0n || found.onTime.whole > 0n;
    return [
      ...(isLending ? [repaymentTable(found, unit), ageingTable(standingOn(books.loans, unit, until), unit, books.rates)] : []),
      moneyTable(found, unit),
      capitalTable(found, unit),
      ...pictures(given, unit),
      ...concentrationTables(books, known, unit),
    ];
  });
  return {
    report: "indicators",
    from,
    until,
    tables: [
      ...money,
      await peopleTable(books, known),
      ...(await officesTable(known, membersOn(books.members, until))),
      ...attendanceTable(books, known),
      scoreTable(scoreOf(books, known)),
    ],
  };
}

const figureColumns = (kind: "amount" | "count") =>
  columns(["indicator", "text"], ["value", "percent"], ["counted", kind], ["out-of", kind], ["definition", "text"]);

function row(indicator: string, figure: Figure, cell: (value: bigint) => Cell): readonly Cell[] {
  return [
    said(`reports.indicator.${indicator}`),
    percent(figure.value),
    cell(figure.part),
    cell(figure.whole),
    said(`reports.definition.${indicator}`),
  ];
}

/** The rate of repayment stands with the portfolio at risk, in one table, so that none is shown alone. */
function repaymentTable({ onTime, risk }: MoneyMeasured, unit: string): ReportTable {
  const cell = (value: bigint): Cell => money(value, unit);
  const whole = risk.outstanding;
  return {
    key: "repayment",
    unit,
    columns: figureColumns("amount"),
    rows: [
      row("on-time-repayment", onTime, cell),
      ...risk.buckets.map(bucket =>
        row(`par-${bucket.overDays}`, { value: whole === 0n ? null : bucket.ratio, part: bucket.atRisk, whole }, cell),
      ),
      ...(["rescheduled", "renewed", "renewedLate"] as const)
        // Few groups renew loans; the line of new agreements always stands.
        .filter(which => which === "rescheduled" || risk.renewed !== 0n)
        .map(which =>
          row(
            which === "renewedLate" ? "renewed-late" : which,
            { value: whole === 0n ? null : ratio(risk[which], whole), part: risk[which], whole },
            cell,
          ),
        ),
    ],
  };
}

function moneyTable(found: MoneyMeasured, unit: string): ReportTable {
  const cell = (value: bigint): Cell => money(value, unit);
  return {
    key: "results",
    unit,
    columns: figureColumns("amount"),
    rows: [
      row("operating-self-sufficiency", found.selfSufficiency, cell),
      row("return-on-savings", found.returned, cell),
      row("fund-use", found.use, cell),
      row("write-off-ratio", found.writeOff, cell),
      row("risk-coverage", found.coverage, cell),
      ...(found.provisionCovered ? [row("provision-coverage", found.provisionCovered, cell)] : []),
    ],
  };
}

/** Where the capital came from, and how far the group stands on its own. */
function capitalTable({ capital, selfFunded }: MoneyMeasured, unit: string): ReportTable {
  const whole = allCapital(capital);
  const share = (amount: bigint): Cell => percent(whole === 0n ? null : ratio(amount, whole));
  return {
    key: "capital",
    unit,
    columns: columns(["source", "text"], ["share", "percent"], ["amount", "amount"]),
    rows: (["members", "retained", "others", "gifts"] as const).map(source => [
      said(`reports.source.${source}`),
      share(capital[source]),
      money(capital[source], unit),
    ]),
    total: [said("reports.indicator.self-funding"), percent(selfFunded.value), money(selfFunded.whole, unit)],
  };
}

function pictures(given: MeasuredFrom, unit: string): readonly ReportTable[] {
  const months = monthsOf(given);
  return [
    {
      key: "growth",
      unit,
      chart: { kind: "line", label: 0, value: 1 },
      columns: columns(["month-end", "day"], ["owned", "amount"], ["saved", "amount"]),
      rows: months.map(month => [dayCell(month.day), money(month.owned, unit), money(month.saved, unit)]),
    },
    ...(months.some(month => month.over1 !== null)
      ? [
          {
            key: "arrears",
            unit,
            chart: { kind: "bars" as const, label: 0, value: 1 },
            columns: columns(["month-end", "day"], ["over-1", "percent"], ["over-30", "percent"]),
            rows: months.map(month => [dayCell(month.day), percent(month.over1), percent(month.over30)]),
          },
        ]
      : []),
  ];
}

async function peopleTable(books: Read, known: Known): Promise<ReportTable> {
  const { from, until } = known;
  const { members, people } = books;
  const here = attendance(rollsOf(books.meetings));
  const rolls = rollsOf(books.meetings).slice(-4);
  const called = rolls.reduce((all, roll) => all + roll.called, 0);
  const inPerson = rolls.reduce((all, roll) => all + roll.inPerson, 0);
  const sent = rolls.reduce((all, roll) => all + roll.represented, 0);
  const cell = (value: bigint): Cell => count(Number(value));
  const start = dayBefore(from) < known.foundedOn ? known.foundedOn : dayBefore(from);
  const there = membersOn(members, start);
  const stayed = retention(members, start, until);
  const active = new Set(people.filter(one => one.endedOn === null || one.endedOn > until).map(one => one.member));
  const borrowing = new Set(
    books.holdings.filter(one => one.account.startsWith("loans-receivable/") && one.amount > 0n).map(one => one.member),
  );
  const isProtected = await protectedMembers(known);
  return {
    key: "people",
    columns: figureColumns("count"),
    rows: [
      row("retention", { value: stayed, part: BigInt(stayedOf(stayed, there)), whole: BigInt(there) }, cell),
      row("attendance", { value: here.inPerson, part: BigInt(inPerson), whole: BigInt(called) }, cell),
      row(
        "attendance-represented",
        { value: here.withRepresentative, part: BigInt(inPerson + sent), whole: BigInt(called) },
        cell,
      ),
      row("borrowing", figureOf([...active].filter(member => borrowing.has(member)).length, active.size), cell),
      ...(isProtected === null
        ? []
        : [row("protection", figureOf([...active].filter(member => isProtected.has(member)).length, active.size), cell)]),
    ],
  };
}

/** The count behind a share that was made of counts. */
const stayedOf = (share: Ratio | null, of: number): number =>
  share === null ? 0 : Number(round(multiply(share, ratio(BigInt(of))), "HALF_UP"));

/** Who is active in any fund of aid; null where the group has none that anybody is in. */
async function protectedMembers({ client, organisation, funds }: Known): Promise<ReadonlySet<string> | null> {
  const found = new Set<string>();
  let any = false;
  for (const { fund } of funds.filter(one => one.nature === "restricted"))
    for (const enrolment of await enrolmentsIn(client, organisation, fund)) {
      any = true;
      if (enrolment.status === "active") found.add(enrolment.member_id);
    }
  return any ? found : null;
}

const rollsOf = (meetings: readonly MeetingHeld[]) => meetings.filter(one => one.sealedOn !== null);

function attendanceTable(books: Read, { from, until }: Known): readonly ReportTable[] {
  const held = rollsOf(books.meetings).filter(one => one.on >= from && one.on <= until && one.called > 0).slice(-24);
  if (held.length === 0) return [];
  return [
    {
      key: "attendance",
      chart: { kind: "bars", label: 0, value: 1 },
      columns: columns(
        ["meeting-day", "day"],
        ["in-person", "percent"],
        ["with-representative", "percent"],
        ["called", "count"],
      ),
      rows: held.map(one => [
        dayCell(one.on),
        percent(ratio(BigInt(one.inPerson), BigInt(one.called))),
        percent(ratio(BigInt(one.inPerson + one.represented), BigInt(one.called))),
        count(one.called),
      ]),
    },
  ];
}

function scoreOf(books: Read, { unit, from, until }: Known): Score {
  const held = books.meetings.filter(one => one.on >= from);
  const sealed = rollsOf(held);
  const { onTime, lent, lendable } = measured(books.of(unit));
  const first = books.meetings[0]?.on ?? from;
  return panchasutra({
    from: first > from ? first : from,
    until,
    meetings: sealed.map(one => ({ ...one, isSealedInTime: isNextDayAtMost(one.on, one.sealedOn!) })),
    unsealed: held.filter(one => one.sealedOn === null && one.on < until).length,
    rhythm: books.rhythm,
    saved: books.saved,
    meetingBefore: rollsOf(books.meetings).filter(one => one.on < from).at(-1)?.on ?? null,
    lent,
    cash: lendable,
    onTime: onTime.value,
  });
}

/** A box is locked late in the evening, and the server may count the day in another zone. */
const isNextDayAtMost = (held: Day, sealed: Day): boolean => dayBefore(sealed) <= held;

function scoreTable({ principles, total, grade }: Score): ReportTable {
  const points = (value: Ratio): Cell => ({ points: round(multiply(value, ratio(100n)), "HALF_UP") });
  return {
    key: "panchasutra",
    columns: columns(["principle", "text"], ["value", "percent"], ["points", "points"], ["definition", "text"]),
    rows: principles.map(one => [
      said(`reports.principle.${one.principle}`),
      percent(one.met),
      points(one.points),
      said(`reports.principle.${one.principle}.more`),
    ]),
    total: [
      grade === null ? said("reports.grade.none") : said("reports.grade", { grade }),
      null,
      points(total),
      null,
    ],
  };
}

/** A rating sheet as the group or its federation entered it; what was not entered says so. */
export async function ratingSheet(known: Known, sheet: "pesos" | "piso"): Promise<Report> {
  const { until, unit } = known;
  const rating = await ratingOn(known, sheet, until);
  const base = { report: sheet, from: known.from, until };
  if (rating === null || rating.lines.length === 0)
    return { ...base, tables: [{ key: sheet, columns: [], rows: [], nothing: `reports.${sheet}.not-entered` }] };
  const books = await read(known);
  const found = measured(books.of(unit));
  const par = (days: number): Ratio | null =>
    found.risk.outstanding === 0n ? null : found.risk.buckets.find(one => one.overDays === days)!.ratio;
  const values: Readonly<Record<RatedIndicator, Ratio | null>> = {
    "par-1": par(1),
    "par-30": par(30),
    "par-60": par(60),
    "par-90": par(90),
    "on-time-repayment": found.onTime.value,
    "operating-self-sufficiency": found.selfSufficiency.value,
    "write-off-ratio": found.writeOff.value,
    "risk-coverage": found.coverage.value,
    retention: retention(books.members, dayBefore(known.from), until),
    attendance: attendance(rollsOf(books.meetings)).inPerson,
    "return-on-savings": found.returned.value,
    "fund-use": found.use.value,
    "self-funding": found.selfFunded.value,
    "provision-coverage": found.provisionCovered?.value ?? null,
  };
  const lines = rated(rating.lines, values);
  const points = lines.reduce((all, line) => all + (line.points ?? 0), 0);
  const of = lines.reduce((all, line) => all + line.of, 0);
  return {
    ...base,
    tables: [
      {
        key: sheet,
        columns: columns(
          ["part", "text"],
          ["indicator", "text"],
          ["value", "percent"],
          ["points", "count"],
          ["of-points", "count"],
        ),
        rows: [
          ...lines.map(line => [
            said(`reports.rating.${line.part}`),
            said(`reports.indicator.${line.indicator}`),
            percent(line.value),
            line.points === null ? said("reports.nothing-to-measure") : count(line.points),
            count(line.of),
          ]),
          ...(of < 100 ? [[said("reports.rating.not-entered"), null, null, null, count(100 - of)]] : []),
        ],
        total: [said("reports.sum"), null, null, count(points), count(100)],
      },
    ],
  };
}
