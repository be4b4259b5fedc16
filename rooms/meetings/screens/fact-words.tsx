/** How a fact of a sealed meeting is told: "Saham", "Denda telat", "Pinjaman dibayar". */
import type { Words } from "#base";
import { bareName, fineName, fundName, productName } from "./say.tsx";
import type { FactSeen, MeetingSeen } from "./seen.ts";

type Told = Pick<MeetingSeen, "names" | "funds">;

export function factName(
  words: Words,
  fact: Pick<FactSeen, "kind" | "product" | "reason" | "fund">,
  data: Told,
): string {
  const kind = fact.kind.replace(/\.reversed$/, "");
  const name = plainName(words, kind, fact, data);
  return kind === fact.kind ? name : words.say("meetings.taken-back", { what: name });
}

function plainName(
  words: Words,
  kind: string,
  fact: Pick<FactSeen, "product" | "reason" | "fund">,
  { names, funds }: Told,
): string {
  // What a woman brings is called as on her card; what happened otherwise, as it happened.
  if (kind === "savings.shares-bought") return words.say("meetings.item.shares");
  if (kind === "aid.contributed" || kind === "pots.brought") return fundName(words, fact.fund, funds.find(one => one.fund === fact.fund)?.name);
  if (kind === "savings.deposited" && fact.product !== null)
    return productName(words, fact.product, names.products[fact.product]);
  if (kind === "meetings.fined" && fact.reason !== null)
    return words.say("meetings.item.fine", { reason: fineName(words, fact.reason, names.fines[fact.reason]) });
  return kindSaid(words, kind);
}

/** Other rooms have words for their own facts. */
export const kindSaid = (words: Words, kind: string): string =>
  words.has(`fact.${kind}`) ? words.say(`fact.${kind}`) : words.say("meetings.read-out.entry");

/** The words written with it; under a difference the two who counted, of a loan that paid off an older one how much went there. */
export const writtenWith = (
  words: Words,
  { note, counters, renewed, unit }: Pick<FactSeen, "note" | "counters" | "renewed" | "unit">,
): readonly string[] => [
  ...(note === null ? [] : [note]),
  ...(renewed === null
    ? []
    : [
        words.say("loans.renewed.said", {
          lent: words.amount(BigInt(renewed.lent), unit),
          old: words.amount(BigInt(renewed.paidOff), unit),
        }),
      ]),
  ...(counters.length === 0
    ? []
    : [words.say("meetings.sealed.counted-by", { names: counters.map(one => bareName(words, one)).join(", ") })]),
];

/** Whom or which funds a decision was about, and what was written with it. */
export const aboutSaid = (
  words: Words,
  { who, note, funds: codes }: MeetingSeen["decisions"][number],
  { funds }: Told,
): readonly string[] => {
  const [from, to] = codes.map(code => fundName(words, code, funds.find(one => one.fund === code)?.name));
  return [
    ...(who ? [`${who.number}. ${bareName(words, who)}`] : []),
    ...(from === undefined ? [] : [to === undefined ? from : words.say("meetings.sealed.from-to", { from, to })]),
    ...(note === null ? [] : [note]),
  ];
};
