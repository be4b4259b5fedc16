/**
 * A chapter's statements (trial balance, balance sheet, income and expense), asked over HTTP, with nobody else in the database
 * and with ten million journal lines of other chapters in it. Two databases on one PostgreSQL, asked in turn.
 */
import { addMonths } from "#base";
import type { Embedded } from "#db";
import pg from "pg";
import { firstDay, type Group, linesOfMonth, Stage } from "./stage.ts";

const months = 23;
const asksPerTurn = 60;
const turns = 7;

export interface Beside {
  /** Milliseconds, the median of each turn. */
  readonly alone: readonly number[];
  readonly beside: readonly number[];
  readonly lines: number;
  readonly ownLines: number;
}

export async function besideOthers(database: Embedded, millions: number, say: (line: string) => void): Promise<Beside> {
  const alone = await chapter(database, "alone");
  const crowded = await chapter(database, "crowded");
  try {
    say(`laying ${millions} million lines of other chapters beside one …`);
    const { lines, ownLines } = await layBeside(database, crowded.group, millions * 1_000_000);
    const times = { alone: [] as number[], beside: [] as number[] };
    for (const { stage, group } of [alone, crowded]) await asked(stage, group); // Plans, caches, compiled code.
    for (let turn = 0; turn < turns; turn += 1) {
      times.alone.push(await asked(alone.stage, alone.group));
      times.beside.push(await asked(crowded.stage, crowded.group));
      say(`statements: alone ${times.alone.at(-1)!.toFixed(2)} ms, beside others ${times.beside.at(-1)!.toFixed(2)} ms`);
    }
    return { ...times, lines, ownLines };
  } finally {
    await alone.stage.close();
    await crowded.stage.close();
  }
}

/** Thirty women through two years of meetings, said to the server as on the day. */
async function chapter(database: Embedded, name: string): Promise<{ readonly stage: Stage; readonly group: Group }> {
  const stage = await Stage.open(database, name);
  const group = await stage.group(0);
  for (let month = 1; month <= months; month += 1) {
    const on = addMonths(firstDay, month);
    const { meeting, sheet } = await stage.hold(group, on, linesOfMonth(group, month));
    await stage.said(group.cookie, "meetings.seal", on, { meeting, sheet });
  }
  return { stage, group };
}

/**
 * Copies of the chapter's own journal under other organisations, so many lines in all, with their accounts, funds and control
 * totals: what its statements are made of. Laid past the triggers, since it is the reading that is measured.
 */
async function layBeside(
  database: Embedded,
  group: Group,
  lines: number,
): Promise<{ readonly lines: number; readonly ownLines: number }> {
  const client = new pg.Client({ ...database.administrator, database: "crowded" });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    const countLines = async (): Promise<number> =>
      Number((await client.query<{ count: string }>("select count(*) from ledger.line")).rows[0]!.count);
    const ownLines = await countLines();
    const copies = Math.ceil(lines / ownLines);
    await client.query("create temporary table other as select gen_random_uuid() as id from generate_series(1, $1)", [copies]);
    for (const table of ["fund", "account", "total", "line"]) {
      const { rows } = await client.query<{ column_name: string }>(
        "select column_name from information_schema.columns where table_schema = 'ledger' and table_name = $1 and column_name <> 'organisation_id' order by ordinal_position",
        [table],
      );
      const columns = rows.map(row => row.column_name).join(", ");
      await client.query(
        `insert into ledger.${table} (organisation_id, ${columns}) select other.id, ${columns} from other cross join ledger.${table} where organisation_id = $1`,
        [group.organisation],
      );
    }
    await client.query("vacuum (analyze) ledger.line, ledger.total, ledger.account, ledger.fund");
    return { lines: await countLines(), ownLines };
  } finally {
    await client.end();
  }
}

/** Milliseconds of one ask, the median of many one after the other. */
async function asked(stage: Stage, group: Group): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < asksPerTurn; time += 1) {
    const begun = performance.now();
    await stage.asks(group.cookie, "ledger.statements");
    took.push(performance.now() - begun);
  }
  return took.sort((a, b) => a - b)[asksPerTurn / 2]!;
}
