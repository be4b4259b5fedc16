/**
 * An amount with a strong head and a light tail: Rp **92**.000 reads "ninety-two thousand". Many who count money well
 * cannot read more than two figures at once, so the head is what is said first. In the sans, tabular, never the serif.
 */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type AmountUnit, amountParts } from "./amount-parts.ts";
import { Cloth } from "./band.tsx";
import { useLook } from "./look.tsx";

export type AmountProps = {
  minor: bigint;
  unit?: AmountUnit | undefined;
  locale?: string | undefined;
  /** text 18, mid 22 (two side by side), number 34, remember 48 (only the balances to remember). */
  size?: "text" | "mid" | "number" | "remember" | undefined;
  /** Leave the currency out where a head or a sum says it once. */
  bare?: boolean | undefined;
  /** Only due, not yet received: no strong head. */
  light?: boolean | undefined;
};

export function Amount({ minor, unit, locale, size = "text", bare, light }: AmountProps): JSX.Element {
  const look = useLook();
  const { sign, before, head, tail, after } = amountParts(minor, unit ?? look.unit, locale ?? look.locale);
  return (
    <span class={`amt ${size}${light ? " light" : ""}`}>
      {sign}
      {before && !bare && <small>{before}</small>}
      {head}
      {tail && <span class="tail">{tail}</span>}
      {after && !bare && <small>{after}</small>}
    </span>
  );
}

export type AmountHiddenProps = AmountProps & {
  /** What the button is called while the cloth lies on it: "Savings: press to see". */
  label: string;
  /** What it is called while the amount is seen: "Savings: press to cover". */
  coverLabel: string;
  /** Held open or shut from outside, for one button over a whole page. */
  open?: boolean | undefined;
  onToggle?: ((open: boolean) => void) | undefined;
  /** A short press leaves it open this long. */
  openMs?: number | undefined;
};

/** How long a press must last to count as a hold, which covers again as soon as the finger lifts. */
const holdMs = 400;

/** A press is followed by its own click within this time. */
const clickAfterMs = 500;

type Press = { readonly atMs: number; readonly wasSeen: boolean };

/**
 * An amount under cloth. Until it is pressed the figure is not in the page at all, so no one can read over a shoulder.
 * A short press leaves it open for a while, a hold only as long as it lasts; Enter and Space open and cover.
 */
export function AmountHidden({
  label,
  coverLabel,
  open,
  onToggle,
  openMs = 20_000,
  ...amount
}: AmountHiddenProps): JSX.Element {
  const [self, setSelf] = useState(false);
  const press = useRef<Press | undefined>(undefined);
  const pressedUntilMs = useRef(Number.NEGATIVE_INFINITY);
  const seen = open ?? self;
  const set = (next: boolean) => {
    if (open === undefined) setSelf(next);
    onToggle?.(next);
  };
  const slipAway = () => {
    if (press.current && !press.current.wasSeen) set(false);
    press.current = undefined;
  };
  useEffect(() => {
    if (!self) return;
    const timer = setTimeout(() => setSelf(false), openMs);
    return () => clearTimeout(timer);
  }, [self, openMs]);
  return (
    <span class="veil">
      <button
        type="button"
        aria-label={seen ? undefined : label}
        onPointerDown={event => {
          press.current = { atMs: event.timeStamp, wasSeen: seen };
          if (!seen) set(true);
        }}
        onPointerUp={event => {
          const done = press.current;
          press.current = undefined;
          pressedUntilMs.current = event.timeStamp;
          if (done && (done.wasSeen || event.timeStamp - done.atMs >= holdMs)) set(false);
        }}
        onPointerLeave={event => {
          // A finger also "leaves" when it lifts; only a mouse that slides away covers here.
          if (event.pointerType === "mouse") slipAway();
        }}
        onPointerCancel={slipAway}
        onClick={event => {
          // From the keyboard, or from whatever clicks without pressing.
          if (event.detail === 0 || event.timeStamp - pressedUntilMs.current > clickAfterMs) set(!seen);
        }}
        onContextMenu={event => event.preventDefault()}
      >
        {seen && <span class="vh">{coverLabel}</span>}
        {seen ? <Amount {...amount} /> : <Cloth />}
      </button>
      <span class="vh" aria-live="polite">
        {seen && <Amount {...amount} />}
      </span>
    </span>
  );
}
