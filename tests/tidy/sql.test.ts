/**
 * The plan of the rooms holds in SQL too: a room's schema makes and changes things of its own, leans on rooms below, and
 * no statement names a table or a kind of fact of a room that stands above.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plan } from "#rooms";
import { readSources, roomOf, root } from "./sources.ts";

const rooms = plan as Readonly<Record<string, readonly string[]>>;
const named = new RegExp(`\\b(${Object.keys(rooms).join("|")})\\.(?:%I|[a-z_-]+)`, "g");

/** Things of rooms that this one may not use: "meetings.opened" in a statement of the assembly. */
const above = (room: string, statement: string): readonly string[] =>
  [...statement.matchAll(named)].flatMap(([thing, other]) =>
    other === room || rooms[room]!.includes(other!) ? [] : [`"${thing}" stands above ${room}`],
  );

/** What is made or changed in another room's schema, though it may be read from here. */
const elsewhere = (room: string, statement: string): readonly string[] => {
  const change =
    /\b(?:create|alter|drop|grant|revoke|comment|insert into|update|delete from)\b[^;]*?\b(?:on|table|into|update|from|function|view|policy|type) ([a-z]+)\.(?:%I|\w+)/;
  const [, of] = change.exec(statement) ?? [];
  return of === undefined || of === room || !(of in rooms) ? [] : [`${room} changes ${of}: ${statement.trim().slice(0, 80)}`];
};

const withoutComments = (sql: string): string => sql.replace(/--[^\n]*/g, "");
const statementsOf = (sql: string): readonly string[] => withoutComments(sql).split(";");
const faultsOf = (room: string, sql: string): readonly string[] =>
  statementsOf(sql).flatMap(statement => [...above(room, statement), ...elsewhere(room, statement)]);

describe("the plan of the rooms", () => {
  it("holds in every schema", () => {
    // A room that keeps nothing has none.
    const schemaOf = (room: string): string => join(root, "rooms", room, "schema");
    const files = Object.keys(rooms).filter(room => existsSync(schemaOf(room))).flatMap(room =>
      readdirSync(schemaOf(room)).map(file => ({ room, path: join("rooms", room, "schema", file) })),
    );
    expect(files.length).toBeGreaterThanOrEqual(Object.keys(rooms).length);
    const faults = files.flatMap(({ room, path }) =>
      faultsOf(room, readFileSync(join(root, path), "utf8")).map(fault => `${path}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it("holds in every statement of a room", () => {
    const statements = readSources(["rooms"])
      .filter(({ path }) => !/\/screens\/|\.(?:test|testing)\.tsx?$/.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/`\s*(?:with|select|insert|update|delete)\b[^`]*`/g)].map(([sql]) => ({ path, sql })),
      );
    expect(statements.length).toBeGreaterThan(50);
    const faults = statements.flatMap(({ path, sql }) =>
      above(roomOf(path)!, withoutComments(sql)).map(fault => `${path}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it("would be found broken", () => {
    const broken = [
      ["assembly", "create index leaf_opening on ledger.leaf (seq) where kind = 'meetings.opened'"],
      ["savings", "alter table members.membership add column x text"],
      ["loans", "create table loans.x (id uuid references aid.claim (claim_id))"],
    ] as const;
    for (const [room, sql] of broken) expect(faultsOf(room, sql).length, sql).toBeGreaterThan(0);
    const kept = "create table aid.y (id uuid, foreign key (id) references assembly.decision (id)); -- of meetings.meeting";
    expect(faultsOf("aid", kept)).toEqual([]);
  });
});
