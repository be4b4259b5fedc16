/**
 * Before anything is counted: what was made between meetings is read aloud, and the members say from memory what lay in
 * each box when it was locked. Then the cloth is lifted, and the box is counted.
 */
import {
  Act,
  AmountHidden,
  Card,
  type CashCounts,
  CashKeyboard,
  Icon,
  Lines,
  Line,
  Mark,
  Notes,
  Page,
  QuietAct,
  Soft,
  Stack,
  Sum,
  sumOfCounts,
  Title,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { CountOnMat } from "./count-box.tsx";
import { countedIn, countsIn } from "./counting.ts";
import { keyboardWords } from "./edit.tsx";
import { type AtTable, Frame, instead, nextStep } from "./frame.tsx";
import { boxName, called, inSentence, Money, moneyOf } from "./say.tsx";
import type { FundSeen, ReadOutSeen, WireEntry } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

/** What was counted stays beside what is said, whichever of the two is written anew. */
function recallLine(fund: string, amount: bigint, before?: WireEntry, counted?: Writing["body"]): Writing {
  const { counted: sum, notes } = before?.body ?? {};
  const kept = { ...(sum === undefined ? {} : { counted: sum }), ...(notes === undefined ? {} : { notes }) };
  return {
    line: `recall.${fund}`,
    entry: "meetings.recall",
    body: { fund, amount: String(amount), ...(counted ?? kept) },
  };
}

export function Recall({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const { today, sheet } = held;
  const funds = fundsToRecall(table);
  const { view, of } = going.at;
  const open = funds.find(({ fund }) => fund.fund === of);
  if (view === "count" && open) return <CountFirst table={table} fund={open.fund} onDone={going.back} />;
  if (view === "said" && open) return <SaidOther table={table} fund={open.fund} onDone={going.back} />;
  const done = funds.filter(({ fund }) => sheet.has(`recall.${fund.fund}`)).length;
  const left = funds.find(({ fund }) => !sheet.has(`recall.${fund.fund}`));
  return (
    <Frame
      table={table}
      {...(funds.length > 0 ? { far: words.say("meetings.of", { done, all: funds.length }) } : {})}
      foot={
        <Act notYet={left !== undefined} onClick={() => going.go({ step: nextStep("recall") })}>
          {words.say("meetings.recall.next")}
        </Act>
      }
    >
      {today.readOut.length > 0 && <ReadOut table={table} entries={today.readOut} />}
      {funds.length === 0 && today.readOut.length === 0 ? (
        <Card>
          <Icon name="box" size={64} />
          <Title>{words.say("meetings.recall.first")}</Title>
          <Soft>{words.say("meetings.recall.first-more")}</Soft>
        </Card>
      ) : (
        funds.map(({ fund, amount }) => <RecallCard key={fund.fund} table={table} fund={fund} remembered={amount} />)
      )}
    </Frame>
  );
}

/** Funds whose balance was remembered when the last meeting ended. */
function fundsToRecall({ held: { today } }: AtTable): readonly { readonly fund: FundSeen; readonly amount: bigint }[] {
  return today.funds.flatMap(fund => {
    const remembered = today.remembered?.funds.find(one => one.fund === fund.fund);
    return remembered ? [{ fund, amount: BigInt(remembered.amount) }] : [];
  });
}

function RecallCard({ table, fund, remembered }: { table: AtTable; fund: FundSeen; remembered: bigint }): JSX.Element {
  const { words, held, going } = table;
  const name = boxName(words, fund.fund, fund.name);
  const said = held.sheet.get(`recall.${fund.fund}`);
  const saidAmount = said ? BigInt(String(said.body["amount"])) : undefined;
  const counted = said?.body["counted"] === undefined ? undefined : String(said.body["counted"]);
  const since = BigInt(fund.cash) - remembered;
  return (
    <Card
      title={name}
      held={said === undefined}
      mark={
        said &&
        (saidAmount === remembered ? (
          <Mark colour="leaf" icon="check">
            {words.say("meetings.recall.agrees")}
          </Mark>
        ) : (
          <Mark colour="turmeric">{words.say("meetings.recall.other")}</Mark>
        ))
      }
    >
      {said === undefined ? (
        <>
          <Soft>{words.say("meetings.recall.ask")}</Soft>
          <AmountHidden
            minor={remembered}
            unit={moneyOf(fund.unit)}
            size="number"
            openMs={600_000}
            label={words.say("meetings.recall.lift", { box: name })}
            coverLabel={words.say("meetings.recall.cover", { box: name })}
          />
        </>
      ) : (
        <>
          <Money amount={saidAmount!} unit={fund.unit} size="number" />
          <Notes minor={saidAmount!} unit={moneyOf(fund.unit)} />
        </>
      )}
      {counted !== undefined && (
        <Sum label={<span class="soft">{words.say("meetings.recall.counted-first")}</span>}>
          <Money amount={counted} unit={fund.unit} />
        </Sum>
      )}
      {since !== 0n && (
        <Soft small>{words.say("meetings.recall.since", { amount: words.amount(BigInt(fund.cash), fund.unit) })}</Soft>
      )}
      {said === undefined && (
        <Act icon="check" onClick={() => void held.write([recallLine(fund.fund, remembered)])}>
          {words.say("meetings.recall.is-so")}
        </Act>
      )}
      {moneyOf(fund.unit).pieces.length > 0 && (
        <QuietAct icon="coin" wide onClick={() => going.go({ step: "recall", view: "count", of: fund.fund })}>
          {words.say("meetings.recall.count")}
        </QuietAct>
      )}
      {said === undefined && (
        <QuietAct wide onClick={() => going.go({ step: "recall", view: "said", of: fund.fund })}>
          {words.say("meetings.recall.said-other")}
        </QuietAct>
      )}
    </Card>
  );
}

/** Counted with what the books say beside it. It is kept, and posts nothing: a difference is written down at the end. */
function CountFirst({ table, fund, onDone }: { table: AtTable; fund: FundSeen; onDone: () => void }): JSX.Element {
  const { words, held } = table;
  const unit = moneyOf(fund.unit);
  const line = held.sheet.get(`recall.${fund.fund}`);
  const [counts, setCounts] = useState<CashCounts>(() =>
    countsIn(held.sheet, fund.fund, unit.pieces, `recall.${fund.fund}`),
  );
  const expected = BigInt(fund.cash);
  const even = sumOfCounts(counts, unit) === expected;
  const remembered = held.today.remembered?.funds.find(one => one.fund === fund.fund);
  return (
    <Page
      title={words.say("meetings.count.box", { box: inSentence(words, boxName(words, fund.fund, fund.name)) })}
      back={{
        href: "#recall",
        label: words.say("meetings.back"),
        onClick: instead(onDone),
      }}
    >
      <CountOnMat
        counts={counts}
        onChange={setCounts}
        expected={expected}
        unit={unit}
        words={words}
        acts={
          <Act
            onClick={() => {
              const said = line ? BigInt(String(line.body["amount"])) : remembered && BigInt(remembered.amount);
              if (said !== undefined)
                void held.write([
                  // Nothing laid out is nothing counted, unless the box is known to be empty.
                  sumOfCounts(counts, unit) === 0n && expected !== 0n
                    ? recallLine(fund.fund, said)
                    : recallLine(fund.fund, said, undefined, countedIn(fund, counts)),
                ]);
              onDone();
            }}
          >
            {words.say(even ? "meetings.recall.counted" : "meetings.recall.go-on")}
          </Act>
        }
      >
        {even ? (
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
function SaidOther({ table, fund, onDone }: { table: AtTable; fund: FundSeen; onDone: () => void }): JSX.Element {
  const { words, held } = table;
  const [amount, setAmount] = useState(0n);
  return (
    <Page
      title={boxName(words, fund.fund, fund.name)}
      subtitle={words.say("meetings.recall.said-other")}
      back={{
        href: "#recall",
        label: words.say("meetings.back"),
        onClick: instead(onDone),
      }}
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
            void held.write([recallLine(fund.fund, amount, held.sheet.get(`recall.${fund.fund}`))]);
            onDone();
          }}
        >
          {words.say("meetings.keep")}
        </Act>
      </CashKeyboard>
    </Page>
  );
}

function ReadOut({ table, entries }: { table: AtTable; entries: readonly ReadOutSeen[] }): JSX.Element {
  const { words, held } = table;
  const name = (member: string | null): string => {
    const woman = held.today.women.find(one => one.member === member);
    return woman ? called(words, woman) : words.say("meetings.somebody");
  };
  return (
    <Stack gap="tight">
      <Title>{words.say("meetings.read-out.title")}</Title>
      <Lines label={words.say("meetings.read-out.title")}>
        {entries.map(entry => (
          <Line
            key={entry.seq}
            label={[
              words.has(`fact.${entry.kind}`) ? words.say(`fact.${entry.kind}`) : words.say("meetings.read-out.entry"),
              entry.member ? name(entry.member) : "",
            ]
              .filter(Boolean)
              .join(", ")}
            sub={words.say("meetings.read-out.by", {
              day: words.day(entry.on, "weekday"),
              names: entry.by.map(name).join(", "),
            })}
            end={entry.amounts.map(({ fund, unit, amount }) => <Money key={fund} amount={amount} unit={unit} />)}
          />
        ))}
      </Lines>
    </Stack>
  );
}
