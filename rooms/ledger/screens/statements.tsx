/** What the group owns and whose it is: two pictures to one scale, then the figures, then the auditor's tables. */
import type { PageProps, Words } from "#base";
import {
  Act,
  Boxes,
  Card,
  Field,
  Heading,
  Line,
  Lines,
  type MoneyBox,
  Page,
  PlainTable,
  QuietAct,
  Soft,
  Stack,
  Sum,
  Title,
  Two,
} from "#look";
import type { JSX } from "preact";
import type { StatementsSeen } from "../questions.ts";
import {
  accountName,
  accountTerm,
  endOfLastMonth,
  endOfLastYear,
  fundName,
  kindShown,
  Money,
  shownBoxes,
} from "./say.tsx";

export function StatementsView({ data, words }: PageProps<StatementsSeen>): JSX.Element {
  return (
    <Page
      title={words.say("ledger.statements.title")}
      subtitle={words.say("ledger.statements.on", { day: words.day(data.on, "long") })}
      back={{ href: "/funds", label: words.say("ledger.back-to-funds") }}
      foot={
        <Act href={`/statements/print?on=${data.on}&from=${data.from}`} icon="print">
          {words.say("ledger.statements.print")}
        </Act>
      }
    >
      {data.balanceSheets.length === 0 && <Soft>{words.say("ledger.statements.empty")}</Soft>}
      {data.balanceSheets.map((sheet, index) => (
        <Sheet key={sheet.unit} sheet={sheet} isFirst={index === 0} data={data} words={words} />
      ))}
      <ForAuditor data={data} words={words} />
      <OtherDay data={data} words={words} />
    </Page>
  );
}

type SheetSeen = StatementsSeen["balanceSheets"][number];
type LineSeen = SheetSeen["assets"]["lines"][number];

/** Money first, with large pictures; a thing in store is a strip, and only the parts it has are shown. */
function Sheet({
  sheet,
  isFirst,
  data,
  words,
}: {
  sheet: SheetSeen;
  isFirst: boolean;
  data: StatementsSeen;
  words: Words;
}): JSX.Element {
  const { unit } = sheet;
  const height = isFirst ? 256 : 112;
  const title = (key: string): string =>
    isFirst
      ? words.say(`ledger.statements.${key}`)
      : words.say("ledger.statements.in-unit", { name: words.say(`ledger.statements.${key}`), unit });
  const part = (key: string, total: string, lines: readonly LineSeen[], isKept: boolean): JSX.Element | null =>
    lines.length === 0 && !isKept ? null : (
      <Card>
        <Sum label={<b>{words.say(`ledger.statements.${key}`)}</b>}>
          <Money amount={total} unit={unit} size="mid" />
        </Sum>
        <Soft small>{words.say(`ledger.statements.${key}-more`)}</Soft>
        <Rows lines={lines} unit={unit} data={data} words={words} />
      </Card>
    );
  return (
    <Two even>
      <Stack>
        <Title>{title("owns")}</Title>
        <Boxes
          height={height}
          label={words.say("ledger.statements.owns-picture")}
          {...shownBoxes(owned(sheet, words), unit)}
        />
        <Sum label={words.say("ledger.statements.owns-all")}>
          <Money amount={sheet.assets.total} unit={unit} size="number" />
        </Sum>
        <Rows lines={sheet.assets.lines} unit={unit} data={data} words={words} />
      </Stack>
      <Stack>
        <Title>{title("whose")}</Title>
        <Boxes
          height={height}
          label={words.say("ledger.statements.whose-picture")}
          {...shownBoxes(whose(sheet, words), unit)}
        />
        {part("to-return", sheet.liabilities.total, sheet.liabilities.lines, false)}
        {part("divisible", sheet.divisible.total, sheet.divisible.lines, isFirst)}
        {part("apart", sheet.apart, [...sheet.restricted.lines, ...sheet.indivisible.lines], isFirst)}
      </Stack>
    </Two>
  );
}

/** A line an account, in the order of the chart, with its fund under it. */
function Rows({
  lines,
  unit,
  data,
  words,
}: {
  lines: readonly LineSeen[];
  unit: string;
  data: StatementsSeen;
  words: Words;
}): JSX.Element | null {
  if (lines.length === 0) return null;
  return (
    <Lines>
      {lines.map(line => (
        <Line
          key={`${line.kind}.${line.product}/${line.fund}`}
          label={accountName(words, line, unit)}
          sub={nameOfFund(line.fund, data)}
          end={<Money amount={line.amount} unit={unit} />}
        />
      ))}
    </Lines>
  );
}

export const nameOfFund = (fund: string, data: StatementsSeen): string =>
  fundName({ fund, name: data.fundNames[fund] ?? null });

const dyeOfAsset: Readonly<Record<string, MoneyBox["dye"]>> = { "loans-receivable": "lent", bank: "bank" };

function owned(sheet: SheetSeen, words: Words): readonly MoneyBox[] {
  const sums = new Map<string, bigint>();
  for (const { kind, amount } of sheet.assets.lines) sums.set(kind, (sums.get(kind) ?? 0n) + BigInt(amount));
  return [...sums].map(([kind, minor]) => ({
    key: kind,
    name: words.say(`account.${kindShown(kind, sheet.unit)}`),
    minor,
    dye: dyeOfAsset[kind] ?? "box",
  }));
}

function whose(sheet: SheetSeen, words: Words): readonly MoneyBox[] {
  const boxes: readonly (readonly [string, { readonly total: string }, MoneyBox["dye"]])[] = [
    ["to-return", sheet.liabilities, "box"],
    ["divisible", sheet.divisible, "bank"],
    ["restricted", sheet.restricted, "social"],
    ["indivisible", sheet.indivisible, "cloth"],
  ];
  return boxes.map(([key, part, dye]) => ({
    key,
    name: words.say(`ledger.statements.box.${key}`),
    minor: BigInt(part.total),
    dye,
  }));
}

/** The exact terms and the accounts one by one: what an auditor asks for. */
function ForAuditor({ data, words }: { data: StatementsSeen; words: Words }): JSX.Element {
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
  line: Pick<LineSeen, "kind" | "product" | "fund">;
  data: StatementsSeen;
  words: Words;
}): JSX.Element {
  return (
    <span class="grow">
      {number !== undefined && `${number} `}
      {accountTerm(words, line, unit)}
      <small>{nameOfFund(line.fund, data)}</small>
    </span>
  );
}

/** Any past day, by a link for the usual ones. */
function OtherDay({ data, words }: { data: StatementsSeen; words: Words }): JSX.Element {
  const days = [
    ["today", data.today],
    ["last-month", endOfLastMonth(data.today)],
    ["last-year", endOfLastYear(data.today)],
  ] as const;
  return (
    <details>
      <summary>{words.say("ledger.statements.other-day")}</summary>
      <Lines>
        {days.map(([key, day]) => (
          <Line
            key={key}
            href={`/statements?on=${day}`}
            label={words.say(`ledger.statements.day.${key}`)}
            sub={words.day(day, "long")}
            arrow
          />
        ))}
      </Lines>
      <form method="get" action="/statements">
        <Stack gap="tight">
          <Field
            type="date"
            name="on"
            label={words.say("ledger.statements.which-day")}
            max={data.today}
            value={data.on}
            required
          />
          <QuietAct type="submit">{words.say("ledger.statements.show-day")}</QuietAct>
        </Stack>
      </form>
    </details>
  );
}
