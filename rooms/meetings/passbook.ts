/**
 * A passbook: all that is hers in one answer, for her own page and for the page officers open. It stands in the highest
 * room because it gathers from all below. Whoever may not see her amounts is told her name, bead and offices only.
 */
import {
  type Asked,
  type Day,
  isMemberId,
  type LoadedBooks,
  type MemberId,
  type Need,
  need,
  type Question,
  type Role,
  sum,
  unitOf,
} from "#base";
import {
  type EnrolmentRow,
  claimTable,
  contributionDayTable,
  enrolmentTable,
  fundOn,
  grantTable,
  levyTable,
  standingOn,
} from "#aid";
import { needsRules, ruleOn } from "#assembly";
import type { PoolClient } from "#db";
import { fundTable, partsOfAccount } from "#ledger";
import { loadBooks, statementsOf } from "#ledger/server";
import {
  arrears,
  dueOn,
  heldOf,
  isAwaiting,
  isRunning,
  type LoanRow,
  loanTable,
  owedOn,
  planOf,
  pledgesOf,
  reminderOf,
  reminderTable,
  wayOf,
} from "#loans";
import { isOfficer } from "#members";
import { contactOf, holdingsOf, peopleOf, readTexts } from "#members/server";
import { needsSeatsHeld, potTable, seatsHeld } from "#pots";
import {
  cycleTable,
  holdTable,
  isMature,
  keptInTerm,
  needsHolds,
  openCycle,
  sharesRule,
  subscribedBy,
  subscribedProduct,
  subscriptionTable,
  termDepositTable,
} from "#savings";
import { templateCodes, templateOf } from "./templates.ts";
import { entriesByMeeting, passbookPage } from "./passbook-entries.ts";

/** The plain view is opened under somebody's eyes: then there is nothing of hers to see, only what the group has. */
type AskedHere = Asked<PoolClient> & { readonly isPlain?: boolean };

const scribes: readonly Role[] = ["treasurer", "secretary", "chair"];

export type PassbookSeen = NonNullable<Awaited<ReturnType<typeof askPassbook>>>;
async function askPassbook(asked: AskedHere, member: string | undefined) {
  const { client, organisation, today, roles, masterKey } = asked;
  if (member === undefined || !isMemberId(member)) return null;
  const master = Buffer.from(masterKey);
  const person = (await peopleOf(client, organisation, master, today)).find(one => one.member === member);
  if (!person) return null;
  const isMine = member === asked.member;
  const maySee = (isMine || isOfficer(roles)) && asked.isPlain !== true;
  const mayWrite = scribes.some(role => roles.has(role)) && person.status === "active";
  const texts = await readTexts(client, organisation, ["ledger.fund", "assembly.rule"], master);
  const named: Named = {
    fund: code => texts.get(`ledger.fund/${code}/name`) ?? null,
    rule: key => texts.get(`assembly.rule/${key}/name`) ?? null,
  };
  const books = maySee ? await loadBooks(client, organisation, books => needsOf(member, books)) : null;
  return {
    on: today,
    person: {
      member,
      number: person.number,
      name: person.name,
      kind: person.kind,
      status: person.status,
      joinedOn: person.joinedOn,
      endedOn: person.endedOn,
      offices: person.offices,
    },
    isMine,
    maySee,
    acts: {
      name: mayWrite,
      guardian: mayWrite && person.kind === "member" && person.status === "active",
      contact: isMine || isOfficer(roles),
      pin: isOfficer(roles) && !isMine && person.status === "active",
      offices: isOfficer(roles) && person.status === "active",
      leave: mayWrite,
      erase: person.status !== "active" && person.name !== null && (roles.has("secretary") || roles.has("chair")),
    },
    contact: maySee ? await contactOf(client, organisation, member, master) : null,
    things: (await holdingsOf(client, organisation, master))
      .filter(one => one.heldBy === member && one.status === "in-use")
      .map(({ thing, kind, name }) => ({ thing, kind, name })),
    hers: books && hersIn(books, member, today, named),
  };
}

interface Named {
  fund(code: string): string | null;
  rule(key: string): string | null;
}

function needsOf(member: MemberId, books: Parameters<Parameters<typeof loadBooks>[2]>[0]): readonly Need[] {
  const first = [
    needsRules,
    need.all(fundTable),
    need.all(cycleTable),
    { balances: { member } },
    need.row(termDepositTable, { member_id: member }),
    need.row(subscriptionTable, { member_id: member }),
    need.row(loanTable, { member_id: member }),
    need.row(enrolmentTable, { member_id: member }),
    need.row(claimTable, { member_id: member }),
    need.row(grantTable, { member_id: member }),
    needsHolds(member),
    ...(books.isCovered(holdTable, { member_id: member })
      ? books.rows(holdTable, { member_id: member }).map(row => need.row(loanTable, { loan_id: row.held_for }))
      : []),
    ...needsSeatsHeld(member),
  ];
  if (!books.isCovered(fundTable, {})) return first;
  const funds = books.rows(fundTable).map(row => row.fund);
  return [
    ...first,
    ...funds.flatMap(fund => [
      need.row(cycleTable, { fund }),
      need.row(contributionDayTable, { fund }),
      need.row(levyTable, { fund, member_id: member }),
    ]),
  ];
}

/** Amounts are decimal strings of minor units; a debt is positive, as people say it. */
function hersIn(books: LoadedBooks, member: MemberId, on: Day, named: Named) {
  const kept = books
    .balances({ member })
    .map(({ account, unit, balance }) => ({ ...partsOfAccount(account), unit, amount: -balance }));
  const savings = kept
    .filter(
      one =>
        one.amount !== 0n && (one.kind === "member-savings" || (one.kind === "member-shares" && one.product !== "")),
    )
    .map(({ kind, product, fund, unit, amount }) => ({
      product,
      name: named.rule(`savings.product/${product}`),
      fund,
      unit,
      amount: String(amount),
      isCapital: kind === "member-shares",
    }));
  const shares = books.rows(fundTable).flatMap(({ fund, unit }) => {
    const value = sum(
      kept
        .filter(one => one.kind === "member-shares" && one.product === "" && one.fund === fund)
        .map(one => one.amount),
    );
    const rule = ruleOn(sharesRule, on, books, fund);
    const price = openCycle(fund, books)?.price ?? rule?.price;
    if (price === undefined || price === 0n) return [];
    return [
      { fund, name: named.fund(fund), unit, count: Number(value / price), price: String(price), value: String(value) },
    ];
  });
  return {
    savings,
    shares,
    /** They are among her savings; here each with its day. */
    terms: books
      .rows(termDepositTable, { member_id: member })
      .filter(row => row.status === "open")
      .sort((a, b) => (a.matures_on < b.matures_on ? -1 : 1))
      .map(row => ({
        deposit: row.deposit_id,
        product: row.product,
        name: named.rule(`savings.product/${row.product}`),
        unit: row.unit,
        amount: String(keptInTerm(row)),
        withdrawn: String(row.withdrawn),
        maturesOn: row.matures_on,
        isMature: isMature(row, on),
        rate: row.rate,
      })),
    subscribed: [...new Set(books.rows(subscriptionTable, { member_id: member }).map(row => row.product))].flatMap(code => {
      const product = subscribedProduct(code, on, books);
      const seen = product && subscribedBy(member, product, on, books);
      if (!seen) return [];
      const { subscribed, paid, toCome, due, next } = seen;
      return [
        {
          ...{ product: code, name: named.rule(`savings.product/${code}`), unit: product.unit },
          ...{ subscribed: String(subscribed), paid: String(paid), toCome: String(toCome), next, isDue: due > 0n },
        },
      ];
    }),
    waiting: kept
      .filter(one => one.kind === "member-payable" && one.amount !== 0n)
      .map(one => ({ fund: one.fund, unit: one.unit, amount: String(one.amount) })),
    loans: books
      .rows(loanTable, { member_id: member })
      .filter(loan => isRunning(loan) || isAwaiting(loan))
      .map(loan => loanSeen(loan, on, named)),
    pledged: pledgedSeen(books, member),
    pots: potsIn(books, member, kept, named),
    // One that a new loan paid off is paid back with that.
    pastLoans: books
      .rows(loanTable, { member_id: member })
      .filter(loan => loan.status === "repaid" && loan.renewed_by === null).length,
    aid: books.rows(enrolmentTable, { member_id: member }).flatMap(row => placeInFund(row, on, books, named)),
    helped: [
      ...books
        .rows(claimTable, { member_id: member })
        .filter(row => row.paid > 0n)
        .map(row => ({
          fund: row.fund,
          event: row.event as string | null,
          on: row.happened_on,
          amount: String(row.paid),
        })),
      ...books
        .rows(grantTable, { member_id: member })
        .filter(row => !row.is_taken_back)
        .map(row => ({ fund: row.fund, event: null, on: row.granted_on, amount: String(row.amount) })),
    ].map(one => ({ ...one, unit: books.row(fundTable, { fund: one.fund })?.unit ?? "" })),
  };
}

/**
 * What of her savings is kept for loans, and what was taken for a loan of another: she knows for whom she stands, so nobody
 * is named. One line for each loan.
 */
function pledgedSeen(books: LoadedBooks, member: MemberId) {
  const loans = new Set(books.rows(holdTable, { member_id: member }).map(row => row.held_for));
  return [...loans].flatMap(id => {
    const loan = books.row(loanTable, { loan_id: id })!;
    const hers = pledgesOf(loan).filter(pledge => pledge.member === member);
    const isOwn = loan.member_id === member;
    const kept = sum(hers.map(pledge => heldOf(pledge, loan)));
    const taken = isOwn ? 0n : sum(hers.map(pledge => BigInt(pledge.taken)));
    return kept + taken === 0n ? [] : [{ isOwn, unit: loan.unit, kept: String(kept), taken: String(taken) }];
  });
}

/** Pots she sits in that run: what she put in and has not received, below zero what she received and has not put in. */
function potsIn(
  books: LoadedBooks,
  member: MemberId,
  kept: readonly { readonly kind: string; readonly fund: string; readonly amount: bigint }[],
  named: Named,
) {
  const held = new Set(seatsHeld(member, books).map(seat => seat.pot));
  return books.rows(potTable, { status: "running" }).flatMap(({ pot, unit, round, seats }) =>
    held.has(pot)
      ? [
          {
            pot,
            name: named.fund(pot),
            unit,
            round: Math.min(round, seats),
            rounds: seats,
            position: String(sum(kept.filter(one => one.kind === "member-pot" && one.fund === pot).map(one => one.amount))),
          },
        ]
      : [],
  );
}

function loanSeen(loan: LoanRow, on: Day, named: Named) {
  const about = {
    loan: loan.loan_id,
    status: loan.status,
    product: loan.product,
    name: named.rule(`loans.product/${loan.product}`),
    unit: loan.unit,
    asked: String(loan.approved ?? loan.requested),
  };
  if (!isRunning(loan)) return { ...about, running: null };
  const plan = planOf(loan, on);
  const due = dueOn(loan, on);
  const next = plan.find(one => one.state !== "paid");
  return {
    ...about,
    running: {
      principal: String(loan.principal),
      owed: String(owedOn(loan, on).total),
      count: plan.length,
      paid: plan.filter(one => one.state === "paid").length,
      /** The instalment she pays next: what is due by today where something is, else as planned. */
      next: next
        ? {
            number: next.number,
            on: next.due,
            amount: String(due.total > 0n ? due.total : next.principal + next.interest + next.fees - next.principalPaid),
          }
        : null,
      isDue: due.total > 0n,
      /** Late charges, which are in what she owes and in what is due. */
      penalties: String(due.penalties),
      isLate: arrears(loan, on).total > 0n,
    },
  };
}

function placeInFund(row: EnrolmentRow, on: Day, books: LoadedBooks, named: Named) {
  const fund = fundOn(row.fund, on, books);
  if ("refused" in fund) return [];
  const { missed, left } = standingOn(fund, row, on, books);
  return [
    {
      fund: row.fund,
      name: named.fund(row.fund),
      kind: fund.kind,
      status: row.status,
      since: row.enrolled_on,
      missed,
      left,
    },
  ];
}

/** What the group as a whole has, fund by fund. */
async function groupOf({ client, organisation, today, masterKey }: AskedHere) {
  const texts = await readTexts(client, organisation, ["ledger.fund"], Buffer.from(masterKey));
  return (await statementsOf(client, organisation, today)).places.map(one => ({
    fund: one.fund,
    name: texts.get(`ledger.fund/${one.fund}/name`) ?? null,
    unit: one.unit,
    nature: one.nature,
    total: String(one.total),
  }));
}

export type MeSeen = NonNullable<Awaited<ReturnType<typeof askMe>>>;
async function askMe(asked: AskedHere) {
  const passbook = await askPassbook(asked, asked.member);
  if (!passbook) return null;
  return {
    ...passbook,
    group: await groupOf(asked),
    entries: passbook.maySee ? await entriesByMeeting(asked, asked.member, pageGiven(asked.params["page"])) : null,
  };
}

export type PaperSeen = NonNullable<Awaited<ReturnType<typeof askPaper>>>;
async function askPaper(asked: AskedHere, member: string | undefined) {
  const passbook = await askPassbook(asked, member);
  if (!passbook?.maySee || passbook.hers === null) return null;
  const texts = await readTexts(
    asked.client,
    asked.organisation,
    ["assembly.organisation"],
    Buffer.from(asked.masterKey),
  );
  return {
    organisationName: texts.get("assembly.organisation/-/name") ?? "",
    person: passbook.person,
    hers: passbook.hers,
    reminders: await remindersOnPaper(asked, passbook.person.member),
    ...(await passbookPage(asked, passbook.person.member, pageGiven(asked.params["page"]))),
  };
}

/** What stands on its last page: for who asked to be reminded there, and for nobody else. */
async function remindersOnPaper({ client, organisation, today }: AskedHere, member: MemberId) {
  const books = await loadBooks(client, organisation, () => [
    need.row(reminderTable, { member_id: member }),
    need.row(loanTable, { member_id: member }),
  ]);
  if (wayOf(books.row(reminderTable, { member_id: member })) !== "passbook") return [];
  return books
    .rows(loanTable, { member_id: member })
    .filter(isRunning)
    .flatMap(loan => {
      const found = reminderOf(loan, today);
      return found ? [{ kind: found.kind, due: found.due, amount: String(found.amount), unit: loan.unit }] : [];
    });
}

/** The rules and funds of a way of beginning, in the amounts of a currency: public, since whoever begins has no group yet. */
const askTemplate = async ({ params }: AskedHere) => {
  const code = templateCodes.find(one => one === params["template"]);
  return code && unitOf(params["unit"] ?? "")?.kind === "currency" ? templateOf(code, params["unit"]!) : null;
};

const pageGiven = (text: string | undefined): number | null =>
  /^[1-9]\d{0,3}$/.test(text ?? "") ? Number(text) : null;

export const passbookQuestions: Readonly<Record<string, Question<PoolClient>>> = {
  "meetings.template": { who: ["public"], params: ["template", "unit"], ask: askTemplate as never },
  "meetings.member": { who: ["anyone"], params: ["member"], ask: asked => askPassbook(asked, asked.params["member"]) },
  "meetings.me": { who: ["anyone"], params: ["page"], ask: askMe },
  "meetings.my-paper": { who: ["anyone"], params: ["page"], ask: asked => askPaper(asked, asked.member) },
  "meetings.paper-of": {
    who: ["anyone"],
    params: ["member", "page"],
    ask: asked => askPaper(asked, asked.params["member"]),
  },
};
