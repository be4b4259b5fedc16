/**
 * Notes and coins, drawn to scale in their own colours with a motif each, and written as they are said: **50** ribu.
 * Who cannot read 92.0 knows one blue note, two green ones and a grey one at once.
 */
import type { JSX } from "preact";
import { MotifThreads } from "./band.tsx";
import { breakForEach, breakIntoCash, type Broken, type CashPiece, type CashUnit, cashDyes, pieceKey } from "./cash-units.ts";
import { type CashWords, useLook } from "./look.tsx";

/** A note is 65 mm high; a coin is drawn at twice its diameter, or its figure could not be read. */
const noteHigh = 65;

/** A longer word than "ribu" or "cents" stands under its figure, or it would lie over it on the smaller notes. */
const besideMax = 5;

/** How a piece is said: "50 ribu". */
export function pieceSaid(piece: CashPiece, words: CashWords): string {
  return piece.word && words[piece.word] ? `${piece.figure} ${words[piece.word]}` : piece.figure;
}

export type PieceProps = {
  piece: CashPiece;
  /** Pixels a millimetre take their size from the class of what surrounds them; `size` sets the usual ones. */
  size?: "small" | "laid" | "row" | "full" | undefined;
  /** Leave the short word out where the notes are small. */
  terse?: boolean | undefined;
};

export function Piece({ piece, size = "small", terse }: PieceProps): JSX.Element {
  const words = useLook().cashWords;
  const [paper, ink] = cashDyes[piece.dye];
  const word = !terse && piece.word ? words[piece.word] : undefined;
  const wide = piece.kind === "note" ? piece.mm : 2 * piece.mm;
  return (
    <svg class={`piece of-${size}`} viewBox={`0 0 ${wide} ${noteHigh}`} fill={ink} aria-hidden="true">
      {piece.kind === "note" ? (
        <>
          <rect
            x=".75"
            y=".75"
            width={wide - 1.5}
            height={noteHigh - 1.5}
            rx="4"
            fill={paper}
            stroke={ink}
            stroke-opacity=".32"
            stroke-width="1.5"
          />
          <path
            d={`M44 1.5v${noteHigh - 3}H4.8a3.3 3.3 0 01-3.3-3.3V4.8a3.3 3.3 0 013.3-3.3z`}
            fill={ink}
            opacity=".16"
          />
          {/* Inside a picture that is silent beside its amount. */}
          <svg x="8" y="18" width="28" height="29" viewBox="0 0 9 9">
            <MotifThreads name={piece.motif} dye={ink} />
          </svg>
          {word && word.length > besideMax ? (
            <>
              {/* Two words to whoever compares what is seen with what is said. */}
              <text class="figure" x={44 + (wide - 44) / 2} y="35" text-anchor="middle" font-size="31">
                {`${piece.figure} `}
              </text>
              <text class="word" x={44 + (wide - 44) / 2} y="54" text-anchor="middle" font-size="15">
                {word}
              </text>
            </>
          ) : (
            <text
              class="figure"
              x={word ? wide - 8 : 44 + (wide - 44) / 2}
              y="44"
              text-anchor={word ? "end" : "middle"}
            >
              <tspan font-size={word && piece.figure.length > 2 ? 33 : 35}>{piece.figure}</tspan>
              {word && <tspan class="word"> {word}</tspan>}
            </text>
          )}
        </>
      ) : (
        <>
          <circle
            cx={piece.mm}
            cy={noteHigh / 2}
            r={piece.mm - 1}
            fill={paper}
            stroke={ink}
            stroke-opacity=".6"
            stroke-width="1.8"
          />
          {!word && (
            <circle cx={piece.mm} cy={noteHigh / 2} r={piece.mm - 4.5} fill="none" stroke={ink} stroke-opacity=".3" />
          )}
          <text
            class="figure"
            x={piece.mm}
            y={word ? 34 : 39}
            text-anchor="middle"
            font-size={piece.figure.length > 2 ? 18 : 22}
          >
            {word ? `${piece.figure} ` : piece.figure}
          </text>
          {word && (
            <text
              class="word"
              x={piece.mm}
              y="44"
              text-anchor="middle"
              font-size={Math.min(10, (2.4 * piece.mm) / word.length)}
            >
              {word}
            </text>
          )}
        </>
      )}
    </svg>
  );
}

export type NotesProps = {
  minor: bigint;
  unit?: CashUnit | undefined;
  /** Said aloud for the whole picture: "1 × 50 ribu, 2 × 20 ribu". Without it the picture is silent beside its Amount. */
  label?: string | undefined;
  size?: PieceProps["size"];
};

/** More of one piece than this is one piece and a number. */
const eachMax = 4;

/** An amount as it would lie on the mat: as few notes and coins as will make it. */
export function Notes({ minor, unit, ...shown }: NotesProps): JSX.Element {
  const look = useLook();
  return <Pieces pieces={breakIntoCash(minor, unit ?? look.unit).pieces} {...shown} />;
}

/** What pays each of these by itself, without changing a note: what must lie ready before money is handed to many. */
export function NotesForEach({
  each,
  unit,
  ...shown
}: Omit<NotesProps, "minor"> & { each: readonly bigint[] }): JSX.Element {
  const look = useLook();
  return <Pieces pieces={breakForEach(each, unit ?? look.unit)} {...shown} />;
}

function Pieces({
  pieces,
  label,
  size = "small",
}: Pick<NotesProps, "label" | "size"> & { pieces: Broken["pieces"] }): JSX.Element {
  return (
    <span class="notes" {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" })}>
      {pieces.flatMap(({ piece, count }) =>
        count > eachMax
          ? [
              <span class="heap" key={pieceKey(piece)}>
                <b>{count}</b>×<Piece piece={piece} size={size} terse={size === "small"} />
              </span>,
            ]
          : Array.from({ length: count }, (_, i) => (
              <Piece key={`${pieceKey(piece)}-${i}`} piece={piece} size={size} terse={size === "small"} />
            )),
      )}
    </span>
  );
}
