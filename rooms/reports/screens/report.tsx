/**
 * One report: its pictures, its figures, another time, and the file to take along. On a phone a row is a line with its
 * main figure at the end; on a wide screen it is a table. What is one woman's by name is closed until it is asked for.
 */
import { type Day, endOfLastMonth, dayOf, lastOf, type PageProps, partsOf, type Words } from "#base";
import { Act, Amount, Bar, Card, Field, Line, Lines, Only, Page, PlainTable, QuietAct, Soft, Stack, Sum, Title, Trend } from "#look";
import { unitShown } from "#assembly/parts";
import type { ComponentChildren, JSX } from "preact";
import { type CellSent, cellSaid, daysSaid, noteOf, titleOf, wholeThings } from "../cell-words.ts";
import type { ReportSeen } from "../server.ts";

export function ReportView({ data, words }: PageProps<ReportSeen>): JSX.Element {
  const query = data.from === null ? `until=${data.until}` : `from=${data.from}&until=${data.until}`;
  return (
    <Page
      title={words.say(`reports.report.${data.report}`)}
      subtitle={daysSaid(words, data)}
      back={backOf(data, words)}
      foot={
        <Act href={`${pageOf(data)}/print?${query}`} icon="print">
          {words.say("reports.print")}
        </Act>
      }
    >
      <Stack gap="far">
        {data.tables.map((table, place) => (
          <Table key={place} table={table} report={data.report} words={words} />
        ))}
        <OtherDays data={data} words={words} />
        <details>
          <summary>{words.say("reports.download")}</summary>
          <Stack gap="tight">
            <Soft small>{words.say("reports.download.more")}</Soft>
            {(["xlsx", "csv"] as const).map(format => (
              <QuietAct key={format} href={`/download/${data.report}.${format}?${query}`} icon="book" wide>
                {words.say(`reports.download.${format}`)}
              </QuietAct>
            ))}
          </Stack>
        </details>
      </Stack>
    </Page>
  );
}

/** The address of its page: a room above shows its own elsewhere. */
export const pageOf = ({ report, shownAt }: ReportSeen): string => shownAt?.page ?? `/reports/${report}`;

const backOf = ({ shownAt }: ReportSeen, words: Words): { readonly href: string; readonly label: string } => ({
  href: shownAt?.back ?? "/reports",
  label: words.say(shownAt?.backSay ?? "reports.back-to-reports"),
});

export type TableSeen = ReportSeen["tables"][number];

function Table({ table, report, words }: { table: TableSeen; report: string; words: Words }): JSX.Element {
  const note = noteOf(words, table);
  const title = titleOf(words, table);
  if (table.chart) return <Picture table={table} words={words} />;
  const head = (
    <>
      {title !== words.say(`reports.report.${report}`) && <Title level={2}>{title}</Title>}
      {note !== null && <Soft small>{note}</Soft>}
    </>
  );
  if (table.nothing !== undefined)
    return (
      <Stack gap="tight">
        {head}
        <Soft>{words.say(table.nothing)}</Soft>
      </Stack>
    );
  const body = <Rows table={table} words={words} />;
  return (
    <Stack gap="tight">
      {head}
      {table.isPersonal ? (
        <details>
          <summary>{words.say("reports.each")}</summary>
          <Stack gap="tight">
            <Soft small>{words.say("reports.each.more")}</Soft>
            {body}
          </Stack>
        </details>
      ) : (
        body
      )}
    </Stack>
  );
}

function Rows({ table, words }: { table: TableSeen; words: Words }): JSX.Element {
  return (
    <>
      <Only on="phone">
        <OnPhone table={table} words={words} />
      </Only>
      <Only on="wide">
        <OnDesk table={table} words={words} />
      </Only>
    </>
  );
}

/** The whole table; how a figure is counted stands under what it is. */
function OnDesk({ table, words }: { table: TableSeen; words: Words }): JSX.Element {
  const defined = columnOf(table, "definition");
  const main = mainColumn(table);
  const shown = table.columns.map((_, place) => place).filter(place => place !== defined);
  const label = (row: readonly CellSent[]): ComponentChildren =>
    defined < 0 || row[defined] == null ? (
      cellSaid(words, row[0]!)
    ) : (
      <span class="grow">
        {cellSaid(words, row[0]!)}
        <small>{cellSaid(words, row[defined]!)}</small>
      </span>
    );
  return (
    <PlainTable
      caption={titleOf(words, table)}
      heads={shown.map(place => headOf(table, place, words))}
      starts={shown.flatMap((place, at) => (isWords(table, place) ? [at] : []))}
      rows={table.rows.map(row =>
        shown.map(place =>
          place === 0 ? (
            label(row)
          ) : (
            <Shown cell={row[place] ?? null} words={words} missing={defined > 0 && place === main} key={place} />
          ),
        ),
      )}
      foot={table.total && shown.map(place => <Shown cell={table.total![place] ?? null} words={words} key={place} />)}
    />
  );
}

/** A row is a line: what it is about, its main figure at the end, the rest in small under it. */
function OnPhone({ table, words }: { table: TableSeen; words: Words }): JSX.Element {
  const main = mainColumn(table);
  const label = labelColumn(table);
  const defined = columnOf(table, "definition");
  const isEven = main >= 0 && table.rows.every(row => (row[main] ?? null) !== null || defined > 0);
  const isClear = table.columns.length === 2 || defined > 0;
  const [counted, outOf] = [columnOf(table, "counted"), columnOf(table, "out-of")];
  const sub = (row: readonly CellSent[]): string | undefined => {
    if (counted > 0)
      return words.say("reports.part-of", {
        part: cellSaid(words, row[counted] ?? null),
        whole: cellSaid(words, row[outOf] ?? null),
      });
    // What stood there before and after neither came in nor went out.
    if (isBalance(row[0] ?? null)) return undefined;
    const at = mainOf(row, table, main);
    // Of two names in a row each says what she has to do with it.
    const isOfMany = row.filter(isName).length > 1;
    const others = row
      .map((cell, place) => ({ cell, place }))
      .filter(({ cell, place }) => place !== label && place !== defined && !isNothing(cell) && (place !== at || !isEven))
      .map(({ cell, place }) =>
        place === at
          ? headOf(table, place, words)
          : (isWords(table, place) || place === 0) && !(isOfMany && isName(cell))
            ? cellSaid(words, cell)
            : words.say("reports.headed", { head: headOf(table, place, words), value: cellSaid(words, cell) }),
      );
    return others.length === 0 ? undefined : others.join(" · ");
  };
  return (
    <Stack gap="tight">
      {isEven && !isClear && <Soft small>{words.say("reports.at-the-end", { head: headOf(table, main, words) })}</Soft>}
      <Lines label={titleOf(words, table)}>
        {table.rows.map((row, place) => {
          const at = mainOf(row, table, main);
          return (
            <Line
              key={place}
              label={cellSaid(words, row[label] ?? null)}
              sub={sub(row)}
              end={at < 0 ? undefined : <Shown cell={row[at] ?? null} words={words} missing={defined > 0} />}
            />
          );
        })}
      </Lines>
      {table.total && (
        <Sum label={<b>{cellSaid(words, table.total[0]!)}</b>}>
          <Shown cell={table.total[mainOf(table.total, table, main)] ?? null} words={words} />
        </Sum>
      )}
      {defined > 0 && (
        <details>
          <summary>{words.say("reports.how-counted")}</summary>
          <Lines label={words.say("reports.how-counted")}>
            {table.rows.map((row, place) => (
              <Line key={place} label={cellSaid(words, row[label] ?? null)} sub={cellSaid(words, row[defined] ?? null)} />
            ))}
          </Lines>
        </details>
      )}
    </Stack>
  );
}

const numeric: ReadonlySet<string> = new Set(["count", "amount", "percent", "points"]);
const isWords = (table: TableSeen, place: number): boolean => table.columns[place]!.is === "text";
const columnOf = (table: TableSeen, key: string): number => table.columns.findIndex(column => column.key === key);
const headOf = (table: TableSeen, place: number, words: Words): string => words.say(`reports.head.${table.columns[place]!.key}`);

/** What a row is about: its words, also where the day stands before them. */
function labelColumn({ columns }: TableSeen): number {
  return columns[0]?.is === "day" ? Math.max(0, columns.findIndex(column => column.is === "text")) : 0;
}

/** The figure people look for first. */
const mainFirst = ["balance", "overdue", "points", "outstanding", "value", "largest", "lost", "amount", "outcome", "times", "state"];

function mainColumn(table: TableSeen): number {
  const wanted = mainFirst.map(key => columnOf(table, key)).find(place => place > 0);
  return wanted ?? table.columns.findIndex((column, place) => place > 0 && numeric.has(column.is));
}

/** Where a row has none of it, its first figure: what was paid, in a line that received nothing. */
function mainOf(row: readonly CellSent[], table: TableSeen, main: number): number {
  if (main < 0 || (row[main] ?? null) !== null || columnOf(table, "definition") > 0) return main;
  return row.findIndex((cell, place) => place > 0 && cell !== null && numeric.has(table.columns[place]!.is));
}

/** On a phone what is zero takes no room beside what is something. */
const isNothing = (cell: CellSent): boolean => cell === null || ("amount" in cell && BigInt(cell.amount) === 0n);

const isBalance = (cell: CellSent): boolean => cell !== null && "say" in cell && /^reports\.(before|after)\./.test(cell.say);

/** An amount has its strong head; the rest is text. */
function Shown({
  cell,
  words,
  missing,
}: {
  cell: CellSent;
  words: Words;
  /** Whether it is said that there is nothing to count. */
  missing?: boolean;
}): JSX.Element | null {
  if (cell === null) return missing ? <Soft small>{words.say("reports.nothing-to-measure")}</Soft> : null;
  if ("amount" in cell) {
    const { minor, scale } = wholeThings(BigInt(cell.amount), cell.unit);
    return <Amount minor={minor} unit={{ ...unitShown(cell.unit), scale }} bare />;
  }
  return <span class="words">{cellSaid(words, cell)}</span>;
}

/** People would rather look: the picture first, with its first and last figure said, and the table one tap away. */
function Picture({ table, words }: { table: TableSeen; words: Words }): JSX.Element {
  const { label, value, kind } = table.chart!;
  if (kind === "compare") return <Compared table={table} words={words} />;
  const title = titleOf(words, table);
  const points = table.rows
    .map(row => ({ label: row[label]!, cell: row[value]! }))
    .filter(point => point.cell !== null)
    .map(point => ({
      label: cellSaid(words, point.label),
      value: heightOf(point.cell),
      said: cellSaid(words, point.cell),
    }));
  const [first, last] = [points[0], lastOf(points)];
  const note = noteOf(words, table);
  // Nothing at all is said, and not drawn as an empty frame.
  if (points.every(point => point.value === 0n))
    return (
      <Stack gap="tight">
        <Title level={2}>{title}</Title>
        <Soft>{words.say(`reports.table.${table.key}.zero`)}</Soft>
      </Stack>
    );
  return (
    <Stack gap="tight">
      <Trend
        title={title}
        kind={kind}
        points={points}
        describe={first && last ? `${title}: ${first.label} ${first.said}, ${last.label} ${last.said}` : title}
        table={{
          open: words.say("reports.picture.open"),
          label: words.say(`reports.head.${table.columns[label]!.key}`),
          value: words.say(`reports.head.${table.columns[value]!.key}`),
        }}
      />
      {note !== null && <Soft small>{note}</Soft>}
    </Stack>
  );
}

/**
 * Rows beside each other, each as long as its figure, with the other figures said under its name, so that none of them stands
 * alone; the table is one tap away. A percent is long of a hundred.
 */
function Compared({ table, words }: { table: TableSeen; words: Words }): JSX.Element {
  const { label, value } = table.chart!;
  const title = titleOf(words, table);
  const note = noteOf(words, table);
  const heights = table.rows.map(row => heightOf(row[value] ?? null));
  const isShare = table.columns[value]!.is === "percent";
  const most = heights.reduce((highest, one) => (one > highest ? one : highest), isShare ? 10_000n : 1n);
  const others = (row: readonly CellSent[]): string =>
    row
      .map((cell, place) => ({ cell, place }))
      .filter(({ cell, place }) => cell !== null && place !== label && place !== value)
      .map(({ cell, place }) =>
        words.say("reports.headed", { head: headOf(table, place, words), value: cellSaid(words, cell) }),
      )
      .join(" · ");
  const bar = (row: readonly CellSent[], key: number): JSX.Element => (
    <Stack key={key} gap="tight">
      <Bar
        of="us"
        label={<b>{cellSaid(words, row[label] ?? null)}</b>}
        minor={heightOf(row[value] ?? null)}
        most={most}
        end={<Shown cell={row[value] ?? null} words={words} missing />}
      />
      {others(row) !== "" && <Soft small>{others(row)}</Soft>}
    </Stack>
  );
  return (
    <Stack gap="tight">
      <Title level={2}>{title}</Title>
      {note !== null && <Soft small>{note}</Soft>}
      <Soft small>{words.say("reports.at-the-end", { head: headOf(table, value, words) })}</Soft>
      {table.rows.map(bar)}
      {table.total && (
        <Stack gap="tight">
          <span class="bar">
            <span class="sum">
              <b>{cellSaid(words, table.total[label] ?? null)}</b>
              <b>
                <Shown cell={table.total[value] ?? null} words={words} />
              </b>
            </span>
          </span>
          {others(table.total) !== "" && <Soft small>{others(table.total)}</Soft>}
        </Stack>
      )}
      <details>
        <summary>{words.say("reports.picture.open")}</summary>
        <Rows table={table} words={words} />
      </details>
    </Stack>
  );
}

/** A picture starts at zero; what is below it has no height. */
function heightOf(cell: CellSent): bigint {
  if (cell === null) return 0n;
  const found =
    "amount" in cell ? BigInt(cell.amount) : "percent" in cell ? BigInt(cell.percent) : "count" in cell ? BigInt(cell.count) : 0n;
  return found > 0n ? found : 0n;
}

/** The usual times by a link, any other by two days. */
function OtherDays({ data, words }: { data: ReportSeen; words: Words }): JSX.Element {
  const today = data.today;
  const year = partsOf(today).year;
  const lastMonth = endOfLastMonth(today);
  const { year: ofYear, month } = partsOf(lastMonth);
  const times = [
    ["this-year", dayOf(year, 1, 1), today],
    ["last-year", dayOf(year - 1, 1, 1), dayOf(year - 1, 12, 31)],
    ["last-month", dayOf(ofYear, month, 1), lastMonth],
    ["since-beginning", data.foundedOn, today],
  ] as const;
  const address = (from: Day, until: Day): string =>
    `${pageOf(data)}?${data.from === null ? "" : `from=${from}&`}until=${until}`;
  return (
    <details>
      <summary>{words.say("reports.other-days")}</summary>
      <Stack gap="tight">
        <Lines label={words.say("reports.other-days")}>
          {times
            .filter(([key]) => data.from !== null || key === "this-year" || key === "last-year" || key === "last-month")
            .map(([key, from, until]) => (
              <Line
                key={key}
                href={address(from, until)}
                label={words.say(`reports.${key}`)}
                sub={daysSaid(words, { from: data.from === null ? null : from, until })}
                arrow
              />
            ))}
        </Lines>
        <Card>
          <form method="get" action={pageOf(data)}>
            <Stack gap="tight">
              {data.from !== null && (
                <Field type="date" name="from" label={words.say("reports.from")} max={today} value={data.from} required />
              )}
              <Field type="date" name="until" label={words.say("reports.until")} max={today} value={data.until} required />
              <QuietAct type="submit">{words.say("reports.show")}</QuietAct>
            </Stack>
          </form>
        </Card>
      </Stack>
    </details>
  );
}

const isName = (cell: CellSent): boolean => cell !== null && "who" in cell;
