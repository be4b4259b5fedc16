/** Statements of a time: receipts and payments, and income and expense. */
import { addDays, type Minor, sum } from "#base";
import { kindOfAccount, partsOfAccount } from "#ledger";
import { accountsOf, holdingKinds, incomeStatements, resultAccounts, resultsBetween } from "#ledger/server";
import { Balances } from "./balances.ts";
import type { Known } from "./known.ts";
import { type Cell, columns, money, type Report, type ReportTable, said } from "./report.ts";
import { cameAndWent, movementsUntil } from "./store.ts";

/**
 * Receipts and payments: what was there before, what came in and for what, what went out and for what, what is there after;
 * both columns have one sum. Only money that moved: what was set off is in no column. A table a unit.
 */
export async function receiptsAndPayments(known: Known): Promise<Report> {
  const { client, organisation, from, until } = known;
  const accounts = await accountsOf(client, organisation);
  const holdings = accounts.map(one => one.account).filter(code => isHolding(code));
  const moved = await cameAndWent(client, organisation, holdings, { from, until });
  const balances = new Balances(await movementsUntil(client, organisation, until));
  return {
    report: "receipts-payments",
    from,
    until,
    tables: balances.units().map(unit => {
      const here = moved
        .filter(one => one.unit === unit)
        .sort((a, b) => kindOfAccount(a.account).number - kindOfAccount(b.account).number || (a.account < b.account ? -1 : 1));
      const places = holdingKinds.map(kind => ({
        kind,
        before: balances.on(addDays(from, -1), { unit, kinds: [kind] }),
        after: balances.on(until, { unit, kinds: [kind] }),
      }));
      const side = (which: "in" | "out"): readonly (readonly Cell[])[] =>
        byPurpose(here, which).map(({ account, amount }) =>
          which === "in"
            ? [known.account(account, unit, "in"), money(amount, unit), null]
            : [known.account(account, unit, "out"), null, money(amount, unit)],
        );
      const held = (when: "before" | "after"): readonly (readonly Cell[])[] =>
        places
          .filter(place => place[when] !== 0n)
          .map(place => {
            const label = said(`reports.${when}.${place.kind}`);
            return when === "before"
              ? [label, money(place.before, unit), null]
              : [label, null, money(place.after, unit)];
          });
      const received = sum([...places.map(place => place.before), ...here.map(one => one.in)]);
      const paid = sum([...places.map(place => place.after), ...here.map(one => one.out)]);
      return {
        key: "receipts-payments",
        unit,
        columns: columns(["item", "text"], ["received", "amount"], ["paid", "amount"]),
        rows: [...held("before"), ...side("in"), ...side("out"), ...held("after")],
        total: [said("reports.sum"), money(received, unit), money(paid, unit)],
      };
    }),
  };
}

/** Accounts of one kind and product in several funds are one purpose. */
function byPurpose(
  moved: readonly { readonly account: `${string}/${string}`; readonly in: Minor; readonly out: Minor }[],
  side: "in" | "out",
): readonly { readonly account: string; readonly amount: Minor }[] {
  const sums = new Map<string, { readonly account: string; readonly amount: Minor }>();
  for (const one of moved) {
    const { kind, product } = partsOfAccount(one.account);
    const key = `${kind}.${product}`;
    sums.set(key, { account: one.account, amount: (sums.get(key)?.amount ?? 0n) + one[side] });
  }
  return [...sums.values()].filter(one => one.amount !== 0n);
}

const isHolding = (code: `${string}/${string}`): boolean =>
  (holdingKinds as readonly string[]).includes(partsOfAccount(code).kind);

/** Income and expense of a time, without the entries that close the books; fund by fund, a table a unit. */
export async function incomeAndExpense(known: Known): Promise<Report> {
  const { client, organisation, from, until } = known;
  const accounts = resultAccounts(await accountsOf(client, organisation));
  const statements = incomeStatements(await resultsBetween(client, organisation, accounts, { from, until }));
  const tables = statements.map(({ unit, income, expense, surplus }): ReportTable => {
    const rows = (part: typeof income, sign: 1n | -1n): readonly (readonly Cell[])[] =>
      part.lines.map(line => [
        known.account(`${line.kind}${line.product === "" ? "" : `.${line.product}`}/${line.fund}`, unit),
        known.fund(line.fund),
        money(sign * line.amount, unit),
      ]);
    return {
      key: "income",
      unit,
      columns: columns(["account", "text"], ["fund", "text"], ["amount", "amount"]),
      rows: [
        ...rows(income, 1n),
        [said("reports.income-sum"), null, money(income.total, unit)],
        ...rows(expense, -1n),
        [said("reports.expense-sum"), null, money(-expense.total, unit)],
      ],
      total: [said("reports.surplus"), null, money(surplus, unit)],
    };
  });
  return { report: "income", from, until, tables: tables.length > 0 ? tables : [nothingYet("income")] };
}

export const nothingYet = (key: string): ReportTable => ({
  key,
  columns: [],
  rows: [],
  nothing: "reports.nothing-in-this-time",
});
