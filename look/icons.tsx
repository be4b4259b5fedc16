/**
 * Our own stroke icons, twenty-four units square, and two solid signs. An icon never stands alone for a meaning:
 * a word is beside it or in the label of its button.
 */
import type { JSX } from "preact";

const strokes = {
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  list: "M8 6h12M8 12h12M8 18h12M4 6h.1M4 12h.1M4 18h.1",
  people:
    "M8 5a3 3 0 110 6 3 3 0 010-6M16.5 6.5a2.5 2.5 0 110 5 2.5 2.5 0 010-5M2.5 20c0-4 2.5-6.5 5.5-6.5s5.5 2.5 5.5 6.5M16 14c3 0 5.5 2 5.5 6",
  barn: "M5 12c0-5 3-9 7-9s7 4 7 9M3.5 12h17M7 12v9M17 12v9M7 16h10",
  hand: "M7 12V6.5a1.5 1.5 0 013 0V11 4.5a1.5 1.5 0 013 0V11 6a1.5 1.5 0 013 0v7c0 5-2 7.5-5 7.5s-4.5-1.5-6.5-5.5c-1-2 1-3 2.5-1z",
  key: "M8 11.5a4 4 0 110 8 4 4 0 010-8M11 13l9-9M16 8l3 3M13.5 10.5l2 2",
  coin: "M12 4a8 8 0 110 16 8 8 0 010-16M12 8.5l3.5 3.5-3.5 3.5-3.5-3.5z",
  scale: "M12 4v16M7 20h10M5 7h14M5 7l-3 7a3.2 3.2 0 006 0zM19 7l-3 7a3.2 3.2 0 006 0z",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3M12 14.5v2",
  seal: "M12 3l2.3 2 3-.3.7 2.9 2.6 1.6-1.2 2.8 1.2 2.8-2.6 1.6-.7 2.9-3-.3-2.3 2-2.3-2-3 .3-.7-2.9-2.6-1.6 1.2-2.8-1.2-2.8 2.6-1.6.7-2.9 3 .3zM8.5 12l2.5 2.5 4.5-4.5",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 4l9 16H3zM12 10v4.5M12 17.2v.1",
  phone: "M7 3h10v18H7zM11 18h2",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  home: "M3 11l9-7 9 7M6 9v11h12V9M10 20v-6h4v6",
  loan: "M3 8h13v9H3zM9.5 10.5a2 2 0 110 4 2 2 0 010-4M19 6v9M16.5 12.5l2.5 2.5 2.5-2.5",
  heart: "M12 20s-8-4.7-8-10.5a4.3 4.3 0 018-2.2 4.3 4.3 0 018 2.2C20 15.3 12 20 12 20z",
  book: "M12 6.5C10 5 7 4.5 4 4.8v13.7c3-.3 6 .2 8 1.7 2-1.5 5-2 8-1.7V4.8c-3-.3-6 .2-8 1.7zM12 6.5v13.7",
  gear: "M12 9a3 3 0 110 6 3 3 0 010-6M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2",
  exit: "M13 4H5v16h8M10 12h11M17 8l4 4-4 4",
  eye: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 110 5 2.5 2.5 0 010-5",
  language:
    "M12 4a8 8 0 110 16 8 8 0 010-16M4 12h16M12 4c2.5 2.5 3.5 5 3.5 8s-1 5.5-3.5 8c-2.5-2.5-3.5-5-3.5-8s1-5.5 3.5-8",
  undo: "M8 5L4 9l4 4M4 9h10a5 5 0 010 10h-4",
  sound: "M4 10v4h3l5 4V6l-5 4zM16 9.5a4 4 0 010 5M18.5 7a7.5 7.5 0 010 10",
  box: "M4 9h16v11H4zM4 9l2-4h12l2 4M10 13h4",
  sent: "M12 19V6M6 11.5L12 5.5l6 6",
  clock: "M12 4a8 8 0 110 16 8 8 0 010-16M12 8v4.5l3 2",
  close: "M6 6l12 12M18 6L6 18",
  knot: "M2 12c5 0 6-5 10-5s4 6 0 6-4-6-1-6M22 12c-5 0-6 6-10 6s-4-5-1-5",
  loose: "M2 12c4 0 4-4 8-3M22 12c-4 0-4 4-8 3",
} as const;

export type IconName = keyof typeof strokes;

export const iconNames = Object.keys(strokes) as readonly IconName[];

export function Icon({ name, size = 24 }: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg class="ic" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={strokes[name]} />
    </svg>
  );
}

export type SignName = "house" | "barn";

/** The two signs of a decision: what goes home, what stays in the barn. */
export function Sign({ name, size = 48 }: { name: SignName; size?: number }): JSX.Element {
  return (
    <svg class="sign" width={size} height={size} viewBox="0 0 48 48" aria-hidden="true">
      {name === "house" ? (
        <path d="M24 6L4 22h6v20h10V30h8v12h10V22h6zM24 17a3.5 3.5 0 110 7 3.5 3.5 0 010-7" />
      ) : (
        <path d="M24 4c9 0 14 8 15.5 20 .3 2 1.5 3 3.5 4H5c2-1 3.2-2 3.5-4C10 12 15 4 24 4zM20 25h8v-6.5a4 4 0 00-8 0zM11 31h26v4h-2v9h-4v-9H17v9h-4v-9h-2z" />
      )}
    </svg>
  );
}
