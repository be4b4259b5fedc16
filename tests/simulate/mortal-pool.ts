/**
 * A pool whose server process dies at a chosen statement. The database is real and goes on: it has executed every
 * statement up to that one and sees the connection break; who asked never hears of any of them. So the program can be
 * killed between any two statements of a batch, right before its commit, and right after it with the answer lost.
 */
import { Pipeline, type Pool, type PoolClient, type Statement } from "#db";

/** Rewrites a statement on its way, to plant a fault. */
export type Tamper = (statement: Statement) => Statement;

export class MortalPool {
  /** The name of the last statement the database executed, once the process is dead. */
  diedAt: string | null = null;
  readonly #pool: Pool;
  readonly #tamper: Tamper;
  readonly #taken = new Set<PoolClient>();
  #statementsLeft: number | null = null;
  #countsAll = true;
  #isWriting = false;
  #broken: Promise<void> = Promise.resolve();

  constructor(pool: Pool, tamper: Tamper = statement => statement) {
    this.#pool = pool;
    this.#tamper = tamper;
  }

  get isDead(): boolean {
    return this.diedAt !== null;
  }

  /** The process dies once this many more statements were executed; of all, or only of those that write. */
  dieAfter(statements: number, of: "all" | "writing"): void {
    if (this.#statementsLeft !== null) return;
    this.#statementsLeft = statements;
    this.#countsAll = of === "all";
  }

  /** Resolves when the database has seen the connections break, if they did. */
  settled(): Promise<void> {
    return this.#broken;
  }

  /** What the intake is given: it connects, asks and lets go, and needs nothing else of a pool. */
  asPool(): Pool {
    return { connect: () => this.#connect() } as unknown as Pool;
  }

  async #connect(): Promise<PoolClient> {
    if (this.isDead) throw gone();
    const client = await this.#pool.connect();
    this.#taken.add(client);
    return new Proxy(client, {
      get: (target, name) => {
        if (name === "query") return (asked: Pipeline | string) => this.#ask(target, asked);
        if (name === "release") return (isBroken?: boolean) => this.#release(target, isBroken);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  #release(client: PoolClient, isBroken?: boolean): void {
    if (this.#taken.delete(client)) client.release(this.isDead || isBroken);
  }

  /** Where the process dies within a pipeline, the database is sent no more than it executed by then. */
  #ask(client: PoolClient, given: Pipeline | string): unknown {
    const asked = typeof given === "string" ? new Pipeline([{ text: given }]) : given;
    if (this.isDead) {
      asked.handleError(gone());
      return asked.done;
    }
    const sent: Statement[] = [];
    for (const statement of asked.statements) {
      sent.push(this.#tamper(statement));
      if (this.#isLast(statement)) break;
    }
    const toDatabase = new Pipeline(sent);
    client.query(toDatabase as never);
    toDatabase.done.then(
      results => (this.isDead ? asked.handleError(gone()) : asked.answer(results)),
      (error: unknown) => asked.handleError(this.isDead ? gone() : error),
    );
    if (this.isDead) this.#breakAfter(toDatabase.done);
    return asked.done;
  }

  /** Counts, and says whether the process dies with this statement. */
  #isLast(statement: Statement): boolean {
    if (statement.text === "begin") this.#isWriting = false;
    // The post begins with the heads, or with the commands where all of them were refused.
    if (/^(make heads|move heads|hold heads|insert commands)$/.test(statement.name ?? "")) this.#isWriting = true;
    if (this.#statementsLeft === null || !(this.#countsAll || this.#isWriting)) return false;
    this.#statementsLeft -= 1;
    if (this.#statementsLeft > 0) return false;
    this.diedAt = statement.name ?? statement.text;
    return true;
  }

  #breakAfter(last: Promise<unknown>): void {
    this.#broken = last.then(ignore, ignore).then(() => {
      for (const client of this.#taken) (client as unknown as Wire).connection.stream.destroy();
    });
  }
}

interface Wire {
  readonly connection: { readonly stream: { destroy(): void } };
}

const ignore = (): void => {};
const gone = (): Error => Object.assign(new Error("the process was killed"), { code: "ECONNRESET" });
