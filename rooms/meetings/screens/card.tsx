/** A woman's card: her lines, each received or not, and what she hands over in all. */
import { Lines, Notes, Pull, Soft, Sum, TextAct } from "#look";
import type { ComponentChildren, JSX } from "preact";
import { type AtTable, RefusedLine } from "./frame.tsx";
import { itemName, itemNote } from "./item-words.tsx";
import { isIdle, isOpen, isReceived, type Item, sumsOf, writingOf } from "./items.ts";
import { lazilyWithWords } from "./lazily-with-words.ts";
import { called, Money, moneyOf } from "./say.tsx";
import type { Woman } from "./seen.ts";
import { TickedLine } from "./ticked.tsx";

const OfferException = lazilyWithWords(() => import("./offer-exception.tsx").then(file => file.OfferException));

export interface Collecting {
  readonly table: AtTable;
  readonly women: readonly Woman[];
  /** By place among the women. */
  readonly items: readonly (readonly Item[])[];
  readonly done: readonly boolean[];
  readonly at: number;
  moveTo(index: number): void;
}

export function ItemLines({
  collecting,
  woman,
  isMore,
}: {
  collecting: Collecting;
  woman: Woman;
  isMore: boolean;
}): JSX.Element {
  const { table, items, at } = collecting;
  const { words, held, going } = table;
  const hers = items[at]!;
  const firstOpen = hers.find(isOpen);
  const idle = hers.filter(isIdle);
  // What she may bring although it is not due stands ready where it is usual: free savings.
  const usual = idle.filter(item => item.kind === "saving");
  const shown = hers.filter(item => !isIdle(item) || isMore || usual.includes(item));
  const name = called(words, woman);
  return (
    <Lines label={name}>
      {shown.map(item => {
        const label = itemName(words, item, held.today);
        const edit = (): void => going.go({ step: "sheet", view: "edit", of: item.place });
        return (
          <TickedLine
            key={item.place}
            label={label}
            sub={itemNote(words, item, held.today)}
            end={
              isIdle(item) ? (
                <span class="soft">–</span>
              ) : (
                <Money amount={item.amount} unit={item.unit} light={!isReceived(item)} />
              )
            }
            tick={isReceived(item) ? "done" : item === firstOpen ? "now" : "todo"}
            tickLabel={words.say(isReceived(item) ? "meetings.sheet.take-back" : "meetings.sheet.receive-line", {
              what: label,
              name,
            })}
            onTick={() =>
              isReceived(item)
                ? void held.write([writingOf(item, 0n)])
                : item.due > 0n
                  ? void held.write([writingOf(item, item.due, item.shares?.count)])
                  : edit()
            }
            onOpen={edit}
            below={
              <>
                <RefusedLine table={table} line={item.place} />
                {held.sheet.get(item.place)?.refusal && <OfferException table={table} line={item.place} />}
              </>
            }
          />
        );
      })}
    </Lines>
  );
}

/** What she hands over in all, as it would lie on the mat. */
export function Together({
  collecting,
  isBeside,
  children,
}: {
  collecting: Collecting;
  /** Beside the whole sheet there is no mat to lay notes on. */
  isBeside?: boolean;
  children?: ComponentChildren;
}): JSX.Element {
  const { table, items, at } = collecting;
  const { words, going, held } = table;
  const sums = sumsOf(items[at]!);
  return (
    <>
      {sums.map(({ unit, amount }) => (
        <div key={unit}>
          <Sum label={words.say("meetings.together")}>
            <Money amount={amount} unit={unit} size="number" />
          </Sum>
          <Notes minor={amount} unit={moneyOf(unit)} />
        </div>
      ))}
      {sums.length === 0 && <Soft>{words.say("meetings.sheet.nothing")}</Soft>}
      <Pull>
        {!isBeside && sums.some(sum => sum.unit === held.today.unit) && (
          <TextAct onClick={() => going.go({ step: "sheet", view: "change" })}>
            {words.say("meetings.change.open")}
          </TextAct>
        )}
        {children}
      </Pull>
    </>
  );
}
