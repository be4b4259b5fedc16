import {
  type AccountCode,
  type Books,
  type Context,
  decodeBody,
  type Document,
  encodeBody,
  type FundOf,
  type Refusal,
  refuse,
} from "#base";
import { fundTable } from "#ledger";
import { refusalOfAttribute, refusalOfRuleName } from "./protected.ts";

/**
 * A rule's value held against its definition and the funds there are. Gives the value as it is written down, for one value
 * has one form, and the accounts it brings.
 */
export function checkRule(
  rule: string,
  value: Document,
  definitions: Context["ruleDefinitions"],
  fundOf: FundOf,
): { readonly value: Document; readonly accounts: readonly AccountCode[] } | Refusal {
  const [key, code] = rule.split("/") as [string, string | undefined];
  const definition = definitions.get(key);
  if (!definition || definition.many !== (code !== undefined))
    return refusalOfRuleName(rule) ?? refuse("assembly.no-such-rule", { rule });
  const body = decodeBody(definition.fields, value);
  if (!body)
    return refusalOfAttribute(rule, definition.fields, value) ?? refuse("assembly.rule-of-another-shape", { rule });
  const refusal = definition.check?.(body as never, code ?? "") ?? definition.fits?.(body as never, code ?? "", fundOf);
  if (refusal) return refusal;
  const accounts = definition.opens?.(body as never, code ?? "") ?? [];
  for (const account of accounts) {
    const fund = account.slice(account.indexOf("/") + 1);
    if (!fundOf(fund)) return refuse("ledger.no-such-fund", { fund });
  }
  return { value: encodeBody(definition.fields, body) as Document, accounts };
}

export const fundIn =
  (books: Books): FundOf =>
  fund =>
    books.row(fundTable, { fund });
