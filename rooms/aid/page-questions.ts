/**
 * What the aid screens ask. Funds and their rules are everybody's; whose need it is, is hers and the officers'. She sees
 * her own standing and whom she named. Amounts are decimal strings of minor units.
 */
import { isUuid, type MemberId, type Question, sum } from "#base";
import type { PoolClient } from "#db";
import { finderOf, ruleNamesOf, rulesInForce, whoSees, written } from "#assembly/server";
import { fundTable, ownWealth } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer, membershipTable, officerRoles } from "#members";
import { readTexts } from "#members/server";
import { needsDebtsOf } from "#loans";
import { afterDebts } from "./after-debts.ts";
import { heirsOf } from "./beneficiaries.ts";
import { birthYearText } from "./birth-year.ts";
import { depositStanding } from "./deposit.ts";
import { dependantField, stillNamed } from "./dependants.ts";
import { type AidFund, fundOn, placesIn } from "./fund.ts";
import { outlookOf } from "./outlook-of.ts";
import { type AskedHere, birthYearsIn, fundsOn, loadAid, type Loaded, mayBetween, scribes } from "./page-loading.ts";
import { askCall, askCalls, askNewCall, countOpenCalls, seeCalls } from "./page-calls.ts";
import { askGrant } from "./page-grant.ts";
import { askDrives, askOutlook } from "./page-outlook.ts";
import { debtsTakenOff, payableOn, receivedField } from "./pay-benefit.ts";
import { standingOn } from "./standing.ts";
import {
  selectClaim,
  selectClaimsOfMember,
  selectGrants,
  selectLevies,
  selectLeviesOwed,
  selectOpenClaims,
} from "./store.ts";
import { type ClaimRow, claimTable, type EnrolmentRow, isHerOwnDeath } from "./tables.ts";
import { awaitsUse, grantsAwaitUse, useText } from "./tell-use.ts";

export type AidSeen = Awaited<ReturnType<typeof askAid>>;
async function askAid(asked: AskedHere) {
  const { client, organisation, member, roles, today } = asked;
  const books = await loadAid(asked);
  const rules = await rulesInForce(client, organisation, today);
  const find = await finderOf(asked);
  const isOpen = isOfficer(roles);
  const open = isOpen ? await selectOpenClaims(client, organisation) : [];
  const own = await selectClaimsOfMember(client, organisation, member);
  const funds = fundsOn(asked, books);
  const texts = await textsSeen(asked, funds);
  const awaited = awaitsUse(funds.flatMap(({ fund }) => books.rows(claimTable, { fund })));
  const membersActive = books
    .rows(membershipTable)
    .filter(row => row.kind === "member" && row.status === "active").length;
  return {
    ...written({
      on: today,
      isOfficer: isOpen,
      /** How many calls for help are open; null for whom they are not. */
      calls: seeCalls.some(role => roles.has(role)) ? await countOpenCalls(asked) : null,
      may: mayBetween(["aid.claim"], asked, books),
      funds: funds.map(fund => fundSeen(fund, asked, books, membersActive, texts)),
      /** Whose deposit covers few deaths: for those who remind her. */
      lowDeposits: isOpen
        ? funds.flatMap(fund =>
            placesIn(fund.fund, books)
              .filter(row => row.status === "active")
              .flatMap(row => {
                const deposit = depositStanding(fund, row, today, books);
                return deposit?.isLow ? [{ who: find(row.member_id), fund: fund.fund, covers: deposit.covers }] : [];
              }),
          )
        : [],
      /** Of whose help it is not told yet what it was used for: her own, or for an officer all. */
      awaited: awaited.filter(row => isOpen || row.member_id === member).map(claim => claimBrief(claim, find, books)),
      /** The same of help by a decision alone. */
      grantsAwaited: grantsAwaitUse(await selectGrants(client, organisation))
        .filter(row => isOpen || row.member_id === member)
        .map(row => ({
          decision: row.decision_id,
          who: find(row.member_id),
          fund: row.fund,
          grantedOn: row.granted_on,
        })),
      open: open.map(claim => claimBrief(claim, find, books)),
      own: own.filter(claim => claim.status !== "taken-back").map(claim => claimBrief(claim, find, books)),
      levies: (await selectLeviesOwed(client, organisation, member)).map(levy => ({
        claim: levy.claim_id,
        fund: levy.fund,
        unit: books.row(fundTable, { fund: levy.fund })?.unit ?? "",
        amount: levy.amount - levy.paid,
        on: levy.due_on,
      })),
    }),
    names: await ruleNamesOf(asked, "aid."),
    rules: rules
      .filter(one => one.rule.startsWith("aid.") && one.now !== null)
      .map(one => ({ rule: one.rule, value: one.now!.value })),
  };
}

/** What she told herself, and when others say they were born, for counting: nobody else's names are opened for her page. */
async function textsSeen({ client, organisation, member, masterKey }: AskedHere, funds: readonly AidFund[]) {
  const master = Buffer.from(masterKey);
  const read = (fields: readonly string[] | null, id: string | null) =>
    readTexts(client, organisation, ["aid.enrolment"], master, fields, id);
  const texts = new Map(await read([birthYearText], null));
  for (const { fund } of funds) for (const [key, text] of await read(null, `${fund}/${member}`)) texts.set(key, text);
  return texts;
}

function fundSeen(
  fund: AidFund,
  { member, today }: AskedHere,
  books: Loaded,
  membersActive: number,
  texts: ReadonlyMap<string, string>,
) {
  const rows = placesIn(fund.fund, books);
  const count = (status: EnrolmentRow["status"]): number => rows.filter(row => row.status === status).length;
  const mine = rows.find(row => row.member_id === member);
  const standing = mine && mine.status === "active" ? standingOn(fund, mine, today, books) : null;
  const deposit = mine && mine.status === "active" ? depositStanding(fund, mine, today, books) : null;
  return {
    fund: fund.fund,
    unit: fund.unit,
    kind: fund.kind,
    balance: ownWealth(fund, books),
    // Into a social fund nobody enrols: all members belong to it.
    active: fund.kind === "social" ? membersActive : count("active"),
    lapsed: count("lapsed"),
    /** The first year in which it may not hold any more as it is; null where there is no sign of it. */
    sign: fund.kind === "damayan" ? outlookOf(fund, birthYearsIn(fund.fund, texts), today, books).first : null,
    mine: mine
      ? {
          since: mine.enrolled_on,
          status: mine.status,
          paid: mine.paid,
          missed: standing?.missed ?? 0,
          left: standing?.left ?? null,
          lapsedOn: mine.lapsed_on,
          deposit,
          hasToldBirth: texts.has(`aid.enrolment/${fund.fund}/${member}/${birthYearText}`),
          dependants: stillNamed(mine.dependants).map(({ number, kinship, named_on }) => ({
            number,
            kinship,
            since: named_on,
            name: texts.get(`aid.enrolment/${fund.fund}/${member}/${dependantField(number)}`) ?? null,
          })),
          beneficiaries: mine.kinship.map((kinship, index) => ({
            kinship,
            name: texts.get(`aid.enrolment/${fund.fund}/${member}/beneficiary_${index + 1}`) ?? null,
          })),
        }
      : null,
  };
}

const claimBrief = (claim: ClaimRow, find: Awaited<ReturnType<typeof finderOf>>, books: Loaded) => ({
  claim: claim.claim_id,
  who: find(claim.member_id),
  fund: claim.fund,
  unit: books.row(fundTable, { fund: claim.fund })?.unit ?? "",
  event: claim.event,
  of: claim.who,
  happenedOn: claim.happened_on,
  reportedOn: claim.reported_on,
  status: claim.status,
  benefit: claim.benefit,
  paid: claim.paid,
});

export type ClaimSeen = NonNullable<Awaited<ReturnType<typeof askClaim>>>;
/** One claim, step by step: reported, checked by two, paid. For officers and for her whose it is. */
async function askClaim(asked: AskedHere) {
  const { client, organisation, member, roles, today, params, masterKey } = asked;
  const id = params["claim"] ?? "";
  const claim = isUuid(id) ? await selectClaim(client, organisation, id) : undefined;
  if (!claim || claim.status === "taken-back" || !(isOfficer(roles) || claim.member_id === member)) return null;
  const books = await loadAid(asked);
  const find = await finderOf(asked);
  const levies = await selectLevies(client, organisation, claim.claim_id);
  const master = Buffer.from(masterKey);
  const texts = await readTexts(client, organisation, ["aid.claim"], master, null, id);
  const relativesOf = `${claim.fund}/${claim.member_id}`;
  const relatives = await readTexts(client, organisation, ["aid.enrolment"], master, null, relativesOf);
  const loans = await loadBooks(client, organisation, books => needsDebtsOf(claim.member_id, books));
  const isScribe = scribes.some(role => roles.has(role));
  const isUnpaid = claim.status === "checked" || claim.status === "paid-in-part";
  const payableNow = claim.status === "reported" ? 0n : payableOn(claim, today);
  const fund = fundOn(claim.fund, today, books);
  const debts = "refused" in fund ? [] : debtsTakenOff(fund, claim.member_id, today, loans);
  const { toDebts, toFamily } = afterDebts(payableNow, debts);
  const kept = claim.payments.map((payment, place) => ({
    on: payment.on,
    amount: payment.amount,
    toDebts: payment.to_debts,
    isTakenBack: payment.is_taken_back,
    receivedBy:
      payment.kinship === null
        ? null
        : { kinship: payment.kinship, name: texts.get(`aid.claim/${id}/${receivedField(place + 1)}`) ?? null },
  }));
  const one = (who: MemberId | null) => (who === null ? null : find(who));
  return {
    ...written({
      ...claimBrief(claim, find, books),
      on: today,
      isMine: claim.member_id === member,
      isAccident: claim.is_accident,
      note: texts.get(`aid.claim/${id}/note`) ?? null,
      relative:
        claim.dependant === null
          ? null
          : (relatives.get(`aid.enrolment/${relativesOf}/${dependantField(String(claim.dependant))}`) ?? null),
      firstPaid: claim.first_paid_on !== null,
      useToldOn: claim.use_told_on,
      use: texts.get(`aid.claim/${id}/${useText}`) ?? null,
      checkers: [one(claim.first_checker), one(claim.second_checker)].filter(who => who !== null),
      checkedOn: claim.checked_on,
      firstPart: claim.first_part,
      firstPaidOn: claim.first_paid_on,
      payableNow,
      toDebts,
      toFamily,
      payments: kept.filter(payment => !payment.isTakenBack),
      isForOthers: isHerOwnDeath(claim),
      // Whom she named is hers alone, until two made sure that she died: then who pays must know whom.
      named:
        isScribe && isUnpaid && isHerOwnDeath(claim)
          ? await heirsOf(client, organisation, { member: claim.member_id, fund: claim.fund }, master)
          : [],
      levy:
        levies.length === 0
          ? null
          : {
              on: claim.levy_due_on,
              count: levies.length,
              paid: levies.filter(levy => levy.paid >= levy.amount).length,
              amount: sum(levies.map(levy => levy.amount)),
              got: sum(levies.map(levy => levy.paid)),
            },
      may: mayBetween(["aid.verify", "aid.pay-benefit"], asked, books),
    }),
    names: await ruleNamesOf(asked),
  };
}

export type ReportSeen = Awaited<ReturnType<typeof askReport>>;
/** For reporting a need between meetings: whose it may be, and what each fund stands for. */
async function askReport(asked: AskedHere) {
  const books = await loadAid(asked);
  const may = mayBetween(["aid.claim"], asked, books);
  const find = await finderOf(asked);
  const texts = await readTexts(asked.client, asked.organisation, ["aid.enrolment"], Buffer.from(asked.masterKey));
  return {
    ...written({
      on: asked.today,
      may,
      // Who died may have been paid out before anybody came to tell it.
      people: books
        .rows(membershipTable)
        .filter(row => may.length > 0 && row.kind === "member" && (row.status === "active" || row.status === "died"))
        .map(row => find(row.member_id))
        .sort((a, b) => a.number - b.number),
      // Whom the fund helps for was named to be known when it happens; who is helped when she dies is not among them.
      relatives: (may.length === 0 ? [] : fundsOn(asked, books).filter(fund => fund.dependants)).flatMap(({ fund }) =>
        placesIn(fund, books).flatMap(({ member_id, dependants }) =>
          stillNamed(dependants).map(({ number, kinship }) => ({
            fund,
            member: member_id,
            number,
            kinship,
            name: texts.get(`aid.enrolment/${fund}/${member_id}/${dependantField(number)}`) ?? null,
          })),
        ),
      ),
      funds: fundsOn(asked, books).map(({ fund, unit, benefits, tiers, ages, dependants }) => ({
        fund,
        unit,
        benefits: benefits.map(({ event, of }) => ({ event, of })),
        asksAccident: tiers?.accident_percent !== undefined,
        asksAge: ages?.paid_by === "death",
        asksNames: dependants !== undefined,
      })),
    }),
    names: await ruleNamesOf(asked),
  };
}

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "aid.aid": { who: ["anyone"], ask: asked => askAid(whoSees(asked)) },
  "aid.report": { who: scribes, ask: asked => askReport(whoSees(asked)) },
  "aid.claim": { who: ["anyone"], params: ["claim"], ask: asked => askClaim(whoSees(asked)) },
  "aid.grant": { who: ["anyone"], params: ["decision"], ask: asked => askGrant(whoSees(asked)) },
  "aid.calls": { who: seeCalls, ask: askCalls },
  "aid.new-call": { who: seeCalls, ask: askNewCall },
  "aid.call": { who: seeCalls, params: ["call"], ask: askCall },
  "aid.outlook": { who: ["anyone"], params: ["burial"], ask: asked => askOutlook(whoSees(asked)) },
  "aid.drives": { who: officerRoles, ask: asked => askDrives(whoSees(asked)) },
};
