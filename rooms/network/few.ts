/** Whose figure stands on its own line, and whose only with others, so that nobody is told by being few. Pure. */

/** A figure of a group that rests on fewer members than this does not stand alone. */
export const membersMin = 5;
/** A sum of fewer chapters than this is not told. */
export const chaptersMin = 3;

/** A chapter's figure, with how many members it rests on; 0 where there is nothing it could tell of anybody. */
export interface Told<Value> {
  readonly name: string;
  readonly people: number;
  readonly value: Value;
}

export interface Apart<Value> {
  readonly apart: readonly Told<Value>[];
  /** Those with few members, in one line; empty where these are too few themselves. */
  readonly together: readonly Told<Value>[];
  /** In no line and in no sum: taken off the sum, the other lines would leave theirs. */
  readonly untold: readonly Told<Value>[];
}

/** One chapter may have several lines. */
export const chaptersOf = (all: readonly Told<unknown>[]): number => new Set(all.map(one => one.name)).size;

const isFew = ({ people }: Told<unknown>): boolean => people > 0 && people < membersMin;

export function apart<Value>(all: readonly Told<Value>[]): Apart<Value> {
  const few = all.filter(isFew);
  const people = few.reduce((sum, one) => sum + one.people, 0);
  const isEnough = chaptersOf(few) >= chaptersMin && people >= membersMin;
  return { apart: all.filter(one => !isFew(one)), together: isEnough ? few : [], untold: isEnough ? [] : few };
}

/** What is summed: every chapter that stands in a line. Null where these are fewer than three. */
export function summed<Value>({ apart, together }: Apart<Value>): readonly Told<Value>[] | null {
  const all = [...apart, ...together];
  return chaptersOf(all) < chaptersMin ? null : all;
}
