/** What is said between meetings and moves no money: reminders, calls for help, what is written beside the books, goals. */
import { addDays } from "#base";
import type { Play } from "./scene.ts";

/** How they want to be reminded of an instalment. */
export interface Reminders {
  readonly what: "reminders";
  readonly ways: readonly (readonly [number, "page" | "slip" | "passbook" | "off"])[];
}

export const reminders: Play<Reminders> = {
  async between({ ways }, here) {
    if (here.since !== 0) return;
    for (const [number, way] of ways) {
      const member = here.woman(number);
      await here.say("loans.choose-reminder", { member, way }, member);
    }
  },
};

/** She calls for help, by her own word and with the secretary beside her; some offer what they can. */
export interface CallForHelp {
  readonly what: "call";
  readonly woman: number;
  readonly need: "illness" | "flood" | "birth";
  readonly words: string;
  readonly anonymous?: true;
  readonly offers?: readonly (readonly [number, "time" | "food" | "transport" | "care", string])[];
}

/** How long it is open; no call is for longer than a month. */
const callDays = 28;

export const call: Play<CallForHelp> = {
  async between({ woman, need, words, anonymous = false, offers = [] }, here) {
    if (here.since !== 0) return;
    const [id, member] = [here.idOf("call"), here.woman(woman)];
    const said = { call: id, member, need, words, anonymous, until: addDays(here.day, callDays), consents: true };
    await here.say("aid.call-for-help", { ...said, officer: here.holder("secretary") }, member);
    for (const [number, kind, offered] of offers) {
      const helper = here.woman(number);
      await here.say("aid.offer-help", { offer: here.idOf(`offer of ${number}`), call: id, member: helper, kind, words: offered }, helper);
    }
  },
};

/** A line in one of the plain books: what happened, and from whom. */
export interface Written {
  readonly what: "written";
  readonly book: "guests" | "suggestions" | "letters-in" | "events";
  readonly text: string;
  readonly who?: string;
}

export const written: Play<Written> = {
  async between({ book, text, who }, here) {
    if (here.since !== 0) return;
    const said = { entry: here.idOf("entry"), book, happened_on: here.day, what: text, ...(who === undefined ? {} : { who }) };
    await here.say("records.write-entry", said, here.holder("secretary"));
  },
};

/** Somebody they work with, and what was agreed for how long. */
export interface Partner {
  readonly what: "partner";
  readonly kind: "government" | "university" | "civil-society" | "cooperative";
  readonly name: string;
  readonly purpose: string;
  readonly days: number;
}

export const partner: Play<Partner> = {
  async between({ kind, name, purpose, days }, here) {
    if (here.since !== 0) return;
    const id = here.idOf("partner");
    await here.say("records.add-partner", { partner: id, kind, name }, here.holder("secretary"));
    const agreed = { agreement: here.idOf("agreement"), partner: id, from: here.day, until: addDays(here.day, days), purpose };
    await here.say("records.make-agreement", agreed, here.holder("secretary"));
  },
};

/** What she saves for, which she alone reads. */
export interface Goal {
  readonly what: "goal";
  readonly woman: number;
  readonly product: string;
  readonly amount: bigint;
  readonly name: string;
  readonly days: number;
}

export const goal: Play<Goal> = {
  async between({ woman, product, amount, name, days }, here) {
    if (here.since !== 0) return;
    await here.say("savings.set-goal", { goal: here.idOf("goal"), product, amount, by: addDays(here.day, days), name }, here.woman(woman));
  },
};
