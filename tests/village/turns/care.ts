/** Somebody cannot pay: she is visited first; then it is agreed anew, or given up, and the group writes down what it learned. */
import { addDays, need } from "#base";
import { isRunning, loanTable, planOf } from "#loans";
import type { Play } from "./scene.ts";

/** From this meeting on, for so many, she brings nothing for her loan. */
export interface Unpaid {
  readonly what: "unpaid";
  readonly woman: number;
  readonly meetings: number;
}

export const unpaid: Play<Unpaid> = {
  holdsBack: ({ woman, meetings }, due, here) =>
    here.since < meetings && due.entry === "loans.repayment" && due.body["loan"] === here.loanOf(woman),
};

export interface Visit {
  readonly what: "visit";
  readonly woman: number;
  readonly found: "ill" | "harvest-lost" | "work-lost";
  readonly agreed: "new-day" | "reschedule" | "nothing-yet";
  readonly words: string;
}

export const visit: Play<Visit> = {
  async between({ woman, found, agreed, words }, here) {
    if (here.since !== 0) return;
    const [visitor, companion] = [here.holder("chair"), here.holder("secretary")];
    const said = { visit: here.idOf("visit"), loan: here.loanOf(woman), member: here.woman(woman) };
    const by = agreed === "new-day" ? { by: addDays(here.day, 24) } : {};
    const told = { visited_on: addDays(here.day, -1), visitor, companion, found, agreed, words, ...by };
    await here.say("loans.note-care-visit", { ...said, ...told }, visitor);
  },
};

/** What is left of it is spread over so many instalments more, from the next one on. */
export interface AgreedAnew {
  readonly what: "anew";
  readonly woman: number;
  readonly more: number;
}

export const agreedAnew: Play<AgreedAnew> = {
  there: ({ woman }, since) => (since === 0 ? [woman] : []),
  needs: ({ woman }, _books, here) => (here.since === 0 ? [need.row(loanTable, { loan_id: here.loanOf(woman) })] : []),
  lines({ woman, more }, here) {
    if (here.since !== 0) return [];
    const [loan, decision] = [here.loanOf(woman), here.idOf("decision")];
    const row = here.books.row(loanTable, { loan_id: loan })!;
    if (!isRunning(row)) throw new Error(`the loan of ${woman} does not run: ${row.status}`);
    const next = planOf(row, here.on).find(one => one.due > here.on)!;
    const value = { from_due: next.due, extra_periods: String(more), grace_periods: "0" };
    return [
      here.line("assembly.decision", { decision, question: "reschedule", about: loan, value, ...here.votes }),
      here.line("loans.reschedule", { loan, member: here.woman(woman), decision }),
    ];
  },
};

/** The members give a loan up; before the next meeting its lesson is written, and later something of it comes back. */
export interface GivenUp {
  readonly what: "given-up";
  readonly woman: number;
  readonly cause: "harvest" | "illness" | "business";
  readonly learned: string;
  /** So much, so many meetings after. */
  readonly back: { readonly amount: bigint; readonly after: number };
}

export const givenUp: Play<GivenUp> = {
  there: ({ woman, back }, since) => (since === back.after ? [woman] : []),
  lines({ woman, back }, here) {
    const [loan, member] = [here.loanOf(woman), here.woman(woman)];
    if (here.since === back.after) return [here.line("loans.recovery", { loan, member, amount: back.amount })];
    if (here.since !== 0) return [];
    const decision = here.idOf("decision");
    return [
      here.line("assembly.decision", { decision, question: "write-off", about: loan, ...here.votes }),
      here.line("loans.write-off", { loan, member, decision }),
    ];
  },
  async between({ woman, cause, learned }, here) {
    if (here.since !== 1) return;
    await here.say("records.write-lesson", { loan: here.loanOf(woman), cause, learned }, here.holder("secretary"));
  },
};
