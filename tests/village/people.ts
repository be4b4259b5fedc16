/** The named world of every test and of the practice books: two groups, whom everybody here knows by heart. */
import type { Role } from "#base";
import type { TemplateCode } from "#meetings";
import type { ThingKind } from "#members";
import { melatisStory } from "./stories/melati.ts";
import { santaBarbarasStory } from "./stories/santa-barbara.ts";
import type { Turn } from "./turns/index.ts";

export interface VillageThing {
  readonly kind: ThingKind;
  readonly name: string;
  readonly mayUse?: string;
  readonly decides?: string;
  readonly heldBy: number;
}

export interface VillageGroup {
  readonly handle: string;
  readonly name: string;
  readonly place: string;
  /** The village in the tree of places. */
  readonly village: string;
  readonly template: TemplateCode;
  readonly unit: string;
  readonly language: "id" | "en";
  /** In the order of their numbers. */
  readonly women: readonly string[];
  /** As they are today; `turns` say who held them before. */
  readonly offices: readonly { readonly role: Role; readonly numbers: readonly number[] }[];
  /** Held in common, and who had it at the founding. */
  readonly things: readonly VillageThing[];
  readonly turns: readonly Turn[];
  /** Who may sign in, with what: printed at the start, since it is practice. */
  readonly keys: readonly { readonly number: number; readonly pin: string; readonly password?: string }[];
}

export const melati: VillageGroup = {
  handle: "melati",
  name: "Kelompok Melati",
  place: "Dusun Belimbing, Desa Sukarara",
  village: "Desa Sukarara",
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
  things: [
    { kind: "box", name: "Kotak besi hijau", decides: "Rapat anggota", heldBy: 10 },
    { kind: "key", name: "Kunci merah", heldBy: 4 },
    { kind: "key", name: "Kunci putih", heldBy: 5 },
    { kind: "key", name: "Kunci biru", heldBy: 6 },
    { kind: "books", name: "Buku besar dan buku simpanan", heldBy: 2 },
    {
      kind: "tent",
      name: "Tenda hajatan",
      mayUse: "Anggota gratis, tetangga membayar sewa",
      decides: "Ketua dan sekretaris",
      heldBy: 15,
    },
    {
      kind: "loom",
      name: "Alat tenun gedogan",
      mayUse: "Anggota bergiliran tiap minggu",
      decides: "Rapat anggota",
      heldBy: 20,
    },
  ],
  turns: [
    { at: 20, what: "grant", woman: 18, amount: 150_000n, purpose: "Atap rumah rusak kena angin" },
    {
      at: 58,
      what: "office",
      role: "secretary",
      from: 12,
      to: 2,
      witness: 1,
      things: ["Buku besar dan buku simpanan"],
    },
    { at: 66, what: "leaves", woman: 24, status: "died" },
    { at: 82, what: "office", role: "key-holder", from: 21, to: 6, witness: 3, things: ["Kunci biru"] },
    { at: 110, what: "grant", woman: 11, amount: 200_000n, purpose: "Berobat ke puskesmas" },
    { at: 121, what: "leaves", woman: 22, status: "moved" },
    ...melatisStory,
  ],
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
  village: "Bolong Este",
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
  things: [
    { kind: "box", name: "Steel box", decides: "The members", heldBy: 9 },
    { kind: "key", name: "First key", heldBy: 4 },
    { kind: "key", name: "Second key", heldBy: 5 },
    { kind: "key", name: "Third key", heldBy: 6 },
    { kind: "books", name: "Ledger and passbooks", heldBy: 2 },
    { kind: "tent", name: "Tent and forty chairs", mayUse: "Every family at a wake", decides: "The chair", heldBy: 12 },
  ],
  turns: [
    { at: 8, what: "death", woman: 5, who: "parent" },
    { at: 14, what: "office", role: "secretary", from: 11, to: 2, witness: 1, things: ["Ledger and passbooks"] },
    { at: 21, what: "death", woman: 17, who: "herself" },
    { at: 21, what: "leaves", woman: 17, status: "died" },
    { at: 34, what: "death", woman: 13, who: "spouse" },
    ...santaBarbarasStory,
  ],
  keys: [
    { number: 1, pin: "271904", password: "lumbung rice chapter" },
    { number: 4, pin: "502861" },
    { number: 14, pin: "914206" },
  ],
};
