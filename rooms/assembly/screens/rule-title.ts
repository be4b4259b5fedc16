/** How a rule is called: apart from its sentences (`rule-said.ts`), which few pages need at first. */
import type { RulesKnown, Words } from "#base";

/** How things a rule names are called, and in which unit it counts. */
export interface RuleNames {
  readonly unit: string;
  readonly funds: readonly { readonly fund: string; readonly name: string | null; readonly unit: string }[];
  /** What the group calls a rule of this key: a savings product, a fine. */
  readonly names: Readonly<Record<string, string>>;
  /** What rules are made of, by key, as their own rooms say: of those that are said in full. */
  readonly fields?: RulesKnown["fields"];
  /** For the form: the savings products there are, and the accounts in which members keep what is theirs. */
  readonly products?: readonly { readonly rule: string }[];
  readonly accounts?: readonly string[];
  readonly betweenEntries?: RulesKnown["betweenEntries"];
}

/** What a rule is about, in a word or two: "Simpanan wajib", "Saham Dana pinjaman". */
export function ruleTitle(words: Words, rule: string, names: RuleNames): string {
  const [key, code] = rule.split("/") as [string, string | undefined];
  if (code === undefined) return words.has(`rule.${key}`) ? words.say(`rule.${key}`) : key;
  const name = codeName(words, rule, names);
  if (words.has(`said.${key}.title`)) return words.say(`said.${key}.title`, { code: name });
  // What has no name yet is called by what it is and its code.
  return name === code && words.has(`rule.${key}`)
    ? words.say("assembly.screen.rule-of", { rule: words.say(`rule.${key}`), code: name })
    : name;
}

/** What stands behind the stroke of a rule's key, as the group or our words call it. */
export function codeName(words: Words, rule: string, known: RuleNames): string {
  const { names, funds } = known;
  const [key, code = ""] = rule.split("/") as [string, string | undefined];
  const own = names[rule];
  if (own !== undefined) return own;
  if (rulesOfProducts.has(key)) return codeName(words, `savings.product/${code}`, known);
  if (words.has(`${key}.${code}`)) return words.say(`${key}.${code}`);
  return rulesOfFunds.has(key) ? fundCalled(words, code, funds) : code;
}

/** The code behind these is a fund's. */
const rulesOfFunds: ReadonlySet<string> = new Set([
  "savings.shares",
  "savings.share-out",
  "savings.surplus",
  "aid.fund",
  "aid.outlook",
  "meetings.spending",
  "purchasing.purchase",
  "actions.action",
]);

/** The code behind these is a kind of savings. */
const rulesOfProducts: ReadonlySet<string> = new Set(["savings.interest", "savings.subscription"]);

/** It is called by the fund or the savings it is about, and needs no name of its own. */
export const isCalledByOther = (rule: string): boolean => {
  const key = rule.split("/")[0]!;
  return rulesOfFunds.has(key) || rulesOfProducts.has(key);
};

export function fundCalled(words: Words, fund: string, funds: RuleNames["funds"]): string {
  const name = funds.find(one => one.fund === fund)?.name ?? `fund.${fund}`;
  // A fund that was founded from a template may carry the key of its name.
  return words.has(name) ? words.say(name) : name.replace(/^fund\./, "");
}
