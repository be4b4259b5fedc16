/** The words of this room that are chosen from, apart from its tables and rules so that a screen brings none of these along. */

/** What the house itself knows to ask of a meeting: the quality of a chapter is seen there first. */
export const standardItems = ["order", "quorum", "key-holders", "books", "cash", "minutes"] as const;
export type StandardItem = (typeof standardItems)[number];

/** What was seen of a question of the checklist. */
export const answers = ["yes", "no", "unseen"] as const;
export type Answered = (typeof answers)[number];

/** What was found when a passbook was held against the books. */
export const findings = ["same", "differs", "no-book"] as const;
export type Found = (typeof findings)[number];

/**
 * What a chapter may let a federation see: how many they are and how its meetings stand; repayment, on time and at risk, of
 * which neither is shown without the other; savings; attendance; enrolment drives; who its members are; passbooks that are drawn.
 */
export const grantKinds = ["counts", "repayment", "savings", "attendance", "drives", "members", "passbooks"] as const;
export type GrantKind = (typeof grantKinds)[number];
