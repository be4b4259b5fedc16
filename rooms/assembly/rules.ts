import {
  type BodyOf,
  type Books,
  type Day,
  type Document,
  type Fact,
  type Fields,
  type Need,
  need,
  type Project,
  put,
  type RuleDefinition,
  type Uuid,
  decodeBody,
  type AccountCode,
  assert,
} from "#base";
import { openAccount } from "#ledger";
import { useDecision } from "./use-decision.ts";
import { type RuleRow, ruleTable } from "./tables.ts";

/**
 * A rule's value on a day: the latest that began on or before it, as the type its definition says.
 * Undefined while the organisation has no such rule. Recomputing an old meeting therefore uses the old rule.
 */
export function ruleOn<F extends Fields>(
  definition: RuleDefinition<F>,
  on: Day,
  books: Books,
  code?: string,
): BodyOf<F> | undefined {
  const row = ruleRowOn(keyOf(definition, code), on, books);
  return row && readValue(definition, row.value);
}

/** Every code of a rule that stands several times, with its value on the day, in the order of the codes. */
export function rulesOn<F extends Fields>(
  definition: RuleDefinition<F>,
  on: Day,
  books: Books,
): readonly { readonly code: string; readonly value: BodyOf<F> }[] {
  const prefix = `${definition.key}/`;
  const codes = new Set<string>();
  for (const row of books.rows(ruleTable)) if (row.rule.startsWith(prefix)) codes.add(row.rule.slice(prefix.length));
  return [...codes].sort().flatMap(code => {
    const value = ruleOn(definition, on, books, code);
    return value ? [{ code, value }] : [];
  });
}

/** All versions of a rule by the day they began, each in force until the next: what is told of days long gone. */
export function ruleVersions<F extends Fields>(
  definition: RuleDefinition<F>,
  books: Books,
  code?: string,
): readonly { readonly from: Day; readonly value: BodyOf<F> }[] {
  const rule = keyOf(definition, code);
  const days = new Set(books.rows(ruleTable, { rule }).map(row => row.from_on));
  return [...days].sort().map(from => ({ from, value: ruleOn(definition, from, books, code)! }));
}

/** What {@link ruleOn} and {@link ruleVersions} must see. */
export const needsRule = (definition: RuleDefinition<any>, code?: string): Need =>
  need.row(ruleTable, { rule: keyOf(definition, code) });
/** What {@link rulesOn} must see: all rules. They are few. */
export const needsRules: Need = need.all(ruleTable);

export const keyOf = (definition: RuleDefinition<any>, code?: string): string => {
  assert(definition.many === (code !== undefined), `${definition.key} stands once, or by code`);
  return code === undefined ? definition.key : `${definition.key}/${code}`;
};

export function ruleRowOn(rule: string, on: Day, books: Books): RuleRow | undefined {
  let found: RuleRow | undefined;
  for (const row of books.rows(ruleTable, { rule }))
    if (
      row.from_on <= on &&
      (!found || row.from_on > found.from_on || (row.from_on === found.from_on && row.version > found.version))
    )
      found = row;
  return found;
}

function readValue<F extends Fields>(definition: RuleDefinition<F>, value: Document): BodyOf<F> {
  const body = decodeBody(definition.fields, value);
  assert(body, `a rule in force has the shape of ${definition.key}`);
  return body as BodyOf<F>;
}

/** The facts that set a rule from a day on: the rule, and the accounts it brings that are not open yet. */
export function setRule(
  set: {
    readonly rule: string;
    readonly value: Document;
    readonly from: Day;
    readonly version: number;
    readonly decision: Uuid | null;
    readonly name?: string | undefined;
  },
  accounts: readonly AccountCode[],
  on: Day,
): readonly Fact[] {
  return [
    {
      kind: "assembly.rule-set",
      on,
      lines: [],
      data: {
        rule: set.rule,
        value: set.value,
        from: set.from,
        version: String(set.version),
        ...(set.decision === null ? {} : { decision: set.decision }),
      },
      // What the group calls it: a savings product, a fine. Without one the words for its code stand.
      ...(set.name === undefined
        ? {}
        : { texts: [{ about: "assembly.rule", id: set.rule, field: "name", text: set.name }] }),
    },
    ...accounts.map(account => openAccount(account, on)),
  ];
}

export const ruleSet: Project = (fact, books) => {
  const data = fact.data as { rule: string; value: Document; from: Day; version: string; decision?: Uuid };
  return [
    put(ruleTable, {
      rule: data.rule,
      version: Number(data.version),
      from_on: data.from,
      value: data.value,
      decision_id: data.decision ?? null,
    }),
    ...(data.decision === undefined ? [] : [useDecision(data.decision, books)]),
  ];
};
