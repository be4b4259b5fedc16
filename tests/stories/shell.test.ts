/**
 * Halimah keeps the books from a desk: the real `bin/lumbung` against a real server over HTTP. She signs in by her
 * password, reads the statements, verifies the books, writes a line of the meeting, has another officer sit down beside
 * her, and is told in a sentence what is wrong where she mistypes.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "#base";
import { root } from "../../app/server/root.ts";
import { lineOf } from "#meetings";
import { type Served, servePractice, today } from "../browser/serve.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { testKey } from "../village/group.ts";
import { melati } from "../village/people.ts";

let database: FreshDatabase;
let served: Served;
const home = mkdtempSync(join(tmpdir(), "lumbung-shell-"));

beforeAll(async () => {
  database = await freshDatabase();
  served = await servePractice({ database: database.server, meetings: 6 });
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
  rmSync(home, { recursive: true });
});

interface Ended {
  readonly status: number | null;
  readonly out: any;
  readonly errors: string;
}

/** As one types it, with nothing on the keyboard; JSON is what it prints. */
function lumbung(
  line: string,
  settings: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
): Promise<Ended> {
  return new Promise(resolve => {
    const child = spawn(join(root, "bin/lumbung"), [...line.split(" "), ...more], {
      cwd: home,
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env["PATH"], LUMBUNG_SHELL: join(home, "shell"), LUMBUNG_URL: served.origin, ...settings },
    });
    const said = { out: "", errors: "" };
    child.stdout.on("data", piece => void (said.out += String(piece)));
    child.stderr.on("data", piece => void (said.errors += String(piece)));
    child.on("close", status =>
      resolve({ status, out: said.out.startsWith("{") ? JSON.parse(said.out) : said.out, errors: said.errors }),
    );
  });
}

const [halimah, , , nur] = melati.keys;
const kenanga = ["--group", "kenanga", "--name", "Kelompok Kenanga", "--unit", "IDR"];
const jar = join(home, "shell", "session.json");

describe("the shell at a running server", () => {
  it("shows nothing before she signed in, and says how", async () => {
    const { status, out } = await lumbung("ledger funds");
    expect([status, out.refused]).toEqual([2, "members.not-allowed"]);
    expect(out.message).toContain("lumbung sign-in --group");
  });

  it("does not let a wrong password in, and says how many tries are left in plain words", async () => {
    const { status, out } = await lumbung("sign-in --group melati --number 1", { LUMBUNG_PASSWORD: "padi melati lumbung" });
    expect([status, out.refused]).toEqual([2, "members.sign-in-unknown"]);
    expect(out.message).toMatch(/\d tries are left/);
    const nothing = await lumbung("sign-in --group melati --number 1");
    expect([nothing.status, nothing.out.refused]).toEqual([2, "cli.no-secret"]);
    const half = await lumbung("sign-in --number 1", { LUMBUNG_PASSWORD: halimah!.password! });
    expect(half.out).toMatchObject({ refused: "cli.option-missing", message: "sign-in needs --group." });
  });

  it("keeps her session for this user alone, and shows it to no other server", async () => {
    const { status, out } = await lumbung("sign-in --group melati --number 1", { LUMBUNG_PASSWORD: halimah!.password! });
    expect([status, out]).toEqual([0, { sign_in: { group: "melati", number: "1" } }]);
    expect(statSync(jar).mode & 0o077).toBe(0);
    const heard: (string | undefined)[] = [];
    const stranger = createServer((request, response) => {
      heard.push(request.headers.cookie);
      response.setHeader("content-type", "application/json").end(`{"status":"ready"}`);
    });
    await new Promise<void>(done => stranger.listen(0, "127.0.0.1", done));
    const elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    await lumbung("ledger funds", { LUMBUNG_URL: elsewhere });
    await new Promise(done => stranger.close(done));
    expect(heard.length).toBeGreaterThan(1);
    expect(heard.filter(cookie => cookie !== undefined && cookie !== "")).toEqual([]);
  });

  it("reads the statements of a day, and verifies the books", async () => {
    const { status, out } = await lumbung(`ledger statements --on ${today}`);
    expect(status).toBe(0);
    const lines: readonly { readonly debit: string; readonly credit: string }[] = out.trialBalances[0].lines;
    const sides = lines.map(line => BigInt(line.debit) - BigInt(line.credit));
    expect(sides.reduce((sum, one) => sum + one, 0n)).toBe(0n);
    const verified = await lumbung("ledger verify");
    expect(verified.status).toBe(0);
    expect(verified.out).toMatchObject({ ok: true });
    expect(Number(verified.out.leaves)).toBeGreaterThan(50);
  });

  it("takes a report along as a file that only she may read, and says which it cannot write", async () => {
    const asked = `reports report --report dcb --from 2020-01-01 --until ${today}`;
    const csv = await lumbung(`${asked} --to dcb.csv`);
    expect([csv.status, csv.out]).toMatchObject([0, { file: "dcb.csv", report: "dcb", until: today }]);
    expect(readFileSync(join(home, "dcb.csv"), "utf8")).toMatch(/^\uFEFFDemand and collection · IDR\r\n/);
    expect(statSync(join(home, "dcb.csv")).mode & 0o777).toBe(0o600);
    expect((await lumbung(`${asked} --to dcb.xlsx --lang id`)).status).toBe(0);
    expect(readFileSync(join(home, "dcb.xlsx")).subarray(0, 2).toString()).toBe("PK");
    expect(await lumbung(`${asked} --to dcb.pdf`)).toMatchObject({ status: 2, out: { refused: "cli.no-such-format" } });
    expect(await lumbung(`${asked} --to nowhere/dcb.csv`)).toMatchObject({ status: 2, out: { refused: "cli.not-written" } });
    const figures = await lumbung("reports report --report indicators");
    expect(figures.out.tables.map((table: { readonly key: string }) => table.key)).toContain("people");
  });

  it("writes a line of the meeting, once, however often it is said", async () => {
    const meeting = served.edge.newId();
    expect((await lumbung(`meetings open --meeting ${meeting} --on ${today}`)).out).toMatchObject({ status: "accepted" });
    for (const { number, pin } of melati.keys.filter(key => [4, 5, 6].includes(key.number))) {
      const turned = await lumbung(`meetings turn-key --meeting ${meeting} --on ${today}`, { LUMBUNG_PIN: pin }, [
        ...["--purpose", "open", "--spoken-by", String(number)],
      ]);
      expect(turned.out.message ?? "").toBe("");
    }
    const departure = { departure: served.edge.newId(), why: "Terlambat dua kali" };
    const late = { member: served.melati.members[13]!, reason: "late", fund: "social", departure };
    const fine = (amount: string): string =>
      JSON.stringify([lineOf("14.fine", "meetings.fine", { ...late, amount })]);
    const id = served.edge.newId();
    const line = ["--meeting", meeting, "--on", today, "--lines"];
    const first = await lumbung("meetings write", {}, [...line, fine("5000"), "--id", id]);
    expect([first.out.message, first.out.id]).toEqual([undefined, id]);
    const again = await lumbung("meetings write", {}, [...line, fine("5000"), "--id", id]);
    expect(again.out).toEqual({ ...first.out, repeated: true });
    const other = await lumbung("meetings write", {}, [...line, fine("6000"), "--id", id]);
    expect(other.out).toMatchObject({ refused: "ledger.id-used-before" });
    expect(other.out.message.length).toBeGreaterThan(20);
  });

  it("lets another officer sit down beside her, and says what the group's rules do not allow", async () => {
    const expense = ["--money", served.edge.newId(), "--fund", "social", "--amount", "5000", "--purpose", "Tikar", "--on", today];
    const alone = await lumbung("meetings record-expense", {}, expense);
    expect(alone.out).toMatchObject({ refused: "members.more-people-needed", because: { people: 2, present: 1 } });
    expect((await lumbung("sit-down --number 4", { LUMBUNG_PIN: "111111" })).status).toBe(2);
    expect((await lumbung("sit-down --number 4", { LUMBUNG_PIN: nur!.pin })).status).toBe(0);
    const both = await lumbung("meetings record-expense --lang id", {}, expense);
    expect(both.status).toBe(2);
    expect(both.out.message).toContain("pertemuan");
  });

  it("adds a province from a list as a spreadsheet saves it; what was there already is found", async () => {
    const list = (name: string, text: string): string => {
      writeFileSync(join(home, name), text);
      return `@${join(home, name)}`;
    };
    const add = (places: string, ...more: string[]) =>
      lumbung("members add-places --spoken-by 2", { LUMBUNG_PIN: melati.keys[1]!.pin }, [
        ...["--places", places, "--on", today],
        ...more,
      ]);
    const west = "Indonesia;Nusa Tenggara;Nusa Tenggara Barat;Lombok Tengah";
    const places = list(
      "lombok.csv",
      `\uFEFFCountry;Region;Province;Municipality;Village;Code\r\n${west};Desa Sukarara;\r\n${west};"Batujai";5202010001\r\n\r\n`,
    );
    const added = await add(places);
    expect(added.out).toMatchObject({ status: "accepted", leaves: "1", answer: { added: "1" } });
    expect((await add(places)).out).toMatchObject({ leaves: "0", answer: { added: "0" } });
    const twin = list("twin.csv", `country,region,province,municipality,village\n${west.replaceAll(";", ",")},Batu Jai\n`);
    expect((await add(twin)).out).toMatchObject({ refused: "members.place-alike", because: { alike: "Batujai", line: 1 } });
    expect((await add(twin, "--though-alike")).out).toMatchObject({ answer: { added: "1" } });
    const wide = await add(list("wide.csv", `country,region\n"Timor\nLeste",Dili\nTimor,Dili,Becora\n`), "--lang", "id");
    expect(wide.out).toMatchObject({ refused: "cli.no-csv", because: { line: "4" } });
    expect((await add(list("open.csv", `country\n"Timor\n`))).out).toMatchObject({ refused: "cli.no-csv" });
  });

  it.each([
    ["meetings open", [], "cli.misfit", "--meeting"],
    ["meetings open --meeting 7", [], "cli.misfit", "--meeting"],
    ["meetings open --colour red", [], "cli.no-such-option", "--colour"],
    ["meetings write --lines", ["{oh"], "cli.no-json", "--lines"],
    ["meetings write --json @/no/such/file", [], "cli.no-file", "/no/such/file"],
    ["meetings write --json {} --meeting 7", [], "cli.beside-json", "--meeting"],
    ["meetings open --colour red", [], "cli.no-such-option", "--meeting, --on, --id"],
    ["ledger statements --day 2026-02-28", [], "cli.no-such-option", "--on, --from"],
    ["ledger fund --fund loan --upto 2026-02-28", [], "cli.no-such-option", "--until"],
    ["ledger funds --on 2026-02-28", [], "cli.takes-no-option", "--on"],
    ["sign-out --number 1", [], "cli.takes-no-option", "--number"],
    ["ledger statements --on 2026-02-30", [], "cli.misfit", "--on"],
    [`ledger statements --on ${addDays(today, 1)}`, [], "ledger.day-to-come", ""],
    [`ledger fund --fund loan --until ${addDays(today, 400)}`, [], "ledger.day-to-come", ""],
    ["ledger statements --on 2026-06-30 --from 2026-07-01", [], "cli.day-too-late", "2026-07-01"],
    ["assembly found-organisation --name Kenanga", [], "cli.founded-by", "start-group --help"],
    ["start-group --group kenanga", [], "cli.option-missing", "--name"],
    ["start-group --colour red", [], "cli.no-such-option", "--founders"],
    ["start-group --template arisan", ["--founders", "[]", ...kenanga], "cli.misfit", "vsla"],
    ["start-group --template vsla", ["--founders", `[{"name":7}]`, ...kenanga], "cli.founders-misfit", "--help"],
    ["start-group --template vsla", ["--founders", "@/no/such/file", ...kenanga], "cli.no-file", "/no/such/file"],
    ["loans loan", [], "cli.nothing-there", "loans loan"],
    ["loans loan --loan 7", [], "cli.nothing-there", "loans loan"],
  ] as const)("says in a sentence what is wrong with “%s”", async (line, more, refused, named) => {
    for (const language of ["en", "id"]) {
      const { status, out, errors } = await lumbung(line, {}, [...more, "--lang", language]);
      expect([status, out.refused, errors]).toEqual([2, refused, ""]);
      expect(out.message).toContain(named);
      expect(out.message).not.toMatch(/\{|cli\./);
    }
  });

  it("starts a group: its first member is signed in, and its rules and funds are there", async () => {
    const beside = { LUMBUNG_SHELL: join(home, "kenanga"), LUMBUNG_PASSWORD: "kenanga harum di pagi hari" };
    const id = served.edge.newId();
    const founders = [
      { name: "Ayu", roles: ["treasurer"], pin: "482915" },
      { name: "Bunga", roles: ["secretary"], pin: "640218" },
      { name: "Citra", roles: ["chair"] },
      ...["Dian", "Eka", "Fitri"].map(name => ({ name, roles: ["key-holder"] })),
      { name: "Gita" },
    ];
    const said = ["--template", "vsla", "--founders", JSON.stringify(founders), "--on", today, "--id", id, ...kenanga];
    said.push("--settled-in", JSON.stringify({ country: "Indonesia", province: "Nusa Tenggara Barat", village: "Sukarara" }));
    const { status, out } = await lumbung("start-group", beside, said);
    expect([status, out]).toEqual([0, { start_group: { group: "kenanga", name: "Kelompok Kenanga", number: "1" } }]);
    const funds = await lumbung("ledger funds", beside);
    expect(funds.out.funds.map((fund: { name: string }) => fund.name)).toEqual(["Dana pinjaman", "Dana sosial"]);
    const people = await lumbung("members list", beside);
    expect(JSON.stringify(people.out)).toContain("Gita");
    const places = await lumbung("members places", beside);
    expect(places.out.ours.names).toEqual(["Sukarara", "Nusa Tenggara Barat", "Indonesia"]);
    // Said again, as after a lost answer: it is the same group, which has its secrets by now.
    const again = await lumbung("start-group", beside, said);
    expect([again.status, again.out.refused]).toEqual([2, "members.opened-already"]);
    const other = await lumbung("start-group", beside, said.filter(word => word !== "--id" && word !== id));
    expect([other.status, other.out.refused]).toEqual([2, "members.address-taken"]);
  });

  it("brings the old books of a group in: the empty sheet, a look at it filled in, and two officers who say it", async () => {
    const beside = { LUMBUNG_SHELL: join(home, "kenanga") };
    expect((await lumbung("cutoff template --to buku.xlsx --lang id", beside)).out).toEqual({ kept: "buku.xlsx" });
    const twice = await lumbung("cutoff template --to buku.xlsx", beside);
    expect([twice.status, twice.out.refused]).toEqual([2, "cli.file-not-kept"]);
    const empty = await lumbung("cutoff look --file buku.xlsx", beside);
    expect(empty).toMatchObject({ status: 2, out: { count: 1, faults: [{ fault: "cell-missing", sheet: "Tutup buku" }] } });
    expect(empty.out.faults[0].message).toBe("Nothing is written here, and it is needed.");
    const paper = [
      "# Cut-off\nCut-off day\n31/10/2026\n",
      "# Members\nNumber;Name;Shares: Dana pinjaman\n1;Ayu;12\n30;Hasna;3\n",
      "# Funds\nFund;Cash;Surplus\nDana pinjaman;200.000;50.000\n",
    ];
    writeFileSync(join(home, "buku.csv"), paper.join("\n"));
    const looked = await lumbung("cutoff look --file buku.csv", beside);
    expect(looked).toMatchObject({ status: 0, out: { preview: { joining: 1, here: 1, isEven: true } } });
    const alone = await lumbung(`cutoff import --file buku.csv --on ${today}`, beside);
    expect([alone.status, alone.out.refused]).toEqual([2, "members.more-people-needed"]);
    const together = { ...beside, LUMBUNG_PIN: "640218" };
    const brought = await lumbung(`cutoff import --file buku.csv --on ${today} --spoken-by 2`, together);
    expect(brought).toMatchObject({ status: 0, out: { status: "accepted" } });
    const { out } = await lumbung("ledger statements --on 2026-10-31", beside);
    expect(out.trialBalances[0]).toMatchObject({ debit: "200000", credit: "200000" });
    expect((await lumbung("cutoff look --file buku.csv", beside)).out.refused).toBe("cutoff.brought-in-before");
    expect((await lumbung("cutoff look --file none.csv", beside)).out.refused).toBe("cli.no-file");
    expect((await lumbung("ledger verify", beside)).out).toMatchObject({ ok: true });
  });

  it("opens no empty books where no server answers", async () => {
    const away = { LUMBUNG_URL: "http://127.0.0.1:9" };
    expect((await lumbung("ledger funds", away)).out).toMatchObject({ refused: "cli.no-server" });
    const here = { LUMBUNG_URL: undefined as never, PORT: "9", LUMBUNG_DATA: join(home, "data") };
    expect((await lumbung("ledger funds", here)).out).toMatchObject({ refused: "cli.no-books" });
    const page = createServer((_, response) => void response.end("<html>"));
    await new Promise<void>(done => page.listen(0, "127.0.0.1", done));
    const other = { LUMBUNG_URL: `http://127.0.0.1:${(page.address() as AddressInfo).port}` };
    expect((await lumbung("ledger funds", other)).out).toMatchObject({ refused: "cli.no-server" });
    await new Promise(done => page.close(done));
  });

  it("says the id again where a server went away in the middle, since it may be written", async () => {
    const cut = createServer((request, response) => {
      if (request.url === "/api/health") return void response.end(`{"status":"ready"}`);
      request.socket.destroy();
    });
    await new Promise<void>(done => cut.listen(0, "127.0.0.1", done));
    const id = served.edge.newId();
    const { status, out } = await lumbung(
      "meetings open --meeting",
      { LUMBUNG_URL: `http://127.0.0.1:${(cut.address() as AddressInfo).port}` },
      [served.edge.newId(), "--id", id],
    );
    await new Promise(done => cut.close(done));
    expect([status, out.refused]).toEqual([2, "cli.no-answer-yet"]);
    expect(out.message).toContain(`--id ${id}`);
  });

  it("lets whoever runs the server open a number and hand out a phone's address, shows no books, and the group sees it", async () => {
    const folder = mkdtempSync(join(home, "operator-"));
    mkdirSync(join(folder, "keys"));
    writeFileSync(join(folder, "keys", "master.key"), testKey.toString("base64"));
    const operator = { LUMBUNG_DATA: folder, LUMBUNG_SHELL: join(folder, "shell") };
    const opened = await lumbung("members reopen-account --group melati --number 4", operator);
    expect(opened).toMatchObject({ status: 0, out: { reopened: { group: "melati", number: "4" } } });
    const phone = await lumbung("members trust-device --group melati", operator);
    expect(phone.out.open_on_the_phone_within_the_hour).toMatch(/^\/let-in\?group=melati#[\w-]{43}$/);
    // She has no session: whatever she asks of the books is not hers to ask.
    for (const line of ["ledger funds", "ledger statements", "members list", "members settings", "ledger verify"])
      expect((await lumbung(line, operator)).out, line).toMatchObject({ refused: "members.not-allowed" });
    const seen = await lumbung("members settings");
    expect(seen.out.operatorActs.map((one: { what: string }) => one.what).sort()).toEqual([
      "account-reopened",
      "device-trusted",
    ]);

    const elsewhere = { LUMBUNG_DATA: join(home, "no-books") };
    expect((await lumbung("members trust-device --group melati", elsewhere)).out.refused).toBe("cli.no-books");
    writeFileSync(join(folder, "keys", "master.key"), Buffer.alloc(32, 8).toString("base64"));
    expect((await lumbung("members trust-device --group melati", operator)).out).toMatchObject({
      refused: "members.not-the-operator",
      message: expect.stringContaining("LUMBUNG_DATA"),
    });
    const afar = { ...operator, LUMBUNG_URL: "https://lumbung.example" };
    expect((await lumbung("members trust-device --group melati", afar)).out.refused).toBe("cli.at-the-machine");
    expect((await lumbung("members reopen-account --group melati", operator)).out.refused).toBe("cli.misfit");
    expect((await lumbung("members reopen-account --number 4", operator)).out.refused).toBe("cli.option-missing");
    expect((await lumbung("members reopen-account --member 4", operator)).out.refused).toBe("cli.no-such-option");
    expect((await lumbung("members trust-device --help")).out).toContain("--group WORD");
  });

  it("does not write that a PIN was given where none was", async () => {
    const { out } = await lumbung("members give-pin --member", {}, [served.melati.members[9]!]);
    expect(out).toMatchObject({ refused: "members.only-when-done" });
    expect((await lumbung("members --help")).out).not.toContain("give-pin");
  });

  it("names the leaf, the meeting and the line that somebody changed in the database", async () => {
    const owner = new pg.Client(database.owner);
    await owner.connect();
    await owner.query("select set_config('lumbung.organisations', $1, false)", [`{${served.melati.organisation}}`]);
    await owner.query("alter table ledger.line disable trigger user");
    const { rows } = await owner.query(
      `update ledger.line set amount = amount - 1000 where (organisation_id, seq, account) in (
        select organisation_id, seq, account from ledger.line where account like 'member-shares%' order by seq limit 1
      ) returning seq::text, account, line_number::text as number`,
    );
    await owner.query("alter table ledger.line enable trigger user");
    await owner.end();
    const [{ seq, account, number }] = rows;
    const { status, out } = await lumbung("ledger verify");
    expect(status).toBe(2);
    expect(out).toMatchObject({ ok: false, fault: "line-altered", seq, meeting: 1, line: { account, number } });
    expect(out.message).toContain(`It shows first at entry ${seq}, meeting 1. Account ${account}`);
    const inIndonesian = await lumbung("ledger verify --lang id");
    expect([inIndonesian.status, inIndonesian.out.message.includes("{")]).toEqual([2, false]);
  });

  it("forgets her when she signs out", async () => {
    expect(await lumbung("sign-out")).toMatchObject({ status: 0, out: { signed_out: true } });
    expect(() => readFileSync(jar)).toThrow();
    expect((await lumbung("ledger funds")).status).toBe(2);
  });
});
