/**
 * Pots that go round at real meetings: an arisan of ten drawn by lot with one who leaves, a paluwagan in pesos by months, and a
 * chit that goes to the lowest bid. Each ends at nothing, to the last coin, and the log alone rebuilds it.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, day, type MemberId, sum } from "#base";
import { read } from "#db";
import { factOfLeaf } from "#ledger";
import { loadBooks } from "#ledger/server";
import type { SheetLine } from "#meetings";
import {
  boundsOf,
  drawn,
  inLot,
  inRound,
  needsPot,
  type PotRow,
  positionOf,
  potTable,
  type RoundRow,
  roundTable,
  type SeatRow,
  seatTable,
} from "#pots";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { balanceOf, decision, foundGroup, type Group, leavesOf, line, meet, tableRows, tryOut } from "../village/group.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
});

const pot = "pot-2";
const weekAfter = (on: string, weeks = 1): string => addDays(day(on), 7 * weeks);

interface Standing {
  readonly row: PotRow;
  readonly seats: readonly SeatRow[];
  readonly rounds: readonly RoundRow[];
  readonly lots: readonly number[] | null;
}

async function standing(group: Group): Promise<Standing> {
  const [row] = await tableRows(group, potTable);
  const seats = [...(await tableRows(group, seatTable))].sort((a, b) => a.seat - b.seat);
  const rounds = [...(await tableRows(group, roundTable))].sort((a, b) => a.round - b.round);
  const lots = await read(group.pool, group.organisation, async client =>
    inLot(row!, seats, await loadBooks(client, group.organisation, () => needsPot(pot))),
  );
  return { row: row!, seats, rounds, lots };
}

async function begins(group: Group, on: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  const decided = decision(group, "other", `pot/${pot}`, { value: { amount: String(body["amount"]) } });
  await meet(group, on, [
    decided.line,
    line("pots.begin", { pot, decision: decided.id, name: "Arisan Melati", every: "meeting", is_whole: true, ...body }, "pot.begin"),
  ]);
}

const brings = (member: MemberId, amount: bigint): SheetLine =>
  line("pots.bring", { member, pot, amount }, `${member}.pot.${pot}`);
const hands = (seat: number, bids?: readonly { seat: number; amount: bigint }[]): SheetLine =>
  line("pots.hand-over", { pot, seat, ...(bids ? { bids } : {}) }, `pay.pot.${pot}`);

/** What each who sits in it brings so that this round is whole. */
function allBring({ row, seats }: Standing): readonly SheetLine[] {
  const owed = new Map<MemberId, bigint>();
  for (const seat of seats)
    owed.set(seat.member_id, (owed.get(seat.member_id) ?? 0n) + BigInt(row.round) * row.amount - seat.brought);
  return [...owed].filter(([, amount]) => amount > 0n).map(([member, amount]) => brings(member, amount));
}

/** All books that rebuild from the log are as they are, and nothing of the pot is left anywhere. */
async function isEven(group: Group): Promise<void> {
  expect(await balanceOf(group, `cash/${pot}`)).toBe(0n);
  for (const member of group.members) expect(await balanceOf(group, `member-pot/${pot}`, member)).toBe(0n);
  expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
}

describe("an arisan of ten", () => {
  let group: Group;
  let on = "2026-01-12";
  let eleventh: MemberId;
  let here: readonly MemberId[];
  beforeAll(async () => {
    group = await foundGroup(database, { template: "vsla", unit: "IDR", on, size: 11 });
    eleventh = group.members[10]!;
    here = group.members;
    await begins(group, on, { unit: "IDR", amount: 50_000n, turn: "lot", seats: group.members.slice(0, 10) });
  }, 60_000);
  afterAll(() => group.close());

  it("goes round ten times, drawn by lot, and to whom it went everybody can draw again", async () => {
    for (let round = 1; round <= 10; round += 1) {
      on = weekAfter(on);
      const before = await standing(group);
      const wrong = before.seats.find(one => one.received_round === null && one.seat !== before.lots![0]);
      const lines = allBring(before);
      if (wrong) expect(await tryOut(group, [...lines, hands(wrong.seat)], day(on))).toMatchObject({ refused: "pots.not-her-turn" });
      // One day nobody has it all: the round waits for the rest.
      if (round === 4) {
        await meet(group, on, lines.slice(1));
        expect(await balanceOf(group, `cash/${pot}`)).toBe(450_000n);
        expect(await tryOut(group, [hands(before.lots![0]!)], day(on))).toMatchObject({
          refused: "pots.not-all-is-in",
          because: { missing: 50_000n, seats: 1 },
        });
        on = weekAfter(on);
        const then = await standing(group);
        expect(then.lots, "another meeting was sealed, so another lot is drawn").not.toEqual(before.lots);
        await meet(group, on, [...allBring(then), hands(then.lots![0]!)], here);
      } else await meet(group, on, [...lines, hands(before.lots![0]!)], here);
      const { rounds } = await standing(group);
      expect(rounds.at(-1)).toMatchObject({ round, handed: 500_000n, handed_on: on });
      expect(await balanceOf(group, `cash/${pot}`)).toBe(0n);
      if (round === 5) await oneLeaves();
    }
    const { row, seats, rounds } = await standing(group);
    expect(row).toMatchObject({ status: "ended", round: 11, ended_on: on });
    expect(rounds.map(one => one.seat).sort((a, b) => a - b)).toEqual(seats.map(one => one.seat));
    await isEven(group);
    const handed = (await leavesOf(group, "pots.handed-over")).map(leaf => factOfLeaf(leaf.body).data as Record<string, string>);
    const gone: number[] = [];
    for (const { round, seat, code } of handed) {
      const waiting = seats.map(one => one.seat).filter(one => !gone.includes(one));
      expect(drawn({ pot, circle: 1, round: Number(round), code: code! }, waiting)[0]).toBe(Number(seat));
      gone.push(Number(seat));
    }
  }, 240_000);

  /** Who has not received and leaves gets back what she brought; until another has her seat she does not leave. */
  async function oneLeaves(): Promise<void> {
    const { seats, rounds } = await standing(group);
    // Not one of the officers and key-holders.
    const seat = seats.find(one => one.received_round === null && group.members.indexOf(one.member_id) > 5)!;
    const leaving = line("meetings.leaving", { member: seat.member_id, status: "moved" }, "pay.leaving");
    on = weekAfter(on);
    expect(await tryOut(group, [leaving], day(on))).toMatchObject({ refused: "pots.sits-in-pots", because: { seats: 1 } });
    const amount = positionOf(seat, rounds);
    expect(amount).toBe(250_000n);
    await meet(group, on, [
      line("pots.substitute", { pot, seat: seat.seat, member: eleventh, amount }, "pot.seat"),
      leaving,
    ]);
    here = here.filter(one => one !== seat.member_id);
    expect(await balanceOf(group, `member-pot/${pot}`, eleventh)).toBe(-250_000n);
    expect(await balanceOf(group, `member-pot/${pot}`, seat.member_id)).toBe(0n);
  }
});

describe("a paluwagan of four seats, one of them with two", () => {
  it("goes round by months as agreed, and a handing over is taken back and done again", async () => {
    const group = await foundGroup(database, { template: "damayan", unit: "PHP", on: "2026-01-12", seed: 2 });
    const [ana, bea, cora] = group.members as [MemberId, MemberId, MemberId];
    await begins(group, "2026-01-12", {
      unit: "PHP",
      amount: 100_000n,
      every: "month",
      turn: "agreed",
      seats: [bea, ana, cora, ana],
    });
    for (const [month, member] of [[2, bea], [3, ana], [4, cora], [5, ana]] as const) {
      const on = `2026-0${month}-10`;
      const now = await standing(group);
      const lines = allBring(now);
      expect(lines).toHaveLength(3);
      const seat = now.seats.find(one => one.received_round === null)!;
      expect(seat.member_id).toBe(member);
      await meet(group, on, [...lines, hands(seat.seat)]);
      expect((await standing(group)).rounds.at(-1)).toMatchObject({ member_id: member, handed: 400_000n });
      if (month === 3) {
        const { seq } = (await leavesOf(group, "pots.handed-over")).at(-1)!;
        await meet(group, "2026-03-17", [
          line("meetings.correction", { seq, reason: "Dibawa pulang terlalu cepat" }, "correct"),
        ]);
        expect(await balanceOf(group, `cash/${pot}`)).toBe(400_000n);
        expect((await standing(group)).row).toMatchObject({ round: 2, status: "running", handed_on: "2026-02-10" });
        await meet(group, "2026-03-24", [hands(seat.seat)]);
      }
    }
    expect((await standing(group)).row).toMatchObject({ status: "ended", ended_on: "2026-05-10" });
    await isEven(group);
    await group.close();
  }, 120_000);
});

describe("a chit of five", () => {
  it("goes to the lowest bid, and what each brought and got comes out to the last coin", async () => {
    const group = await foundGroup(database, { template: "vsla", unit: "INR", on: "2026-01-12", seed: 3 });
    const five = group.members.slice(0, 5);
    await begins(group, "2026-01-12", {
      unit: "INR",
      amount: 100_000n,
      turn: "bid",
      floor_percent: 60,
      commission_percent: 5,
      commission_to: "loan",
      seats: five,
    });
    const [paid, got] = [new Map<MemberId, bigint>(), new Map<MemberId, bigint>()];
    const add = (to: Map<MemberId, bigint>, member: MemberId, amount: bigint): void =>
      void to.set(member, (to.get(member) ?? 0n) + amount);
    let on = "2026-01-12";
    for (const bid of [310_000n, 350_000n, 401_000n, 450_000n, null]) {
      on = weekAfter(on);
      const now = await standing(group);
      const lines = allBring(now);
      for (const { body } of lines) {
        const { member, amount } = body as { member: MemberId; amount: string };
        add(paid, member, BigInt(amount));
      }
      const waiting = now.seats.filter(one => one.received_round === null);
      const bids = bid === null ? [] : [
        { seat: waiting[0]!.seat, amount: boundsOf(500_000n, now.row).most },
        { seat: waiting[1]!.seat, amount: bid },
      ];
      const winner = bid === null ? waiting[0]! : waiting[1]!;
      await meet(group, on, [...lines, hands(winner.seat, bids)]);
      const after = await standing(group);
      const round = after.rounds.at(-1)!;
      const payout = round.handed - round.commission - 4n * round.share;
      expect(round).toMatchObject({ seat: winner.seat, handed: 500_000n, commission: 25_000n, bid });
      if (bid !== null) expect(payout).toBeGreaterThanOrEqual(bid);
      add(got, winner.member_id, payout);
      // What lies in the pot is the others' share, which counts as brought to the next round.
      expect(await balanceOf(group, `cash/${pot}`)).toBe(4n * round.share);
      expect(inRound(after.row.round, after.seats, after.row.amount)).toBe(after.row.status === "ended" ? 0n : 4n * round.share);
    }
    expect(sum(paid.values())).toBe(sum(got.values()) + 125_000n);
    // Each round paid whole: who waited longest brought least and got most.
    expect([...got.values()].at(-1)).toBe(475_000n);
    expect(await balanceOf(group, "fee-income/loan")).toBe(-125_000n);
    expect((await standing(group)).row.status).toBe("ended");
    await isEven(group);
    await group.close();
  }, 120_000);

  it("is given up by a decision while nobody received", async () => {
    const group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-12", seed: 4 });
    await begins(group, "2026-01-12", { unit: "IDR", amount: 20_000n, turn: "told", seats: group.members.slice(0, 3) });
    await meet(group, "2026-01-19", [brings(group.members[0]!, 20_000n), brings(group.members[2]!, 5_000n)]);
    const decided = decision(group, "other", `pot-end/${pot}`);
    await meet(group, "2026-01-26", [decided.line, line("pots.end", { pot, decision: decided.id }, "pay.pot-end")]);
    expect((await standing(group)).row.status).toBe("ended-early");
    await isEven(group);
    await group.close();
  }, 60_000);
});
