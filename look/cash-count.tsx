/**
 * Counting the box: a counter a denomination, all on one screen, under expected and counted side by side.
 * Equal turns leaf with a knot tied; a difference turns red with the thread's ends loose. It is named and asked about,
 * and never blamed on anyone.
 */
import type { ComponentChildren, JSX } from "preact";
import { Amount } from "./amount.tsx";
import { type CashCounts, type CashPiece, type CashUnit, pieceKey, sumOfCounts } from "./cash-units.ts";
import { Icon } from "./icons.tsx";
import { useLook } from "./look.tsx";
import { Piece, pieceSaid } from "./notes.tsx";

export type CashCountWords = {
  expected: string;
  counted: string;
  /** Name of the list of counters. */
  counters: string;
  /** How many of a piece: the label of its figure. */
  howMany: (piece: string) => string;
  fewer: (piece: string) => string;
  more: (piece: string) => string;
};

export type CashCountProps = {
  counts: CashCounts;
  onChange: (counts: CashCounts) => void;
  expected: bigint;
  words: CashCountWords;
  /** What is so, under the pair: "It agrees. Say it aloud." or "Rp 20.000 short. Perhaps a note has slipped." */
  children?: ComponentChildren;
  /** The acts: lock the box, or count again and write it down. */
  foot?: ComponentChildren;
  unit?: CashUnit | undefined;
};

/** No box holds more of one piece. */
const countMax = 99_999;

export function CashCount({
  counts,
  onChange,
  expected,
  words,
  children,
  foot,
  unit: given,
}: CashCountProps): JSX.Element {
  const look = useLook();
  const unit = given ?? look.unit;
  const counted = Object.keys(counts).length === 0 && expected > 0n ? null : sumOfCounts(counts, unit);
  const set = (piece: CashPiece, count: number) =>
    onChange({ ...counts, [pieceKey(piece)]: Math.min(Math.max(count, 0), countMax) });
  return (
    <div class="count">
      <Pair
        expected={{ label: words.expected, minor: expected }}
        counted={{ label: words.counted, minor: counted }}
        unit={unit}
      >
        {children}
      </Pair>
      <ol class="counters" aria-label={words.counters}>
        {unit.pieces.map(piece => {
          const count = counts[pieceKey(piece)] ?? 0;
          const said = pieceSaid(piece, look.cashWords);
          return (
            <li key={pieceKey(piece)} class={count === 0 ? "none" : undefined}>
              <span class="of">
                <Piece piece={piece} size="row" />
              </span>
              <button
                type="button"
                class="step"
                aria-label={words.fewer(said)}
                aria-disabled={count === 0}
                onClick={() => set(piece, count - 1)}
              >
                <Icon name="minus" />
              </button>
              <input
                class="how-many"
                inputMode="numeric"
                autocomplete="off"
                aria-label={words.howMany(said)}
                value={count}
                onFocus={event => event.currentTarget.select()}
                onInput={event => set(piece, Number(event.currentTarget.value.replace(/\D/g, "").slice(0, 5)))}
              />
              <button type="button" class="step" aria-label={words.more(said)} onClick={() => set(piece, count + 1)}>
                <Icon name="plus" />
              </button>
              <span class="worth">
                <Amount minor={piece.minor * BigInt(count)} unit={unit} bare light={count === 0} />
              </span>
            </li>
          );
        })}
      </ol>
      {foot && <div class="foot">{foot}</div>}
    </div>
  );
}

export type PairProps = {
  expected: { readonly label: string; readonly minor: bigint };
  /** Null before anything was counted: then nothing agrees and nothing is missing. */
  counted: { readonly label: string; readonly minor: bigint | null };
  children?: ComponentChildren;
  unit?: CashUnit | undefined;
};

/** Two amounts that should be one. */
export function Pair({ expected, counted, children, unit }: PairProps): JSX.Element {
  const state = counted.minor === null ? "before" : counted.minor === expected.minor ? "even" : "off";
  return (
    <div class={`pair ${state}`} role="status">
      <p>
        <span>{expected.label}</span>
        <Amount minor={expected.minor} unit={unit} size="mid" bare />
      </p>
      <span class="tie">
        <Icon name={state === "even" ? "knot" : "loose"} size={22} />
      </span>
      <p>
        <span>{counted.label}</span>
        <Amount minor={counted.minor ?? 0n} unit={unit} size="mid" bare light={counted.minor === null} />
      </p>
      {children && <div class="say">{children}</div>}
    </div>
  );
}
