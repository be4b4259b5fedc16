/**
 * What each woman brings, one at a time: her dues are filled in, one press receives them all, the next press calls the
 * next woman, under the same thumb. On a wide screen the whole sheet stands beside her.
 */
import { Act, Bead, BeadString, Beside, Card, type CircleMember, Only, QuietAct, TextAct, Who } from "#look";
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Collecting, ItemLines, Together } from "./card.tsx";
import { type AtTable, Frame, nextStep } from "./frame.tsx";
import { isDone, isIdle, isOpen, itemsOf, sumsOf, writingOf } from "./items.ts";
import { lazily } from "./lazily.tsx";
import { MarkDialog } from "./roll.tsx";
import { called } from "./say.tsx";
import type { Woman } from "./seen.ts";
import { markOf } from "./sheet-model.ts";

const BookSheet = lazily(() => import("./book.tsx").then(file => file.BookSheet));
const EditItem = lazily(() => import("./edit.tsx").then(file => file.EditItem));
const GiveChange = lazily(() => import("./edit.tsx").then(file => file.GiveChange));
const SheetAside = lazily(() => import("./book.tsx").then(file => file.SheetAside));

export function Collect({ table }: { table: AtTable }): JSX.Element {
  const { held, going } = table;
  const { today, sheet } = held;
  const { women } = today;
  const items = useMemo(() => women.map(woman => itemsOf(woman, today, sheet)), [today, sheet]);
  const done = women.map((woman, index) => isDone(woman, items[index]!, sheet));
  const [at, setAt] = useState(0);
  const [isMoved, setMoved] = useState(false);
  // After a reload she is where the work stopped, once this phone's own lines were read.
  useEffect(() => {
    if (isMoved || !held.isReady) return;
    const first = done.findIndex(one => !one);
    setAt(Math.max(0, first));
    setMoved(true);
  }, [held.isReady]);
  const { view, of } = going.at;
  // Called from the list of all; from then on she moves along the beads as ever.
  useEffect(() => {
    const place = women.findIndex(one => one.member === of);
    if (place < 0) return;
    collecting.moveTo(place);
    going.goInstead({ step: "sheet" });
  }, [of]);
  const collecting: Collecting = {
    table,
    women,
    items,
    done,
    at,
    moveTo(index) {
      setMoved(true);
      setAt(index);
      scrollTo(0, 0);
    },
  };
  const woman = women[at];
  if (!woman) return <Frame table={table} />;
  const item = items[at]!.find(one => one.place === of);
  if (view === "edit" && item)
    return <EditItem key={item.place} table={table} woman={woman} item={item} onDone={going.back} />;
  if (view === "change") {
    const [sum] = sumsOf(items[at]!.filter(one => one.unit === today.unit));
    return <GiveChange table={table} woman={woman} sum={sum?.amount ?? 0n} unit={today.unit} onDone={going.back} />;
  }
  return <CardOfOne collecting={collecting} woman={woman} />;
}

/** Her card with the string of beads under it; the sheet where there is room. */
function CardOfOne({ collecting, woman }: { collecting: Collecting; woman: Woman }): JSX.Element {
  const { table, women, items, done, at, moveTo } = collecting;
  const { words, held, going } = table;
  const [isMarking, setMarking] = useState(false);
  const [isMore, setMore] = useState(false);
  const hers = items[at]!;
  const open = hers.filter(isOpen);
  const next = women[at + 1];
  const receive = (): void => void held.write(open.map(item => writingOf(item, item.due, item.shares?.count)));
  const sums = sumsOf(open);
  const goOn = (): void => (next ? moveTo(at + 1) : going.go({ step: nextStep("sheet") }));
  const nextWord = next
    ? words.say("meetings.next-woman", { name: called(words, next) })
    : words.say("meetings.sheet.next");
  const mark = markOf(woman.member, held.sheet);
  const beads: readonly CircleMember[] = women.map((one, index) => ({
    number: one.number,
    state: index === at ? "now" : done[index] ? "done" : "todo",
  }));
  const isPaying = open.length > 0 && mark !== "absent";
  return (
    <Frame
      table={table}
      sheet
      far={words.say("meetings.of", { done: at + 1, all: women.length })}
      footOnPhone
      foot={
        <>
          <QuietAct
            square
            icon="back"
            label={words.say("meetings.previous-woman")}
            notYet={at === 0}
            onClick={() => moveTo(at - 1)}
          />
          {isPaying ? (
            <>
              <Act onClick={receive}>
                {words.say("meetings.receive", {
                  amount: sums.map(sum => words.amount(sum.amount, sum.unit)).join(", "),
                })}
              </Act>
              <QuietAct square icon="next" label={nextWord} onClick={goOn} />
            </>
          ) : (
            <Act onClick={goOn}>{nextWord}</Act>
          )}
        </>
      }
    >
      <Only on="phone">
        <Card held class="snug">
          <Who
            bead={<Bead number={woman.number} size={64} />}
            number={words.say("meetings.number", { number: String(woman.number) })}
            name={called(words, woman)}
            note={mark === "late" || mark === "represented" ? words.say(`meetings.sheet.${mark}`) : undefined}
          />
          {mark === "absent" && (
            <QuietAct wide icon="people" onClick={() => setMarking(true)}>
              {words.say("meetings.sheet.absent")}
            </QuietAct>
          )}
          <ItemLines collecting={collecting} woman={woman} isMore={isMore} />
          <Together collecting={collecting}>
            {hers.some(isIdle) && (
              <TextAct onClick={() => setMore(!isMore)}>
                {words.say(isMore ? "meetings.sheet.fewer" : "meetings.sheet.others")}
              </TextAct>
            )}
          </Together>
        </Card>
        <BeadString
          members={beads}
          label={words.say("meetings.sheet.beads", { done: done.filter(Boolean).length, all: women.length })}
        />
      </Only>
      <Only on="wide">
        <Beside
          aside={
            <SheetAside
              collecting={collecting}
              woman={woman}
              onReceive={receive}
              onNext={goOn}
              nextWord={nextWord}
              beads={beads}
            />
          }
        >
          <BookSheet collecting={collecting} />
        </Beside>
      </Only>
      {isMarking && <MarkDialog table={table} woman={woman} onClose={() => setMarking(false)} />}
    </Frame>
  );
}
