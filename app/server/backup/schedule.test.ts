/** Backups that make themselves: the first one at the start, a new one when it is due, and which of the old ones stay. */
import { addDays, type Day, day, type Instant } from "#base";
import { connect, type Pool } from "#db";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import { temporaryFolder, type TemporaryFolder } from "../../../tests/village/folder.ts";
import { foundGroup, type Group, testKey } from "../../../tests/village/group.ts";
import { house } from "../../rooms.ts";
import type { Edge } from "../intake.ts";
import { keptKey } from "./key.ts";
import { lookThrough } from "./restore.ts";
import { dayOfFile, fileOfDay, keptDays, parseKeep, usualKeep } from "./retention.ts";
import { makeBackup, settingsFrom, startBackups } from "./schedule.ts";
import { lastOf, noteProven, readState } from "./state.ts";

describe("which backups stay", () => {
  const daily = (from: string, many: number): readonly Day[] =>
    Array.from({ length: many }, (_, place) => addDays(day(from), place));

  it("are the newest of seven days, four weeks and twelve months", () => {
    const kept = [...keptDays(daily("2025-01-01", 698), usualKeep)].sort();
    const last = day("2026-11-29");
    expect(kept.at(-1)).toBe(last);
    expect(kept.filter(one => one > addDays(last, -7))).toHaveLength(7);
    // Sundays end the weeks; 2026-11-29 is one.
    for (const sunday of ["2026-11-29", "2026-11-22", "2026-11-15", "2026-11-08"]) expect(kept).toContain(sunday);
    for (const end of ["2026-10-31", "2026-09-30", "2026-02-28", "2025-12-31"]) expect(kept).toContain(end);
    expect(kept).not.toContain("2025-11-30");
    expect(kept).toHaveLength(7 + 3 + 11);
  });

  it("are all of them while there are few, and days without one count for nothing", () => {
    const few = ["2026-11-29", "2026-03-02", "2024-07-01"].map(day);
    expect([...keptDays(few, usualKeep)].sort()).toEqual([...few].sort());
    expect([...keptDays(few, { days: 1, weeks: 0, months: 0 })]).toEqual(["2026-11-29"]);
    expect(keptDays([], usualKeep).size).toBe(0);
  });

  it("are said as three numbers, and known by their names", () => {
    expect(parseKeep("7, 4, 12")).toEqual(usualKeep);
    for (const text of ["", "7", "0,4,12", "7,4,x", "-1,2,3"]) expect(parseKeep(text)).toBeNull();
    expect(dayOfFile(fileOfDay(day("2026-11-29")))).toBe("2026-11-29");
    for (const name of ["lumbung-2026-13-01.backup", "mine.backup", "lumbung-2026-11-29.backup.part"])
      expect(dayOfFile(name)).toBeNull();
    expect(settingsFrom({ LUMBUNG_BACKUPS: "no" }, "/data").into).toBeNull();
    expect(settingsFrom({}, "/data")).toEqual({ into: "/data/backups", keep: usualKeep });
    expect(() => settingsFrom({ LUMBUNG_BACKUPS_KEEP: "many" }, "/data")).toThrow(/7,4,12/);
  });
});

describe("backups by themselves", () => {
  let database: FreshDatabase;
  let pool: Pool;
  let data: TemporaryFolder;
  let group: Group;
  const clock = { ms: Date.parse("2026-11-24T08:00:00Z") };
  const edge: Edge = {
    now: () => {
      const text = new Date(clock.ms).toISOString();
      return { at: `${text.slice(0, 19)}Z` as Instant, today: day(text.slice(0, 10)) };
    },
    newId: () => group.edge.newId(),
  };
  const hour = 3_600_000;
  const into = () => join(data.path, "backups");
  const there = () => readdirSync(into()).sort();
  const opened = () => ({ owner: database.owner, house, masterKey: testKey, folder: data.path, edge });

  beforeAll(async () => {
    data = await temporaryFolder();
    database = await freshDatabase();
    pool = connect(database.server);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
    await data.remove();
  });

  async function looked(said: string[] = []): Promise<readonly string[]> {
    const waits: number[] = [];
    const settings = { into: into(), keep: usualKeep };
    const stop = startBackups({
      house: opened(),
      settings,
      say: line => said.push(line),
      environment: {},
      wait: ms => (waits.push(ms), () => {}),
    });
    await expect.poll(() => waits, { timeout: 20_000 }).toHaveLength(1);
    await stop();
    return said;
  }

  it("are none while there are no books, and nobody is told off", async () => {
    expect(await looked()).toEqual([]);
    expect((await readState(data.path)).backups).toEqual({});
  });

  it("are made at the start where one is due, opened by the kept key, and noted", async () => {
    group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", pool, seed: 1 });
    expect(await looked()).toEqual([]);
    expect(there()).toEqual(["lumbung-2026-11-24.backup"]);
    const { key } = await keptKey(data.path);
    expect((await lookThrough(join(into(), there()[0]!), async () => key)).organisations).toHaveLength(1);
    expect(lastOf((await readState(data.path)).backups, group.organisation)?.at).toBe("2026-11-24T08:00:00Z");
  });

  it("are not made again an hour later, but after four, and where the file was taken away; and a new one each day", async () => {
    const written = () => readFileSync(join(into(), "lumbung-2026-11-24.backup")).subarray(0, 80).toString();
    const first = written();
    clock.ms += hour;
    await looked();
    expect(written()).toBe(first);
    clock.ms += 4 * hour;
    await looked();
    expect(written()).not.toBe(first);
    rmSync(join(into(), "lumbung-2026-11-24.backup"));
    await looked();
    clock.ms += 24 * hour;
    await looked();
    expect(there()).toEqual(["lumbung-2026-11-24.backup", "lumbung-2026-11-25.backup"]);
  });

  it("let the old ones go, and nothing else that lies there", async () => {
    for (const name of ["lumbung-2026-11-02.backup", "lumbung-2026-11-03.backup", "lumbung-2027-01-01.backup", "mine.backup",
      // Left by a power cut.
      "lumbung-2026-11-20.backup.0123abcd.part"])
      writeFileSync(join(into(), name), "old");
    await makeBackup(opened(), { into: into(), keep: { days: 2, weeks: 0, months: 0 }, environment: {} });
    expect(there()).toEqual(["lumbung-2026-11-25.backup", "lumbung-2027-01-01.backup", "mine.backup"]);
  });

  it("say once what keeps them from being made, and keep it for the screen", async () => {
    rmSync(into(), { recursive: true });
    writeFileSync(into(), "a file where the folder was");
    clock.ms += 24 * hour;
    const said = await looked();
    expect(said).toEqual([expect.stringMatching(/could not be written .*(EEXIST|ENOTDIR)/)]);
    expect((await readState(data.path)).missed).toMatchObject({ at: edge.now().at });
    rmSync(into());
    await looked();
    expect((await readState(data.path)).missed).toBeUndefined();
    await noteProven(data.path, group.organisation, { at: edge.now().at, made: "2026-11-24T08:00:00Z" as Instant });
    expect((await readState(data.path)).backups.all?.at).toBe(edge.now().at);
  });
});
