/**
 * Where the money is, as boxes whose area is to scale, on every screen. A box too small for its words has them beside
 * it; no box is enlarged to make room. A fund keeps its dye: loans indigo (lent, bank and box its shades), the social
 * fund turmeric, what belongs to all and is never divided a piece of the band.
 */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { Amount } from "./amount.tsx";
import { type AmountUnit, amountParts } from "./amount-parts.ts";
import { BandPattern } from "./band.tsx";
import { useLook } from "./look.tsx";

export type MoneyBox = {
  readonly key: string;
  readonly name: string;
  readonly minor: bigint;
  readonly sub?: string | undefined;
  readonly dye: "lent" | "bank" | "box" | "social" | "cloth";
};

export type BoxesProps = {
  boxes: readonly MoneyBox[];
  /** Said for the whole picture. */
  label: string;
  /** px; the width is that of the page. */
  height?: number | undefined;
  unit?: AmountUnit | undefined;
};

/** The narrowest a picture is drawn: a 360 px phone less its margins. Words that fit here fit everywhere. */
const narrow = 328;

export function Boxes({ boxes, label, height = 320, unit }: BoxesProps): JSX.Element {
  const id = useId();
  const look = useLook();
  const places = divide(
    boxes.filter(box => box.minor > 0n),
    height,
  );
  const words = places.map(place => ({
    ...place,
    lines: linesIn(place, amountParts(place.box.minor, unit ?? look.unit, look.locale)),
  }));
  const cloth = places.find(({ box }) => box.dye === "cloth");
  const beside = words.filter(word => word.lines === 0);
  return (
    <figure class="boxes">
      <svg width="100%" height={height} role="img" aria-label={label}>
        {cloth && (
          <defs>
            <BandPattern id={id} height={cloth.h} />
          </defs>
        )}
        {words.map(({ box, x, y, w, h, lines }) => {
          const { before, head, tail, after } = amountParts(box.minor, unit ?? look.unit, look.locale);
          const large = h > 100 && w * narrow - 36 > 40 + 19 * (head.length + tail.length);
          // Near the top of a tall box, in the middle of a low one.
          const firstY = Math.min(36, round(lines === 2 ? h / 2 - 6 : h / 2 + 6));
          return (
            // Inside the picture, which has the name.
            <svg key={box.key} x={`${round(x * 100)}%`} y={y} width={`${round(w * 100)}%`} height={h}>
              <rect
                class={`money-${box.dye}`}
                width="100%"
                height={h}
                rx="10"
                fill={box.dye === "cloth" ? `url(#${id})` : undefined}
              />
              {lines > 0 && (
                <text class={`on-${box.dye}`}>
                  <tspan x="18" y={firstY} class="name">
                    {box.name}
                  </tspan>
                  <tspan
                    {...(lines === 2
                      ? { x: "18", dy: large ? 40 : h < 84 ? 24 : 26 }
                      : { x: "100%", dx: -18, "text-anchor": "end" })}
                    class={large ? "big" : undefined}
                  >
                    {large && before && <tspan class="cur">{before}</tspan>}
                    <tspan class="name">{head}</tspan>
                    {tail}
                    {large && after}
                  </tspan>
                  {box.sub && large && (
                    <tspan x="18" dy="28" class="sub">
                      {box.sub}
                    </tspan>
                  )}
                </text>
              )}
            </svg>
          );
        })}
      </svg>
      {beside.length > 0 && (
        <ul class="beside-boxes">
          {beside.map(({ box }) => (
            <BoxWords key={box.key} box={box} unit={unit} />
          ))}
        </ul>
      )}
    </figure>
  );
}

function BoxWords({ box, unit }: { box: MoneyBox; unit: AmountUnit | undefined }): JSX.Element {
  return (
    <li>
      <svg width="20" height="20" aria-hidden="true">
        <rect class={`money-${box.dye}`} width="20" height="20" rx="5" />
      </svg>
      <span>{box.name}</span>
      <Amount minor={box.minor} unit={unit} />
    </li>
  );
}

export type ApartProps = {
  name: ComponentChildren;
  minor: bigint;
  /** What `Boxes` beside it shows in all, so that areas compare: stand it in the same column. */
  of: bigint;
  dye: "cloth" | "social";
  /** Height of the `Boxes` picture it is compared with. */
  height?: number | undefined;
  unit?: AmountUnit | undefined;
};

/** A fund kept apart, drawn to the same scale as the boxes: the reserve as a length of band, the social fund as a square. */
export function Apart({ name, minor, of, dye, height = 320, unit }: ApartProps): JSX.Element {
  const id = useId();
  const share = of > 0n ? Number((minor * 10_000n) / of) / 10_000 : 0;
  const tall = dye === "cloth" ? Math.max(12, share * height) : Math.max(12, Math.min(height, 3 * share * height));
  return (
    <div class={`apart ${dye}`}>
      <svg width={dye === "cloth" ? "100%" : "33.33%"} height={round(tall)} aria-hidden="true">
        {dye === "cloth" && (
          <defs>
            <BandPattern id={id} height={tall} />
          </defs>
        )}
        <rect
          class={`money-${dye}`}
          width="100%"
          height={round(tall)}
          rx="8"
          fill={dye === "cloth" ? `url(#${id})` : undefined}
        />
      </svg>
      <p>
        <b>{name}</b>
        <Amount minor={minor} unit={unit} size="mid" />
      </p>
    </div>
  );
}

type Place = { readonly box: MoneyBox; readonly x: number; readonly y: number; readonly w: number; readonly h: number };

/** The largest takes a strip across or down, whichever keeps it squarer; the rest share what is left, and so on. */
function divide(boxes: readonly MoneyBox[], height: number): readonly Place[] {
  const left = [...boxes].sort((a, b) => (a.minor < b.minor ? 1 : a.minor > b.minor ? -1 : 0));
  const places: Place[] = [];
  let area = { x: 0, y: 0, w: 1, h: height };
  let sum = left.reduce((total, box) => total + box.minor, 0n);
  for (const box of left) {
    const share = Number((box.minor * 1_000_000n) / sum) / 1_000_000;
    const { x, y, w, h } = area;
    if (h >= w * narrow * 0.7) {
      places.push({ box, x, y, w, h: h * share });
      area = { x, y: y + h * share, w, h: h * (1 - share) };
    } else {
      places.push({ box, x, y, w: w * share, h });
      area = { x: x + w * share, y, w: w * (1 - share), h };
    }
    sum -= box.minor;
    if (sum <= 0n) break;
  }
  return places;
}

/** Ten px a letter at 18 px, margins of 16 at both sides: name over amount, both in one line, or neither inside. */
function linesIn({ box, w, h }: Place, { head, tail }: { head: string; tail: string }): 0 | 1 | 2 {
  const [room, name, amount] = [w * narrow - 24, 10 * box.name.length, 10 * (head.length + tail.length)];
  if (box.dye === "cloth") return 0;
  if (h >= 56 && room >= Math.max(name, amount)) return 2;
  return h >= 32 && room >= name + 24 + amount ? 1 : 0;
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
