/** One box on the mat: its notes and coins, or one figure of what has none, counted beside what should be in it. */
import type { Words } from "#base";
import { Act, CashCount, Field, Pair, QuietAct } from "#look";
import type { ComponentChildren, JSX } from "preact";
import {
  countedBox,
  countLine,
  countOnSheet,
  type CountSoFar,
  countWords,
  fundsToCount,
  isThing,
  nothingCounted,
  sumSoFar,
} from "./counting.ts";
import { type AtTable, Frame, nextStep, RefusedLine } from "./frame.tsx";
import { boxName, inSentence, Money, moneyOf } from "./say.tsx";
import type { FundSeen } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";
import { useTyped } from "./use-typed.ts";

/** The counters and their acts, which stay under the thumb while she counts down to the last coin. */
export function CountOnMat({
  words,
  fund,
  expected,
  soFar,
  onChange,
  acts,
  children,
}: {
  words: Words;
  fund: FundSeen;
  expected: bigint;
  soFar: CountSoFar;
  onChange: (soFar: CountSoFar) => void;
  acts: ComponentChildren;
  /** What is so, under the two sums. */
  children: ComponentChildren;
}): JSX.Element {
  const unit = moneyOf(fund.unit);
  if (!isThing(fund))
    return (
      <CashCount
        counts={soFar.counts}
        onChange={counts => onChange({ ...soFar, counts })}
        expected={expected}
        unit={unit}
        words={countWords(words)}
        foot={acts}
      >
        <p>{children}</p>
      </CashCount>
    );
  return (
    <div class="count">
      <Pair
        expected={{ label: words.say("meetings.count.expected"), minor: expected }}
        counted={{
          label: words.say("meetings.count.counted"),
          minor: soFar.typed === "" && expected > 0n ? null : sumSoFar(fund, soFar),
        }}
        unit={unit}
      >
        <p>{children}</p>
      </Pair>
      <Field
        label={words.say("meetings.count.how-much")}
        hint={words.say("meetings.count.how-much-hint", { unit: fund.unit })}
        figures
        inputMode="numeric"
        value={soFar.typed}
        onInput={event => onChange({ ...soFar, typed: event.currentTarget.value.replace(/\D/g, "").slice(0, 12) })}
      />
      <div class="foot">{acts}</div>
    </div>
  );
}

export function CountBox({ table, fund }: { table: AtTable; fund: FundSeen }): JSX.Element {
  const { words, held, going } = table;
  const place = `count.${fund.fund}`;
  const { value: soFar, set: setSoFar, forget } = useTyped(table, place, () => countOnSheet(held.sheet, fund, place));
  const { expected, difference } = countedBox(fund, table);
  const counted = sumSoFar(fund, soFar);
  const off = counted - expected;
  const isEven = off === 0n || (off === difference && difference !== 0n);
  const box = boxName(words, fund.fund, fund.name);
  const rest = fundsToCount(table).find(one => one.fund !== fund.fund && !countedBox(one, table).isSettled);
  const keep = (): void => {
    const lines: Writing[] = [countLine(fund, soFar)];
    // A difference that was named and is not there any more goes, with its reason.
    if (off !== difference && held.sheet.has(`difference.${fund.fund}`))
      lines.push({ line: `difference.${fund.fund}`, entry: "meetings.difference", body: {}, removed: true });
    void held.write(lines).then(forget);
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
      <Act onClick={() => setSoFar(nothingCounted)} notYet={counted === 0n}>
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
      <CountOnMat words={words} fund={fund} expected={expected} soFar={soFar} onChange={setSoFar} acts={acts}>
        {say}
      </CountOnMat>
      <RefusedLine table={table} line={`count.${fund.fund}`} />
    </Frame>
  );
}
