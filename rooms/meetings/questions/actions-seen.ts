/** Joint work that is under way or was closed lately, as the forms of the meeting and the counter must know it. */
import type { Books, Day } from "#base";
import { type UnderWay, underWay } from "#actions";
import { type ActionTexts, textsOfActions } from "#actions/server";
import type { ActionAtTable } from "../screens/seen.ts";
import type { Asking } from "./context.ts";

export { needsUnderWay as needsActions } from "#actions";

export async function actionsSeen(books: Books, on: Day, asked: Asking): Promise<readonly ActionAtTable[]> {
  const actions = underWay(books, on);
  if (actions.length === 0) return [];
  const texts = await textsOfActions(asked);
  return actions.map(one => actionSeen(one, texts(one.row.action_id)));
}

function actionSeen(
  { row, isByVote, standing, lines, doers }: UnderWay,
  texts: ActionTexts,
): ActionAtTable {
  const quantities = (said: readonly { readonly intent: number; readonly quantity: bigint }[]) =>
    said.map(({ intent, quantity }) => ({ intent, quantity: String(quantity) }));
  return {
    action: row.action_id,
    name: texts.name,
    fund: row.fund,
    unit: row.unit,
    status: row.status as ActionAtTable["status"],
    isByVote,
    happensOn: row.happens_on,
    own: String(standing.own),
    fundGives: String((row.from_fund_max ?? 0n) - standing.fromFund),
    lines: lines.map(one => ({
      intent: one.intent,
      name: texts.line(one.intent),
      unit: one.unit,
      isMoney: one.isMoney,
      needed: String(one.quantity),
      promised: String(one.promised),
    })),
    doers: doers.map(one => ({
      member: one.member,
      promised: quantities(one.promised),
      hasCome: one.came.length > 0,
      held: String(one.held),
      rest: String(one.rest),
    })),
  };
}
