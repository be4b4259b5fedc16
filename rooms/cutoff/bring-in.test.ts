/** What of old books is refused, and that then nothing of them was ever brought in. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId } from "#base";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { foundGroup, type Group, leavesOf, meet } from "../../tests/village/group.ts";
import type { CutOffBody } from "./body.ts";

let database: FreshDatabase;
let group: Group;
let newcomer: MemberId;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "damayan", unit: "PHP", on: "2026-07-02", seed: 7 });
  newcomer = group.edge.newMember();
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

type Member = CutOffBody["members"][number];
type Loan = CutOffBody["loans"][number];

const founder = (more: Partial<Member> = {}): Member => ({ member: group.members[0]!, number: 1, ...more });
const joining = (more: Partial<Member> = {}): Member => ({
  member: newcomer,
  person: group.edge.newId(),
  number: 40,
  name: "Rosa",
  joined: day("2021-03-01"),
  ...more,
});
const loan = (more: Partial<Loan> = {}): Loan => ({
  loan: group.edge.newId(),
  member: newcomer,
  product: "ordinary",
  principal: 600_000n,
  outstanding: 300_000n,
  paid_out_on: day("2026-03-10"),
  periods: 6,
  paid_until: day("2026-06-10"),
  ...more,
});
const body = (more: Partial<CutOffBody> = {}): CutOffBody => ({
  through: day("2026-06-30"),
  members: [founder({ savings: [{ product: "cbu", amount: 100_000n }] }), joining()],
  loans: [loan()],
  funds: [{ fund: "loan", cash: 50_000n, bank: 0n, own: 250_000n }],
  ...more,
});
const bringIn = (said: CutOffBody) => group.say("cutoff.bring-in", { ...said }, { by: group.treasurer, with: [group.secretary] });

describe("old books are refused whole", () => {
  it.each<[string, () => Partial<CutOffBody>, object]>([
    ["a day to come", () => ({ through: day("2026-07-03") }), { refused: "cutoff.day-to-come" }],
    [
      "funds in which what there is is not what it is of",
      () => ({ funds: [{ fund: "loan", cash: 50_001n, bank: 0n, own: 250_000n }] }),
      {
        refused: "cutoff.does-not-balance",
        because: { fund: "loan", unit: "PHP", available: 350_001n, owed: 350_000n, missing: 1n },
      },
    ],
    ["a number twice", () => ({ members: [founder(), joining({ number: 1 })] }), { refused: "members.number-taken", because: { number: 1 } }],
    ["a number that is a founder's", () => ({ members: [joining({ number: 2 })] }), { refused: "members.number-taken" }],
    ["one member twice", () => ({ members: [founder(), founder({ number: 2 })] }), { refused: "members.member-id-taken" }],
    [
      "one person twice",
      () => {
        const one = joining();
        return { members: [one, { ...one, member: group.edge.newMember(), number: 41 }] };
      },
      { refused: "members.person-is-here" },
    ],
    ["somebody else's number", () => ({ members: [founder({ number: 9 })] }), { refused: "cutoff.not-her-number" }],
    ["nobody's number", () => ({ members: [joining({ number: 0 })] }), { refused: "members.number-from-one" }],
    ["who joined afterwards", () => ({ members: [founder(), joining({ joined: day("2026-07-01") })] }), { refused: "cutoff.joined-after" }],
    [
      "a product nobody has",
      () => ({ members: [founder({ savings: [{ product: "gold", amount: 1n }] }), joining()] }),
      { refused: "savings.no-such-product", because: { product: "gold", number: 1 } },
    ],
    [
      "the same product twice",
      () => ({
        members: [founder({ savings: [{ product: "cbu", amount: 1n }, { product: "cbu", amount: 1n }] }), joining()],
      }),
      { refused: "cutoff.named-twice" },
    ],
    [
      "savings of nothing",
      () => ({ members: [founder({ savings: [{ product: "cbu", amount: 0n }] }), joining()] }),
      { refused: "savings.amount-missing" },
    ],
    [
      "shares in a fund that has none",
      () => ({ members: [founder({ shares: [{ fund: "loan", shares: 2 }] }), joining()] }),
      { refused: "savings.no-shares-in-fund" },
    ],
    [
      "a place that begins afterwards",
      () => ({ members: [founder({ places: [{ fund: "damayan", since: day("2026-07-01") }] }), joining()] }),
      { refused: "aid.place-after-cut-off" },
    ],
    [
      "something paid ahead where nothing is asked",
      () => ({ members: [founder({ places: [{ fund: "damayan", since: day("2020-01-01"), paid_ahead: 5n }] }), joining()] }),
      { refused: "aid.no-contribution-asked" },
    ],
    [
      "a place in a fund that helps nobody",
      () => ({ members: [founder({ places: [{ fund: "loan", since: day("2020-01-01") }] }), joining()] }),
      { refused: "aid.no-such-fund" },
    ],
    ["a loan of nobody", () => ({ members: [founder()] }), { refused: "cutoff.loan-of-nobody" }],
    [
      "one loan twice",
      () => {
        const one = loan();
        return { loans: [one, one] };
      },
      { refused: "cutoff.named-twice" },
    ],
    ["more owed than lent", () => ({ loans: [loan({ outstanding: 600_001n })] }), { refused: "loans.outstanding-not-within", because: { number: 40 } }],
    ["a loan that is over", () => ({ loans: [loan({ outstanding: 0n })] }), { refused: "loans.outstanding-not-within" }],
    ["a loan paid out afterwards", () => ({ loans: [loan({ paid_out_on: day("2026-07-01") })] }), { refused: "loans.paid-out-after-cut-off" }],
    ["interest paid before", () => ({ loans: [loan({ paid_until: day("2026-03-09") })] }), { refused: "loans.paid-until-not-within" }],
    ["a loan of no kind", () => ({ loans: [loan({ product: "other" })] }), { refused: "loans.no-such-product" }],
    ["a rate that is none", () => ({ loans: [loan({ rate_per_month: "101" })] }), { refused: "loans.percent-out-of-range" }],
    ["no instalments", () => ({ loans: [loan({ periods: 0 })] }), { refused: "loans.periods-out-of-range" }],
    [
      "a fund twice",
      () => ({ funds: [{ fund: "social", cash: 1n, bank: 0n, own: 1n }, { fund: "social", cash: 1n, bank: 0n, own: 1n }] }),
      { refused: "cutoff.fund-twice" },
    ],
    ["a fund nobody has", () => ({ funds: [{ fund: "gold", cash: 1n, bank: 0n, own: 1n }] }), { refused: "ledger.no-such-fund" }],
    [
      "a fund of a purpose below zero",
      () => ({ funds: [{ fund: "damayan", cash: 0n, bank: 0n, own: -1n }] }),
      { refused: "cutoff.own-below-zero" },
    ],
  ])("for %s", async (_, more, refusal) => {
    const before = (await leavesOf(group)).length;
    expect(await bringIn(body(more()))).toMatchObject({ status: "refused", ...refusal });
    expect((await leavesOf(group)).length).toBe(before);
  });

  it("where one alone says it", async () => {
    expect(await group.say("cutoff.bring-in", { ...body() }, { by: group.treasurer })).toMatchObject({
      refused: "members.more-people-needed",
    });
    expect(await group.say("cutoff.bring-in", { ...body() }, { by: group.members[6]!, with: [group.secretary] })).toMatchObject({
      refused: "members.not-allowed",
    });
  });

  it("where there are entries already", async () => {
    const other = await foundGroup(database, { template: "vsla", unit: "PHP", on: "2026-07-02", seed: 8, pool: group.pool });
    await meet(other, "2026-07-03");
    const said = { through: "2026-06-30", members: [], loans: [], funds: [] };
    expect(await other.say("cutoff.bring-in", said, { by: other.treasurer, with: [other.secretary] })).toMatchObject({
      refused: "cutoff.books-have-entries",
    });
  });

  it("and shares of none, in a fund that is not shared out, are no shares", async () => {
    const other = await foundGroup(database, { template: "vsla", unit: "PHP", on: "2026-07-02", seed: 9, pool: group.pool });
    const said = (shares: number) =>
      other.say(
        "cutoff.bring-in",
        {
          through: "2026-06-30",
          members: [{ member: other.members[0], number: 1, shares: [{ fund: "loan", shares }] }],
          loans: [],
          funds: [{ fund: "loan", cash: 100_000n, bank: 0n, own: 0n }],
        },
        { by: other.treasurer, with: [other.secretary] },
      );
    expect(await said(0)).toMatchObject({ refused: "savings.shares-missing", because: { number: 1 } });
    // 20 shares of 50 pesos.
    expect(await said(20)).toMatchObject({ status: "accepted" });
  });

  it("and taken whole once nothing is in the way, once, the days through them closed", async () => {
    expect(await bringIn(body())).toMatchObject({ status: "accepted" });
    expect(await bringIn(body())).toMatchObject({ refused: "cutoff.brought-in-before", because: { through: "2026-06-30" } });
    expect(
      await group.say("meetings.open", { meeting: group.edge.newId() }, { by: group.treasurer, on: day("2026-06-30") }),
    ).toMatchObject({ refused: "ledger.period-closed" });
  });
});
