/** One fund: what it has and where, what came and went, and its book, the last rows first in view. */
import { addDays, type Day, type PageProps, type Words } from "#base";
import { Boxes, Card, Heading, Line, Lines, Only, Page, PlainTable, Pull, Soft, Stack, Sum, TextAct, Two } from "#look";
import type { JSX } from "preact";
import type { FundSeen } from "../ask-funds.ts";
import { placesShown } from "./picture.ts";
import {
  amountSaid,
  fundName,
  isThing,
  kindName,
  kindShown,
  Money,
  personName,
  placeName,
  shownBoxes,
} from "./say.tsx";

export function FundView({ data, words }: PageProps<FundSeen>): JSX.Element {
  const { fund } = data;
  const places = placesShown.filter(place => fund[place] !== "0");
  const picture = shownBoxes(
    places.map(place => ({
      key: place,
      name: placeName(words, place, fund.unit),
      minor: BigInt(fund[place]),
      dye: place === "lent" || place === "bank" ? place : "box",
    })),
    fund.unit,
  );
  return (
    <Page
      title={fundName(words, fund)}
      subtitle={words.day(data.until, "long")}
      back={{ href: "/funds", label: words.say("ledger.back-to-funds") }}
    >
      <Two>
        <Stack>
          <Stack gap="close">
            <Soft>{words.say(`ledger.nature.${fund.nature}`)}</Soft>
            <Sum label={words.say("ledger.fund.has")}>
              <Money amount={fund.total} unit={fund.unit} size="number" />
            </Sum>
          </Stack>
          {places.length > 1 ? (
            <Boxes label={words.say("ledger.fund.picture")} {...picture} />
          ) : (
            places.map(place => (
              <Soft key={place}>{words.say(`ledger.fund.all-in.${kindShown(place, fund.unit)}`)}</Soft>
            ))
          )}
        </Stack>
        <Statement data={data} words={words} />
      </Two>
      <Book data={data} words={words} />
    </Page>
  );
}

/** Opening, what came in by kind, what went out by kind, closing. */
function Statement({ data, words }: { data: FundSeen; words: Words }): JSX.Element {
  const { statement, fund, from, until } = data;
  const side = (of: "in" | "out"): JSX.Element | null =>
    statement[of].length === 0 ? null : (
      <>
        <Heading level={3}>{words.say(`ledger.fund.${of}`)}</Heading>
        <Lines>
          {statement[of].map(({ kind, amount }) => (
            <Line key={kind} label={kindName(words, kind)} end={<Money amount={amount} unit={fund.unit} />} />
          ))}
        </Lines>
      </>
    );
  return (
    <Card title={words.say(`ledger.fund.came-and-went.${isThing(fund.unit) ? "things" : "money"}`)}>
      <Soft small>
        {words.say("ledger.fund.from-until", { from: words.day(from, "short"), until: words.day(until, "short") })}
      </Soft>
      <Sum label={words.say("ledger.fund.opening")}>
        <Money amount={statement.opening} unit={fund.unit} size="mid" />
      </Sum>
      {side("in")}
      {side("out")}
      {statement.in.length + statement.out.length === 0 && <Soft>{words.say("ledger.fund.nothing-moved")}</Soft>}
      <Sum label={<b>{words.say("ledger.fund.closing")}</b>}>
        <Money amount={statement.closing} unit={fund.unit} size="mid" />
      </Sum>
      <details>
        <summary>{words.say("ledger.fund.other-time")}</summary>
        <Lines>
          {periodsOf(data).map(({ key, start }) => (
            <Line key={key} href={addressOf(data, { from: start })} label={words.say(`ledger.period.${key}`)} arrow />
          ))}
        </Lines>
        <Soft small>{words.say("ledger.fund.term")}</Soft>
      </details>
    </Card>
  );
}

function periodsOf(data: FundSeen): readonly { readonly key: string; readonly start: Day }[] {
  const { on: today } = data;
  return [
    { key: "this-month", start: `${today.slice(0, 8)}01` as Day },
    { key: "this-year", start: `${today.slice(0, 4)}-01-01` as Day },
    { key: "last-12-months", start: addDays(today, -365) },
    { key: "from-beginning", start: data.openedOn },
  ];
}

function Book({ data, words }: { data: FundSeen; words: Words }): JSX.Element {
  const { book, fund } = data;
  const newestFirst = [...book.rows].reverse();
  return (
    <Stack gap="tight">
      <Heading>{words.say(`ledger.book.${kindShown(book.of, fund.unit)}`)}</Heading>
      {book.kinds.length > 1 && (
        <Pull>
          {book.kinds.map(kind =>
            kind === book.of ? null : (
              <TextAct key={kind} href={addressOf(data, { book: kind, page: 1 })}>
                {words.say(`ledger.book.see.${kind}`)}
              </TextAct>
            ),
          )}
        </Pull>
      )}
      {book.rows.length === 0 && <Soft>{words.say("ledger.book.empty")}</Soft>}
      {book.rows.length > 0 && (
        <>
          <Only on="phone">
            <Lines>
              {newestFirst.map((row, index) => (
                <Line
                  key={index}
                  href={row.seq === null ? undefined : `/entries/${row.seq}`}
                  label={rowSaid(row, words)}
                  sub={
                    <>
                      {words.day(row.day, "short")}
                      {timesSaid(row, words)}
                      <br />
                      {words.say("ledger.book.then", { balance: amountSaid(words, row.balance, fund.unit) })}
                    </>
                  }
                  end={<Moved row={row} unit={fund.unit} />}
                />
              ))}
            </Lines>
          </Only>
          <Only on="wide">
            <PlainTable
              caption={words.say(`ledger.book.${kindShown(book.of, fund.unit)}`)}
              heads={["what", "day", "in", "out", "balance"].map(head => words.say(`ledger.book.head.${head}`))}
              rows={newestFirst.map(row => [
                row.seq === null ? (
                  `${rowSaid(row, words)}${timesSaid(row, words)}`
                ) : (
                  <a href={`/entries/${row.seq}`}>{rowSaid(row, words)}</a>
                ),
                words.day(row.day, "short"),
                row.in === "0" ? "" : <Money key="in" amount={row.in} unit={fund.unit} bare />,
                row.out === "0" ? "" : <Money key="out" amount={row.out} unit={fund.unit} bare />,
                <Money key="balance" amount={row.balance} unit={fund.unit} bare />,
              ])}
            />
          </Only>
        </>
      )}
      <Paging data={data} words={words} />
    </Stack>
  );
}

type BookLine = FundSeen["book"]["rows"][number];

/** What happened, and to whom where the row is one entry. */
const rowSaid = (row: BookLine, words: Words): string =>
  row.member ? `${kindName(words, row.kind)} · ${personName(words, row.member)}` : kindName(words, row.kind);

/** " · 8 times", where a row is several entries of one kind. */
const timesSaid = (row: BookLine, words: Words): string =>
  row.entries > 1 ? ` · ${words.say("ledger.book.times", { count: row.entries })}` : "";

/** In with a plus, out with a minus; both where a kind moved both ways in a day. */
function Moved({ row, unit }: { row: BookLine; unit: string }): JSX.Element {
  return (
    <span>
      {row.in !== "0" && (
        <span class="leaf-t">
          +<Money amount={row.in} unit={unit} bare />
        </span>
      )}
      {row.in !== "0" && row.out !== "0" && <br />}
      {row.out !== "0" && <Money amount={-BigInt(row.out)} unit={unit} bare />}
    </span>
  );
}

function Paging({ data, words }: { data: FundSeen; words: Words }): JSX.Element | null {
  const { book } = data;
  if (book.pages === 1 && !book.mayEach) return null;
  return (
    <nav aria-label={words.say("ledger.book.pages")}>
      <Pull>
        {book.page < book.pages && (
          <TextAct href={addressOf(data, { page: book.page + 1 })}>{words.say("ledger.book.older")}</TextAct>
        )}
        {book.page > 1 && (
          <TextAct href={addressOf(data, { page: book.page - 1 })}>{words.say("ledger.book.newer")}</TextAct>
        )}
        {book.mayEach && (
          <TextAct href={addressOf(data, { each: !book.isEach, page: 1 })}>
            {words.say(book.isEach ? "ledger.book.by-day" : "ledger.book.each")}
          </TextAct>
        )}
      </Pull>
    </nav>
  );
}

function addressOf(
  data: FundSeen,
  to: { readonly from?: Day; readonly book?: string; readonly page?: number; readonly each?: boolean },
): string {
  const { book, fund, from, until, on } = data;
  const search = new URLSearchParams({ from: to.from ?? from });
  if (until !== on) search.set("until", until);
  if (book.kinds.length > 1) search.set("book", to.book ?? book.of);
  if (to.each ?? book.isEach) search.set("each", "yes");
  if ((to.page ?? book.page) > 1) search.set("page", String(to.page ?? book.page));
  return `/funds/${fund.fund}?${search}`;
}
