/**
 * The circle of the women: their beads round the home before a meeting, filling up beside the sheet while it runs.
 * The string is the same seen from within: who has been, who is here, who is to come.
 */
import type { ComponentChildren, JSX } from "preact";
import { Bead, BeadTile } from "./bead.tsx";

export type CircleMember = { readonly number: number; readonly state: "done" | "now" | "todo" };

export type CircleProps = {
  members: readonly CircleMember[];
  /** Said instead of the picture when the middle is empty. */
  label?: string | undefined;
  /** What stands in the middle. */
  children?: ComponentChildren;
  /** Rounder, for beside the sheet. */
  round?: boolean | undefined;
  organisation?: string | undefined;
};

export function Circle({ members, label, children, round, organisation }: CircleProps): JSX.Element {
  const wide = 294;
  const high = round ? 224 : 180;
  const rx = wide / 2 - 14;
  const ry = high / 2 - 14;
  const weights = members.map(({ state }) => (state === "now" ? nowWeight : 1));
  const places = around(weights, rx, ry);
  const side = Math.min(22, Math.max(7, (0.88 * lengthOf(rx, ry)) / Math.max(total(weights), 1)));
  return (
    <div class="circle">
      {/* Named or hidden by the spread. */}
      <svg
        viewBox={`0 0 ${wide} ${high}`}
        {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" })}
      >
        <ellipse cx={wide / 2} cy={high / 2} rx={rx} ry={ry} />
        {[...members.entries()]
          .sort(([, a], [, b]) => Number(a.state === "now") - Number(b.state === "now"))
          .map(([i, { number, state }]) => {
            const { x, y } = places[i] ?? { x: 0, y: 0 };
            const own = state === "now" ? side * 1.6 : side;
            const at = `translate(${(wide / 2 + x - own / 2).toFixed(1)} ${(high / 2 + y - own / 2).toFixed(1)}) scale(${(own / 15).toFixed(3)})`;
            return (
              <g key={number} transform={at} class={state}>
                {state === "now" && <rect class="halo" x="-1.6" y="-1.6" width="18.2" height="18.2" rx="6" />}
                {state === "todo" ? (
                  <rect class="bare" x=".8" y=".8" width="13.4" height="13.4" rx="4" />
                ) : (
                  <BeadTile number={number} solid organisation={organisation} />
                )}
              </g>
            );
          })}
      </svg>
      {children && <div class="heart">{children}</div>}
    </div>
  );
}

/** Beads on one thread, the present one in the middle and large. Shows up to seven on either side. */
export function BeadString({
  members,
  label,
  organisation,
}: {
  members: readonly CircleMember[];
  label: string;
  organisation?: string | undefined;
}): JSX.Element {
  const now = Math.max(
    0,
    members.findIndex(member => member.state === "now"),
  );
  const side = 7;
  const shown = Array.from({ length: 2 * side + 1 }, (_, i) => members[now - side + i]);
  return (
    <div class="string" role="img" aria-label={label}>
      {shown.map((member, i) =>
        !member ? (
          <i key={i} class="gap" />
        ) : member.state === "todo" ? (
          <i key={i} class="bare" />
        ) : (
          <Bead
            key={i}
            number={member.number}
            organisation={organisation}
            size={member.state === "now" ? 40 : 20}
            class={member.state}
          />
        ),
      )}
    </div>
  );
}

/** The present one is larger and keeps more room on the thread. */
const nowWeight = 1.9;

/** Places along the ellipse by weight, the first at the top, sunwise. Walks it in small steps: there is no closed form. */
function around(weights: readonly number[], rx: number, ry: number): readonly { x: number; y: number }[] {
  const steps = 720;
  const point = (i: number) => {
    const angle = (i / steps) * 2 * Math.PI - Math.PI / 2;
    return { x: rx * Math.cos(angle), y: ry * Math.sin(angle) };
  };
  const apart = lengthOf(rx, ry) / Math.max(total(weights), 1);
  const places = [];
  let walked = 0;
  let due = 0;
  for (let i = 0; i < steps && places.length < weights.length; i++) {
    const from = point(i);
    const to = point(i + 1);
    if (walked >= due - 1e-6) {
      due += (apart * ((weights[places.length] ?? 1) + (weights[places.length + 1] ?? 1))) / 2;
      places.push(from);
    }
    walked += Math.hypot(to.x - from.x, to.y - from.y);
  }
  return places;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

/** Round an ellipse, by Ramanujan's first formula. */
function lengthOf(a: number, b: number): number {
  return Math.PI * (3 * (a + b) - Math.sqrt((3 * a + b) * (a + 3 * b)));
}
