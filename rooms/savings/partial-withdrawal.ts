import { entry, type Line, need, type Project, put, refuse, type Uuid } from "#base";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { needsHolds, refusalOfHold } from "./hold.ts";
import { refuseStranger } from "./product.ts";
import { needsInSteps } from "./reading.ts";
import { termDepositTable } from "./tables.ts";
import { accountOfTerm, earlyInterestOn, isMature, needsOfTerm, openTerm } from "./term.ts";

/**
 * A part of a term deposit is taken out before its day, where the terms it was laid down with say that this may be. The part
 * earns by the early rule for the whole months it lay, as if it had been laid down by itself; the rest goes on at the agreed
 * rate to its day. Nothing was posted on either before, so nothing that stands in the books is corrected.
 */
export const partialWithdrawalEntry = entry({
  name: "savings.partial-withdrawal",
  step: "pay-outs",
  between: "savings.record-partial-withdrawal",
  fields: {
    deposit: { is: "uuid" },
    member: { is: "member" },
    /** What is taken out of what she laid down, minor units. */
    part: { is: "amount" },
    /** Minor units into her hand: the part, and what it earned. */
    amount: { is: "amount" },
  },
  needs: ({ deposit, member }, books) =>
    needsInSteps(
      books,
      [
        need.row(termDepositTable, { deposit_id: deposit }),
        need.row(membershipTable, { member_id: member }),
        needsHolds(member),
      ],
      () => {
        const row = books.row(termDepositTable, { deposit_id: deposit });
        return row ? needsOfTerm(row) : [];
      },
    ),
  decide({ deposit, member, part, amount }, books, { on }) {
    const stranger = refuseStranger(member, books);
    if (stranger) return stranger;
    const row = openTerm(deposit, member, books);
    if ("refused" in row) return row;
    const { unit, product, principal, least_left: least } = row;
    if (isMature(row, on) || row.interest_on !== null) return refuse("savings.term-part-is-over", { on: row.matures_on });
    if (least === null) return refuse("savings.term-taken-whole", { product });
    if (part === 0n) return refuse("savings.amount-missing", { product });
    if (part > principal) return refuse("savings.term-part-above", { unit, wanted: part, principal });
    if (part === principal) return refuse("savings.term-part-is-all", { unit, principal });
    const left = principal - part;
    if (left < least)
      return refuse("savings.term-too-little-left", { unit, wanted: part, left, least, available: principal - least });
    const from = { account: accountOfTerm(row), unit, member };
    const saved = -books.balance(from);
    const pledged = refusalOfHold({ ...from, saved }, part, books);
    if (pledged) return pledged;
    const interest = earlyInterestOn(row, part, on);
    const handed = part + interest;
    if (amount !== handed) return refuse("savings.term-part-other-sum", { unit, said: amount, amount: handed, interest });
    const lines: readonly Line[] = [
      { account: account.expense(row.fund), unit, amount: interest },
      { ...from, amount: part },
      { account: account.cash(row.fund), unit, amount: -handed },
    ];
    return [
      {
        kind: "savings.term-part-withdrawn",
        on,
        member,
        lines: lines.filter(line => line.amount !== 0n),
        data: { deposit, part: String(part), interest: String(interest) },
      },
    ];
  },
});

interface PartData {
  readonly deposit: Uuid;
  readonly part: string;
}

export const termPartWithdrawn: Project = (fact, books) => {
  const { deposit, part } = fact.data as unknown as PartData;
  const row = books.row(termDepositTable, { deposit_id: deposit })!;
  const [principal, withdrawn] = [row.principal - BigInt(part), row.withdrawn + BigInt(part)];
  return [put(termDepositTable, { ...row, principal, withdrawn })];
};

/** The part lies in it again, as if it had never been out. */
export const termPartTakenBack: Project = (fact, books) => {
  const { deposit, part } = books.leaf(fact.reverses!)!.data as unknown as PartData;
  const row = books.row(termDepositTable, { deposit_id: deposit })!;
  const [principal, withdrawn] = [row.principal + BigInt(part), row.withdrawn - BigInt(part)];
  return [put(termDepositTable, { ...row, principal, withdrawn })];
};
