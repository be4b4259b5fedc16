/**
 * The ground every screen stands on: the band that says whose it is, a head that says where, the content, and a foot
 * with the main act. On a wide screen the band hangs down the left edge and the ribbon goes.
 */
import type { ComponentChildren, JSX } from "preact";
import { Band, HangingBand, Ribbon } from "./band.tsx";
import { Icon } from "./icons.tsx";

export type Back = {
  readonly href: string;
  readonly label: string;
  readonly onClick?: ((event: MouseEvent) => void) | undefined;
};

export type PageProps = {
  title: string;
  subtitle?: ComponentChildren;
  back?: Back | undefined;
  /** At the right end of the head: a bead, one or two `Tool`s. */
  tools?: ComponentChildren;
  /** The acts. They stay at the bottom while the page scrolls. */
  foot?: ComponentChildren;
  /** The acts stand elsewhere on a wide screen. */
  footOnPhone?: boolean | undefined;
  /** The acts stand in a column of their own on a wide screen and stay in view: beside a list that may be long. */
  footBeside?: boolean | undefined;
  /** The whole band on top and the title in the serif: only the home. */
  home?: boolean | undefined;
  /** Full width with a narrow hanging band, for the meeting sheet. */
  sheet?: boolean | undefined;
  /** Holds nothing but `Papers`: on the printer only they come out. Any other page prints with its title. */
  paper?: boolean | undefined;
  /** No band: sign-in before anyone's group is known, or the picture panel speaks for itself. */
  bare?: boolean | undefined;
  /** A Thread and its StepName: under the head on a phone, beside it on the sheet. */
  steps?: ComponentChildren;
  /** Above everything: the practice banner, the quick exit. */
  above?: ComponentChildren;
  organisation?: string | undefined;
  children?: ComponentChildren;
};

export function Page({
  title,
  subtitle,
  back,
  tools,
  foot,
  footOnPhone,
  footBeside,
  home,
  sheet,
  paper,
  bare,
  steps,
  above,
  organisation,
  children,
}: PageProps): JSX.Element {
  const wideBand = sheet ? 62 : 98;
  return (
    <div class={`page${sheet ? " broad" : ""}${paper ? " paper-page" : ""}${foot && footBeside ? " acts-beside" : ""}`}>
      {!bare && (
        <div class="hang">
          <HangingBand organisation={organisation} width={wideBand} />
        </div>
      )}
      <div class="sheet">
        <header class={`crown${home ? " home-crown" : steps ? " stepped" : ""}`}>
          {above}
          {home ? (
            <>
              <div class="over">
                <Band organisation={organisation} fringe />
              </div>
              <div class="home-head">
                <div>
                  {subtitle && <p class="soft">{subtitle}</p>}
                  <h1>{title}</h1>
                </div>
                {tools}
              </div>
            </>
          ) : (
            <div class="top-of-page">
              <div class="head">
                {back && (
                  <a class="tool back" href={back.href} aria-label={back.label} onClick={back.onClick}>
                    <Icon name="back" />
                  </a>
                )}
                <div class="where">
                  <h1>{title}</h1>
                  {subtitle && <p>{subtitle}</p>}
                </div>
                {tools}
              </div>
              {!bare && (
                <div class="over ribbon">
                  <Ribbon organisation={organisation} />
                </div>
              )}
              {steps && <div class="steps">{steps}</div>}
            </div>
          )}
        </header>
        <main class="body">{children}</main>
        {foot && <footer class={footOnPhone ? "foot phone-only" : "foot"}>{foot}</footer>}
      </div>
    </div>
  );
}

export type ToolProps = {
  href?: string | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
  label: string;
  children: ComponentChildren;
};

/** A 48 px icon in the head: the list, the printer. */
export function Tool({ href, onClick, label, children }: ToolProps): JSX.Element {
  return href !== undefined ? (
    <a class="tool" href={href} aria-label={label} onClick={onClick}>
      {children}
    </a>
  ) : (
    <button class="tool" type="button" aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}

export type CardProps = {
  children?: ComponentChildren;
  title?: ComponentChildren;
  /** At the right of the title: a Mark. */
  mark?: ComponentChildren;
  /** The one that is being worked on: it alone has the shadow. */
  held?: boolean | undefined;
  /** A name for the region when there is no title. */
  label?: string | undefined;
  class?: string | undefined;
};

/** What one acts on. */
export function Card({ children, title, mark, held, label, class: extra }: CardProps): JSX.Element {
  return (
    <section class={`card${held ? " held" : ""}${extra ? ` ${extra}` : ""}`} aria-label={label}>
      {(title || mark) && (
        <div class="pull">
          <h2>{title}</h2>
          {mark}
        </div>
      )}
      {children}
    </section>
  );
}

/** A name or a question, in the serif. Below the h1 of the head; `level` when it stands deeper. */
export function Title({
  children,
  level = 2,
  large,
}: {
  children: ComponentChildren;
  level?: 1 | 2 | 3;
  large?: boolean;
}): JSX.Element {
  const Heading = `h${level}` as "h2";
  return <Heading class={large ? "voice large" : "voice"}>{children}</Heading>;
}

/** A plain heading of a part of the page. */
export function Heading({ children, level = 2 }: { children: ComponentChildren; level?: 2 | 3 }): JSX.Element {
  const Tag = `h${level}` as "h2";
  return <Tag>{children}</Tag>;
}

/** Things under each other. gap 24, `tight` 16, `close` 8. */
export function Stack({
  children,
  gap,
  class: extra,
}: {
  children: ComponentChildren;
  gap?: "tight" | "close" | "far";
  class?: string;
}): JSX.Element {
  return <div class={`stack${gap ? ` ${gap}` : ""}${extra ? ` ${extra}` : ""}`}>{children}</div>;
}

/** Two columns, seven to five, from 900 px; under each other on a phone. */
export function Two({ children, even }: { children: ComponentChildren; even?: boolean }): JSX.Element {
  return <div class={even ? "two even" : "two"}>{children}</div>;
}

/** The sheet with what belongs to the row she is on beside it; only on a wide screen is it beside. */
export function Beside({ children, aside }: { children: ComponentChildren; aside: ComponentChildren }): JSX.Element {
  return (
    <div class="beside">
      {children}
      <aside>{aside}</aside>
    </div>
  );
}

/** Left out below 900 px, or from 900 px: one screen has one form of a thing. */
export function Only({ on, children }: { on: "phone" | "wide"; children: ComponentChildren }): JSX.Element {
  return <div class={`only-${on}`}>{children}</div>;
}

/** Cards side by side on a wide screen. */
export function Cards({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="cards">{children}</div>;
}

/** Second text: softer, and small when `small`. */
export function Soft({ children, small }: { children: ComponentChildren; small?: boolean }): JSX.Element {
  return <p class={small ? "soft small" : "soft"}>{children}</p>;
}

/** Two things at the two ends of a line; under each other where they do not fit. */
export function Pull({ children, together }: { children: ComponentChildren; together?: boolean }): JSX.Element {
  return <div class={together ? "pull nowrap" : "pull"}>{children}</div>;
}

/** A label and an amount at the two ends of a line: "together … Rp 92.000". */
export function Sum({ label, children }: { label: ComponentChildren; children: ComponentChildren }): JSX.Element {
  return (
    <p class="sum">
      <span>{label}</span>
      {children}
    </p>
  );
}

/** A square of words: number and name beside a bead. */
export function Who({
  bead,
  number,
  name,
  note,
  level = 2,
}: {
  bead: ComponentChildren;
  number?: ComponentChildren;
  name: ComponentChildren;
  note?: ComponentChildren;
  level?: 1 | 2 | 3;
}): JSX.Element {
  return (
    <div class="who">
      {bead}
      <div>
        {number && <p class="soft small">{number}</p>}
        <Title level={level}>{name}</Title>
        {note && <p class="soft">{note}</p>}
      </div>
    </div>
  );
}
