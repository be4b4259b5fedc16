/**
 * PINs everybody tries first: told at once, while she still has the pad before her. The server has the last word
 * (`secrets.ts`); this says the same so that nobody types hers three times.
 */
export function isEasyPin(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, place) => (Number(digit) - Number(pin[place]) + 10) % 10));
  const isPattern = steps.size === 1 && (steps.has(0) || steps.has(1) || steps.has(9));
  return isPattern || pin.slice(0, 3) === pin.slice(3) || pin.slice(0, 2).repeat(3) === pin;
}
