/**
 * Acts are what a screen is for. One main act a screen, at the bottom under the thumb, its word the same as the
 * command's; quiet acts beside it. A link when it goes somewhere, a button when it does something.
 */
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icons.tsx";

export type ActProps = {
  children?: ComponentChildren;
  href?: string | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
  type?: "button" | "submit" | undefined;
  name?: string | undefined;
  value?: string | undefined;
  /** Id of the form it sends, when it stands outside it. */
  form?: string | undefined;
  icon?: IconName | undefined;
  /** The name of a button that shows only an icon, or a fuller name. */
  label?: string | undefined;
  /** Not yet possible. It stays reachable, so that the reason beside it can be heard. */
  notYet?: boolean | undefined;
  /** On its way: pressed once is enough. */
  busy?: boolean | undefined;
  pressed?: boolean | undefined;
  class?: string | undefined;
};

export function Act(props: ActProps): JSX.Element {
  return press("act", props);
}

/** Outlined: whatever else can be done here. `square` shows the icon alone and needs a `label`. */
export function QuietAct({ square, wide, ...props }: ActProps & { square?: boolean; wide?: boolean }): JSX.Element {
  return press(`act quiet${square ? " square" : ""}${wide ? " wide" : ""}`, props);
}

/** Indigo words without a box, for what is rarely wanted. Still 48 px high. */
export function TextAct(props: ActProps): JSX.Element {
  return press("act text", props);
}

function press(
  look: string,
  { children, href, onClick, type, name, value, form, icon, label, notYet, busy, pressed, class: extra }: ActProps,
): JSX.Element {
  const still = notYet || busy;
  const common = {
    class: extra ? `${look} ${extra}` : look,
    "aria-label": label,
    "aria-disabled": still ? ("true" as const) : undefined,
    "aria-busy": busy ? ("true" as const) : undefined,
    onClick: still ? (event: MouseEvent) => event.preventDefault() : onClick,
  };
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      {children !== undefined && <span>{children}</span>}
    </>
  );
  if (href !== undefined && !still)
    return (
      <a href={href} {...common}>
        {inside}
      </a>
    );
  return (
    <button type={type ?? "button"} name={name} value={value} form={form} aria-pressed={pressed} {...common}>
      {inside}
    </button>
  );
}
