/**
 * Bars that mean: *for me* is a bar in her bead's dye, *for us* a bar of cloth. Each is measured against the largest
 * of its kind, so that two choices can be compared at a glance. A price is one bar, makers first.
 */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { RibbonPattern } from "./band.tsx";
import { Line, Lines } from "./lines.tsx";
import { beadOf } from "./loom.ts";
import { useLook } from "./look.tsx";

export type BarProps = {
  label: ComponentChildren;
  /** At the right of the label: an Amount. */
  end?: ComponentChildren;
  minor: bigint;
  /** The largest of its kind. */
  most: bigint;
  /** Whose: a member's number, or all of us. */
  of: "us" | { readonly member: number };
};

export function Bar({ label, end, minor, most, of }: BarProps): JSX.Element {
  const id = useId();
  const { organisation } = useLook();
  return (
    <span class="bar">
      <span class="sum">
        <span>{label}</span>
        {end}
      </span>
      <svg width="100%" height="22" aria-hidden="true">
        {of === "us" && (
          <defs>
            <RibbonPattern id={id} height={22} />
          </defs>
        )}
        <rect class="rest" width="100%" height="22" rx="4" />
        <rect
          width={percent(minor, most)}
          height="22"
          rx="4"
          fill={of === "us" ? `url(#${id})` : beadOf(of.member, organisation).dye}
        />
      </svg>
    </span>
  );
}

export type Slice = {
  readonly key: string;
  readonly name: ComponentChildren;
  readonly minor: bigint;
  /** At the end of its line: an Amount. */
  readonly end?: ComponentChildren;
  readonly dye: "morinda" | "turmeric" | "leaf" | "indigo" | "violet" | "teal" | "grey";
};

/** One bar from left to right, each slice named by who receives it. The order is the caller's: makers first. */
export function Slices({ slices, label }: { slices: readonly Slice[]; label: string }): JSX.Element {
  const whole = slices.reduce((sum, slice) => sum + slice.minor, 0n);
  let from = 0n;
  return (
    <figure class="slices" aria-label={label}>
      <svg width="100%" height="40" aria-hidden="true">
        {slices.map(slice => {
          const x = percent(from, whole);
          from += slice.minor;
          return (
            <rect key={slice.key} class={`dye-${slice.dye}`} x={x} width={percent(slice.minor, whole)} height="40" />
          );
        })}
      </svg>
      <Lines>
        {slices.map(slice => (
          <Line
            key={slice.key}
            lead={
              <svg width="20" height="20" aria-hidden="true">
                <rect class={`dye-${slice.dye}`} width="20" height="20" rx="5" />
              </svg>
            }
            label={slice.name}
            end={slice.end}
          />
        ))}
      </Lines>
    </figure>
  );
}

function percent(part: bigint, whole: bigint): string {
  return whole <= 0n || part <= 0n ? "0%" : `${Number((part * 10_000n) / whole) / 100}%`;
}
