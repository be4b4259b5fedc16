/**
 * The woven band of an organisation, in its lengths: whole at the top of the home, a ribbon under every other head,
 * hanging down a wide screen, a cord, grey on paper. Cloth is what belongs to all; it also covers hidden amounts,
 * always at the same length whatever lies under it. Drawn as one SVG pattern, one path a colour.
 */
import type { JSX } from "preact";
import { useId, useMemo } from "preact/hooks";
import { floats, greyDyes, type MotifName, motifPath, type Weave, weave, weaveRibbon } from "./loom.ts";
import { useLook } from "./look.tsx";

export type BandProps = {
  /** The organisation's id; without it, the one of the surrounding `Look`. */
  organisation?: string | undefined;
  /** Height in px; the threads follow. */
  height?: number | undefined;
  grey?: boolean | undefined;
  /** Warp ends hanging under the cloth, as on the home. */
  fringe?: boolean | undefined;
  class?: string | undefined;
};

/** The whole band. Fills the width it is given. */
export function Band({ height = 94, fringe, ...rest }: BandProps): JSX.Element {
  const woven = useWeave(rest.organisation, weave);
  return <Woven woven={woven} cell={height / woven.chart.high} fringe={fringe} {...rest} />;
}

/** Two motifs in turn on eleven threads. */
export function Ribbon({ height = 22, ...rest }: BandProps): JSX.Element {
  const woven = useWeave(rest.organisation, weaveRibbon);
  return <Woven woven={woven} cell={height / 11} {...rest} />;
}

/** The band down the left edge of a wide screen; `cord` is the ribbon hung the same way. */
export function HangingBand({
  width = 98,
  cord,
  ...rest
}: Omit<BandProps, "height" | "fringe"> & { width?: number; cord?: boolean }): JSX.Element {
  const woven = useWeave(rest.organisation, cord ? weaveRibbon : weave);
  return <Woven woven={woven} cell={width / woven.chart.high} hanging {...rest} />;
}

/** What lies over a hidden amount: always four motifs long. */
export function Cloth({ organisation }: { organisation?: string }): JSX.Element {
  const woven = useWeave(organisation, weaveRibbon);
  return <Woven woven={woven} cell={4} width={192} class="cloth" />;
}

/** One motif in the colour of the text around it. */
export function Motif({ name, size = 24 }: { name: MotifName; size?: number }): JSX.Element {
  return (
    <svg class="motif" width={size} height={size} viewBox="0 0 9 9" aria-hidden="true">
      <MotifThreads name={name} solid={size < 24} />
    </svg>
  );
}

/** The threads of a motif, inside an SVG of its own measure. */
export function MotifThreads({
  name,
  solid,
  dye = "currentColor",
}: {
  name: MotifName;
  solid?: boolean;
  dye?: string;
}): JSX.Element {
  const path = motifPath(name, solid ?? false);
  return solid ? (
    <path d={path} fill={dye} />
  ) : (
    <path d={path} stroke={dye} stroke-width=".86" stroke-linecap="round" fill="none" />
  );
}

export type ClothPatternProps = {
  id: string /** px; one repeat fills it. */;
  height: number;
  organisation?: string | undefined;
};

/** The ribbon as a filling for shapes in another SVG: put it in `defs` and fill with `url(#id)`. */
export function RibbonPattern({ id, organisation, height }: ClothPatternProps): JSX.Element {
  return <Pattern id={id} woven={useWeave(organisation, weaveRibbon)} cell={height / 11} />;
}

/** The whole band as a filling. */
export function BandPattern({ id, organisation, height }: ClothPatternProps): JSX.Element {
  const woven = useWeave(organisation, weave);
  return <Pattern id={id} woven={woven} cell={height / woven.chart.high} />;
}

function useWeave(organisation: string | undefined, how: (id: string) => Weave): Weave {
  const around = useLook().organisation;
  const id = organisation ?? around;
  return useMemo(() => how(id), [id, how]);
}

type WovenProps = {
  woven: Weave;
  cell: number;
  width?: number;
  grey?: boolean | undefined;
  fringe?: boolean | undefined;
  hanging?: boolean;
  class?: string | undefined;
};

function Woven({ woven, cell, width, grey, fringe, hanging, class: name }: WovenProps): JSX.Element {
  const id = useId();
  const across = round(woven.chart.high * cell);
  const high = fringe ? across + 8 : across;
  return (
    <svg
      class={name ?? "woven"}
      width={hanging ? across : (width ?? "100%")}
      height={hanging ? "100%" : high}
      aria-hidden="true"
    >
      <defs>
        <Pattern id={id} woven={woven} cell={cell} grey={grey} hanging={hanging} />
        {fringe && (
          <pattern id={`${id}f`} width="6" height="8" patternUnits="userSpaceOnUse">
            <path d="M1 0v8" stroke={woven.dyes[0]} stroke-width="2" />
          </pattern>
        )}
      </defs>
      <rect width="100%" height={hanging ? "100%" : across} fill={`url(#${id})`} />
      {fringe && <rect y={across} width="100%" height="8" fill={`url(#${id}f)`} />}
    </svg>
  );
}

function Pattern({ id, woven, cell, grey, hanging }: WovenProps & { id: string }): JSX.Element {
  const { chart } = woven;
  const dyes = grey ? greyDyes : woven.dyes;
  const turn = hanging ? `translate(${round(chart.high * cell)} 0) rotate(90) ` : "";
  return (
    <pattern
      id={id}
      width={chart.wide}
      height={chart.high}
      patternUnits="userSpaceOnUse"
      patternTransform={`${turn}scale(${round(cell)})`}
    >
      <rect width={chart.wide} height={chart.high} fill={dyes[0]} />
      {!grey && <path d={warp(chart.wide, chart.high)} stroke="#fff" stroke-opacity=".05" stroke-width=".3" />}
      {[1, 2, 3].map(thread => (
        <path
          key={thread}
          d={floats(chart, thread)}
          stroke={dyes[thread]}
          stroke-width=".84"
          stroke-linecap="round"
          fill="none"
        />
      ))}
    </pattern>
  );
}

/** The faint upright threads the weft runs over. */
function warp(wide: number, high: number): string {
  let path = "";
  for (let x = 0; x < wide; x++) path += `M${x}.5 0v${high}`;
  return path;
}

function round(n: number): number {
  return Math.round(n * 1000) / 1000;
}
