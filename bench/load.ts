/** Says prepared requests over HTTP with so many clients until the time is up or the work is done. Prints what it saw. */
import { connect, type Socket } from "node:net";
import type { Job } from "./main.ts";

interface Order {
  readonly port: number;
  readonly clients: number;
  readonly seconds: number;
  readonly jobs: readonly Job[];
}

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const order = JSON.parse(Buffer.concat(chunks).toString()) as Order;
const latencies: number[] = [];
let refused = 0;
let next = 0;
// Written out before the window: the load shall cost as little of the machine as pgbench's does.
const requests = order.jobs.map(job =>
  Buffer.from(
    `POST ${job.path} HTTP/1.1\r\nhost: 127.0.0.1:${order.port}\r\ncontent-type: application/json\r\ncookie: ${job.cookie}\r\ncontent-length: ${Buffer.byteLength(job.body)}\r\n\r\n${job.body}`,
  ),
);
// This process is compiled while it runs, as pgbench is not: the first second of a window is not counted.
const settled = Math.min(1, order.seconds / 5) * 1000;
const from = performance.now();
const until = from + settled + order.seconds * 1000;

/** One kept-alive connection. Our answers carry their length, or come in chunks. */
class Mouth {
  readonly #socket: Socket;
  #heard = "";
  #resolve: ((body: string) => void) | undefined;

  constructor() {
    this.#socket = connect(order.port, "127.0.0.1").setNoDelay(true).setEncoding("latin1");
    this.#socket.on("data", (data: string) => {
      this.#heard += data;
      if (!isWhole(this.#heard)) return;
      const heard = this.#heard;
      this.#heard = "";
      this.#resolve!(heard);
    });
  }

  say(bytes: Buffer): Promise<string> {
    return new Promise(resolve => {
      this.#resolve = resolve;
      this.#socket.write(bytes);
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}

function isWhole(heard: string): boolean {
  const head = heard.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /content-length: (\d+)/i.exec(heard.slice(0, head + 2));
  return length ? heard.length >= head + 4 + Number(length[1]) : heard.endsWith("\r\n0\r\n\r\n");
}

await Promise.all(
  Array.from({ length: order.clients }, async () => {
    const mouth = new Mouth();
    while (performance.now() < until && next < requests.length) {
      const bytes = requests[next]!;
      next += 1;
      const start = performance.now();
      const answer = await mouth.say(bytes);
      if (!answer.includes('"accepted"')) {
        if (start >= from + settled) refused += 1;
        if (refused < 3) process.stderr.write(`${answer.slice(-300)}\n`);
      }
      if (start >= from + settled) latencies.push(performance.now() - start);
    }
    mouth.close();
  }),
);
const took = (performance.now() - from - settled) / 1000;
latencies.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({
    perSecond: (latencies.length - refused) / took,
    p50: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
    refused,
    seconds: took,
    used: next,
  }),
);
