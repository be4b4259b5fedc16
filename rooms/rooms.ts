/**
 * The plan of the house: which room may use which.
 *
 * The lowest room stands first. A room may use only the rooms listed for it, and only rooms above it in this list;
 * `tests/tidy` reads this file and every import line. Migrations run in this order too.
 */
export const plan = {
  ledger: [],
  members: ["ledger"],
  assembly: ["ledger", "members"],
  savings: ["ledger", "members", "assembly"],
  loans: ["ledger", "members", "assembly", "savings"],
  aid: ["ledger", "members", "assembly", "savings", "loans"],
  pots: ["ledger", "members", "assembly"],
  purchasing: ["ledger", "members", "assembly", "savings"],
  actions: ["ledger", "members", "assembly", "savings", "purchasing"],
  meetings: ["ledger", "members", "assembly", "savings", "loans", "aid", "pots", "purchasing", "actions"],
  records: ["ledger", "members", "assembly", "savings", "loans"],
  cutoff: ["ledger", "members", "assembly", "savings", "loans", "aid", "meetings"],
  reports: ["ledger", "members", "assembly", "savings", "loans", "aid", "meetings", "records"],
  // What a federation is shown of a chapter are the chapter's own reports and drives: counted once, below, and asked from here.
  network: ["ledger", "members", "aid", "meetings", "reports"],
  // Stands above all of them, since a group that is wound up or closed says no to commands of every room below.
  dissolution: [
    ...["ledger", "members", "assembly", "savings", "loans", "aid", "pots", "purchasing", "actions"],
    ...["meetings", "records", "cutoff", "network"],
  ],
} as const satisfies Record<string, readonly string[]>;

export type RoomName = keyof typeof plan;

/** The rooms, the lowest first: the order of migrations and of every list the house derives. */
export const roomOrder = Object.keys(plan) as readonly RoomName[];
