/** Amounts as they come over the wire: seen, or under cloth until they are pressed. */
import { symbolOf, unitOf, type Words } from "#base";
import {
  Amount,
  AmountHidden,
  type AmountProps,
  type AmountUnit,
  type CashUnit,
  cashUnit,
  Stack,
  QuietAct,
  Sum,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

/** A unit as amounts are written in it: a currency by its sign, a thing by its own word. */
export function unitShown(code: string): AmountUnit {
  const unit = unitOf(code);
  return { code, scale: unit?.scale ?? 0, ...(unit?.kind === "currency" ? {} : { symbol: symbolOf(code) }) };
}

/** The notes and coins of a unit for the cash keyboard; a thing has none and is written in digits. */
export function cashOf(code: string): CashUnit {
  const { symbol, scale } = unitShown(code);
  return symbol === undefined ? cashUnit(code, scale) : { code, scale, symbol, pieces: [] };
}

type Shown = Pick<AmountProps, "size" | "bare" | "light">;

export function Money({
  amount,
  unit,
  ...rest
}: { readonly amount: string; readonly unit: string } & Shown): JSX.Element {
  return <Amount minor={BigInt(amount)} unit={unitShown(unit)} {...rest} />;
}

export interface Veil {
  readonly open: boolean;
  readonly set: (open: boolean) => void;
}

/** One veil over all amounts of a page. It is down when the page is opened: somebody may look over her shoulder. */
export function useVeil(): Veil {
  const [open, set] = useState(false);
  return { open, set };
}

export function VeilAct({ veil, words }: { readonly veil: Veil; readonly words: Words }): JSX.Element {
  return (
    <QuietAct icon="eye" onClick={() => veil.set(!veil.open)}>
      {words.say(veil.open ? "shell.cover" : "shell.uncover")}
    </QuietAct>
  );
}

/** An amount of a person. `of` says what it is, for who listens: "Still owed". */
export function PrivateMoney({
  amount,
  unit,
  veil,
  of,
  words,
  ...rest
}: {
  readonly amount: string;
  readonly unit: string;
  readonly veil: Veil;
  readonly of: string;
  readonly words: Words;
} & Shown): JSX.Element {
  return (
    <AmountHidden
      minor={BigInt(amount)}
      unit={unitShown(unit)}
      label={words.say("assembly.screen.press-to-see", { what: of })}
      coverLabel={words.say("assembly.screen.press-to-cover", { what: of })}
      open={veil.open || undefined}
      onToggle={open => {
        if (!open && veil.open) veil.set(false);
      }}
      {...rest}
    />
  );
}

type PrivateProps = Parameters<typeof PrivateMoney>[0];

/** What it is and how much: at the two ends of a line once the veil is lifted; before, the cloth lies under its name. */
export function PrivateLine(props: PrivateProps): JSX.Element {
  const { veil, of, words: _words, ...amount } = props;
  if (veil.open)
    return (
      <Sum label={of}>
        <Money {...amount} />
      </Sum>
    );
  return (
    <Stack gap="close">
      <span>{of}</span>
      <PrivateMoney {...props} />
    </Stack>
  );
}

/** In a list cloth on every line would hide the names too: the figures come with the veil. */
export function ListedMoney({
  amount,
  unit,
  veil,
}: Pick<PrivateProps, "amount" | "unit" | "veil">): JSX.Element | null {
  return veil.open ? <Money amount={amount} unit={unit} /> : null;
}
