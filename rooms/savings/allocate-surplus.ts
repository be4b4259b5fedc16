import {
  type AccountCode,
  assert,
  type Books,
  command,
  type Day,
  type Document,
  type Fact,
  inTurn,
  isRefusal,
  type Line,
  type MemberId,
  type Minor,
  type Need,
  need,
  parseDay,
  type Project,
  put,
  type Refusal,
  refuse,
  sum,
  type Uuid,
} from "#base";
import { carriedDecision, type DecisionRow, decisionTable, needsRules, ruleOn, rulesOn, useDecision } from "#assembly";
import { account, accountTable, type FundRow, fundTable, spentOfOwn } from "#ledger";
import { membershipTable } from "#members";
import { needsPlan, planSurplus, type SurplusPart, type SurplusPlan } from "./plan-surplus.ts";
import { type Product, productOn, refuseTerm } from "./product.ts";
import { needsInSteps } from "./reading.ts";
import { needsSubscribed, subscribedBy, subscribedProduct } from "./subscription.ts";
import { subscriptionRule } from "./subscription-rule.ts";
import type { SurplusRole } from "./surplus-law.ts";
import { type SurplusRule, surplusRule } from "./surplus-rule.ts";
import { surplusCreditTable, surplusPartTable, type SurplusYearRow, surplusYearTable } from "./tables.ts";

/**
 * What a year left over goes where the members decided: to the funds the rule names, with the money, and to members, who
 * are credited to the last unit and paid at meetings. The rule is that of the day they decided, for that is what they
 * were shown. It cannot be taken back: what is in a fund for a purpose or in a hand stays there.
 */
export const allocateSurplus = command({
  name: "savings.allocate-surplus",
  fields: { decision: { is: "uuid" } },
  sayableBy: ["treasurer", "chair"],
  people: 2,
  needs: ({ body }, books) =>
    needsInSteps(
      books,
      [
        need.row(decisionTable, { decision_id: body.decision }),
        need.all(surplusYearTable),
        need.all(fundTable),
        need.all(accountTable),
        needsRules,
      ],
      () => {
        const found = adopted(body.decision, books);
        if (isRefusal(found)) return [];
        const { rule, year } = found;
        return [...needsPlan(rule, year, books), ...needsPosting(rule, year, found.decision.decided_on, books)];
      },
    ),
  decide({ body, on }, books) {
    const found = adopted(body.decision, books);
    if (isRefusal(found)) return found;
    const { rule, year } = found;
    const decision = carriedDecision(body.decision, "surplus", `surplus/${year.fund}/${year.year_end}`, books, on);
    if (isRefusal(decision)) return decision;
    if (year.allocated_on !== null)
      return refuse("savings.surplus-is-allocated", { fund: year.fund, year_end: year.year_end, on: year.allocated_on });
    if (year.surplus <= 0n)
      return refuse("savings.no-surplus", { fund: year.fund, year_end: year.year_end });
    const agreed = sumOf(decision);
    if (agreed !== year.surplus)
      return refuse("savings.not-the-surplus-decided", { unit: year.unit, amount: agreed, expected: year.surplus });
    const plan = planSurplus(rule, year, books);
    if (isRefusal(plan)) return plan;
    const toFunds = allocatedFact(plan, body.decision, on, books);
    if (isRefusal(toFunds)) return toFunds;
    const toMembers = creditedFacts(plan, decision.decided_on, on, books);
    return isRefusal(toMembers) ? toMembers : { facts: [toFunds, ...toMembers] };
  },
});

/** The year a decision speaks of, with the rule of the day of the decision. */
function adopted(
  id: Uuid,
  books: Books,
): { readonly year: SurplusYearRow; readonly rule: SurplusRule; readonly decision: DecisionRow } | Refusal {
  const decision = books.row(decisionTable, { decision_id: id });
  const [what, fund = "", day = ""] = decision?.about.split("/") ?? [];
  const year_end = parseDay(day);
  if (!decision || what !== "surplus" || year_end === null)
    return refuse("assembly.no-decision", { about: "savings.surplus" });
  const year = books.row(surplusYearTable, { fund, year_end });
  if (!year) return refuse("savings.year-not-closed", { fund, year_end });
  const rule = ruleOn(surplusRule, decision.decided_on, books, fund);
  return rule ? { year, rule, decision } : refuse("savings.no-surplus-rule", { fund });
}

/** The sum that was decided on, minor units. */
export const sumOf = ({ value }: DecisionRow): Minor => BigInt((value as { readonly amount: string }).amount);

/** Every balance that will move: of the fund, of those that get a part, and of each member. */
function needsPosting(rule: SurplusRule, { fund, unit }: SurplusYearRow, on: Day, books: Books): readonly Need[] {
  const group = (code: string): readonly Need[] => {
    const { nature } = books.row(fundTable, { fund: code })!;
    return [account.cash(code), account.bank(code), account.equity(code, nature)].map(one => need.balance(one, unit));
  };
  return [fund, ...rule.parts.flatMap(part => part.fund ?? [])]
    .filter(code => books.row(fundTable, { fund: code }))
    .flatMap(group)
    .concat({ balances: { account: account.payable(fund) } })
    .concat(
      rule.parts.flatMap(({ into }): readonly Need[] => {
        const product = into === undefined ? null : productOn(into, on, books);
        return product === null || isRefusal(product)
          ? []
          : [{ balances: { account: product.account } }, ...group(product.fund)];
      }),
    )
    .concat(toPayIn(unit, on, books).flatMap(product => [...needsSubscribed(product), ...group(product.fund)]));
}

/** Capital to which a part of a surplus goes first, as far as it was subscribed and is still to come. */
const toPayIn = (unit: string, on: Day, books: Books): readonly Product[] =>
  rulesOn(subscriptionRule, on, books).flatMap(({ code, value }) => {
    const product = value.from_surplus ? subscribedProduct(code, on, books) : null;
    return product?.unit === unit ? [product] : [];
  });

/** Each fund's part leaves the box or the bank of the one and comes into that of the other. */
function allocatedFact(plan: SurplusPlan, decision: Uuid, on: Day, books: Books): Fact | Refusal {
  const { fund, unit, year_end, surplus } = plan.year;
  const toFunds = plan.parts.filter(part => part.fund !== null && part.amount > 0n);
  const lines = moneyMoved(fund, unit, toFunds.map(part => ({ to: part.fund!, amount: part.amount })), books);
  if (isRefusal(lines)) return lines;
  return {
    kind: "savings.surplus-allocated",
    on,
    lines,
    data: {
      fund,
      year_end,
      surplus: String(surplus),
      decision,
      parts: plan.parts.map(part => ({
        role: part.role,
        percent: part.percent,
        amount: String(part.amount),
        ...(part.fund === null ? { members: String(part.members.size) } : { fund: part.fund }),
      })),
    },
  };
}

/**
 * Own wealth of one fund becomes that of others, money and all: from its box first, then from its bank. Of a reserve what was
 * given to it goes last, and is then no gift any more.
 */
export function moneyMoved(
  from: string,
  unit: string,
  parts: readonly { readonly to: string; readonly amount: Minor }[],
  books: Books,
): readonly Line[] | Refusal {
  const [cash, bank] = ([account.cash(from), account.bank(from)] as const).map(one => books.balance({ account: one, unit }));
  const needed = sum(parts.map(part => part.amount));
  const there = cash! + bank!;
  if (there < needed) return refuse("savings.surplus-is-lent", { fund: from, unit, needed, cash: there, missing: needed - there });
  const lines: Line[] = [];
  let inBox = cash!;
  for (const { to, amount } of parts) {
    const [ofBox, ofBank] = inTurn(amount, [inBox, amount]) as [Minor, Minor];
    inBox -= ofBox;
    lines.push(
      { account: account.cash(from), unit, amount: -ofBox },
      { account: account.bank(from), unit, amount: -ofBank },
      { account: account.cash(to), unit, amount: ofBox },
      { account: account.bank(to), unit, amount: ofBank },
      { account: equityOf(to, books), unit, amount: -amount },
    );
  }
  return addedUp([...spentOf(from, unit, needed, books), ...lines]);
}

/** The surplus of a divisible fund is what it earned, and no gift. */
function spentOf(fund: string, unit: string, amount: Minor, books: Books): readonly Line[] {
  const row = books.row(fundTable, { fund })!;
  return row.nature === "divisible"
    ? [{ account: equityOf(fund, books), unit, amount }]
    : spentOfOwn({ fund, unit, nature: row.nature }, amount, books);
}

const equityOf = (fund: string, books: Books): AccountCode => {
  const row: FundRow | undefined = books.row(fundTable, { fund });
  assert(row, "a part goes to a fund there is");
  return account.equity(fund, row.nature);
};

/** One line an account, and none that moves nothing. */
function addedUp(lines: readonly Line[]): readonly Line[] {
  const sums = new Map<AccountCode, Line>();
  for (const line of lines)
    sums.set(line.account, { ...line, amount: (sums.get(line.account)?.amount ?? 0n) + line.amount });
  return [...sums.values()].filter(line => line.amount !== 0n);
}

/** What each member has of it, one fact each: to be paid out, or into her savings where the rule says so. */
function creditedFacts(plan: SurplusPlan, decidedOn: Day, on: Day, books: Books): readonly Fact[] | Refusal {
  const { fund, unit, year_end } = plan.year;
  const unpaid = unpaidCapital(toPayIn(unit, decidedOn, books), on, books);
  const hers = new Map<MemberId, { part: SurplusPart; amount: Minor; account: AccountCode; in: string }[]>();
  for (const part of plan.parts) {
    const product = part.into === null ? null : productOn(part.into, decidedOn, books);
    if (product && isRefusal(product)) return product;
    const ofTerm = product && refuseTerm(product);
    if (ofTerm) return ofTerm;
    if (product && product.kind === "entry") return refuse("savings.part-into-entry-saving", { product: product.product });
    if (product && product.unit !== unit) return refuse("savings.other-unit", { from: unit, to: product.unit });
    for (const [member, amount] of part.members) {
      const first = unpaid(member, amount);
      const rest = amount - sum(first.map(one => one.amount));
      const credits = [
        ...first.map(one => ({ part, amount: one.amount, account: one.product.account, in: one.product.fund })),
        ...(rest === 0n
          ? []
          : [{ part, amount: rest, account: product?.account ?? account.payable(fund), in: product?.fund ?? fund }]),
      ];
      hers.set(member, [...(hers.get(member) ?? []), ...credits]);
    }
  }
  return [...hers].map(([member, credits]): Fact => {
    const all = sum(credits.map(one => one.amount));
    const elsewhere = credits.filter(one => one.in !== fund);
    return {
      kind: "savings.surplus-credited",
      on,
      member,
      lines: withMember(member, [
        { account: account.equity(fund, "divisible"), unit, amount: all },
        ...credits.map(one => ({ account: one.account, unit, amount: -one.amount })),
        // Savings that stand in another fund take their money along.
        ...elsewhere.flatMap(one => [
          { account: account.cash(fund), unit, amount: -one.amount },
          { account: account.cash(one.in), unit, amount: one.amount },
        ]),
      ]),
      data: {
        fund,
        year_end,
        parts: byPart(credits).map(([part, amount]) => ({ role: part.role, amount: String(amount) })),
      } satisfies Record<string, Document>,
    };
  });
}

/** A part that went to two places is one part of hers. */
function byPart(credits: readonly { readonly part: SurplusPart; readonly amount: Minor }[]): readonly [SurplusPart, Minor][] {
  const parts = new Map<SurplusPart, Minor>();
  for (const { part, amount } of credits) parts.set(part, (parts.get(part) ?? 0n) + amount);
  return [...parts];
}

/** What of an amount of hers goes to capital she subscribed and has not paid in; each time less is still to come. */
function unpaidCapital(products: readonly Product[], on: Day, books: Books) {
  const given = new Map<string, Minor>();
  return (member: MemberId, amount: Minor): readonly { readonly product: Product; readonly amount: Minor }[] => {
    // The promise ended with her membership.
    if (books.row(membershipTable, { member_id: member })?.status !== "active") return [];
    let left = amount;
    return products.flatMap(product => {
      const key = `${member} ${product.product}`;
      const before = given.get(key) ?? 0n;
      const open = (subscribedBy(member, product, on, books)?.toCome ?? 0n) - before;
      const part = open < left ? open : left;
      if (part <= 0n) return [];
      given.set(key, before + part);
      left -= part;
      return [{ product, amount: part }];
    });
  };
}

/** Her name stands on the lines of her own accounts. */
const withMember = (member: MemberId, lines: readonly Line[]): readonly Line[] =>
  addedUp(lines).map(line => (line.account.startsWith("member-") ? { ...line, member } : line));

export const surplusAllocated: Project = (fact, books) => {
  const data = fact.data as {
    fund: string;
    year_end: Day;
    decision: Uuid;
    parts: readonly { role: SurplusRole; percent: string; amount: string; fund?: string; members?: string }[];
  };
  const year = books.row(surplusYearTable, { fund: data.fund, year_end: data.year_end });
  assert(year, "a year that is allocated was closed");
  return [
    put(surplusYearTable, { ...year, allocated_on: fact.on, decision_id: data.decision }),
    ...data.parts.map((part, index) =>
      put(surplusPartTable, {
        fund: data.fund,
        year_end: data.year_end,
        place: index + 1,
        role: part.role,
        percent: part.percent,
        amount: BigInt(part.amount),
        to_fund: part.fund ?? null,
        members: Number(part.members ?? "0"),
      }),
    ),
    useDecision(data.decision, books),
  ];
};

export const surplusCredited: Project = fact => {
  const data = fact.data as {
    fund: string;
    year_end: Day;
    parts: readonly { role: SurplusRole; amount: string }[];
  };
  return data.parts.map(part =>
    put(surplusCreditTable, {
      fund: data.fund,
      year_end: data.year_end,
      member_id: fact.member!,
      role: part.role,
      amount: BigInt(part.amount),
    }),
  );
};
