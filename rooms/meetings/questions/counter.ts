/** What may be written between meetings by the rule of the group, and all that its forms must know. */
import { betweenMeetingsRule, needsRule, ruleOn } from "#assembly";
import { loadBooks } from "#ledger/server";
import type { CounterSeen } from "../screens/seen.ts";
import { entryRules } from "../sheet.ts";
import type { Asking } from "./context.ts";
import { askToday } from "./today.ts";

export const scribes = ["treasurer", "secretary", "chair"] as const;

export async function askCounter(asked: Asking): Promise<CounterSeen> {
  const allowed = await allowedBetween(asked);
  const between = allowed.flatMap(entry => {
    const command = entryRules.get(entry)?.between;
    return command === undefined ? [] : [[entry, command] as const];
  });
  return {
    on: asked.today,
    between: Object.fromEntries(between),
    // Where nothing may be written there is nothing of anybody's to see either.
    today: between.length === 0 ? null : await askToday(asked),
  };
}

/** Entries the rule lets two people write between meetings; none for who does not keep the books. */
export async function allowedBetween({ client, organisation, today, roles, isPlain }: Asking): Promise<readonly string[]> {
  if (isPlain || !scribes.some(role => roles.has(role))) return [];
  const books = await loadBooks(client, organisation, () => [needsRule(betweenMeetingsRule)]);
  return ruleOn(betweenMeetingsRule, today, books)?.entries ?? [];
}
