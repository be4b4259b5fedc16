/**
 * A pool whose server process dies at a chosen statement. The database is real and goes on: it has executed every
 * statement up to that one and sees the connection break; who asked never hears of any of them. So the program can be
 * killed between any two statements of a batch, right before its commit, and right after it with the answer lost.
 */
import type { Pool, PoolClient, Statement } from "#db";

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
        if (name === "query") return (statement: Statement | string) => this.#ask(target, statement);
        if (name === "release") return (isBroken?: boolean) => this.#release(target, isBroken);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  #release(client: PoolClient, isBroken?: boolean): void {
    if (this.#taken.delete(client)) client.release(this.isDead || isBroken);
  }

  #ask(client: PoolClient, given: Statement | string): Promise<unknown> {
    if (this.isDead) return Promise.reject(gone());
    const statement = typeof given === "string" ? { text: given } : given;
    if (statement.text === "begin") this.#isWriting = false;
    // The post begins with the heads, or with the commands where all of them were refused.
    if (statement.name === "make heads" || statement.name === "move heads" || statement.name === "insert commands") this.#isWriting = true;
    const asked = client.query(this.#tamper(statement) as never) as unknown as Promise<unknown>;
    if (this.#statementsLeft !== null && (this.#countsAll || this.#isWriting)) {
      this.#statementsLeft -= 1;
      if (this.#statementsLeft === 0) this.#die(statement.name ?? statement.text, asked);
    }
    return asked.then(
      answer => (this.isDead ? Promise.reject(gone()) : answer),
      error => Promise.reject(this.isDead ? gone() : error),
    );
  }

  #die(statement: string, last: Promise<unknown>): void {
    this.diedAt = statement;
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
