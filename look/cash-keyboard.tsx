/**
 * The cash keyboard: money is entered by laying down the notes that were handed over. Tap a note to add it, tap it in
 * the tray to take it away again (or hold its tile, or press Backspace on it); digits for those who prefer them.
 * The amount is never taken from the digits without being shown back as notes.
 */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Amount } from "./amount.tsx";
import { amountBare, readAmount } from "./amount-parts.ts";
import { QuietAct } from "./act.tsx";
import { breakIntoCash, type CashPiece, type CashUnit, pieceKey } from "./cash-units.ts";
import { Mark, type MarkColour } from "./lines.tsx";
import { useLook } from "./look.tsx";
import { Piece, pieceSaid } from "./notes.tsx";

export type CashKeyboardWords = {
  /** Over the tray: "Received". */
  received: string;
  /** The name of the board of tiles: "Notes and coins". */
  board: string;
  add: (piece: string) => string;
  take: (piece: string) => string;
  undo: string;
  /** On the button that changes to digits, and back to notes. */
  useDigits: string;
  useNotes: string;
  /** Label of the digits field. */
  digits: string;
  /** Under the board: "Tap to add, hold to take away." */
  help?: string | undefined;
};

export type CashKeyboardProps = {
  value: bigint;
  onChange: (value: bigint) => void;
  words: CashKeyboardWords;
  /** Under the laid notes, left: "Due Rp 50.000". */
  due?: ComponentChildren;
  /** Under the laid notes, right: exact, too little, change to give. */
  verdict?: { readonly colour: MarkColour; readonly said: ComponentChildren } | undefined;
  /** The main act: "Receive". */
  children?: ComponentChildren;
  unit?: CashUnit | undefined;
};

const holdMs = 500;
/** More laid notes than this would push the board off a small phone; from then on they lie in heaps. */
const laidMax = 9;

export function CashKeyboard({
  value,
  onChange,
  words,
  due,
  verdict,
  children,
  unit: given,
}: CashKeyboardProps): JSX.Element {
  const look = useLook();
  const unit = given ?? look.unit;
  const [laid, setLaid] = useState<readonly CashPiece[]>(() => piecesOf(value, unit));
  const [digits, setDigits] = useState(unit.pieces.length === 0);
  const figures = amountBare(123n, { code: "XXX", scale: 0 }, look.locale);
  const said = (piece: CashPiece) => pieceSaid(piece, look.cashWords);
  const shown = sum(laid) === value || digits ? laid : piecesOf(value, unit);

  const lay = (pieces: readonly CashPiece[]) => {
    setLaid(pieces);
    onChange(sum(pieces));
  };
  const takeOne = (piece: CashPiece) => {
    const at = shown.lastIndexOf(piece);
    if (at >= 0) lay([...shown.slice(0, at), ...shown.slice(at + 1)]);
  };

  return (
    <div class="keyboard">
      <section class="tray">
        <p class="sum" aria-live="polite">
          <span class="soft">{words.received}</span>
          <Amount minor={value} unit={unit} size="number" />
        </p>
        <Tray pieces={shown} onTake={takeOne} label={piece => words.take(said(piece))} />
        {(due || verdict) && (
          <div class="sum verdict">
            <span class="soft">{due}</span>
            {verdict && (
              <Mark colour={verdict.colour} icon={verdict.colour === "leaf" ? "check" : undefined}>
                {verdict.said}
              </Mark>
            )}
          </div>
        )}
      </section>
      {digits ? (
        <DigitsField
          value={value}
          unit={unit}
          label={words.digits}
          onChange={next => {
            setLaid(piecesOf(next, unit));
            onChange(next);
          }}
        />
      ) : (
        <Board
          pieces={unit.pieces}
          label={words.board}
          add={piece => words.add(said(piece))}
          onAdd={piece => lay([...shown, piece])}
          onTake={takeOne}
        />
      )}
      {words.help && !digits && <p class="help soft small">{words.help}</p>}
      <div class="foot">
        <QuietAct
          square
          icon="undo"
          label={words.undo}
          notYet={shown.length === 0}
          onClick={() => lay(shown.slice(0, -1))}
        />
        {unit.pieces.length > 0 && (
          <QuietAct
            square
            label={digits ? words.useNotes : `${words.useDigits} ${figures}`}
            icon={digits ? "coin" : undefined}
            onClick={() => setDigits(!digits)}
          >
            {digits ? undefined : figures}
          </QuietAct>
        )}
        {children}
      </div>
    </div>
  );
}

function Tray({
  pieces,
  onTake,
  label,
}: {
  pieces: readonly CashPiece[];
  onTake: (piece: CashPiece) => void;
  label: (piece: CashPiece) => string;
}): JSX.Element {
  const heaps = new Map<CashPiece, number>();
  for (const piece of pieces) heaps.set(piece, (heaps.get(piece) ?? 0) + 1);
  const asHeaps = pieces.length > laidMax;
  const shown = asHeaps
    ? [...heaps].map(([piece, count]) => ({ piece, count }))
    : pieces.map(piece => ({ piece, count: 1 }));
  return (
    <div class="laid">
      {shown.map(({ piece, count }, i) => (
        <button
          key={`${pieceKey(piece)}-${i}`}
          type="button"
          class="laid-piece"
          aria-label={label(piece)}
          onClick={() => onTake(piece)}
        >
          {count > 1 && <b>{count}×</b>}
          <Piece piece={piece} size="laid" />
        </button>
      ))}
    </div>
  );
}

type BoardProps = {
  pieces: readonly CashPiece[];
  label: string;
  add: (piece: CashPiece) => string;
  onAdd: (piece: CashPiece) => void;
  onTake: (piece: CashPiece) => void;
};

function Board({ pieces, label, add, onAdd, onTake }: BoardProps): JSX.Element {
  const hold = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const held = useRef(false);
  const letGo = () => clearTimeout(hold.current);
  useEffect(() => letGo, []);
  const tile = (piece: CashPiece) => (
    <button
      key={pieceKey(piece)}
      type="button"
      class="tile"
      aria-label={add(piece)}
      onPointerDown={() => {
        held.current = false;
        letGo();
        hold.current = setTimeout(() => {
          held.current = true;
          onTake(piece);
        }, holdMs);
      }}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={event => event.preventDefault()}
      onKeyDown={event => {
        if (event.key !== "Backspace" && event.key !== "Delete" && event.key !== "-") return;
        event.preventDefault();
        onTake(piece);
      }}
      onClick={() => {
        if (!held.current) onAdd(piece);
        held.current = false;
      }}
    >
      <Piece piece={piece} size="full" />
    </button>
  );
  const notes = pieces.filter(piece => piece.kind === "note");
  // A coin worth as much as a note needs no tile of its own here; in the count it has its counter.
  const coins = pieces.filter(piece => piece.kind === "coin" && !notes.some(note => note.minor === piece.minor));
  const besideLastNote = notes.length % 2 === 1 && coins.length <= 3;
  return (
    // A fieldset cannot be a grid in older Chromium.
    <div class="board" role="group" aria-label={label}>
      {notes.map(tile)}
      {coins.length > 0 && <div class={besideLastNote ? "coins" : "coins many"}>{coins.map(tile)}</div>}
    </div>
  );
}

function DigitsField({
  value,
  unit,
  label,
  onChange,
}: {
  value: bigint;
  unit: CashUnit;
  label: string;
  onChange: (value: bigint) => void;
}): JSX.Element {
  const { locale } = useLook();
  const id = useId();
  const written = value === 0n ? "" : amountBare(value, unit, locale);
  const [text, setText] = useState(written);
  return (
    <div class="field digits">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input number"
        inputMode={unit.scale > 0 ? "decimal" : "numeric"}
        autocomplete="off"
        value={(readAmount(text, unit.scale) ?? 0n) === value ? text : written}
        onInput={event => {
          setText(event.currentTarget.value);
          onChange(readAmount(event.currentTarget.value, unit.scale) ?? 0n);
        }}
        onBlur={() => setText(written)}
      />
    </div>
  );
}

function piecesOf(value: bigint, unit: CashUnit): readonly CashPiece[] {
  return breakIntoCash(value, unit).pieces.flatMap(({ piece, count }) =>
    Array.from({ length: Math.min(count, 999) }, () => piece),
  );
}

function sum(pieces: readonly CashPiece[]): bigint {
  return pieces.reduce((total, piece) => total + piece.minor, 0n);
}
