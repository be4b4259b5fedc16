/** Where things of this room stand in the app. A rule's key has a stroke in it, which an address keeps for itself. */
export const ruleAddress = (rule: string): string => `/rules/${rule.replace("/", "~")}`;

/** Where the thing is done that a decision about rules allows: a rule is changed, or a fund is opened. */
export const workAddress = (about: string): string =>
  about.startsWith("ledger.fund/") ? `/rules/funds/new?fund=${about.slice("ledger.fund/".length)}` : ruleAddress(about);
