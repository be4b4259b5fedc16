/**
 * A sealed meeting as its paper says it, whole: what each woman brought, with columns that come to her sum and rows that
 * come to the column's; every other coming and going on a line of its own; what was decided, what is short; and fund by
 * fund a sum anybody can do again: before + in − out ± difference = now. Pure.
 */
import type { Words } from "#base";
import { amountBare, amountText } from "#look";
import { aboutSaid, factName, writtenWith } from "./fact-words.tsx";
import { bareName, boxName, fundName, moneyOf, productName } from "./say.tsx";
import { broughtBy, cameBy, columnsOfSealed, isReversal, type SealedColumn, type Total, totalsIn } from "./sealed-columns.ts";
import { markSaid } from "./sealed-sheet.tsx";
import type { FactSeen, MeetingSeen, ShortSeen } from "./seen.ts";

export interface SheetOnPaper {
  readonly heads: readonly string[];
  readonly rows: readonly { readonly number: number; readonly name: string; readonly cells: readonly string[] }[];
  readonly foot: readonly string[];
  readonly sections: readonly PaperSection[];
  readonly boxes: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

export interface PaperSection {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly { readonly text: string; readonly value: string }[];
  /** What the lines come to, where they are money. */
  readonly sum: string | null;
}

export function sheetOnPaper(data: MeetingSeen, words: Words): SheetOnPaper {
  const columns = columnsOfSealed(data, words);
  const facts = data.sheet?.facts ?? [];
  const short = data.sheet?.short ?? [];
  const say = writer(data, words);
  const isShort = short.length > 0;
  const rows = (data.sheet?.women ?? []).map(woman => {
    const hers = facts.filter(fact => fact.member === woman.member);
    return {
      number: woman.number,
      name: bareName(words, woman),
      cells: [
        woman.mark === "present" ? "✓" : markSaid(words, woman),
        ...columns.map(column => say.column(column, hers)),
        say.sum(cameBy(broughtBy(hers))),
        ...(isShort ? [say.sum(totalsIn(short.filter(one => one.member === woman.member)))] : []),
        "",
      ],
    };
  });
  return {
    heads: [
      words.say("meetings.paper.number"),
      words.say("meetings.sheet.woman"),
      words.say("meetings.step.roll"),
      ...columns.map(column => column.head),
      words.say("meetings.sheet.sum"),
      ...(isShort ? [words.say("meetings.paper.short")] : []),
      words.say("meetings.paper.sign"),
    ],
    rows,
    foot: [
      "",
      words.say("meetings.sheet.got"),
      String(data.roll.present + data.roll.late),
      ...columns.map(column => say.column(column, facts)),
      say.sum(cameBy(broughtBy(facts))),
      ...(isShort ? [say.sum(totalsIn(short))] : []),
      "",
    ],
    sections: sectionsOf(data, columns, words, say),
    boxes: boxesOf(data, words, say),
  };
}

type Say = ReturnType<typeof writer>;

/** Amounts of the group's own money stand bare, since the sheet says it once; others with their unit. */
function writer(data: MeetingSeen, words: Words) {
  const main = data.funds[0]?.unit ?? "";
  const amount = ({ unit, amount }: Total): string =>
    (unit === main ? amountBare : amountText)(amount, moneyOf(unit), words.locale);
  const sum = (totals: readonly Total[]): string => totals.map(amount).join(", ");
  return {
    amount,
    sum,
    column(column: SealedColumn, facts: readonly FactSeen[]): string {
      const inColumn = facts.filter(column.of);
      const count = inColumn.reduce((all, fact) => all + (fact.shares ?? 0), 0);
      return column.isShares && inColumn.length > 0 ? `${sum(cameBy(inColumn))} (${count})` : sum(cameBy(inColumn));
    },
  };
}

function sectionsOf(
  data: MeetingSeen,
  columns: readonly SealedColumn[],
  words: Words,
  say: Say,
): readonly PaperSection[] {
  const { women = [], facts = [], short = [] } = data.sheet ?? {};
  const isInRow = (fact: FactSeen): boolean => columns.some(column => column.of(fact));
  const isDifference = (fact: FactSeen): boolean => fact.kind === "meetings.difference-found";
  const box = (fund: string): string => boxName(words, fund, data.funds.find(one => one.fund === fund)?.name);
  const who = (member: FactSeen["member"]): readonly string[] =>
    women.filter(woman => woman.member === member).map(woman => `${woman.number}. ${bareName(words, woman)}`);
  /** What a difference is, the title over it says. */
  const name = (fact: FactSeen): readonly string[] => (isDifference(fact) ? [] : [factName(words, fact, data)]);
  const told = (fact: FactSeen, ...more: readonly string[]): string =>
    [
      ...who(fact.member),
      ...name(fact),
      ...more,
      ...writtenWith(words, fact),
      fact.reverses === null
        ? words.say("meetings.paper.entry", { seq: fact.seq })
        : words.say("meetings.paper.entry-of", { seq: fact.seq, original: fact.reverses }),
    ].join(", ");
  const others = facts.filter(fact => !isReversal(fact) && !isDifference(fact));
  const moves = (of: readonly FactSeen[], wanted: (amount: bigint) => boolean) =>
    of.flatMap(fact =>
      fact.moved.filter(one => wanted(BigInt(one.amount))).map(one => ({ ...one, text: told(fact, box(one.fund)) })),
    );
  const money = (key: string, moved: ReturnType<typeof moves>, sign = 1n): PaperSection => {
    const signed = (one: Total): Total => ({ unit: one.unit, amount: sign * one.amount });
    return {
      key,
      title: words.say(`meetings.paper.section.${key}`),
      lines: moved.map(one => ({
        text: one.text,
        value: say.amount(signed({ unit: one.unit, amount: BigInt(one.amount) })),
      })),
      sum: say.sum(totalsIn(moved).map(signed)),
    };
  };
  const sections: readonly PaperSection[] = [
    money(
      "came",
      moves(
        others.filter(fact => !isInRow(fact)),
        amount => amount > 0n,
      ),
    ),
    money(
      "went",
      moves(others, amount => amount < 0n),
      -1n,
    ),
    money("corrected", moves(facts.filter(isReversal), () => true)),
    money("difference", moves(facts.filter(isDifference), () => true)),
    {
      key: "no-cash",
      title: words.say("meetings.paper.section.no-cash"),
      lines: facts
        .filter(fact => !fact.isCash)
        .map(fact => ({ text: told(fact), value: say.sum(totalsIn([fact])) })),
      sum: null,
    },
    {
      key: "short",
      title: words.say("meetings.paper.section.short"),
      lines: short.map(one => ({
        text: [...who(one.member), shortSaid(one, data, words, say)].join(", "),
        value: say.sum(totalsIn([one])),
      })),
      sum: say.sum(totalsIn(short)),
    },
    {
      key: "decided",
      title: words.say("meetings.paper.section.decided"),
      lines: data.decisions.map(one => ({
        text: [
          [words.say(`question.${one.question}`), ...aboutSaid(words, one, data)].join(" "),
          words.say("meetings.votes.said", { for: one.for, against: one.against, abstaining: one.abstaining }),
        ].join(": "),
        value: words.say(one.isCarried ? "meetings.votes.carried" : "meetings.votes.not-carried"),
      })),
      sum: null,
    },
    {
      key: "refused",
      title: words.say("meetings.paper.section.refused"),
      lines: data.tries > 0 ? [{ text: words.say("meetings.paper.refused"), value: String(data.tries) }] : [],
      sum: null,
    },
  ];
  return sections.filter(section => section.lines.length > 0);
}

/** "Angsuran: seharusnya 50.000, dibayar 20.000". */
function shortSaid(short: ShortSeen, data: MeetingSeen, words: Words, say: Say): string {
  const what =
    short.product !== null
      ? productName(words, short.product, data.names.products[short.product])
      : short.column === "loan"
        ? words.say("meetings.item.loan")
        : fundName(words, short.fund, data.funds.find(one => one.fund === short.fund)?.name);
  const column = columnsOfSealed(data, words).find(one => one.key === short.column);
  const paid = cameBy(
    (data.sheet?.facts ?? []).filter(fact => fact.member === short.member && column?.of(fact) === true),
  )
    .filter(one => one.unit === short.unit)
    .reduce((sum, one) => sum + one.amount, 0n);
  const { unit } = short;
  return words.say("meetings.paper.due-and-paid", {
    what,
    due: say.amount({ unit, amount: paid + BigInt(short.amount) }),
    paid: say.amount({ unit, amount: paid }),
  });
}

/** A row for each fund, to be added up from left to right. */
function boxesOf(data: MeetingSeen, words: Words, say: Say): SheetOnPaper["boxes"] {
  const hasDifference = data.funds.some(fund => fund.difference !== "0");
  const hasFirst = data.funds.some(fund => fund.countedFirst !== null);
  const signed = (sign: string, amount: string, unit: string): string =>
    `${sign} ${say.amount({ unit, amount: BigInt(amount) })}`;
  const head = (key: string): string => words.say(`meetings.paper.box.${key}`);
  return {
    heads: [
      head("box"),
      head("opening"),
      head("came"),
      head("went"),
      ...(hasDifference ? [head("difference")] : []),
      head("closing"),
      ...(hasFirst ? [head("counted-first")] : []),
    ],
    rows: data.funds.map(({ fund, name, unit, ...one }) => [
      boxName(words, fund, name),
      say.amount({ unit, amount: BigInt(one.opening) }),
      signed("+", one.in, unit),
      signed("−", one.out, unit),
      ...(hasDifference
        ? [one.difference.startsWith("-") ? signed("−", one.difference.slice(1), unit) : signed("+", one.difference, unit)]
        : []),
      amountText(BigInt(one.closing), moneyOf(unit), words.locale),
      ...(hasFirst ? [one.countedFirst === null ? "" : say.amount({ unit, amount: BigInt(one.countedFirst) })] : []),
    ]),
  };
}
