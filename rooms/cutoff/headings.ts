/**
 * How sheets and columns are called in a cut-off file, in both languages: the first of each is what a template has, the
 * others are what people write. Where a column stands once for each product or fund, its name follows behind a colon:
 * "Simpanan: Simpanan wajib".
 */
import { spelled } from "./cells.ts";

export type Language = "id" | "en";
type Spellings = Readonly<Record<Language, readonly [string, ...string[]]>>;

export const sheetNames = {
  day: { id: ["Tutup buku", "Tanggal"], en: ["Cut-off", "Cutoff", "Date"] },
  members: { id: ["Anggota", "Daftar anggota"], en: ["Members", "Member list"] },
  loans: { id: ["Pinjaman", "Pinjaman berjalan"], en: ["Loans", "Running loans"] },
  funds: { id: ["Dana", "Dana dan kas", "Kas"], en: ["Funds", "Funds and cash", "Cash"] },
  guide: { id: ["Petunjuk", "Keterangan"], en: ["Guide", "How to", "Notes"] },
} as const satisfies Readonly<Record<string, Spellings>>;
export type SheetKind = keyof typeof sheetNames;

export const columns = {
  day: {
    through: { id: ["Tanggal tutup buku", "Tanggal"], en: ["Cut-off day", "Cut-off date", "Date"] },
  },
  members: {
    number: { id: ["No. anggota", "Nomor anggota", "No anggota", "Nomor", "No"], en: ["Member number", "Member no", "Number", "No."] },
    name: { id: ["Nama", "Nama anggota"], en: ["Name", "Member name"] },
    joined: { id: ["Tanggal masuk", "Masuk"], en: ["Joined", "Joined on", "Date joined"] },
  },
  loans: {
    number: { id: ["No. anggota", "Nomor anggota", "No anggota", "Nomor", "No"], en: ["Member number", "Member no", "Number", "No."] },
    name: { id: ["Nama", "Nama anggota"], en: ["Name", "Member name"] },
    product: { id: ["Jenis pinjaman", "Produk"], en: ["Kind of loan", "Loan product", "Product"] },
    paid_out_on: { id: ["Tanggal cair", "Tanggal pinjam"], en: ["Paid out on", "Date paid out", "Disbursed on"] },
    principal: { id: ["Pinjaman awal", "Pokok awal"], en: ["Lent", "Original principal", "Original amount"] },
    outstanding: { id: ["Sisa pokok", "Sisa pinjaman"], en: ["Principal still owed", "Principal outstanding", "Outstanding"] },
    periods: { id: ["Jumlah angsuran", "Jangka (kali)"], en: ["Instalments", "Number of instalments", "Installments"] },
    rate: { id: ["Bunga % sebulan", "Jasa % sebulan", "Bunga sebulan"], en: ["Interest % a month", "Rate % a month"] },
    paid_until: {
      id: ["Bunga dibayar sampai", "Jasa dibayar sampai", "Dibayar sampai"],
      en: ["Interest paid until", "Paid until"],
    },
  },
  funds: {
    fund: { id: ["Dana", "Nama dana"], en: ["Fund", "Fund name"] },
    cash: { id: ["Kas di kotak", "Kas", "Uang kas"], en: ["Cash in the box", "Cash", "Box"] },
    bank: { id: ["Di bank", "Bank"], en: ["At the bank", "Bank"] },
    own: {
      id: ["Milik kelompok", "Sisa hasil usaha", "Cadangan"],
      en: ["Belongs to the group", "Surplus", "Reserve"],
    },
    gifts: { id: ["Hibah", "Donasi", "Sumbangan"], en: ["Gifts", "Donations", "Grants"] },
  },
} as const satisfies Partial<Record<SheetKind, Readonly<Record<string, Spellings>>>>;

/** Columns that stand once for each product or fund. */
export const manyColumns = {
  savings: { id: ["Simpanan"], en: ["Savings", "Saving"] },
  shares: { id: ["Saham", "Lembar saham"], en: ["Shares"] },
  since: { id: ["Ikut sejak", "Ikut dana sejak"], en: ["In the fund since", "Enrolled"] },
  ahead: { id: ["Titipan", "Bayar di muka"], en: ["Paid ahead", "Deposit"] },
} as const satisfies Readonly<Record<string, Spellings>>;
export type ManyColumn = keyof typeof manyColumns;

/** Which of these is written so, in whatever language; undefined where none is. */
export function keyWritten<K extends string>(text: string, of: Readonly<Record<K, Spellings>>): K | undefined {
  const bare = withoutStar(text);
  return (Object.keys(of) as K[]).find(key =>
    [...of[key].id, ...of[key].en].some(one => spelled(one) === bare || spelled(one).replace(/\.$/, "") === bare),
  );
}

/** "Nama *" is the column Nama, with a mark that it is needed. */
const withoutStar = (text: string): string => spelled(text).replace(/\s*\*$/, "").trim();

/** "Simpanan: wajib" taken apart. */
export function manyWritten(text: string): { readonly key: ManyColumn; readonly of: string } | undefined {
  const [head, ...rest] = withoutStar(text).split(": ");
  const key = rest.length === 0 ? undefined : keyWritten(head!, manyColumns);
  return key === undefined ? undefined : { key, of: rest.join(": ") };
}
