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
import { bareName, boxName, called, moneyOf } from "./say.tsx";
import { keySaid } from "./sealed.tsx";
import { markSaid } from "./sealed-sheet.tsx";
import { broughtBy, columnsOfSealed, totalsIn } from "./sealed-columns.ts";
import type { FactSeen, MeetingSeen } from "./seen.ts";

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
  const columns = columnsOfSealed(data, words);
  const facts = data.sheet?.facts ?? [];
  const unit = data.funds[0]?.unit ?? "";
  const rows = (data.sheet?.women ?? []).map(woman => {
    const hers = facts.filter(fact => fact.member === woman.member && !fact.kind.endsWith(".reversed"));
    return {
      number: woman.number,
      name: bareName(words, woman),
      cells: [
        woman.mark === "present" ? "✓" : markSaid(words, woman),
        ...columns.map(column => cell(hers.filter(column.of), column.isShares)),
        <b key="sum">{sums(broughtBy(hers))}</b>,
        undefined,
      ],
    };
  });
  function cell(inColumn: readonly FactSeen[], isShares: boolean): string {
    if (inColumn.length === 0) return "";
    if (isShares) return String(inColumn.reduce((sum, fact) => sum + (fact.shares ?? 0), 0));
    return sums(inColumn);
  }
  function sums(of: readonly FactSeen[]): string {
    return totalsIn(of)
      .map(total =>
        total.unit === unit ? bare(words, total.amount, total.unit) : written(words, total.amount, total.unit),
      )
      .join(", ");
  }
  const members = facts.filter(fact => fact.member !== null && !fact.kind.endsWith(".reversed"));
  const heads = [
    words.say("meetings.paper.number"),
    words.say("meetings.sheet.woman"),
    words.say("meetings.step.roll"),
    ...columns.map(column => column.head),
    words.say("meetings.sheet.sum"),
    words.say("meetings.paper.sign"),
  ];
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
        <MeetingPaper
          label={words.say("meetings.paper.sheet")}
          head={head(data, words)}
          heads={heads}
          rows={rows}
          foot={[
            "",
            words.say("meetings.sheet.got"),
            data.roll.present + data.roll.late,
            ...columns.map(column => cell(members.filter(column.of), column.isShares)),
            sums(broughtBy(members)),
            "",
          ]}
          balances={balancesOnPaper(data, words)}
          signs={data.keys.map(one => ({ number: one.number, name: keySaid(words, one) }))}
          code={{ label: words.say("meetings.paper.code"), code: data.code }}
        />
      </Papers>
    </Page>
  );
}

function balancesOnPaper(data: MeetingSeen, words: Words) {
  return data.funds.flatMap(fund => {
    const name = boxName(words, fund.fund, fund.name);
    const line = (key: string, amount: string, strong = false) => ({
      label: words.say(`meetings.paper.${key}`, { box: name }),
      value: written(words, amount, fund.unit),
      strong,
    });
    return [
      line("opening", fund.opening),
      ...(fund.countedFirst === null ? [] : [line("counted-first", fund.countedFirst)]),
      line("came", fund.in),
      line("went", fund.out),
      line("closing", fund.closing, true),
    ];
  });
}

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
          const heir = hers.find(fact => fact.receivedBy)?.receivedBy?.name;
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
                label: receiptLine(words, fact, data),
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
                  : (heir ?? called(words, woman)),
              ]}
              code={{ label: words.say("meetings.paper.code"), code: data.code }}
            />
          );
        })}
      </Papers>
    </Page>
  );
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
