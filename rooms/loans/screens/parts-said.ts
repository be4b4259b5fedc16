/** What an instalment asks for or a payment was used for, in one line: "principal 100.000, interest 8.000, fees 1.000". */
import type { Words } from "#base";

export interface Parts {
  readonly principal: string | null;
  readonly interest: string | null;
  readonly fees: string | null;
  readonly penalties?: string | null;
}

/** Of the parts that only some loans have, those that are something. */
const seldom = ["fees", "penalties"] as const;

export function partsSaid(parts: Parts, unit: string, words: Words): string {
  const amount = (of: string | null): string => words.amount(BigInt(of ?? "0"), unit);
  return [
    words.say("loans.screen.used-for", { principal: amount(parts.principal), interest: amount(parts.interest) }),
    ...seldom
      .filter(part => BigInt(parts[part] ?? "0") !== 0n)
      .map(part => words.say(`loans.screen.used-for-${part}`, { amount: amount(parts[part] ?? null) })),
  ].join(", ");
}
