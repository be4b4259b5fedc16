/** A line with two places to press: the line itself opens it, the tick at its end says it is so. Both 48 px and more. */
import { Tick, type TickState } from "#look";
import type { ComponentChildren, JSX } from "preact";

export interface TickedLineProps {
  readonly lead?: ComponentChildren;
  readonly label: ComponentChildren;
  readonly sub?: ComponentChildren;
  readonly end?: ComponentChildren;
  readonly tick: TickState;
  /** What the tick does, for who listens: "Received: shares, Ibu Wulan". */
  readonly tickLabel: string;
  readonly onTick: () => void;
  readonly onOpen?: (() => void) | undefined;
  /** Under the line: why it was not accepted. */
  readonly below?: ComponentChildren;
}

export function TickedLine({
  lead,
  label,
  sub,
  end,
  tick,
  tickLabel,
  onTick,
  onOpen,
  below,
}: TickedLineProps): JSX.Element {
  const inside = (
    <>
      {lead && <span class="lead">{lead}</span>}
      <span class="grow">
        {label}
        {sub && <small>{sub}</small>}
      </span>
      {end}
    </>
  );
  return (
    <li>
      <div class="with-end">
        {onOpen ? (
          <button class="line" type="button" onClick={onOpen}>
            {inside}
          </button>
        ) : (
          <div class="line">{inside}</div>
        )}
        <button class="tool" type="button" aria-label={tickLabel} aria-pressed={tick === "done"} onClick={onTick}>
          <Tick state={tick} />
        </button>
      </div>
      {below}
    </li>
  );
}
