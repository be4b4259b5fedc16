/**
 * People come and go in the middle of a cycle: somebody leaves, somebody dies, two bear one name, a key-holder is away,
 * the treasurer hands over. A savings group with shares of 10,000 rupiah.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { read } from "#db";
import { loanTable } from "#loans";
import { handingTable, holdingTable, membershipTable, officeTable } from "#members";
import { readTexts } from "#members/server";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  balanceOf,
  decision,
  foundGroup,
  type Group,
  leavesOf,
  line,
  meet,
  tableRows,
  testKey,
  tryAtMeeting,
} from "../village/group.ts";

const price = 10_000n;
let database: FreshDatabase;
let group: Group;
let halimah: MemberId;
let rohani: MemberId;
let wulan: MemberId;
let aminah: MemberId;
let kartini: MemberId;
let lestari: MemberId;
let maryam: MemberId;
/** Another Kartini, who joins later. */
let namesake: MemberId;

const shares = (member: MemberId, count: number) =>
  line("savings.buy-shares", { member, fund: "loan", shares: count, amount: price * BigInt(count) });
const heir = { name: "Siti", kinship: "child" };
const leaving = (member: MemberId, status = "left", place = `leaving/${member}`) =>
  line("meetings.leaving", { member, status, ...(status === "died" ? { received_by: heir } : {}) }, place);
const two = () => ({ by: halimah, with: [rohani] });
const statusOf = async (member: MemberId) => (await tableRows(group, membershipTable, { member_id: member }))[0]!;

/** A loan asked for, decided and paid out on one sheet. */
const lend = (member: MemberId, amount: bigint) => {
  const loan = group.edge.newId();
  const carried = decision(group, "loan", loan);
  return [
    line("loans.request", { loan, member, product: "ordinary", amount, guarantors: [] }),
    carried.line,
    line("loans.pay-out", { loan, member, decision: carried.id }),
  ];
};

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05", size: 9 });
  [halimah, rohani, wulan, aminah] = group.members as [MemberId, MemberId, MemberId, MemberId];
  [kartini, lestari, maryam] = group.members.slice(6) as [MemberId, MemberId, MemberId];
  for (const on of ["2026-01-05", "2026-01-12"])
    await meet(
      group,
      on,
      group.members.map(member => shares(member, 5)),
    );
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("two women of one name", () => {
  it("are told apart by their numbers, and each has her own books", async () => {
    namesake = group.edge.newMember();
    const join = { member: namesake, person: group.edge.newId(), name: "Kartini" };
    expect(await group.say("members.join", { ...join, number: 7 }, { by: rohani })).toMatchObject({
      refused: "members.number-taken",
      because: { number: 7 },
    });
    await accepted(group.say("members.join", { ...join, number: 10 }, { by: rohani }));
    const names = await read(group.pool, group.organisation, client =>
      readTexts(client, group.organisation, ["members.membership"], testKey),
    );
    expect([kartini, namesake].map(member => names.get(`members.membership/${member}/name`))).toEqual([
      "Kartini",
      "Kartini",
    ]);
    await meet(group, "2026-01-19", [shares(kartini, 1), shares(namesake, 2)], [...group.members, namesake]);
    expect(await balanceOf(group, "member-shares/loan", kartini)).toBe(-110_000n);
    expect(await balanceOf(group, "member-shares/loan", namesake)).toBe(-20_000n);
  });
});

describe("a member leaves or dies in mid-cycle", () => {
  const present = () => [...group.members, namesake];

  it("Kartini leaves and gets back what her shares cost, less the loan she still owes", async () => {
    await meet(group, "2026-01-26", lend(kartini, 75_000n), present());
    expect(await tryAtMeeting(group, "2026-02-02", [leaving(aminah), leaving(aminah, "left", "again")])).toMatchObject({
      refused: "meetings.not-a-member",
    });
    const before = await balanceOf(group, "cash/loan");
    await meet(group, "2026-02-02", [leaving(kartini)], present());
    // 2 % for three times four weeks on 75,000: the price of the loan is owed whole.
    expect(before - (await balanceOf(group, "cash/loan"))).toBe(110_000n - 79_500n);
    const [returned] = await leavesOf(group, "savings.stake-returned");
    expect(JSON.parse(returned!.body).data).toMatchObject({ stake: "110000", set_off: "79500", payout: "30500" });
    for (const account of ["member-shares/loan", "loans-receivable/loan", "member-payable/loan"])
      expect(await balanceOf(group, account, kartini)).toBe(0n);
    expect((await tableRows(group, loanTable, { member_id: kartini }))[0]).toMatchObject({
      status: "repaid",
      principal_paid: 75_000n,
      interest_paid: 4_500n,
    });
    expect(await statusOf(kartini)).toMatchObject({ status: "left", ended_on: "2026-02-02", number: 7 });
  });

  it("she is not on the roll any more, buys nothing, says nothing", async () => {
    const roll = line("meetings.roll", { member: kartini, mark: "present" });
    expect(await tryAtMeeting(group, "2026-02-09", [roll])).toMatchObject({ refused: "meetings.not-a-member" });
    expect(await tryAtMeeting(group, "2026-02-09", [shares(kartini, 1)])).toMatchObject({
      refused: "savings.no-longer-a-member",
      because: { number: 7, status: "left" },
    });
    expect(
      await group.say("members.set-contact", { member: kartini, telephone: "0812" }, { by: kartini }),
    ).toMatchObject({ refused: "members.not-allowed" });
  });

  it("her number stays hers: it is given to nobody, and she herself comes back under a new one", async () => {
    const newcomer = { member: group.edge.newMember(), person: group.edge.newId(), number: 7, name: "Nurhayati" };
    expect(await group.say("members.join", newcomer, { by: rohani })).toMatchObject({
      refused: "members.number-taken",
    });
    const { person_id } = await statusOf(kartini);
    const again = { member: group.edge.newMember(), person: person_id, name: "Kartini" };
    expect(await group.say("members.join", { ...again, number: 7 }, { by: rohani })).toMatchObject({
      refused: "members.number-taken",
    });
    await accepted(group.say("members.join", { ...again, number: 11 }, { by: rohani }));
    expect(await tableRows(group, membershipTable, { person_id })).toHaveLength(2);
    await accepted(group.say("members.leave", { member: again.member, status: "moved" }, two()));
  });

  it("nobody leaves owing more than her shares; the group decides first what becomes of the debt", async () => {
    const others = present().filter(member => member !== kartini);
    await meet(group, "2026-02-16", lend(lestari, 200_000n), others);
    expect(await tryAtMeeting(group, "2026-02-23", [leaving(lestari, "moved")])).toMatchObject({
      refused: "meetings.leaves-owing",
      because: { number: 8, owed: 112_000n },
    });
    const [loan] = await tableRows(group, loanTable, { member_id: lestari });
    const repaid = line("loans.repayment", { loan: loan!.loan_id, member: lestari, amount: 112_000n });
    await meet(group, "2026-02-23", [repaid, leaving(lestari, "moved")], others);
    expect(await statusOf(lestari)).toMatchObject({ status: "moved" });
    expect(await balanceOf(group, "loans-receivable/loan", lestari)).toBe(0n);
  });

  it("Maryam dies: her family is paid what she had, and the books say so", async () => {
    const others = present().filter(member => member !== kartini && member !== lestari);
    const toNobody = line("meetings.leaving", { member: maryam, status: "died" });
    expect(await tryAtMeeting(group, "2026-03-02", [toNobody])).toMatchObject({ refused: "meetings.recipient-missing" });
    await meet(group, "2026-03-02", [leaving(maryam, "died")], others);
    expect(await statusOf(maryam)).toMatchObject({ status: "died", ended_on: "2026-03-02" });
    expect(await balanceOf(group, "member-shares/loan", maryam)).toBe(0n);
    const ended = (await leavesOf(group, "members.membership-ended")).filter(leaf => leaf.member_id === maryam);
    expect(ended).toHaveLength(1);
  });

  it("who still has shares does not leave by a word alone", async () => {
    expect(await group.say("members.leave", { member: namesake, status: "left" }, two())).toMatchObject({
      refused: "members.has-balances",
      because: { number: 10, count: 1 },
    });
  });

  it("a leaving that was a mistake is taken back, and she is a member as before", async () => {
    const others = present().filter(member => ![kartini, lestari, maryam].includes(member));
    await meet(group, "2026-03-09", [leaving(namesake)], others);
    const ended = (await leavesOf(group, "members.membership-ended")).at(-1)!;
    const correction = line("meetings.correction", { seq: ended.seq, reason: "Ia tidak jadi pindah" });
    await meet(
      group,
      "2026-03-16",
      [correction, shares(halimah, 1)],
      others.filter(member => member !== namesake),
    );
    expect(await statusOf(namesake)).toMatchObject({ status: "active", ended_on: null });
    await meet(group, "2026-03-23", [shares(namesake, 2)], others);
    expect(await balanceOf(group, "member-shares/loan", namesake)).toBe(-20_000n);
  });
});

describe("keys and offices", () => {
  const turn = (meeting: Uuid, by: MemberId) => group.say("meetings.turn-key", { meeting, purpose: "open" }, { by });
  const standIn = (of: Readonly<Record<string, unknown>> = {}) =>
    group.say(
      "members.take-office",
      {
        member: namesake,
        role: "key-holder",
        from: group.edge.today,
        until: group.edge.today,
        substitute_for: aminah,
        ...of,
      },
      two(),
    );

  it("Aminah is away: a named substitute turns her key, for that one day", async () => {
    group.edge.today = day("2026-03-30");
    const [, sahnim, parti] = group.keyHolders as [MemberId, MemberId, MemberId];
    const meeting = group.edge.newId();
    await accepted(group.say("meetings.open", { meeting }, { by: halimah }));
    await accepted(turn(meeting, sahnim));
    await accepted(turn(meeting, parti));
    const write = { meeting, lines: [shares(wulan, 1)] };
    expect(await group.say("meetings.write", write, { by: halimah })).toMatchObject({
      refused: "meetings.box-not-open",
      because: { keys: 3, turned: 2 },
    });
    expect(await turn(meeting, namesake)).toMatchObject({ refused: "members.not-allowed" });
    expect(await standIn({ until: undefined })).toMatchObject({ refused: "members.substitute-needs-last-day" });
    expect(await standIn({ member: wulan })).toMatchObject({ refused: "members.key-holder-in-committee" });
    await accepted(standIn());
    await accepted(turn(meeting, namesake));
    await accepted(group.say("meetings.write", write, { by: halimah }));
    expect((await tableRows(group, officeTable, { member_id: namesake }))[0]).toMatchObject({
      role: "key-holder",
      until_on: "2026-03-30",
      substitute_for: aminah,
    });
    await accepted(group.say("meetings.abandon", { meeting }, two()));
    group.edge.today = day("2026-03-31");
    const next = group.edge.newId();
    await accepted(group.say("meetings.open", { meeting: next }, { by: halimah }));
    expect(await turn(next, namesake)).toMatchObject({ refused: "members.not-allowed" });
    await accepted(group.say("meetings.abandon", { meeting: next }, two()));
  });

  it("a substitute and the one she stands in for turn one key together, not two", async () => {
    group.edge.today = day("2026-04-01");
    await accepted(standIn());
    const meeting = group.edge.newId();
    await accepted(group.say("meetings.open", { meeting }, { by: halimah }));
    await accepted(turn(meeting, namesake));
    expect(await turn(meeting, aminah)).toMatchObject({ refused: "meetings.key-turned-already" });
    await accepted(group.say("meetings.abandon", { meeting }, two()));
  });

  it("Halimah hands box and books to Sari before a witness; from then on Sari keeps the books", async () => {
    group.edge.today = day("2026-04-06");
    const sari = group.edge.newMember();
    await accepted(
      group.say("members.join", { member: sari, person: group.edge.newId(), number: 12, name: "Sari" }, { by: rohani }),
    );
    const things = { box: group.edge.newId(), books: group.edge.newId(), key: group.edge.newId() };
    const hold = (kind: keyof typeof things, held_by: MemberId) =>
      group.say("members.hold-thing", { thing: things[kind], kind, name: kind, held_by }, two());
    await accepted(hold("box", halimah));
    await accepted(hold("books", halimah));
    expect(await hold("key", halimah)).toMatchObject({ refused: "members.key-for-key-holder" });
    await accepted(hold("key", aminah));

    const office = { role: "treasurer", member: sari, from: "2026-04-07" };
    await accepted(
      group.say("members.give-up-office", { member: halimah, role: "treasurer", until: "2026-04-06" }, two()),
    );
    await accepted(group.say("members.take-office", office, { by: rohani, with: [wulan] }));
    const hand = { from: halimah, to: sari, witness: wulan, things: [things.box, things.books] };
    expect(await group.say("members.hand-over", hand, { by: halimah, with: [rohani] })).toMatchObject({
      refused: "members.two-of-three-present",
    });
    expect(
      await group.say("members.hand-over", { ...hand, things: [things.key] }, { by: halimah, with: [sari] }),
    ).toMatchObject({ refused: "members.held-by-another" });
    expect(await tryAtMeeting(group, "2026-04-06", [leaving(halimah)])).toMatchObject({
      refused: "members.has-things",
      because: { number: 1, count: 2 },
    });
    await accepted(
      group.say("members.hand-over", { ...hand, note: "Dihitung bersama" }, { by: halimah, with: [sari] }),
    );
    expect((await tableRows(group, holdingTable, { thing_id: things.box }))[0]).toMatchObject({
      held_by: sari,
      handings: 1,
    });
    expect(await tableRows(group, handingTable, { thing_id: things.box })).toEqual([
      expect.objectContaining({
        place: 1,
        from_member: halimah,
        to_member: sari,
        witness: wulan,
        on_day: "2026-04-06",
      }),
    ]);

    group.edge.today = day("2026-04-07");
    const meeting = group.edge.newId();
    expect(await group.say("meetings.open", { meeting }, { by: halimah })).toMatchObject({
      refused: "members.not-allowed",
    });
    await accepted(group.say("meetings.open", { meeting }, { by: sari }));
    for (const key of group.keyHolders) await accepted(turn(meeting, key));
    await accepted(group.say("meetings.write", { meeting, lines: [shares(sari, 1)] }, { by: sari }));
    await accepted(group.say("meetings.abandon", { meeting }, { by: sari, with: [rohani] }));
  });

  it("the meeting after is held by the new officers as if nothing had changed", async () => {
    const sari = (await tableRows(group, membershipTable, { number: 12 }))[0]!.member_id;
    const next: Group = { ...group, treasurer: sari };
    const stay = [halimah, rohani, wulan, ...group.keyHolders, namesake, sari];
    await meet(next, "2026-04-13", [shares(sari, 2), shares(halimah, 1)], stay);
    expect(await balanceOf(group, "member-shares/loan", sari)).toBe(-20_000n);
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
