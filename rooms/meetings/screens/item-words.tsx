/** How an item of a woman's card is called, and what stands in small under it. */
import type { Words } from "#base";
import { fineName, fundName, productName } from "./say.tsx";
import type { TodaySeen } from "./seen.ts";
import type { Item } from "./items.ts";

export function itemName(words: Words, item: Item, today: TodaySeen): string {
  const fund = today.funds.find(one => one.fund === item.code);
  switch (item.kind) {
    case "aid":
    case "pot":
      return fundName(words, item.code, fund?.name);
    case "levy":
      return words.say("meetings.item.levy");
    case "enrol":
      return words.say("meetings.item.enrol", { fund: fundName(words, item.code, fund?.name) });
    case "shares":
      return words.say(today.rules.shares.length > 1 ? "meetings.item.shares-of" : "meetings.item.shares", {
        fund: fundName(words, item.code, fund?.name),
      });
    case "saving":
      return productName(words, item.code, today.rules.products.find(one => one.product === item.code)?.name);
    case "fine":
      return words.say("meetings.item.fine", {
        reason: fineName(words, item.code, today.rules.fines.find(one => one.reason === item.code)?.name),
      });
    case "loan":
      return words.say("meetings.item.loan");
  }
}

export function itemNote(words: Words, item: Item, today: TodaySeen): string | undefined {
  if (item.from !== undefined) {
    const product = today.rules.products.find(one => one.product === item.from);
    return words.say("meetings.item.from-savings", { product: productName(words, item.from, product?.name) });
  }
  if (item.kind === "shares" && item.shares && item.shares.count > 0)
    return words.say("meetings.item.so-many", {
      count: item.shares.count,
      price: words.amount(item.shares.price, item.unit),
    });
  const changed = item.written && item.due > 0n && item.amount !== item.due;
  if (changed) return words.say("meetings.item.was-due", { amount: words.amount(item.due, item.unit) });
  if (item.kind === "loan" && item.loan)
    return item.due > 0n
      ? words.say("meetings.item.instalment", { number: item.loan.next, all: item.loan.periods })
      : words.say("meetings.item.owes", { amount: words.amount(BigInt(item.loan.outstanding), item.unit) });
  return undefined;
}

/** The head of a column on the wide sheet and on paper: short. */
export function columnName(words: Words, item: Item, today: TodaySeen): string {
  if (item.kind === "fine") return words.say("meetings.item.fines");
  return itemName(words, item, today);
}
