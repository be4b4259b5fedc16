import { assert, type CommandRule, type EntryRule, type Fields, isRefusal, refuse, rule } from "#base";
import { needsRule, ruleOn } from "./rules.ts";

/**
 * Which entries may be made between meetings: at a koperasi's counter, or for emergency aid. Money moves only between
 * open and lock otherwise. Whatever is made so needs two named people and is read out at the next meeting.
 */
export const betweenMeetingsRule = rule({
  key: "assembly.between-meetings",
  many: false,
  fields: { entries: { is: "list", max: 50, of: { is: "key" } } },
});

/** An entry of a meeting's sheet said alone, by two people, where the rules allow it: the command named in `between`. */
export function betweenMeetings<F extends Fields>(entry: EntryRule<F>): CommandRule<F> {
  const name = entry.between;
  assert(name, `${entry.name} may be said between meetings`);
  return {
    name,
    fields: entry.fields,
    sayableBy: ["treasurer", "secretary", "chair"],
    people: 2,
    needs: (said, books) => [needsRule(betweenMeetingsRule), ...entry.needs(said.body, books, said.on)],
    decide(said, books, context) {
      const allowed = ruleOn(betweenMeetingsRule, said.on, books)?.entries ?? [];
      if (!allowed.includes(entry.name)) return refuse("assembly.only-at-meetings", { entry: entry.name });
      const facts = entry.decide(said.body, books, { on: said.on, meeting: null, context });
      return isRefusal(facts) ? facts : { facts };
    },
  };
}
