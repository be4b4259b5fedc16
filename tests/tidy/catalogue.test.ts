import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { house } from "../../app/rooms.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";

/** Tables that belong to no organisation, each with its reason. Every other table is walled by organisation. */
const ofNoOrganisation: Readonly<Record<string, string>> = {
  "members.person": "one identity in several organisations",
  "members.place": "villages and provinces are everybody's",
  "members.place_name": "what they are called since they were renamed, too",
  "members.device": "one telephone serves several groups",
  "members.recognition": "a code shown in one group and typed in another",
  "members.attempt": "counted before it is known whose account it is",
};

/** The tables that need no wall: names of villages and provinces. */
const everybodys: readonly string[] = ["members.place", "members.place_name"];

let database: FreshDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client(database.owner);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const short: Readonly<Record<string, string>> = {
  uuid: "uuid",
  text: "text",
  date: "date",
  "timestamp with time zone": "timestamptz",
  bigint: "int8",
  integer: "int4",
  boolean: "bool",
  jsonb: "jsonb",
  bytea: "bytea",
};

describe("the catalogue", () => {
  it("has every table as its room declares it, column by column", async () => {
    const { rows } = await client.query<{
      name: string;
      column_name: string;
      data_type: string;
      is_nullable: string;
      is_view: boolean;
    }>(
      `select table_schema || '.' || table_name as name, column_name, data_type, is_nullable, table_type = 'VIEW' as is_view
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = any ($1)`,
      [house.rooms.map(room => room.name)],
    );
    for (const table of house.rooms.flatMap(room => room.tables)) {
      const columns = Object.fromEntries(
        rows
          .filter(row => row.name === table.name && row.column_name !== "organisation_id")
          .map(row => {
            const type = short[row.data_type] ?? row.data_type;
            // What of a view may be null the catalogue does not know: its tables are looked at themselves.
            const declared = (table.columns as Readonly<Record<string, string>>)[row.column_name];
            const isNull = row.is_view ? declared?.endsWith("?") : row.is_nullable === "YES";
            return [row.column_name, `${type}${isNull ? "?" : ""}`];
          }),
      );
      expect(columns, table.name).toEqual(table.columns);
    }
  });

  it("walls every table of an organisation off, also from its owner", async () => {
    const { rows } = await client.query<{
      name: string;
      has_organisation: boolean;
      is_walled: boolean;
      leads: boolean | null;
    }>(
      `select n.nspname || '.' || c.relname as name,
         exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped) as has_organisation,
         c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid) as is_walled,
         (select i.indkey[0] = (select a.attnum from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id') from pg_index i where i.indrelid = c.oid and i.indisprimary) as leads
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname = any ($1)`,
      [house.rooms.map(room => room.name)],
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) {
      expect(row.is_walled || everybodys.includes(row.name), `${row.name} has row policies, enabled and forced`).toBe(true);
      if (!row.has_organisation)
        expect(
          Object.keys(ofNoOrganisation),
          `${row.name} belongs to an organisation, or is listed with its reason`,
        ).toContain(row.name);
    }
  });

  it("lets the server add to the books and never change them", async () => {
    const { rows } = await client.query<{ name: string; privilege_type: string }>(
      "select table_schema || '.' || table_name as name, privilege_type from information_schema.role_table_grants where grantee = 'lumbung_server' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')",
    );
    const mayChange = new Set(rows.map(row => row.name));
    for (const name of [
      "ledger.leaf",
      "ledger.line",
      "ledger.command",
      "ledger.total",
      "ledger.account",
      "ledger.fund",
      "ledger.period",
      "assembly.rule",
      "meetings.attendance",
      "meetings.closing",
    ])
      expect(mayChange.has(name), name).toBe(false);
    const { rows: role } = await client.query(
      "select rolsuper, rolbypassrls from pg_roles where rolname = 'lumbung_server'",
    );
    expect(role[0]).toEqual({ rolsuper: false, rolbypassrls: false });
  });
});
