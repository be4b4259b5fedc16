/**
 * What every component needs and no screen should repeat: whose cloth it is, in which tongue numbers are written,
 * and which money is on the table. Wrap the app in `Look` once; any component may still be told otherwise.
 */
import { type ComponentChildren, createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import type { CashUnit } from "./cash-units.ts";

export type LookSetting = {
  /** Organisation id: the seed of the band and the beads. */
  readonly organisation: string;
  /** BCP 47 tag for numbers, for example "id" or "en". */
  readonly locale: string;
  /** The money that amounts are in when nothing else is said. */
  readonly unit: CashUnit;
  /** How parts of money are said: { thousand: "ribu", hundredth: "sen" }. */
  readonly cashWords: CashWords;
  /** Practice books: what every paper says across its figures, so that none passes for a real one. */
  readonly practice?: string | undefined;
};

/** The short words that stand beside the figure on a note or coin. */
export type CashWords = { readonly thousand: string; readonly hundredth: string };

const setting = createContext<LookSetting | undefined>(undefined);

export function Look({ children, ...value }: LookSetting & { children?: ComponentChildren }): JSX.Element {
  return <setting.Provider value={value}>{children}</setting.Provider>;
}

const plain: LookSetting = {
  organisation: "lumbung",
  locale: "en",
  unit: { code: "XXX", scale: 0, pieces: [] },
  cashWords: { thousand: "", hundredth: "" },
};

export function useLook(): LookSetting {
  return useContext(setting) ?? plain;
}
