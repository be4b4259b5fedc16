import { describe, expect, it } from "vitest";
import { plan } from "#rooms";
import { importsOf, isTest, reachedFrom, readSources, resolved, roomOf, type Source } from "./sources.ts";

const rooms = plan as Readonly<Record<string, readonly string[]>>;

/** What each part of the house may use besides itself. Who is not named (`app`, `bench`, `tests`, `bin`) stands above and uses all. */
const below: Readonly<Record<string, readonly string[]>> = {
  base: [],
  db: ["base"],
  look: ["base"],
  client: ["base"],
  rooms: ["base", "db", "look", "client"],
};

const partOf = (path: string): string => path.split("/")[0]!;

/** The part a `#name` leads to: `#base`, or a room by its own name. */
const partNamed = (name: string): string => (name in below ? name : "rooms");

/** What is wrong with one file's imports, as sentences that say the mend. */
function faultsOf({ path, imports }: Source): readonly string[] {
  const [part, room] = [partOf(path), roomOf(path)];
  const faults: string[] = [];
  for (const name of imports) {
    const other = /^#([a-z]+)(?:\/(server|screens|parts))?$/.exec(name)?.[1];
    if (!name.startsWith(".") && other === undefined) continue;
    const target = name.startsWith(".") ? resolved(path, name) : null;
    const used = target === null ? partNamed(other!) : partOf(target);
    const mayUse = below[part];
    if (mayUse && used !== part && !mayUse.includes(used)) {
      faults.push(`${path} uses ${target ?? name}: ${part} may use ${["itself", ...mayUse].join(", ")} and no more`);
      continue;
    }
    if (!room) continue;
    if (target !== null && roomOf(target) !== room)
      faults.push(`${path} reaches out of its room to ${target}: use "#${roomOf(target) ?? partOf(target)}"`);
    if (target === null && used === "rooms" && other !== "rooms" && other !== room && !(rooms[room] ?? []).includes(other!))
      faults.push(
        `${path} uses "${name}", which rooms/rooms.ts does not allow ${room}: record a fact below and cite it above`,
      );
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

  it("would catch an upward import, a deep one, and a reach into another part or room", () => {
    const faults = (path: string, text: string): readonly string[] =>
      faultsOf({ path, text, imports: importsOf(text) });
    for (const [path, text] of [
      ["rooms/ledger/x.ts", 'import { loans } from "#loans";'],
      ["rooms/ledger/x.ts", 'import { sayers } from "../../app/cli/say.ts";'],
      ["rooms/savings/x.ts", 'import { x } from "../ledger/post.ts";'],
      ["rooms/savings/x.ts", 'import { x } from "../../base/money.ts";'],
      ["base/x.ts", 'export { x } from "#ledger";'],
      ["base/x.ts", 'import { query } from "#db";'],
      ["db/x.ts", 'import { post } from "#ledger";'],
      ["db/x.ts", 'import type { RoomName } from "#rooms";'],
      ["db/x.ts", 'import { x } from "../rooms/ledger/post.ts";'],
      ["look/x.tsx", 'import { x } from "../rooms/loans/loan.ts";'],
      ["look/x.tsx", 'import { say } from "#client";'],
      ["client/x.ts", 'import { x } from "#meetings";'],
      ["client/x.ts", 'import { x } from "../app/web/lock.ts";'],
    ] as const)
      expect(faults(path, text), `${path}: ${text}`).toHaveLength(1);
    expect(faults("rooms/meetings/x.ts", 'import { loans } from "#loans"; import { query } from "#db";')).toEqual([]);
    expect(faults("app/server/x.ts", 'import { x } from "../../client/outbox.ts";')).toEqual([]);
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
