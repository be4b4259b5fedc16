/** On her own page, on a folded slip at the meeting, or not at all. */
export const reminderWays = ["page", "slip", "off"] as const;
