/** The members change a rule of theirs at one meeting, and two officers put it in force before the next. */
import type { Document } from "#base";
import type { Play } from "./scene.ts";

export interface RuleDecided {
  readonly what: "rule";
  readonly rule: string;
  readonly value: Document;
  /** What a product that it makes is called. */
  readonly name?: string;
}

export const ruleDecided: Play<RuleDecided> = {
  lines({ rule, value }, here) {
    if (here.since !== 0) return [];
    const said = { decision: here.idOf("decision"), question: "rule", about: rule, value };
    return [here.line("assembly.decision", { ...said, ...here.votes })];
  },
  async between({ name }, here) {
    if (here.since !== 1) return;
    const body = { decision: here.idOf("decision"), from: here.day, ...(name === undefined ? {} : { name }) };
    await here.say("assembly.change-rule", body, here.holder("treasurer"), here.holder("chair"));
  },
};
