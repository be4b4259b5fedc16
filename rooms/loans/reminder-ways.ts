/** On her own page; beside it on a folded slip at the meeting, or in her printed passbook; or not at all. */
export const reminderWays = ["page", "slip", "passbook", "off"] as const;
