import { addDays, addMonths, type Day, dayOf, partsOf } from "#base";

/** The first day of the month a day is in: visits are counted by it. */
export const monthOf = (when: Day): Day => {
  const { year, month } = partsOf(when);
  return dayOf(year, month, 1);
};

/** The last day of the month that begins on `month`. */
export const endOf = (month: Day): Day => addDays(addMonths(month, 1), -1);
