/** Says prepared requests over HTTP with so many clients until the time is up or the work is done. Prints what it saw. */
import { Agent, request } from "node:http";
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
const agent = new Agent({ keepAlive: true, maxSockets: order.clients });
const latencies: number[] = [];
let refused = 0;
let next = 0;
const from = performance.now();
const until = from + order.seconds * 1000;

function sayOne(job: Job): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port: order.port,
        path: job.path,
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(job.body),
          cookie: job.cookie,
        },
      },
      response => {
        let body = "";
        response.on("data", (data: Buffer) => {
          body += data.toString();
        });
        response.on("end", () => {
          const isAccepted = body.includes('"accepted"');
          if (!isAccepted && refused < 3) process.stderr.write(`${body.slice(0, 300)}\n`);
          resolve(isAccepted);
        });
      },
    );
    sent.on("error", reject);
    sent.end(job.body);
  });
}

await Promise.all(
  Array.from({ length: order.clients }, async () => {
    while (performance.now() < until && next < order.jobs.length) {
      const job = order.jobs[next]!;
      next += 1;
      const start = performance.now();
      if (!(await sayOne(job))) refused += 1;
      latencies.push(performance.now() - start);
    }
  }),
);
const took = (performance.now() - from) / 1000;
latencies.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({
    perSecond: (latencies.length - refused) / took,
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
    refused,
    seconds: took,
    used: next,
  }),
);
agent.destroy();
