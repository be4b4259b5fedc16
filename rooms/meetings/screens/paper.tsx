/** The meeting on paper: the A4 sheet that goes into the book, and an A6 receipt for each woman. */
import type { PageProps, Words } from "#base";
import {
  Act,
  amountBare,
  amountText,
  breakIntoCash,
  MeetingPaper,
  Page,
  Papers,
  pieceSaid,
  Receipt,
  useLook,
} from "#look";
import type { JSX } from "preact";
import { factName } from "./fact-words.tsx";
import { called, moneyOf } from "./say.tsx";
import { keySaid } from "./sealed.tsx";
import { totalsIn } from "./sealed-columns.ts";
import type { MeetingSeen } from "./seen.ts";
import { sheetOnPaper } from "./sheet-on-paper.ts";
import { pagesOfSheet } from "./sheet-pages.ts";

const print = (): void => window.print();

const written = (words: Words, amount: bigint | string, unit: string): string =>
  amountText(BigInt(amount), moneyOf(unit), words.locale);
const bare = (words: Words, amount: bigint, unit: string): string => amountBare(amount, moneyOf(unit), words.locale);

function head(data: MeetingSeen, words: Words) {
  return {
    title: data.groupName,
    note: data.place ?? "",
    right: words.say("meetings.title", { number: String(data.number) }),
    rightNote: words.day(data.day),
  };
}

export function PaperSheet({ data, words }: PageProps<MeetingSeen>): JSX.Element {
  const sheet = sheetOnPaper(data, words);
  const pages = pagesOfSheet(sheet);
  return (
    <Page
      title={words.say("meetings.paper.sheet")}
      subtitle={words.say("meetings.title", { number: String(data.number) })}
      back={{ href: `/meetings/${data.meeting}`, label: words.say("meetings.back") }}
      foot={
        <Act icon="print" onClick={print}>
          {words.say("meetings.paper.print")}
        </Act>
      }
    >
      <Papers>
        {pages.map((page, at) => (
          <MeetingPaper
            key={at}
            label={`${words.say("meetings.paper.sheet")}, ${pageSaid(words, at, pages)}`}
            head={head(data, words)}
            heads={sheet.heads}
            rows={page.rows}
            foot={page.hasFoot ? sheet.foot : undefined}
            sections={page.sections.map(section => ({
              ...section,
              sum: section.sum === null ? null : { label: words.say("meetings.together"), value: section.sum },
            }))}
            end={
              page.hasEnd
                ? {
                    boxes: sheet.boxes,
                    signs: data.keys.map(one => ({ number: one.number, name: keySaid(words, one) })),
                    code: { label: words.say("meetings.paper.code"), code: data.code },
                  }
                : undefined
            }
            note={`${pageSaid(words, at, pages)} · ${words.say("meetings.paper.code")} ${data.code}`}
          />
        ))}
      </Papers>
    </Page>
  );
}

const pageSaid = (words: Words, at: number, pages: readonly unknown[]): string =>
  words.say("meetings.paper.page", { page: at + 1, pages: pages.length });

/** One each for all women for who may read all; for everybody else her own. */
export function PaperReceipts({ data, words, session }: PageProps<MeetingSeen>): JSX.Element {
  const look = useLook();
  const women =
    data.sheet?.women ??
    (session ? [{ member: session.member, number: session.number, name: session.name, ...data.own }] : []);
  const facts = data.sheet?.facts ?? data.own.facts;
  const receipts = women.flatMap(woman => {
    const hers = facts.filter(fact => (fact.member === woman.member || data.sheet === null) && fact.isCash);
    return hers.length === 0 ? [] : [{ woman, hers }];
  });
  return (
    <Page
      title={words.say("meetings.paper.receipts")}
      subtitle={words.say("meetings.title", { number: String(data.number) })}
      back={{ href: `/meetings/${data.meeting}`, label: words.say("meetings.back") }}
      foot={
        <Act icon="print" onClick={print}>
          {words.say("meetings.paper.print")}
        </Act>
      }
    >
      <Papers>
        {receipts.map(({ woman, hers }) => {
          const [total] = totalsIn(hers);
          const amount = total?.amount ?? 0n;
          const isHanded = amount < 0n;
          const number = words.say("meetings.number", { number: String(woman.number) });
          const { representative: brings } = woman;
          return (
            <Receipt
              key={woman.member}
              label={words.say("meetings.paper.receipt-of", {
                name: called(words, woman),
                number: String(woman.number),
              })}
              head={{
                title: called(words, woman),
                note:
                  woman.mark === "represented"
                    ? [
                        number,
                        brings
                          ? words.say("meetings.roll.brought-by", { name: brings })
                          : words.say("meetings.mark.represented"),
                      ].join(", ")
                    : number,
                right: words.say("meetings.paper.receipt", { number: `${data.number}-${woman.number}` }),
                rightNote: words.day(data.day, "short"),
                member: woman.number,
              }}
              lines={hers.map(fact => ({
                label:
                  fact.shares !== null
                    ? `${factName(words, fact, data)} × ${fact.shares}`
                    : factName(words, fact, data),
                value: bare(words, BigInt(fact.amount), fact.unit),
              }))}
              total={{
                label: words.say(isHanded ? "meetings.paper.handed-out" : "meetings.together"),
                value: totalsIn(hers)
                  .map(one => written(words, one.amount < 0n ? -one.amount : one.amount, one.unit))
                  .join(", "),
              }}
              cash={
                total &&
                breakIntoCash(isHanded ? -amount : amount, moneyOf(total.unit)).pieces.map(
                  ({ piece, count }) => `${count} × ${pieceSaid(piece, look.cashWords)}`,
                )
              }
              signs={[
                words.say("meetings.paper.treasurer"),
                brings && !isHanded
                  ? words.say("meetings.paper.brought-for", { name: brings, woman: called(words, woman) })
                  : called(words, woman),
              ]}
              code={{ label: words.say("meetings.paper.code"), code: data.code }}
            />
          );
        })}
      </Papers>
    </Page>
  );
}
