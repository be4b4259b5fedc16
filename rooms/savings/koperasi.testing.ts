/** A koperasi with four kinds of savings in memory, for the tests of this room. */
import { day, type MemberId } from "#base";
import { dues } from "./dues.ts";
import { GroupOnPaper } from "./group-on-paper.testing.ts";

export const began = "2006-01-02";

export function koperasi(): { group: GroupOnPaper; wulan: MemberId; sahnim: MemberId } {
  const group = new GroupOnPaper();
  group.fund("loan", "IDR", began);
  const product = { fund: "loan", minimum_balance: "0", is_capital: false };
  group.rule(
    "savings.product/pokok",
    { ...product, kind: "entry", amount: "50000", withdrawable: "on-leaving", is_capital: true },
    began,
  );
  group.rule(
    "savings.product/wajib",
    { ...product, kind: "compulsory", amount: "5000", every: "month", withdrawable: "on-leaving" },
    began,
  );
  group.rule(
    "savings.product/sukarela",
    { ...product, kind: "voluntary", withdrawable: "free", minimum_balance: "2000" },
    began,
  );
  group.rule(
    "savings.product/cbu",
    { ...product, kind: "voluntary", withdrawable: "free", minimum_balance: "10000", is_capital: true },
    began,
  );
  return { group, wulan: group.member(1, began), sahnim: group.member(2, began) };
}

/** What is proposed for the sheet of this day. */
export const dueOn = (group: GroupOnPaper, on: string) =>
  dues
    .due(
      group.seenBy(books => dues.needs(books, day(on))),
      day(on),
    )
    .map(({ entry, body }) => ({ entry, ...body }));
