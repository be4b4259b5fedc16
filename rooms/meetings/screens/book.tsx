/**
 * The whole sheet at once, for a wide screen and for those who like it: a row a woman, the columns of the meeting, two
 * foot rows that say the same. Arrow keys move, Enter receives, and on what is received opens it to be changed.
 */
import {
  Act,
  Bead,
  BookTable,
  type BookColumn,
  type BookFoot,
  type BookPlace,
  type BookRow,
  Card,
  Circle,
  type CircleMember,
  Dialog,
  Field,
  Icon,
  Notes,
  Pull,
  readAmount,
  Soft,
  Stack,
  TextAct,
  Who,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { type Collecting, ItemLines, Together } from "./card.tsx";
import { RefusedLine } from "./frame.tsx";
import { columnName, itemName } from "./item-words.tsx";
import { columnsOf, isIdle, isOpen, isReceived, type Item, sumsOf, writingOf } from "./items.ts";
import { MarkDialog } from "./roll.tsx";
import { bareName, called, Money, moneyOf } from "./say.tsx";
import type { Woman } from "./seen.ts";
import { isThere, markOf } from "./sheet-model.ts";

interface Row extends BookRow {
  readonly woman: Woman;
  readonly items: readonly Item[];
}

export function BookSheet({ collecting }: { collecting: Collecting }): JSX.Element {
  const { table, women, items, done, at, moveTo } = collecting;
  const { words, held } = table;
  const { today, sheet, write } = held;
  const [column, setColumn] = useState(1);
  const [editing, setEditing] = useState<Item | null>(null);
  const [isMarking, setMarking] = useState(false);
  const heads = columnsOf(items);
  const rows: readonly Row[] = women.map((woman, index) => ({
    key: woman.member,
    number: woman.number,
    name: bareName(words, woman),
    state:
      markOf(woman.member, sheet) === "absent" && !items[index]!.some(isReceived)
        ? "absent"
        : done[index] && items[index]!.some(isReceived)
          ? "done"
          : "todo",
    woman,
    items: items[index]!,
  }));
  const inColumn = (row: Row, head: Item): readonly Item[] =>
    row.items.filter(item => item.column === head.column && !isIdle(item));
  const columns: readonly BookColumn<Row>[] = [
    { key: "mark", head: words.say("meetings.step.roll"), align: "middle", cell: row => markCell(row.woman) },
    ...heads.map(
      (head): BookColumn<Row> => ({
        key: head.column,
        head: columnName(words, head, today),
        align: "end",
        cell: row => <Cell items={inColumn(row, head)} />,
      }),
    ),
    {
      key: "sum",
      head: words.say("meetings.sheet.sum"),
      align: "end",
      total: true,
      cell: row =>
        sumsOf(row.items).map(({ unit, amount }) => (
          <Money key={unit} amount={amount} unit={unit} bare={unit === today.unit} />
        )),
    },
  ];
  const markCell = (woman: Woman): JSX.Element | string => {
    const mark = markOf(woman.member, sheet);
    if (mark === undefined) return "";
    if (mark === "present") return <Icon name="check" size={20} />;
    return <span class={mark === "late" ? "turmeric-t" : "soft"}>{words.say(`meetings.mark.short.${mark}`)}</span>;
  };
  const enter = (place: BookPlace): void => {
    const row = rows[place.row]!;
    const head = heads[place.column - 1];
    if (place.column === 0) return setMarking(true);
    if (!head) {
      void write(row.items.filter(isOpen).map(item => writingOf(item, item.due, item.shares?.count)));
      moveTo(Math.min(place.row + 1, rows.length - 1));
      return;
    }
    const [item] = row.items.filter(one => one.column === head.column);
    if (!item) return;
    if (isOpen(item)) void write([writingOf(item, item.due, item.shares?.count)]);
    else setEditing(item);
  };
  return (
    <>
      <BookTable
        caption={words.say("meetings.sheet.caption")}
        rowHead={words.say("meetings.sheet.woman")}
        columns={columns}
        rows={rows}
        feet={feetOf(collecting, heads)}
        at={{ row: at, column: Math.min(column, columns.length - 1) }}
        onMove={place => {
          setColumn(place.column);
          if (place.row !== at) moveTo(place.row);
        }}
        onEnter={enter}
      />
      {editing && (
        <AmountDialog key={editing.place} collecting={collecting} item={editing} onClose={() => setEditing(null)} />
      )}
      {isMarking && <MarkDialog table={table} woman={women[at]!} onClose={() => setMarking(false)} />}
    </>
  );
}

function Cell({ items }: { items: readonly Item[] }): JSX.Element | null {
  if (items.length === 0) return null;
  const [first] = items;
  const isGot = items.every(isReceived);
  if (first!.shares) return isGot ? <b>{first!.shares.count}</b> : <span class="soft">{first!.shares.count}</span>;
  return <Money amount={items.reduce((sum, item) => sum + item.amount, 0n)} unit={first!.unit} bare light={!isGot} />;
}

/** Received so far, and when all have paid. */
function feetOf({ table, women, items }: Collecting, heads: readonly Item[]): readonly BookFoot[] {
  const { words, held } = table;
  const foot = (key: string, head: string, strong: boolean, counts: (item: Item) => boolean): BookFoot => {
    const inAll = items.flat().filter(item => counts(item) && item.amount !== 0n);
    const cells: Record<string, JSX.Element> = {
      sum: (
        <>
          {sumsOf(inAll).map(({ unit, amount }) => (
            <Money key={unit} amount={amount} unit={unit} bare={unit === held.today.unit} light={!strong} />
          ))}
        </>
      ),
    };
    for (const column of heads) {
      const inColumn = inAll.filter(item => item.column === column.column);
      const total = inColumn.reduce((sum, item) => sum + item.amount, 0n);
      cells[column.column] = column.shares ? (
        <b>{inColumn.reduce((sum, item) => sum + (item.shares?.count ?? 0), 0)}</b>
      ) : (
        <Money amount={total} unit={column.unit} bare light={!strong} />
      );
    }
    const there = women.filter(
      woman => isThere(markOf(woman.member, held.sheet)) || markOf(woman.member, held.sheet) === "represented",
    ).length;
    cells["mark"] = <b>{strong ? women.filter((_, index) => items[index]!.some(isReceived)).length : there}</b>;
    return { key, head, cells, strong };
  };
  return [
    foot("got", words.say("meetings.sheet.got"), true, isReceived),
    foot("all", words.say("meetings.sheet.when-all"), false, () => true),
  ];
}

/** An amount or a number of shares, typed; shown back as notes before it is kept. */
function AmountDialog({
  collecting,
  item,
  onClose,
}: {
  collecting: Collecting;
  item: Item;
  onClose: () => void;
}): JSX.Element {
  const { table, women, at } = collecting;
  const { words, held } = table;
  const unit = moneyOf(item.unit);
  const [text, setText] = useState("");
  const typed = text.trim() === "" ? undefined : (readAmount(text, item.shares ? 0 : unit.scale) ?? undefined);
  const shares = item.shares && Number(typed ?? item.shares.count);
  const amount = item.shares ? item.shares.price * BigInt(shares ?? 0) : (typed ?? item.amount);
  const keep = (): void => {
    void held.write([writingOf(item, amount, shares)]);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${called(words, women[at]!)}, ${itemName(words, item, held.today)}`}
      closeLabel={words.say("meetings.close")}
    >
      <form
        class="stack tight"
        onSubmit={event => {
          event.preventDefault();
          keep();
        }}
      >
        <Field
          label={words.say(item.shares ? "meetings.shares.how-many" : "meetings.cash.digits")}
          figures
          inputMode="decimal"
          autocomplete="off"
          autofocus
          value={text}
          placeholder={item.shares ? String(item.shares.count) : words.number(item.amount, unit.scale)}
          onInput={event => setText(event.currentTarget.value)}
        />
        <p class="sum">
          <span class="soft">{words.say("meetings.cash.received")}</span>
          <Money amount={amount} unit={item.unit} size="number" />
        </p>
        <Notes minor={amount} unit={unit} />
        <Act type="submit">{words.say(amount === 0n ? "meetings.cash.nothing" : "meetings.cash.receive")}</Act>
      </form>
    </Dialog>
  );
}

export interface SheetAsideProps {
  readonly collecting: Collecting;
  readonly woman: Woman;
  readonly onReceive: () => void;
  readonly onNext: () => void;
  readonly nextWord: string;
  readonly beads: readonly CircleMember[];
}

/** Beside the sheet: whose row it is, what she hands over, and how far round the circle it is. */
export function SheetAside({ collecting, woman, onReceive, onNext, nextWord, beads }: SheetAsideProps): JSX.Element {
  const { table, items, at, done, women } = collecting;
  const { words, held } = table;
  const [isMore, setMore] = useState(false);
  const isPaying = items[at]!.some(isOpen) && markOf(woman.member, held.sheet) !== "absent";
  return (
    <>
      <Card held>
        <Who
          bead={<Bead number={woman.number} size={48} />}
          number={words.say("meetings.number", { number: String(woman.number) })}
          name={called(words, woman)}
        />
        {isMore && <ItemLines collecting={collecting} woman={woman} isMore />}
        <Together collecting={collecting} isBeside>
          <TextAct onClick={() => setMore(!isMore)}>
            {words.say(isMore ? "meetings.sheet.fewer" : "meetings.sheet.others")}
          </TextAct>
        </Together>
        {items[at]!.map(item => (
          <RefusedLine key={item.place} table={table} line={item.place} />
        ))}
        {isPaying ? (
          <Act onClick={onReceive}>{words.say("meetings.cash.receive")}</Act>
        ) : (
          <Act onClick={onNext}>{nextWord}</Act>
        )}
      </Card>
      <Circle members={beads} round>
        <p>
          <b class="number">{done.filter(Boolean).length}</b>{" "}
          {words.say("meetings.sheet.of-all", { all: women.length })}
        </p>
        <Soft small>{words.say("meetings.step.sheet")}</Soft>
      </Circle>
      <Stack gap="close">
        <Pull>
          <span class="small soft">
            <kbd>↑</kbd> <kbd>↓</kbd> {words.say("meetings.sheet.key-move")}
          </span>
          <span class="small soft">
            <kbd>Enter</kbd> {words.say("meetings.sheet.key-receive")}
          </span>
        </Pull>
      </Stack>
    </>
  );
}
