/** A rice bank (G07): another fund, in kilograms, because the members decided so; rice is never counted as money. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Asked, Day, MemberId, Role, Uuid } from "#base";
import { type PoolClient, read } from "#db";
import { linesOfMember, statementsOf } from "#ledger/server";
import { questions as assemblyQuestions } from "#assembly/server";
import { questions as savingsQuestions } from "#savings/server";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, foundGroup, type Group, holdMeeting, line, testKey } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24" });
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const inside = <Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> =>
  read(group.pool, group.organisation, work);
const ask = (question: (typeof savingsQuestions)[string], member: MemberId, roles: readonly Role[]) =>
  inside(client =>
    question.ask({
      client,
      organisation: group.organisation,
      member,
      roles: new Set(roles),
      today: group.edge.today,
      params: {},
      masterKey: testKey,
    } satisfies Asked<PoolClient>),
  );
const two = () => ({ by: group.treasurer, with: [group.secretary] });

const product = { fund: "beras", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
let opening: Uuid;
let saving: Uuid;

describe("a group opens a rice bank", () => {
  it("only when the members decided so, and each decision allows only what it is about", async () => {
    opening = group.edge.newId();
    saving = group.edge.newId();
    const fund = { name: "Bank beras", decision: opening };
    const terms = { unit: "kg", nature: "divisible", is_lendable: false };
    expect(await group.say("assembly.open-fund", fund, two())).toMatchObject({ refused: "assembly.no-decision" });
    const hands = { votes_for: 6, votes_against: 1, abstaining: 0 };
    const { sealed } = await holdMeeting(
      group,
      [
        line(
          "assembly.decision",
          { decision: opening, question: "rule", about: "ledger.fund/beras", value: terms, ...hands },
          "opening",
        ),
        line(
          "assembly.decision",
          { decision: saving, question: "rule", about: "savings.product/beras", value: product, ...hands },
          "saving",
        ),
      ],
      {},
    );
    expect(sealed).toMatchObject({ status: "accepted" });
    expect(await group.say("assembly.open-fund", { ...fund, decision: saving }, two())).toMatchObject({
      refused: "assembly.no-decision",
    });
    expect(await ask(assemblyQuestions["assembly.new-fund"]!, group.treasurer, ["anyone", "treasurer"])).toMatchObject({
      mayOpen: true,
      ready: [{ fund: "beras", meeting: 1 }],
    });
    await accepted(group.say("assembly.open-fund", fund, two()));
    expect(await ask(assemblyQuestions["assembly.new-fund"]!, group.treasurer, ["anyone", "treasurer"])).toMatchObject({
      ready: [],
    });
  });

  it("and says how rice is saved in it, as a rule of its own", async () => {
    const seen = (await ask(assemblyQuestions["assembly.rules"]!, group.treasurer, ["anyone", "treasurer"])) as {
      readonly toDo: readonly { readonly about: string }[];
    };
    expect(seen.toDo.map(one => one.about)).toEqual(["savings.product/beras"]);
    await accepted(
      group.say(
        "assembly.change-rule",
        { from: "2026-11-25", name: "Simpanan beras", decision: saving },
        two(),
      ),
    );
    expect(await ask(assemblyQuestions["assembly.rules"]!, group.treasurer, ["anyone"])).toMatchObject({
      toDo: [],
      names: {
        names: { "savings.product/beras": "Simpanan beras" },
        funds: expect.arrayContaining([expect.objectContaining({ fund: "beras", name: "Bank beras", unit: "kg" })]),
      },
    });
  });
});

describe("rice at a meeting", () => {
  it("is saved beside money, weighed to the gram, and both are counted", async () => {
    group.edge.today = "2026-12-01" as Day;
    const [halimah, rohani] = group.members as [MemberId, MemberId];
    const { sealed } = await holdMeeting(
      group,
      [
        line("savings.deposit", { member: halimah, product: "beras", amount: 2_500n }),
        line("savings.deposit", { member: rohani, product: "beras", amount: 1_000n }),
        line("savings.buy-shares", { member: halimah, fund: "loan", shares: 2, amount: 20_000n }),
      ],
      { loan: 20_000n, beras: 3_500n },
    );
    expect(sealed).toMatchObject({ status: "accepted" });
  });

  it("stands in her passbook in kilograms, beside her rupiah and never added to them", async () => {
    const lines = await inside(client =>
      linesOfMember(client, group.organisation, group.members[0]!, { skip: 0, take: 10 }),
    );
    expect(lines.map(({ account, unit, amount, balance }) => ({ account, unit, amount, balance }))).toEqual(
      expect.arrayContaining([
        { account: "member-savings.beras/beras", unit: "kg", amount: -2_500n, balance: -2_500n },
        { account: "member-shares/loan", unit: "IDR", amount: -20_000n, balance: -20_000n },
      ]),
    );
    expect(lines).toHaveLength(2);
  });

  it("stands in the statements on sheets of its own, each in balance", async () => {
    const { balanceSheets, places } = await inside(client =>
      statementsOf(client, group.organisation, group.edge.today),
    );
    expect(balanceSheets.map(sheet => sheet.unit).sort()).toEqual(["IDR", "kg"]);
    expect(places.find(place => place.fund === "beras")).toMatchObject({ unit: "kg", total: 3_500n });
    expect(places.find(place => place.fund === "loan")).toMatchObject({ unit: "IDR", total: 20_000n });
  });

  it("is the group's for every member to see, and each one's own for herself alone", async () => {
    const seen = await ask(savingsQuestions["savings.savings"]!, group.members[1]!, ["anyone", "member"]);
    expect(seen).toMatchObject({
      products: [{ product: "beras", unit: "kg", total: "3500", own: "1000", savers: 2 }],
      shares: [{ fund: "loan", total: "20000", own: "0" }],
    });
    expect(JSON.stringify(seen)).not.toContain("2500");
  });

  it("is taken out no further than what she has", async () => {
    group.edge.today = "2026-12-08" as Day;
    const [halimah] = group.members as [MemberId];
    const take = (amount: bigint, beras: bigint) =>
      holdMeeting(group, [line("savings.withdrawal", { member: halimah, product: "beras", amount })], {
        loan: 20_000n,
        beras,
      });
    expect((await take(3_000n, 500n)).sealed).toMatchObject({
      refused: "savings.more-than-saved",
      because: { unit: "kg", wanted: 3_000n, saved: 2_500n },
    });
  });
});
