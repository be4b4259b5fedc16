/** The balance sheet and the trial balance on A4: for the notice board, the assembly and the auditor's file. */
import type { PageProps, Words } from "#base";
import { Act, Page, Papers, StatementPaper } from "#look";
import type { ComponentChildren, JSX } from "preact";
import type { StatementsSeen } from "../ask-statements.ts";
import { accountTerm, Money } from "./say.tsx";
import { nameOfFund } from "./auditor.tsx";

/** What an A4 sheet holds between its head and the signatures. */
const rowsASheet = 28;

interface PaperRow {
  readonly cells: readonly ComponentChildren[];
  /** A heading or a sum. */
  readonly strong?: boolean;
}

interface PaperSheet {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly heads: readonly string[];
  readonly rows: readonly PaperRow[];
}

export function StatementsPrintView({ data, words, session }: PageProps<StatementsSeen>): JSX.Element {
  const sheets = [
    ...data.balanceSheets.flatMap(sheet => balanceSheetPages(sheet, data, words)),
    ...data.trialBalances.flatMap(trial => trialBalancePages(trial, data, words)),
  ];
  return (
    <Page
      paper
      title={words.say("ledger.statements.print")}
      subtitle={words.say("ledger.statements.on", { day: words.day(data.on, "long") })}
      back={{ href: `/statements?on=${data.on}`, label: words.say("ledger.back-to-statements") }}
      foot={
        <Act icon="print" onClick={() => globalThis.print()}>
          {words.say("ledger.statements.print")}
        </Act>
      }
    >
      {sheets.map(sheet => (
        <Papers key={sheet.key}>
          <StatementPaper
            label={`${sheet.title} · ${sheet.note}`}
            head={{
              title: data.organisationName ?? session?.organisationName,
              note: words.say("ledger.statements.on", { day: words.day(data.on, "long") }),
              right: sheet.title,
              rightNote: sheet.note,
            }}
            heads={sheet.heads}
            rows={sheet.rows}
            signs={["treasurer", "chair", "supervisory-committee"].map(role => words.say(`ledger.sign.${role}`))}
          />
        </Papers>
      ))}
    </Page>
  );
}

type SheetSeen = StatementsSeen["balanceSheets"][number];

function balanceSheetPages(sheet: SheetSeen, data: StatementsSeen, words: Words): readonly PaperSheet[] {
  const { unit } = sheet;
  const money = (amount: string): JSX.Element => <Money amount={amount} unit={unit} bare />;
  const part = (key: string, lines: SheetSeen["assets"]["lines"], total: string): readonly PaperRow[] => [
    { cells: [words.say(`ledger.paper.${key}`)], strong: true },
    ...lines.map(line => ({
      cells: [accountTerm(words, line, unit), nameOfFund(words, line.fund, data), money(line.amount)],
    })),
    { cells: [words.say(`ledger.paper.${key}-total`), "", money(total)], strong: true },
  ];
  const whose = BigInt(sheet.liabilities.total) + BigInt(sheet.divisible.total) + BigInt(sheet.apart);
  const rows: readonly PaperRow[] = [
    ...part("assets", sheet.assets.lines, sheet.assets.total),
    ...part("liabilities", sheet.liabilities.lines, sheet.liabilities.total),
    ...part("divisible", sheet.divisible.lines, sheet.divisible.total),
    ...part("apart", [...sheet.restricted.lines, ...sheet.indivisible.lines], sheet.apart),
    { cells: [words.say("ledger.paper.whose-total"), "", money(String(whose))], strong: true },
  ];
  const heads = [words.say("ledger.statements.account"), words.say("ledger.statements.fund"), unit];
  return pagesOf({ title: words.say("ledger.statements.balance-sheet"), heads, rows }, words, unit);
}

function trialBalancePages(
  trial: StatementsSeen["trialBalances"][number],
  data: StatementsSeen,
  words: Words,
): readonly PaperSheet[] {
  const { unit } = trial;
  const money = (amount: string): ComponentChildren =>
    amount === "0" ? "" : <Money amount={amount} unit={unit} bare />;
  const rows: readonly PaperRow[] = [
    ...trial.lines.map(line => ({
      cells: [
        `${line.number} ${accountTerm(words, line, unit)}`,
        nameOfFund(words, line.fund, data),
        money(line.debit),
        money(line.credit),
      ],
    })),
    { cells: [words.say("ledger.statements.sum"), unit, money(trial.debit), money(trial.credit)], strong: true },
  ];
  const heads = ["account", "fund", "debit", "credit"].map(head => words.say(`ledger.statements.${head}`));
  return pagesOf({ title: words.say("ledger.statements.trial-balance"), heads, rows }, words, unit);
}

/** As many sheets as the rows need, each with the heads again. */
function pagesOf(
  statement: Pick<PaperSheet, "title" | "heads" | "rows">,
  words: Words,
  unit: string,
): readonly PaperSheet[] {
  const pages = Math.max(1, Math.ceil(statement.rows.length / rowsASheet));
  return Array.from({ length: pages }, (_, page) => ({
    ...statement,
    key: `${statement.title} ${unit} ${page}`,
    note:
      pages === 1
        ? words.say("ledger.paper.in-unit", { unit })
        : words.say("ledger.paper.page", { unit, page: page + 1, pages }),
    rows: statement.rows.slice(page * rowsASheet, (page + 1) * rowsASheet),
  }));
}
