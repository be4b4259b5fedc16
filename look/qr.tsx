/**
 * A QR code for paper: what it holds is also said in words, since who cannot scan it must find the same. How it is drawn
 * is loaded after the page stands; its place is kept until then, so that nothing moves.
 */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Modules left white around it: scanners want four. */
const quiet = 4;

/** `text` is null until it is known. */
export function Qr({
  text,
  label,
  isDense = false,
}: {
  text: string | null;
  label: string;
  isDense?: boolean | undefined;
}): JSX.Element {
  const [drawn, setDrawn] = useState<{ readonly size: number; readonly path: string } | null>(null);
  useEffect(() => {
    if (text === null) return;
    let isStill = true;
    // Where it cannot be loaded, the code in words is on the paper all the same.
    void import("uqr").then(
      ({ encode }) => {
        // Some more is kept than is needed to read it ("M"): an inkjet smears. Where it holds much, larger points are worth more.
        const { size, data } = encode(text, { ecc: isDense ? "L" : "M", border: quiet });
        const dark = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")));
        if (isStill) setDrawn({ size, path: dark.join("") });
      },
      () => {},
    );
    return () => {
      isStill = false;
    };
  }, [text, isDense]);
  if (drawn === null) return <svg class="qr" aria-hidden="true" />;
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${drawn.size} ${drawn.size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={drawn.path} fill="#000" />
    </svg>
  );
}
