/**
 * What was tried and refused, where the members are to hear of it: a loan that would put too much of a fund into one hand,
 * something said by one alone that takes two. Which refusals these are, each room says for its own (`told`); no amount is
 * in any of it. It is read out at the next meeting, which is not sealed before, and stands where members can read it.
 */
import { command, type Day, type MemberId, type Need, need, type Project, put, type Uuid } from "#base";
import { type RefusedTryRow, refusedTryTable } from "./tables.ts";

const ofDay = (refusal: string, tried_on: Day): Need => need.row(refusedTryTable, { refusal, tried_on });

/** Said by the program alone, in the transaction that keeps the refusal. */
export const noteTry = command({
  name: "assembly.note-try",
  fields: {
    /** The command that was refused. */
    try: { is: "uuid" },
    refusal: { is: "key" },
    command: { is: "key" },
    /** Who said it, and the member it was for, where there is one. */
    by: { is: "member" },
    about: { is: "member", optional: true },
  },
  sayableBy: ["program"],
  within: "refuse",
  needs: ({ body, on }) => [ofDay(body.refusal, on)],
  decide({ body, on }, books) {
    const { try: tried, refusal, command: name, by, about } = body;
    const what = sameAs({ command: name, tried_by: by, about: about ?? null });
    // She may try three times before she sees why: that is one try, and one sentence at the next meeting.
    if (books.rows(refusedTryTable, { refusal, tried_on: on }).some(one => sameAs(one) === what)) return { facts: [] };
    const data = { try: tried, refusal, command: name, by, ...(about === undefined ? {} : { about }) };
    return { facts: [{ kind: "assembly.try-refused", on, lines: [], data }] };
  },
});

/** Of one day and refusal: whom it was for, whoever said it; else who said it, and what. As the table has it once. */
const sameAs = ({ about, tried_by, command: name }: Pick<RefusedTryRow, "about" | "tried_by" | "command">): string => about ?? `${tried_by} ${name}`;

interface TriedData {
  readonly try: Uuid;
  readonly refusal: string;
  readonly command: string;
  readonly by: MemberId;
  readonly about?: MemberId;
}

export const tryRefused: Project = fact => {
  const { try: tried, refusal, command: name, by, about } = fact.data as unknown as TriedData;
  return [
    put(refusedTryTable, {
      ...{ try_id: tried, refusal, command: name },
      ...{ tried_on: fact.on, tried_by: by, about: about ?? null, noted_seq: fact.seq },
    }),
  ];
};
