/** The requests a window will say, prepared outside every window. */
import { addMonths } from "#base";
import type { Embedded } from "#db";
import pg from "pg";
import type { Job } from "./main.ts";
import { each, envelope, firstDay, type Group, interestIn, linesOfMonth, Stage, women } from "./stage.ts";

export interface Prepared {
  readonly port: number;
  readonly linesPerJob: number;
  /** Half windows after which the server is no longer faster than in the one before. */
  readonly warmWindows: number;
  /** Makes work for the next window. */
  fill(): Promise<void>;
  next(seconds: number): readonly Job[];
  used(jobs: number): void;
  bytesPerLine(): Promise<{ readonly storage: number; readonly wal: number }>;
  close(): Promise<void>;
}

/** Groups whose thirty women have a loan each: every payment is one instalment with its interest, three lines. */
export async function prepareRepayments(
  database: Embedded,
  say: (line: string) => void,
  count = 640,
): Promise<Prepared> {
  say(`making ${count} groups with 30 loans each …`);
  const stage = await Stage.open(database, "repayments");
  const groups: Group[] = [];
  await each(Array.from({ length: count }), async (_, index) => void groups.push(await stage.group(index)));
  const jobs: Job[] = [];
  for (let month = 1; month <= 24; month += 1)
    for (let woman = 0; woman < women; woman += 1)
      for (const group of groups)
        jobs.push({
          cookie: group.cookie,
          ...envelope(
            "loans.record-repayment",
            addMonths(firstDay, month),
            { loan: group.loans[woman]!, member: group.members[woman]!, amount: 20_000n + interestIn(month) },
            stage.edge.newId(),
          ),
        });
  let at = 0;
  return {
    port: stage.port,
    linesPerJob: 3,
    warmWindows: 4,
    fill: async () => {},
    next: seconds => jobs.slice(at, at + Math.ceil(seconds * 6000)),
    used: count => {
      at += count;
    },
    bytesPerLine: async () => ({ storage: 0, wal: 0 }),
    close: () => stage.close(),
  };
}

/** Groups with one meeting open and its keys turned, ready to be sealed: thirty women, two lines for shares, three for a loan. */
export async function prepareMeetings(
  database: Embedded,
  count: number,
  say: (line: string) => void,
): Promise<Prepared> {
  say(`making ${count} groups with a meeting ready to be sealed …`);
  const stage = await Stage.open(database, "meetings");
  const groups: Group[] = [];
  await each(Array.from({ length: count }), async (_, index) => void groups.push(await stage.group(index)));
  let month = 0;
  let jobs: Job[] = [];
  let before = { size: 0n, wal: "0/0", lines: 0n };
  let bytes = { storage: 0, wal: 0 };
  // Each group's own month: one whose meeting was not sealed in the last window still has it open.
  const ready = new Set<Group>();
  const months = new Map<Group, number>();
  let order: Group[] = [];

  const measure = async (): Promise<typeof before> => {
    const client = new pg.Client({ ...database.administrator, database: "meetings" });
    await client.connect();
    const { rows } = await client.query<{ size: string; wal: string; lines: string }>(
      "select (select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('ledger', 'meetings', 'savings', 'loans', 'members', 'assembly')) as size, pg_current_wal_lsn()::text as wal, (select count(*) from ledger.line) as lines",
    );
    await client.end();
    return { size: BigInt(rows[0]!.size), wal: rows[0]!.wal, lines: BigInt(rows[0]!.lines) };
  };
  const walBytes = (lsn: string): number => {
    const [high, low] = lsn.split("/").map(part => Number.parseInt(part, 16)) as [number, number];
    return high * 2 ** 32 + low;
  };

  return {
    port: stage.port,
    linesPerJob: women * 5,
    // What a meeting is made of was said to the same server, thousands of commands.
    warmWindows: 1,
    async fill() {
      month += 1;
      const fresh = groups.filter(group => !ready.has(group));
      const made = new Map<Group, Job>();
      const byMonth = new Map<number, Group[]>();
      for (const group of fresh) {
        const next = (months.get(group) ?? 0) + 1;
        months.set(group, next);
        byMonth.set(next, [...(byMonth.get(next) ?? []), group]);
      }
      for (const [next, some] of byMonth) {
        const on = addMonths(firstDay, next);
        await each(some, async group => {
          const lines = linesOfMonth(group, next);
          const { meeting, sheet } = await stage.hold(group, on, lines);
          ready.add(group);
          made.set(group, {
            cookie: group.cookie,
            ...envelope("meetings.seal", on, { meeting, sheet }, stage.edge.newId()),
          });
        });
      }
      const kept = order.map((group, index) => [group, jobs[index]!] as const);
      const all = [...kept, ...made];
      order = all.map(([group]) => group);
      jobs = all.map(([, job]) => job);
      before = await measure();
    },
    next: () => jobs,
    used(done) {
      for (const group of order.slice(0, done)) ready.delete(group);
      order = order.slice(done);
      jobs = jobs.slice(done);
    },
    async bytesPerLine() {
      const after = await measure();
      const lines = Number(after.lines - before.lines);
      bytes =
        lines === 0
          ? bytes
          : {
              storage: Number(after.size - before.size) / lines,
              wal: (walBytes(after.wal) - walBytes(before.wal)) / lines,
            };
      return bytes;
    },
    close: () => stage.close(),
  };
}
