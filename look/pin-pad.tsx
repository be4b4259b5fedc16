/**
 * The PIN pad: large digits under the thumb, one dot a digit. Underneath is a real password field, so that a keyboard,
 * a screen reader and a password manager work as everywhere; without scripts it is simply that field.
 */
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { latinDigits } from "./amount-parts.ts";
import { Icon } from "./icons.tsx";

export type PinPadProps = {
  /** "Ibu Yuliana's PIN". */
  label: string;
  /** The label stands above the dots: where nothing else on the screen says whose PIN it is. */
  showLabel?: boolean | undefined;
  value: string;
  onChange: (value: string) => void;
  /** Called once when the last digit is in. */
  onFull?: ((value: string) => void) | undefined;
  length?: number | undefined;
  /** Label of the key that takes one digit away. */
  eraseLabel: string;
  /** The key at the lower left: "Card". */
  other?: { readonly label: string; readonly onClick: () => void } | undefined;
  problem?: string | undefined;
  busy?: boolean | undefined;
  name?: string | undefined;
  /** "current-password" to enter, "new-password" to choose. */
  autocomplete?: "current-password" | "new-password" | "one-time-code" | "off" | undefined;
};

export function PinPad({
  label,
  showLabel,
  value,
  onChange,
  onFull,
  length = 4,
  eraseLabel,
  other,
  problem,
  busy,
  name,
  autocomplete = "off",
}: PinPadProps): JSX.Element {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const set = (next: string) => {
    if (busy) return;
    const digits = latinDigits(next).replace(/\D/g, "").slice(0, length);
    onChange(digits);
    if (digits.length === length && value.length < length) onFull?.(digits);
  };
  const press = (digit: string) => set(value.length < length ? value + digit : value);
  return (
    <div class="pin" aria-busy={busy}>
      <label class={showLabel ? "whose" : "vh"} for={id}>
        {label}
      </label>
      <div class="dots">
        <input
          id={id}
          ref={input}
          name={name}
          type="password"
          inputMode="numeric"
          autocomplete={autocomplete}
          maxLength={length}
          value={value}
          aria-invalid={problem ? "true" : undefined}
          aria-describedby={problem ? `${id}p` : undefined}
          onInput={event => set(event.currentTarget.value)}
        />
        {Array.from({ length }, (_, i) => (
          <i key={i} class={i < value.length ? "on" : undefined} />
        ))}
      </div>
      <p class="problem" id={`${id}p`} role="alert">
        {problem}
      </p>
      <div class="pad">
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map(digit => (
          <button key={digit} type="button" onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
        {other ? (
          <button type="button" class="alt" onClick={other.onClick}>
            {other.label}
          </button>
        ) : (
          <span />
        )}
        <button type="button" onClick={() => press("0")}>
          0
        </button>
        <button type="button" class="alt" aria-label={eraseLabel} onClick={() => set(value.slice(0, -1))}>
          <Icon name="undo" />
        </button>
      </div>
    </div>
  );
}
