/** What an auditor asks for, under taps: the trial balance, income and expense, and the terms for the members' words. */
import type { Words } from "#base";
import { Heading, PlainTable, QuietAct, Soft, Stack } from "#look";
import type { JSX } from "preact";
import type { StatementsSeen } from "../ask-statements.ts";
import { accountTerm, fundName, Money } from "./say.tsx";

export function ForAuditor({
  data,
  words,
  mayClose,
}: {
  data: StatementsSeen;
  words: Words;
  /** Whether she may close the books, with another officer. */
  mayClose: boolean;
}): JSX.Element {
  return (
    <Stack gap="close">
      <Heading>{words.say("ledger.statements.for-auditor")}</Heading>
      <details>
        <summary>{words.say("ledger.statements.trial-balance")}</summary>
        <Stack gap="tight">
          {data.trialBalances.map(trial => (
            <PlainTable
              key={trial.unit}
              caption={words.say("ledger.statements.caption", {
                name: words.say("ledger.statements.trial-balance"),
                unit: trial.unit,
              })}
              heads={[trial.unit, words.say("ledger.statements.debit"), words.say("ledger.statements.credit")]}
              rows={trial.lines.map(line => [
                <Term key="account" number={line.number} unit={trial.unit} line={line} data={data} words={words} />,
                line.debit === "0" ? "" : <Money key="debit" amount={line.debit} unit={trial.unit} bare />,
                line.credit === "0" ? "" : <Money key="credit" amount={line.credit} unit={trial.unit} bare />,
              ])}
              foot={[
                words.say("ledger.statements.sum"),
                <Money key="debit" amount={trial.debit} unit={trial.unit} bare />,
                <Money key="credit" amount={trial.credit} unit={trial.unit} bare />,
              ]}
            />
          ))}
        </Stack>
      </details>
      <details>
        <summary>{words.say("ledger.statements.income-statement")}</summary>
        <Soft small>
          {words.say("ledger.fund.from-until", {
            from: words.day(data.from, "short"),
            until: words.day(data.on, "short"),
          })}
        </Soft>
        {data.incomeStatements.length === 0 && <Soft>{words.say("ledger.statements.no-income")}</Soft>}
        <Stack gap="tight">
          {data.incomeStatements.map(income => (
            <PlainTable
              key={income.unit}
              caption={words.say("ledger.statements.caption", {
                name: words.say("ledger.statements.income-statement"),
                unit: income.unit,
              })}
              heads={[income.unit, words.say("ledger.statements.amount")]}
              rows={[
                ...income.income.lines.map(line => ({ line, amount: BigInt(line.amount) })),
                ...income.expense.lines.map(line => ({ line, amount: -BigInt(line.amount) })),
              ].map(({ line, amount }) => [
                <Term key="account" unit={income.unit} line={line} data={data} words={words} />,
                <Money key="amount" amount={amount} unit={income.unit} bare />,
              ])}
              foot={[
                words.say("ledger.statements.surplus"),
                <Money key="surplus" amount={income.surplus} unit={income.unit} bare />,
              ]}
            />
          ))}
        </Stack>
      </details>
      <details>
        <summary>{words.say("ledger.statements.terms")}</summary>
        <Soft>{words.say("ledger.statements.terms-more")}</Soft>
        {data.closedThrough && (
          <Soft>{words.say("ledger.statements.closed-through", { day: words.day(data.closedThrough, "long") })}</Soft>
        )}
        {mayClose && <QuietAct href="/statements/close">{words.say("command.ledger.close-period")}</QuietAct>}
      </details>
    </Stack>
  );
}

/** An account by the auditor's term, its fund under it. */
function Term({
  number,
  line,
  unit,
  data,
  words,
}: {
  number?: number;
  unit: string;
  line: Pick<StatementsSeen["balanceSheets"][number]["assets"]["lines"][number], "kind" | "product" | "fund">;
  data: StatementsSeen;
  words: Words;
}): JSX.Element {
  return (
    <span class="grow">
      {number !== undefined && `${number} `}
      {accountTerm(words, line, unit)}
      <small>{nameOfFund(words, line.fund, data)}</small>
    </span>
  );
}

export const nameOfFund = (words: Words, fund: string, data: StatementsSeen): string =>
  fundName(words, { fund, name: data.fundNames[fund] ?? null });
