/** What is asked of each box before money moves, and what of it is done. Pure. */
import type { FundSeen, ReadOutSeen, RulesSeen, TodaySeen } from "./seen.ts";
import type { HeldSheet, Writing } from "./sheet-model.ts";

export interface BoxToOpen {
  readonly fund: FundSeen;
  /** What was to be remembered when it was locked; null where no meeting has locked it yet. */
  readonly remembered: bigint | null;
}

/** Boxes that hold something, or were remembered to, in the order of the method. */
export function boxesToOpen(today: TodaySeen): readonly BoxToOpen[] {
  return today.funds.flatMap(fund => {
    const locked = today.remembered?.funds.find(one => one.fund === fund.fund);
    if (!locked && BigInt(fund.cash) === 0n) return [];
    return [{ fund, remembered: locked ? BigInt(locked.amount) : today.remembered ? 0n : null }];
  });
}

export interface Opened {
  /** What the members said from memory. */
  readonly said: bigint | undefined;
  readonly counted: bigint | undefined;
  /** The rule asks for it, or they remember otherwise: then only the count can tell. */
  readonly isCountAsked: boolean;
  readonly isDone: boolean;
}

export function openedBox(box: BoxToOpen, sheet: HeldSheet, rule: RulesSeen["opening"]): Opened {
  const body = sheet.get(recallPlace(box.fund.fund))?.body;
  const said = body === undefined ? undefined : BigInt(String(body["amount"]));
  const counted = body?.["counted"] === undefined ? undefined : BigInt(String(body["counted"]));
  const isOtherwise = said !== undefined && said !== box.remembered;
  const isCountAsked = counted === undefined && (rule === "counted" || box.remembered === null || isOtherwise);
  return { said, counted, isCountAsked, isDone: rule === "free" || (said !== undefined && !isCountAsked) };
}

/** The first box that is not opened as the group's rule asks. */
export const boxNotOpened = (today: TodaySeen, sheet: HeldSheet): BoxToOpen | undefined =>
  boxesToOpen(today).find(box => !openedBox(box, sheet, today.rules.opening).isDone);

export const recallPlace = (fund: string): string => `recall.${fund}`;

/** What was made between meetings and is not read aloud yet. */
export function notReadOut(today: TodaySeen, sheet: HeldSheet): readonly ReadOutSeen[] {
  const read = BigInt(String(sheet.get(readOutPlace)?.body["up_to"] ?? "-1"));
  return today.readOut.filter(one => BigInt(one.seq) > read);
}

const readOutPlace = "read-out";

/** All that there is now was read aloud. */
export const readOutLine = (today: TodaySeen): Writing => ({
  line: readOutPlace,
  entry: "meetings.read-out",
  body: { up_to: today.readOut.reduce((last, { seq }) => (BigInt(seq) > BigInt(last) ? seq : last), "0") },
});

/** What was counted stays beside what is said, whichever of the two is written anew. */
export function recallLine(fund: string, amount: bigint, sheet: HeldSheet, counted?: Writing["body"]): Writing {
  const { counted: sum, notes } = sheet.get(recallPlace(fund))?.body ?? {};
  const kept = { ...(sum === undefined ? {} : { counted: sum }), ...(notes === undefined ? {} : { notes }) };
  return {
    line: recallPlace(fund),
    entry: "meetings.recall",
    body: { fund, amount: String(amount), ...(counted ?? kept) },
  };
}
