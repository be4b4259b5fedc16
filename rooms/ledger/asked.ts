/** What the ledger's questions have in common: who asks, names, days and pages of an address. */
import { type Asked, type Day, type MemberId, operator, parseDay, program, type Role } from "#base";
import type { PoolClient } from "#db";

/**
 * Names are texts of people, which a room above this one keeps. Whoever asks hands the reader in; without it a fund is
 * called by its code and nobody has a name.
 */
export type AskedOfLedger = Asked<PoolClient>;

/** Who may open single entries: the committee and those who check it. */
export const officers: readonly Role[] = ["treasurer", "secretary", "chair", "supervisory-committee"];
export const mayOpenEntries = (asked: AskedOfLedger): boolean => officers.some(role => asked.roles.has(role));

/** Null for whom no name is kept any more, or yet; whoever runs the server, and the program, never had one here. */
export const nameOf = (
  member: MemberId,
  texts: ReadonlyMap<string, string>,
): { readonly name: string | null; readonly isOperator?: true; readonly isProgram?: true } => ({
  name: texts.get(`members.membership/${member}/name`) ?? null,
  ...(member === operator && { isOperator: true }),
  ...(member === program && { isProgram: true }),
});

/** Texts about these things, by "about/id/field". */
export const textsOf = async (asked: AskedOfLedger, abouts: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  (await asked.texts?.(abouts)) ?? new Map();

/** What the founders called each fund, by its code. */
export async function fundNames(asked: AskedOfLedger): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const [key, text] of await textsOf(asked, ["ledger.fund"])) names.set(key.split("/")[1]!, text);
  return names;
}

/** A day out of an address, no later than another; null where there is none. */
export function dayGiven(text: string | undefined, latest: Day): Day | null {
  const day = text === undefined ? null : parseDay(text);
  return day !== null && day <= latest ? day : null;
}

/** The first day of its year. */
export const yearOf = (day: Day): Day => `${day.slice(0, 4)}-01-01` as Day;
