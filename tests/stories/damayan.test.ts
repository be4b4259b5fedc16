/**
 * Damayan: all give to the one who mourns. A chapter of seven lives through the rules; Barangay Tangos with its 750
 * families and AMPC's fund with its thousand members come out as they were published. Amounts in centavos.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { claimTable, enrolmentTable, levyTable } from "#aid";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  balanceOf,
  decision,
  foundGroup,
  type Group,
  line,
  meet,
  tableRows,
  tryAtMeeting,
} from "../village/group.ts";

// A machine that does other things meanwhile takes its time.
vi.setConfig({ testTimeout: 300_000 });

const peso = 100n;
const family = [{ name: "Amat", kinship: "spouse" }];
const damayan = {
  kind: "damayan",
  levy: { amount: "3000", bereaved_pays: true },
  waiting_months: "1",
  lapse_after_missed: "3",
  benefits: [
    { event: "death", of: "member", how: "fixed", amount: "1500000" },
    { event: "death", of: "dependant", how: "per-member", amount: "3000" },
  ],
  admin_percent: "0",
  first_part_percent: "60",
  offset_debts: false,
};

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const enrol = (member: MemberId, fee?: bigint) =>
  line("aid.enrol", { member, fund: "damayan", beneficiaries: family, ...(fee === undefined ? {} : { amount: fee }) });
const claimOf = async (group: Group, claim: Uuid) => (await tableRows(group, claimTable, { claim_id: claim }))[0]!;

/** Treasurer and secretary at somebody's door: reported, checked, paid, and no fourth step. */
const steps = (group: Group) => {
  const two = { by: group.treasurer, with: [group.secretary] };
  return {
    report: (claim: Uuid, member: MemberId, of: Readonly<Record<string, unknown>> = {}) =>
      group.say(
        "aid.claim",
        { claim, fund: "damayan", member, event: "death", who: "herself", happened_on: group.edge.today, ...of },
        two,
      ),
    check: (claim: Uuid) => group.say("aid.verify", { claim, first: two.by, second: two.with[0] }, two),
    pay: (claim: Uuid, amount: bigint) => group.say("aid.pay-benefit", { claim, amount }, two),
    /** She herself died: her husband, whom she named, receives it. */
    payHusband: (claim: Uuid, amount: bigint) =>
      group.say("aid.pay-benefit", { claim, amount, received_by: family[0] }, two),
  };
};

describe("a member who leaves and owes a levy", () => {
  it("has it taken off what she saved, where the rule says so", async () => {
    const free = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
    const group = await foundGroup(database, {
      template: "damayan",
      unit: "PHP",
      on: "2026-01-05",
      seed: 2,
      rules: {
        "aid.fund/damayan": { ...damayan, waiting_months: "0" },
        "savings.product/free": free,
        "meetings.leaving": { shares: "at-cost", takes_off_unpaid_aid: true, rest_of_loans: "by-decision" },
      },
    });
    const [mourning, leaver] = group.members.slice(5) as [MemberId, MemberId];
    const saved = line("savings.deposit", { member: leaver, product: "free", amount: 100n * peso });
    await meet(group, "2026-02-02", [...group.members.map(member => enrol(member)), saved]);
    group.edge.today = day("2026-02-10");
    const { report, check } = steps(group);
    const claim = group.edge.newId();
    await accepted(report(claim, mourning, { who: "spouse" }));
    await accepted(check(claim));
    const before = await Promise.all(["loan", "damayan"].map(fund => balanceOf(group, `cash/${fund}`)));
    await meet(group, "2026-03-02", [line("meetings.leaving", { member: leaver, status: "left" })]);
    const after = await Promise.all(["loan", "damayan"].map(fund => balanceOf(group, `cash/${fund}`)));
    expect(after.map((cash, at) => cash - before[at]!)).toEqual([-100n * peso, 30n * peso]);
    expect(await tableRows(group, levyTable, { claim_id: claim, member_id: leaver })).toMatchObject([
      { amount: 30n * peso, paid: 30n * peso },
    ]);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
    await group.close();
  });
});

describe("a chapter with damayan", () => {
  let group: Group;
  const pay = (members: readonly MemberId[]) =>
    members.map(member => line("aid.contribution", { member, fund: "damayan", amount: 50n * peso }));

  beforeAll(async () => {
    const contribution = { every: "meeting", amount: "5000" };
    group = await foundGroup(database, {
      template: "damayan",
      unit: "PHP",
      on: "2026-01-05",
      rules: { "aid.fund/damayan": { ...damayan, contribution } },
    });
    await meet(group, "2026-02-02", [...group.members.map(member => enrol(member)), ...pay(group.members)]);
  });
  afterAll(() => group.close());

  it("does not help in the first month after she enrolled, and says from when on it does", async () => {
    group.edge.today = day("2026-02-27");
    const { report } = steps(group);
    expect(await report(group.edge.newId(), group.members[6]!)).toMatchObject({
      refused: "aid.waiting-period",
      because: { since: "2026-02-02", covered_from: "2026-03-02" },
    });
  });

  it("lets nobody fall out unwarned: Kartini is told first, and only later, at a meeting, does she lapse", async () => {
    const kartini = group.members[6]!;
    const others = group.members.slice(0, 6);
    await meet(group, "2026-03-02", pay(others));
    await meet(group, "2026-04-06", pay(others));
    const lapse = line("aid.lapse", { member: kartini, fund: "damayan" });
    const warn = line("aid.warn", { member: kartini, fund: "damayan" });
    expect(await tryAtMeeting(group, "2026-05-04", [lapse])).toMatchObject({
      refused: "aid.has-not-missed-enough",
      because: { missed: 2, left: 1 },
    });
    await meet(group, "2026-05-04", [warn, ...pay(others)]);
    expect((await tableRows(group, enrolmentTable, { member_id: kartini }))[0]).toMatchObject({
      status: "active",
      warned_on: "2026-05-04",
    });
    await meet(group, "2026-06-01", [lapse, ...pay(others)]);
    expect((await tableRows(group, enrolmentTable, { member_id: kartini }))[0]).toMatchObject({
      status: "lapsed",
      lapsed_on: "2026-06-01",
    });
    const { report } = steps(group);
    group.edge.today = day("2026-06-10");
    expect(await report(group.edge.newId(), kartini)).toMatchObject({ refused: "aid.lapsed" });
    // What happened before she fell out is still covered.
    const before = group.edge.newId();
    await accepted(report(before, kartini, { who: "parent", happened_on: "2026-05-20" }));
    expect(await claimOf(group, before)).toMatchObject({ status: "reported" });
  });

  it("reported, checked, paid: three steps between meetings, each by two people", async () => {
    const parti = group.members[5]!;
    group.edge.today = day("2026-06-20");
    const claim = group.edge.newId();
    const body = { claim, fund: "damayan", member: parti, event: "death", who: "spouse", happened_on: "2026-06-19" };
    const { report, check, pay: pays } = steps(group);
    expect(await group.say("aid.claim", body, { by: group.treasurer })).toMatchObject({
      refused: "members.more-people-needed",
      because: { people: 2, present: 1 },
    });
    await accepted(report(claim, parti, { who: "spouse", happened_on: "2026-06-19" }));
    const notThere = { claim, first: group.members[2], second: group.members[3] };
    expect(await group.say("aid.verify", notThere, { by: group.treasurer, with: [group.secretary] })).toMatchObject({
      refused: "aid.checkers-sign-themselves",
    });
    const chair = group.members[2]!;
    expect(
      await group.say("aid.verify", { claim, first: chair, second: parti }, { by: chair, with: [parti] }),
    ).toMatchObject({ refused: "aid.not-for-herself" });
    expect(await pays(claim, 1n)).toMatchObject({ refused: "aid.check-first" });
    await accepted(check(claim));
    // Six are in the fund and give 30 each; 60 % of 180 is paid at once, in coins that exist.
    expect(await claimOf(group, claim)).toMatchObject({ status: "checked", benefit: 18_000n, first_part: 10_800n });
    expect(await pays(claim, 10_801n)).toMatchObject({
      refused: "aid.first-part-first",
      because: { payable: 10_800n },
    });
    await accepted(pays(claim, 10_800n));
    expect(await pays(claim, 1n)).toMatchObject({ refused: "aid.first-part-first", because: { payable: 0n } });
    group.edge.today = day("2026-06-27");
    await accepted(pays(claim, 7_200n));
    expect(await claimOf(group, claim)).toMatchObject({ status: "paid", paid: 18_000n, first_paid_on: "2026-06-20" });
    expect(await pays(claim, 1n)).toMatchObject({ refused: "aid.paid-before", because: { paid: 18_000n } });
    expect(await report(group.edge.newId(), parti, { who: "spouse", happened_on: "2026-06-19" })).toMatchObject({
      refused: "aid.claimed-before",
    });
  });

  it("six levies of 30 come in for it at the next meeting, and a member pays no more than hers", async () => {
    const levies = await tableRows(group, levyTable);
    expect(levies.map(levy => levy.amount)).toEqual(Array(6).fill(3_000n));
    const levy = (member: MemberId, claim: Uuid, amount: bigint) =>
      line("aid.contribution", { member, fund: "damayan", amount, claim });
    const { member_id, claim_id } = levies[0]!;
    expect(await tryAtMeeting(group, "2026-07-06", [levy(member_id, claim_id, 3_001n)])).toMatchObject({
      refused: "aid.more-than-levy",
    });
    const before = await balanceOf(group, "cash/damayan");
    await meet(
      group,
      "2026-07-06",
      levies.map(one => levy(one.member_id, one.claim_id, one.amount)),
    );
    expect(await balanceOf(group, "cash/damayan")).toBe(before + 18_000n);
  });

  it("never pays out more than the fund holds, and nothing of it goes anywhere else", async () => {
    const wulan = group.members[2]!;
    const held = await balanceOf(group, "cash/damayan");
    expect(held).toBeLessThan(900_000n);
    group.edge.today = day("2026-07-10");
    const claim = group.edge.newId();
    const { report, check, payHusband: pays } = steps(group);
    await accepted(report(claim, wulan));
    await accepted(check(claim));
    expect(await pays(claim, held + 1n)).toMatchObject({
      refused: "ledger.fund-short",
      because: { fund: "damayan", available: held, wanted: held + 1n },
    });
    await accepted(pays(claim, held));
    expect(await balanceOf(group, "cash/damayan")).toBe(0n);
    expect(await balanceOf(group, "fund-balance/damayan")).toBe(0n);
    const gift = line("meetings.income", {
      money: group.edge.newId(),
      fund: "damayan",
      amount: 100_000n,
      purpose: "Mula sa barangay",
    });
    await meet(group, "2026-08-03", [gift]);
    const carried = decision(group, "other", "transfer/damayan/loan", { value: { amount: "1" } });
    const move = line("meetings.transfer", { from: "damayan", to: "loan", amount: 1n, decision: carried.id });
    expect(await tryAtMeeting(group, "2026-08-04", [carried.line, move])).toMatchObject({
      refused: "meetings.fund-gives-to-none",
      because: { fund: "damayan", nature: "restricted" },
    });
    expect(await balanceOf(group, "cash/damayan")).toBe(100_000n);
  });

  it("is never lent: the members cannot decide on a loan product out of it", async () => {
    const value = {
      fund: "damayan",
      method: "flat",
      amortization: "equal_installments",
      rate_per_month: "0",
      frequency: "months",
      every: "1",
      periods: "2",
      periods_max: "2",
      is_free: true,
    };
    const asked = decision(group, "rule", "loans.product/quick", { value });
    expect(await tryAtMeeting(group, "2026-09-07", [asked.line])).toMatchObject({
      refused: "loans.fund-not-lendable",
      because: { fund: "damayan" },
    });
  });

  it("nor open a lent fund and make it a damayan fund afterwards, nor a reserve that is lent", async () => {
    const terms = { unit: "PHP", nature: "restricted", is_lendable: true };
    const opened = decision(group, "rule", "ledger.fund/libing", { value: terms });
    await meet(group, "2026-09-08", [opened.line]);
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.open-fund", { decision: opened.id, name: "Libing" }, two));
    const rule = {
      kind: "damayan",
      waiting_months: "0",
      benefits: [],
      admin_percent: "0",
      first_part_percent: "100",
      offset_debts: false,
    };
    const asked = decision(group, "rule", "aid.fund/libing", { value: rule });
    expect(await tryAtMeeting(group, "2026-09-09", [asked.line])).toMatchObject({
      refused: "aid.damayan-is-never-lent",
      because: { fund: "libing" },
    });
    const reserve = decision(group, "rule", "ledger.fund/cadangan", {
      value: { ...terms, nature: "indivisible" },
    });
    expect(await tryAtMeeting(group, "2026-09-09", [reserve.line])).toMatchObject({
      refused: "assembly.reserve-is-not-lent",
    });
  });

  it("a death that is told at the meeting is checked and paid at the same meeting", async () => {
    const claim = group.edge.newId();
    const sahnim = group.members[4]!;
    await meet(group, "2026-10-05", [
      line("aid.claim", {
        claim,
        fund: "damayan",
        member: sahnim,
        event: "death",
        who: "child",
        happened_on: day("2026-10-03"),
      }),
      line("aid.verify", { claim, first: group.members[2], second: group.members[3] }),
      line("aid.pay-benefit", { claim, amount: 9_000n }),
    ]);
    expect(await claimOf(group, claim)).toMatchObject({ status: "paid-in-part", benefit: 18_000n, paid: 9_000n });
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

/** As many families as there are: five hundred found the group together, the others join after them. */
async function foundLarge(size: number, rules: Readonly<Record<string, unknown>>) {
  const of = { template: "damayan", unit: "PHP", on: "2026-01-05", size: 500, rules, seed: size } as const;
  const group = await foundGroup(database, of);
  const later = Array.from({ length: size - 500 }, () => group.edge.newMember());
  await Promise.all(
    later.map((member, index) =>
      accepted(
        group.say(
          "members.join",
          { member, person: group.edge.newId(), number: 501 + index, name: `Pamilya ${501 + index}` },
          { by: group.treasurer },
        ),
      ),
    ),
  );
  return { group, families: [...group.members, ...later], table: group.members.slice(0, 6) };
}

describe("Barangay Tangos, 750 families", () => {
  const tangos = { ...damayan, entry_fee: "20000" };

  it("takes 200 from each who joins, collects 22,500 at a death, pays 15,000 and keeps 7,500; 22,470 once the family that mourns is exempt", async () => {
    const { group, families, table } = await foundLarge(750, { "aid.fund/damayan": tangos });
    try {
      await meet(
        group,
        "2026-01-05",
        families.map(member => enrol(member, 200n * peso)),
        table,
      );
      // Each family paid its 200 on joining.
      const fees = await balanceOf(group, "cash/damayan");
      expect(fees).toBe(150_000n * peso);
      const mourn = async (bereaved: MemberId, on: string) => {
        group.edge.today = day(on);
        const claim = group.edge.newId();
        await accepted(steps(group).report(claim, bereaved));
        await accepted(steps(group).check(claim));
        return { claim, levies: await tableRows(group, levyTable, { claim_id: claim }) };
      };
      const collect = async (claim: Uuid, levies: readonly { member_id: MemberId; amount: bigint }[], on: string) => {
        const before = await balanceOf(group, "cash/damayan");
        const brought = levies.map(({ member_id: member, amount }) =>
          line("aid.contribution", { member, fund: "damayan", amount, claim }),
        );
        await meet(group, on, brought, table);
        return (await balanceOf(group, "cash/damayan")) - before;
      };

      const first = await mourn(families[699]!, "2026-03-01");
      expect(first.levies).toHaveLength(750);
      expect(await collect(first.claim, first.levies, "2026-03-02")).toBe(22_500n * peso);
      await accepted(steps(group).payHusband(first.claim, 9_000n * peso));
      group.edge.today = day("2026-03-12");
      await accepted(steps(group).payHusband(first.claim, 6_000n * peso));
      expect(await claimOf(group, first.claim)).toMatchObject({ status: "paid", paid: 15_000n * peso });
      expect(await balanceOf(group, "cash/damayan")).toBe(fees + 7_500n * peso);

      const value = { ...tangos, levy: { amount: "3000", bereaved_pays: false } };
      const carried = decision(group, "rule", "aid.fund/damayan", { value });
      await meet(group, "2026-04-06", [carried.line], table);
      const changed = { from: "2026-04-07", decision: carried.id };
      await accepted(group.say("assembly.change-rule", changed, { by: group.treasurer, with: [group.secretary] }));
      const second = await mourn(families[10]!, "2026-05-01");
      expect(second.levies).toHaveLength(749);
      expect(second.levies.map(levy => levy.member_id)).not.toContain(families[10]);
      expect(await collect(second.claim, second.levies, "2026-05-04")).toBe(22_470n * peso);
      expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
    } finally {
      await group.close();
    }
  });
});

describe("AMPC's mortuary fund, a thousand members", () => {
  const tiers = [
    // share capital, pesos | each member gives, centavos
    ["1000",       "2999",     "975"],
    ["3000",       "4999",    "1050"],
    ["5000",       "6999",    "1125"],
    ["7000",       "8999",    "1200"],
    ["9000",      "10999",    "1275"],
    ["11000",     "12999",    "1350"],
    ["13000",     "14999",    "1425"],
    ["15000",        null,    "1500"],
  ] as const;
  const rule = {
    kind: "damayan",
    contribution: { every: "month", amount: "20000" },
    entry_fee: "50000",
    waiting_months: "0",
    benefits: [{ event: "death", of: "member", how: "tiers" }],
    tiers: {
      capital: "cbu",
      steps: tiers.map(([from, to, per_member]) => ({
        from: `${from}00`,
        per_member,
        ...(to === null ? {} : { to: `${to}99` }),
      })),
      tenure_percent: ["5", "8", "17", "25", "33", "42", "50", "58", "66", "74", "83", "92", "100"],
      accident_percent: "100",
    },
    admin_percent: "5",
    first_part_percent: "100",
    offset_debts: true,
  };
  const cases = [
    // enrolled   | capital, pesos | accident | months | to the family, centavos
    ["2026-01-05",        15_000n,     false,      12,             1_425_000n],
    ["2026-06-20",         6_000n,     false,       7,               619_875n],
    ["2026-10-20",        15_000n,      true,       3,             1_425_000n],
    ["2027-01-01",         2_000n,     false,       0,                46_313n],
  ] as const;

  it("pays by share capital and months, less its 5 %: 14,250; 6,198.75; 14,250 after an accident; 463.13", async () => {
    const { group, families, table } = await foundLarge(1_000, { "aid.fund/damayan": rule });
    try {
      for (const [index, [enrolled, capital]] of cases.entries()) {
        const member = families[index + 6]!;
        const others = index === 0 ? families.filter((_, place) => place < 6 || place >= 6 + cases.length) : [];
        await meet(
          group,
          enrolled,
          [
            ...[member, ...others].map(one => enrol(one, 500n * peso)),
            line("savings.deposit", { member, product: "cbu", amount: capital * peso }),
          ],
          table,
        );
      }
      group.edge.today = day("2027-01-20");
      let held = await balanceOf(group, "cash/damayan");
      expect(held).toBe(1_000n * 500n * peso);
      for (const [index, [, , accident, months, net]] of cases.entries()) {
        const claim = group.edge.newId();
        await accepted(steps(group).report(claim, families[index + 6]!, { accident }));
        await accepted(steps(group).check(claim));
        expect((await claimOf(group, claim)).benefit, `after ${months} months`).toBe(net);
        await accepted(steps(group).payHusband(claim, net));
        held -= net;
        expect(await balanceOf(group, "cash/damayan")).toBe(held);
      }
      const poor = group.edge.newId();
      await accepted(steps(group).report(poor, families[500]!));
      expect(await steps(group).check(poor)).toMatchObject({ refused: "aid.no-tier", because: { share_capital: 0n } });
      expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
    } finally {
      await group.close();
    }
  });
});
