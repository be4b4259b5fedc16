/** The facts of a cut-off, and whether they balance. */
import { type Books, type Day, type Fact, type MemberId, type Minor, type Refusal, refuse, type Steps } from "#base";
import { bringPlaceForward } from "#aid";
import { account, accountTable, fundTable, openAccount, partsOfAccount } from "#ledger";
import { bringLoanForward } from "#loans";
import { join, joinedBefore, type MembershipRow, membershipTable, refusalToJoin } from "#members";
import { bringSavingsForward, bringSharesForward } from "#savings";
import type { CutOffBody } from "./body.ts";

/**
 * All that is brought in: the accounts and the members in a step of their own, since the rest stands on them. What it ends
 * with is not posted yet, and balances per fund only where the sheet does.
 */
export function* openingFacts(
  body: CutOffBody,
  books: Books,
  { on, today }: { readonly on: Day; readonly today: Day },
): Steps<readonly Fact[]> {
  const openings = books
    .rows(fundTable)
    .map(({ fund }) => account.opening(fund))
    .filter(opening => !books.row(accountTable, { account: opening }));
  const joining = joiningFacts(body, books, on);
  if ("refused" in joining) return joining;
  const refusal = yield [...openings.map(opening => openAccount(opening, on)), ...joining];
  if (refusal) return refusal;
  return factsOn(body, books, today);
}

function joiningFacts({ members, through }: CutOffBody, books: Books, on: Day): readonly Fact[] | Refusal {
  const facts: Fact[] = [];
  const numbers = new Set<number>();
  const ids = new Set<string>();
  for (const { member, person, number, name, joined } of members) {
    if (numbers.has(number)) return refuse("members.number-taken", { number });
    if (ids.has(member)) return refuse("members.member-id-taken", { number });
    numbers.add(number);
    ids.add(member);
    if (joined !== undefined && joined > through) return refuse("cutoff.joined-after", { number, joined, through });
    const here = books.row(membershipTable, { member_id: member });
    if (person === undefined || name === undefined) {
      if (!isOfNumber(here, number)) return refuse("cutoff.not-her-number", { number });
      if (joined !== undefined && joined !== here.joined_on) facts.push(joinedBefore(member, joined, on));
      continue;
    }
    if (ids.has(person)) return refuse("members.person-is-here", { number });
    ids.add(person);
    const refusal = refusalToJoin({ member, person, number }, books);
    if (refusal) return refusal;
    facts.push(join({ member, person, number, name, kind: "member", on: joined ?? through }));
  }
  return facts;
}

const isOfNumber = (row: MembershipRow | undefined, number: number): row is MembershipRow => row?.number === number;

function factsOn({ members, loans, funds, through }: CutOffBody, books: Books, today: Day): readonly Fact[] | Refusal {
  const days = { through, today };
  const facts: Fact[] = [];
  const numbers = new Map<MemberId, number>();
  for (const { member, number, savings = [], shares = [], places = [] } of members) {
    numbers.set(member, number);
    const twice = twiceIn([...savings.map(one => one.product), ...shares.map(one => `shares/${one.fund}`)])
      ?? twiceIn(places.map(one => one.fund));
    if (twice !== undefined) return refuse("cutoff.named-twice", { number, what: twice });
    for (const made of [
      ...savings.map(one => bringSavingsForward({ ...one, member }, days, books)),
      ...shares.map(one => bringSharesForward({ ...one, member }, days, books)),
      ...places.map(one => bringPlaceForward({ ...one, member }, days, books)),
    ]) {
      if ("refused" in made) return refuse(made.refused, { ...made.because, number });
      facts.push(made);
    }
  }
  const ids = new Set<string>();
  for (const loan of loans) {
    const number = numbers.get(loan.member);
    if (number === undefined) return refuse("cutoff.loan-of-nobody");
    if (ids.has(loan.loan)) return refuse("cutoff.named-twice", { number, what: loan.loan });
    ids.add(loan.loan);
    const made = bringLoanForward(loan, days, books);
    if ("refused" in made) return refuse(made.refused, { ...made.because, number });
    facts.push(made);
  }
  const twice = twiceIn(funds.map(one => one.fund));
  if (twice !== undefined) return refuse("cutoff.fund-twice", { fund: twice });
  for (const one of funds) {
    const made = fundFact(one, through, books);
    if (made !== null && "refused" in made) return made;
    if (made !== null) facts.push(made);
  }
  return facts;
}

function twiceIn(names: readonly string[]): string | undefined {
  return names.find((name, place) => names.indexOf(name) !== place);
}

/** A fund's box and bank, against what belongs to the group itself; null where it is empty. */
function fundFact(
  { fund, cash, bank, own, gifts = 0n }: CutOffBody["funds"][number],
  through: Day,
  books: Books,
): Fact | Refusal | null {
  const row = books.row(fundTable, { fund });
  if (!row) return refuse("ledger.no-such-fund", { fund });
  const { unit, nature } = row;
  if (own < 0n && nature !== "divisible") return refuse("cutoff.own-below-zero", { fund, nature });
  const lines = [
    { account: account.cash(fund), unit, amount: cash },
    { account: account.bank(fund), unit, amount: bank },
    { account: account.equity(fund, nature), unit, amount: -own },
    { account: account.donated(fund), unit, amount: -gifts },
    { account: account.opening(fund), unit, amount: own + gifts - cash - bank },
  ].filter(line => line.amount !== 0n);
  return lines.length === 0 ? null : { kind: "cutoff.fund-brought-forward", on: through, lines, data: { fund } };
}

/** A fund in which what there is does not equal whose it is. Minor units. */
export interface Difference {
  readonly fund: string;
  readonly unit: string;
  /** Cash, bank and loans. */
  readonly available: Minor;
  /** Savings, shares and what belongs to the group. */
  readonly owed: Minor;
  /** By how much they differ, above zero. */
  readonly missing: Minor;
}

/** In the order in which the funds were first moved; none where all is even. */
export function differencesIn(facts: readonly Fact[]): readonly Difference[] {
  const sums = new Map<string, { readonly fund: string; readonly unit: string; available: Minor; owed: Minor }>();
  for (const { lines } of facts)
    for (const { account: code, unit, amount } of lines) {
      const { kind, fund } = partsOfAccount(code);
      if (kind === "opening-balance") continue;
      const key = `${fund} ${unit}`;
      const sum = sums.get(key) ?? { fund, unit, available: 0n, owed: 0n };
      sums.set(key, sum);
      if (kind === "cash" || kind === "bank" || kind === "loans-receivable") sum.available += amount;
      else sum.owed -= amount;
    }
  return [...sums.values()]
    .filter(({ available, owed }) => available !== owed)
    .map(one => ({ ...one, missing: one.available > one.owed ? one.available - one.owed : one.owed - one.available }));
}
