/** What is owed of an instalment. */
export type OwedPart = "penalties" | "fees" | "interest" | "principal";

export const owedParts: readonly OwedPart[] = ["penalties", "fees", "interest", "principal"];

/** In which order a payment is used: for what is due, the oldest instalment first; then for what is to come. */
export interface PaymentOrder {
  readonly due: readonly OwedPart[];
  readonly inAdvance: readonly OwedPart[];
}

export const usualPaymentOrder: PaymentOrder = { due: owedParts, inAdvance: owedParts };

/** The name of an order that the product sets and the loan does not spell out. */
export const setInProduct = "ADVANCED_PAYMENT_ALLOCATION";
/** What such a product does where nothing else is known: what makes the balance smaller comes before interest. */
const principalFirst: readonly OwedPart[] = ["penalties", "fees", "principal", "interest"];

const words: Readonly<Record<string, OwedPart>> = {
  PENALTY: "penalties",
  PENALTIES: "penalties",
  FEE: "fees",
  FEES: "fees",
  INTEREST: "interest",
  PRINCIPAL: "principal",
};

/**
 * Reads an order that is spelt out: "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER", or with what is due first and, after
 * IN_ADVANCE, what is not. Null where it does not name each part once.
 */
export function paymentOrderNamed(name: string): PaymentOrder | null {
  if (name === setInProduct) return { due: principalFirst, inAdvance: principalFirst };
  const [first, second, ...more] = name.split("_IN_ADVANCE_");
  const due = partsNamed(first!.replace(/^DUE_/, "").replace(/_ORDER$/, ""));
  const inAdvance = second === undefined ? due : partsNamed(second);
  return due && inAdvance && more.length === 0 ? { due, inAdvance } : null;
}

function partsNamed(names: string): readonly OwedPart[] | null {
  const parts = names.split("_").map(name => (Object.hasOwn(words, name) ? words[name]! : null));
  const named = parts.filter(part => part !== null);
  return parts.length === owedParts.length && new Set(named).size === owedParts.length ? named : null;
}
