/**
 * What must hold for any numbers. Few runs, each on the real database; a failure shows its seed, and
 * `LUMBUNG_SEED=… npx vitest run tests/simulate` begins with the same.
 */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addDays, type CommandId, day, encodeBody, type MemberId, sum } from "#base";
import { connect, query, read, sql } from "#db";
import type { SheetLine } from "#meetings";
import { house } from "../../app/rooms.ts";
import { commandOf } from "../../app/server/border.ts";
import { type Answer, Intake, type Said } from "../../app/server/intake.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  balanceOf,
  countsAfter,
  decision,
  foundGroup,
  type Group,
  leavesOf,
  line,
  meet,
  openMeeting,
  seal,
  testKey,
} from "../village/group.ts";
import { commandLike, dayLike, entryLike, linesOfDay, partsOfADay } from "./any.ts";
import { faultsOf } from "./faults.ts";
import { fingerprint } from "./fingerprint.ts";

// A machine that does other things meanwhile takes its time.
vi.setConfig({ testTimeout: 300_000 });

const asked = process.env["LUMBUNG_SEED"];
const runs = (numRuns: number): fc.Parameters<any> => ({
  numRuns,
  // The group goes on living between runs, so a smaller example would be another story.
  endOnFailure: true,
  ...(asked === undefined ? {} : { seed: Number(asked) }),
});

let database: FreshDatabase;
const groups: Group[] = [];
let lastSeed = 0;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  for (const group of groups) await group.close();
  await database.drop();
});

/** A koperasi that allows everything at its counter, with 100,000 saved by each. */
async function counterGroup(): Promise<Group> {
  lastSeed += 1;
  const free = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
  const entries = [
    "savings.deposit",
    "savings.withdrawal",
    "savings.to-shares",
    "meetings.expense",
    "meetings.income",
    "meetings.bank",
    "loans.repayment",
    "aid.contribution",
  ];
  const limits = {
    times_stake: "3",
    stake_accounts: ["member-savings.free/loan"],
    guarantors_min: "1",
    may_borrow_again_with_open_loan: false,
  };
  const rules = {
    "savings.product/free": free,
    "assembly.between-meetings": { entries },
    "loans.limits": limits,
    "meetings.fine/late": { amount: "500", fund: "loan" },
  };
  const group = await foundGroup(database, {
    template: "koperasi",
    unit: "IDR",
    on: "2026-06-01",
    seed: lastSeed,
    rules,
  });
  groups.push(group);
  await meet(
    group,
    "2026-06-01",
    group.members.map(member => line("savings.deposit", { member, product: "free", amount: 100_000n })),
  );
  return group;
}

const two = (group: Group) => ({ by: group.treasurer, with: [group.secretary] });
const place = fc.nat({ max: 6 });
const amount = fc.bigInt({ min: 1n, max: 30_000n });
const free = "member-savings.free/loan";

const headOf = async (group: Group): Promise<string> => {
  const [row] = await read(group.pool, group.organisation, client =>
    query<{ version: bigint; size: bigint; chain: string }>(
      client,
      sql`select version, size, encode(chain_hash, 'hex') as chain from ledger.head where organisation_id = ${group.organisation}`,
    ),
  );
  return `${row!.version} ${row!.size} ${row!.chain}`;
};

describe("money is neither made nor lost", () => {
  /** What one line does to the box, as anybody would reckon it; null where the sheet may refuse it. */
  const written = fc.record({
    kind: fc.constantFrom(
      "deposit",
      "contribution",
      "fine",
      "income",
      "expense",
      "withdrawal",
      "bank",
      "to-shares",
      "difference",
    ),
    member: place,
    other: place,
    amount,
  });
  type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

  function lineFor(
    group: Group,
    { kind, member, other, amount }: Written,
    at: number,
  ): { readonly line: SheetLine; readonly inBox: bigint } {
    const [who, second] = [group.members[member]!, group.members[other]!];
    const id = group.edge.newId();
    const put = (entry: string, body: Readonly<Record<string, unknown>>, inBox: bigint) => ({
      line: line(entry, body, `${at}`),
      inBox,
    });
    switch (kind) {
      case "deposit":
        return put("savings.deposit", { member: who, product: "free", amount }, amount);
      case "contribution":
        return put("aid.contribution", { member: who, fund: "social", amount }, amount);
      case "fine":
        return put(
          "meetings.fine",
          { member: who, reason: "late", fund: "loan", amount, departure: { departure: id, why: "Hujan" } },
          amount,
        );
      case "income":
        return put("meetings.income", { money: id, fund: "reserve", amount, purpose: "Hadiah" }, amount);
      case "expense":
        return put("meetings.expense", { money: id, fund: "loan", amount, purpose: "Kopi" }, -amount);
      case "withdrawal":
        return put("savings.withdrawal", { member: who, product: "free", amount }, -amount);
      case "bank":
        return put("meetings.bank", { fund: "loan", amount }, -amount);
      case "to-shares":
        return put("savings.to-shares", { member: who, product: "free", amount, capital: "wajib" }, 0n);
      default:
        return put(
          "meetings.difference",
          { difference: id, fund: "loan", amount: -amount, reason: "Kurang", first: who, second },
          -amount,
        );
    }
  }

  it("at any meeting, whatever is written on its sheet: the box holds what it held, more or less what was put in or taken out", async () => {
    const group = await counterGroup();
    const box = async () =>
      sum(await Promise.all(["loan", "reserve", "social"].map(fund => balanceOf(group, `cash/${fund}`))));
    await fc.assert(
      fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 25 }), async sheet => {
        group.edge.today = day("2026-06-08");
        const before = await box();
        const kept: { readonly line: SheetLine; readonly inBox: bigint }[] = [];
        for (const [at, one] of sheet.entries()) {
          const made = lineFor(group, one, at);
          const isPossible = await countsAfter(
            group,
            [...kept, made].map(each => each.line),
          ).then(
            () => true,
            () => false,
          );
          if (isPossible) kept.push(made);
        }
        await meet(
          group,
          "2026-06-08",
          kept.map(one => one.line),
        );
        expect(await box()).toBe(before + sum(kept.map(one => one.inBox)));
        expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
      }),
      runs(6),
    );
  });

  it("a meeting is not sealed on a count that is one rupiah off, and is on the right one", async () => {
    const group = await counterGroup();
    await fc.assert(
      fc.asyncProperty(amount, fc.constantFrom(-1n, 1n), async (paid, off) => {
        const meeting = await openMeeting(group);
        const lines = [
          ...group.members.map(member => line("meetings.roll", { member, mark: "present" })),
          line("savings.deposit", { member: group.members[3], product: "free", amount: paid }),
        ];
        const counts = await countsAfter(group, lines);
        const counted = (difference: bigint) => [
          ...lines,
          ...Object.entries(counts).map(([fund, cash]) =>
            line("meetings.count", { fund, counted: cash + (fund === "loan" ? difference : 0n) }),
          ),
        ];
        expect(await seal(group, meeting, counted(off))).toMatchObject({ refused: "meetings.count-differs" });
        await accepted(seal(group, meeting, counted(0n)));
      }),
      runs(4),
    );
  });
});

describe("an id said twice", () => {
  it("changes nothing: the same answer, the same head, in whatever order and however often it comes", async () => {
    const group = await counterGroup();
    const said = fc.record({
      kind: fc.constantFrom("deposit", "withdrawal"),
      member: place,
      amount: fc.bigInt({ min: 1n, max: 150_000n }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(said, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat({ max: 7 }), { minLength: 4, maxLength: 20 }),
        async (commands, again) => {
          const ids = commands.map(() => group.edge.newId());
          const say = (at: number, more = 0n): Promise<Answer> => {
            const { kind, member, amount } = commands[at]!;
            return group.say(
              `savings.record-${kind}`,
              { member: group.members[member], product: "free", amount: amount + more },
              { ...two(group), id: ids[at]! },
            );
          };
          const first: Answer[] = [];
          for (const at of commands.keys()) first.push(await say(at));
          const [head, books] = [await headOf(group), await fingerprint(group.pool, group.organisation)];
          const places = again.map(at => at % commands.length);
          const answers = await Promise.all(places.map(at => say(at)));
          for (const [index, at] of places.entries())
            expect(answers[index]).toEqual({ ...JSON.parse(JSON.stringify(first[at], plain)), repeated: true });
          expect(await say(places[0]!, 1n)).toMatchObject({ refused: "ledger.id-used-before" });
          expect(await headOf(group)).toBe(head);
          expect(await fingerprint(group.pool, group.organisation)).toBe(books);
        },
      ),
      runs(8),
    );
  });
});

describe("the order of commands that do not concern each other", () => {
  const moves = fc.array(
    fc.record({
      kind: fc.constantFrom("deposit", "withdrawal", "expense", "income"),
      member: place,
      amount: fc.bigInt({ min: 1n, max: 6_000n }),
    }),
    { minLength: 2, maxLength: 14 },
  );

  it("at one counter does not matter: every balance is the same", async () => {
    const [here, there] = [await counterGroup(), await counterGroup()];
    const balances = async (group: Group) => ({
      members: await Promise.all(group.members.map(member => balanceOf(group, free, member))),
      accounts: await Promise.all(
        ["cash/loan", "group-expense/loan", "other-income/loan"].map(account => balanceOf(group, account)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(moves, fc.integer(), async (list, turn) => {
        const mixed = [...list].sort((a, b) => hash(a, turn) - hash(b, turn));
        for (const one of list) await enter(here, one);
        await Promise.all(mixed.map(one => enter(there, one)));
        expect(await balances(there)).toEqual(await balances(here));
      }),
      runs(5),
    );
  });

  it("of two groups does not matter: each has the books it would have alone", async () => {
    const [ours, theirs, alone] = [await counterGroup(), await counterGroup(), await counterGroup()];
    await fc.assert(
      fc.asyncProperty(moves, moves, async (list, others) => {
        const both = [...list.map(one => [ours, one] as const), ...others.map(one => [theirs, one] as const)].sort(
          (a, b) => hash(a[1], 5) - hash(b[1], 5),
        );
        // All go to one intake, whose batches then hold commands of both groups.
        await Promise.all(both.map(([group, one]) => enter({ ...group, say: sayThrough(ours.intake, group) }, one)));
        for (const one of list) await enter(alone, one);
        for (const [index, member] of ours.members.entries())
          expect(await balanceOf(ours, free, member)).toBe(await balanceOf(alone, free, alone.members[index]!));
        for (const group of [ours, theirs]) expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
      }),
      runs(4),
    );
  });

  interface Move {
    readonly kind: string;
    readonly member: number;
    readonly amount: bigint;
  }
  const hash = ({ member, amount, kind }: Move, turn: number): number =>
    Number((BigInt(member * 7919 + kind.length * 31 + Math.abs(turn % 1_000)) * (amount + 13n)) % 10_007n);

  async function enter(group: Group, { kind, member, amount }: Move): Promise<void> {
    const who = group.members[member]!;
    if (kind === "deposit" || kind === "withdrawal")
      await accepted(group.say(`savings.record-${kind}`, { member: who, product: "free", amount }, two(group)));
    else
      await accepted(
        group.say(
          `meetings.record-${kind}`,
          { money: group.edge.newId(), fund: "loan", amount, purpose: "Macam-macam" },
          two(group),
        ),
      );
  }
});

/** Where the members are told of the refusal, all but the rows its note stands in; that each has one is asked elsewhere. */
const withoutNote = (print: string, answer: { readonly refused: string }): string =>
  house.told.has(answer.refused)
    ? print.replaceAll(/^(assembly\.refused_try|ledger\.(head|leaf)) .*$/gm, "")
    : print;

describe("a refused command", () => {
  it("leaves no trace but its answer, and whatever is said is answered", async () => {
    const group = await livedGroup();
    const { pool, organisation } = group;
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(commandLike(await idsOf(group)), async ({ name, body, by, with: others, on }) => {
        const before = await fingerprint(pool, organisation);
        const id = group.edge.newId();
        const answer = await group.say(name, body, { by, with: others, on, id });
        const after = await fingerprint(pool, organisation);
        if (answer.status === "refused") {
          refusals += 1;
          expect(withoutNote(after, answer)).toBe(withoutNote(before, answer));
        }
        const kept = await read(pool, organisation, client =>
          query<{ is_accepted: boolean; answer: unknown }>(
            client,
            sql`select is_accepted, answer from ledger.command where organisation_id = ${organisation} and command_id = ${id}`,
          ),
        );
        expect(kept).toEqual([
          { is_accepted: answer.status === "accepted", answer: JSON.parse(JSON.stringify(answer, plain)) },
        ]);
      }),
      runs(150),
    );
    expect(refusals).toBeGreaterThan(30);
    expect(await faultsOf(pool, house, organisation)).toEqual([]);
  });

  it("so does a sheet with any lines in any order: it is written, or the line that cannot be is named", async () => {
    const group = await livedGroup();
    const ids = await idsOf(group);
    group.edge.today = day("2026-09-01");
    const meeting = await openMeeting(group);
    await fc.assert(
      fc.asyncProperty(fc.array(entryLike(ids), { minLength: 1, maxLength: 6 }), async entries => {
        const lines = entries.map(({ rule, body }, at) => ({
          line: `${at}`,
          entry: rule.name,
          body: encodeBody(rule.fields, body) as never,
        }));
        const before = await fingerprint(group.pool, group.organisation);
        const answer = await group.say("meetings.write", { meeting, lines }, { by: group.treasurer });
        if (answer.status === "accepted") {
          await accepted(
            group.say(
              "meetings.write",
              { meeting, lines: lines.map(one => ({ ...one, removed: true })) },
              { by: group.treasurer },
            ),
          );
          return;
        }
        expect(withoutNote(await fingerprint(group.pool, group.organisation), answer)).toBe(withoutNote(before, answer));
        expect(lines.map(one => one.line)).toContain(String(answer.because["line"]));
      }),
      runs(150),
    );
    const roll = group.members.map(member => line("meetings.roll", { member, mark: "present" }));
    const counts = Object.entries(await countsAfter(group, roll)).map(([fund, counted]) =>
      line("meetings.count", { fund, counted }),
    );
    await accepted(seal(group, meeting, [...roll, ...counts]));
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });

  it("and a sheet on which one thing is built on another is refused by its line, or sealed whole", async () => {
    const group = await foundGroup(database, {
      template: "damayan",
      unit: "IDR",
      on: "2026-06-01",
      seed: 901,
      size: 24,
      rules: rulesOfADay,
    });
    groups.push(group);
    await meet(
      group,
      "2026-06-01",
      group.members.flatMap(member => [
        line("savings.deposit", { member, product: "free", amount: 50_000n }),
        line("savings.buy-shares", { member, fund: "loan", shares: 1, amount: 1_000n }),
      ]),
    );
    let on = group.edge.today;
    const sealed = new Set<string>();
    const women = group.members.slice(6);
    let joined = 0;
    await fc.assert(
      fc.asyncProperty(dayLike(18), async of => {
        on = addDays(on, 1);
        group.edge.today = on;
        // Nobody of the committee and no key-holder, or soon no meeting could be held.
        const her = women[of.her]!;
        const beside = [of.beside + 1, of.beside + 2].map(place => group.members.slice(0, 6)[place % 6]!);
        const said = linesOfDay(of, { her, beside, on, newId: () => group.edge.newId() });
        const meeting = await openMeeting(group);
        const size = BigInt((await leavesOf(group)).length);
        // A place by its order, so that what is sealed is what was tried.
        const undone = [...new Set(of.undone)].map((back, at) =>
          line(
            "meetings.correction",
            { seq: size - 1n - BigInt(back), reason: "Salah tulis" },
            `-- correction ${String(at).padStart(2, "0")}`,
          ),
        );
        let lines = [
          ...undone,
          ...said.map(([entry, body], at) => line(entry, body, `${String(at).padStart(2, "0")} ${of.parts[at]}`)),
        ];
        // What is refused is crossed out, until the rest can stand.
        for (;;) {
          const answer = await group.say("meetings.write", { meeting, lines }, { by: group.treasurer });
          if (answer.status === "accepted") break;
          const refused = String(answer.because["line"]);
          expect(
            lines.map(one => one.line),
            JSON.stringify(answer, plain),
          ).toContain(refused);
          lines = lines.filter(one => one.line !== refused);
        }
        await accepted(
          group.say(
            "meetings.write",
            { meeting, lines: lines.map(one => ({ ...one, removed: true })) },
            { by: group.treasurer },
          ),
        );
        for (const one of lines) sealed.add(one.line.slice(3).split(" ")[0]!);
        const counts = Object.entries(await countsAfter(group, lines)).map(([fund, counted]) =>
          line("meetings.count", { fund, counted }),
        );
        await accepted(
          seal(group, meeting, [
            ...lines,
            line("meetings.roll", { member: group.treasurer, mark: "present" }, "roll"),
            ...counts,
          ]),
        );
        if (!lines.some(one => one.entry === "meetings.leaving")) return;
        const newcomer = group.edge.newMember();
        joined += 1;
        await accepted(
          group.say(
            "members.join",
            { member: newcomer, person: group.edge.newId(), number: 100 + joined, name: "Baru" },
            { by: group.secretary },
          ),
        );
        women[of.her] = newcomer;
      }),
      runs(20),
    );
    expect(
      sealed.size,
      `${partsOfADay.filter(part => !sealed.has(part)).join(", ")} were never sealed`,
    ).toBeGreaterThan(20);
    expect(sealed, "something was taken back").toContain("correction");
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });

  const rulesOfADay = {
    "aid.fund/damayan": {
      kind: "damayan",
      contribution: { every: "meeting", amount: "500" },
      levy: { amount: "500", bereaved_pays: true },
      waiting_months: "0",
      lapse_after_missed: "2",
      benefits: [{ event: "death", of: "dependant", how: "per-member", amount: "500" }],
      admin_percent: "0",
      first_part_percent: "60",
      offset_debts: false,
    },
    "savings.product/free": {
      fund: "loan",
      kind: "voluntary",
      minimum_balance: "0",
      withdrawable: "free",
      is_capital: false,
    },
    "savings.shares/loan": { price: "1000", meeting_min: "1", meeting_max: "5" },
    "savings.share-out/loan": { policy: "floor", cash_step: "100" },
    "loans.limits": {
      times_stake: "3",
      stake_accounts: ["member-savings.free/loan"],
      guarantors_min: "1",
      may_borrow_again_with_open_loan: true,
    },
  };
});

describe("many at once, through several servers on one database", () => {
  const intakes = (group: Group, count: number) => {
    const pools = Array.from({ length: count }, () => connect(database.server, { max: 3 }));
    return {
      list: pools.map(pool => new Intake({ pool, house, edge: group.edge, masterKey: testKey })),
      close: () => Promise.all(pools.map(pool => pool.end())),
    };
  };

  it("fifty deposits all arrive, none twice, in a log without a gap", async () => {
    const group = await counterGroup();
    const { list, close } = intakes(group, 4);
    const before = await balanceOf(group, "cash/loan");
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        sayThrough(list[index % list.length]!, group)(
          "savings.record-deposit",
          { member: group.members[index % 7], product: "free", amount: BigInt(index + 1) },
          two(group),
        ),
      ),
    );
    await close();
    expect(answers.map(answer => answer.status)).toEqual(Array(50).fill("accepted"));
    expect(new Set(answers.map(answer => (answer.status === "accepted" ? answer.firstSeq : ""))).size).toBe(50);
    expect(await balanceOf(group, "cash/loan")).toBe(before + 1_275n);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });

  it("fifty want a tenth each of what she has: ten get it, and nobody more than there is", async () => {
    const group = await counterGroup();
    const { list, close } = intakes(group, 4);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        sayThrough(list[index % list.length]!, group)(
          "savings.record-withdrawal",
          { member: group.members[6], product: "free", amount: 10_000n },
          two(group),
        ),
      ),
    );
    await close();
    expect(answers.filter(answer => answer.status === "accepted")).toHaveLength(10);
    for (const answer of answers)
      if (answer.status === "refused") expect(answer.refused).toBe("savings.more-than-saved");
    expect(await balanceOf(group, free, group.members[6])).toBe(0n);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });

  it("one command that comes in through all of them at once has one effect and one answer", async () => {
    const group = await counterGroup();
    const { list, close } = intakes(group, 4);
    for (let round = 0; round < 5; round += 1) {
      const id = group.edge.newId() as CommandId;
      const body = { member: group.members[3], product: "free", amount: 700n };
      const said: Said = {
        ...commandOf(house, {
          organisation: group.organisation,
          id,
          name: "savings.record-deposit",
          on: group.edge.today,
          body,
        }),
        by: group.treasurer,
        with: [group.secretary],
      };
      const before = await balanceOf(group, free, group.members[3]);
      const answers = await Promise.all([...list, ...list].map(intake => intake.say(said)));
      expect(
        new Set(answers.map(answer => (answer.status === "accepted" ? answer.firstSeq : answer.refused))).size,
      ).toBe(1);
      expect(answers.filter(answer => answer.repeated === undefined)).toHaveLength(1);
      expect(await balanceOf(group, free, group.members[3])).toBe(before - 700n);
    }
    await close();
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });

  it("whatever is said meanwhile, by whomever, is answered", async () => {
    const group = await livedGroup();
    const { list, close } = intakes(group, 4);
    const known = await idsOf(group);
    await fc.assert(
      fc.asyncProperty(fc.array(commandLike(known), { minLength: 30, maxLength: 30 }), async commands => {
        const answers = await Promise.allSettled(
          commands.map(({ name, body, by, with: others, on }, index) =>
            sayThrough(list[index % list.length]!, group)(name, body, { by, with: others, on }),
          ),
        );
        expect(answers.filter(answer => answer.status === "rejected")).toEqual([]);
      }),
      runs(4),
    );
    await close();
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });

  it("women of one group who join, rename and describe things meanwhile do not stand in each other's way", async () => {
    const group = await counterGroup();
    const { list, close } = intakes(group, 3);
    const answers = await Promise.all(
      Array.from({ length: 45 }, (_, index) => {
        const say = sayThrough(list[index % list.length]!, group);
        if (index % 3 === 0)
          return say(
            "members.join",
            { member: group.edge.newMember(), person: group.edge.newId(), number: 100 + index, name: `Ibu ${index}` },
            { by: group.secretary },
          );
        if (index % 3 === 1)
          return say(
            "members.rename",
            { member: group.members[index % 7], name: `Nama ${index}` },
            { by: group.secretary },
          );
        return say(
          "members.hold-thing",
          { thing: group.edge.newId(), kind: "tool", name: `Cangkul ${index}` },
          two(group),
        );
      }),
    );
    await close();
    expect(answers.map(answer => answer.status)).toEqual(Array(45).fill("accepted"));
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

/** A group with a loan that runs and one that is asked for, a claim, a decision and a meeting behind it. */
async function livedGroup(): Promise<Group> {
  const group = await counterGroup();
  const [running, waiting] = [group.edge.newId(), group.edge.newId()];
  const carried = decision(group, "loan", running);
  const ask = (loan: string, member: MemberId) =>
    line("loans.request", { loan, member, product: "ordinary", amount: 20_000n, guarantors: [group.members[1]] });
  await meet(group, "2026-07-01", [
    ask(running, group.members[6]!),
    ask(waiting, group.members[5]!),
    carried.line,
    line("loans.pay-out", { loan: running, member: group.members[6], decision: carried.id }),
    line("aid.claim", {
      claim: group.edge.newId(),
      fund: "social",
      member: group.members[4],
      event: "illness",
      who: "herself",
      happened_on: day("2026-06-20"),
    }),
  ]);
  await accepted(
    group.say(
      "members.hold-thing",
      { thing: group.edge.newId(), kind: "tent", name: "Tenda", held_by: group.members[2] },
      two(group),
    ),
  );
  return group;
}

/** What the group has that commands speak of, and a few ids that are new: two lines of a sheet may be about one. */
const idsOf = (group: Group, fresh = Array.from({ length: 4 }, () => group.edge.newId())) =>
  read(group.pool, group.organisation, async client => {
    const rows = await query<{ id: string }>(
      client,
      sql`select loan_id as id from loans.loan union all select decision_id from assembly.decision union all select claim_id from aid.claim
        union all select thing_id from members.holding union all select meeting_id from meetings.meeting union all select person_id from members.membership`,
    );
    return {
      members: group.members,
      uuids: [...rows.map(row => row.id), ...fresh] as never,
      today: group.edge.today,
    };
  });

/** The group's mouth, through another intake than its own. */
const sayThrough =
  (intake: Intake, group: Group): Group["say"] =>
  (name, body, who) => {
    const command = {
      organisation: group.organisation,
      id: (who.id ?? group.edge.newId()) as CommandId,
      name,
      on: who.on ?? group.edge.today,
      body,
    };
    return intake.say({ ...commandOf(house, command), by: who.by, with: who.with ?? [] });
  };

const plain = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
