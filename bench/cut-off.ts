/**
 * Old books of 10,000 members beside such of 1,000: how long a member takes in the one and in the other, from the bytes of
 * the file to the commit. What is read and what is posted are told apart; both in turn, on one database.
 */
import { type Day, memberIdFrom, type OrganisationId, type Uuid } from "#base";
import { type CutOffBody, type Known, readSheets } from "#cutoff";
import { connect, type Embedded, migrate, readMigrations } from "#db";
import { roomOrder } from "#rooms";
import { createHash } from "node:crypto";
import { house } from "../app/rooms.ts";
import { Intake } from "../app/server/intake.ts";
import { root } from "../app/server/root.ts";
import { workbookOf } from "../app/sheets/made.testing.ts";
import { readFileOfSheets } from "../app/sheets/read.ts";
import { HeldEdge, sayer } from "../tests/village/edge.ts";
import { found } from "./koperasi.ts";
import { spreadOf } from "./report.ts";

const [few, many] = [1_000, 10_000];
const foundedOn = "2026-07-02";

interface Taken {
  /** Milliseconds a member. */
  readonly read: number;
  readonly posted: number;
}

export async function cutOffs(database: Embedded, pairs: number, say: (line: string) => void): Promise<string> {
  await migrate(database.owner, await readMigrations(roomOrder, root));
  const pool = connect(database.server);
  const edge = new HeldEdge(foundedOn, 77);
  const intake = new Intake({ pool, house, edge, masterKey: createHash("sha256").update("bench").digest() });
  const [small, large]: [Taken[], Taken[]] = [[], []];
  const one = async (size: number): Promise<Taken> => {
    const organisation = edge.newId() as OrganisationId;
    const speak = sayer(intake, house, edge, organisation);
    const officers = await found(speak, edge);
    const file = workbookOf(paper(size));
    const began = performance.now();
    const body = await read(file, edge);
    const readIn = performance.now();
    const answer = await speak("cutoff.bring-in", { ...body }, { by: officers[0]!, with: [officers[1]!] });
    if (answer.status !== "accepted") throw new Error(`not brought in: ${answer.refused}`);
    return { read: (readIn - began) / size, posted: (performance.now() - readIn) / size };
  };
  // Compiled while it runs: the first of each is not counted.
  for (let pair = -1; pair < pairs; pair += 1) {
    const [a, b] = [await one(few), await one(many)];
    if (pair < 0) continue;
    small.push(a);
    large.push(b);
    say(`cut-off: ${(b.posted * many / 1000).toFixed(1)} s for ${many} members, ratio a member ${(b.posted / a.posted).toFixed(2)}`);
  }
  await pool.end();
  const row = (what: keyof Taken): string =>
    `| ${what} | ${spreadOf(small.map(one => one[what] * 1000), 0)} | ${spreadOf(large.map(one => one[what] * 1000), 0)} | ${spreadOf(large.map((one, place) => one[what] / small[place]![what]), 2)} |`;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  return `
Old books of ${many} members, a loan for each second of them, beside such of ${few}, in microseconds a member (the whole program
held ${peak} MB at most):

| | ${few} members | ${many} members | ratio |
|---|---|---|---|
${row("read")}
${row("posted")}
`;
}

/** Numbers from 11 on, so that no founder is among them. */
function paper(size: number) {
  const numbers = Array.from({ length: size }, (_, index) => index + 11);
  const borrowers = numbers.filter(number => number % 2 === 0);
  return {
    "Tutup buku": [["Tanggal tutup buku"], ["30/06/2026"]],
    Anggota: [
      ["No. anggota", "Nama", "Tanggal masuk", "Simpanan: pokok", "Simpanan: wajib", "Simpanan: sukarela"],
      ...numbers.map(number => [number, `Anggota ${String.fromCharCode(97 + (number % 26))}`, "01/03/2020", 50_000, "380.000", 100_000] as const),
    ],
    Pinjaman: [
      ["No. anggota", "Jenis pinjaman", "Tanggal cair", "Pinjaman awal", "Sisa pokok", "Jumlah angsuran", "Bunga dibayar sampai"],
      ...borrowers.map(number => [number, "ordinary", "15/02/2026", "1.000.000", "600.000", 10, "15/06/2026"] as const),
    ],
    Dana: [
      ["Dana", "Kas di kotak", "Di bank", "Milik kelompok"],
      ["loan", 0, 530_000 * size, 600_000 * borrowers.length],
    ],
  };
}

async function read(file: Buffer, edge: HeldEdge): Promise<CutOffBody> {
  const workbook = await readFileOfSheets(file);
  if ("refused" in workbook) throw new Error(workbook.refused);
  const named = (code: string) => ({ code, names: [], unit: "IDR" });
  const known: Known = {
    today: foundedOn as Day,
    funds: [{ ...named("loan"), isDivisible: true }],
    savings: ["pokok", "wajib", "sukarela"].map(named),
    shares: [],
    places: [],
    loanProducts: [named("ordinary")],
    members: [],
  };
  const sheets = readSheets(workbook, known, {
    isBuddhist: false,
    newId: (): Uuid => edge.newId(),
    newMember: () => memberIdFrom(edge.chance.bytes(10)),
  });
  if ("faults" in sheets) throw new Error(JSON.stringify(sheets.faults[0]));
  return sheets.body;
}
