/**
 * Sealing a meeting: three beads press in turn, then the two balances to remember, large, and the short code to write
 * in the book. A bead that has pressed carries a leaf tick; the one whose turn it is is ringed in indigo, the one that
 * is waited for in turmeric.
 */
import type { ComponentChildren, JSX } from "preact";
import { Amount } from "./amount.tsx";
import { Bead } from "./bead.tsx";
import type { CashUnit } from "./cash-units.ts";
import { Icon, type IconName } from "./icons.tsx";
import { Notes } from "./notes.tsx";

export type KeyHolder = {
  readonly number: number;
  readonly name?: string | undefined;
  readonly state: "pressed" | "now" | "waited" | "todo";
  /** Under the name: "done", "her turn". */
  readonly said?: string | undefined;
  readonly photo?: string | undefined;
};

export function Keys({
  holders,
  label,
  small,
}: {
  holders: readonly KeyHolder[];
  label: string;
  small?: boolean | undefined;
}): JSX.Element {
  return (
    <ol class={small ? "keys small-keys" : "keys"} aria-label={label}>
      {holders.map(({ number, name, state, said, photo }) => (
        <li key={number} class={state}>
          <span class="key-bead">
            <Bead number={number} size={72} photo={photo} label={name ? undefined : said} />
            {state === "pressed" && (
              <span class="seal-tick">
                <Icon name="check" size={18} />
              </span>
            )}
          </span>
          {name && <b>{name}</b>}
          {said && name && <span class="soft small">{said}</span>}
        </li>
      ))}
    </ol>
  );
}

export type Balance = {
  readonly key: string;
  readonly name: ComponentChildren;
  readonly minor: bigint;
  readonly icon: IconName;
  readonly dye: "indigo" | "turmeric";
  readonly unit?: CashUnit | undefined;
};

/** The balances to remember, read aloud at the end. The only place for 48 px. */
export function Balances({ balances }: { balances: readonly Balance[] }): JSX.Element {
  return (
    <dl class="balances">
      {balances.map(({ key, name, minor, icon, dye, unit }) => (
        <div key={key} class={dye}>
          <dt>
            <Icon name={icon} />
            {name}
          </dt>
          <dd>
            <Amount minor={minor} unit={unit} size="remember" />
            <Notes minor={minor} unit={unit} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The short code in groups: "K7M 4QX". */
export function SealCode({
  label,
  code,
  children,
}: {
  label: ComponentChildren;
  code: string;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="code">
      <p class="soft">{label}</p>
      <p class="code-signs">{code}</p>
      {children && <div class="soft small">{children}</div>}
    </div>
  );
}
