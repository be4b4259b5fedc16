/**
 * Any command and any entry at all, well formed by its description: ids that are there and ids that are not, amounts of
 * every size, days on both sides of today. What the border would let in, and nothing else.
 */
import fc from "fast-check";
import {
  addDays,
  type Day,
  type Document,
  type EntryRule,
  type Field,
  type Fields,
  type MemberId,
  memberIdFrom,
  type Uuid,
  uuidFrom,
} from "#base";
import { entryRules } from "#meetings";
import { house } from "../../app/rooms.ts";

export interface Known {
  readonly members: readonly MemberId[];
  readonly uuids: readonly Uuid[];
  readonly today: Day;
}

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const strangeUuid = fc.tuple(fc.nat({ max: 2 ** 31 }), bytes).map(([time, random]) => uuidFrom(time, random));
const strangeMember = bytes.map(memberIdFrom);

const codes = fc.constantFrom("loan", "social", "reserve", "free", "wajib", "pokok", "ordinary", "late", "nothing");
const keys = fc.constantFrom(
  "meetings.fine/late",
  "loans.product/ordinary",
  "aid.fund/social",
  "savings.deposit",
  "no.such/thing",
  "cash/loan",
);

function fieldLike(field: Field, known: Known): fc.Arbitrary<unknown> {
  switch (field.is) {
    case "uuid":
      return fc.oneof({ arbitrary: fc.constantFrom(...known.uuids), weight: 6 }, strangeUuid);
    case "member":
      return fc.oneof({ arbitrary: fc.constantFrom(...known.members), weight: 8 }, strangeMember);
    case "code":
      return codes;
    case "key":
      return keys;
    case "subject":
      return fc.oneof(keys, codes, fc.constantFrom(...known.uuids, "transfer/loan/social", "ledger.fund/beras"));
    case "unit":
      return fc.constantFrom("IDR", "kg", "USD");
    case "hash":
      return fc.constant("0".repeat(64));
    case "day":
      return fc.integer({ min: -400, max: 40 }).map(days => addDays(known.today, days));
    case "amount":
      return fc.oneof(
        fc.constantFrom(0n, 1n, 500n, 10_000n, 20_000n),
        fc.bigInt({ min: field.signed ? -50_000n : 0n, max: 10n ** 17n }),
      );
    case "count":
      return fc.integer({ min: 0, max: Math.min(field.max, 30) });
    case "text":
      return fc.constantFrom("Beras", "Ya", "loan", ...known.uuids.slice(0, 3)).map(text => text.slice(0, field.max));
    case "choice":
      return fc.constantFrom(...field.of);
    case "flag":
      return fc.boolean();
    case "document":
      return fc.constantFrom({}, "ya", { amount: "500", fund: "loan" }, [{ a: "b" }]);
    case "list":
      return fc.array(fieldLike(field.of, known), { maxLength: Math.min(field.max, 3) });
    case "group":
      return bodyLike(field.of, known);
  }
}

function bodyLike(fields: Fields, known: Known): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const parts = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.optional ? fc.option(fieldLike(field, known), { nil: undefined }) : fieldLike(field, known),
    ]),
  );
  return fc
    .record(parts)
    .map(body => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)));
}

/** A command of any kind, said by any of them, alone or with others. */
export const commandLike = (known: Known) =>
  fc.constantFrom(...[...house.commands.values()].filter(rule => !rule.founds)).chain(rule =>
    fc.record({
      name: fc.constant(rule.name as string),
      body: bodyLike(rule.fields, known),
      // Mostly by somebody who may.
      by: fc.oneof(
        { arbitrary: fc.constantFrom(...known.members.slice(0, 3)), weight: 4 },
        fc.constantFrom(...known.members),
        strangeMember,
      ),
      with: fc.oneof({ arbitrary: fc.constant(known.members.slice(0, 3)), weight: 3 }, fc.constant([])),
      on: fc.oneof(
        { arbitrary: fc.constant(known.today), weight: 4 },
        fc.integer({ min: -60, max: 5 }).map(days => addDays(known.today, days)),
      ),
    }),
  );

/** An entry of any kind. */
export const entryLike = (
  known: Known,
): fc.Arbitrary<{ readonly rule: EntryRule<any>; readonly body: Readonly<Record<string, unknown>> }> =>
  fc.constantFrom(...entryRules.values()).chain(rule => bodyLike(rule.fields, known).map(body => ({ rule, body })));

/** What one woman may do on one day, each part built on those before; any of them may be on the sheet, or not. */
export const partsOfADay = [
  "enrol",
  "beneficiaries",
  "contribution",
  "deposit",
  "capital",
  "shares",
  "to-shares",
  "fine",
  "income",
  "request",
  "loan-decision",
  "approval",
  "turn-down",
  "pay-out",
  "repayment",
  "loan-withdrawal",
  "write-off-decision",
  "write-off",
  "recovery",
  "claim",
  "verify",
  "benefit",
  "grant-decision",
  "grant",
  "warn",
  "lapse",
  "leave-fund",
  "withdrawal",
  "expense",
  "bank",
  "transfer-decision",
  "transfer",
  "share-out-decision",
  "share-out",
  "payable",
  "leaving",
  "difference",
] as const;
type Part = (typeof partsOfADay)[number];

export interface DayOfHers {
  readonly parts: readonly Part[];
  /** Whose day it is, and who stands beside her, by place among the members. */
  readonly her: number;
  readonly beside: number;
  readonly amount: bigint;
  /** How far back in the log lie the entries that are taken back on this day. */
  readonly undone: readonly number[];
}

/** Some parts of a day, mostly many. `members` is how many there are. */
export const dayLike = (members: number): fc.Arbitrary<DayOfHers> =>
  fc.record({
    parts: fc.oneof(fc.subarray([...partsOfADay]), fc.subarray([...partsOfADay].filter(part => !rare.has(part)))),
    her: fc.nat({ max: members - 1 }),
    beside: fc.nat({ max: members - 1 }),
    amount: fc.constantFrom(500n, 1_000n, 5_000n, 10_000n, 20_000n),
    undone: fc.array(fc.nat({ max: 60 }), { maxLength: 4 }),
  });

const rare: ReadonlySet<Part> = new Set([
  "turn-down",
  "loan-withdrawal",
  "write-off",
  "leaving",
  "share-out",
  "lapse",
  "warn",
  "leave-fund",
  "recovery",
]);

/** The lines of such a day: entry, body. Ids are new each time. */
export function linesOfDay(
  { parts, amount }: DayOfHers,
  {
    her,
    beside,
    on,
    newId,
  }: { readonly her: MemberId; readonly beside: readonly MemberId[]; readonly on: Day; readonly newId: () => Uuid },
): readonly (readonly [entry: string, body: Readonly<Record<string, unknown>>])[] {
  const [loan, claim] = [newId(), newId()];
  const [yes, lost, benefit, moved, shared] = [newId(), newId(), newId(), newId(), newId()];
  const [first, second] = beside as [MemberId, MemberId];
  const decided = (decision: Uuid, question: string, about: string, value?: Document) =>
    ["assembly.decision", { decision, question, about, value, votes_for: 5, votes_against: 1, abstaining: 0 }] as const;
  const borrower = { loan, member: her };
  const family = [{ name: "Amat", kinship: "spouse" }];
  const made: Readonly<Record<Part, readonly [string, Readonly<Record<string, unknown>>]>> = {
    enrol: ["aid.enrol", { member: her, fund: "damayan", beneficiaries: family }],
    beneficiaries: ["aid.beneficiaries", { member: her, fund: "damayan", beneficiaries: family }],
    contribution: ["aid.contribution", { member: her, fund: "damayan", amount }],
    deposit: ["savings.deposit", { member: her, product: "free", amount: amount * 10n }],
    capital: ["savings.deposit", { member: her, product: "cbu", amount }],
    shares: ["savings.buy-shares", { member: her, fund: "loan", shares: 2, amount: 2_000n }],
    "to-shares": ["savings.to-shares", { member: her, product: "free", amount: 1_000n, fund: "loan", shares: 1 }],
    fine: [
      "meetings.fine",
      { member: her, reason: "late", fund: "loan", amount, departure: { departure: newId(), why: "Hujan" } },
    ],
    income: ["meetings.income", { money: newId(), fund: "damayan", amount: amount * 3n, purpose: "Hadiah" }],
    request: ["loans.request", { ...borrower, product: "ordinary", amount, purpose: "Benang", guarantors: [first] }],
    "loan-decision": decided(yes, "loan", loan),
    approval: ["loans.approval", { ...borrower, decision: yes }],
    "turn-down": ["loans.turn-down", { ...borrower, decision: yes }],
    "pay-out": ["loans.pay-out", { ...borrower, decision: yes }],
    repayment: ["loans.repayment", { ...borrower, amount: 500n }],
    "loan-withdrawal": ["loans.withdrawal", borrower],
    "write-off-decision": decided(lost, "write-off", loan),
    "write-off": ["loans.write-off", { ...borrower, decision: lost }],
    recovery: ["loans.recovery", { ...borrower, amount: 500n }],
    claim: ["aid.claim", { claim, fund: "damayan", member: her, event: "death", who: "parent", happened_on: on }],
    verify: ["aid.verify", { claim, first, second }],
    benefit: ["aid.pay-benefit", { claim, amount: 500n }],
    "grant-decision": decided(benefit, "benefit", `grant/damayan/${her}`),
    grant: ["aid.grant", { member: her, fund: "damayan", amount: 500n, decision: benefit }],
    warn: ["aid.warn", { member: her, fund: "damayan" }],
    lapse: ["aid.lapse", { member: her, fund: "damayan" }],
    "leave-fund": ["aid.leave", { member: her, fund: "damayan" }],
    withdrawal: ["savings.withdrawal", { member: her, product: "free", amount }],
    expense: ["meetings.expense", { money: newId(), fund: "loan", amount: 500n, purpose: "Kopi" }],
    bank: ["meetings.bank", { fund: "loan", amount: 500n }],
    "transfer-decision": decided(moved, "other", "transfer/loan/damayan", { amount: "500" }),
    transfer: ["meetings.transfer", { from: "loan", to: "damayan", amount: 500n, decision: moved }],
    "share-out-decision": decided(shared, "share-out", "loan"),
    "share-out": ["meetings.share-out", { fund: "loan", decision: shared }],
    payable: ["meetings.pay-out", { member: her, fund: "loan", amount: 100n }],
    leaving: ["meetings.leaving", { member: her, status: "left" }],
    difference: [
      "meetings.difference",
      { difference: newId(), fund: "loan", amount: 100n, reason: "Lebih", first, second },
    ],
  };
  return parts.map(part => made[part]);
}
