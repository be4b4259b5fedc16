/** What of a group must be known to read its cut-off sheet: funds, products and members, by whatever they are called. */
import type { Day, MemberId } from "#base";

export interface Named {
  readonly code: string;
  /** As the group and our words call it, the one to write first; any is understood, and so is the code. */
  readonly names: readonly string[];
}

export interface Known {
  readonly today: Day;
  readonly funds: readonly (Named & { readonly unit: string; readonly isDivisible: boolean })[];
  /** Of savings, shares (by fund) and places in funds of aid; with the unit an amount in them has. */
  readonly savings: readonly (Named & { readonly unit: string })[];
  readonly shares: readonly Named[];
  readonly places: readonly (Named & { readonly unit: string; readonly hasContribution: boolean })[];
  readonly loanProducts: readonly (Named & { readonly unit: string })[];
  /** Who is in the books already: the founders. */
  readonly members: readonly { readonly member: MemberId; readonly number: number; readonly name: string | null }[];
}
