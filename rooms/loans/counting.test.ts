import { expect, test } from "vitest";
import { day } from "#base";
import { counted } from "./counting.ts";

const weekly = { frequency: "weeks", every: 1 } as const;
const fortnightly = { frequency: "weeks", every: 2 } as const;
const monthly = { frequency: "months", every: 1 } as const;
const quarterly = { frequency: "months", every: 3 } as const;

const days = [
  // paid out  | rhythm      | on         | due | over
  ["2026-03-04", weekly,      "2026-03-04",   0,    0],
  ["2026-03-04", weekly,      "2026-03-07",   0,    0],
  ["2026-03-04", weekly,      "2026-03-08",   1,    0],
  ["2026-03-04", weekly,      "2026-03-14",   1,    0],
  ["2026-03-04", weekly,      "2026-03-15",   2,    1],
  ["2026-03-04", fortnightly, "2026-03-14",   0,    0],
  ["2026-03-04", fortnightly, "2026-03-15",   1,    0],
  ["2026-03-04", fortnightly, "2026-03-21",   1,    0],
  ["2026-03-04", fortnightly, "2026-03-22",   1,    1],
  ["2026-03-07", monthly,     "2026-03-31",   0,    0],
  ["2026-03-07", monthly,     "2026-04-04",   1,    0],
  ["2026-03-07", monthly,     "2026-04-30",   1,    0],
  ["2026-03-07", monthly,     "2026-05-02",   2,    1],
  ["2026-11-28", monthly,     "2027-01-02",   2,    1],
  ["2026-03-07", quarterly,   "2026-05-30",   0,    0],
  ["2026-03-07", quarterly,   "2026-06-06",   1,    0],
  ["2026-03-07", quarterly,   "2026-07-04",   1,    1],
  ["2026-03-07", monthly,     "2026-02-07",   0,    0],
] as const;

test.each(days)(
  "a loan of %s, every %o: on %s %i instalments are due and of %i the time is over",
  (paidOut, rhythm, on, due, over) => {
    expect(counted(rhythm, day(paidOut), day(on))).toEqual({ due, over });
  },
);
