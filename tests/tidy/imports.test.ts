import { describe, expect, it } from "vitest";
import { plan } from "#rooms";
import { importsOf, isTest, reachedFrom, readSources, resolved, roomOf, type Source } from "./sources.ts";

const rooms = plan as Readonly<Record<string, readonly string[]>>;

/** What is wrong with one file's imports, as sentences that say the mend. */
function faultsOf(source: Source): readonly string[] {
  const faults: string[] = [];
  const room = roomOf(source.path);
  for (const name of source.imports) {
    if (name.startsWith(".")) {
      const target = resolved(source.path, name);
      const targetRoom = roomOf(target);
      if (room && targetRoom !== room)
        faults.push(`${source.path} reaches out of its room to ${target}: use "#${targetRoom ?? "base"}"`);
      if (source.path.startsWith("base/") && !target.startsWith("base/"))
        faults.push(`${source.path} imports ${target}: base imports nothing of the house`);
      if (source.path.startsWith("look/") && !target.startsWith("look/"))
        faults.push(`${source.path} imports ${target}: look knows no room and no app`);
      if (source.path.startsWith("db/") && !target.startsWith("db/") && !isTest(source.path))
        faults.push(`${source.path} imports ${target}: db knows no room`);
      continue;
    }
    const other = /^#([a-z]+)(?:\/(server|screens|parts))?$/.exec(name);
    if (!other || ["base", "db", "look", "client", "rooms"].includes(other[1]!)) {
      if (source.path.startsWith("base/") && name.startsWith("#"))
        faults.push(`${source.path} imports ${name}: base imports nothing of the house`);
      continue;
    }
    if (room && other[1] !== room && !(rooms[room] ?? []).includes(other[1]!))
      faults.push(
        `${source.path} uses "${name}", which rooms/rooms.ts does not allow ${room}: record a fact below and cite it above`,
      );
    if (source.path.startsWith("look/") || (source.path.startsWith("base/") && !isTest(source.path)))
      faults.push(`${source.path} uses "${name}": ${source.path.split("/")[0]} knows no room`);
  }
  return faults;
}

describe("the plan of the house", () => {
  const sources = readSources();

  it("lists only rooms below a room as those it may use", () => {
    const order = Object.keys(rooms);
    for (const [room, uses] of Object.entries(rooms))
      for (const used of uses) expect(order.indexOf(used), `${room} uses ${used}`).toBeLessThan(order.indexOf(room));
  });

  it("is kept by every import line", () => {
    expect(
      sources.filter(source => !isTest(source.path) && !/\.testing\.tsx?$/.test(source.path)).flatMap(faultsOf),
    ).toEqual([]);
  });

  it("would catch an upward import, a deep one, and a reach into another room", () => {
    const source = (path: string, text: string): Source => ({ path, text, imports: importsOf(text) });
    expect(faultsOf(source("rooms/ledger/x.ts", 'import { loans } from "#loans";'))).toHaveLength(1);
    expect(faultsOf(source("rooms/savings/x.ts", 'import { x } from "../ledger/post.ts";'))).toHaveLength(1);
    expect(faultsOf(source("base/x.ts", 'export { x } from "#ledger";'))).not.toHaveLength(0);
    expect(faultsOf(source("look/x.tsx", 'import { x } from "../rooms/loans/loan.ts";'))).toHaveLength(1);
    expect(faultsOf(source("rooms/meetings/x.ts", 'import { loans } from "#loans";'))).toEqual([]);
  });

  it("keeps front doors free of Node, the database, the clock and chance", () => {
    const faults: string[] = [];
    for (const room of Object.keys(rooms))
      for (const source of reachedFrom(`rooms/${room}/index.ts`, sources)) {
        for (const name of source.imports)
          if (name.startsWith("node:") || name === "#db" || name.endsWith("/server") || name === "#look")
            faults.push(`${source.path} imports ${name}: a front door runs on the phone too`);
        for (const [word, mend] of bannedInRules)
          if (word.test(withoutComments(source.text))) faults.push(`${source.path}: ${mend}`);
      }
    for (const source of sources)
      if (source.path.startsWith("base/") && !isTest(source.path))
        for (const [word, mend] of bannedInRules)
          if (word.test(withoutComments(source.text))) faults.push(`${source.path}: ${mend}`);
    expect(faults).toEqual([]);
  });
});

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");

const bannedInRules: readonly (readonly [RegExp, string])[] = [
  [/Date\.now|new Date\(\)/, "a decision takes its time as an argument (context.today, context.at)"],
  [/Math\.random|crypto\.getRandomValues/, "a decision takes its chance as an argument"],
  [/parseFloat|toFixed/, "money is never a float: use Ratio and bigint"],
  [/\bawait\b|\basync\b/, "a rule does not wait: decide in the middle, do at the edge"],
];
