/**
 * Empty, waiting, offline, refused: designed, not leftovers. A picture, then what is so, that nothing is lost, and what
 * to do, with the act in the same place as ever.
 */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { Amount } from "./amount.tsx";
import type { AmountUnit } from "./amount-parts.ts";
import { Band } from "./band.tsx";
import { BeadTile } from "./bead.tsx";
import { Icon, Sign } from "./icons.tsx";
import { type KeyHolder, Keys } from "./seal.tsx";

export type StatePanelProps = {
  kind: "empty" | "waiting" | "offline" | "refused";
  title: ComponentChildren;
  children?: ComponentChildren;
  /** Refused for want of money: asked against there. */
  compare?: { readonly asked: Measured; readonly there: Measured } | undefined;
  /** Waiting for keys: whose. */
  keys?: { readonly label: string; readonly holders: readonly KeyHolder[] } | undefined;
  organisation?: string | undefined;
};

export type Measured = { readonly label: string; readonly minor: bigint; readonly unit?: AmountUnit | undefined };

export function StatePanel({ kind, title, children, compare, keys, organisation }: StatePanelProps): JSX.Element {
  return (
    <div class="state">
      <div class={`art over ${kind}`}>
        {kind === "empty" && <BareWarp organisation={organisation} />}
        {kind === "offline" && <PhoneAndBarn organisation={organisation} />}
        {kind === "waiting" && (keys ? <Keys {...keys} /> : <Icon name="clock" size={96} />)}
        {kind === "refused" && (compare ? <Compared {...compare} /> : <Icon name="loose" size={112} />)}
      </div>
      <div class="stack tight">
        <h2 class="voice">{title}</h2>
        {children}
      </div>
    </div>
  );
}

/** No members yet: bare warp above the first woven strip. */
function BareWarp({ organisation }: { organisation: string | undefined }): JSX.Element {
  const id = useId();
  return (
    <>
      <svg class="warp" width="100%" height="162" aria-hidden="true">
        <defs>
          <pattern id={id} width="6" height="8" patternUnits="userSpaceOnUse">
            <path d="M1 0v8" />
          </pattern>
        </defs>
        <rect width="100%" height="162" fill={`url(#${id})`} />
      </svg>
      <Band organisation={organisation} />
    </>
  );
}

/** The beads are safe in the phone; the way to the barn is open again later. */
function PhoneAndBarn({ organisation }: { organisation: string | undefined }): JSX.Element {
  return (
    <>
      <svg width="112" height="176" viewBox="0 0 112 176" aria-hidden="true">
        <rect class="phone" x="1.5" y="1.5" width="109" height="173" rx="20" />
        {Array.from({ length: 8 }, (_, i) => (
          <g key={i} transform={`translate(${21 + (i % 2) * 38} ${15 + Math.floor(i / 2) * 38}) scale(2.14)`}>
            <BeadTile number={i + 1} solid organisation={organisation} />
          </g>
        ))}
      </svg>
      <svg class="way" width="100%" height="4" aria-hidden="true">
        <path d="M0 2h2000" />
      </svg>
      <Sign name="barn" size={88} />
    </>
  );
}

/** Two columns to scale; the one that was asked for is only an outline. */
function Compared({ asked, there }: { asked: Measured; there: Measured }): JSX.Element {
  const enough = there.minor > asked.minor;
  const most = enough ? there.minor : asked.minor;
  const tall = (minor: bigint) => (most > 0n ? Math.round(Number((minor * 168n) / most)) : 0);
  return (
    <div class="compared">
      {[asked, there].map((one, i) => (
        <div key={one.label}>
          <p>
            <span>{one.label}</span>
            <Amount minor={one.minor} unit={one.unit} bare />
          </p>
          <svg width="100%" height={tall(one.minor)} aria-hidden="true">
            <rect class={i ? "there" : "asked"} x="1%" y="1" width="98%" height={tall(one.minor) + 12} rx="8" />
          </svg>
        </div>
      ))}
    </div>
  );
}
