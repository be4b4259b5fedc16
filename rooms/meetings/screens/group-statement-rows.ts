/** What a statement of the whole group says, as rows for paper and as lines for a screen, with how its shares are counted. */
import { type Minor, ratio, type Words } from "#base";
import { percentHundredths } from "#loans";
import type { GroupStatement, MoneyStated } from "../group-statement.ts";
import type { StatedPart, StatedRow } from "./statement-rows.tsx";

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export function partsOfGroupStatement(statement: GroupStatement, words: Words): readonly StatedPart[] {
  const say: Say = (key, values) => words.say(`meetings.group-statement.${key}`, values);
  const { decided } = statement;
  const row = (label: string, ...cells: readonly string[]): StatedRow => ({ label, cells });
  const count = (many: number): string => words.number(BigInt(many));
  return [
    {
      title: say("group"),
      heads: [],
      rows: [
        row(say("members"), count(statement.members)),
        row(
          say("meetings", { from: words.day(statement.covers_from), until: words.day(statement.issued_on) }),
          count(statement.meetings),
        ),
        row(say("months"), count(statement.months_unbroken)),
        {
          label: say("decided", { on: words.day(decided.on), meeting: decided.meeting }),
          cells: [say("hands", { for: decided.for, against: decided.against, abstaining: decided.abstaining })],
          isSaid: true,
        },
      ],
    },
    ...statement.money.flatMap(money => moneyParts(money, statement, words, say)),
  ];
}

/** How its figures are counted: a share never stands without its definition. */
export const howCounted = (statement: GroupStatement, words: Words): readonly string[] =>
  ["months-how", "on-time-how", "par-how", ...(hasFew(statement) ? ["few-how"] : [])].map(key =>
    words.say(`meetings.group-statement.${key}`),
  );

const hasFew = ({ money }: GroupStatement): boolean =>
  money.some(one => one.savings === undefined || one.shares === undefined || one.loans === undefined);

function moneyParts(money: MoneyStated, statement: GroupStatement, words: Words, say: Say): readonly StatedPart[] {
  const amount = (minor: Minor): string => words.amount(minor, money.unit);
  const known = (minor: Minor | undefined): string => (minor === undefined ? say("of-few") : amount(minor));
  const row = (key: string, cell: string): StatedRow => ({ label: say(key), cells: [cell] });
  const share = (key: string, part: Minor, whole: Minor): StatedRow => ({ ...row(key, shareSaid(part, whole)), isSaid: true });
  const shareSaid = (part: Minor, whole: Minor): string =>
    whole === 0n
      ? say("nothing-due")
      : say("share", {
          percent: words.number(percentHundredths(ratio(part, whole)), 2),
          part: amount(part),
          whole: amount(whole),
        });
  const { loans } = money;
  const days = { from: words.day(statement.covers_from), until: words.day(statement.issued_on) };
  // Amounts say what they are counted in; where there are several, so do the titles.
  const titled = (title: string): string => (statement.money.length > 1 ? `${title} · ${money.unit}` : title);
  return [
    {
      title: titled(say("money", { on: words.day(statement.issued_on) })),
      heads: [],
      rows: [
        row("savings", known(money.savings)),
        row("shares", known(money.shares)),
        row("reserve", amount(money.reserve)),
        row("gifts", amount(money.gifts)),
        row("cash", amount(money.cash)),
        row("bank", amount(money.bank)),
      ],
    },
    {
      title: titled(say("loans")),
      heads: [],
      rows: loans
        ? [
            row("running", words.number(BigInt(loans.running))),
            row("outstanding", amount(loans.outstanding)),
            share("par", loans.over_30, loans.outstanding),
            { label: say("repaid", days), cells: [amount(loans.repaid)] },
            share("on-time", loans.paid_of_due, loans.due),
            ...(loans.written_off > 0n ? [row("written-off", amount(loans.written_off))] : []),
          ]
        : [row("loans-few", say("of-few"))],
    },
  ];
}
