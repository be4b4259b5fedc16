/** What the cash keyboard says, for every screen that takes or gives money between meetings. */
import type { Words } from "#base";
import type { CashKeyboardWords } from "#look";

export const cashWords = (words: Words, direction: "received" | "paid" = "received"): CashKeyboardWords => ({
  received: words.say(`assembly.screen.cash.${direction}`),
  board: words.say("assembly.screen.cash.board"),
  add: piece => words.say("assembly.screen.cash.add", { piece }),
  take: piece => words.say("assembly.screen.cash.take", { piece }),
  undo: words.say("assembly.screen.cash.undo"),
  useDigits: words.say("assembly.screen.cash.digits"),
  useNotes: words.say("assembly.screen.cash.notes"),
  digits: words.say("assembly.screen.cash.amount"),
  help: words.say("assembly.screen.cash.help"),
});
