/** The books as a journal that hledger reads and checks, also strictly: every account and unit is declared first. */
import { decimalText, unitOf } from "#base";
import type { AccountClass } from "#ledger";
import type { GroupRead, Line } from "./read-group.ts";

const classes: Readonly<Record<AccountClass, string>> = {
  asset: "assets",
  liability: "liabilities",
  equity: "equity",
  income: "revenues",
  expense: "expenses",
};

/** `name` is a comment. Members stand with their numbers, below the account that is theirs. */
export function journalOf({ lines, people }: GroupRead, name: string): Buffer {
  const numbers = new Map<string, number>(people.map(({ member, number }) => [member, number]));
  const accountOf = ({ account, class: of, member_id }: Line): string => {
    const [kind = "", fund = ""] = account.split("/");
    const number = numbers.get(member_id);
    return [classes[of], fund, kind, ...(member_id === "" ? [] : [`member ${number ?? member_id}`])].join(":");
  };
  const written: string[] = [`; ${name.replaceAll(/\s+/g, " ")}`, ""];
  for (const unit of new Set(lines.map(line => line.unit)))
    written.push(`commodity ${amountOf(10n ** BigInt(unitOf(unit)?.scale ?? 0) * 1000n, unit, true)}`);
  for (const account of [...new Set(lines.map(accountOf))].sort()) written.push(`account ${account}`);
  let entry: bigint | null = null;
  // By day, so that it is in the order a journal is read in; what a day had later comes later in it.
  for (const line of lines) {
    if (line.seq !== entry) written.push("", `${line.effective_on} (${line.seq}) ${line.kind}`);
    entry = line.seq;
    written.push(`    ${accountOf(line)}  ${amountOf(line.amount, line.unit)}`);
  }
  return Buffer.from(`${written.join("\n")}\n`);
}

/** A directive shows where the decimals begin, also of a unit that has none. */
const amountOf = (amount: bigint, unit: string, isDirective = false): string => {
  const text = decimalText(amount, unitOf(unit)?.scale ?? 0);
  return `${isDirective && !text.includes(".") ? `${text}.` : text} ${/^[A-Za-z]+$/.test(unit) ? unit : `"${unit}"`}`;
};
