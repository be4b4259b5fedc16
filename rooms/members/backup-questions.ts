/** Whether the books would come back if the computer broke: asked by officers, known by the server that makes backups. */
import { type Answered, type Day, daysBetween, type Question } from "#base";
import type { PoolClient } from "#db";

/** What the server knows of this group's backups: its own of everything, and those of this group alone. */
export interface BackupsKnown {
  readonly last: Day | null;
  readonly proven: Day | null;
  /** The last time one was due by itself it could not be written. */
  readonly isMissed: boolean;
}

export interface BackupDone {
  readonly on: Day;
  /** How many days ago; 0 is today. */
  readonly ago: number;
}

export interface BackupsSeen {
  readonly last: BackupDone | null;
  readonly proven: BackupDone | null;
  /** What to be told kindly: the first that holds. */
  readonly worry: "missed" | "none" | "late" | "unproven" | null;
  /** Whether she may take everything along, with another officer. */
  readonly mayExport: boolean;
}

/** A laptop that is on for a meeting a week has a backup a week. */
const lateAfterDays = 8;
/** Somebody tries it out about four times a year. */
const unprovenAfterDays = 100;

export function backupsSeen({ last, proven, isMissed }: BackupsKnown, today: Day, mayExport: boolean): BackupsSeen {
  const done = (on: Day | null): BackupDone | null => on && { on, ago: Math.max(0, daysBetween(on, today)) };
  const [made, tried] = [done(last), done(proven)];
  const worry = isMissed
    ? "missed"
    : made === null
      ? "none"
      : made.ago > lateAfterDays
        ? "late"
        : tried === null || tried.ago > unprovenAfterDays
          ? "unproven"
          : null;
  return { last: made, proven: tried, worry, mayExport };
}

/** The server answers it in place of this: a room does not know the data folder. */
export const backupQuestions: Readonly<Record<string, Question<PoolClient>>> = {
  "members.backups": {
    who: ["treasurer", "secretary", "chair", "supervisory-committee"],
    ask: async ({ today, roles }) => {
      const known = { last: null, proven: null, isMissed: false };
      return backupsSeen(known, today, mayExport(roles)) as unknown as Answered;
    },
  },
};

export const mayExport = (roles: ReadonlySet<string>): boolean =>
  ["treasurer", "secretary", "chair"].some(role => roles.has(role));
