/**
 * The box is counted, fund by fund, note by note, with what should be in it beside. Equal ties a knot; a difference is
 * named, counted again, and only then written down with its reason and two names. It is never anybody's fault here.
 */
import type { Words } from "#base";
import {
  Act,
  CashCount,
  type CashCountProps,
  type CashCounts,
  type CashCountWords,
  Field,
  Icon,
  Lines,
  Line,
  Mark,
  Only,
  Page,
  Pair,
  pieceKey,
  QuietAct,
  SelectField,
  Soft,
  Stack,
  sumOfCounts,
  TextField,
  Title,
} from "#look";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { newId } from "#client";
import { type AtTable, Frame, nextStep, RefusedLine } from "./frame.tsx";
import { boxName, called, inSentence, Money, moneyOf } from "./say.tsx";
import type { FundSeen } from "./seen.ts";
import { boxOf, type HeldSheet, type Writing } from "./sheet-model.ts";

export const countWords = (words: Words): CashCountWords => ({
  expected: words.say("meetings.count.expected"),
  counted: words.say("meetings.count.counted"),
  counters: words.say("meetings.count.counters"),
  howMany: piece => words.say("meetings.count.how-many", { piece }),
  fewer: piece => words.say("meetings.count.fewer", { piece }),
  more: piece => words.say("meetings.count.more", { piece }),
});

/** Funds that hold or moved cash: each is counted. */
export function fundsToCount({ held: { today, sheet } }: AtTable): readonly FundSeen[] {
  return today.funds.filter(fund => {
    const { expected, came, went } = boxOf(fund.fund, sheet, today);
    return expected !== 0n || came !== 0n || went !== 0n || BigInt(fund.cash) !== 0n || sheet.has(`count.${fund.fund}`);
  });
}

export interface CountedBox {
  readonly expected: bigint;
  readonly counted: bigint | undefined;
  /** Written down with its reason and two names. */
  readonly difference: bigint;
  readonly isSettled: boolean;
}

export function countedBox(fund: FundSeen, table: AtTable): CountedBox {
  const { sheet, today } = table.held;
  const { expected } = boxOf(fund.fund, sheet, today);
  const line = sheet.get(`count.${fund.fund}`);
  const counted = line ? BigInt(String(line.body["counted"])) : undefined;
  const named = sheet.get(`difference.${fund.fund}`);
  const difference = named ? BigInt(String(named.body["amount"])) : 0n;
  return { expected, counted, difference, isSettled: counted !== undefined && counted === expected + difference };
}

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

/**
 * The counters and their acts. On a phone the acts stand behind the last coin, where the counting ends, and cover no
 * counter on the way; on a wide screen beside the counters, with the verdict.
 */
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
    <>
      <CashCount {...count} words={countWords(words)}>
        <p>{children}</p>
        <Only on="wide">
          <div class="dialog-foot">{acts}</div>
        </Only>
      </CashCount>
      <Only on="phone">
        <div class="with-end">{acts}</div>
      </Only>
    </>
  );
}

/** The notes as they were counted before, where the line has them. */
function countsIn(sheet: HeldSheet, fund: string, pieces: ReturnType<typeof moneyOf>["pieces"]): CashCounts {
  const notes = sheet.get(`count.${fund}`)?.body["notes"];
  if (!Array.isArray(notes)) return {};
  const counts: Record<string, number> = {};
  for (const note of notes as readonly { readonly face: string; readonly count: string }[]) {
    const piece = pieces.find(one => String(one.minor) === note.face);
    if (piece) counts[pieceKey(piece)] = Number(note.count);
  }
  return counts;
}

function countLine(fund: FundSeen, counts: CashCounts, typed: bigint | undefined): Writing {
  const unit = moneyOf(fund.unit);
  // A note and a coin of one worth are counted apart and written as one face.
  const faces = new Map<string, number>();
  for (const piece of unit.pieces) {
    const count = counts[pieceKey(piece)] ?? 0;
    if (count > 0) faces.set(String(piece.minor), (faces.get(String(piece.minor)) ?? 0) + count);
  }
  const counted = typed ?? sumOfCounts(counts, unit);
  const notes = [...faces].map(([face, count]) => ({ face, count: String(count) }));
  return {
    line: `count.${fund.fund}`,
    entry: "meetings.count",
    body: { fund: fund.fund, counted: String(counted), ...(typed === undefined ? { notes } : {}) },
  };
}

function CountBox({ table, fund }: { table: AtTable; fund: FundSeen }): JSX.Element {
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
            counted={{ label: words.say("meetings.count.counted"), minor: counted }}
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

const reasons = ["change", "slipped", "unknown"] as const;

/** How much, why, and the two who counted. Written so that everybody may read it. */
function NameDifference({ table, fund, onDone }: { table: AtTable; fund: FundSeen; onDone: () => void }): JSX.Element {
  const { words, held } = table;
  const { today, sheet } = held;
  const before = sheet.get(`difference.${fund.fund}`);
  const { expected, counted = 0n } = countedBox(fund, table);
  const amount = counted - expected;
  const counters = today.women.filter(one => one.offices.includes("money-counter")).map(one => one.member);
  const [reason, setReason] = useState(String(before?.body["reason"] ?? ""));
  const [first, setFirst] = useState<string>(String(before?.body["first"] ?? counters[0] ?? ""));
  const [second, setSecond] = useState<string>(String(before?.body["second"] ?? counters[1] ?? ""));
  const isReady = reason.trim() !== "" && first !== "" && second !== "" && first !== second && amount !== 0n;
  const keep = (): void => {
    const body = {
      difference: String(before?.body["difference"] ?? newId()),
      fund: fund.fund,
      amount: String(amount),
      reason: reason.trim(),
      first,
      second,
    };
    void held.write([{ line: `difference.${fund.fund}`, entry: "meetings.difference", body }]);
    onDone();
  };
  return (
    <Page
      title={words.say("meetings.difference.title")}
      subtitle={boxName(words, fund.fund, fund.name)}
      back={{ href: "#count", label: words.say("meetings.back"), onClick: event => (event.preventDefault(), onDone()) }}
      foot={
        <Act notYet={!isReady} onClick={keep}>
          {words.say("meetings.difference.keep")}
        </Act>
      }
    >
      <Stack gap="close">
        <Soft>{words.say(amount < 0n ? "meetings.difference.less" : "meetings.difference.more")}</Soft>
        <Money amount={amount < 0n ? -amount : amount} unit={fund.unit} size="number" />
      </Stack>
      <TextField
        label={words.say("meetings.difference.reason")}
        hint={words.say("meetings.difference.reason-hint")}
        rows={2}
        maxLength={300}
        value={reason}
        onInput={event => setReason(event.currentTarget.value)}
      />
      <Stack gap="close">
        {reasons.map(one => (
          <QuietAct
            key={one}
            wide
            pressed={reason === words.say(`meetings.difference.because.${one}`)}
            onClick={() => setReason(words.say(`meetings.difference.because.${one}`))}
          >
            {words.say(`meetings.difference.because.${one}`)}
          </QuietAct>
        ))}
      </Stack>
      <WomanSelect table={table} label={words.say("meetings.difference.first")} value={first} onChange={setFirst} />
      <WomanSelect
        table={table}
        label={words.say("meetings.difference.second")}
        value={second}
        onChange={setSecond}
        not={[first]}
      />
    </Page>
  );
}

export function WomanSelect({
  table,
  label,
  value,
  onChange,
  not = [],
  optional,
}: {
  table: AtTable;
  label: string;
  value: string;
  onChange: (member: string) => void;
  not?: readonly string[];
  optional?: boolean;
}): JSX.Element {
  const { words, held } = table;
  return (
    <SelectField label={label} value={value} onChange={event => onChange(event.currentTarget.value)}>
      <option value="">{words.say(optional ? "meetings.choose-nobody" : "meetings.choose-who")}</option>
      {held.today.women
        .filter(one => one.member === value || !not.includes(one.member))
        .map(one => (
          <option key={one.member} value={one.member}>
            {one.number}. {called(words, one)}
          </option>
        ))}
    </SelectField>
  );
}
