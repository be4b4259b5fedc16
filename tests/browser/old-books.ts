/** A group that has kept paper for years, and its old books as sheets: for the test of the page, and for its pictures. */
import { memberIdFrom, type MemberId } from "#base";
import { templateOf } from "#meetings";
import type { Row } from "../../app/sheets/made.testing.ts";
import { wordsIn } from "./at-the-table.ts";
import { type Served, today } from "./serve.ts";

const { say } = wordsIn("id");
const founders = ["Halimah", "Rohani", "Wulan"];
export const pinOfRohani = "640218";

export const sheets: Readonly<Record<string, readonly Row[]>> = {
  "Tutup buku": [["Tanggal tutup buku"], ["31/10/2026"]],
  Anggota: [
    ["No. anggota", "Nama", "Tanggal masuk", "Simpanan: pokok", "Simpanan: wajib"],
    ...founders.map((name, index) => [index + 1, name, "01/03/2020", 50_000, "380.000"] as const),
    [21, "Inaq Sari", "01/02/2021", 50_000, "300.000"],
  ],
  Pinjaman: [
    ["No. anggota", "Nama", "Jenis pinjaman", "Tanggal cair", "Pinjaman awal", "Sisa pokok", "Jumlah angsuran", "Bunga dibayar sampai"],
    [21, "Inaq Sari", "ordinary", "15/06/2026", "1.000.000", "600.000", 10, "15/10/2026"],
  ],
  Dana: [["Dana", "Kas di kotak", "Di bank", "Milik kelompok"], ["loan", 740_000, 1_000_000, 700_000]],
};
/** The same with four things to be mended. */
export const wrong = {
  ...sheets,
  Anggota: sheets["Anggota"]!.map((row, index) => (index === 4 ? [1, "Inaq Sari", "01/02/2569", 50_000, "=SUM(A1:A2)"] : row)),
};

/** A koperasi founded this evening; the cookies of Halimah, who keeps its books. */
export async function beginKoperasi(served: Served) {
  const members = founders.map((_, index) => memberIdFrom(Uint8Array.from({ length: 10 }, () => index + 1)));
  const template = templateOf("koperasi", "IDR");
  const roles = [["treasurer"], ["secretary"], ["chair"]];
  const response = await fetch(`${served.origin}/api/start`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      organisation: served.edge.newId(),
      handle: "buku-lama",
      by: members[0],
      language: "id",
      secrets: [
        { member: members[0], password: "padi kami menguning", pin: "271904" },
        { member: members[1], pin: pinOfRohani },
      ],
      command: {
        v: 1,
        id: served.edge.newId(),
        name: "assembly.found-organisation",
        on: today,
        body: {
          name: "Koperasi Rukun",
          template: "koperasi",
          unit: "IDR",
          language: "id",
          is_practice: false,
          funds: template.funds.map(fund => ({ ...fund, unit: "IDR", name: say(fund.name) })),
          rules: template.rules,
          founders: members.map((member: MemberId, index) => ({
            member,
            person: served.edge.newId(),
            number: String(index + 1),
            name: founders[index],
            roles: roles[index],
          })),
        },
      },
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.headers.getSetCookie().map(cookie => {
    const [pair] = cookie.split(";") as [string];
    return { name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1), url: served.origin };
  });
}
