/**
 * What must be known on any screen: where the work is kept, that this is only practice, and the way out for a woman
 * who is being watched.
 */
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Icon, type IconName } from "./icons.tsx";

export type ConnectionState = "saved" | "sending" | "sent" | "accepted" | "attention";

const shown: Readonly<Record<ConnectionState, { readonly icon: IconName; readonly look: string }>> = {
  saved: { icon: "phone", look: "" },
  sending: { icon: "sent", look: "" },
  sent: { icon: "sent", look: "" },
  // Only the seal puts a thing into the book; the green tick is the seal's.
  accepted: { icon: "box", look: "" },
  attention: { icon: "alert", look: " turmeric-t" },
};

/** The state of the connection in words: saved on this device, sent, accepted, needs your attention. */
export function Connection({
  state,
  href,
  children,
}: {
  state: ConnectionState;
  href?: string | undefined;
  children: ComponentChildren;
}): JSX.Element {
  const { icon, look } = shown[state];
  return (
    <p class={`kept${look}`} role="status">
      <Icon name={icon} />
      {href ? <a href={href}>{children}</a> : <span>{children}</span>}
    </p>
  );
}

export type PracticeBannerProps = {
  /** The sentence. */
  children: string;
  /** The way on: to a book of one's own. */
  action?: { readonly href: string; readonly label: string } | undefined;
};

/** Over every page of a practice book, so that nobody takes it for the real one. */
export function PracticeBanner({ children, action }: PracticeBannerProps): JSX.Element {
  return (
    <section class="practice over" aria-label={children}>
      <p>{children}</p>
      {action && <a href={action.href}>{action.label}</a>}
    </section>
  );
}

export type NoticeProps = {
  colour: "leaf" | "turmeric" | "red" | "indigo";
  icon?: IconName | undefined;
  title?: ComponentChildren;
  children?: ComponentChildren /** Speak it when it appears. */;
  live?: boolean | undefined;
};

/** A sentence that must be seen: what was found, what is possible. */
export function Notice({ colour, icon, title, children, live }: NoticeProps): JSX.Element {
  return (
    <div class={`notice ${colour}`} role={live ? (colour === "red" ? "alert" : "status") : undefined}>
      {icon && <Icon name={icon} />}
      <div>
        {title && <p class="strong">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** Three presses of Shift leave as the button does, for when the hand is already on the keyboard. */
const pressesToLeave = 3;

/** Leaves at once for a harmless page and keeps nothing of this one in the way back. */
export function QuickExit({
  href,
  label,
  short,
  onLeave,
}: {
  href: string;
  label: string /** What is shown, when that is less than what is said. */;
  short?: string | undefined;
  /** Done right before the page goes; it has no time to wait for anything. */
  onLeave?: (() => void) | undefined;
}): JSX.Element {
  const leave = (): void => {
    onLeave?.();
    location.replace(href);
  };
  useEffect(() => {
    let presses = 0;
    const count = (event: KeyboardEvent) => {
      presses = event.key === "Shift" ? presses + 1 : 0;
      if (presses >= pressesToLeave) leave();
    };
    addEventListener("keyup", count);
    return () => removeEventListener("keyup", count);
  }, [href]);
  return (
    <a
      class="exit"
      href={href}
      rel="noreferrer"
      aria-label={short ? label : undefined}
      onClick={event => {
        event.preventDefault();
        leave();
      }}
    >
      <Icon name="exit" />
      <span>{short ?? label}</span>
    </a>
  );
}
