/**
 * What can go wrong with a database that is nobody's mistake. An outage is retried in one place, far from here;
 * a clash means that somebody else wrote first, so load again and decide again.
 */

/** The database could not be reached or could not do its work: cannot connect, connection lost, shut down, disk full. */
export class Outage extends Error {
  override readonly name = "Outage";

  constructor(cause: unknown) {
    super("The database cannot be reached or cannot work now", { cause });
  }
}

/** The database given cannot be used as it is. The message says what a person has to do; show it as it stands. */
export class DatabaseUnfit extends Error {
  override readonly name = "DatabaseUnfit";
}

/** True where another transaction was first: serialization failure, deadlock, or a key that is already there. */
export function isClash(error: unknown): boolean {
  return clashCodes.has(codeOf(error));
}

/** True for an Outage and for whatever pg or the socket below it throws when the database is away. */
export function isOutage(error: unknown): boolean {
  if (error instanceof Outage) return true;
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (outageCodes.has(code) || outageClasses.has(code.slice(0, 2)) || socketCodes.has(code)) return true;
  // A missing socket file is an outage; any other missing file is not ours to judge.
  if (code === "ENOENT") return (error as NodeJS.ErrnoException).syscall === "connect";
  // node-postgres gives these no code.
  return code === "" && lostConnection.test(error.message);
}

/** Turns what means an outage into an Outage and leaves every other error as it is. */
export function asOutage(error: unknown): unknown {
  return isOutage(error) && !(error instanceof Outage) ? new Outage(error) : error;
}

/** The SQLSTATE or the socket's error code; "" where there is none. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : "";
}

const clashCodes: ReadonlySet<string> = new Set(["40001", "40P01", "23505"]);

// 08 connection, 53 no memory, disk or connections left, 58 the disk answers with errors.
const outageClasses: ReadonlySet<string> = new Set(["08", "53", "58"]);

// 57P01 to 57P05: shut down, crashed, starting, dropped, idle too long; 57014: took too long; 55P03: lock not given.
const outageCodes: ReadonlySet<string> = new Set([
  "57P01",
  "57P02",
  "57P03",
  "57P04",
  "57P05",
  "57014",
  "55P03",
  "25P03",
]);

const socketCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

const lostConnection =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|timeout exceeded when trying to connect|Query read timeout|Cannot use a pool after calling end)/;
