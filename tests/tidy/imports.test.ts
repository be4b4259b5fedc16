import { describe, expect, it } from "vitest";
import { plan } from "#rooms";
import { house } from "../../app/rooms.ts";
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

/**
 * What a room says by name of what stands above it: a kind of fact or a command of such a room in a text of its own. The room
 * above hands in what is needed, or the room below has a notion of its own for it.
 */
function namesFromAbove({ path, text }: Source, known: readonly string[]): readonly string[] {
  const room = roomOf(path)!;
  const literals = [...withoutComments(text).matchAll(/(["'`])((?:(?!\1)[^\n\\]|\\.)*)\1/g)].map(([, , literal]) => literal!);
  return known
    .filter(name => {
      const of = name.split(".")[0]!;
      return of !== room && !(rooms[room] ?? []).includes(of);
    })
    .filter(name => literals.some(literal => new RegExp(`(?<![\\w.-])${name}(?![\\w./-])`).test(literal)));
}

describe("what a room knows of those above it", () => {
  const kinds = [...house.projections.keys()].filter(kind => !kind.endsWith(".reversed"));
  const known = [...new Set([...kinds, ...house.commands.keys()])];
  /** Said upward with a reason, each at one place. */
  const allowed: Readonly<Record<string, readonly string[]>> = {
    // The page where a group is begun stands at the door, which is the members' room: it sends the founding as any form does.
    "rooms/members/screens/start/draft.ts": ["assembly.found-organisation"],
  };

  it("is no kind of fact and no command of theirs", () => {
    const found = readSources(["rooms"])
      .filter(({ path }) => !/\.(?:test|testing)\.tsx?$/.test(path) && roomOf(path) !== null)
      .map(source => [source.path, namesFromAbove(source, known)] as const)
      .filter(([, names]) => names.length > 0);
    expect(Object.fromEntries(found)).toEqual(allowed);
  });

  it("would be found, wherever it stands in a text", () => {
    const names = (path: string, text: string) => namesFromAbove({ path, text, imports: [] }, known);
    const query = ["const rows = sql`select seq from ledger.leaf where kind = ", "loans.paid-out", " order by seq`;"].join("'");
    for (const [path, text, name] of [
      ["rooms/ledger/x.ts", 'const sealCommand = "meetings.seal";', "meetings.seal"],
      ["rooms/ledger/x.ts", "const sealKind = 'meetings.sealed';", "meetings.sealed"],
      ["rooms/savings/x.ts", query, "loans.paid-out"],
    ] as const)
      expect(names(path, text), text).toEqual([name]);
    for (const [path, text] of [
      ["rooms/meetings/x.ts", 'const sealed = "meetings.sealed"; const paid = "loans.paid-out";'],
      ["rooms/ledger/x.ts", '// Such as "meetings.sealed".\nconst kind = "ledger.reversal";'],
      ["rooms/assembly/x.ts", 'words.say("meetings.sealed.title"); const key = "loans.product/ordinary";'],
    ] as const)
      expect(names(path, text), text).toEqual([]);
  });
});

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");

const bannedInRules: readonly (readonly [RegExp, string])[] = [
  [/Date\.now|new Date\(\)/, "a decision takes its time as an argument (context.today, context.at)"],
  [/Math\.random|crypto\.getRandomValues/, "a decision takes its chance as an argument"],
  [/parseFloat|toFixed/, "money is never a float: use Ratio and bigint"],
  [/\bawait\b|\basync\b/, "a rule does not wait: decide in the middle, do at the edge"],
];
