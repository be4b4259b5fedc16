/** The register of demand, collection, balance and overdue, and the list of who is late: each for officers, sums for all. */
import { type Minor, sum } from "#base";
import type { DemandOfLoan, LoanRow } from "#loans";
import { loansWithEvents } from "#loans/server";
import type { Known } from "./known.ts";
import { ageingTable, demandedIn, standingOn, unitsLent } from "./lending.ts";
import { columns, count, dayCell, money, type Report, type ReportTable, said } from "./report.ts";
import { provisionsOn } from "./rules-read.ts";

/** The register of demand, collection and balance: each loan for officers, the sums for everybody. */
export async function demandRegister(known: Known): Promise<Report> {
  const { client, organisation, from, until, isOpen } = known;
  const loans = await loansWithEvents(client, organisation);
  const tables = unitsLent(loans).flatMap((unit): readonly ReportTable[] => {
    const demanded = demandedIn(loans, unit, { from, until });
    if (demanded.length === 0) return [];
    // Few loans have charges; a row of zeros would only ask what it is.
    const named = chargeParts.filter(part => demanded.some(one => isDemanded(one.demand[part])));
    const together = (demand: DemandOfLoan) => [demand.principal, demand.interest, ...named.map(part => demand[part])];
    const both = demanded.flatMap(({ demand }) => together(demand));
    const isRenewed = both.some(part => part.renewed !== 0n);
    const amounts = [
      ["overdue-before", "amount"],
      ["fell-due", "amount"],
      ["collected", "amount"],
      ["paid-ahead", "amount"],
      ...(isRenewed ? ([["renewed", "amount"]] as const) : []),
      ["overdue", "amount"],
    ] as const;
    const figures = (of: readonly DemandOfLoan["principal"][]) => figuresOf(of, isRenewed);
    const parts = (["principal", "interest", ...named] as const).map(part => [
      said(`reports.part.${part}`),
      ...figures(demanded.map(one => one.demand[part])).map(amount => money(amount, unit)),
    ]);
    const all: ReportTable = {
      key: "demand",
      unit,
      columns: columns(["what", "text"], ...amounts),
      rows: parts,
      total: [said("reports.sum"), ...figures(both).map(amount => money(amount, unit))],
    };
    if (!isOpen) return [all];
    const writtenOff = sum(demanded.map(one => one.demand.writtenOff));
    const each: ReportTable = {
      key: "demand-each",
      unit,
      isPersonal: true,
      columns: columns(
        ["member", "text"],
        ["paid-out-on", "day"],
        ...amounts,
        ["balance", "amount"],
        ...(writtenOff === 0n ? [] : ([["written-off", "amount"]] as const)),
      ),
      rows: [...demanded].sort(byBorrower(known)).map(({ loan, demand }) => [
        known.who(loan.member_id),
        dayCell(loan.paid_out_on),
        ...figures(together(demand)).map(amount => money(amount, unit)),
        money(demand.balance, unit),
        ...(writtenOff === 0n ? [] : [demand.writtenOff === 0n ? null : money(demand.writtenOff, unit)]),
      ]),
      total: [
        said("reports.sum"),
        null,
        ...figures(both).map(amount => money(amount, unit)),
        money(sum(demanded.map(one => one.demand.balance)), unit),
        ...(writtenOff === 0n ? [] : [money(writtenOff, unit)]),
      ],
    };
    return [all, each];
  });
  return { report: "dcb", from, until, tables: tables.length > 0 ? tables : [nothingLent("demand")] };
}

const chargeParts = ["fees", "penalties"] as const;
const isDemanded = (part: DemandOfLoan["fees"]): boolean => Object.values(part).some(amount => amount !== 0n);

/** Overdue before, fell due, collected of both, paid ahead, paid off by a new loan, overdue after. */
const figuresOf = (parts: readonly DemandOfLoan["principal"][], isRenewed: boolean): readonly Minor[] => [
  sum(parts.map(one => one.overdueBefore)),
  sum(parts.map(one => one.fellDue)),
  sum(parts.map(one => one.paidOfOverdue + one.paidOfFellDue)),
  sum(parts.map(one => one.paidAhead)),
  ...(isRenewed ? [sum(parts.map(one => one.renewed))] : []),
  sum(parts.map(one => one.overdue)),
];

const numberOf = (known: Known, loan: LoanRow): number => {
  const cell = known.who(loan.member_id) as { readonly who: { readonly number: number } };
  return cell.who.number;
};

const byBorrower =
  (known: Known) =>
  (a: { readonly loan: LoanRow }, b: { readonly loan: LoanRow }): number =>
    numberOf(known, a.loan) - numberOf(known, b.loan) || (a.loan.loan_id < b.loan.loan_id ? -1 : 1);

/** How late loans are, in bands: counts and sums for everybody; who it is, since when and how much, for officers. */
export async function ageingList(known: Known): Promise<Report> {
  const { client, organisation, until, isOpen } = known;
  const loans = await loansWithEvents(client, organisation);
  const rates = await provisionsOn(known, until);
  const tables = unitsLent(loans).flatMap((unit): readonly ReportTable[] => {
    const standing = standingOn(loans, unit, until);
    if (standing.length === 0) return [];
    const late = standing.filter(one => one.daysLate > 0);
    return [
      ageingTable(standing, unit, rates),
      ...(isOpen && late.length > 0
        ? [
            {
              key: "late-each",
              unit,
              isPersonal: true as const,
              columns: columns(
                ["member", "text"],
                ["waiting-since", "day"],
                ["days-late", "count"],
                ["late", "amount"],
                ["balance", "amount"],
              ),
              rows: [...late]
                .sort((a, b) => b.daysLate - a.daysLate || byBorrower(known)(a, b))
                .map(one => [
                  known.who(one.loan.member_id),
                  dayCell(one.oldestDue),
                  count(one.daysLate),
                  money(one.late, unit),
                  money(one.outstanding, unit),
                ]),
              total: [
                said("reports.sum"),
                null,
                null,
                money(sum(late.map(one => one.late)), unit),
                money(sum(late.map(one => one.outstanding)), unit),
              ],
            },
          ]
        : []),
    ];
  });
  return { report: "ageing", from: null, until, tables: tables.length > 0 ? tables : [nothingLent("ageing")] };
}

const nothingLent = (key: string): ReportTable => ({ key, columns: [], rows: [], nothing: "reports.nothing-lent" });
