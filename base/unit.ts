/**
 * What can be counted: currencies and things. The scale is ours and versioned, never taken from Intl
 * (whose tables change with the runtime: IDR has 0 places in CLDR 48 and 2 in ISO 4217).
 * Once a unit is in somebody's books its scale never changes; a new scale is a new unit.
 */
export interface Unit {
  readonly code: string;
  /** Places of the smallest unit: an amount of 1 is 10^-scale of the unit. */
  readonly scale: number;
  readonly kind: "currency" | "thing";
  /** The smallest amount that can be paid in cash or handed over, in minor units. */
  readonly cashStep: bigint;
  /** Notes and coins in use, in minor units, the largest first. Empty for things. */
  readonly cash: readonly bigint[];
}

export const unitTableVersion = 1;

const currency = (code: string, scale: number, cashStep: bigint, cash: readonly bigint[]): Unit => ({
  code,
  scale,
  kind: "currency",
  cashStep,
  cash,
});
const thing = (code: string, scale: number, cashStep: bigint): Unit => ({
  code,
  scale,
  kind: "thing",
  cashStep,
  cash: [],
});

export const units: Readonly<Record<string, Unit>> = Object.fromEntries(
  [
    currency("IDR", 0, 100n, [100_000n, 50_000n, 20_000n, 10_000n, 5_000n, 2_000n, 1_000n, 500n, 200n, 100n]),
    currency("PHP", 2, 25n, [100_000n, 50_000n, 20_000n, 10_000n, 5_000n, 2_000n, 1_000n, 500n, 100n, 25n]),
    currency("INR", 2, 100n, [50_000n, 20_000n, 10_000n, 5_000n, 2_000n, 1_000n, 500n, 200n, 100n]),
    currency("THB", 2, 25n, [100_000n, 50_000n, 10_000n, 5_000n, 2_000n, 1_000n, 500n, 200n, 100n, 50n, 25n]),
    currency("KHR", 0, 100n, [100_000n, 50_000n, 20_000n, 10_000n, 5_000n, 2_000n, 1_000n, 500n, 200n, 100n]),
    currency("LKR", 2, 100n, [500_000n, 100_000n, 50_000n, 10_000n, 5_000n, 2_000n, 1_000n, 500n, 200n, 100n]),
    currency("GHS", 2, 10n, [20_000n, 10_000n, 5_000n, 2_000n, 1_000n, 500n, 200n, 100n, 50n, 20n, 10n]),
    currency("USD", 2, 1n, [10_000n, 5_000n, 2_000n, 1_000n, 500n, 100n, 50n, 25n, 10n, 5n, 1n]),
    currency("KRW", 0, 10n, [50_000n, 10_000n, 5_000n, 1_000n, 500n, 100n, 50n, 10n]),
    currency("JPY", 0, 1n, [10_000n, 5_000n, 1_000n, 500n, 100n, 50n, 10n, 5n, 1n]),
    thing("kg", 3, 1n),
    thing("day", 2, 25n),
    thing("egg", 0, 1n),
    thing("piece", 0, 1n),
  ].map(unit => [unit.code, unit]),
);

export function unitOf(code: string): Unit | undefined {
  return Object.hasOwn(units, code) ? units[code] : undefined;
}

/** Why no notes and coins are multiples of an amount, or null; also where the unit is not known. What a refusal says. */
export function notInCash(
  step: bigint,
  unit: string | undefined,
): { readonly unit: string; readonly step: bigint; readonly minimum: bigint } | null {
  const minimum = unit === undefined ? undefined : unitOf(unit)?.cashStep;
  return unit === undefined || minimum === undefined || step % minimum === 0n ? null : { unit, step, minimum };
}

/** Breaks an amount into notes and coins, the largest first; `rest` is what no coin can pay. */
export function notesOf(
  amount: bigint,
  unit: Unit,
): { readonly notes: readonly { readonly face: bigint; readonly count: bigint }[]; readonly rest: bigint } {
  let rest = amount < 0n ? 0n : amount;
  const notes: { face: bigint; count: bigint }[] = [];
  for (const face of unit.cash) {
    const count = rest / face;
    if (count > 0n) notes.push({ face, count });
    rest -= count * face;
  }
  return { notes, rest };
}
