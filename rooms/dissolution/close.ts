import { assert, type Books, command, type Fact, isRefusal, type Line, type Need, need, type Project, put } from "#base";
import { accountTable, closedThrough, closeThrough, type FundRow, fundTable, periodTable } from "#ledger";
import { moneyIn } from "./plan-fund.ts";
import { needsOpen, stillOpen } from "./still-open.ts";
import { fundPartTable, windingUpTable } from "./tables.ts";
import { windingUp } from "./winding-up.ts";

/**
 * Closes the books for good. What is left in every fund, what is never divided among it, goes to the body the members named,
 * and each account stands at nothing. From then on the group is only read, exported and kept.
 */
export const close = command({
  name: "dissolution.close",
  fields: {},
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs: (): readonly Need[] => [need.all(windingUpTable), need.all(periodTable), ...needsOpen],
  decide({ on }, books) {
    const row = windingUp(books);
    if (isRefusal(row)) return row;
    const open = stillOpen(books);
    if (open) return open;
    const closed = closedThrough(books);
    return {
      facts: [
        ...books.rows(fundTable).map((fund): Fact => residualTransferred(fund, row.receiver, on, books)),
        ...(closed === null || closed < on ? [closeThrough(on, on)] : []),
        { kind: "dissolution.closed", on, lines: [], data: {} },
      ],
    };
  },
});

/** Every account of the fund back to nothing; its box and its bank account are what the receiver is given. */
function residualTransferred(fund: FundRow, receiver: string, on: Fact["on"], books: Books): Fact {
  const { unit } = fund;
  const lines = books.rows(accountTable, { fund: fund.fund }).flatMap(({ account, is_per_member }): readonly Line[] => {
    const balance = is_per_member ? 0n : books.balance({ account, unit });
    return balance === 0n ? [] : [{ account, unit, amount: -balance }];
  });
  const amount = moneyIn(fund, books);
  assert(amount >= 0n, "no box holds less than nothing");
  return {
    kind: "dissolution.residual-transferred",
    on,
    lines,
    data: { fund: fund.fund, unit, amount: String(amount), receiver },
  };
}

export const residualGone: Project = (fact, books) => {
  const { fund, unit, amount } = fact.data as { readonly fund: string; readonly unit: string; readonly amount: string };
  const before = books.row(fundPartTable, { fund });
  return [
    put(fundPartTable, {
      ...{ fund, unit, distributed_on: before?.distributed_on ?? null, to_members: before?.to_members ?? 0n },
      transferred: BigInt(amount),
    }),
  ];
};

export const closedForGood: Project = (fact, books) => {
  const row = books.row(windingUpTable, { part: "group" });
  assert(row, "what is closed was wound up");
  return [put(windingUpTable, { ...row, status: "closed", closed_on: fact.on })];
};
