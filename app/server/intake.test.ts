import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OrganisationId } from "#base";
import { templateOf } from "#meetings";
import { connect, type Pipeline, type Pool, type PoolClient, query, read, sql, transact } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { sayer } from "../../tests/village/edge.ts";
import { foundGroup, type Group, testKey } from "../../tests/village/group.ts";
import { house } from "../rooms.ts";
import { Intake } from "./intake.ts";

let database: FreshDatabase;
let pool: Pool;
let group: Group;
let seed = 1;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
});
beforeEach(async () => {
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", pool, seed: (seed += 1) });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A server of its own, held up once right before it keeps its answers, for as long as `meanwhile` takes. */
function serverHeldUp(meanwhile: () => Promise<unknown>): Intake {
  let isHeldUp = false;
  let before: Promise<unknown> = Promise.resolve();
  const connectHeld = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    return new Proxy(client, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (name !== "query") return typeof value === "function" ? value.bind(target) : value;
        return (asked: Pipeline | string) => {
          const isKeeping =
            typeof asked === "object" &&
            asked.statements.some(one => /^(make heads|move heads|hold heads|insert commands)$/.test(one.name ?? ""));
          if (isKeeping && !isHeldUp) {
            isHeldUp = true;
            before = meanwhile();
          }
          return before.then(() => target.query(asked as never));
        };
      },
    });
  };
  return new Intake({ pool: { connect: connectHeld } as unknown as Pool, house, edge: group.edge, masterKey: testKey });
}

const keptOf = (id: string) =>
  read(pool, group.organisation, client =>
    query(client, sql`select is_accepted from ledger.command where command_id = ${id}`),
  );

describe("the intake", () => {
  it("keeps no refusal that another server's command has made untrue meanwhile", async () => {
    const [first, second, id] = [group.edge.newId(), group.edge.newId(), group.edge.newId()];
    const by = group.treasurer;
    expect(await group.say("meetings.open", { meeting: first }, { by })).toMatchObject({ status: "accepted" });
    const other = serverHeldUp(() => group.say("meetings.abandon", { meeting: first }, { by, with: [group.secretary] }));
    const say = sayer(other, house, group.edge, group.organisation);
    // Decided while the first meeting is open: refused. The first is given up before that is kept: it is decided anew.
    expect(await say("meetings.open", { meeting: second }, { by, id })).toMatchObject({ status: "accepted" });
    expect(await keptOf(id)).toEqual([{ is_accepted: true }]);
  });

  it("keeps a refusal where nothing moved, and gives it again", async () => {
    const [first, id] = [group.edge.newId(), group.edge.newId()];
    const by = group.treasurer;
    await group.say("meetings.open", { meeting: first }, { by });
    const again = { meeting: group.edge.newId() };
    const refusal = { status: "refused", refused: "meetings.another-is-open" };
    expect(await group.say("meetings.open", again, { by, id })).toMatchObject(refusal);
    expect(await keptOf(id)).toEqual([{ is_accepted: false }]);
    expect(await group.say("meetings.open", again, { by, id })).toMatchObject({ ...refusal, repeated: true });
  });

  const openMeeting = (one: Group) =>
    sayer(group.intake, house, group.edge, one.organisation)(
      "meetings.open",
      { meeting: group.edge.newId() },
      { by: one.treasurer },
    );
  /** How many commands each transaction kept. */
  const batchesOf = (groups: readonly Group[]) =>
    transact(pool, groups.map(one => one.organisation), client =>
      query(client, sql`select count(*)::int4 as commands from ledger.command where name = 'meetings.open' group by xmin`),
    );

  it("takes what arrives together in two batches of one size", async () => {
    const groups = [group];
    for (let more = 0; more < 3; more += 1)
      groups.push(await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", pool, seed: (seed += 1) }));
    const answers = await Promise.all(groups.map(openMeeting));
    expect(answers).toEqual(groups.map(() => expect.objectContaining({ status: "accepted" })));
    expect(await batchesOf(groups)).toEqual([{ commands: 2 }, { commands: 2 }]);
  });

  it("takes an organisation whole, since no part of it may go beside another, and in order", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => openMeeting(group)));
    expect(answers.map(answer => answer.status)).toEqual(["accepted", "refused", "refused", "refused"]);
    expect(await batchesOf([group])).toEqual([{ commands: 4 }]);
  });

  it("answers for an organisation that nobody founded, and makes no head for it", async () => {
    const nobody = group.edge.newId() as OrganisationId;
    const say = sayer(group.intake, house, group.edge, nobody);
    const open = { meeting: group.edge.newId() };
    expect(await say("meetings.open", open, { by: group.treasurer })).toMatchObject({ refused: "members.not-allowed" });
    const heads = await read(pool, nobody, client => query(client, sql`select from ledger.head`));
    expect(heads).toHaveLength(0);
  });

  it("lets nobody found a group twice, whoever asks, and says that it has begun", async () => {
    const template = templateOf("vsla", "IDR");
    const body = {
      ...{ name: "Melati lagi", template: "vsla", unit: "IDR", language: "id", is_practice: false, rules: template.rules },
      funds: template.funds.map(fund => ({ ...fund, unit: "IDR" })),
      founders: [{ member: group.treasurer, person: group.edge.newId(), number: 1, name: "Halimah", roles: ["treasurer"] }],
    };
    for (const by of [group.treasurer, group.edge.newMember()])
      expect(await group.say("assembly.found-organisation", body, { by })).toMatchObject({
        refused: "members.already-founded",
      });
  });
});
