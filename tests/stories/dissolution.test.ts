/**
 * The orderly end of a koperasi. Its members decide so at a meeting, with as many of them there and as many hands as is asked;
 * nothing new begins; one loan is repaid and one is given up; each fund they share is divided, savings before capital; the
 * reserve and the damayan fund go whole to the cooperative they named and to none of them; and the books close at nothing. Told
 * twice: once with something left over, and once where a loss has eaten into the capital.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, sum, type Uuid, uuidFrom } from "#base";
import { query, read, sql } from "#db";
import { fundPartTable, memberPartTable, windingUpTable } from "#dissolution";
import { statementsOf } from "#ledger/server";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { dissolutionFor } from "../village/dissolution-seen.ts";
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
  tryAtMeeting,
  tryOut,
} from "../village/group.ts";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.drop());

const two = (group: Group) => ({ by: group.treasurer, with: [group.members[2]!] });
const says = (group: Group, name: string, body: Readonly<Record<string, unknown>>) => group.say(name, body, two(group));
const payable = (group: Group, member: MemberId, fund = "loan") =>
  balanceOf(group, `member-payable/${fund}`, member).then(balance => -balance);

interface Koperasi {
  readonly group: Group;
  readonly kartini: MemberId;
  readonly parti: MemberId;
  readonly lent: Readonly<Record<"repaid" | "givenUp", Uuid>>;
}

/** Capital, savings, a term deposit, rice, two loans, a reserve and a damayan fund; and as much rent as came in. */
async function koperasi(seed: number, rent: bigint): Promise<Koperasi> {
  const group = await foundGroup(database, {
    template: "koperasi",
    unit: "IDR",
    on: "2026-01-12",
    seed,
    rules: {
      "assembly.between-meetings": { entries: ["savings.deposit", "loans.repayment", "aid.grant", "meetings.expense"] },
      "savings.product/berjangka": {
        ...{ fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "free", is_capital: false },
        term: { months: "6", rate: "6", interest: "at-end", early: "part-of-interest", early_percent: "50", least: "1000" },
      },
    },
  });
  const { members, edge } = group;
  const [, secretary, , , sahnim, parti, kartini] = members as [MemberId, ...MemberId[]];
  const funds = { rice: decision(group, "rule", "ledger.fund/beras", { value: { unit: "kg", nature: "divisible", is_lendable: false } }) };
  const damayan = decision(group, "rule", "ledger.fund/damayan", {
    value: { unit: "IDR", nature: "restricted", is_lendable: false },
  });
  const saving = decision(group, "rule", "savings.product/padi", {
    value: { fund: "beras", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false },
  });
  await meet(group, "2026-01-12", [
    ...members.flatMap(member => [
      line("savings.deposit", { member, product: "pokok", amount: 50_000n }),
      line("savings.deposit", { member, product: "wajib", amount: 5_000n }, `wajib/${member}`),
    ]),
    ...[kartini!, secretary!].map(member => line("savings.deposit", { member, product: "sukarela", amount: 40_000n })),
    line("savings.open-term", { deposit: edge.newId(), member: sahnim, product: "berjangka", amount: 20_000n }),
    funds.rice.line,
    damayan.line,
  ]);
  await accepted(says(group, "assembly.open-fund", { decision: funds.rice.id, name: "Lumbung padi" }));
  await accepted(says(group, "assembly.open-fund", { decision: damayan.id, name: "Dana kematian" }));
  const lent = { repaid: edge.newId(), givenUp: edge.newId() };
  const asks = (loan: Uuid, member: MemberId, amount: bigint) => {
    const yes = decision(group, "loan", loan);
    return [
      line("loans.request", { loan, member, product: "ordinary", amount, guarantors: [secretary] }),
      yes.line,
      line("loans.pay-out", { loan, member, decision: yes.id }),
    ];
  };
  const aside = ["reserve", "damayan"].map((fund, place) => ({
    fund,
    amount: 30_000n - 10_000n * BigInt(place),
    agreed: decision(group, "other", `transfer/loan/${fund}`, { value: { amount: String(30_000 - 10_000 * place) } }),
  }));
  await meet(group, "2026-02-09", [
    saving.line,
    ...asks(lent.repaid, kartini!, 60_000n),
    ...asks(lent.givenUp, parti!, 80_000n),
    line("meetings.income", { money: edge.newId(), fund: "loan", amount: rent, purpose: "Sewa tenda" }),
    ...aside.flatMap(({ fund, amount, agreed }) => [
      agreed.line,
      line("meetings.transfer", { from: "loan", to: fund, amount, decision: agreed.id }, `aside/${fund}`),
    ]),
  ]);
  await accepted(says(group, "assembly.change-rule", { decision: saving.id, from: day("2026-02-10") }));
  await meet(group, "2026-03-09", [
    line("savings.deposit", { member: kartini, product: "padi", amount: 12_500n }),
    line("savings.deposit", { member: parti, product: "padi", amount: 7_500n }),
  ]);
  return { group, kartini: kartini!, parti: parti!, lent };
}

const dissolves = (group: Group, votes: { readonly for: number; readonly against: number }, name: string | null = "Koperasi Mawar") => {
  const { id, line: said } = decision(group, "dissolution", "dissolution", { ...votes, value: { receiver: "like-body" } });
  return { id, line: { ...said, body: { ...(said.body as object), ...(name === null ? {} : { name }) } } };
};

/** What she owes, as the sheet says when far too much is brought. */
async function owedOn(group: Group, loan: Uuid, member: MemberId): Promise<bigint> {
  const tried = await tryOut(group, [line("loans.repayment", { loan, member, amount: 900_000n })]);
  return (tried as unknown as { because: { owed: bigint } }).because.owed;
}

/** Every account at nothing, by the ledger's own last lines. */
const notAtNothing = (group: Group) =>
  read(group.pool, group.organisation, client =>
    query<{ account: string; balance: bigint }>(
      client,
      sql`select account, member_id, balance from (
        select distinct on (account, member_id) account, member_id, balance from ledger.line
        where organisation_id = ${group.organisation} order by account, member_id, line_number desc) as last
        where balance <> 0`,
    ),
  );

async function moneyOf(group: Group, fund: string): Promise<bigint> {
  return (await balanceOf(group, `cash/${fund}`)) + (await balanceOf(group, `bank/${fund}`));
}

/** Repaid what can be, given up what cannot, by a decision. */
async function settlesLoans({ group, kartini, parti, lent }: Koperasi, on: string): Promise<void> {
  group.edge.today = day(on);
  const owed = await owedOn(group, lent.repaid, kartini);
  const lost = decision(group, "write-off", lent.givenUp);
  await meet(group, on, [
    line("loans.repayment", { loan: lent.repaid, member: kartini, amount: owed }),
    lost.line,
    line("loans.write-off", { loan: lent.givenUp, member: parti, decision: lost.id }),
  ]);
}

async function handsOverEverything(group: Group, on: string): Promise<void> {
  const parts = (await tableRows(group, memberPartTable)).filter(one => one.payout > 0n);
  await meet(
    group,
    on,
    parts.map(({ member_id: member, fund, payout }) =>
      line("meetings.pay-out", { member, fund, amount: payout }, `out/${fund}/${member}`),
    ),
  );
}

describe("a koperasi that ends with something left over", () => {
  let it_: Koperasi;
  let group: Group;
  beforeAll(async () => {
    it_ = await koperasi(1, 200_000n);
    group = it_.group;
    const stated = decision(group, "statement", `statement/${statement}`, { value: { from: "2026-01-12", until: "2026-12-31" } });
    const named = { ...stated.line, body: { ...(stated.line.body as object), name: "Bank Desa" } };
    await meet(group, "2026-03-16", [named]);
    await accepted(says(group, "assembly.issue-statement", { decision: stated.id }));
  });
  afterAll(() => group.close());

  /** A bank was handed it while the group was whole. */
  const statement = uuidFrom(77, new Uint8Array(10));
  const begins = (id: Uuid) => says(group, "dissolution.begin", { decision: id });

  it("is wound up only by so many members and so many hands, and says who receives what is never divided", async () => {
    const unnamed = dissolves(group, { for: 6, against: 0 }, null);
    expect(await tryAtMeeting(group, "2026-04-01", [unnamed.line])).toMatchObject({ refused: "assembly.receiver-unnamed" });
    const blank = decision(group, "dissolution", "dissolution");
    expect(await tryAtMeeting(group, "2026-04-02", [blank.line])).toMatchObject({
      refused: "assembly.decision-says-nothing",
    });
    const few = dissolves(group, { for: 5, against: 0 });
    await meet(group, "2026-04-06", [few.line], group.members.slice(0, 5));
    // Three quarters of seven is five and a quarter: six.
    expect(await begins(few.id)).toMatchObject({
      refused: "dissolution.too-few-present",
      because: { present: 5, members: 7, needed: 6 },
    });
    const close = dissolves(group, { for: 4, against: 3 });
    const crowd = dissolves(group, { for: 7, against: 1 });
    const lost = dissolves(group, { for: 3, against: 4 });
    await meet(group, "2026-04-07", [close, crowd, lost].map(one => one.line));
    // It is more than half, and less than two thirds of seven hands: 4⅔, so five.
    expect(await begins(close.id)).toMatchObject({
      refused: "dissolution.too-few-for",
      because: { for: 4, against: 3, needed: 5 },
    });
    expect(await begins(crowd.id)).toMatchObject({ refused: "dissolution.more-hands-than-present" });
    expect(await begins(lost.id)).toMatchObject({ refused: "assembly.not-carried" });
    expect(await says(group, "dissolution.distribute", { fund: "loan" })).toMatchObject({
      refused: "dissolution.not-wound-up",
    });
  });

  it("goes on after all, where the members change their mind before anything was divided", async () => {
    const hasty = dissolves(group, { for: 6, against: 1 });
    await meet(group, "2026-04-13", [hasty.line]);
    await accepted(begins(hasty.id));
    expect(await begins(hasty.id)).toMatchObject({ refused: "dissolution.begun-before" });
    const on = decision(group, "dissolution", "continuation");
    await meet(group, "2026-04-14", [on.line]);
    await accepted(says(group, "dissolution.call-off", { decision: on.id }));
    expect((await tableRows(group, windingUpTable))[0]).toMatchObject({ status: "called-off" });
    await accepted(says(group, "savings.record-deposit", { member: it_.kartini, product: "sukarela", amount: 1_000n }));
  });

  it("begins nothing new from then on, at no meeting and at no counter", async () => {
    const final = dissolves(group, { for: 6, against: 1 });
    await meet(group, "2026-04-20", [final.line]);
    expect(
      await group.say("dissolution.begin", { decision: final.id }, { by: group.treasurer }),
    ).toMatchObject({ refused: "members.more-people-needed" });
    await accepted(begins(final.id));
    const { kartini } = it_;
    const asks = { loan: group.edge.newId(), member: kartini, product: "ordinary", amount: 10_000n, guarantors: [] };
    for (const one of [
      line("loans.request", asks),
      line("savings.deposit", { member: kartini, product: "sukarela", amount: 1_000n }),
      line("savings.withdrawal", { member: kartini, product: "sukarela", amount: 1_000n }),
      line("meetings.leaving", { member: kartini, status: "left" }),
      line("pots.begin", {
        ...{ pot: "arisan", decision: final.id, name: "Arisan", unit: "IDR", amount: 1_000n, every: "month" },
        ...{ turn: "lot", is_whole: true, seats: [kartini, group.secretary] },
      }),
    ])
      expect(await tryAtMeeting(group, "2026-04-21", [one]), one.entry).toMatchObject({ refused: "dissolution.nothing-new" });
    expect(
      await says(group, "savings.record-deposit", { member: kartini, product: "sukarela", amount: 1_000n }),
    ).toMatchObject({ refused: "dissolution.nothing-new" });
    expect(
      await says(group, "members.join", { member: group.edge.newMember(), person: group.edge.newId(), number: 8, name: "Sari" }),
    ).toMatchObject({ refused: "dissolution.nothing-new" });
  });

  it("gives nobody anything of the reserve or of what was given for a purpose, by whatever way", async () => {
    expect(await says(group, "dissolution.distribute", { fund: "reserve" })).toMatchObject({
      refused: "dissolution.fund-is-not-divided",
      because: { fund: "reserve", unit: "IDR", nature: "indivisible", amount: 30_000n },
    });
    expect(await says(group, "dissolution.distribute", { fund: "damayan" })).toMatchObject({
      refused: "dissolution.fund-is-not-divided",
      because: { fund: "damayan", nature: "restricted", amount: 20_000n },
    });
    const over = decision(group, "other", "transfer/reserve/loan", { value: { amount: "30000" } });
    const party = decision(group, "expense", "expense/damayan", { value: { amount: "20000" } });
    const kept = { refused: "dissolution.kept-for-receiver" };
    expect(
      await tryAtMeeting(group, "2026-04-22", [
        over.line,
        line("meetings.transfer", { from: "reserve", to: "loan", amount: 30_000n, decision: over.id }),
      ]),
    ).toMatchObject({ ...kept, because: { fund: "reserve", amount: 30_000n } });
    expect(
      await tryAtMeeting(group, "2026-04-23", [
        party.line,
        line("meetings.expense", { money: group.edge.newId(), fund: "damayan", amount: 20_000n, purpose: "Pesta", decision: party.id }),
      ]),
    ).toMatchObject({ ...kept, because: { fund: "damayan", amount: 20_000n } });
    expect(
      await says(group, "aid.grant", { member: it_.parti, fund: "damayan", amount: 5_000n, decision: over.id }),
    ).toMatchObject({ ...kept, because: { fund: "damayan", amount: 5_000n } });
  });

  it("is not fetched back into the loan fund by taking back what put it into the reserve", async () => {
    const moved = (await leavesOf(group, "meetings.transferred")).find(({ body }) => body.includes('"to":"reserve"'))!;
    const back = line("meetings.correction", { seq: moved.seq, reason: "Salah tulis" });
    expect(await tryAtMeeting(group, "2026-04-24", [back])).toMatchObject({
      refused: "dissolution.kept-for-receiver",
      because: { fund: "reserve", amount: 30_000n },
    });
  });

  it("is not divided while a loan runs that its borrower’s part does not cover", async () => {
    // Kartini saved less than she owes, but with her capital it is enough; Parti has only her capital.
    expect(await says(group, "dissolution.distribute", { fund: "loan" })).toMatchObject({
      refused: "dissolution.loan-not-covered",
      because: { number: 6, fund: "loan" },
    });
    // Who it is, and by how much, the page tells officers and herself; to the others loans still run.
    const refusalFor = async (member: MemberId, roles: readonly string[]) =>
      (await dissolutionFor(group, member, roles)).funds.find(one => one.fund === "loan")!.refusal;
    const notCovered = { refused: "dissolution.loan-not-covered", because: { number: 6 } };
    expect(await refusalFor(group.treasurer, ["treasurer"])).toMatchObject(notCovered);
    expect(await refusalFor(it_.parti, [])).toMatchObject(notCovered);
    const others = await refusalFor(it_.kartini, []);
    expect(others).toMatchObject({ refused: "dissolution.open-loans" });
    expect(others!.because).not.toHaveProperty("number");
    expect(await says(group, "dissolution.close", {})).toMatchObject({ refused: "dissolution.open-loans" });
    await settlesLoans(it_, "2026-05-11");
    expect(await says(group, "dissolution.close", {})).toMatchObject({ refused: "dissolution.open-to-divide" });
  });

  it("divides what they share: savings, interest and capital in full, and the debt that was given up is set off", async () => {
    const before = await moneyOf(group, "loan");
    expect(await says(group, "dissolution.distribute", { fund: "loan" })).toMatchObject({ status: "accepted" });
    expect(await says(group, "dissolution.distribute", { fund: "loan" })).toMatchObject({
      refused: "dissolution.divided-before",
    });
    const parts = await tableRows(group, memberPartTable, { fund: "loan" });
    expect(parts).toHaveLength(7);
    const of = (member: MemberId) => parts.find(one => one.member_id === member)!;
    expect(of(it_.kartini)).toMatchObject({ savings: 41_000n, capital: 55_000n, set_off: 0n, payout: 96_000n });
    // Sahnim’s term deposit ends early: three whole months at 6 % a year on 20,000, and half of it is hers.
    expect(of(group.members[4]!)).toMatchObject({ savings: 20_150n, capital: 55_000n, payout: 75_150n });
    // All of Parti’s capital goes to what she did not repay.
    expect(of(it_.parti)).toMatchObject({ savings: 0n, capital: 55_000n, set_off: 55_000n, payout: 0n });
    const handed = sum(parts.map(one => one.payout));
    expect(sum(await Promise.all(group.members.map(member => payable(group, member))))).toBe(handed);
    expect(await moneyOf(group, "loan")).toBe(before);
    expect((await tableRows(group, fundPartTable))[0]).toMatchObject({ fund: "loan", to_members: handed });
    expect(handed).toBeLessThan(before);
    expect(await says(group, "savings.post-term-interest", { product: "berjangka" })).toMatchObject({
      refused: "dissolution.divided-already",
    });
    expect(await says(group, "dissolution.call-off", { decision: it_.lent.repaid })).toMatchObject({
      refused: "dissolution.divided-before",
    });
  });

  it("makes no savings again in a fund that was divided", async () => {
    const [saved] = await leavesOf(group, "savings.deposited");
    const back = line("meetings.correction", { seq: saved!.seq, reason: "Salah tulis" });
    expect(await tryAtMeeting(group, "2026-05-12", [back])).toMatchObject({ refused: "dissolution.divided-already" });
  });

  it("spends nothing of what waits for its members, and of what is left beside it only what was decided", async () => {
    const parts = await tableRows(group, memberPartTable, { fund: "loan" });
    const owed = sum(parts.map(one => one.payout));
    const left = (await moneyOf(group, "loan")) - owed;
    const yes = decision(group, "expense", "expense/loan", { value: { amount: String(left + 1n) } });
    const spend = (amount: bigint) => ({ money: group.edge.newId(), fund: "loan", amount, purpose: "Notaris" });
    const spent = (amount: bigint, key: string) => line("meetings.expense", { ...spend(amount), decision: yes.id }, key);
    const refused = {
      refused: "dissolution.waits-for-members",
      because: { fund: "loan", unit: "IDR", amount: left + 1n, owed, left },
    };
    expect(await tryAtMeeting(group, "2026-05-13", [yes.line, spent(left + 1n, "z.one")])).toMatchObject(refused);
    // In two pieces neither, and not between meetings.
    const pieces = [yes.line, spent(left, "z.one"), spent(1n, "z.two")];
    expect(await tryAtMeeting(group, "2026-05-14", pieces)).toMatchObject(refused);
    expect(await says(group, "meetings.record-expense", spend(left + 1n))).toMatchObject(refused);
    await meet(group, "2026-05-15", [yes.line, spent(1_000n, "z.one")]);
    expect(await moneyOf(group, "loan")).toBe(owed + left - 1_000n);
  });

  it("divides the rice in kilograms", async () => {
    await accepted(says(group, "dissolution.distribute", { fund: "beras" }));
    expect(await payable(group, it_.kartini, "beras")).toBe(12_500n);
    expect(await payable(group, it_.parti, "beras")).toBe(7_500n);
  });

  it("closes when everybody has what is hers, and the reserve goes whole to the body that was named", async () => {
    expect(await says(group, "dissolution.close", {})).toMatchObject({ refused: "dissolution.open-to-hand-over" });
    const money = { loan: await moneyOf(group, "loan"), beras: await moneyOf(group, "beras") };
    await handsOverEverything(group, "2026-06-08");
    const { meeting } = await open(group, "2026-06-09");
    expect(await says(group, "dissolution.close", {})).toMatchObject({ refused: "dissolution.open-meeting" });
    await accepted(says(group, "meetings.abandon", { meeting }));
    await accepted(says(group, "dissolution.close", {}));
    const funds = await tableRows(group, fundPartTable);
    const of = (fund: string) => funds.find(one => one.fund === fund)!;
    expect(of("reserve")).toMatchObject({ distributed_on: null, to_members: 0n, transferred: 30_000n });
    expect(of("damayan")).toMatchObject({ distributed_on: null, to_members: 0n, transferred: 20_000n });
    // Nothing is lost and nothing made: what members got and what the receiver got is what there was.
    for (const fund of ["loan", "beras"] as const) expect(of(fund).to_members + of(fund).transferred!).toBe(money[fund]);
    expect(of("loan").transferred).toBeGreaterThan(0n);
    expect(await notAtNothing(group)).toEqual([]);
    expect((await tableRows(group, windingUpTable))[0]).toMatchObject({ status: "closed", receiver: "like-body" });
    const leaves = await leavesOf(group, "dissolution.claim-settled");
    expect(leaves.some(({ body }) => /reserve|damayan|social/.test(body))).toBe(false);
  });

  it("takes no more commands, is still read, and its members may still go and be erased", async () => {
    const closed = { refused: "dissolution.group-is-closed" };
    const { treasurer, secretary, edge } = group;
    expect(await group.say("meetings.open", { meeting: edge.newId() }, { by: treasurer })).toMatchObject(closed);
    expect(await says(group, "ledger.close-period", { through: day("2026-05-31") })).toMatchObject(closed);
    expect(await says(group, "dissolution.close", {})).toMatchObject(closed);
    expect(await says(group, "dissolution.distribute", { fund: "loan" })).toMatchObject(closed);
    // What a bank was handed can be taken back as long as it counts.
    await accepted(says(group, "assembly.take-back-statement", { statement }));
    const { trialBalances } = await read(group.pool, group.organisation, client =>
      statementsOf(client, group.organisation, day("2026-06-09")),
    );
    for (const one of trialBalances) expect(one.debit).toBe(one.credit);
    await accepted(says(group, "members.leave", { member: it_.parti, status: "left" }));
    await accepted(
      group.say("members.erase-person", { member: it_.parti, ground: "request" }, { by: secretary, with: [treasurer] }),
    );
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

async function open(group: Group, on: string): Promise<{ readonly meeting: Uuid }> {
  group.edge.today = day(on);
  const meeting = group.edge.newId();
  await accepted(group.say("meetings.open", { meeting }, { by: group.treasurer }));
  return { meeting };
}

describe("a koperasi that lost more than it earned", () => {
  it("pays savings in full and capital in proportion, and the reserve is still nobody’s", async () => {
    const told = await koperasi(2, 10_000n);
    const { group, parti, kartini } = told;
    const end = dissolves(group, { for: 7, against: 0 });
    await meet(group, "2026-04-20", [end.line]);
    await accepted(says(group, "dissolution.begin", { decision: end.id }));
    await settlesLoans(told, "2026-05-11");
    const money = await moneyOf(group, "loan");
    await accepted(says(group, "dissolution.distribute", { fund: "loan" }));
    await accepted(says(group, "dissolution.distribute", { fund: "beras" }));
    const parts = await tableRows(group, memberPartTable, { fund: "loan" });
    const of = (member: MemberId) => parts.find(one => one.member_id === member)!;
    // What was saved comes first, whole. Of 55,000 of capital everybody gets the same, to the last rupiah or one less.
    const capital = parts.filter(one => one.member_id !== parti).map(one => one.payout - one.savings);
    expect(of(kartini).payout).toBeGreaterThan(40_000n);
    for (const got of capital) {
      expect(got).toBeLessThan(55_000n);
      expect(capital[0]! - got).toBeLessThanOrEqual(1n);
    }
    // A debtor is set off no more than her capital is worth.
    expect(of(parti)).toMatchObject({ payout: 0n });
    expect(of(parti).set_off - capital[0]!).toBeLessThanOrEqual(1n);
    expect(sum(parts.map(one => one.payout))).toBe(money);
    await handsOverEverything(group, "2026-06-08");
    await accepted(says(group, "dissolution.close", {}));
    const funds = await tableRows(group, fundPartTable);
    expect(funds.find(one => one.fund === "loan")).toMatchObject({ transferred: 0n, to_members: money });
    expect(funds.find(one => one.fund === "reserve")).toMatchObject({ transferred: 30_000n, to_members: 0n });
    expect(await notAtNothing(group)).toEqual([]);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
    await group.close();
  });
});
