/** All a group has, for people to read and for another program to go on with: out, and in again to the same head. */
import { connect, type Pool, query, read, sql } from "#db";
import { statementsOf, verify } from "#ledger/server";
import { readTexts, signIn, signInEdge } from "#members/server";
import { day, type OrganisationId } from "#base";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import { temporaryFolder, type TemporaryFolder } from "../../../tests/village/folder.ts";
import { accepted, foundGroup, type Group, line, meet, openMeeting, testKey } from "../../../tests/village/group.ts";
import { operatorsDatabase } from "../../../tests/village/operators-database.ts";
import { tablesOf } from "../../house.ts";
import { house } from "../../rooms.ts";
import { realEdge } from "../edge.ts";
import { readMasterKey } from "../master-key.ts";
import { exportFor } from "./asked.ts";
import { booksFile, exportBooks, journalFile, workbookFile } from "./export-books.ts";
import { importBooks } from "./import-books.ts";
import { listOf, workbookOf } from "./lists.ts";
import { entryOfZip, zipOf } from "./zip.ts";

let database: FreshDatabase;
let pool: Pool;
let home: TemporaryFolder;
let melati: Group;
let zip: Buffer;
let file: string;
const drops: (() => Promise<void>)[] = [];
const made = "2026-01-26T20:00:00Z" as never;

beforeAll(async () => {
  home = await temporaryFolder();
  database = await freshDatabase();
  pool = connect(database.server);
  melati = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05", pool, seed: 1 });
  const other = await foundGroup(database, { template: "vsla", unit: "PHP", on: "2026-01-05", pool, seed: 2 });
  await accepted(other.say("members.rename", { member: other.members[0], name: "Not Ours" }, { by: other.secretary }));
  await accepted(
    melati.say("members.rename", { member: melati.members[3], name: '=HYPERLINK("http://x","Aminah")' }, { by: melati.secretary }),
  );
  for (const on of ["2026-01-12", "2026-01-19"])
    await meet(
      melati,
      on,
      melati.members.slice(0, 4).map(member => line("savings.buy-shares", { member, fund: "loan", shares: 2, amount: 20_000n })),
    );
  melati.edge.today = day("2026-01-26");
  const meeting = await openMeeting(melati);
  const draft = line("savings.buy-shares", { member: melati.members[2], fund: "loan", shares: 5, amount: 50_000n });
  await accepted(melati.say("meetings.write", { meeting, lines: [draft] }, { by: melati.treasurer }));
  zip = await exportBooks({ owner: database.owner, house, masterKey: testKey, organisation: melati.organisation, made });
  file = join(home.path, "melati.zip");
  writeFileSync(file, zip);
});
afterEach(async () => {
  for (const drop of drops.splice(0)) await drop();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  await home.remove();
});

const entry = (name: string): string => entryOfZip(zip, name, file).toString("utf8");
const rows = (name: string): readonly string[] => entry(name).replace(/^\uFEFF/, "").trimEnd().split("\r\n");

async function imported(from: string, handle = "melati") {
  const folder = await temporaryFolder();
  const target = await operatorsDatabase();
  drops.push(
    () => target.drop(),
    () => folder.remove(),
  );
  const { LUMBUNG_DATABASE_URL: url, LUMBUNG_SERVER_DATABASE_URL: serverUrl } = target.settings;
  const into = { file: from, handle, language: "id", house, folder: folder.path, url, serverUrl, say: () => {} };
  const there = connect({ connectionString: serverUrl });
  drops.unshift(() => there.end());
  return { ...(await importBooks(into)), there, into, folder: folder.path };
}

const statements = (of: Pool, organisation: OrganisationId) =>
  read(of, organisation, client => statementsOf(client, organisation, day("2026-01-26")));
const log = (of: Pool, organisation: OrganisationId) =>
  read(of, organisation, client =>
    query<{ row: string }>(
      client,
      sql`select to_jsonb(f)::text as row from ledger.leaf f where organisation_id = ${organisation} order by seq`,
    ),
  );

/** A chapter whose women said what is theirs alone, its export, and the words of it nobody may find there. */
async function privately() {
  const chapter = await foundGroup(database, { template: "damayan", unit: "PHP", on: "2026-01-05", pool, seed: 3, rules: { "aid.fund/damayan": burial } });
  const [, , , member] = chapter.members;
  await meet(chapter, "2026-01-12", [
    line("aid.enrol", {
      ...{ member, fund: "damayan", birth_year: 1957 },
      beneficiaries: [{ name: "Amat Tersembunyi", kinship: "spouse" }],
      dependants: [{ name: "Sari Tersembunyi", kinship: "child" }],
    }),
  ]);
  const consent = chapter.edge.newId();
  const given = { consent, purpose: "statement", to: "Bank Tersembunyi", until: day("2026-03-01") };
  await accepted(chapter.say("members.consent", given, { by: member! }));
  const goal = { goal: chapter.edge.newId(), product: "cbu", amount: 900_000n, by: day("2026-12-01"), name: "Atap Tersembunyi" };
  await accepted(chapter.say("savings.set-goal", goal, { by: member! }));
  const needed = { need: "fire", words: "Dapur Tersembunyi", until: day("2026-02-10"), consents: true };
  await accepted(chapter.say("aid.call-for-help", { ...needed, call: chapter.edge.newId(), member }, { by: member! }));
  await accepted(chapter.say("loans.choose-reminder", { member, way: "off" }, { by: member! }));
  const all = await exportBooks({ owner: database.owner, house, masterKey: testKey, organisation: chapter.organisation, made });
  return { chapter, consent, zip: all, words: ["Tersembunyi", '"field":"birth_year"', "text_birth_year"] };
}

const burial = {
  ...{ kind: "damayan", admin_percent: "0", first_part_percent: "60", offset_debts: false, waiting_months: "1" },
  levy: { amount: "3000", bereaved_pays: true },
  benefits: [{ event: "death", of: "member", how: "fixed", amount: "1500000" }],
  dependants: { max: "3" },
};

/** Of the files in a ZIP, out of its directory. */
function namesIn(all: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = all.indexOf("PK\u0001\u0002"); at >= 0; at = all.indexOf("PK\u0001\u0002", at + 1))
    names.push(all.toString("utf8", at + 46, at + 46 + all.readUInt16LE(at + 28)));
  return names;
}

describe("the export", () => {
  it("has everything of the group as lists, with names, and nothing of another group", () => {
    expect(rows("members.csv")[1]).toBe("1,Halimah,member,active,2026-01-05,,treasurer");
    expect(rows("balances.csv").slice(1)).toEqual([
      "cash/loan,asset,loan,160000,,IDR",
      "member-shares/loan,equity,loan,,160000,IDR",
    ]);
    expect(rows("lines.csv")).toHaveLength(1 + 2 * 4 * 2);
    expect(rows("member-balances.csv")).toHaveLength(1 + 4);
    expect(rows("tables/meetings.meeting.csv")).toHaveLength(1 + 3);
    expect(rows("tables/savings.shares_bought.csv")[1]).toContain("Halimah");
    for (const name of ["tables/ledger.fund.csv", "tables/assembly.rule.csv", "entries.csv", booksFile])
      expect(entry(name)).not.toMatch(/Not Ours|PHP/);
  });

  it("holds no cell that a spreadsheet takes for a formula", () => {
    expect(rows("members.csv")[4]).toContain(`"'=HYPERLINK(""http://x"",""Aminah"")"`);
  });

  it("has the same lists as one workbook: figures as numbers, days as days, and no formula", async () => {
    const book = entryOfZip(zip, workbookFile, file);
    const part = (name: string): string => entryOfZip(book, name, file).toString("utf8");
    const sheets = [...part("xl/workbook.xml").matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name!);
    const lists = namesIn(zip).filter(name => name.endsWith(".csv"));
    expect(sheets).toEqual(["contents", ...lists.map(name => name.replace(/^tables\/|\.csv$/g, "").slice(0, 31))]);
    const sheet = (name: string): string => part(`xl/worksheets/sheet${sheets.indexOf(name) + 1}.xml`);
    for (const name of ["members", "entries", "lines", "balances"])
      expect(sheet(name).match(/<row /g), name).toHaveLength(rows(`${name}.csv`).length);
    expect(sheet("balances")).toMatch(/<v>160000<\/v>/);
    expect(sheet("lines")).toMatch(/<v>46034<\/v>/);
    expect(sheets.map(sheet).join("")).not.toMatch(/<f[ >]/);
  });

  it("leaves a list that no spreadsheet opens out of the workbook, and says in which file it is", async () => {
    const lists = [listOf("long", ["day"], [[null], [null], [null]]), listOf("short", ["day"], [[null]])];
    const book = await workbookOf(lists, 2);
    const part = (name: string): string => entryOfZip(book, name, file).toString("utf8");
    expect([...part("xl/workbook.xml").matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name)).toEqual(["contents", "short"]);
    expect(part("xl/worksheets/sheet1.xml") + part("xl/sharedStrings.xml")).toContain("long.csv");
  });

  it("has no secret in it, and no draft", () => {
    const names = [...entry(booksFile).matchAll(/"rows":"([a-z_.]+)"/g)].map(([, name]) => name);
    for (const name of ["credential", "device", "device_of", "text_key", "text", "session", "other_group"])
      expect(names).not.toContain(`members.${name}`);
    expect(names).not.toContain("meetings.draft_line");
    expect(JSON.parse(entry(booksFile))).toBeInstanceOf(Array);
    expect(entry(booksFile)).not.toContain("argon");
  });

  it("hands out nothing that is a member's alone to read, and no hash by which it could be guessed", async () => {
    const { zip: all, words, consent } = await privately();
    const names = namesIn(all).map(name => [name, entryOfZip(all, name, "hers").toString("utf8")] as const);
    for (const [name, text] of names) for (const word of words) expect(text.includes(word), `${word} in ${name}`).toBe(false);
    const hers = ["members.consent", "savings.goal", "loans.reminder", "aid.call"].map(name => `tables/${name}.csv`);
    expect(names.map(([name]) => name).filter(name => hers.includes(name))).toEqual([]);
    const places = entryOfZip(all, "tables/aid.enrolment.csv", "hers").toString("utf8");
    expect(places.slice(1).split("\r\n")[0]).toBe("fund,member_number,member_name,enrolled_on,status,paid,warned_on,lapsed_on");
    // What the log itself says stays, since the hashes are over it: that there is a consent, and not to whom.
    const list = entryOfZip(all, booksFile, "hers").toString("utf8");
    expect(list).toContain(consent);
    const hashes = new Set([...list.matchAll(/"content_hash":"([^"]*)"/g)].map(([, hash]) => hash));
    expect([...hashes]).toEqual([`\\\\x${"00".repeat(32)}`]);
  });

  it("has a journal in which every entry balances, also as hledger sees it", ctx => {
    const journal = entry(journalFile);
    const sums = new Map<string, bigint>();
    let entries = 0;
    for (const text of journal.split("\n")) {
      if (/^\d{4}-/.test(text)) entries += 1;
      const [, account, amount] = /^ {4}(\S.*?) {2}(-?\d+) IDR$/.exec(text) ?? [];
      if (account) sums.set(String(entries), (sums.get(String(entries)) ?? 0n) + BigInt(amount!));
    }
    expect(entries).toBe(8);
    expect([...sums.values()].every(sum => sum === 0n)).toBe(true);
    const path = join(home.path, "books.journal");
    writeFileSync(path, journal);
    const checked = spawnSync("hledger", ["check", "--strict", "ordereddates", "-f", path], { encoding: "utf8" });
    if (checked.error) return ctx.skip("hledger is not installed here");
    expect(checked.stderr + checked.stdout).toBe("");
    expect(checked.status).toBe(0);
    const balance = spawnSync("hledger", ["bal", "-f", path, "assets", "-N"], { encoding: "utf8" });
    expect(balance.stdout).toMatch(/160000 IDR/);
  });

  it("is given to two who keep the books, and to nobody else", async () => {
    const asking = { pool, owner: database.owner, house, edge: melati.edge, masterKey: testKey };
    const as = (member: unknown, second: unknown, isPlain = false) =>
      exportFor(asking, { organisation: melati.organisation, member, second, isPlain } as never);
    const { treasurer, secretary, members } = melati;
    expect(await as(treasurer, undefined)).toMatchObject({ refused: "members.second-officer-needed" });
    expect(await as(treasurer, members[3])).toMatchObject({ refused: "members.second-officer-needed" });
    expect(await as(members[3], treasurer)).toMatchObject({ refused: "members.not-allowed" });
    expect(await as(treasurer, secretary, true)).toMatchObject({ refused: "members.not-allowed" });
    expect(await as(treasurer, secretary)).toBeInstanceOf(Buffer);
  });
});

describe("the import", () => {
  it("gives the same log, hash by hash, the same statements, and names its texts again", async () => {
    const { there, group, officers, folder, into } = await imported(file, "mawar");
    const { organisation } = melati;
    expect(await log(there, organisation)).toEqual(await log(pool, organisation));
    expect(await statements(there, organisation)).toEqual(await statements(pool, organisation));
    expect(group.leaves).toBe(String((await log(pool, organisation)).length));
    const looked = await read(there, organisation, client =>
      verify(client, organisation, { tablesOfRooms: tablesOf(house) }),
    );
    expect(looked).toMatchObject({ ok: true, chain: group.chain });
    const masterKey = (await readMasterKey(folder))!;
    const texts = await read(there, organisation, client => readTexts(client, organisation, ["members.membership"], masterKey));
    expect(texts.get(`members.membership/${melati.treasurer}/name`)).toBe("Halimah");
    // The officers have new secrets, and no phone is trusted before one of them lets it in.
    expect(officers.map(({ number }) => number)).toEqual([1, 2, 3]);
    const edge = signInEdge({ masterKey, now: () => realEdge.now() });
    const say = { handle: "mawar", number: 2, deviceSecrets: [], address: "192.0.2.1" };
    expect(await signIn(there, { ...say, password: officers[1]!.password }, edge)).toMatchObject({ token: expect.any(String) });
    expect(await signIn(there, { ...say, pin: officers[1]!.pin }, edge)).toMatchObject({ refused: "members.device-unknown" });
    await expect(importBooks(into)).rejects.toMatchObject({ code: "cli.backup-group-there" });
  });

  it("takes the list of books alone, and the same ZIP packed by another program", async () => {
    const alone = join(home.path, "books.json");
    writeFileSync(alone, entry(booksFile));
    expect((await imported(alone)).group.leaves).toBe((await imported(file)).group.leaves);
  });

  it("is refused where a figure was changed, and nothing is there", async () => {
    const altered = join(home.path, "altered.json");
    writeFileSync(altered, entry(booksFile).replace(/("amount":)20000,("balance":)20000/, "$120001,$220001"));
    await expect(imported(altered)).rejects.toMatchObject({ code: "cli.export-altered" });
    const leaf = join(home.path, "leaf.json");
    writeFileSync(leaf, entry(booksFile).replace(/(\\"date\\":\\")2026-01-12/, "$12026-01-13"));
    await expect(imported(leaf)).rejects.toMatchObject({ code: "cli.backup-not-whole" });
  });

  it("is refused where somebody wrote into it what an export never has", async () => {
    const items = entry(booksFile).split("\n");
    const crafted = async (lines: readonly string[]): Promise<unknown> => {
      const path = join(home.path, "crafted.json");
      writeFileSync(path, lines.join("\n"));
      return imported(path).then(() => null, error => error.code ?? error);
    };
    const [contents, beginning] = [items[1]!, items[2]!];
    // Rows of a table, and as many more at the end.
    const withRows = (table: string, rows: readonly unknown[]): readonly string[] => {
      const end = JSON.parse(items.at(-3)!) as { end: Record<string, number> };
      end.end[table] = (end.end[table] ?? 0) + rows.length;
      const more = `${JSON.stringify({ rows: table, count: rows.length, of: rows })},`;
      return [...items.slice(0, -3), more, JSON.stringify(end), ...items.slice(-2)];
    };
    const organisation = melati.organisation;
    const at = "2026-01-05T00:00:00Z";
    // A word at the door, a PIN, a key, a phone: none of them is ever in an export.
    for (const [table, row] of Object.entries({
      "members.address": { handle: "kenanga", organisation_id: organisation, claimed_at: at },
      "members.credential": { organisation_id: organisation, member_id: melati.treasurer, version: 1, changed_at: at },
      "members.text_key": { organisation_id: organisation, member_id: "", key: "00".repeat(32) },
      "members.session": {},
      "pg_catalog.pg_authid": {},
    }))
      expect(await crafted(withRows(table, [row])), table).toBe("cli.export-not-whole");
    // Ids that would show more than one group, a second group, pieces of the log that are none, and rows that are no JSON.
    const other = "0197a0c0-0000-7000-8000-000000000001";
    const swapped = (line: string, by: string) => items.map(one => (one === line ? by : one));
    for (const lines of [
      swapped(beginning, beginning.replace(organisation, `${organisation},${other}`)),
      swapped(beginning, beginning.replace(/"size":"\d+"/, '"size":"1; drop"')),
      swapped(contents, "{},"),
      [...items.slice(0, 5), beginning, ...items.slice(5)],
      withRows("ledger.head", []),
      withRows("ledger.head", [{ size: "1", chain: "zz" }]),
      withRows("texts", [null]),
      withRows("ledger.leaf", [null]),
      withRows("members.person", [null]),
      swapped(beginning, "null,"),
      items.map(one => one.replace(/^(\{"rows":"members\.office".*"of":\[)/, "$1{,")),
    ])
      expect(await crafted(lines)).toBe("cli.export-not-whole");
    // A name is what the log commits to, and nobody else's.
    const renamed = items.map(one => (one.startsWith('{"rows":"texts"') ? one.replace('"text":"Rohani"', '"text":"Rohana"') : one));
    expect(await crafted(renamed)).toBe("cli.export-not-whole");
    const [one, two] = [melati.treasurer, melati.secretary];
    const swappedNames = items.map(line =>
      line.startsWith('{"rows":"texts"') ? line.replaceAll(one, "·").replaceAll(two, one).replaceAll("·", two) : line,
    );
    expect(await crafted(swappedNames)).toBe("cli.export-not-whole");
    // A row of another group is stopped by the policies of the database.
    const stray = items.map(one => (one.startsWith('{"rows":"members.office"') ? one.replace(organisation, other) : one));
    expect(await crafted(stray)).toBe("cli.export-altered");
    expect(await crafted(items)).toBeNull();
  });

  it("goes on where it was broken off before anybody had her secrets, and not once somebody came in", async () => {
    const { there, into, officers } = await imported(file);
    const { organisation } = melati;
    const owner = connect({ connectionString: into.url });
    drops.unshift(() => owner.end());
    // Killed once the books were there: no word, no secret.
    await query(owner, sql`alter table members.credential no force row level security`);
    await query(owner, sql`alter table members.address no force row level security`);
    await query(owner, sql`delete from members.credential where organisation_id = ${organisation}`);
    await query(owner, sql`delete from members.address where organisation_id = ${organisation}`);
    const again = await importBooks(into);
    expect(again.group.leaves).toBe(String((await log(there, organisation)).length));
    expect(again.officers.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(again.officers[0]!.password).not.toBe(officers[0]!.password);
    // Killed before they were read: the next ones count.
    const last = await importBooks(into);
    const edge = signInEdge({ masterKey: (await readMasterKey(into.folder))!, now: () => realEdge.now() });
    const say = { handle: "melati", number: 1, deviceSecrets: [], address: "192.0.2.1" };
    const enter = ({ officers: [one] }: typeof last) => signIn(there, { ...say, password: one!.password }, edge);
    expect(await enter(again)).toMatchObject({ refused: "members.sign-in-unknown" });
    expect(await enter(last)).toMatchObject({ token: expect.any(String) });
    await expect(importBooks(into)).rejects.toMatchObject({ code: "cli.backup-group-there" });
  });

  it("is refused where the file is none or not whole", async () => {
    const put = (bytes: Buffer | string): string => {
      const path = join(home.path, "any.zip");
      writeFileSync(path, bytes);
      return path;
    };
    const lines = entry(booksFile).split("\n");
    for (const bytes of [
      zip.subarray(0, zip.length - 40),
      Buffer.concat([zip.subarray(0, 400), Buffer.from([zip[400]! ^ 1]), zip.subarray(401)]),
      zipOf([{ name: "members.csv", bytes: Buffer.from("a") }], made),
      "",
      "[]",
      "[\n{}\n]\n",
      lines.filter((_, place) => place !== 4).join("\n"),
      lines.slice(0, -3).join("\n"),
    ])
      await expect(imported(put(bytes))).rejects.toMatchObject({ code: "cli.export-not-whole" });
    expect(readFileSync(file)).toEqual(zip);
  });
});
