/**
 * The box is counted, fund by fund, note by note, with what should be in it beside. Equal ties a knot; a difference is
 * named, counted again, and only then written down with its reason and two names. It is never anybody's fault here.
 */
import { Act, Icon, Line, Lines, Mark, Notes, Soft, Title } from "#look";
import type { JSX } from "preact";
import { CountBox } from "./count-box.tsx";
import { countedBox, fundsToCount } from "./counting.ts";
import { NameDifference } from "./difference.tsx";
import { type AtTable, Frame, nextStep } from "./frame.tsx";
import { boxName, inSentence, Money, moneyOf } from "./say.tsx";
import { boxOf } from "./sheet-model.ts";

export function Count({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const funds = fundsToCount(table);
  const { view, of } = going.at;
  const named = funds.find(fund => fund.fund === of);
  if (view === "difference" && named) return <NameDifference table={table} fund={named} onDone={going.back} />;
  if (view === "box" && named) return <CountBox key={named.fund} table={table} fund={named} />;
  const first = funds.find(fund => !countedBox(fund, table).isSettled);
  const done = funds.filter(fund => countedBox(fund, table).isSettled).length;
  return (
    <Frame
      table={table}
      far={words.say("meetings.of", { done, all: funds.length })}
      foot={
        first ? (
          <Act icon="coin" onClick={() => going.go({ step: "count", view: "box", of: first.fund })}>
            {words.say("meetings.count.box", { box: inSentence(words, boxName(words, first.fund, first.name)) })}
          </Act>
        ) : (
          <Act onClick={() => going.go({ step: nextStep("count") })}>{words.say("meetings.count.next")}</Act>
        )
      }
    >
      <Title>{words.say("meetings.count.title")}</Title>
      <Lines label={words.say("meetings.count.title")}>
        {funds.map(fund => {
          const { expected, counted, difference, isSettled } = countedBox(fund, table);
          return (
            <Line
              key={fund.fund}
              lead={<Icon name={fund.nature === "restricted" ? "hand" : "box"} />}
              label={boxName(words, fund.fund, fund.name)}
              sub={
                difference !== 0n
                  ? words.say("meetings.count.with-difference", { amount: words.amount(difference, fund.unit) })
                  : undefined
              }
              end={
                counted === undefined ? (
                  <Money amount={expected} unit={fund.unit} light />
                ) : isSettled ? (
                  <Money amount={counted} unit={fund.unit} />
                ) : (
                  <Mark colour="turmeric">{words.say("meetings.count.again-mark")}</Mark>
                )
              }
              below={<Notes minor={counted ?? expected} unit={moneyOf(fund.unit)} />}
              tick={isSettled ? "done" : fund === first ? "now" : "todo"}
              onClick={() => going.go({ step: "count", view: "box", of: fund.fund })}
            />
          );
        })}
      </Lines>
      {funds.some(fund => !boxOf(fund.fund, held.sheet, held.today).isCertain) && (
        <Soft>{words.say("meetings.count.wait-for-server")}</Soft>
      )}
    </Frame>
  );
}
