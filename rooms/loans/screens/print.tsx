/** The loan on paper: the agreement with room to sign, and her instalments page by page, to be filled in by hand too. */
import { lastOf, type PageProps, type Words } from "#base";
import {
  Act,
  amountBare,
  amountText,
  breakIntoCash,
  Page,
  Papers,
  PassbookPage,
  pieceSaid,
  Receipt,
  useLook,
} from "#look";
import { called, cashOf, monthSaid, unitShown } from "#assembly/parts";
import type { JSX } from "preact";
import type { LoanSeen } from "../page-questions.ts";
import { leanMonths } from "./schedule.tsx";

/** As many as an A6 page holds, with its head and its sums. */
const rowsAPage = 11;

export function LoanPrint({ data, words, session }: PageProps<LoanSeen>): JSX.Element {
  const unit = unitShown(data.unit);
  const bare = (amount: string): string => amountBare(BigInt(amount), unit, words.locale);
  const pages = Array.from({ length: Math.ceil(data.plan.length / rowsAPage) }, (_, page) =>
    data.plan.slice(page * rowsAPage, (page + 1) * rowsAPage),
  );
  const interestHead = data.plan.some(row => row.fees !== "0") ? "interest-and-fees" : "interest";
  const head = {
    title: called(words, data.who),
    note: session?.organisationName ?? "",
    right: words.say("loans.screen.paper.loan", { amount: amountText(BigInt(data.amount), unit, words.locale) }),
    rightNote: words.day(data.paidOutOn ?? data.requestedOn, "short"),
    member: data.who.number,
  };
  return (
    <Page
      paper
      title={words.say("loans.screen.print")}
      subtitle={called(words, data.who)}
      back={{ href: `/loans/${data.loan}`, label: words.say("loans.screen.back-to-loan") }}
      foot={
        <Act icon="print" onClick={() => globalThis.print()}>
          {words.say("loans.screen.print")}
        </Act>
      }
    >
      <Papers>
        {pages.map((rows, page) => (
          <PassbookPage
            key={rows[0]!.number}
            label={words.say("loans.screen.paper.page", { page: page + 1, pages: pages.length })}
            organisation={session?.organisation}
            head={head}
            heads={["number", "due", "principal", interestHead, "after", "sign"].map(one =>
              words.say(`loans.screen.paper.${one}`),
            )}
            rows={rows.map(row => [
              row.number,
              words.day(row.due, "short"),
              bare(row.principal),
              bare(String(BigInt(row.interest) + BigInt(row.fees))),
              bare(row.balance),
            ])}
            notes={rows.flatMap(row =>
              row.leanBefore
                ? [words.say("loans.screen.paper.lean-before", { months: leanMonths(row.leanBefore, words), number: row.number })]
                : [],
            )}
            totals={[
              { label: words.say("loans.screen.paper.page", { page: page + 1, pages: pages.length }), value: "" },
              { label: words.say("loans.screen.paper.each-in-all"), value: bare(totalOf(rows)) },
            ]}
          />
        ))}
        <Agreement data={data} words={words} organisation={session?.organisation} head={head} />
      </Papers>
    </Page>
  );
}

const totalOf = (rows: LoanSeen["plan"]): string =>
  String(rows.reduce((sum, row) => sum + BigInt(row.principal) + BigInt(row.interest) + BigInt(row.fees), 0n));

function Agreement({
  data,
  words,
  organisation,
  head,
}: {
  readonly data: LoanSeen;
  readonly words: Words;
  readonly organisation: string | undefined;
  readonly head: Parameters<typeof Receipt>[0]["head"];
}): JSX.Element {
  const { cashWords } = useLook();
  const renewal = data.events.find(event => event.kind === "loans.renewed" && !event.takenBack);
  // What she was handed, where some of it paid off an older loan.
  const { pieces } = breakIntoCash(renewal ? -BigInt(renewal.cash) : BigInt(data.amount), cashOf(data.unit));
  const terms = data.terms.document as Readonly<Record<string, string>>;
  const { lean_months: lean, harvest_months: harvest } = data.terms.document as Months;
  const last = lastOf(data.plan);
  return (
    <Receipt
      label={words.say("loans.screen.paper.agreement")}
      organisation={organisation}
      head={{ ...head, right: words.say("loans.screen.paper.agreement") }}
      lines={[
        ...(data.purpose === null ? [] : [{ label: words.say("loans.screen.paper.purpose"), value: data.purpose }]),
        {
          label: words.say("loans.screen.paper.rate"),
          value: words.say(`loans.screen.paper.rate.${data.terms.method}`, {
            rate: rateSaid(words, terms["rate_per_month"] ?? "0"),
          }),
        },
        {
          label: words.say("loans.screen.paper.times"),
          value: words.say("loans.screen.paper.times-of", { count: data.plan.length }),
        },
        ...(data.downPayment === null
          ? []
          : [
              {
                label: words.say("loans.screen.paper.down-payment"),
                value: amountText(BigInt(data.downPayment), unitShown(data.unit), words.locale),
              },
            ]),
        ...(renewal
          ? [
              {
                label: words.say("loans.screen.paper.paid-off"),
                value: amountText(BigInt(renewal.paidOff!), unitShown(data.unit), words.locale),
              },
            ]
          : []),
        ...data.payOuts.map(one => ({
          label: words.say(one.isPaid ? "loans.screen.paid-out-on" : "loans.screen.pay-out-from", {
            day: words.day(one.on, "short"),
          }),
          value: amountText(BigInt(one.amount), unitShown(data.unit), words.locale),
        })),
        ...(lean ? [{ label: words.say("loans.screen.paper.lean"), value: monthsListed(lean, words) }] : []),
        ...(harvest ? [{ label: words.say("loans.screen.paper.harvest"), value: monthsListed(harvest, words) }] : []),
        ...(last ? [{ label: words.say("loans.screen.paper.until"), value: words.day(last.due) }] : []),
        ...(data.guarantors.length === 0
          ? []
          : [
              {
                label: words.say("loans.screen.guarantors"),
                value: data.guarantors.map(who => called(words, who)).join(", "),
              },
            ]),
      ]}
      total={{
        label: words.say("loans.screen.paper.lent"),
        value: amountText(BigInt(data.amount), unitShown(data.unit), words.locale),
      }}
      cash={{
        label: words.say("loans.screen.paper.cash"),
        sums: [pieces.map(({ piece, count }) => `${count} × ${pieceSaid(piece, cashWords)}`)],
      }}
      signs={[
        called(words, data.who),
        ...data.guarantors.slice(0, 1).map(who => called(words, who)),
        words.say("loans.screen.paper.treasurer"),
      ]}
    />
  );
}

interface Months {
  readonly lean_months?: readonly string[];
  readonly harvest_months?: readonly string[];
}

const monthsListed = (months: readonly string[], words: Words): string =>
  new Intl.ListFormat(words.locale, { type: "conjunction" }).format(
    months.map(month => monthSaid(words, Number(month))),
  );

const rateSaid = (words: Words, rate: string): string =>
  new Intl.NumberFormat(words.locale, { maximumFractionDigits: 6 }).format(Number(rate));
