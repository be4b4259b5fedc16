/**
 * What a group that is wound up or closed says no to. What stays possible is listed, and everything else is refused, so that a
 * command that is added to a room below begins nothing new here unseen.
 */
import {
  type AccountCode,
  assert,
  type Books,
  type Command,
  type CommandRule,
  type Document,
  type Fact,
  type Guard,
  type Minor,
  type Need,
  need,
  type Refusal,
  refuse,
  type Room,
  sum,
} from "#base";
import { actions } from "#actions";
import { aid } from "#aid";
import { assembly } from "#assembly";
import { cutoff } from "#cutoff";
import { account, fundTable, kindOfAccount, ledger, partsOfAccount } from "#ledger";
import { loans } from "#loans";
import { draftLineTable, entryRules, meetings } from "#meetings";
import { members } from "#members";
import { network } from "#network";
import { pots } from "#pots";
import { purchasing } from "#purchasing";
import { records } from "#records";
import { savings } from "#savings";
import { moneyIn } from "./plan-fund.ts";
import { fundPartTable, windingUpTable } from "./tables.ts";

const below: readonly Room[] = [
  ...[ledger, members, assembly, savings, loans, aid, pots, purchasing, actions, meetings, records, cutoff, network],
];

/** What is said of people and of who looks in, and what of the books is kept where: also when everything else has ended. */
const always: ReadonlySet<string> = new Set([
  "members.set-contact",
  "members.recognise",
  "members.consent",
  "members.withdraw-consent",
  "members.give-pin",
  "members.reopen-account",
  "members.trust-device",
  "members.erase-person",
  "members.describe-thing",
  "members.hand-over",
  "members.give-up-thing",
  // What was let out about the group or about her is fetched back whenever it is wanted.
  "assembly.take-back-statement",
  // What is refused, also for this, is noted all the same.
  "assembly.note-try",
  "savings.end-goal",
  "aid.take-back-call",
  "aid.close-call",
  "aid.withdraw-offer",
  "network.revoke",
]);

/** Who leaves a group that is closed has nothing in it any more; as long as it is wound up everybody waits for her part. */
const onceClosed: ReadonlySet<string> = new Set([...always, "members.leave"]);

const whileWoundUp: ReadonlySet<string> = new Set([
  ...always,
  "ledger.close-period",
  "members.rename",
  "members.name-guardian",
  "members.come-of-age",
  "members.appoint-official",
  "members.take-office",
  "members.give-up-office",
  "members.leave-federation",
  "savings.close-year",
  "savings.cover-loss",
  "savings.post-interest",
  "savings.take-back-interest",
  "savings.post-term-interest",
  "loans.note-care-visit",
  "loans.take-back-care-visit",
  "loans.choose-reminder",
  "aid.tell-use",
  "aid.call-for-help",
  "aid.offer-help",
  "purchasing.cancel",
  "actions.cancel",
  "meetings.open",
  "meetings.turn-key",
  "meetings.write",
  "meetings.seal",
  "meetings.abandon",
  "records.write-entry",
  "records.answer-entry",
  "records.describe-partner",
  "records.end-agreement",
  "records.write-lesson",
  "network.confirm-visit",
]);

/** On a meeting's sheet, and where the same is said between meetings. */
const entriesWhileWoundUp: ReadonlySet<string> = new Set([
  "assembly.decision",
  "loans.withdrawal",
  "loans.turn-down",
  "loans.give-up-rest",
  "loans.repayment",
  "loans.recovery",
  "loans.write-off",
  "loans.waiver",
  "loans.use-pledge",
  // Reported before: it was owed when the group was still whole.
  "aid.verify",
  "aid.pay-benefit",
  "pots.bring",
  "pots.substitute",
  "pots.hand-over",
  "pots.pass-on",
  "pots.end",
  "purchasing.pay-in",
  "purchasing.pay-supplier",
  "purchasing.receive",
  "purchasing.take-back-receipt",
  "purchasing.hand-out",
  "purchasing.refund",
  "purchasing.write-off",
  "purchasing.close",
  // What was begun is paid for and closed; nothing more is promised.
  "actions.contribute",
  "actions.pay-in",
  "actions.pay-cost",
  "actions.refund",
  "actions.close",
  "actions.reopen",
  "meetings.roll",
  "meetings.recall",
  "meetings.read-out",
  "meetings.expense",
  "meetings.income",
  "meetings.bank",
  "meetings.correction",
  "meetings.share-out",
  "meetings.pay-out",
  "meetings.count",
  "meetings.difference",
]);

/** What would make new claims of members on a fund that was divided already. */
const beforeDividing: ReadonlySet<string> = new Set([
  "savings.post-interest",
  "savings.take-back-interest",
  "savings.post-term-interest",
  "meetings.share-out",
]);

const betweenNames: ReadonlyMap<string, string> = new Map(
  [...entryRules.values()].flatMap(one => (one.between === undefined ? [] : [[one.between as string, one.name]])),
);

// A name that is misspelt here would forbid what is meant to stay possible.
const commandNames = new Set(below.flatMap(room => room.commands.map(one => one.name as string)));
for (const name of [...onceClosed, ...whileWoundUp]) assert(commandNames.has(name), `a command that stays possible is there: ${name}`);
for (const name of entriesWhileWoundUp) assert(entryRules.has(name), `an entry that stays possible is there: ${name}`);

interface Written {
  readonly entry: string;
  readonly body: Document;
}

/** What the command writes: the lines of a sheet, or itself where it says an entry alone. */
function writtenBy({ name, body }: Command<any>, books: Books): readonly Written[] {
  if (name === "meetings.write")
    return (body.lines as readonly (Written & { readonly removed?: boolean })[]).filter(one => !one.removed);
  if (name === "meetings.seal") return body.lines ?? books.rows(draftLineTable, { meeting_id: body.meeting });
  const entry = betweenNames.get(name);
  return entry === undefined ? [] : [{ entry, body: body as Document }];
}

function refusalOfEntry({ entry, body }: Written, books: Books): Refusal | null {
  const kept = outOfKept(entry, body as never, books);
  if (kept) return kept;
  if (entry === "meetings.correction") return refusalToTakeBack(books.leaf(seqOf(body)), books);
  if (!entriesWhileWoundUp.has(entry)) return refuse("dissolution.nothing-new");
  return refusalOfDivided(entry, books);
}

/**
 * Money that is never divided, or was given for a purpose, goes to nobody else any more than to the body that was named (G25):
 * not as help by decision, not spent, and not by way of another fund.
 */
function outOfKept(
  entry: string,
  body: { readonly fund?: string; readonly from?: string; readonly amount?: unknown },
  books: Books,
): Refusal | null {
  if (entry !== "aid.grant" && entry !== "meetings.transfer" && entry !== "meetings.expense") return null;
  const fund = books.row(fundTable, { fund: (entry === "meetings.transfer" ? body.from : body.fund) ?? "" });
  if (!fund || fund.nature === "divisible") return null;
  return refuse("dissolution.kept-for-receiver", {
    ...{ fund: fund.fund, unit: fund.unit, amount: amountOf(body as Document) },
  });
}

const seqOf = (body: Document): bigint => {
  const { seq } = body as { readonly seq?: unknown };
  return /^\d{1,18}$/.test(String(seq)) ? BigInt(String(seq)) : -1n;
};

/**
 * What was put into a fund that is never divided is not fetched back by taking the entry back; and in a fund that was divided
 * nothing becomes a member's savings again, since it is divided once.
 */
function refusalToTakeBack(original: Fact | undefined, books: Books): Refusal | null {
  if (!original || original.kind.startsWith("pots.")) return null;
  for (const { fund, unit, nature } of books.rows(fundTable)) {
    const lines = original.lines.filter(one => partsOfAccount(one.account).fund === fund);
    const money = sum(lines.filter(one => isMoney(one.account)).map(one => one.amount));
    if (nature !== "divisible" && money > 0n) return refuse("dissolution.kept-for-receiver", { fund, unit, amount: money });
    const isStake = lines.some(one => stakes.has(kindOfAccount(one.account).kind));
    if (isStake && books.row(fundPartTable, { fund })) return refuse("dissolution.divided-already");
  }
  return null;
}

/**
 * In a fund that was divided, what waits for its members is theirs: the group spends what is left beside it and no more. All that
 * a sheet spends there is taken together; what it hands out leaves the rest as it is.
 */
function refusalToSpend(written: readonly Written[], books: Books): Refusal | null {
  for (const { fund, unit, distributed_on } of books.rows(fundPartTable)) {
    const amount = sum(written.flatMap(one => (spendsFrom(one) === fund ? [amountOf(one.body)] : [])));
    if (distributed_on === null || amount === 0n) continue;
    const owed = -sum(books.balances({ account: account.payable(fund) }).map(one => one.balance));
    const left = moneyIn({ fund, unit }, books) - owed;
    if (amount > left)
      return refuse("dissolution.waits-for-members", { fund, unit, amount, owed, left: left > 0n ? left : 0n });
  }
  return null;
}

function needsToSpend(written: readonly Written[], books: Books): readonly Need[] {
  if (!books.isCovered(fundPartTable, {})) return [];
  return books.rows(fundPartTable).flatMap(({ fund, unit }): readonly Need[] =>
    written.some(one => spendsFrom(one) === fund)
      ? [
          { balances: { account: account.payable(fund) } },
          ...[account.cash(fund), account.bank(fund)].map(one => need.balance(one, unit)),
        ]
      : [],
  );
}

const spendsFrom = ({ entry, body }: Written): string | null =>
  entry === "meetings.expense" ? String((body as { readonly fund?: unknown }).fund) : null;

const amountOf = (body: Document): Minor => {
  const { amount } = body as { readonly amount?: unknown };
  return /^\d+$/.test(String(amount)) ? BigInt(String(amount)) : 0n;
};

const isMoney = (account: AccountCode): boolean => ["cash", "bank"].includes(kindOfAccount(account).kind);
const stakes: ReadonlySet<string> = new Set(["member-savings", "member-shares"]);

const refusalOfDivided = (name: string, books: Books): Refusal | null =>
  beforeDividing.has(name) && books.rows(fundPartTable).length > 0 ? refuse("dissolution.divided-already") : null;

function guardOf({ name }: CommandRule): Guard {
  return {
    command: name,
    needs: (said, books): readonly Need[] => {
      const { body } = said;
      const first = need.all(windingUpTable);
      if (!books.isCovered(windingUpTable, {}) || books.rows(windingUpTable).length === 0) return [first];
      const draft = { meeting_id: body.meeting };
      const drafts = name === "meetings.seal" ? [need.row(draftLineTable, draft)] : [];
      const isWritten = drafts.length === 0 || books.isCovered(draftLineTable, draft);
      const written = isWritten ? writtenBy(said, books) : [];
      const corrections = written.filter(one => one.entry === "meetings.correction");
      return [
        ...[first, need.all(fundTable), need.all(fundPartTable), ...drafts],
        ...corrections.map((one): Need => ({ leaf: seqOf(one.body) })),
        ...needsToSpend(written, books),
      ];
    },
    refusal(said, books) {
      const row = books.row(windingUpTable, { part: "group" });
      if (!row || row.status === "called-off") return null;
      if (row.status === "closed")
        return onceClosed.has(name) ? null : refuse("dissolution.group-is-closed", { on: row.closed_on! });
      const written = writtenBy(said, books);
      for (const one of written) {
        const cannot = refusalOfEntry(one, books);
        if (cannot) return cannot;
      }
      const theirs = refusalToSpend(written, books);
      if (theirs) return theirs;
      if (betweenNames.has(name)) return null;
      return whileWoundUp.has(name) ? refusalOfDivided(name, books) : refuse("dissolution.nothing-new");
    },
  };
}

/** The command a group begins with stands before all of this, and what is always possible is not asked about. */
export const guards: readonly Guard[] = below
  .flatMap(room => room.commands)
  .filter(rule => rule.founds !== true && !always.has(rule.name))
  .map(guardOf);
