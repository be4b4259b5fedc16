/** The named world of every test and of the practice books: two groups, whom everybody here knows by heart. */
import type { Role } from "#base";
import type { TemplateCode } from "#meetings";

export interface VillageGroup {
  readonly handle: string;
  readonly name: string;
  readonly place: string;
  readonly template: TemplateCode;
  readonly unit: string;
  readonly language: "id" | "en";
  /** In the order of their numbers. */
  readonly women: readonly string[];
  readonly offices: readonly { readonly role: Role; readonly numbers: readonly number[] }[];
  readonly fundNames: Readonly<Record<string, string>>;
  /** Who may sign in, with what: printed at the start, since it is practice. */
  readonly keys: readonly { readonly number: number; readonly pin: string; readonly password?: string }[];
}

export const melati: VillageGroup = {
  handle: "melati",
  name: "Kelompok Melati",
  place: "Dusun Belimbing, Desa Sukarara",
  template: "vsla",
  unit: "IDR",
  language: "id",
  women: [
    "Halimah",
    "Rohani",
    "Aisyah",
    "Baiq Nur",
    "Dewi",
    "Fatimah",
    "Hapsah",
    "Inaq Sri",
    "Kartini",
    "Lestari",
    "Maryam",
    "Nurhayati",
    "Parti",
    "Wulan",
    "Rukmini",
    "Sahnim",
    "Salmah",
    "Siti",
    "Sumiati",
    "Tuti",
    "Umi",
    "Wahyuni",
    "Yuliana",
    "Zaenab",
    "Siti",
  ],
  offices: [
    { role: "treasurer", numbers: [1] },
    { role: "secretary", numbers: [2] },
    { role: "chair", numbers: [3] },
    { role: "key-holder", numbers: [4, 5, 6] },
    { role: "money-counter", numbers: [7, 8] },
    { role: "supervisory-committee", numbers: [9] },
  ],
  fundNames: { loan: "Dana pinjaman", social: "Dana sosial" },
  keys: [
    { number: 1, pin: "271904", password: "lumbung padi melati" },
    { number: 2, pin: "385126" },
    { number: 3, pin: "419735" },
    { number: 4, pin: "502861" },
    { number: 5, pin: "638472" },
    { number: 6, pin: "746193" },
    { number: 14, pin: "914206" },
  ],
};

export const santaBarbara: VillageGroup = {
  handle: "sta-barbara",
  name: "Sta. Barbara Chapter",
  place: "Barangay Bolong Este, Sta. Barbara, Iloilo",
  template: "damayan",
  unit: "PHP",
  language: "en",
  women: [
    "Adela",
    "Benita",
    "Corazon",
    "Dolores",
    "Erlinda",
    "Felisa",
    "Gloria",
    "Herminia",
    "Imelda",
    "Josefa",
    "Karina",
    "Lourdes",
    "Milagros",
    "Norma",
    "Ofelia",
    "Perla",
    "Remedios",
    "Soledad",
    "Teresita",
    "Virginia",
  ],
  offices: [
    { role: "treasurer", numbers: [1] },
    { role: "secretary", numbers: [2] },
    { role: "chair", numbers: [3] },
    { role: "key-holder", numbers: [4, 5, 6] },
    { role: "money-counter", numbers: [7, 8] },
  ],
  fundNames: { loan: "Loan fund", damayan: "Damayan", social: "Social fund" },
  keys: [
    { number: 1, pin: "271904", password: "lumbung rice chapter" },
    { number: 4, pin: "502861" },
    { number: 14, pin: "914206" },
  ],
};
