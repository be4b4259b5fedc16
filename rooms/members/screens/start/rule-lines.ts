/**
 * The most important rules as sentences, each with the one figure in it that people talk about. Everything else in a
 * rule stays as the method has it, and can be changed later by a decision.
 */
import type { Document } from "#base";
import type { RuleSaid } from "./draft.ts";

export interface RuleLine {
  /** Key of its sentence: "members.screen.rule.share-price". */
  readonly sentence: string;
  readonly kind: "amount" | "percent" | "count" | "rhythm";
  readonly value: string;
  /** Where in the rules it stands. */
  readonly rule: string;
  readonly path: readonly string[];
  /** More that the sentence says: a product's code, "every meeting". */
  readonly said: Readonly<Record<string, string>>;
}

interface Told {
  readonly rule: RegExp;
  readonly path: readonly string[];
  readonly sentence: string;
  readonly kind: RuleLine["kind"];
}

/** In the order in which a group talks of them. */
const told: readonly Told[] = [
  { rule: /^meetings\.method$/, path: ["frequency"], sentence: "rhythm", kind: "rhythm" },
  { rule: /^savings\.shares\//, path: ["price"], sentence: "share-price", kind: "amount" },
  { rule: /^savings\.shares\//, path: ["meeting_max"], sentence: "shares-most", kind: "count" },
  { rule: /^savings\.product\//, path: ["amount"], sentence: "saving", kind: "amount" },
  { rule: /^aid\.fund\/social$/, path: ["contribution", "amount"], sentence: "social", kind: "amount" },
  { rule: /^aid\.fund\/damayan$/, path: ["levy", "amount"], sentence: "levy", kind: "amount" },
  { rule: /^aid\.fund\/damayan$/, path: ["entry_fee"], sentence: "entry-fee", kind: "amount" },
  { rule: /^loans\.product\//, path: ["rate_per_month"], sentence: "interest", kind: "percent" },
  { rule: /^loans\.product\//, path: ["periods_max"], sentence: "instalments-most", kind: "count" },
  { rule: /^loans\.limits$/, path: ["times_stake"], sentence: "loan-most", kind: "count" },
  { rule: /^meetings\.fine\/late$/, path: ["amount"], sentence: "fine-late", kind: "amount" },
  { rule: /^meetings\.fine\/absent$/, path: ["amount"], sentence: "fine-absent", kind: "amount" },
];

export const linesOf = (rules: readonly RuleSaid[]): readonly RuleLine[] =>
  told.flatMap(({ rule: wanted, path, sentence, kind }) =>
    rules.flatMap(({ rule, value }) => {
      if (!wanted.test(rule)) return [];
      const found = at(value, path);
      if (typeof found !== "string") return [];
      const all = value as Readonly<Record<string, unknown>>;
      const said = {
        product: rule.split("/")[1] ?? "",
        every: String(all["every"] ?? ""),
        fund: rule.split("/")[1] ?? "",
      };
      return [{ sentence: `members.screen.rule.${sentence}`, kind, value: found, rule, path, said }];
    }),
  );

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((part, name) => (part as Readonly<Record<string, unknown>> | undefined)?.[name], value);

export const withValue = (
  rules: readonly RuleSaid[],
  line: Pick<RuleLine, "rule" | "path">,
  value: string,
): readonly RuleSaid[] =>
  rules.map(one => (one.rule === line.rule ? { ...one, value: put(one.value, line.path, value) } : one));

function put(value: Document, [name, ...rest]: readonly string[], next: string): Document {
  if (name === undefined) return next;
  const group = value as { readonly [key: string]: Document };
  return { ...group, [name]: put(group[name] ?? {}, rest, next) };
}

/** How often a group meets: what is offered, and how it is written in the rule. */
export const rhythms = [
  { code: "week", frequency: "weeks", every: "1" },
  { code: "two-weeks", frequency: "weeks", every: "2" },
  { code: "month", frequency: "months", every: "1" },
] as const;

export function withRhythm(rules: readonly RuleSaid[], code: string): readonly RuleSaid[] {
  const rhythm = rhythms.find(one => one.code === code)!;
  return rules.map(one =>
    one.rule === "meetings.method"
      ? { ...one, value: { ...(one.value as object), frequency: rhythm.frequency, every: rhythm.every } as Document }
      : one,
  );
}

export function rhythmOf(rules: readonly RuleSaid[]): string {
  const method = rules.find(one => one.rule === "meetings.method")?.value as
    | { readonly frequency?: string; readonly every?: string }
    | undefined;
  return rhythms.find(one => one.frequency === method?.frequency && one.every === method?.every)?.code ?? "week";
}
