/** One stamp a share, in fives, as in the paper passbook: seen and counted, not read. */
import type { JSX } from "preact";

export type StampsProps = {
  count: number /** Empty places to show after them, up to `of`. */;
  of?: number | undefined;
  label: string;
};

/** Past this the picture says no more than the figure beside it. */
const stampsMax = 250;

export function Stamps({ count, of = count, label }: StampsProps): JSX.Element {
  const shown = Math.min(Math.max(count, of), stampsMax);
  const fives = Array.from({ length: Math.ceil(shown / 5) }, (_, f) => Math.min(5, shown - f * 5));
  return (
    <span class="stamps" role="img" aria-label={label}>
      {fives.map((five, f) => (
        <svg key={f} width={five * 12} height="12" viewBox={`0 0 ${five * 12} 12`} aria-hidden="true">
          {Array.from({ length: five }, (_, i) => (
            <path key={i} class={f * 5 + i < count ? "on" : "off"} d={`M${i * 12 + 6} 1l5 5-5 5-5-5z`} />
          ))}
        </svg>
      ))}
    </span>
  );
}
