/**
 * Before anything is counted: what was made between meetings is read aloud, and the members say from memory what lay in
 * each box when it was locked. The cloth is down until they have said it. Where they do not agree, the box is counted.
 */
import { Act, AmountHidden, Card, Icon, Mark, Notes, QuietAct, Soft, Sum, TextAct, Title } from "#look";
import type { JSX } from "preact";
import { type AtTable, Frame, nextStep } from "./frame.tsx";
import { lazily } from "./lazily.tsx";
import { boxesToOpen, type BoxToOpen, notReadOut, openedBox, recallLine } from "./opening.ts";
import { ReadOut } from "./read-out.tsx";
import { boxName, Money, moneyOf } from "./say.tsx";

const CountFirst = lazily(() => import("./open-box.tsx").then(file => file.CountFirst));
const SaidOther = lazily(() => import("./open-box.tsx").then(file => file.SaidOther));

export function Recall({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const { today, sheet } = held;
  const boxes = boxesToOpen(today);
  const { view, of } = going.at;
  const open = boxes.find(({ fund }) => fund.fund === of);
  if (view === "count" && open) return <CountFirst table={table} box={open} onDone={going.back} />;
  if (view === "said" && open) return <SaidOther table={table} box={open} onDone={going.back} />;
  const done = boxes.filter(box => openedBox(box, sheet, today.rules.opening).isDone).length;
  const isRead = notReadOut(today, sheet).length === 0;
  return (
    <Frame
      table={table}
      {...(boxes.length > 0 ? { far: words.say("meetings.of", { done, all: boxes.length }) } : {})}
      foot={
        <Act notYet={done < boxes.length || !isRead} onClick={() => going.go({ step: nextStep("recall") })}>
          {words.say("meetings.recall.next")}
        </Act>
      }
    >
      {today.readOut.length > 0 && <ReadOut table={table} entries={today.readOut} />}
      {boxes.length === 0 && today.readOut.length === 0 ? (
        <Card>
          <Icon name="box" size={64} />
          <Title>{words.say("meetings.recall.first")}</Title>
          <Soft>{words.say("meetings.recall.first-more")}</Soft>
        </Card>
      ) : (
        boxes.map(box => <BoxCard key={box.fund.fund} table={table} box={box} />)
      )}
    </Frame>
  );
}

function BoxCard({ table, box }: { table: AtTable; box: BoxToOpen }): JSX.Element {
  const { words, held, going } = table;
  const { fund, remembered } = box;
  const name = boxName(words, fund.fund, fund.name);
  const unit = moneyOf(fund.unit);
  const { said, counted, isCountAsked, isDone } = openedBox(box, held.sheet, held.today.rules.opening);
  const since = remembered === null ? 0n : BigInt(fund.cash) - remembered;
  const count = (): void => going.go({ step: "recall", view: "count", of: fund.fund });
  const isAsked = said === undefined && remembered !== null;
  return (
    <Card title={name} held={!isDone || isAsked} mark={said !== undefined && <HowSaid table={table} box={box} />}>
      {isAsked && (
        <>
          <Soft>{words.say("meetings.recall.ask")}</Soft>
          <AmountHidden
            minor={remembered}
            unit={unit}
            size="number"
            openMs={600_000}
            label={words.say("meetings.recall.lift", { box: name })}
            coverLabel={words.say("meetings.recall.cover", { box: name })}
          />
        </>
      )}
      {said !== undefined && (
        <>
          <Money amount={said} unit={fund.unit} size="number" />
          <Notes minor={said} unit={unit} />
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
      {isAsked ? (
        <>
          {/* Said or counted: neither is offered before the other. */}
          <QuietAct icon="check" wide onClick={() => void held.write([recallLine(fund.fund, remembered, held.sheet)])}>
            {words.say("meetings.recall.is-so")}
          </QuietAct>
          <QuietAct icon="coin" wide onClick={count}>
            {words.say("meetings.recall.count")}
          </QuietAct>
          <TextAct onClick={() => going.go({ step: "recall", view: "said", of: fund.fund })}>
            {words.say("meetings.recall.said-other")}
          </TextAct>
        </>
      ) : isCountAsked ? (
        <>
          <p>{words.say(whyCount(box, said))}</p>
          <Act icon="coin" onClick={count}>
            {words.say("meetings.recall.count")}
          </Act>
        </>
      ) : (
        <TextAct onClick={count}>{words.say("meetings.recall.count")}</TextAct>
      )}
    </Card>
  );
}

function HowSaid({ table, box }: { table: AtTable; box: BoxToOpen }): JSX.Element {
  const { words, held } = table;
  const { said } = openedBox(box, held.sheet, held.today.rules.opening);
  return said === box.remembered ? (
    <Mark colour="leaf" icon="check">
      {words.say("meetings.recall.agrees")}
    </Mark>
  ) : (
    <Mark colour="turmeric">{words.say("meetings.recall.other")}</Mark>
  );
}

function whyCount({ remembered }: BoxToOpen, said: bigint | undefined): string {
  if (remembered === null) return "meetings.recall.never";
  return said === remembered ? "meetings.recall.count-by-rule" : "meetings.recall.differs";
}
