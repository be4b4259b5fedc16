/**
 * Threads with knots: the steps of a meeting in the method's order, and the instalments of a loan. A done knot is
 * filled leaf, the present one is larger and ringed, what is to come is bare. Names show where there is room and are
 * always there for who listens.
 */
import type { JSX } from "preact";

export type Step = {
  readonly name: string;
  readonly state: "done" | "now" | "todo";
  readonly href?: string | undefined;
};

export function Thread({ label, steps }: { label: string; steps: readonly Step[] }): JSX.Element {
  return (
    <ol class="thread" aria-label={label}>
      {steps.map(step => (
        <li key={step.name} class={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          {step.href ? <a href={step.href}>{step.name}</a> : <span>{step.name}</span>}
        </li>
      ))}
    </ol>
  );
}

/** What the thread says under it on a phone: the step and how far it is. */
export function StepName({ name, far }: { name: string; far?: string | undefined }): JSX.Element {
  return (
    <p class="step-name">
      <b>{name}</b>
      {far && <span class="soft">{far}</span>}
    </p>
  );
}

export type InstalmentsProps = {
  /** Said aloud: "4 of 10 paid". */
  label: string;
  count: number;
  paid: number;
  /** The one due now, by number: it alone carries its figure. */
  due?: number | undefined;
};

/** The thread of a loan. Past twenty-four knots it runs over several rows. */
export function Instalments({ label, count, paid, due }: InstalmentsProps): JSX.Element {
  const row = count > 14 ? 12 : count;
  const step = 560 / Math.max(row - 1, 1);
  const rows = Math.ceil(count / row);
  const knots = Array.from({ length: count }, (_, i) => ({
    n: i + 1,
    x: 24 + (i % row) * step,
    y: 28 + Math.floor(i / row) * 56,
  }));
  return (
    <svg class="instalments" viewBox={`0 0 608 ${rows * 56}`} role="img" aria-label={label}>
      {knots
        .slice(1)
        .map(
          ({ n, x, y }) =>
            n % row !== 1 && (
              <path key={n} class={n <= paid || n === due ? "run" : "left"} d={`M${x - step} ${y}h${step}`} />
            ),
        )}
      {knots.map(({ n, x, y }) => (
        <circle key={n} cx={x} cy={y} r={n === due ? 22 : 10} class={n === due ? "due" : n <= paid ? "paid" : "left"} />
      ))}
      {due && due <= count && (
        <text x={knots[due - 1]?.x} y={(knots[due - 1]?.y ?? 0) + 8} text-anchor="middle">
          {due}
        </text>
      )}
    </svg>
  );
}
