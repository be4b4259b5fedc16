/** The group's own figures on a day, as it entered them; null where it did not. */
import { type BodyOf, type Day, decodeBody } from "#base";
import { rulesInForce } from "#assembly/server";
import { methodRule } from "#meetings";
import type { Known } from "./known.ts";
import { pesosRule, pisoRule, type ProvisionRule, provisionRule, type RatingLine } from "./rules.ts";

async function valueOn(known: Pick<Known, "client" | "organisation">, key: string, day: Day) {
  const rules = await rulesInForce(known.client, known.organisation, day);
  return rules.find(one => one.rule === key)?.now ?? null;
}

export async function provisionsOn(known: Known, day: Day): Promise<ProvisionRule | null> {
  const found = await valueOn(known, provisionRule.key, day);
  return found && (decodeBody(provisionRule.fields, found.value) as ProvisionRule | null);
}

export interface RatingInForce {
  readonly lines: readonly RatingLine[];
  readonly from: Day;
}

export async function ratingOn(known: Known, sheet: "pesos" | "piso", day: Day): Promise<RatingInForce | null> {
  const rule = sheet === "pesos" ? pesosRule : pisoRule;
  const found = await valueOn(known, rule.key, day);
  const value = found && (decodeBody(rule.fields, found.value) as { readonly lines: readonly RatingLine[] } | null);
  return found && value && { lines: value.lines, from: found.from };
}

/** How often the group meets. */
export async function rhythmOn(known: Known, day: Day): Promise<BodyOf<typeof methodRule.fields> | null> {
  const found = await valueOn(known, methodRule.key, day);
  return found && (decodeBody(methodRule.fields, found.value) as BodyOf<typeof methodRule.fields> | null);
}
