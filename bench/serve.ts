/** The real server on a database that is handed in, in a process of its own, as in use. */
import { serve } from "@hono/node-server";
import { connect, type ConnectionConfig } from "#db";
import { assemble } from "../app/server/open-house.ts";

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const order = JSON.parse(Buffer.concat(chunks).toString()) as {
  readonly database: ConnectionConfig;
  readonly port: number;
  readonly masterKey: string;
};
const pool = connect(order.database);
const house = await assemble({
  pool,
  masterKey: Buffer.from(order.masterKey, "base64"),
  log: line => process.stderr.write(`${line}\n`),
});
const server = serve({ fetch: house.http.fetch, hostname: "127.0.0.1", port: order.port }, () =>
  process.stdout.write("ready\n"),
);
process.on("SIGTERM", () => {
  server.close();
  void pool.end().then(() => process.exit(0));
});
