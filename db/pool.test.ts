import { once } from "node:events";
import { createServer, connect as dial, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../tests/village/database.ts";
import { type TemporaryFolder, temporaryFolder } from "../tests/village/folder.ts";
import {
  array,
  connect,
  type ConnectionConfig,
  type ElementType,
  type Pool,
  type PoolClient,
  pipelined,
  query,
  read,
  sql,
  transact,
} from "./index.ts";

const menur = "0198f000-0000-7000-8000-00000000000a";
const mawar = "0198f000-0000-7000-8000-00000000000b";
let fresh: FreshDatabase;
let owner: Pool;
let server: Pool;

beforeAll(async () => {
  fresh = await freshDatabase();
  owner = connect(fresh.owner, { max: 2 });
  server = connect(fresh.server, { max: 3 });
  await owner.query(`
    create schema yard;
    grant usage on schema yard to lumbung_server;
    create table yard.hen (organisation_id uuid not null, name text not null, primary key (organisation_id, name));
    alter table yard.hen enable row level security;
    alter table yard.hen force row level security;
    create policy own_organisation on yard.hen using
      (organisation_id = any (current_setting('lumbung.organisations', true)::uuid[]));
    grant select, insert on yard.hen to lumbung_server`);
});
afterAll(async () => {
  await owner.end();
  await server.end();
  await fresh.drop();
});

describe("what the database sends", () => {
  test("is read without losing anything: whole numbers, decimals, days and instants, alone and in lists", async () => {
    const [row] = await query(
      server,
      sql`select 9007199254740993::int8 as money, array[9007199254740993, null]::int8[] as moneys,
                 0.10::numeric as rate, array[0.10, 2]::numeric[] as rates,
                 '2026-11-24'::date as day, array['2026-11-24', null]::date[] as days,
                 '2026-11-24 07:00:00+07'::timestamptz as instant,
                 '2026-11-24 07:00:00.25+07'::timestamptz as quarter,
                 array['2026-11-24 07:00:00+07']::timestamptz[] as instants,
                 array[${menur}, ${mawar}]::uuid[] as ids, array[true, false] as answers, 7::int4 as count,
                 array[]::int8[] as none, '{"a":1}'::jsonb as document`,
    );
    expect(row).toEqual({
      money: 9007199254740993n,
      moneys: [9007199254740993n, null],
      rate: "0.10",
      rates: ["0.10", "2"],
      day: "2026-11-24",
      days: ["2026-11-24", null],
      instant: "2026-11-24T00:00:00Z",
      quarter: "2026-11-24T00:00:00.25Z",
      instants: ["2026-11-24T00:00:00Z"],
      ids: [menur, mawar],
      answers: [true, false],
      count: 7,
      none: [],
      document: { a: 1 },
    });
  });

  test("comes back as it went, alone and in lists", async () => {
    const texts = ['a "b" \\ {c}', "\\", "NULL", "null", "", " a ", "{a,b}", "a\nb\t", "ไหม", "🌾", "'; --"];
    const bytes = [Buffer.from([0, 34, 92, 255]), Buffer.alloc(0)];
    const [row] = await query(
      server,
      sql`select ${-9007199254740993n}::int8 as money, ${[1n, 9007199254740993n, null]}::int8[] as moneys,
                 ${["2026-11-24", null]}::date[] as days, ${[menur]}::uuid[] as ids,
                 ${texts}::text[] as texts, ${bytes}::bytea[] as bytes, ${[true, false]}::bool[] as answers,
                 ${[]}::int8[] as none, ${{ a: [1, "x"] }}::jsonb as document, ${[{ a: 1 }]}::jsonb[] as documents`,
    );
    expect(row).toEqual({
      money: -9007199254740993n,
      moneys: [1n, 9007199254740993n, null],
      days: ["2026-11-24", null],
      ids: [menur],
      texts,
      bytes,
      answers: [true, false],
      none: [],
      document: { a: [1, "x"] },
      documents: [{ a: 1 }],
    });
  });

  const lists: Readonly<Record<ElementType, readonly unknown[]>> = {
    uuid: [menur, menur, null, mawar, menur.toUpperCase()],
    text: ['a "b" \\ {c}', "NULL", "", "", null, "a\nb\t", "ไหม", "🌾", "🌾", "x".repeat(200), "ü".repeat(30), "m_abcdefghijklmnop"],
    date: ["2026-11-24", "2026-11-24", null, "1999-12-31", "2000-02-29", "0999-01-01", "2400-01-01"],
    timestamptz: ["2026-11-24T00:00:00Z", "1999-12-31T23:59:59Z", null, "2026-11-24T00:00:00.25Z"],
    int8: [0n, 9007199254740993n, 9007199254740993n, -1n, null, -(2n ** 63n), 2n ** 63n - 1n],
    int4: [0, 7, 7, -1, null, 2 ** 31 - 1, -(2 ** 31)],
    bool: [true, true, false, null],
    bytea: [Buffer.from([0, 34, 92, 255]), Buffer.alloc(0), null, new Uint8Array(300).fill(7)],
    jsonb: [{ a: [1, "x"] }, [], "🌾", true, null],
  };
  test.each(Object.entries(lists) as [ElementType, readonly unknown[]][])(
    "a list of %s goes in the server's own form and means what it means as a text",
    async (type, values) => {
      const client = await server.connect();
      const text = `select unnest($1::${type}[])::text as one`;
      const asTexts = values.map(value => (type === "jsonb" && value !== null ? JSON.stringify(value) : value));
      const [own, wanted, none] = await pipelined(client, [
        { text, values: [array(type, values)] },
        { text, values: [asTexts] },
        { text, values: [array(type, [])] },
      ]);
      expect(own!.rows).toHaveLength(values.length);
      expect(own).toEqual(wanted);
      expect(none!.rows).toEqual([]);
      client.release();
    },
  );

  test("leaves pg as others use it", async () => {
    const { default: pg } = await import("pg");
    const client = new pg.Client(fresh.server);
    await client.connect();
    expect((await client.query("select 1::int8 as one")).rows).toEqual([{ one: "1" }]);
    await client.end();
  });
});

describe("pipelined", () => {
  test("sends five statements in one write and waits once, where one after the other waits five times", async () => {
    const wire = await countingWire(fresh.server);
    const pool = connect(wire.config, { max: 1 });
    const client = await pool.connect();
    const five = [1, 2, 3, 4, 5].map(number => ({ text: "select $1::int as number", values: [number] }));
    await client.query("select 1"); // The connection is warm.

    wire.turns = 0;
    for (const statement of five) await client.query(statement);
    expect(wire.turns).toBe(5);

    wire.turns = 0;
    const results = await pipelined(client, [{ text: "begin" }, ...five, { text: "commit" }]);
    expect(wire.turns).toBe(1);
    expect(results.slice(1, 6).map(result => result.rows[0]!["number"])).toEqual([1, 2, 3, 4, 5]);

    client.release();
    await pool.end();
    await wire.close();
  });

  test("throws the first error, not its consequences, and nothing of the transaction is kept", async () => {
    await inside(async client => {
      const insert = (name: unknown) => ({
        name: "add-hen",
        text: "insert into yard.hen values ($1, $2)",
        values: [menur, name],
      });
      const all = [
        { text: "begin" },
        { text: "select set_config('lumbung.organisations', $1, true)", values: [`{${menur}}`] },
        insert("Blorok"),
        insert("Blorok"),
        insert("Jali"),
        { text: "commit" },
      ];
      await expect(pipelined(client, all)).rejects.toMatchObject({ code: "23505" });
      expect(await hens(menur)).toEqual([]);
    });
  });

  test("sends nothing at all when one value cannot be written or a name is used twice", async () => {
    await inside(async client => {
      const begin = [
        { text: "begin" },
        { text: "select set_config('lumbung.organisations', $1, true)", values: [`{${menur}}`] },
        { text: "insert into yard.hen values ($1, $2)", values: [menur, "Jali"] },
      ];
      const commit = { text: "commit" };
      const unwritable = { text: "select $1::jsonb", values: [{ amount: 1n }] };
      await expect(pipelined(client, [...begin, unwritable, commit])).rejects.toThrow(/BigInt/);
      const twice = [
        { name: "hen", text: "select 1" },
        { name: "hen", text: "select 2" },
      ];
      await expect(pipelined(client, [...begin, ...twice, commit])).rejects.toThrow(/"hen" has another statement/);
      await pipelined(client, [{ name: "cock", text: "select 1" }]);
      const later = { name: "cock", text: "select 2" };
      await expect(pipelined(client, [...begin, later, commit])).rejects.toThrow(/"cock" has another statement/);
      expect(await hens(menur)).toEqual([]);
    });
  });

  test.each<[ElementType, unknown]>([
    ["uuid", "0198f000-0000-7000-8000-00000000000g"],
    ["uuid", "0198f000-0000-7000-8000-0000000000"],
    ["uuid", "0198f000000070008000000000000000áá"],
    ["text", 7],
    ["date", "24 November"],
    ["date", "2026-13-01"],
    ["date", "2026-02-30"],
    ["date", "2026-11-24T08:00:00Z"],
    ["timestamptz", "2026-11-24"],
    ["timestamptz", "2026-02-30T08:00:00Z"],
    ["timestamptz", "2026-11-24T24:00:00Z"],
    ["int8", 7],
    ["int8", 2n ** 63n],
    ["int4", 2 ** 31],
    ["int4", 1.5],
    ["int4", Number.NaN],
    ["int4", "7"],
    ["bool", "yes"],
    ["jsonb", { amount: 1n }],
  ])("sends nothing where an element of a list is no %s: %s", async (type, wrong) => {
    await inside(async client => {
      const statements = [
        { text: "begin" },
        { text: "select set_config('lumbung.organisations', $1, true)", values: [`{${menur}}`] },
        { text: "insert into yard.hen values ($1, $2)", values: [menur, "Jali"] },
        { text: `select $1::${type}[]`, values: [array(type, [null, wrong])] },
        { text: "commit" },
      ];
      await expect(pipelined(client, statements)).rejects.toThrow();
      expect(await hens(menur)).toEqual([]);
      // The connection is as good as before.
      expect((await pipelined(client, [{ text: "select 7::int4 as seven" }]))[0]!.rows).toEqual([{ seven: 7 }]);
    });
  });

  test("sends what is far larger than what it keeps room for, and small things after it", async () => {
    await inside(async client => {
      const texts = Array.from({ length: 60 }, (_, place) => `${place} ${"🌾é".repeat(30_000)}`);
      const text = "select length(string_agg(one, '')) as signs, max(length(one)) as longest from unnest($1::text[]) as one";
      const signs = texts.reduce((sum, one) => sum + [...one].length, 0);
      for (const values of [[texts[0]!], texts, [texts[7]!]]) {
        const [sent] = await pipelined(client, [{ text, values: [array("text", values)] }]);
        expect(sent!.rows[0]!["longest"]).toBe(Math.max(...values.map(one => [...one].length)));
        if (values === texts) expect(sent!.rows[0]!["signs"]).toBe(signs);
      }
    });
  });

  test("uses a named statement again, also after it failed", async () => {
    await inside(async client => {
      const divide = (by: number) => ({ name: "divide", text: "select 6 / $1::int as part", values: [by] });
      expect((await pipelined(client, [divide(2), divide(3)])).map(result => result.rows)).toEqual([
        [{ part: 3 }],
        [{ part: 2 }],
      ]);
      await expect(pipelined(client, [divide(1), divide(0)])).rejects.toMatchObject({ code: "22012" });
      expect((await pipelined(client, [divide(6)]))[0]?.rows).toEqual([{ part: 1 }]);
    });
  });
});

describe("two organisations in one database", () => {
  beforeAll(async () => {
    await transact(server, [menur, mawar], async client => {
      await query(client, sql`insert into yard.hen select unnest(${[menur, mawar]}::uuid[]), 'Wiring'`);
    });
  });

  test("each see their own rows, and both when both are named", async () => {
    expect(await hens(menur)).toEqual([menur]);
    expect(await hens(mawar)).toEqual([mawar]);
    const both = await transact(server, [menur, mawar], client => query(client, sql`select from yard.hen`));
    expect(both).toHaveLength(2);
  });

  test("no one's rows are seen without a name, before a transaction and after one", async () => {
    await inside(async client => {
      expect(await query(client, sql`select from yard.hen`)).toEqual([]);
      await pipelined(client, [
        { text: "begin" },
        { text: "select set_config('lumbung.organisations', $1, true)", values: [`{${menur}}`] },
        { text: "commit" },
      ]);
      expect(await query(client, sql`select from yard.hen`)).toEqual([]);
    });
  });

  test("the owner of the tables sees no rows either", async () => {
    expect(await query(owner, sql`select from yard.hen`)).toEqual([]);
  });

  test("neither can write into the other's rows", async () => {
    const writing = transact(server, [menur], client =>
      query(client, sql`insert into yard.hen values (${mawar}, 'X')`),
    );
    await expect(writing).rejects.toMatchObject({ code: "42501" });
  });

  test.each([[`${menur},${mawar}`], [`${menur}}`], [""], ["NULL"], [menur.toUpperCase()]])(
    "the id %j is refused",
    async id => {
      await expect(read(server, id, async () => 1)).rejects.toThrow(/must be a lower-case uuid/);
    },
  );
});

describe("a transaction", () => {
  test("for reading cannot write, and all its questions see the same moment", async () => {
    await expect(
      read(server, menur, client => query(client, sql`insert into yard.hen values (${menur}, 'X')`)),
    ).rejects.toMatchObject({ code: "25006" });
    const counts = await read(server, menur, async client => {
      const before = await query(client, sql`select from yard.hen`);
      await transact(server, [menur], other => query(other, sql`insert into yard.hen values (${menur}, 'Lurik')`));
      return [before.length, (await query(client, sql`select from yard.hen`)).length];
    });
    expect(counts[0]).toBe(counts[1]);
    expect((await hens(menur)).length).toBe(counts[0]! + 1);
  });

  test("that throws is rolled back, and its connection is used again", async () => {
    const before = await hens(menur);
    for (let round = 0; round < 5; round++) {
      const failing = transact(server, [menur], async client => {
        await query(client, sql`insert into yard.hen values (${menur}, 'Cemani')`);
        throw new Error("no, not this one");
      });
      await expect(failing).rejects.toThrow("no, not this one");
    }
    expect(await hens(menur)).toEqual(before);
    expect(server.totalCount).toBeLessThanOrEqual(3);
    expect(server.idleCount).toBe(server.totalCount);
  });

  test("whose error was swallowed is not taken for saved", async () => {
    const swallowing = transact(server, [menur], async client => {
      await query(client, sql`select 1 / 0`).catch(() => {});
    });
    await expect(swallowing).rejects.toThrow(/nothing was saved/);
  });
});

function hens(organisation: string): Promise<readonly string[]> {
  return read(server, organisation, async client => {
    const rows = await query<{ id: string }>(client, sql`select organisation_id as id from yard.hen`);
    return rows.map(row => row.id);
  });
}

async function inside(work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await server.connect();
  try {
    await work(client);
  } finally {
    client.release(true); // Names of statements stay with a connection, so each test has its own.
  }
}

interface Wire {
  readonly config: ConnectionConfig;
  /** How often what was sent came after an answer: the number of times somebody waited. */
  turns: number;
  close(): Promise<void>;
}

/** A wire between us and the server on which every change of direction is counted. */
async function countingWire(config: ConnectionConfig): Promise<Wire> {
  const folder: TemporaryFolder = await temporaryFolder();
  let answered = true;
  const proxy: Server = createServer(near => {
    const far = dial(join(config.host ?? "", `.s.PGSQL.${config.port}`));
    near.on("data", sent => {
      if (answered) wire.turns++;
      answered = false;
      far.write(sent);
    });
    far.on("data", answer => {
      answered = true;
      near.write(answer);
    });
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  proxy.listen(join(folder.path, ".s.PGSQL.5432"));
  await once(proxy, "listening");
  const wire: Wire = {
    config: { ...config, host: folder.path, port: 5432 },
    turns: 0,
    async close() {
      proxy.close();
      await folder.remove();
    },
  };
  return wire;
}
