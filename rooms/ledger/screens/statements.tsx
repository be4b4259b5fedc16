/** What the group owns and whose it is: two pictures to one scale, then the figures, then the auditor's tables. */
import { endOfLastMonth, type PageProps, type Words } from "#base";
import {
  Act,
  Boxes,
  Card,
  Field,
  Line,
  Lines,
  type MoneyBox,
  Page,
  QuietAct,
  Soft,
  Stack,
  Sum,
  Title,
  Two,
} from "#look";
import type { JSX } from "preact";
import type { StatementsSeen } from "../ask-statements.ts";
import { ForAuditor, nameOfFund } from "./auditor.tsx";
import { accountName, endOfLastYear, kindShown, Money, shownBoxes } from "./say.tsx";

export function StatementsView({ data, words, session }: PageProps<StatementsSeen>): JSX.Element {
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
      <ForAuditor
        data={data}
        words={words}
        mayClose={session?.roles.some(role => role === "treasurer" || role === "chair") ?? false}
      />
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
          sub={nameOfFund(words, line.fund, data)}
          end={<Money amount={line.amount} unit={unit} />}
        />
      ))}
    </Lines>
  );
}

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
