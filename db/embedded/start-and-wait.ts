/**
 * For tests: a process of its own that starts the database on the folder given, tells about it in one line of JSON,
 * and waits to be killed. With "exit" as the second word it ends by itself, without stopping the database first.
 */
import { type Embedded, startEmbedded, type Step } from "../embedded.ts";

const [folder = "", ending = "wait", systemFolder] = process.argv.slice(2);
const steps: Step[] = [];
try {
  const { server, version }: Embedded = await startEmbedded({
    folder,
    systemFolder,
    say: step => void steps.push(step),
    sharedBuffers: "16MB",
  });
  console.log(JSON.stringify({ started: true, pid: process.pid, host: server.host, server, version, steps }));
  if (ending === "exit") process.exit();
} catch (error) {
  const { name, message } = error as Error;
  console.log(JSON.stringify({ started: false, pid: process.pid, name, message, steps }));
  process.exit(1);
}
