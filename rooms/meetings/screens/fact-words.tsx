/** How a fact of a sealed meeting is told: "Saham", "Denda telat", "Pinjaman dibayar". */
import type { Words } from "#base";
import { fineName, productName } from "./say.tsx";
import type { FactSeen, MeetingSeen } from "./seen.ts";

export function factName(words: Words, fact: Pick<FactSeen, "kind" | "product" | "reason">, names: MeetingSeen["names"]): string {
  const kind = fact.kind.replace(/\.reversed$/, "");
  const name = plainName(words, kind, fact, names);
  return kind === fact.kind ? name : words.say("meetings.taken-back", { what: name });
}

function plainName(words: Words, kind: string, fact: Pick<FactSeen, "product" | "reason">, names: MeetingSeen["names"]): string {
  if (kind === "savings.deposited" && fact.product !== null) return productName(words, fact.product, names.products[fact.product]);
  if (kind === "meetings.fined" && fact.reason !== null) return words.say("meetings.item.fine", { reason: fineName(words, fact.reason, names.fines[fact.reason]) });
  return kindSaid(words, kind);
}

/** Other rooms have words for their own facts. */
export const kindSaid = (words: Words, kind: string): string => (words.has(`fact.${kind}`) ? words.say(`fact.${kind}`) : words.say("meetings.read-out.entry"));
