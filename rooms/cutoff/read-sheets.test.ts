/** A whole workbook, in either language, and everything in it that is told: the sheet, the row, the column, what was found. */
import { describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import type { SheetFault } from "./faults.ts";
import type { Known } from "./known.ts";
import { readSheets } from "./read-sheets.ts";
import type { Cell, Workbook } from "./sheets.ts";

type Rows = readonly (readonly (string | number | Cell | null)[])[];

const workbook = (sheets: Readonly<Record<string, Rows>>): Workbook => ({
  isFrom1904: false,
  sheets: Object.entries(sheets).map(([name, rows]) => ({
    name,
    rows: rows.map((cells, index) => ({
      row: index + 1,
      cells: cells.map(cell =>
        cell === null || cell === ""
          ? undefined
          : typeof cell === "string"
            ? { text: cell }
            : typeof cell === "number"
              ? { number: String(cell) }
              : cell,
      ),
    })),
  })),
});

const halimah = "m_aaaaaaaaaaaaaaaa" as MemberId;
const known: Known = {
  today: day("2026-07-02"),
  funds: [
    { code: "loan", names: ["Dana pinjaman", "Loan fund"], unit: "IDR", isDivisible: true },
    { code: "reserve", names: ["Cadangan"], unit: "IDR", isDivisible: false },
  ],
  savings: [
    { code: "wajib", names: ["Simpanan wajib"], unit: "IDR" },
    { code: "rice", names: ["Padi"], unit: "kg" },
  ],
  shares: [{ code: "loan", names: ["Dana pinjaman"] }],
  places: [
    { code: "damayan", names: ["Damayan"], unit: "IDR", hasContribution: true },
    { code: "levied", names: ["Iuran duka"], unit: "IDR", hasContribution: false },
  ],
  loanProducts: [{ code: "ordinary", names: ["Pinjaman biasa"], unit: "IDR" }],
  members: [{ member: halimah, number: 1, name: "Halimah" }],
};

let next = 0;
const read = (sheets: Readonly<Record<string, Rows>>, isBuddhist = false) =>
  readSheets(workbook(sheets), known, {
    isBuddhist,
    newId: () => `id-${(next += 1)}` as Uuid,
    newMember: () => `m-${(next += 1)}` as MemberId,
  });

const whole: Readonly<Record<string, Rows>> = {
  "Tutup buku": [["Tanggal tutup buku"], ["30/06/2026"]],
  Anggota: [
    ["No. anggota", "Nama", "Tanggal masuk", "Simpanan: Simpanan wajib", "Saham: Dana pinjaman", "Ikut sejak: Damayan", "Titipan: Damayan"],
    [1, "halimah", "01/03/2020", "1.250.000", 12, "01/04/2020", 50_000],
    ["2", "สมศรี", null, "-", null, null, null],
  ],
  Pinjaman: [
    ["No. anggota", "Nama", "Jenis pinjaman", "Tanggal cair", "Pinjaman awal", "Sisa pokok", "Jumlah angsuran", "Bunga % sebulan", "Bunga dibayar sampai"],
    [2, "สมศรี", "pinjaman biasa", "2026-01-10", 1_200_000, 800_000, 12, "1,5", "10/06/2026"],
  ],
  Dana: [
    ["Dana", "Kas di kotak", "Di bank", "Milik kelompok"],
    ["Dana pinjaman", 400_000, 0, "-50.000"],
  ],
};

const faultsIn = (sheets: Readonly<Record<string, Rows>>, isBuddhist = false): readonly SheetFault[] => {
  const got = read(sheets, isBuddhist);
  return "faults" in got ? got.faults : [];
};
/** The whole workbook with one cell another: sheet, row and column from 1 and A. */
function faultsWith(sheet: string, row: number, column: number, cell: Rows[number][number]): readonly SheetFault[] {
  const rows = whole[sheet]!.map((cells, index) =>
    index + 1 === row ? [...cells.slice(0, column), cell, ...cells.slice(column + 1)] : cells,
  );
  return faultsIn({ ...whole, [sheet]: rows });
}

describe("a cut-off workbook", () => {
  it("becomes what the command says: founders by their number, others new, amounts exact", () => {
    expect(read(whole)).toMatchObject({
      body: {
        through: "2026-06-30",
        members: [
          {
            member: halimah,
            number: 1,
            joined: "2020-03-01",
            savings: [{ product: "wajib", amount: 1_250_000n }],
            shares: [{ fund: "loan", shares: 12 }],
            places: [{ fund: "damayan", since: "2020-04-01", paid_ahead: 50_000n }],
          },
          { number: 2, name: "สมศรี" },
        ],
        loans: [
          {
            product: "ordinary",
            principal: 1_200_000n,
            outstanding: 800_000n,
            paid_out_on: "2026-01-10",
            periods: 12,
            rate_per_month: "1.5",
            paid_until: "2026-06-10",
          },
        ],
        funds: [{ fund: "loan", cash: 400_000n, bank: 0n, own: -50_000n }],
      },
    });
  });

  it("is read in English too, in any order of sheets and columns, with a guide beside it and empty sheets a spreadsheet adds", () => {
    const got = read({
      Sheet4: [],
      Guide: [["Anything"]],
      Funds: [["At the bank", "Fund"], [5_000, "loan"]],
      Members: [["NAME *", "Member number", "Savings: wajib"], ["Rini", 7, 5_000]],
      "Cut-off": [["Cut-off day"], [46_203]],
    });
    expect(got).toMatchObject({
      body: {
        through: "2026-06-30",
        members: [{ number: 7, name: "Rini", savings: [{ product: "wajib", amount: 5_000n }] }],
        loans: [],
        funds: [{ fund: "loan", cash: 0n, bank: 5_000n, own: 0n }],
      },
    });
  });

  it("takes what was given to the group apart from what it earned, under whichever of its headings", () => {
    for (const heading of ["Hibah", "Donasi", "Gifts", "Grants"]) {
      const got = read({
        Anggota: [["Nama", "No. anggota"], ["Rini", 7]],
        "Tutup buku": [["Tanggal tutup buku"], [46_203]],
        Dana: [["Dana", "Kas di kotak", "Milik kelompok", heading], ["loan", 8_000, 5_000, 3_000]],
      });
      expect(got, heading).toMatchObject({
        body: { funds: [{ fund: "loan", cash: 8_000n, bank: 0n, own: 5_000n, gifts: 3_000n }] },
      });
    }
  });

  it("tells the sheet, the row, the column, what was found and what is wanted", () => {
    expect(faultsWith("Anggota", 2, 3, "satu juta")).toEqual([
      {
        fault: "amount-form",
        sheet: "Anggota",
        row: 2,
        column: "D",
        heading: "Simpanan: Simpanan wajib",
        found: "satu juta",
        wanted: "",
      },
    ]);
  });

  it.each([
    ["Tutup buku", 2, 0, "31/12/2026", "day-to-come", "2026-07-02"],
    ["Tutup buku", 2, 0, null, "cell-missing", ""],
    ["Tutup buku", 2, 0, "30/06/2569", "day-buddhist", ""],
    ["Anggota", 1, 3, "Simpanan: Emas", "product-unknown", "Simpanan wajib, Padi, Dana pinjaman, Damayan, Iuran duka"],
    ["Anggota", 1, 4, "Saham: Kas", "fund-unknown", undefined],
    ["Anggota", 1, 2, "Alamat", "column-unknown", undefined],
    ["Anggota", 1, 2, "Nama", "column-twice", ""],
    ["Anggota", 1, 2, null, "cell-beside", ""],
    ["Anggota", 2, 0, null, "cell-missing", ""],
    ["Anggota", 2, 0, "satu", "count-form", ""],
    ["Anggota", 2, 1, "Rohani", "number-of-another", "Halimah"],
    ["Anggota", 3, 0, 1, "number-twice", "2"],
    ["Anggota", 2, 2, "01/07/2026", "day-after-cut-off", "2026-06-30"],
    ["Anggota", 2, 3, { other: "formula" }, "formula", ""],
    ["Anggota", 2, 3, -5, "amount-below-zero", ""],
    ["Anggota", 2, 4, 1.5, "count-form", ""],
    ["Anggota", 2, 5, "01/07/2026", "day-after-cut-off", "2026-06-30"],
    ["Anggota", 2, 5, null, "place-without-day", ""],
    ["Pinjaman", 2, 0, 9, "number-unknown", ""],
    ["Pinjaman", 2, 1, "Siti", "name-of-another", "สมศรี"],
    ["Pinjaman", 2, 2, "Kredit", "product-unknown", "Pinjaman biasa"],
    ["Pinjaman", 2, 3, "01/07/2026", "day-after-cut-off", "2026-06-30"],
    ["Pinjaman", 2, 5, 1_300_000, "owed-above-lent", ""],
    ["Pinjaman", 2, 5, 0, "owed-nothing", ""],
    ["Pinjaman", 2, 6, null, "cell-missing", ""],
    ["Pinjaman", 2, 7, "banyak", "rate-form", ""],
    ["Pinjaman", 2, 8, "01/01/2026", "paid-before-lent", "2026-01-10"],
    ["Dana", 2, 0, "Kas", "fund-unknown", "Dana pinjaman, Cadangan"],
    ["Dana", 2, 1, -1, "amount-below-zero", ""],
  ] as const)("in %s, row %i, column %i: %o is told as %s", (sheet, row, column, cell, fault, wanted) => {
    const faults = faultsWith(sheet, row, column, cell as Rows[number][number]);
    expect(faults.map(one => one.fault)).toContain(fault);
    const told = faults.find(one => one.fault === fault)!;
    expect(told.sheet).toBe(sheet);
    if (wanted !== undefined) expect(told.wanted).toBe(wanted);
  });

  it("tells sheets and columns that are not there, there twice, or nobody's", () => {
    const { Anggota, Dana, ...rest } = whole;
    expect(faultsIn(rest).map(one => [one.fault, one.sheet])).toEqual(
      expect.arrayContaining([
        ["sheet-missing", "Anggota"],
        ["sheet-missing", "Dana"],
      ]),
    );
    expect(faultsIn({ ...whole, Members: Anggota! }).map(one => one.fault)).toEqual(["sheet-twice"]);
    expect(faultsIn({ ...whole, Rahasia: [["x"]] }).map(one => one.fault)).toEqual(["sheet-unknown"]);
    expect(faultsIn({ ...whole, Dana: [["Kas di kotak"], [5]] })).toMatchObject([
      { fault: "column-missing", wanted: "Dana / Fund" },
      // Without its name nobody knows whose the box is.
    ]);
    expect(faultsIn({ ...whole, Dana: [...Dana!, Dana![1]!] }).map(one => one.fault)).toEqual(["fund-twice"]);
    expect(faultsIn({ ...whole, Dana: [Dana![0]!, ["Cadangan", 0, 0, -5]] }).map(one => one.fault)).toEqual(["amount-below-zero"]);
    expect(faultsIn({ ...whole, "Tutup buku": [["Tanggal tutup buku"], ["30/06/2026"], ["29/06/2026"]] }).map(one => one.fault)).toEqual(["one-day-only"]);
    const paid = [["No. anggota", "Nama", "Ikut sejak: Iuran duka", "Titipan: Iuran duka"], [1, "Halimah", "2020-01-01", 500]];
    expect(faultsIn({ ...whole, Pinjaman: [], Anggota: paid }).map(one => one.fault)).toEqual(["nothing-paid-ahead"]);
  });

  it("is read by the Buddhist calendar once the group says its years are so", () => {
    const thai = {
      "Tutup buku": [["Tanggal"], ["30/06/2569"]],
      Anggota: [["No", "Nama", "Masuk"], [1, "Halimah", "01/03/2563"]],
      Dana: [["Dana", "Kas"], ["loan", 1]],
    };
    expect(faultsIn(thai).map(one => one.fault)).toEqual(["day-buddhist", "day-buddhist"]);
    expect(read(thai, true)).toMatchObject({ body: { through: "2026-06-30", members: [{ joined: "2020-03-01" }] } });
  });

  it("tells a hundred faults and counts the others, and takes no more rows than one command carries", () => {
    const many = Array.from({ length: 300 }, (_, index) => [index + 10, ""]);
    const got = read({ ...whole, Anggota: [["No", "Nama"], ...many] });
    expect(got).toMatchObject({ count: 301 });
    expect("faults" in got && got.faults.length).toBe(100);
    const tooMany = Array.from({ length: 12_001 }, (_, index) => [index + 1, "Siti"]);
    expect(faultsIn({ ...whole, Anggota: [["No", "Nama"], ...tooMany] })[0]).toMatchObject({
      fault: "rows-too-many",
      found: "12001",
      wanted: "12000",
    });
  });
});
