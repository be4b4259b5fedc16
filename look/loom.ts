/**
 * The loom: who cannot read knows her group by its woven band and her neighbour by her bead.
 * Everything here is worked out from an organisation's id or a member's number, so it is the same on every
 * screen, on paper and on the server, and nothing about it is stored.
 * A chart is a list of rows; "#" is a raised thread. There are no plain crosses (a sign of faith),
 * no X (it reads as "wrong") and no pinwheels.
 */

/** Left halves, five threads wide, mirrored about the fifth: most motifs are the same seen from either side. */
const halves = {
  ketupat: "....# ...## ..##. .##.. ##..# .##.. ..##. ...## ....#",
  bintang: "....# .#.## ..### .##.. ###.# .##.. ..### .#.## ....#",
  tumpal: "....# ...## ..### ..... ....# ...## ..### .#### #####",
  ombak: "#...# ##.## .###. ..#.. ..... #...# ##.## .###. ..#..",
  catur: "###.. ###.. ###.. ...## ...## ...## ###.. ###.. ###..",
  kawung: ".##.. ####. ##.#. .###. ....# .###. ##.#. ####. .##..",
  lesung: "##### .#### ..##. ...## ....# ...## ..##. .#### #####",
  sumur: ".#### ##... #..## #.#.. #.#.# #.#.. #..## ##... .####",
  manik: "##... ##... ....# ...## ..### ...## ....# ##... ##...",
  padi: "....# .#..# .##.# ..### #..## ##..# .##.# ..### ....#",
  gunung: "....# ...## ..##. .##.. ##..# ...## ..##. .##.. ##...",
} as const;

export type MotifName = keyof typeof halves | "kait";

/** Twelve motifs of nine threads by nine. */
export const motifs: Readonly<Record<MotifName, readonly string[]>> = {
  kait: "....##### ....#...# ....#.#.# ....#.### ....#.... ###.#.... #.#.#.... #...#.... #####....".split(" "),
  ...(Object.fromEntries(
    Object.entries(halves).map(([name, half]) => [
      name,
      half.split(" ").map(row => row + [...row].reverse().slice(1).join("")),
    ]),
  ) as unknown as Record<keyof typeof halves, readonly string[]>),
};

export const motifNames: readonly MotifName[] = [
  "ketupat", "bintang", "kait", "tumpal", "ombak", "catur", "kawung", "lesung", "sumur", "manik", "padi", "gunung",
];

/** The ten bead dyes. White on each is at least 5.5 to 1. */
export const beadDyes: readonly string[] = [
  "#2C3A6B", "#9C3325", "#3E6B2F", "#8A5A00", "#6A3B73", "#0F6B70", "#7A4A2B", "#B0367A", "#4B5563", "#1F5FA8",
];

/** A ground and its three threads. */
export type Dyes = readonly [ground: string, first: string, second: string, third: string];

/** Four grounds: indigo, morinda, mud, leaf. */
export const grounds: readonly Dyes[] = [
  ["#26325F", "#F3E6CC", "#E2AC38", "#C65A41"],
  ["#8C2F22", "#F6E7CB", "#E9B544", "#27325C"],
  ["#33271E", "#EFDFC2", "#C9583C", "#DDA437"],
  ["#33532A", "#F3E8CB", "#E5B64A", "#8C2F22"],
];

/** For a worn printer: dark threads on bare paper. */
export const greyDyes: Dyes = ["#FFFFFF", "#3A3A3A", "#8A8A8A", "#B4B4B4"];

/** Threads by row; 0 is the ground, 1 to 3 a thread of the palette. */
export type Chart = { readonly wide: number; readonly high: number; readonly rows: readonly Uint8Array[] };

export type Weave = { readonly chart: Chart; readonly dyes: Dyes; readonly motifs: readonly [MotifName, MotifName] };

/** A small, even spread of an id over 32 bits (FNV-1a with a last stir). Not a secret. */
export function spread(id: string): number {
  let h = 2166136261;
  for (const sign of id) h = Math.imul(h ^ (sign.codePointAt(0) ?? 0), 16777619) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 2246822519) >>> 0;
  return (h ^ (h >>> 13)) >>> 0;
}

/** The whole band of an organisation: an edge, a field, the edge turned over. */
export function weave(organisation: string): Weave {
  const { dyes, pair, field, edge } = recipe(organisation);
  const middle = (fields[field] ?? berkait)(pair);
  const cloth = blank(middle.wide, middle.high + 2 * edgeHigh);
  lay(cloth, middle, 0, edgeHigh);
  const border = edges[edge] ?? teeth;
  border(cloth, 2, true);
  border(cloth, cloth.high - 6, false);
  for (let x = 0; x < cloth.wide; x++) {
    put(cloth, x, 0, 2);
    put(cloth, x, cloth.high - 1, 2);
  }
  return { chart: cloth, dyes, motifs: pair };
}

/** The narrow ribbon: the two motifs in turn on eleven threads, seeds between. Also the cloth over a hidden amount. */
export function weaveRibbon(organisation: string): Weave {
  const { dyes, pair } = recipe(organisation);
  const chart = blank(24, 11);
  stamp(chart, motifs[pair[0]], 1, 1, 1);
  stamp(chart, motifs[pair[1]], 13, 1, 2);
  for (const x of [11, 23]) for (let y = 1; y < 10; y += 2) put(chart, x, y, 3);
  return { chart, dyes, motifs: pair };
}

export type BeadLook = { readonly dye: string; readonly motif: MotifName };

/**
 * A member's bead, for life. With i = 7 × number + seed, ten dyes and twelve motifs give sixty women sixty beads,
 * and neighbours share neither dye nor motif; every sixty the motifs move on by one, for another sixty.
 */
export function beadOf(number: number, organisation: string): BeadLook {
  const i = 7 * number + (spread(organisation) % 60);
  const round = Math.floor((number - 1) / 60);
  return { dye: beadDyes[i % 10] as string, motif: motifNames[(i + round) % 12] as MotifName };
}

/**
 * Floats of one thread colour as one path: each run is a short stroke, tied down every `tie` threads,
 * so that round line ends read as weft. A whole band comes to some 4 KB before compression.
 */
export function floats(chart: Chart, thread: number, tie = 6): string {
  let path = "";
  chart.rows.forEach((row, y) => {
    for (let x = 0; x < chart.wide; ) {
      let run = 1;
      while (run < tie && x + run < chart.wide && row[x + run] === row[x]) run++;
      if (row[x] === thread) path += `M${+(x + 0.42).toFixed(2)} ${y + 0.5}h${+(run - 0.84).toFixed(2)}`;
      x += run;
    }
  });
  return path;
}

/** A motif as floats (large) or as plain blocks without gaps (small). */
export function motifPath(name: MotifName, solid: boolean): string {
  const chart = blank(9, 9);
  stamp(chart, motifs[name], 0, 0, 1);
  if (!solid) return floats(chart, 1, 9);
  let path = "";
  motifs[name].forEach((row, y) => {
    for (const run of row.matchAll(/#+/g)) path += `M${run.index} ${y}h${run[0].length}v1.03h-${run[0].length}z`;
  });
  return path;
}

type Pair = readonly [MotifName, MotifName];

function recipe(organisation: string) {
  const h = spread(organisation);
  const first = (h >>> 3) % 12;
  const second = (first + 1 + ((h >>> 9) % 11)) % 12;
  return {
    pair: [motifNames[first] as MotifName, motifNames[second] as MotifName] as Pair,
    field: (h >>> 17) % fields.length,
    edge: (h >>> 21) % edges.length,
    dyes: grounds[(h >>> 25) % grounds.length] as Dyes,
  };
}

function blank(wide: number, high: number): Chart {
  return { wide, high, rows: Array.from({ length: high }, () => new Uint8Array(wide)) };
}

/** Columns wrap round, so that one repeat meets the next without a seam. */
function put(chart: Chart, x: number, y: number, thread: number): void {
  const row = chart.rows[y];
  if (row) row[((x % chart.wide) + chart.wide) % chart.wide] = thread;
}

function lay(onto: Chart, piece: Chart, left: number, top: number): void {
  for (const [y, row] of piece.rows.entries())
    for (const [x, thread] of row.entries()) if (thread) put(onto, left + x, top + y, thread);
}

function stamp(chart: Chart, rows: readonly string[], left: number, top: number, thread: number): void {
  for (const [y, row] of rows.entries())
    for (const [x, sign] of [...row].entries()) if (sign === "#") put(chart, left + x, top + y, thread);
}

/** Rings of a diamond: `threads[d]` is the thread at distance d from its heart. */
function diamond(chart: Chart, x: number, y: number, threads: readonly number[]): void {
  const r = threads.length - 1;
  for (let v = -r; v <= r; v++)
    for (let u = -r; u <= r; u++) {
      const thread = threads[Math.abs(u) + Math.abs(v)];
      if (thread) put(chart, x + u, y + v, thread);
    }
}

const edgeHigh = 8;

type Edge = (chart: Chart, top: number, down: boolean) => void;

const teeth: Edge = (chart, top, down) => {
  for (let x = 0; x < chart.wide; x++) {
    const off = Math.abs((x % 8) - 4);
    for (let k = off; k < 4; k++) put(chart, x, down ? top + 3 - k : top + k, 1);
    if (x % 8 === 0) put(chart, x, down ? top + 3 : top, 2);
  }
};

const ripple: Edge = (chart, top, down) => {
  for (let x = 0; x < chart.wide; x++) {
    const step = Math.min(x % 8, 8 - (x % 8), 3);
    put(chart, x, down ? top + 3 - step : top + step, 1);
    if (x % 8 < 2 || x % 8 === 7) put(chart, x, down ? top : top + 3, 2);
  }
};

const chequer: Edge = (chart, top) => {
  for (let x = 0; x < chart.wide; x++)
    for (let k = 0; k < 4; k++) {
      const pair = Math.floor(x / 2);
      const low = k < 2 ? 0 : 1;
      if ((pair + low) % 2 === 0) put(chart, x, top + k, pair % 4 === low ? 2 : 1);
    }
};

const edges: readonly Edge[] = [teeth, ripple, chequer];

const hook = ["####", "#..#", "#..#", "##.#", "...#"];

/** Ketupat berkait: great diamonds, hooks and small diamonds between. */
function berkait([first]: Pair): Chart {
  const chart = blank(32, 23);
  diamond(chart, 8, 11, [0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 1]);
  stamp(chart, motifs[first], 4, 7, 1);
  for (const turned of [false, true]) {
    const rows = turned ? [...hook].reverse() : hook;
    const top = turned ? 15 : 3;
    stamp(
      chart,
      rows.map(row => [...row].reverse().join("")),
      26,
      top,
      1,
    );
    stamp(chart, rows, 19, top, 1);
    diamond(chart, 24, turned ? 23 : -1, [3, 3, 0, 2, 2]);
  }
  diamond(chart, 24, 11, [2, 2, 0, 0, 3]);
  return chart;
}

/** Jajar: two motifs in turn, one cut out of a full tile, one on the bare ground, pillars of seeds between. */
function jajar([first, second]: Pair): Chart {
  const chart = blank(36, 17);
  for (let y = 1; y < 16; y++)
    for (let x = 0; x < 15; x++)
      if (!((x < 2 || x > 12) && (y < 3 || y > 13) && (x % 14 !== 0 || y % 14 !== 1))) put(chart, x, y, 1);
  stamp(chart, motifs[first], 3, 4, 0);
  stamp(chart, motifs[second], 21, 4, 2);
  for (const x of [17, 33])
    for (let y = 1; y < 16; y++) {
      if (y % 4 !== 2) put(chart, x, y, 3);
      if (y % 4 === 0) for (const side of [-1, 1]) put(chart, x + side, y, 3);
    }
  for (const y of [1, 15]) for (let x = 23; x < 29; x += 2) put(chart, x, y, 1);
  return chart;
}

/** Ceplok: a lattice set off by half, a motif in each eye, small stars where it crosses. */
function ceplok([first]: Pair): Chart {
  const chart = blank(28, 27);
  const lattice = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2];
  for (const [x, y] of [
    [0, -1],
    [14, 13],
    [0, 27],
  ] as const)
    diamond(chart, x, y, lattice);
  diamond(chart, 14, 13, [0, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
  stamp(chart, motifs[first], 10, 9, 1);
  for (const y of [-1, 27]) diamond(chart, 0, y, [0, 1, 1, 0, 3, 3, 0, 0, 1, 1]);
  for (const x of [7, 21]) for (const y of [6, 20]) diamond(chart, x, y, [1, 0, 2]);
  return chart;
}

/** Gigi: great teeth from both edges, nested, a stream of seeds between. */
function gigi(): Chart {
  const chart = blank(24, 25);
  const threads = [3, 3, 3, 3, 0, 1, 0, 2, 2, 0, 1, 1];
  for (let y = 0; y < 12; y++)
    for (let x = -11; x < 12; x++) {
      const thread = threads[Math.abs(x) + y];
      if (!thread) continue;
      put(chart, 12 + x, y, thread);
      put(chart, x, 24 - y, thread);
    }
  diamond(chart, 12, 16, [2, 0, 3]);
  diamond(chart, 0, 8, [2, 0, 3]);
  return chart;
}

const fields: readonly ((pair: Pair) => Chart)[] = [berkait, jajar, ceplok, gigi];
