/**
 * How something went over time. The line is the picture, first and last are said beside it, and the same figures are a
 * table one tap away: nobody has to read a chart.
 */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

export type TrendPoint = {
  readonly label: string;
  readonly value: bigint /** As said: "14,4 juta". */;
  readonly said: string;
};

export type TrendProps = {
  points: readonly TrendPoint[];
  /** One sentence that says what the picture shows. */
  describe: string;
  title: ComponentChildren;
  kind?: "line" | "bars" | undefined;
  /** Words for the table: its button, and the heads of its two columns. */
  table: { readonly open: string; readonly label: string; readonly value: string };
};

const wide = 640;
const high = 128;

export function Trend({ points, describe, title, kind = "line", table }: TrendProps): JSX.Element {
  const id = useId();
  const most = points.reduce((most, { value }) => larger(value, most), 1n);
  const step = wide / Math.max(kind === "line" ? points.length - 1 : points.length, 1);
  const at = points.map(({ value }, i) => ({
    x: Math.round(10 + (i * step * (wide - 20)) / wide),
    y: Math.round(high - (Number((value * 1000n) / most) / 1000) * (high - 16)),
  }));
  const line = at.map(({ x, y }, i) => `${i ? "L" : "M"}${x} ${y}`).join("");
  const first = points[0];
  const last = points[points.length - 1];
  const end = at[at.length - 1];
  return (
    <figure class="trend">
      <figcaption>
        <h2>{title}</h2>
      </figcaption>
      <svg viewBox={`0 0 ${wide} ${high + 4}`} role="img" aria-labelledby={`${id}d`}>
        <title id={`${id}d`}>{describe}</title>
        {kind === "line" ? (
          <>
            <path class="area" d={`${line}L${end?.x ?? 0} ${high}L${at[0]?.x ?? 0} ${high}z`} />
            <path class="base" d={`M0 ${high}H${wide}`} />
            <path class="ln" d={line} />
            {at.map(({ x, y }, i) => (
              <circle
                key={x}
                cx={x}
                cy={y}
                r={i === at.length - 1 ? 9 : 5}
                class={i === at.length - 1 ? "last" : undefined}
              />
            ))}
          </>
        ) : (
          <>
            {at.map(({ x, y }, i) => (
              <rect
                key={x}
                class={i === at.length - 1 ? "stick last" : "stick"}
                x={x}
                y={y}
                width={Math.max(4, step * 0.66)}
                height={high - y}
                rx="4"
              />
            ))}
            <path class="base" d={`M0 ${high}H${wide}`} />
          </>
        )}
      </svg>
      {first && last && (
        <div class="ends" aria-hidden="true">
          <p>
            <span class="soft">{first.label}</span> {first.said}
          </p>
          <p>
            <span class="soft">{last.label}</span> <b>{last.said}</b>
          </p>
        </div>
      )}
      <details>
        <summary>{table.open}</summary>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{table.label}</th>
              <th scope="col">{table.value}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(point => (
              <tr key={point.label}>
                <th scope="row">{point.label}</th>
                <td>{point.said}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** Math.max does not take bigint. */
function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}
