import { connect, migrate, readMigrations, startEmbedded } from "#db";
import { addMonths, day } from "#base";
import { roomOrder } from "#rooms";
import { accepted, foundGroup, line, openMeeting } from "./village/group.ts";
import { sheetHash } from "#meetings";
const db = await startEmbedded({ folder: "/tmp/profdata2", say: () => {} });
await migrate(db.owner, await readMigrations(roomOrder, "/work/main/"));
const pool = connect(db.server);
const g = await foundGroup({ server: db.server } as never, { template: "vsla", unit: "IDR", on: "2023-01-05", size: 30, seed: Date.now() % 100000 + 5, pool, rules: {
  "meetings.method": { frequency: "months", every: "1", keys: "3", absent_percent_max: "100" },
  "savings.shares/loan": { price: "100000", meeting_min: "1", meeting_max: "5" },
  "loans.product/ordinary": { fund: "loan", method: "monthly_on_balance", amortization: "equal_principal_payments", rate_per_month: "2", frequency: "months", every: "1", periods: "24", periods_max: "24", rounding_unit: "100", is_free: false },
  "loans.limits": { stake_accounts: [], guarantors_min: "0", may_borrow_again_with_open_loan: false }, "aid.fund/social": null as never } });
const loans = g.members.map(() => g.edge.newId());
let cash = 0n;
let cpu = 0, wall = 0, n = 0;
for (let m = 0; m < 22; m++) {
  g.edge.today = addMonths(day("2023-01-05"), m);
  const meeting = await openMeeting(g);
  const lines = g.members.map(member => line("meetings.roll", { member, mark: "present" }));
  if (m === 0) g.members.forEach((member, i) => { const d = g.edge.newId();
    lines.push(line("savings.buy-shares", { member, fund: "loan", shares: 5, amount: 500000n }), line("loans.request", { loan: loans[i], member, product: "ordinary", amount: 480000n, guarantors: [] }), line("assembly.decision", { decision: d, question: "loan", about: loans[i]!, votes_for: 20, votes_against: 0, abstaining: 0 }), line("loans.pay-out", { loan: loans[i], member, decision: d })); cash += 20000n; });
  else g.members.forEach((member, i) => { const interest = (480000n - 20000n * BigInt(m - 1)) * 2n / 100n; lines.push(line("savings.buy-shares", { member, fund: "loan", shares: 1, amount: 100000n }), line("loans.repayment", { loan: loans[i], member, amount: 20000n + interest })); cash += 120000n + interest; });
  lines.push(line("meetings.count", { fund: "loan", counted: cash }));
  const sheet = sheetHash(lines);
  for (const key of g.keyHolders) await accepted(g.say("meetings.turn-key", { meeting, purpose: "seal", sheet }, { by: key }));
  const c = process.cpuUsage(); const t = performance.now();
  await accepted(g.say("meetings.seal", { meeting, sheet, lines }, { by: g.treasurer }));
  const u = process.cpuUsage(c);
  if (m > 4) { cpu += (u.user + u.system) / 1000; wall += performance.now() - t; n++; }
}
console.log("seal: cpu ms", (cpu / n).toFixed(1), "wall", (wall / n).toFixed(1));
await pool.end(); await db.stop();
