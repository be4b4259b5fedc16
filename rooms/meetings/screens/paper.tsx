/** The meeting on paper: the A4 sheet that goes into the book, and an A6 receipt for each woman. */
import type { PageProps, Words } from "#base";
import {
  Act,
  amountBare,
  amountText,
  breakIntoCash,
  MeetingPaper,
  Page,
  type PaperCode,
  Papers,
  pieceSaid,
  Receipt,
  useLook,
} from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { factName } from "./fact-words.tsx";
import { called, moneyOf } from "./say.tsx";
import { addressToCheck } from "./paper-address.ts";
import { keySaid } from "./sealed.tsx";
import { isReversal, totalsIn } from "./sealed-columns.ts";
import type { FactSeen, MeetingSeen } from "./seen.ts";
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
  const code = useCode(data, words);
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
                    code,
                  }
                : undefined
            }
            note={[
              pageSaid(words, at, pages),
              `${words.say("meetings.paper.code")} ${data.code}`,
              data.sealedOn && words.say("meetings.paper.sealed-later", { day: words.day(data.sealedOn) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          />
        ))}
      </Papers>
    </Page>
  );
}

const pageSaid = (words: Words, at: number, pages: readonly unknown[]): string =>
  words.say("meetings.paper.page", { page: at + 1, pages: pages.length });

/** Lines on one slip; who brought more has a second one. */
const linesASlip = 6;

/** One each for all women for who may read all; for everybody else her own. */
export function PaperReceipts({ data, words, session }: PageProps<MeetingSeen>): JSX.Element {
  const code = useCode(data, words);
  const women =
    data.sheet?.women ??
    (session ? [{ member: session.member, number: session.number, name: session.name, ...data.own }] : []);
  const facts = data.sheet?.facts ?? data.own.facts;
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
        {women.flatMap(woman => {
          const hers = facts
            .filter(fact => fact.member === woman.member || data.sheet === null)
            .flatMap(fact => linesOf(words, fact, data));
          const slips = Array.from({ length: Math.ceil(hers.length / linesASlip) }, (_, at) =>
            hers.slice(at * linesASlip, (at + 1) * linesASlip),
          );
          return slips.map((lines, at) => (
            <Slip
              key={`${woman.member} ${at}`}
              {...{ data, words, code, woman, lines }}
              all={hers}
              page={at + 1}
              pages={slips.length}
            />
          ));
        })}
      </Papers>
    </Page>
  );
}

interface SlipProps {
  readonly data: MeetingSeen;
  readonly words: Words;
  readonly code: PaperCode;
  readonly woman: {
    readonly number: number;
    readonly name: string | null;
    readonly mark: string | null;
    readonly representative: string | null;
  };
  /** What stands on this slip, of all that was hers. */
  readonly lines: readonly SlipLine[];
  readonly all: readonly SlipLine[];
  readonly page: number;
  readonly pages: number;
}

function Slip({ data, words, code, woman, lines, all, page, pages }: SlipProps): JSX.Element {
  const { cashWords } = useLook();
  const totals = totalsIn(all);
  const isHanded = (totals[0]?.amount ?? 0n) < 0n;
  const number = words.say("meetings.number", { number: String(woman.number) });
  const { representative: brings } = woman;
  const of = `${data.number}-${woman.number}`;
  const isLast = page === pages;
  const heir = all.find(fact => fact.receivedBy)?.receivedBy?.name;
  return (
    <Receipt
      label={words.say("meetings.paper.receipt-of", { name: called(words, woman), number: String(woman.number) })}
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
        right:
          pages === 1
            ? words.say("meetings.paper.receipt", { number: of })
            : words.say("meetings.paper.receipt-part", { number: of, page, pages }),
        rightNote: words.day(data.day, "short"),
        member: woman.number,
      }}
      lines={lines.map(one => ({ label: one.label, value: bare(words, BigInt(one.amount), one.unit) }))}
      total={
        isLast
          ? {
              label: words.say(isHanded ? "meetings.paper.handed-out" : "meetings.together"),
              value: totals.map(one => written(words, sizeOf(one.amount), one.unit)).join(", "),
            }
          : undefined
      }
      cash={
        isLast
          ? {
              label: words.say("meetings.paper.cash"),
              sums: totals
                .map(one => breakIntoCash(sizeOf(one.amount), moneyOf(one.unit)))
                // What no note or coin can show would make the example come to another sum.
                .filter(({ pieces, rest }) => pieces.length > 0 && rest === 0n)
                .map(({ pieces }) => pieces.map(({ piece, count }) => `${count} × ${pieceSaid(piece, cashWords)}`)),
            }
          : undefined
      }
      signs={[
        words.say("meetings.paper.treasurer"),
        brings && !isHanded
          ? words.say("meetings.paper.brought-for", { name: brings, woman: called(words, woman) })
          : (heir ?? called(words, woman)),
      ]}
      code={code}
    />
  );
}

/** Above zero she gave it, below she received it; lines come to the cash that crossed the mat. */
interface SlipLine {
  readonly label: string;
  readonly unit: string;
  readonly amount: string;
  readonly receivedBy: FactSeen["receivedBy"];
}

/** One for what was paid in cash; of a loan that paid off an older one, what was lent, what went there and to fees. */
function linesOf(words: Words, fact: FactSeen, data: MeetingSeen): readonly SlipLine[] {
  const { unit, renewed, receivedBy } = fact;
  if (renewed && !isReversal(fact)) {
    const line = (key: string, amount: string): SlipLine => ({ label: words.say(key), unit, amount, receivedBy });
    return [
      line("fact.loans.paid-out", `-${renewed.lent}`),
      line("loans.renewed.old", renewed.paidOff),
      ...(renewed.fees === "0" ? [] : [line("loans.renewed.fees", renewed.fees)]),
    ];
  }
  return fact.isCash ? [{ label: receiptLine(words, fact, data), unit, amount: fact.amount, receivedBy }] : [];
}

function receiptLine(words: Words, fact: FactSeen, data: MeetingSeen): string {
  const what = factName(words, fact, data);
  if (fact.shares !== null) return `${what} × ${fact.shares}`;
  if (!fact.receivedBy) return what;
  const { name, kinship } = fact.receivedBy;
  return words.say("meetings.paper.received-by", {
    what,
    name: name ?? words.say("meetings.somebody"),
    kinship: words.say(`choice.aid.enrol.beneficiaries.kinship.${kinship}`),
  });
}

const sizeOf = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** The code, and for a phone's camera the page of this meeting: that page says whether it is the one in the books. */
function useCode(data: MeetingSeen, words: Words): PaperCode {
  const [origin, setOrigin] = useState<string | null>(null);
  useEffect(() => setOrigin(location.origin), []);
  return {
    label: words.say("meetings.paper.code"),
    code: data.code,
    check: {
      text: origin === null ? null : addressToCheck(origin, data),
      label: words.say("meetings.paper.check", { code: data.code }),
      said: words.say("meetings.paper.check-said"),
    },
  };
}
