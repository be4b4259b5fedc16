import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MemberId, Uuid } from "#base";
import { sheetHash, type SheetLine } from "#meetings";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import type { Answer } from "../../app/server/intake.ts";
import {
  accepted,
  countsAfter,
  decision,
  foundGroup,
  type Group,
  line,
  meet,
  openMeeting,
  recalled,
  seal,
} from "../../tests/village/group.ts";

let database: FreshDatabase;
let group: Group;
let meeting: Uuid;
let wulan: MemberId;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "vsla",
    unit: "IDR",
    on: "2026-11-24",
    rules: { "meetings.method": { frequency: "weeks", every: "1", keys: "3", absent_percent_max: "10" } },
  });
  wulan = group.members[2]!;
  meeting = await openMeeting(group);
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const write = (written: SheetLine): Promise<unknown> =>
  group.say("meetings.write", { meeting, lines: [written] }, { by: group.treasurer });
const id = (): Uuid => group.edge.newId();
const roll = (): readonly SheetLine[] =>
  group.members.map(member => line("meetings.roll", { member, mark: "present" }));
const raw = (entry: string, body: Readonly<Record<string, unknown>>): SheetLine => ({
  line: "x",
  entry,
  body: body as never,
});

describe("the sheet says no", () => {
  it("to lines that are none of ours, or hold no amount, no such note, one name for two", async () => {
    const table: readonly (readonly [string, SheetLine])[] = [
      ["meetings.no-such-entry", raw("savings.gift", {})],
      ["meetings.line-of-another-shape", raw("savings.deposit", { member: wulan })],
      ["meetings.amount-missing", line("meetings.fine", { member: wulan, reason: "late", fund: "loan", amount: 0n })],
      [
        "meetings.no-such-fine",
        line("meetings.fine", { member: wulan, reason: "telepon", fund: "loan", amount: 1_000n }),
      ],
      [
        "meetings.fine-departs-from-rule",
        line("meetings.fine", { member: wulan, reason: "late", fund: "loan", amount: 900n }),
      ],
      [
        "meetings.fine-departs-from-rule",
        line("meetings.fine", { member: wulan, reason: "late", fund: "social", amount: 1_000n }),
      ],
      [
        "meetings.spends-more-than-allowed",
        line("meetings.expense", { money: id(), fund: "loan", amount: 50_001n, purpose: "Lemari" }),
      ],
      [
        "meetings.spent-by-decision-only",
        line("meetings.expense", { money: id(), fund: "social", amount: 500n, purpose: "Kopi" }),
      ],
      [
        "meetings.no-such-note",
        line("meetings.count", { fund: "loan", counted: 300n, notes: [{ face: 300n, count: 1 }] }),
      ],
      [
        "meetings.notes-of-another-sum",
        line("meetings.count", { fund: "loan", counted: 300n, notes: [{ face: 100n, count: 2 }] }),
      ],
      [
        "meetings.two-names-needed",
        line("meetings.difference", {
          difference: id(),
          fund: "loan",
          amount: 5n,
          reason: "Selisih",
          first: wulan,
          second: wulan,
        }),
      ],
      ["meetings.nothing-to-pay-out", line("meetings.pay-out", { member: wulan, fund: "social", amount: 5_000n })],
      ["meetings.not-a-member", line("meetings.roll", { member: group.edge.newMember(), mark: "present" })],
      [
        "meetings.fund-gives-to-none",
        line("meetings.transfer", { from: "social", to: "loan", amount: 5_000n, decision: id() }),
      ],
      [
        "ledger.no-such-fund",
        line("meetings.expense", { money: id(), fund: "sekolah", amount: 5_000n, purpose: "Buku" }),
      ],
    ];
    for (const [refused, written] of table)
      expect(await write(written), refused).toMatchObject({ status: "refused", refused });
  });

  it("to a transfer between funds that are counted in different things", async () => {
    const rice = await foundGroup(database, {
      template: "vsla",
      unit: "IDR",
      on: "2026-11-24",
      seed: 5,
      pool: group.pool,
    });
    const opened = await openMeeting(rice);
    const decision = rice.edge.newId();
    const lines = [
      ...rice.members.map(member => line("meetings.roll", { member, mark: "present" })),
      line("assembly.decision", {
        decision,
        question: "rule",
        about: "ledger.fund/beras",
        value: { unit: "kg", nature: "restricted", is_lendable: false },
        votes_for: 6,
        votes_against: 0,
        abstaining: 0,
      }),
    ];
    await accepted(seal(rice, opened, lines));
    await accepted(
      rice.say(
        "assembly.open-fund",
        { name: "Bank beras", decision },
        { by: rice.treasurer, with: [rice.secretary] },
      ),
    );
    const next = await openMeeting(rice);
    expect(
      await rice.say(
        "meetings.write",
        {
          meeting: next,
          lines: [
            line("meetings.transfer", { from: "loan", to: "beras", amount: 5_000n, decision: rice.edge.newId() }),
          ],
        },
        { by: rice.treasurer },
      ),
    ).toMatchObject({ refused: "meetings.funds-of-two-units" });
  });

  it("to a decision nobody voted on, and to one decided before", async () => {
    const decision = id();
    const decided = (votes_for: number): SheetLine =>
      line(
        "assembly.decision",
        { decision, question: "other", about: "other", votes_for, votes_against: 0, abstaining: 0 },
        `d${votes_for}`,
      );
    expect(await write(decided(0))).toMatchObject({ refused: "assembly.nobody-voted" });
    expect(
      await group.say("meetings.write", { meeting, lines: [decided(3), decided(4)] }, { by: group.treasurer }),
    ).toMatchObject({ refused: "assembly.decided-before" });
  });
});

describe("what the members agreed to", () => {
  it("is spent up to that sum and once, out of the social fund too", async () => {
    const agreed = decision(group, "expense", "expense/social", { value: { amount: "8000" } });
    const spend = (amount: bigint): SheetLine =>
      line("meetings.expense", { money: id(), fund: "social", amount, purpose: "Obat", decision: agreed.id });
    const both = (...amounts: readonly bigint[]) =>
      group.say("meetings.write", { meeting, lines: [agreed.line, ...amounts.map(spend)] }, { by: group.treasurer });
    expect(await both(8_001n)).toMatchObject({
      refused: "meetings.more-than-decided",
      because: { amount: 8_001n, agreed: 8_000n },
    });
    // What is not in the box is the ledger's to say: by the decision it may be spent.
    expect(await both(7_000n)).toMatchObject({ refused: "ledger.fund-short" });
    const gift = line("meetings.income", { money: id(), fund: "social", amount: 9_000n, purpose: "Hadiah" });
    const twice = [gift, agreed.line, spend(4_000n), spend(4_000n)];
    expect(await group.say("meetings.write", { meeting, lines: twice }, { by: group.treasurer })).toMatchObject({
      refused: "assembly.decision-used",
    });
  });

  it("does not keep anybody from being fined less, with why", async () => {
    const why = { departure: id(), why: "Anaknya sakit" };
    const fine = line("meetings.fine", { member: wulan, reason: "late", fund: "loan", amount: 500n, departure: why });
    expect(await write(fine)).toMatchObject({ status: "accepted" });
    await group.say("meetings.write", { meeting, lines: [{ ...fine, removed: true }] }, { by: group.treasurer });
  });
});

describe("the meeting says no", () => {
  it("to a second one beside it, to its own id again, to another day, to a meeting nobody opened", async () => {
    const by = { by: group.treasurer };
    expect(await group.say("meetings.open", { meeting: id() }, by)).toMatchObject({
      refused: "meetings.another-is-open",
    });
    expect(await group.say("meetings.open", { meeting }, by)).toMatchObject({ refused: "meetings.opened-before" });
    expect(
      await group.say("meetings.write", { meeting, lines: [] }, { ...by, on: "2026-11-23" as never }),
    ).toMatchObject({ refused: "meetings.another-day" });
    expect(await group.say("meetings.write", { meeting: id(), lines: [] }, by)).toMatchObject({
      refused: "meetings.no-such-meeting",
    });
  });

  it("to a key turned twice, and to one that locks no sheet", async () => {
    const [key] = group.keyHolders;
    expect(await group.say("meetings.turn-key", { meeting, purpose: "open" }, { by: key! })).toMatchObject({
      refused: "meetings.key-turned-already",
    });
    expect(await group.say("meetings.turn-key", { meeting, purpose: "seal" }, { by: key! })).toMatchObject({
      refused: "meetings.key-without-sheet",
    });
    expect(await group.say("meetings.turn-key", { meeting, purpose: "open" }, { by: group.treasurer })).toMatchObject({
      refused: "members.not-allowed",
    });
  });

  it("to a seal without a roll, without the keys, without a count, with too many absent for a loan", async () => {
    expect(await seal(group, meeting, [line("meetings.count", { fund: "loan", counted: 0n })])).toMatchObject({
      refused: "meetings.roll-missing",
    });
    const shares = group.members.map(member =>
      line("savings.buy-shares", { member, fund: "loan", shares: 5, amount: 50_000n }),
    );
    expect(await seal(group, meeting, [...roll(), ...shares])).toMatchObject({
      refused: "meetings.count-missing",
      because: { fund: "loan" },
    });
    const sheet = [...roll(), ...shares];
    expect(
      await group.say(
        "meetings.seal",
        { meeting, sheet: sheetHash([...sheet].slice(1)), lines: sheet.slice(1) },
        { by: group.treasurer },
      ),
    ).toMatchObject({
      refused: "meetings.more-keys-needed",
    });
    const [loan, decision] = [id(), id()];
    const borrowed = [
      line("loans.request", { loan, member: wulan, product: "ordinary", amount: 50_000n, guarantors: [] }),
      line("assembly.decision", {
        decision,
        question: "loan",
        about: loan,
        votes_for: 5,
        votes_against: 0,
        abstaining: 0,
      }),
      line("loans.pay-out", { loan, member: wulan, decision }),
    ];
    const absent = group.members.map((member, index) =>
      line("meetings.roll", { member, mark: index > 4 ? "absent" : "present" }),
    );
    expect(
      await seal(group, meeting, [
        ...absent,
        ...shares,
        ...borrowed,
        line("meetings.count", { fund: "loan", counted: 300_000n }),
      ]),
    ).toMatchObject({
      refused: "meetings.too-many-absent",
      because: { absent: 2, members: 7 },
    });
  });

  it("to a seal whose boxes were neither recalled nor counted when they were opened", async () => {
    const koperasi = await foundGroup(database, { template: "koperasi", unit: "IDR", on: "2026-11-24", seed: 6 });
    const vsla = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", seed: 7 });
    for (const [of, brings] of [
      [koperasi, line("meetings.income", { money: id(), fund: "loan", amount: 5_000n, purpose: "Hibah" })],
      [vsla, line("savings.buy-shares", { member: vsla.members[0], fund: "loan", shares: 1, amount: 10_000n })],
    ] as const) {
      await meet(of, "2026-11-24", [brings]);
      const box = (await recalled(of))[0]!;
      const { counted: _, ...said } = box.body as Readonly<Record<string, string>>;
      const counts = Object.entries(await countsAfter(of, [])).map(([fund, counted]) =>
        line("meetings.count", { fund, counted }),
      );
      const meeting = await openMeeting(of);
      /** Sealed as it is written here, without the opening that the village's own `seal` adds. */
      const sealed = async (opening: readonly SheetLine[]): Promise<Answer> => {
        const there = of.members.map(member => line("meetings.roll", { member, mark: "present" }));
        const lines = [...opening, ...there, ...counts];
        const sheet = sheetHash(lines);
        for (const by of of.keyHolders)
          await accepted(of.say("meetings.turn-key", { meeting, purpose: "seal", sheet }, { by }));
        return of.say("meetings.seal", { meeting, sheet, lines }, { by: of.treasurer });
      };
      expect(await sealed([])).toMatchObject({ refused: "meetings.box-not-recalled", because: { fund: "loan" } });
      // A koperasi's box is always counted; a VSLA's may be said from memory.
      const fromMemory = await sealed([{ ...box, body: said }]);
      if (of === vsla) expect(fromMemory).toMatchObject({ status: "accepted" });
      else {
        expect(fromMemory).toMatchObject({ refused: "meetings.box-not-counted-first", because: { fund: "loan" } });
        expect(await sealed([box])).toMatchObject({ status: "accepted" });
      }
      await of.close();
    }
  });

  it("to anything once it was given up, and to a day before the last meeting", async () => {
    await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
    expect(await group.say("meetings.write", { meeting, lines: [] }, { by: group.treasurer })).toMatchObject({
      refused: "meetings.given-up",
    });
    const next = await openMeeting(group);
    await accepted(seal(group, next, roll()));
    expect(await group.say("meetings.write", { meeting: next, lines: [] }, { by: group.treasurer })).toMatchObject({
      refused: "meetings.sealed-already",
    });
    expect(
      await group.say("meetings.open", { meeting: id() }, { by: group.treasurer, on: "2026-11-20" as never }),
    ).toMatchObject({ refused: "meetings.before-the-last" });
  });
});
