/** One box on the mat: its notes and coins, counted beside what should be in it. */
import type { Words } from "#base";
import { Act, CashCount, type CashCountProps, type CashCounts, Field, Pair, QuietAct, sumOfCounts } from "#look";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { countedBox, countLine, countsIn, countWords, fundsToCount } from "./counting.ts";
import { type AtTable, Frame, nextStep, RefusedLine } from "./frame.tsx";
import { boxName, inSentence, Money, moneyOf } from "./say.tsx";
import type { FundSeen } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

/** The counters and their acts, which stay under the thumb while she counts down to the last coin. */
export function CountOnMat({
  words,
  acts,
  children,
  ...count
}: Pick<CashCountProps, "counts" | "onChange" | "expected" | "unit"> & {
  words: Words;
  acts: ComponentChildren;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <CashCount {...count} words={countWords(words)} foot={acts}>
      <p>{children}</p>
    </CashCount>
  );
}

export function CountBox({ table, fund }: { table: AtTable; fund: FundSeen }): JSX.Element {
  const { words, held, going } = table;
  const unit = moneyOf(fund.unit);
  const isThing = unit.pieces.length === 0;
  const [counts, setCounts] = useState<CashCounts>(() => countsIn(held.sheet, fund.fund, unit.pieces));
  const [typed, setTyped] = useState(() => String(held.sheet.get(`count.${fund.fund}`)?.body["counted"] ?? ""));
  const { expected, difference } = countedBox(fund, table);
  const counted = isThing ? BigInt(typed === "" ? "0" : typed) : sumOfCounts(counts, unit);
  const off = counted - expected;
  const isEven = off === 0n || (off === difference && difference !== 0n);
  const box = boxName(words, fund.fund, fund.name);
  const rest = fundsToCount(table).find(one => one.fund !== fund.fund && !countedBox(one, table).isSettled);
  const keep = (): void => {
    const lines: Writing[] = [countLine(fund, counts, isThing ? counted : undefined)];
    // A difference that was named and is not there any more goes, with its reason.
    if (off !== difference && held.sheet.has(`difference.${fund.fund}`))
      lines.push({ line: `difference.${fund.fund}`, entry: "meetings.difference", body: {}, removed: true });
    void held.write(lines);
  };
  const goOn = (): void => {
    keep();
    going.go(rest ? { step: "count", view: "box", of: rest.fund } : { step: nextStep("count") });
  };
  const acts = isEven ? (
    <Act icon={rest ? undefined : "lock"} onClick={goOn}>
      {rest
        ? words.say("meetings.count.then", { box: inSentence(words, boxName(words, rest.fund, rest.name)) })
        : words.say("meetings.count.lock")}
    </Act>
  ) : (
    <>
      <QuietAct
        wide
        onClick={() => {
          keep();
          going.go({ step: "count", view: "difference", of: fund.fund });
        }}
      >
        {words.say("meetings.count.write-down")}
      </QuietAct>
      <Act onClick={() => setCounts({})} notYet={isThing || counted === 0n}>
        {words.say("meetings.count.again")}
      </Act>
    </>
  );
  const say = isEven ? (
    <>
      <b>{words.say("meetings.count.agrees")}</b> {words.say("meetings.count.say-aloud")}
    </>
  ) : counted === 0n ? (
    words.say("meetings.count.begin")
  ) : (
    <>
      <b>
        {words.say(off < 0n ? "meetings.count.short" : "meetings.count.over")}{" "}
        <Money amount={off < 0n ? -off : off} unit={fund.unit} />.
      </b>{" "}
      {words.say(off < 0n ? "meetings.count.perhaps-short" : "meetings.count.perhaps-over")}
    </>
  );
  return (
    <Frame
      table={table}
      title={words.say("meetings.count.box", { box: inSentence(words, box) })}
      isOpen
      onBack={going.back}
      quiet
    >
      {isThing ? (
        <div class="count">
          <Pair
            expected={{ label: words.say("meetings.count.expected"), minor: expected }}
            counted={{
              label: words.say("meetings.count.counted"),
              minor: typed === "" && expected > 0n ? null : counted,
            }}
            unit={unit}
          >
            {say}
          </Pair>
          <Field
            label={words.say("meetings.count.how-much")}
            hint={words.say("meetings.count.how-much-hint", { unit: fund.unit })}
            figures
            inputMode="numeric"
            value={typed}
            onInput={event => setTyped(event.currentTarget.value.replace(/\D/g, "").slice(0, 12))}
          />
          <div class="foot">{acts}</div>
        </div>
      ) : (
        <CountOnMat counts={counts} onChange={setCounts} expected={expected} unit={unit} words={words} acts={acts}>
          {say}
        </CountOnMat>
      )}
      <RefusedLine table={table} line={`count.${fund.fund}`} />
    </Frame>
  );
}
