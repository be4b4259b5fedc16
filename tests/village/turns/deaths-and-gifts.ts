/** What the funds of all give: two make sure of a death, and a gift is decided for somebody in need. */
import { addDays } from "#base";
import type { Play } from "./scene.ts";

/** Somebody of hers dies, or she herself: two make sure, and the fund helps at the next meetings. */
export interface Death {
  readonly what: "death";
  readonly woman: number;
  readonly who: "herself" | "parent" | "spouse";
}

export const death: Play<Death> = {
  lines({ woman, who }, here) {
    if (here.since !== 0) return [];
    const claim = here.idOf("claim");
    const said = { claim, fund: "damayan", member: here.woman(woman), event: "death", who, happened_on: addDays(here.on, -6) };
    const two = { claim, first: here.holder("secretary"), second: here.holder("chair") };
    return [here.line("aid.claim", said), here.line("aid.verify", two)];
  },
};

export interface Grant {
  readonly what: "grant";
  readonly woman: number;
  readonly amount: bigint;
  readonly purpose: string;
}

export const grant: Play<Grant> = {
  lines({ woman, amount, purpose }, here) {
    if (here.since !== 0) return [];
    const [member, decision] = [here.woman(woman), here.idOf("decision")];
    const about = `grant/social/${member}`;
    return [
      here.line("assembly.decision", { decision, question: "benefit", about, ...here.votes }),
      here.line("aid.grant", { member, fund: "social", amount, decision, purpose }),
    ];
  },
};
