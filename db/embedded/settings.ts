import type { Binaries } from "./binaries.ts";

export interface Listening {
  /** The folder of the Unix socket, or 127.0.0.1. */
  readonly host: string;
  readonly port: number;
}

export interface Wishes {
  /** As PostgreSQL writes it: "256MB". */
  readonly sharedBuffers: string;
  /** Tests only: a crash of the machine may lose everything. */
  readonly fast: boolean;
}

export const connectionsMax = 50;

/** The command line of the server. Given on each start, so that no edited file in the data folder weakens it. */
export function serverArguments(data: string, { host, port }: Listening, wishes: Wishes): readonly string[] {
  const onSocket = host !== loopback;
  const settings: Readonly<Record<string, string | number>> = {
    port,
    // Never on a network: the server of the books is the only one to talk to it.
    listen_addresses: onSocket ? "" : loopback,
    unix_socket_directories: onSocket ? host : "",
    unix_socket_permissions: "0700",
    password_encryption: "scram-sha-256",
    max_connections: connectionsMax,
    shared_buffers: wishes.sharedBuffers,
    timezone: "UTC",
    log_timezone: "UTC",
    datestyle: "ISO, YMD",
    ...(wishes.fast ? forTestsOnly : trueBooks),
    ...nothingAboutPeople,
  };
  return ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

const loopback = "127.0.0.1";

/** What was committed is on the disk before anybody is told so. */
const trueBooks = { fsync: "on", full_page_writes: "on", synchronous_commit: "on" };

const forTestsOnly = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };

/**
 * The log holds starts, stops and crashes, but no statement, no value and no row. A refused statement ("Failing row
 * contains …") would carry amounts and names, and who asked gets that error anyway, so errors are not logged here.
 */
const nothingAboutPeople = {
  logging_collector: "off",
  log_destination: "stderr",
  log_line_prefix: "%m [%p] ",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_statement: "none",
  log_duration: "off",
  log_min_duration_statement: -1,
  log_min_duration_sample: -1,
  log_lock_waits: "off",
  log_temp_files: -1,
  log_autovacuum_min_duration: -1,
  debug_print_parse: "off",
  debug_print_plan: "off",
};

/** The command line of `initdb`. Texts are compared byte by byte (C.UTF-8): the same order on every system. */
export function clusterArguments(
  data: string,
  passwordFile: string,
  administrator: string,
  binaries: Binaries,
): readonly string[] {
  // The built-in C.UTF-8 came with 17; before, plain C knows the same order and only lower() is poorer.
  const locale = binaries.major >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : [];
  return [
    `--pgdata=${data}`,
    `--username=${administrator}`,
    `--pwfile=${passwordFile}`,
    "--auth-local=scram-sha-256",
    "--auth-host=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    ...locale,
    "--data-checksums",
    "--no-instructions",
  ];
}
