/** The big doors of the home, arched like a barn's. Three, so that each is found without reading. */
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icons.tsx";

export type Door = {
  readonly href: string;
  readonly icon: IconName;
  readonly name: string;
  /** Under the name, where there is room for it. */
  readonly note?: ComponentChildren;
  readonly dye: "morinda" | "turmeric" | "indigo" | "leaf";
};

export function Doors({ label, doors }: { label: string; doors: readonly Door[] }): JSX.Element {
  return (
    <nav class="doors" aria-label={label}>
      {doors.map(door => (
        <a key={door.href} href={door.href}>
          <span class={`door ${door.dye}`}>
            <Icon name={door.icon} size={32} />
          </span>
          <b>{door.name}</b>
          {door.note && <small>{door.note}</small>}
        </a>
      ))}
    </nav>
  );
}
