/**
 * What the members may decide on about rules and funds: what is new, what has no rule yet, and the rules there are. A new
 * thing gets a plain code of its own, which nobody sees: what it is called is a text. Pure.
 */
import type { Document } from "#base";
import type { FundSeen, TodaySeen } from "./seen.ts";
import type { HeldSheet } from "./sheet-model.ts";

export const fundKey = "ledger.fund/";

export interface Subject {
  /** The rule's key, or `ledger.fund/<code>`. */
  readonly about: string;
  readonly isNew: boolean;
  readonly needsName: boolean;
  /** What holds now, or will; null where there is no such rule yet. */
  readonly value: Document | null;
  /** A rule of the same kind, to begin like it. */
  readonly like: Document | null;
}

type Rulebook = TodaySeen["rulebook"];

/** The rulebook with the funds this very meeting decided to open, so that their rules can be decided on too. */
export function rulebookAtTheTable({
  today,
  sheet,
}: {
  readonly today: TodaySeen;
  readonly sheet: HeldSheet;
}): Rulebook {
  const decided = [...sheet.values()].filter(
    line => line.entry === "assembly.decision" && line.body["question"] === "rule",
  );
  const opened = decided.flatMap(({ body }) => {
    const about = String(body["about"]);
    if (!about.startsWith(fundKey)) return [];
    const { unit, nature } = body["value"] as { readonly unit: string; readonly nature: FundSeen["nature"] };
    return [{ unit, nature, fund: about.slice(fundKey.length), name: String(body["name"] ?? "") || null }];
  });
  const { rulebook } = today;
  return {
    ...rulebook,
    names: { ...rulebook.names, funds: [...rulebook.names.funds, ...opened] },
    decidedOn: [...rulebook.decidedOn, ...decided.map(line => String(line.body["about"]))],
  };
}

/** Things of which a group has as many as it likes, with the code they begin with. */
const newThings: readonly (readonly [key: string, code: string])[] = [
  ["ledger.fund", "fund"],
  ["savings.product", "saving"],
  ["loans.product", "loan"],
  ["meetings.fine", "fine"],
];

/** Rules that every fund of such a nature may have. */
const ofFunds: Readonly<Record<string, string>> = {
  "savings.shares": "divisible",
  "savings.share-out": "divisible",
  "savings.surplus": "divisible",
  "meetings.spending": "divisible",
  "purchasing.purchase": "divisible",
  "actions.action": "divisible",
  "aid.fund": "restricted",
};

type Product = { readonly [field: string]: Document };

/** Rules of kinds of savings: capital has a part of the surplus in place of interest, a term deposit its own terms. */
const ofProducts: Readonly<Record<string, (product: Product) => boolean>> = {
  "savings.interest": product => product["is_capital"] !== true && product["kind"] !== "term",
  "savings.subscription": product => product["is_capital"] === true && product["kind"] === "voluntary",
};

export function agenda(
  book: Rulebook,
): readonly { readonly part: "new" | "missing" | "there"; readonly subjects: readonly Subject[] }[] {
  const has = new Set(book.rules.map(one => one.rule));
  const likeOf = (key: string): Document | null =>
    book.rules.find(({ rule }) => rule.split("/")[0] === key)?.value ?? null;
  const missing = Object.keys(book.names.fields ?? {}).flatMap(key =>
    key in ofFunds
      ? book.names.funds.filter(one => one.nature === ofFunds[key]).map(one => `${key}/${one.fund}`)
      : key in ofProducts
        ? book.rules
            .filter(({ rule, value }) => rule.startsWith("savings.product/") && ofProducts[key]!(value as Product))
            .map(({ rule }) => `${key}/${rule.split("/")[1]}`)
        : newThings.some(([known]) => known === key)
        ? []
        : [key],
  );
  return [
    {
      part: "new" as const,
      subjects: newThings.map(([key, code]) => ({
        about: `${key}/${codeFor(key, code, book)}`,
        isNew: true,
        needsName: true,
        value: null,
        like: likeOf(key),
      })),
    },
    {
      part: "there" as const,
      subjects: book.rules.map(({ rule, value }) => ({
        about: rule,
        isNew: false,
        needsName: false,
        value,
        like: null,
      })),
    },
    {
      part: "missing" as const,
      subjects: missing
        .filter(rule => !has.has(rule))
        .map(rule => ({ about: rule, isNew: false, needsName: false, value: null, like: likeOf(rule.split("/")[0]!) })),
    },
  ].filter(({ subjects }) => subjects.length > 0);
}

/** "fund-2", "fund-3": the first that is neither there nor decided on. */
function codeFor(key: string, code: string, { rules, names, decidedOn }: Rulebook): string {
  const taken = new Set([
    ...rules.map(one => one.rule),
    ...names.funds.map(one => `${fundKey}${one.fund}`),
    ...decidedOn,
  ]);
  let number = 2;
  while (taken.has(`${key}/${code}-${number}`)) number += 1;
  return `${code}-${number}`;
}
