import type { Calculator } from "#base";

/**
 * Where the calculators of each room are: the same it shows at its front door, but without what its books need, so
 * that a sum costs one short start. A test compares the two.
 */
export const calculatorsOfRoom: Readonly<Record<string, () => Promise<readonly Calculator[]>>> = {
  ledger: async () => (await import("../../rooms/ledger/calculators.ts")).calculators,
  savings: async () => (await import("../../rooms/savings/calculators.ts")).calculators,
  loans: async () => (await import("../../rooms/loans/calculators.ts")).calculators,
  aid: async () => (await import("../../rooms/aid/calculators.ts")).calculators,
  pots: async () => (await import("../../rooms/pots/calculators.ts")).calculators,
};
