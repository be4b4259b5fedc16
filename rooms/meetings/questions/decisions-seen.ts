/** What was decided by hands at a sealed meeting. */
import type { MemberId, RecordedFact } from "#base";
import type { Called, MeetingSeen } from "../screens/seen.ts";
import type { DecisionSeen } from "../store.ts";
import { type Asking, mayReadAll, textOf } from "./context.ts";

/** Whom a decision was about is not in it: the loan, the claim or the grant that it named says it. */
export async function decisionsSeen(
  asked: Asking,
  decisions: readonly DecisionSeen[],
  facts: readonly RecordedFact[],
  calledOf: (member: MemberId) => Called | null,
): Promise<MeetingSeen["decisions"]> {
  const isOpen = mayReadAll(asked);
  const whoIn = (one: DecisionSeen): Called | null => {
    const named = facts.find(
      ({ member, data = {} }) =>
        member !== undefined &&
        (data["decision"] === one.decision || data["loan"] === one.about || data["claim"] === one.about),
    );
    return named?.member === undefined ? null : calledOf(named.member);
  };
  const seen: MeetingSeen["decisions"][number][] = [];
  for (const one of decisions) {
    const { decision, question, isCarried, abstaining } = one;
    const funds = question === "share-out" ? [one.about] : one.about.startsWith("transfer/") ? one.about.split("/").slice(1) : [];
    // A share-out lets go of what one still owes, but it is about all.
    const who = isOpen && question !== "share-out" ? whoIn(one) : null;
    const note = isOpen ? await textOf(asked, "assembly.decision", decision, "note") : null;
    seen.push({ question, who, note, funds, for: one.for, against: one.against, abstaining, isCarried });
  }
  return seen;
}
