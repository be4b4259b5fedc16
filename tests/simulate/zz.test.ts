import { it } from "vitest";
import { freshDatabase } from "../village/database.ts";
import { simulate } from "./simulate.ts";
it("z", async () => {
  const db = await freshDatabase();
  const t = Date.now(); const c = process.cpuUsage();
  const o = await simulate(db, 3);
  const u = process.cpuUsage(c);
  const words = o.trace.map(t => t.split(" ")).filter(t => t.length === 5).map(t => t[3]);
  console.log(JSON.stringify({ ms: Date.now() - t, cpu: u.user / 1000 + u.system / 1000, ticks: o.trace.at(-1)!.split(" ")[0], commands: o.commands, requests: o.requests, deaths: o.deaths, acc: words.filter(w => w === "accepted").length, ref: words.filter(w => w === "refused").length, none: words.filter(w => w === "nothing").length }));
  const seals = o.trace.filter(t => t.includes("meetings.seal") || t.includes("abandon")).map(t => t.replace(/[0-9a-f-]{36}/, ""));
  console.log(seals.join("\n"));
  await db.drop();
}, 120000);
