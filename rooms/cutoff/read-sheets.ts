/**
 * A workbook becomes what the cut-off says, or a list of all that stands in the way. Nothing is skipped in silence: a sheet
 * or a column nobody knows is told, for somebody wrote it for a reason.
 */
import { type Day, type MemberId, unitOf, type Uuid } from "#base";
import { type CutOffBody, loansMax, membersMax } from "./body.ts";
import { type Calendar, spelled, takeAmount, takeCount, takeDay, takeName, takeRate } from "./cells.ts";
import { type Column, columnsOf, RowOf } from "./columns-of.ts";
import { Faults, type SheetFault } from "./faults.ts";
import { columns, keyWritten, type ManyColumn, manyWritten, type SheetKind, sheetNames } from "./headings.ts";
import type { Known, Named } from "./known.ts";
import type { Cell, Sheet, Workbook } from "./sheets.ts";

export interface ReadOptions {
  readonly isBuddhist: boolean;
  readonly newId: () => Uuid;
  readonly newMember: () => MemberId;
}

/** `count` is how many faults there are; as many as fit are in `faults`. */
export type SheetsRead =
  | { readonly body: CutOffBody }
  | { readonly faults: readonly SheetFault[]; readonly count: number };

export function readSheets(workbook: Workbook, known: Known, options: ReadOptions): SheetsRead {
  const faults = new Faults();
  const sheets = sheetsByKind(workbook, faults);
  const calendar = { isBuddhist: options.isBuddhist, isFrom1904: workbook.isFrom1904 };
  const reading: Reading = { known, options, faults, calendar };
  const through = sheets.day && readDay(sheets.day, reading);
  const { members, numbers } = sheets.members ? readMembers(sheets.members, through, reading) : nobody;
  const loans = sheets.loans ? readLoans(sheets.loans, { through, members, numbers }, reading) : [];
  const funds = sheets.funds ? readFunds(sheets.funds, reading) : [];
  if (faults.count > 0 || through === undefined) return { faults: faults.list, count: faults.count };
  return { body: { through, members, loans, funds } };
}

interface Reading {
  readonly known: Known;
  readonly options: ReadOptions;
  readonly faults: Faults;
  readonly calendar: Calendar;
}

type Members = CutOffBody["members"];
/** All numbers that stand in the sheet, also of rows with something to mend: a loan is not told for them too. */
interface MembersRead {
  readonly members: Members;
  readonly numbers: ReadonlyMap<number, number>;
}
const nobody: MembersRead = { members: [], numbers: new Map() };
type Loans = CutOffBody["loans"];
type Funds = CutOffBody["funds"];

function sheetsByKind({ sheets }: Workbook, faults: Faults): Partial<Record<SheetKind, Sheet>> {
  const found: Partial<Record<SheetKind, Sheet>> = {};
  for (const sheet of sheets) {
    const kind = keyWritten(sheet.name, sheetNames);
    if (kind === undefined) {
      // A spreadsheet adds empty ones by itself.
      if (sheet.rows.length > 0) faults.add("sheet-unknown", { sheet }, sheet.name);
    } else if (found[kind]) faults.add("sheet-twice", { sheet }, sheet.name);
    else found[kind] = sheet;
  }
  for (const kind of ["day", "members", "funds"] as const)
    if (!found[kind])
      faults.add("sheet-missing", { sheet: { name: sheetNames[kind].id[0], rows: [] } }, "", `${sheetNames[kind].id[0]} / ${sheetNames[kind].en[0]}`);
  return found;
}

const needed = <K extends SheetKind & keyof typeof columns>(kind: K, keys: readonly (keyof (typeof columns)[K] & string)[]) =>
  keys.map(key => {
    const { id, en } = columns[kind][key] as { readonly id: readonly string[]; readonly en: readonly string[] };
    return { key, heading: `${id[0]} / ${en[0]}` };
  });

const plainKey =
  <K extends SheetKind & keyof typeof columns>(kind: K) =>
  (heading: string): { readonly key: string } | "column-unknown" => {
    const key = keyWritten(heading, columns[kind] as unknown as Readonly<Record<string, typeof sheetNames.day>>);
    return key === undefined ? "column-unknown" : { key };
  };

function readDay(sheet: Sheet, { known, faults, calendar }: Reading): Day | undefined {
  const table = columnsOf(sheet, plainKey("day"), needed("day", ["through"]), faults, "");
  if (table.rows.length > 1) faults.add("one-day-only", { sheet, row: table.rows[1]!.row });
  if (table.columns.length === 0) return undefined;
  if (table.rows.length === 0) {
    const { column, heading } = table.columns[0]!;
    faults.add("cell-missing", { sheet, column, heading });
    return undefined;
  }
  const row = new RowOf(table.rows[0]!, table, sheet, faults);
  const through = row.take("through", cell => takeDay(cell, calendar), true);
  if (through !== undefined && through > known.today) row.fault("day-to-come", "through", known.today);
  return through;
}

interface MemberColumn {
  readonly key: "number" | "name" | "joined" | ManyColumn;
  /** Of a product or fund: its code. */
  readonly of?: string;
}

function readMembers(sheet: Sheet, through: Day | undefined, reading: Reading): MembersRead {
  const { known, faults, calendar, options } = reading;
  const table = columnsOf(sheet, heading => memberColumn(heading, known), needed("members", ["number", "name"]), faults, choicesOf(known));
  if (table.rows.length > membersMax) {
    faults.add("rows-too-many", { sheet }, String(table.rows.length), String(membersMax));
    return nobody;
  }
  const here = new Map(known.members.map(one => [one.number, one]));
  const seen = new Map<number, number>();
  const members = table.rows.flatMap((cells): Members => {
    const row = new RowOf<MemberColumn>(cells, table, sheet, faults);
    const number = row.take("number", cell => takeCount(cell, 1, 999_999), true);
    const name = row.take("name", takeName, true);
    const joined = row.take("joined", cell => takeDay(cell, calendar));
    if (joined !== undefined && through !== undefined && joined > through) row.fault("day-after-cut-off", "joined", through);
    const savings = amountsIn(row, "savings", known.savings).map(({ of, amount }) => ({ product: of, amount }));
    const shares = row.columnsOf("shares").flatMap(column => {
      const count = row.take(column, cell => takeCount(cell, 0, 1_000_000)) ?? 0;
      return count === 0 ? [] : [{ fund: column.key.of!, shares: count }];
    });
    const places = placesIn(row, through, reading);
    if (number === undefined) return [];
    const before = seen.get(number);
    if (before !== undefined) {
      row.fault("number-twice", "number", String(before));
      return [];
    }
    seen.set(number, cells.row);
    if (name === undefined) return [];
    const founder = here.get(number);
    if (founder && founder.name !== null && spelled(founder.name) !== spelled(name)) {
      row.fault("number-of-another", "number", founder.name);
      return [];
    }
    return [
      {
        ...(founder ? { member: founder.member } : { member: options.newMember(), person: options.newId(), name }),
        number,
        ...(joined === undefined ? {} : { joined }),
        ...(savings.length === 0 ? {} : { savings }),
        ...(shares.length === 0 ? {} : { shares }),
        ...(places.length === 0 ? {} : { places }),
      },
    ];
  });
  return { members, numbers: seen };
}

function memberColumn(heading: string, known: Known): MemberColumn | "column-unknown" | "product-unknown" | "fund-unknown" {
  const plain = keyWritten(heading, columns.members);
  if (plain !== undefined) return { key: plain };
  const many = manyWritten(heading);
  if (!many) return "column-unknown";
  const [of, unknown] = {
    savings: [known.savings, "product-unknown"],
    shares: [known.shares, "fund-unknown"],
    since: [known.places, "fund-unknown"],
    ahead: [known.places, "fund-unknown"],
  }[many.key] as [readonly Named[], "product-unknown" | "fund-unknown"];
  const found = namedSo(many.of, of);
  return found ? { key: many.key, of: found.code } : unknown;
}

const choicesOf = ({ savings, shares, places }: Known): string =>
  [...new Set([...savings, ...shares, ...places].map(one => one.names[0] ?? one.code))].join(", ");

const namedSo = <N extends Named>(text: string, of: readonly N[]): N | undefined =>
  of.find(one => one.code === spelled(text) || one.names.some(name => spelled(name) === spelled(text)));

const takeIn = (unit: string) => (cell: Cell) => takeAmount(cell, unitOf(unit)!);

/** The amounts of a row in columns that stand for products; none for an empty cell or a nought. */
function amountsIn(row: RowOf<MemberColumn>, key: ManyColumn, of: Known["savings"]) {
  return row.columnsOf(key).flatMap((column: Column<MemberColumn>) => {
    const { code, unit } = of.find(one => one.code === column.key.of)!;
    const amount = row.take(column, takeIn(unit)) ?? 0n;
    return amount === 0n ? [] : [{ of: code, amount }];
  });
}

function placesIn(row: RowOf<MemberColumn>, through: Day | undefined, { known, calendar }: Reading) {
  const ahead = new Map(amountsIn(row, "ahead", known.places).map(({ of, amount }) => [of, amount]));
  const places = row.columnsOf("since").flatMap(column => {
    const since = row.take(column, cell => takeDay(cell, calendar));
    if (since === undefined) return [];
    if (through !== undefined && since > through) row.fault("day-after-cut-off", column, through);
    const paid = ahead.get(column.key.of!);
    return [{ fund: column.key.of!, since, ...(paid === undefined ? {} : { paid_ahead: paid }) }];
  });
  for (const column of row.columnsOf("ahead")) {
    const fund = column.key.of!;
    if (!ahead.has(fund)) continue;
    if (!places.some(one => one.fund === fund)) row.fault("place-without-day", column);
    else if (!known.places.find(one => one.code === fund)!.hasContribution) row.fault("nothing-paid-ahead", column);
  }
  return places;
}

function readLoans(
  sheet: Sheet,
  { through, members, numbers }: { readonly through: Day | undefined } & MembersRead,
  { known, faults, calendar, options }: Reading,
): Loans {
  const wanted = needed("loans", ["number", "product", "paid_out_on", "principal", "outstanding", "periods"]);
  // A sheet that was never written on has its headings, or not even these.
  if (sheet.rows.length === 0) return [];
  const table = columnsOf(sheet, plainKey("loans"), wanted, faults, "");
  if (table.rows.length > loansMax) {
    faults.add("rows-too-many", { sheet }, String(table.rows.length), String(loansMax));
    return [];
  }
  const byNumber = new Map(members.map(one => [one.number, one]));
  const names = new Map(known.members.map(one => [one.member, one.name]));
  const products = known.loanProducts.map(one => one.names[0] ?? one.code).join(", ");
  return table.rows.flatMap((cells): Loans => {
    const row = new RowOf(cells, table, sheet, faults);
    const number = row.take("number", cell => takeCount(cell, 1, 999_999), true);
    const name = row.take("name", takeName);
    const spoken = row.take("product", takeName, true);
    const product = spoken === undefined ? undefined : namedSo(spoken, known.loanProducts);
    if (spoken !== undefined && !product) row.fault("product-unknown", "product", products);
    const taking = takeIn(product?.unit ?? known.funds[0]?.unit ?? "IDR");
    const principal = row.take("principal", taking, true);
    const outstanding = row.take("outstanding", taking, true);
    const periods = row.take("periods", cell => takeCount(cell, 1, 1_000), true);
    const rate = row.take("rate", takeRate);
    const paidOut = row.take("paid_out_on", cell => takeDay(cell, calendar), true);
    const paidUntil = row.take("paid_until", cell => takeDay(cell, calendar));
    const her = number === undefined ? undefined : byNumber.get(number);
    if (number !== undefined && !numbers.has(number)) row.fault("number-unknown", "number");
    const called = her && (her.name ?? names.get(her.member));
    if (her && name !== undefined && called && spelled(called) !== spelled(name)) row.fault("name-of-another", "name", called);
    for (const [key, day] of [["paid_out_on", paidOut], ["paid_until", paidUntil]] as const)
      if (day !== undefined && through !== undefined && day > through) row.fault("day-after-cut-off", key, through);
    if (paidOut !== undefined && paidUntil !== undefined && paidUntil < paidOut) row.fault("paid-before-lent", "paid_until", paidOut);
    if (outstanding === 0n) row.fault("owed-nothing", "outstanding");
    if (outstanding !== undefined && principal !== undefined && outstanding > principal) row.fault("owed-above-lent", "outstanding");
    if (!her || !product || principal === undefined || outstanding === undefined || periods === undefined || !paidOut) return [];
    return [
      {
        loan: options.newId(),
        member: her.member,
        product: product.code,
        principal,
        outstanding,
        paid_out_on: paidOut,
        periods,
        ...(rate === undefined ? {} : { rate_per_month: rate }),
        ...(paidUntil === undefined ? {} : { paid_until: paidUntil }),
      },
    ];
  });
}

function readFunds(sheet: Sheet, { known, faults }: Reading): Funds {
  const table = columnsOf(sheet, plainKey("funds"), needed("funds", ["fund"]), faults, "");
  const seen = new Set<string>();
  return table.rows.flatMap((cells): Funds => {
    const row = new RowOf(cells, table, sheet, faults);
    const written = row.take("fund", takeName, true);
    if (written === undefined) return [];
    const fund = namedSo(written, known.funds);
    if (!fund) {
      row.fault("fund-unknown", "fund", known.funds.map(one => one.names[0] ?? one.code).join(", "));
      return [];
    }
    if (seen.has(fund.code)) row.fault("fund-twice", "fund");
    seen.add(fund.code);
    const taking = takeIn(fund.unit);
    const cash = row.take("cash", taking) ?? 0n;
    const bank = row.take("bank", taking) ?? 0n;
    const own = row.take("own", cell => takeAmount(cell, unitOf(fund.unit)!, fund.isDivisible)) ?? 0n;
    const gifts = row.take("gifts", taking);
    return [{ fund: fund.code, cash, bank, own, ...(gifts === undefined || gifts === 0n ? {} : { gifts }) }];
  });
}
