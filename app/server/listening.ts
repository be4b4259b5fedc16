/** The open door: where it listens, and how it is shut without leaving anybody half answered or waiting for nobody. */
import { createAdaptorServer } from "@hono/node-server";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface Listening {
  readonly address: string;
  /** Takes nothing new, answers what was asked, and is done at the latest after `graceMs`. */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly fetch: (request: Request, env: never) => Response | Promise<Response>;
  readonly host: string;
  /** 0 is any that is free. */
  readonly port: number;
  readonly graceMs?: number;
}

/** The message is for the operator, as it stands. */
export class AddressUnfit extends Error {
  override readonly name = "AddressUnfit";
}

export async function listen({ fetch, host, port, graceMs = 10_000 }: ListenOptions): Promise<Listening> {
  const server = createAdaptorServer({ fetch: fetch as never }) as Server;
  // Kept open by a browser, or opened beforehand and never used: such a socket has nothing to wait for.
  const idle = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    idle.add(socket);
    socket.once("close", () => idle.delete(socket));
  });
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    idle.delete(socket);
    response.once("close", () => {
      if (!socket.destroyed) idle.add(socket);
      if (!server.listening) socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new AddressUnfit(
          error.code === "EADDRINUSE"
            ? `Something else listens on port ${port}. Choose another: PORT=${port === 4040 ? 4041 : 4040} npm start`
            : `The address cannot be used: ${error.message}`,
        ),
      ),
    );
    server.listen(port, host, () => resolve());
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    async close() {
      const closed = new Promise<void>(done => server.close(() => done()));
      for (const socket of idle) socket.destroy();
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(late);
    },
  };
}
