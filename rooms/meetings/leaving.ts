import { type Kinship, receivedByField } from "#aid";
import { entry, type Fact, isRefusal, type MemberId, type Minor, need, refuse } from "#base";
import { account } from "#ledger";
import { amountToPayOff, loanTable, needsOwedBy, owedBy, setOff } from "#loans";
import { endMembership, giveUpOffice, holdingTable, isHeldOn, membershipTable, officeTable } from "#members";
import { leave, needsLeaving } from "#savings";

/**
 * A member leaves, dies or moves away in the middle of a cycle. She, or those she named, gets back what she put in, without
 * profit, less what she owes; then her membership ends. Her number stays hers.
 */
export const leavingEntry = entry({
  name: "meetings.leaving",
  step: "pay-outs",
  fields: {
    member: { is: "member" },
    status: { is: "choice", of: ["left", "died", "moved"] },
    /** Who is handed what she leaves when she died. */
    received_by: receivedByField,
  },
  needs(body, books) {
    const first = [
      need.row(membershipTable, { member_id: body.member }),
      need.row(officeTable, { member_id: body.member }),
      need.row(holdingTable, { held_by: body.member }),
      ...needsOwedBy(body.member),
      ...needsLeaving(body.member, books),
    ];
    if (!books.isCovered(loanTable, { member_id: body.member })) return first;
    return [
      ...first,
      ...books
        .rows(loanTable, { member_id: body.member })
        .flatMap(loan => [
          need.row(loanTable, { loan_id: loan.loan_id }),
          need.balance(account.loans(loan.fund), loan.unit, body.member),
          need.balance(account.payable(loan.fund), loan.unit, body.member),
          need.balance(account.interest(loan.fund), loan.unit),
          need.balance(account.cash(loan.fund), loan.unit),
        ]),
    ];
  },
  decide(body, books, { on }) {
    const membership = books.row(membershipTable, { member_id: body.member });
    if (!membership || membership.status !== "active") return refuse("meetings.not-a-member", { member: body.member });
    const things = books.rows(holdingTable, { held_by: body.member }).filter(one => one.status === "in-use");
    if (things.length > 0) return refuse("members.has-things", { number: membership.number, count: things.length });
    const owed = owedBy(body.member, books, on);
    const debts = new Map<string, Minor>();
    for (const { loan, total } of owed) debts.set(loan.fund, (debts.get(loan.fund) ?? 0n) + total);
    const { leavings, facts: returned } = leave({ books, member: body.member, on, debts });
    const short = leavings.find(one => one.stillOwed > 0n);
    if (short)
      return refuse("meetings.leaves-owing", {
        number: membership.number,
        fund: short.fund,
        unit: short.unit,
        owed: short.stillOwed,
      });
    const isForOthers = body.status === "died" && leavings.some(one => one.payout > 0n);
    if (isForOthers && !body.received_by) return refuse("meetings.recipient-missing", { number: membership.number });
    const facts: Fact[] = body.received_by ? receivedBy(returned, body.member, body.received_by) : [...returned];
    for (const { loan } of owed) {
      const fact = setOff(loan, amountToPayOff(loan, on), on, {
        account: account.payable(loan.fund),
        member: body.member,
      });
      if (isRefusal(fact)) return fact;
      facts.push(fact);
    }
    for (const office of books.rows(officeTable, { member_id: body.member }))
      if (isHeldOn(office, on)) facts.push(giveUpOffice(office, on, on));
    return [...facts, endMembership(body.member, body.status, on)];
  },
});

/** How who receives it is related to her stands in each fact; the name once, locked with her key. */
const receivedBy = (
  returned: readonly Fact[],
  member: MemberId,
  { name, kinship }: { readonly name: string; readonly kinship: Kinship },
): Fact[] =>
  returned.map((fact, place) => ({
    ...fact,
    data: { ...fact.data, kinship },
    ...(place === 0
      ? { texts: [{ about: "meetings.leaving", id: member, field: "received_by", text: name, member }] }
      : {}),
  }));
