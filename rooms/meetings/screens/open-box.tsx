/** A box before money moves: counted with what the books say beside it, or another sum that the members remember. */
import { Act, CashKeyboard, Page } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { CountOnMat } from "./count-box.tsx";
import { countedIn, countOnSheet, sumSoFar } from "./counting.ts";
import { keyboardWords } from "./edit.tsx";
import { type AtTable, instead } from "./frame.tsx";
import { type BoxToOpen, openedBox, recallLine, recallPlace } from "./opening.ts";
import { boxName, inSentence, moneyOf } from "./say.tsx";
import { useTyped } from "./use-typed.ts";

export interface OpenBoxProps {
  readonly table: AtTable;
  readonly box: BoxToOpen;
  readonly onDone: () => void;
}

/** It is kept, and posts nothing: a difference is written down at the end, when all of the day is in the box. */
export function CountFirst({ table, box: { fund, remembered }, onDone }: OpenBoxProps): JSX.Element {
  const { words, held } = table;
  const place = recallPlace(fund.fund);
  const { value: soFar, set: setSoFar, forget } = useTyped(table, place, () => countOnSheet(held.sheet, fund, place));
  const expected = BigInt(fund.cash);
  const counted = sumSoFar(fund, soFar);
  const isEven = counted === expected;
  const keep = (): void => {
    const { said } = openedBox({ fund, remembered }, held.sheet, held.today.rules.opening);
    // Nothing laid out is nothing counted, unless the box is known to be empty.
    if (counted !== 0n || expected === 0n)
      void held
        // Where nothing was said, the count stands for it.
        .write([recallLine(fund.fund, said ?? remembered ?? counted, held.sheet, countedIn(fund, soFar))])
        .then(forget);
    onDone();
  };
  return (
    <Page
      title={words.say("meetings.count.box", { box: inSentence(words, boxName(words, fund.fund, fund.name)) })}
      back={{ href: "#recall", label: words.say("meetings.back"), onClick: instead(onDone) }}
    >
      <CountOnMat
        words={words}
        fund={fund}
        expected={expected}
        soFar={soFar}
        onChange={setSoFar}
        acts={
          <Act onClick={keep}>{words.say(isEven ? "meetings.recall.counted" : "meetings.recall.go-on")}</Act>
        }
      >
        {isEven ? (
          <>
            <b>{words.say("meetings.count.agrees")}</b> {words.say("meetings.count.say-aloud")}
          </>
        ) : (
          words.say("meetings.recall.differs-later")
        )}
      </CountOnMat>
    </Page>
  );
}

/** What the members remember, where it is another sum than was written. Both are kept; the count will tell. */
export function SaidOther({ table, box: { fund }, onDone }: OpenBoxProps): JSX.Element {
  const { words, held } = table;
  const [amount, setAmount] = useState(0n);
  return (
    <Page
      title={boxName(words, fund.fund, fund.name)}
      subtitle={words.say("meetings.recall.said-other")}
      back={{ href: "#recall", label: words.say("meetings.back"), onClick: instead(onDone) }}
    >
      <CashKeyboard
        value={amount}
        onChange={setAmount}
        unit={moneyOf(fund.unit)}
        words={keyboardWords(words, words.say("meetings.recall.remembered"))}
      >
        <Act
          notYet={amount === 0n}
          onClick={() => {
            void held.write([recallLine(fund.fund, amount, held.sheet)]);
            onDone();
          }}
        >
          {words.say("meetings.keep")}
        </Act>
      </CashKeyboard>
    </Page>
  );
}
