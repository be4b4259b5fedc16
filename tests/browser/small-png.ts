/**
 * A picture of a screen in 256 colours at most: a third of the bytes, and nobody sees the difference, since screens are
 * flat. Reads the PNG a browser makes (eight bits a channel, not interlaced) and writes one with a palette.
 */
import { crc32, deflateSync, inflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const coloursMost = 256;

export function smallPng(png: Buffer): Buffer {
  const { width, height, channels, pixels } = read(png);
  const palette = paletteOf(pixels, channels);
  const nearest = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    at += 1;
    for (let x = 0; x < width; x += 1, at += 1) {
      const from = (y * width + x) * channels;
      rows[at] = nearest(pixels[from]!, pixels[from + 1]!, pixels[from + 2]!);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

type Colour = readonly [red: number, green: number, blue: number];

function read(png: Buffer): { width: number; height: number; channels: 3 | 4; pixels: Buffer } {
  const data: Buffer[] = [];
  let [width, height, kind] = [0, 0, 0];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") [width, height, kind] = [body.readUInt32BE(0), body.readUInt32BE(4), body[9]!];
    if (name === "IDAT") data.push(body);
    at += length + 12;
  }
  if (kind !== 2 && kind !== 6) throw new Error("the picture is not as a browser makes it");
  const channels = kind === 6 ? 4 : 3;
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x += 1) {
      const here = y * stride + x;
      const left = x < channels ? 0 : pixels[here - channels]!;
      const up = y === 0 ? 0 : pixels[here - stride]!;
      const corner = x < channels || y === 0 ? 0 : pixels[here - stride - channels]!;
      pixels[here] = raw[y * (stride + 1) + 1 + x]! + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
    }
  }
  return { width, height, channels, pixels };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

/** So many of the colours are those seen most; the rest stand for hues that are seen seldom. */
const oftenMost = 192;

/**
 * The colours that are most of the picture, told apart finely, so that the soft edge of a card stays soft; and of each
 * coarser cube of like colours that has none yet the one that is most often in it.
 */
function paletteOf(pixels: Buffer, channels: number): readonly Colour[] {
  const often = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += channels) {
    const colour = (pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!;
    often.set(colour, (often.get(colour) ?? 0) + 1);
  }
  const fine = bestOfCubes(often, 1).slice(0, oftenMost);
  const known = new Set(fine.map(colour => cubeOf(colour, 3)));
  const seldom = bestOfCubes(often, 3).filter(colour => !known.has(cubeOf(colour, 3)));
  return [...fine, ...seldom]
    .slice(0, coloursMost)
    .map(colour => [colour >> 16, (colour >> 8) & 255, colour & 255] as const);
}

/** Which cube of colours, `2 ** bits` wide, it lies in. */
const cubeOf = (colour: number, bits: number): number =>
  ((colour >> (16 + bits)) << 16) | (((colour >> 8) & 255) >> bits << 8) | ((colour & 255) >> bits);

/** Of each cube the colour that is most often in it; the fullest cube first. */
function bestOfCubes(often: ReadonlyMap<number, number>, bits: number): readonly number[] {
  const cubes = new Map<number, { count: number; best: number; bestCount: number }>();
  for (const [colour, count] of often) {
    const cube = cubeOf(colour, bits);
    const known = cubes.get(cube) ?? { count: 0, best: colour, bestCount: 0 };
    known.count += count;
    if (count > known.bestCount || (count === known.bestCount && colour < known.best))
      [known.best, known.bestCount] = [colour, count];
    cubes.set(cube, known);
  }
  return [...cubes.values()].sort((a, b) => b.count - a.count || a.best - b.best).map(({ best }) => best);
}

function nearestIn(palette: readonly Colour[]): (red: number, green: number, blue: number) => number {
  const known = new Map<number, number>();
  return (red, green, blue) => {
    const colour = (red << 16) | (green << 8) | blue;
    const found = known.get(colour);
    if (found !== undefined) return found;
    let [best, distance] = [0, Number.POSITIVE_INFINITY];
    for (const [index, [r, g, b]] of palette.entries()) {
      const far = 2 * (r - red) ** 2 + 4 * (g - green) ** 2 + 3 * (b - blue) ** 2;
      if (far < distance) [best, distance] = [index, far];
    }
    known.set(colour, best);
    return best;
  };
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
