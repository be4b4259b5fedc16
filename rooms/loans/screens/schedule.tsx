/** Each instalment: on a phone one line a time, with a tick when it is paid; on a wide screen the table too. */
import { partsOf, type Words } from "#base";
import { Icon, Line, Lines, Only, PlainTable, Soft, type TickState } from "#look";
import { Money, monthSaid } from "#assembly/parts";
import type { JSX } from "preact";
import type { LoanSeen } from "../page-questions.ts";

type Row = LoanSeen["plan"][number];

export function Schedule({
  data,
  words,
}: {
  readonly data: Pick<LoanSeen, "plan" | "unit">;
  readonly words: Words;
}): JSX.Element {
  const { plan, unit } = data;
  return (
    <>
      <Only on="phone">
        <Lines label={words.say("loans.screen.plan")} ordered>
          {plan.flatMap(row => [
            row.leanBefore && (
              <Line
                key={`lean ${row.number}`}
                label={leanMonths(row.leanBefore, words)}
                sub={words.say("loans.screen.lean")}
                lead={<Icon name="clock" size={24} />}
              />
            ),
            <Line
              key={row.number}
              label={words.day(row.due, "short")}
              sub={
                <>
                  <State row={row} words={words} />
                  {words.say("loans.screen.used-for", {
                    principal: words.amount(BigInt(row.principal), unit),
                    interest: words.amount(BigInt(row.interest), unit),
                  })}
                </>
              }
              end={<Money amount={together(row)} unit={unit} bare />}
              tick={ticks[row.state]}
            />,
          ])}
        </Lines>
      </Only>
      <Only on="wide">
        <PlainTable
          caption={words.say("loans.screen.plan")}
          heads={["when", "principal", "interest", "total", "after"].map(head =>
            words.say(`loans.screen.head.${head}`),
          )}
          rows={plan.flatMap(row => [
            ...(row.leanBefore
              ? [[<Soft small>{`${leanMonths(row.leanBefore, words)}: ${words.say("loans.screen.lean")}`}</Soft>, "", "", "", ""]]
              : []),
            [
            <>
              {words.day(row.due, "short")}{" "}
              <small>
                <State row={row} words={words} />
              </small>
            </>,
            ...[row.principal, row.interest, together(row), row.balance].map(amount => (
              <Money key={amount} amount={amount} unit={unit} bare />
            )),
            ],
          ])}
        />
      </Only>
    </>
  );
}

const ticks: Readonly<Record<Row["state"], TickState>> = { paid: "done", late: "now", due: "now", "to-come": "todo", moved: "todo" };

/** "June", "June – August": the months in which nothing falls due before an instalment. */
export function leanMonths({ from, until }: NonNullable<Row["leanBefore"]>, words: Words): string {
  const [first, last] = [from, until].map(day => monthSaid(words, partsOf(day).month));
  return first === last ? first! : `${first} – ${last}`;
}

const together = (row: Row): string => String(BigInt(row.principal) + BigInt(row.interest));

/** What is paid or waited for; what is to come needs no word. */
function State({ row, words }: { readonly row: Row; readonly words: Words }): JSX.Element | null {
  if (row.state === "to-come") return null;
  return <span class={row.state === "paid" ? "leaf-t" : "turmeric-t"}>{words.say(`state.loans.${row.state}`)} </span>;
}
