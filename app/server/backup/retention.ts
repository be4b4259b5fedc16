/** Which of the backups made by themselves stay: the newest of each of the last days, weeks and months. Pure. */
import { type Day, dayNumber, parseDay } from "#base";

/** How many days, weeks (from Monday) and months with a backup in them keep their newest. */
export interface Keep {
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

export const usualKeep: Keep = { days: 7, weeks: 4, months: 12 };

/** "7,4,12"; null where it is none such. The newest always stays, so days are at least one. */
export function parseKeep(text: string): Keep | null {
  const [, days, weeks, months] = /^(\d{1,3}),(\d{1,3}),(\d{1,3})$/.exec(text.replace(/\s/g, "")) ?? [];
  if (days === undefined || Number(days) < 1) return null;
  return { days: Number(days), weeks: Number(weeks), months: Number(months) };
}

/** Of these days, in any order, those whose backup stays. */
export function keptDays(made: readonly Day[], { days, weeks, months }: Keep): ReadonlySet<Day> {
  const newestFirst = [...new Set(made)].sort().reverse();
  const newestOf = (many: number, part: (day: Day) => string | number): readonly Day[] => {
    const seen = new Set<string | number>();
    return newestFirst.filter(day => !seen.has(part(day)) && seen.add(part(day))).slice(0, many);
  };
  return new Set([
    ...newestFirst.slice(0, days),
    ...newestOf(weeks, day => Math.floor((dayNumber(day) - someMonday) / 7)),
    ...newestOf(months, day => day.slice(0, 7)),
  ]);
}

const someMonday = dayNumber("2026-01-05" as Day);

export const fileOfDay = (day: Day): string => `lumbung-${day}.backup`;

/** Whose name it is: files that others put beside are never touched. */
export function dayOfFile(name: string): Day | null {
  const [, day] = /^lumbung-(\d{4}-\d\d-\d\d)\.backup$/.exec(name) ?? [];
  return day === undefined ? null : parseDay(day);
}
