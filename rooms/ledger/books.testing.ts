/**
 * A group whose books a test may fill at will, through the real intake: a room `proof` that posts whatever lines it is
 * told to, and a room `meetings` that does no more than seal some of them under a meeting's number.
 */
import {
  type AccountCode,
  command,
  type CommandRule,
  type Day,
  type Fact,
  isRefusal,
  type MemberId,
  type Need,
  type OrganisationId,
  type Refusal,
  type Room,
} from "#base";
import { assembly } from "#assembly";
import type { Pool } from "#db";
import { account, accountTable, ledger, openAccount, reverse } from "#ledger";
import { members } from "#members";
import { houseOf } from "../../app/house.ts";
import { type Answer, Intake } from "../../app/server/intake.ts";
import { HeldEdge, type Say, sayer } from "../../tests/village/edge.ts";

export const masterKey = Buffer.alloc(32, 7);

const entryFields = {
  kind: { is: "choice", of: ["saved", "lent", "repaid", "spent", "given", "closed"] },
  member: { is: "member", optional: true },
  lines: {
    is: "list",
    max: 20,
    of: {
      is: "group",
      of: {
        account: { is: "key" },
        member: { is: "member", optional: true },
        unit: { is: "key" },
        amount: { is: "amount", signed: true },
      },
    },
  },
  reverses: { is: "amount", optional: true },
} as const;

/** An entry as a test writes it. With `reverses` it takes that leaf back and has no lines of its own. */
export interface ProofEntry {
  readonly kind: (typeof entryFields)["kind"]["of"][number];
  readonly member?: MemberId | undefined;
  readonly lines: readonly {
    readonly account: string;
    readonly member?: MemberId | undefined;
    readonly unit: string;
    readonly amount: bigint;
  }[];
  readonly reverses?: bigint | undefined;
}

const bodyFields = { entries: { is: "list", max: 200, of: { is: "group", of: entryFields } } } as const;

const needsOf = (entries: readonly ProofEntry[]): readonly Need[] => [
  { rows: accountTable, where: {} },
  { balances: {} },
  ...entries.flatMap(entry => (entry.reverses === undefined ? [] : [{ leaf: entry.reverses }])),
];

function factsOf(
  entries: readonly ProofEntry[],
  on: Day,
  books: Parameters<CommandRule["decide"]>[1],
  context: Parameters<CommandRule["decide"]>[2],
): readonly Fact[] | Refusal {
  const facts: Fact[] = [];
  for (const entry of entries) {
    if (entry.reverses !== undefined) {
      const fact = reverse(entry.reverses, on, books, context, "written twice");
      if (isRefusal(fact)) return fact;
      facts.push(fact);
      continue;
    }
    facts.push({
      kind: `proof.${entry.kind}`,
      on,
      ...(entry.member === undefined ? {} : { member: entry.member }),
      lines: entry.lines.map(({ account: code, member, ...line }) => ({
        ...line,
        account: code as AccountCode,
        ...(member === undefined ? {} : { member }),
      })),
    });
  }
  return facts;
}

const post = command({
  name: "proof.post",
  fields: bodyFields,
  sayableBy: ["anyone"],
  needs: said => needsOf(said.body.entries),
  decide(said, books, context) {
    const facts = factsOf(said.body.entries, said.on, books, context);
    return isRefusal(facts) ? facts : { facts };
  },
});

const open = command({
  name: "proof.open",
  fields: { accounts: { is: "list", max: 50, of: { is: "key" } } },
  sayableBy: ["anyone"],
  needs: () => [],
  decide: said => ({ facts: said.body.accounts.map(code => openAccount(code as AccountCode, said.on)) }),
});

const seal = command({
  name: "meetings.seal",
  atSitting: true,
  fields: { ...bodyFields, number: { is: "count", max: 9999 } },
  sayableBy: ["anyone"],
  needs: said => needsOf(said.body.entries),
  decide(said, books, context) {
    const facts = factsOf(said.body.entries, said.on, books, context);
    if (isRefusal(facts)) return facts;
    return {
      facts: [
        ...facts,
        { kind: "meetings.sealed", on: said.on, lines: [], data: { number: String(said.body.number) } },
      ],
    };
  },
});

const noRows = () => [];
const kinds = entryFields.kind.of.flatMap(kind => [`proof.${kind}`, `proof.${kind}.reversed`]);
const proof: Room = {
  name: "proof",
  tables: [],
  commands: [post, open],
  projections: Object.fromEntries(kinds.map(kind => [kind, noRows])),
  rules: [],
};
const meetings: Room = {
  name: "meetings",
  tables: [],
  commands: [seal],
  projections: { "meetings.sealed": noRows },
  rules: [],
};

const house = houseOf([ledger, members, assembly, proof, meetings]);

/** The accounts a member has in the funds of `foundGroup`, and those of the group. */
export const codes = {
  cash: account.cash("loan"),
  bank: account.bank("loan"),
  loans: account.loans("loan"),
  interest: account.interest("loan"),
  expense: account.expense("loan"),
  surplus: account.equity("loan", "divisible"),
  shares: account.shares("loan"),
  savings: account.savings("voluntary", "loan"),
  socialCash: account.cash("social"),
  social: account.equity("social", "restricted"),
  reserveCash: account.cash("reserve"),
  reserve: account.equity("reserve", "indivisible"),
  riceStock: account.cash("rice"),
  rice: account.equity("rice", "restricted"),
} as const;

export interface ProofGroup {
  readonly organisation: OrganisationId;
  readonly edge: HeldEdge;
  readonly say: Say;
  readonly people: readonly MemberId[];
  /** Between meetings, by the treasurer and another. */
  post(entries: readonly ProofEntry[], on: Day): Promise<Answer>;
  /** As a sealed meeting. */
  seal(number: number, entries: readonly ProofEntry[], on: Day): Promise<Answer>;
}

/** Melati: four women, a loan fund, a social fund, a reserve that is never divided, and a rice bank in kilograms. */
export async function foundGroup(
  pool: Pool,
  {
    seed = 1,
    today = "2026-11-24",
    foundedOn = "2025-01-06",
  }: { readonly seed?: number; readonly today?: string; readonly foundedOn?: string } = {},
): Promise<ProofGroup> {
  const edge = new HeldEdge(foundedOn, seed);
  const intake = new Intake({ pool, house, edge, masterKey });
  const organisation = edge.newId() as OrganisationId;
  const say = sayer(intake, house, edge, organisation);
  const people = ["Halimah", "Wulan", "Rohani", "Siti"].map(name => ({
    name,
    member: edge.newMember(),
    person: edge.newId(),
  }));
  const by = people[0]!.member;
  const fund = (code: string, unit: string, nature: string, name: string, lendable = false) => ({
    fund: code,
    unit,
    nature,
    is_lendable: lendable,
    name,
  });
  const answer = await say(
    "assembly.found-organisation",
    {
      name: "Kelompok Melati",
      template: "vsla",
      unit: "IDR",
      language: "id",
      is_practice: false,
      funds: [
        fund("loan", "IDR", "divisible", "Dana pinjaman", true),
        fund("social", "IDR", "restricted", "Kantong sosial"),
        fund("reserve", "IDR", "indivisible", "Cadangan"),
        fund("rice", "kg", "restricted", "Lumbung padi"),
      ],
      rules: [],
      founders: people.map(({ member, person, name }, index) => ({
        member,
        person,
        number: index + 1,
        name,
        roles: index === 0 ? ["treasurer"] : [],
      })),
    },
    { by },
  );
  const opened = await say("proof.open", { accounts: [codes.shares, codes.savings] }, { by });
  if (answer.status !== "accepted" || opened.status !== "accepted") throw new Error(JSON.stringify([answer, opened]));
  edge.today = today as Day;
  const with_ = [people[1]!.member];
  return {
    organisation,
    edge,
    say,
    people: people.map(one => one.member),
    post: (entries, on) => say("proof.post", { entries }, { by, with: with_, on }),
    seal: (number, entries, on) => say("meetings.seal", { entries, number }, { by, with: with_, on }),
  };
}

/** A line with its counterpart: what comes to `debit` comes from `credit`. */
export function moved(
  kind: ProofEntry["kind"],
  amount: bigint,
  debit: string,
  credit: string,
  member?: MemberId,
  unit = "IDR",
): ProofEntry {
  const perMember = (code: string): MemberId | undefined => (/^(member-|loans-)/.test(code) ? member : undefined);
  return {
    kind,
    member,
    lines: [
      { account: debit, member: perMember(debit), unit, amount },
      { account: credit, member: perMember(credit), unit, amount: -amount },
    ],
  };
}
