/**
 * A member's bead: a rounded tile in her dye with her motif in white, derived from her number and kept for life.
 * It stands beside her name wherever her name stands. Her photograph may take its place if she wishes; then the bead
 * stays small in its corner, because colour and motif are how the others know her line on paper.
 */
import type { JSX } from "preact";
import { MotifThreads } from "./band.tsx";
import { beadOf } from "./loom.ts";
import { useLook } from "./look.tsx";

export type BeadProps = {
  number: number;
  /** Side in px. From 40 up the motif is drawn as threads, below as solid blocks. */
  size?: number | undefined;
  /** Address of her photograph, if she wishes. */
  photo?: string | undefined;
  /** For paper: outline and motif in black. */
  grey?: boolean | undefined;
  /** Said aloud when no name stands beside it. */
  label?: string | undefined;
  organisation?: string | undefined;
  class?: string | undefined;
};

export function Bead({ number, size = 32, photo, grey, label, organisation, class: name }: BeadProps): JSX.Element {
  const said = label ? ({ role: "img", "aria-label": label } as const) : ({ "aria-hidden": "true" } as const);
  const bead = (
    // Named or hidden by the spread.
    <svg
      class={`bead ${(!photo && name) || ""}`}
      width={size}
      height={size}
      viewBox="0 0 15 15"
      {...(photo ? { "aria-hidden": "true" } : said)}
    >
      <BeadTile number={number} grey={grey} solid={size < 40 || Boolean(photo)} organisation={organisation} />
    </svg>
  );
  if (!photo) return bead;
  return (
    <span class={`bead-photo ${name ?? ""}`} {...(label ? said : {})}>
      <img src={photo} width={size} height={size} alt="" />
      {bead}
    </span>
  );
}

export type BeadTileProps = {
  number: number;
  grey?: boolean | undefined;
  solid?: boolean | undefined;
  organisation?: string | undefined;
};

/** The tile alone, fifteen units square, for drawing inside another SVG. */
export function BeadTile({ number, grey, solid, organisation }: BeadTileProps): JSX.Element {
  const around = useLook().organisation;
  const { dye, motif } = beadOf(number, organisation ?? around);
  return (
    <>
      {grey ? (
        <rect x=".3" y=".3" width="14.4" height="14.4" rx="4.4" fill="#fff" stroke="#222" stroke-width=".6" />
      ) : (
        <rect class="bead-rim" width="15" height="15" rx="4.4" fill={dye} />
      )}
      <g transform="translate(3 3)">
        <MotifThreads name={motif} solid={solid ?? false} dye={grey ? "#222" : "#fff"} />
      </g>
    </>
  );
}
