/** Who was handed what a fact of a sealed meeting paid after a death: her name is a text, kept apart from the log. */
import { type Kinship, receivedField } from "#aid";
import type { RecordedFact } from "#base";
import { type OpenTexts, readTexts } from "#members/server";
import type { FactSeen } from "../screens/seen.ts";
import type { Asking } from "./context.ts";

/** Where that text is: "about", "id", "field". */
function receivedText({ kind, data, member }: RecordedFact): readonly [string, string, string] | null {
  if (data?.["kinship"] === undefined) return null;
  if (kind === "aid.benefit-paid")
    return ["aid.claim", String(data["claim"]), receivedField(Number(data["payment"]))];
  return kind === "savings.stake-returned" ? ["meetings.leaving", String(member), "received_by"] : null;
}

export async function receivedIn(facts: readonly RecordedFact[], asked: Asking): Promise<OpenTexts> {
  const wanted = facts.map(receivedText).filter(one => one !== null);
  if (wanted.length === 0) return new Map();
  const [abouts, fields] = [wanted.map(([about]) => about), wanted.map(([, , field]) => field)];
  return readTexts(asked.client, asked.organisation, abouts, Buffer.from(asked.masterKey), fields);
}

export function receivedBy(fact: RecordedFact, texts: OpenTexts): FactSeen["receivedBy"] {
  const text = receivedText(fact);
  return text && { name: texts.get(text.join("/")) ?? null, kinship: fact.data!["kinship"] as Kinship };
}
