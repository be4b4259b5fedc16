/**
 * Loads books: everything that is needed for a decision or a page, in one round trip for all that wait. It is the first
 * step of the intake, and what a question does that reasons with the rooms' pure rules.
 */
import {
  accountText,
  type AccountCode,
  assert,
  type Books,
  LoadedBooks,
  type MemberId,
  type Need,
  type OrganisationId,
  type Standing,
  type Table,
} from "#base";
import { type PoolClient, pipelined, type Statement } from "#db";
import { factOfLeaf } from "./leaf.ts";
import { equityKind } from "./chart.ts";
import { selectRows } from "./rows.ts";
import { accountTable } from "./tables.ts";

export interface Wanted {
  readonly organisation: OrganisationId;
  readonly books: LoadedBooks;
  readonly need: Need;
}

/** One statement and what to do with its rows. */
interface Question {
  readonly statement: Statement;
  /** The table whose rows these are. What is sealed in them is opened before they are taken. */
  readonly of?: Table<any>;
  readonly take: (rows: readonly Record<string, unknown>[]) => void;
}

const roundsMax = 8;

/** Where a fund's own wealth stands: an entry that turns income or expense against it closes the books. */
const ownEquityKinds = (["divisible", "restricted", "indivisible"] as const).map(equityKind);

/** Books with all that `needs` asks for; it is asked again after each load. `client` is inside a `read`. */
export async function loadBooks(
  client: PoolClient,
  organisation: OrganisationId,
  needs: (books: Books) => readonly Need[],
): Promise<LoadedBooks> {
  const books = new LoadedBooks();
  for (let round = 1; ; round += 1) {
    const questions = questionsFor(needs(books).map(need => ({ organisation, books, need })));
    if (questions.length === 0) return books;
    assert(round <= roundsMax, "needs come to an end");
    const results = await pipelined(
      client,
      questions.map(question => question.statement),
    );
    for (const [index, question] of questions.entries()) {
      assert(!question.of?.sealed, "what is sealed is opened by the intake alone");
      question.take(results[index]!.rows as Record<string, unknown>[]);
    }
  }
}

/** The questions that answer these needs. Needs already met ask nothing. */
export function questionsFor(wanted: readonly Wanted[]): readonly Question[] {
  const rowQuestions = new Map<string, Wanted[]>();
  const balances: Wanted[] = [];
  const sets: Wanted[] = [];
  const leaves: Wanted[] = [];
  const moves: Wanted[] = [];
  const seen = new Set<string>();
  const askedFor = new Map<LoadedBooks, Set<Need>>();
  const rowsWanted = (one: Wanted, need: Extract<Need, { rows: unknown }>): void => {
    if (one.books.isCovered(need.rows, need.where)) return;
    const columns = Object.keys(need.where).sort();
    const text = `${one.organisation} ${need.rows.name} ${columns.map(column => `${column}=${String(need.where[column])}`).join(" ")}`;
    if (seen.has(text)) return;
    seen.add(text);
    const group = `${need.rows.name} ${columns.join(" ")}`;
    rowQuestions.set(group, [...(rowQuestions.get(group) ?? []), { ...one, need }]);
  };
  const totals = new Map<string, TotalWanted>();
  const totalWanted = ({ organisation, books }: Wanted, account: AccountCode, unit: string): void => {
    if (!books.hasTotal(account, unit))
      totals.set(`${organisation}|${account}|${unit}`, { organisation, books, account, unit });
  };
  for (const one of wanted) {
    const { need, books } = one;
    const asked = askedFor.get(books) ?? new Set();
    if (asked.has(need)) continue;
    askedFor.set(books, asked.add(need));
    if ("rows" in need) rowsWanted(one, need);
    else if ("balance" in need) {
      rowsWanted(one, { rows: accountTable, where: { account: need.balance.account } });
      const text = `${one.organisation} ${accountText(need.balance)}`;
      if (books.hasStanding(need.balance) || seen.has(text)) continue;
      seen.add(text);
      balances.push(one);
      if (need.balance.member !== undefined) totalWanted(one, need.balance.account, need.balance.unit);
    } else if ("total" in need) {
      totalWanted(one, need.total.account, need.total.unit);
    } else if ("balances" in need) {
      rowsWanted(one, { rows: accountTable, where: {} });
      const name = setName(need.balances);
      if (books.hasBalances(name) || seen.has(`${one.organisation} ${name}`)) continue;
      seen.add(`${one.organisation} ${name}`);
      sets.push(one);
    } else if ("moved" in need) {
      if (!books.hasMoved(need.moved)) moves.push(one);
    } else if (!books.hasLeaf(need.leaf)) leaves.push(one);
  }
  return [
    ...[...rowQuestions.values()].map(rowsQuestion),
    ...(balances.length > 0 ? [balancesQuestion(balances)] : []),
    ...(totals.size > 0 ? [totalsQuestion([...totals.values()])] : []),
    ...sets.flatMap(setQuestions),
    ...moves.map(movedQuestion),
    ...leaves.flatMap(leafQuestion),
  ];
}

const setName = (of: { readonly account?: AccountCode; readonly member?: MemberId }): string =>
  of.account ?? (of.member === undefined ? "*" : `m:${of.member}`);

function rowsQuestion(wanted: readonly Wanted[]): Question {
  const needs = wanted.map(one => ({ ...one, need: one.need as Extract<Need, { rows: unknown }> }));
  const of = needs[0]!.need.rows;
  const columns = Object.keys(needs[0]!.need.where).sort();
  const statement = selectRows(
    of,
    needs.map(one => ({ organisation: one.organisation, where: one.need.where })),
  );
  return {
    statement,
    of,
    take(rows) {
      const byCondition = new Map<string, Record<string, unknown>[]>();
      for (const { organisation_id, ...row } of rows) {
        const text = `${String(organisation_id)} ${columns.map(column => String(row[column])).join("\u001f")}`;
        const held = byCondition.get(text);
        if (held) held.push(row);
        else byCondition.set(text, [row]);
      }
      for (const { organisation, books, need } of needs) {
        const text = `${organisation} ${columns.map(column => String(need.where[column])).join("\u001f")}`;
        books.fill(of, need.where, byCondition.get(text) ?? []);
      }
    },
  };
}

const standingOf = (row: Record<string, unknown>): Standing => ({
  key: {
    account: row["account"] as AccountCode,
    ...(row["member_id"] === "" ? {} : { member: row["member_id"] as MemberId }),
    unit: row["unit"] as string,
  },
  balance: (row["balance"] as bigint | null) ?? 0n,
  lineNumber: (row["line_number"] as bigint | null) ?? 0n,
});

function balancesQuestion(wanted: readonly Wanted[]): Question {
  const keys = wanted.map(one => (one.need as Extract<Need, { balance: unknown }>).balance);
  return {
    statement: {
      name: "select balances",
      text: `select w.place, w.account, w.member_id, w.unit, l.balance, l.line_number
        from unnest($1::int4[], $2::uuid[], $3::text[], $4::text[], $5::text[]) as w(place, organisation_id, account, member_id, unit)
        left join lateral (
          select balance, line_number from ledger.line l
          where l.organisation_id = w.organisation_id and l.account = w.account and l.member_id = w.member_id and l.unit = w.unit
          order by l.line_number desc limit 1
        ) l on true`,
      values: [
        wanted.map((_, index) => index),
        wanted.map(one => one.organisation),
        keys.map(key => key.account),
        keys.map(key => key.member ?? ""),
        keys.map(key => key.unit),
      ],
    },
    take(rows) {
      for (const row of rows) wanted[row["place"] as number]!.books.fillStanding(standingOf(row));
    },
  };
}

interface TotalWanted {
  readonly organisation: OrganisationId;
  readonly books: LoadedBooks;
  readonly account: AccountCode;
  readonly unit: string;
}

function totalsQuestion(list: readonly TotalWanted[]): Question {
  return {
    statement: {
      name: "select totals",
      text: `select w.place, t.total
        from unnest($1::int4[], $2::uuid[], $3::text[], $4::text[]) as w(place, organisation_id, account, unit)
        left join lateral (
          select total from ledger.total t
          where t.organisation_id = w.organisation_id and t.account = w.account and t.unit = w.unit
          order by t.seq desc limit 1
        ) t on true`,
      values: [
        list.map((_, index) => index),
        list.map(({ organisation }) => organisation),
        list.map(({ account }) => account),
        list.map(({ unit }) => unit),
      ],
    },
    take(rows) {
      for (const row of rows) {
        const { books, account, unit } = list[row["place"] as number]!;
        books.fillTotal(account, unit, (row["total"] as bigint | null) ?? 0n);
      }
    },
  };
}

function setQuestions(one: Wanted): readonly Question[] {
  const of = (one.need as Extract<Need, { balances: unknown }>).balances;
  const conditions = Object.entries({ account: of.account, member_id: of.member }).filter(([, value]) => value !== undefined);
  const where = (alias: string, columns: readonly string[]): string =>
    [`${alias}.organisation_id = $1::uuid`, ...columns.map((column, index) => `${alias}.${column} = $${index + 2}`)].join(" and ");
  const columns = conditions.map(([column]) => column);
  return [
    {
      statement: {
        name: `select set of balances ${columns.join(" ")}`,
        text: `select distinct on (l.account, l.member_id, l.unit) l.account, l.member_id, l.unit, l.balance, l.line_number
          from ledger.line l
          where ${where("l", columns)}
          order by l.account, l.member_id, l.unit, l.line_number desc`,
        values: [one.organisation, ...conditions.map(([, value]) => value)],
      },
      take: rows => one.books.fillBalances(setName(of), rows.map(standingOf)),
    },
    {
      statement: {
        name: `select set of totals ${of.account === undefined ? "" : "account"}`,
        text: `select distinct on (t.account, t.unit) t.account, t.unit, t.total from ledger.total t
          where ${where("t", of.account === undefined ? [] : ["account"])}
          order by t.account, t.unit, t.seq desc`,
        values: [one.organisation, ...(of.account === undefined ? [] : [of.account])],
      },
      take: rows => one.books.fillTotals(of.account ?? "*", rows as never),
    },
  ];
}

/** One pass over lines and leaves side by side, as in `store.ts`: a join by key may be planned as a walk for every line. */
function movedQuestion(one: Wanted): Question {
  const { moved } = one.need as Extract<Need, { moved: unknown }>;
  return {
    statement: {
      name: "select moved",
      text: `select account, unit, member, month, day, closes as "isClosing", sum(amount)::int8 as amount, sum(debited)::int8 as debited
        from (
          select account, unit, coalesce(member, whose) as member, to_char(day, 'YYYY-MM') as month,
            case when $6::boolean then to_char(day, 'YYYY-MM-DD') end as day, closes, amount,
            case when (amount > 0) = (not takes_back) then amount else 0 end as debited
          from (
            select account, unit, member, day, amount,
              max(whose) over (partition by seq) as whose,
              bool_or(takes_back) over (partition by seq) as takes_back,
              bool_or(split_part(split_part(account, '/', 1), '.', 1) = any ($5::text[])) over (partition by seq, fund) as closes
            from (
              select l.seq, l.fund, l.account, l.unit, nullif(l.member_id, '') as member, l.effective_on as day, l.amount,
                null::text as whose, false as takes_back
              from ledger.line l
              where l.organisation_id = $1::uuid and l.effective_on between $3::date and $4::date
                and (l.account = any ($2::text[]) or split_part(split_part(l.account, '/', 1), '.', 1) = any ($5::text[]))
              union all
              select f.seq, null, null, null, null, f.effective_on, null, f.member_id, f.reverses is not null
              from ledger.leaf f
              where f.organisation_id = $1::uuid and f.effective_on between $3::date and $4::date
            ) both_tables
          ) told
          where amount is not null and account = any ($2::text[])
        ) each_line
        group by account, unit, member, month, day, closes`,
      values: [
        one.organisation,
        [...moved.accounts],
        moved.from ?? "0001-01-01",
        moved.through,
        ownEquityKinds,
        moved.daily ?? false,
      ],
    },
    take: rows => one.books.fillMoved(moved, rows as never),
  };
}

function leafQuestion(one: Wanted): readonly Question[] {
  const seq = (one.need as Extract<Need, { leaf: bigint }>).leaf;
  return [
    {
      statement: {
        name: "select leaf",
        text: `select l.body, r.seq as reversed_by from ledger.leaf l
          left join ledger.leaf r on r.organisation_id = l.organisation_id and r.reverses = l.seq
          where l.organisation_id = $1::uuid and l.seq = $2::int8`,
        values: [one.organisation, seq],
      },
      take(rows) {
        const row = rows[0];
        if (!row) return one.books.fillLeaf(seq, undefined);
        const fact = factOfLeaf(row["body"] as string);
        const reversedBy = row["reversed_by"] as bigint | null;
        one.books.fillLeaf(seq, reversedBy === null ? fact : { ...fact, reversedBy });
      },
    },
  ];
}
