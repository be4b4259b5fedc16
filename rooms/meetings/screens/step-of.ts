/** Where in the meeting an entry is written: so that whoever is asked to look at a line is led to it. */
import type { StepName } from "./use-place.ts";

export function stepOf(entry: string): StepName {
  if (entry === "meetings.roll") return "roll";
  if (entry === "meetings.recall" || entry === "meetings.read-out") return "recall";
  if (entry === "meetings.count" || entry === "meetings.difference") return "count";
  if (
    /^loans\.(request|approval|turn-down|withdrawal|reschedule|holiday|use-pledge|circle)$/.test(entry) ||
    /^(assembly\.|savings\.ask-|pots\.begin|aid\.(claim|verify|warn|lapse))/.test(entry)
  )
    return "decide";
  if (/^(loans\.(pay-out|write-off)|savings\.(withdrawal|close-term)|aid\.(pay-benefit|grant))/.test(entry)) return "pay";
  if (/^savings\.(partial-withdrawal|buy-allowed-shares)$/.test(entry)) return "pay";
  if (/^(purchasing|actions)\.agree$/.test(entry)) return "decide";
  if (/^(purchasing\.|actions\.(pay-cost|refund|close|reopen)$)/.test(entry)) return "pay";
  if (/^(meetings\.(expense|bank|transfer|share-out|leaving|pay-out)|pots\.(hand|pass|end))/.test(entry)) return "pay";
  return "sheet";
}

/** What has no card and no step of its own stands in the list that the menu opens. */
export const isWrittenHere = ({ entry, line }: { readonly entry: string; readonly line: string }): boolean =>
  /^recovery\./.test(line) ||
  /^(meetings\.(income|correction)|savings\.(to-shares|open-term|subscribe)|pots\.substitute)$/.test(entry) ||
  /^loans\.(recovery|guarantor|give-up-rest|waiver|pledge)$/.test(entry) ||
  /^aid\.(beneficiaries|dependants|birth-year|leave)$/.test(entry) ||
  /^actions\.(commit|contribute|pay-in)$/.test(entry);
