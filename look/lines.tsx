/**
 * Lines of a sheet: what is due, already filled in, each confirmed by one tap. 56 px high; the tick is leaf when done,
 * ringed in indigo when it is next, bare when it is to come.
 */
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icons.tsx";

export function Lines({
  children,
  label,
  ordered,
}: {
  children: ComponentChildren;
  label?: string | undefined;
  ordered?: boolean;
}): JSX.Element {
  const List = (ordered ? "ol" : "ul") as "ul";
  return (
    <List class="lines" aria-label={label} role="list">
      {children}
    </List>
  );
}

export type TickState = "done" | "now" | "todo";

export type LineProps = {
  label: ComponentChildren;
  sub?: ComponentChildren;
  /** Before the label: a bead, an icon. */
  lead?: ComponentChildren;
  /** At the right: an Amount, a Mark. */
  end?: ComponentChildren;
  tick?: TickState | undefined;
  href?: string | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
  /** For a line that is confirmed: says whether it is. */
  pressed?: boolean | undefined;
  busy?: boolean | undefined;
  /** The next step is a page: shows an arrow at the end. */
  arrow?: boolean | undefined;
  /** Under the line: the notes and coins of its amount. */
  below?: ComponentChildren;
};

export function Line({ label, sub, lead, end, tick, href, onClick, pressed, busy, arrow, below }: LineProps): JSX.Element {
  const inside = (
    <>
      {lead && <span class="lead">{lead}</span>}
      <span class="grow">
        {label}
        {sub && <small>{sub}</small>}
      </span>
      {end}
      {tick && <Tick state={tick} />}
      {arrow && <Icon name="next" size={20} />}
    </>
  );
  return (
    <li>
      {href !== undefined ? (
        <a class="line" href={href} onClick={onClick}>
          {inside}
        </a>
      ) : onClick ? (
        <button class="line" type="button" onClick={onClick} aria-pressed={pressed} aria-busy={busy}>
          {inside}
        </button>
      ) : (
        <div class="line">{inside}</div>
      )}
      {below}
    </li>
  );
}

export function Tick({ state }: { state: TickState }): JSX.Element {
  return (
    <span class={`tick ${state}`} aria-hidden="true">
      <Icon name="check" size={20} />
    </span>
  );
}

export type MarkColour = "leaf" | "turmeric" | "red" | "indigo" | "soft";

/**
 * A word on colour. Leaf: received, balanced, on time, sealed. Turmeric: waiting, due today, needs a look.
 * Red: a difference, refused, missing; never for a person who is late. Indigo: how many, how much of something.
 */
export function Mark({
  colour,
  icon,
  children,
}: {
  colour: MarkColour;
  icon?: IconName | undefined;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <span class={`mark ${colour}`}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </span>
  );
}
