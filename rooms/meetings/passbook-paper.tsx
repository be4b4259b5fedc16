/** Her passbook on paper: ten meetings a page, what is not yet lived left open to write in, the totals and the code last. */
import { lastOf, type PageProps } from "#base";
import { Act, Page, Papers, PaperStamps, PassbookPage } from "#look";
import { called } from "#members/parts";
import type { ComponentChildren, JSX } from "preact";
import type { PaperSeen } from "./passbook.ts";
import { amountUnit } from "./passbook-names.ts";
import type { MeetingOfHers } from "./passbook-entries.ts";
import { entryName, Pager } from "./passbook-meetings.tsx";

/** What stands in which column. */
const columns = {
  savings: /^savings\.(deposited|withdrawn|stake)/,
  social: /^aid\.contributed/,
  instalment: /^loans\.(repaid|recovered)/,
} as const;

export function PaperView({ data, words, session }: PageProps<PaperSeen>): JSX.Element {
  const { person, hers, meetings, page, pages, perPage, last } = data;
  const hasShares = hers.shares.length > 0;
  const unit = session?.unit ?? hers.savings[0]?.unit ?? hers.shares[0]?.unit ?? "IDR";
  const written = (amount: bigint): string => words.number(amount, amountUnit(unit).scale);
  const cell = (amount: bigint): string => (amount === 0n ? "" : written(amount));
  const stamps = (count: number): readonly ComponentChildren[] =>
    hasShares ? [<PaperStamps count={Math.max(0, count)} />] : [];
  const heads = ["meeting", "day", ...(hasShares ? ["shares"] : []), ...Object.keys(columns), "mark"].map(key =>
    words.say(`members.screen.paper.${key}`),
  );
  const corrections = meetings.flatMap(one =>
    one.entries.filter(entry => entry.takesBack !== null).map(entry => ({ entry, meeting: one })),
  );
  const rows = meetings.map(one => [
    one.number ?? "",
    shortDay(words.locale, one.day),
    ...stamps(one.entries.reduce((sum, entry) => sum + (entry.shares ?? 0), 0)),
    ...Object.values(columns).map(wanted => cell(sumOf(one, wanted, unit))),
    "",
  ]);
  const notes = corrections.map(({ entry, meeting }) =>
    words.say("members.screen.paper.correction", {
      when: meeting.number === null ? shortDay(words.locale, meeting.day) : String(meeting.number),
      what: entryName(words, entry),
      amount: written(BigInt(entry.amount)),
      reason: entry.reason ?? "",
    }),
  );
  const reminded = (last ? data.reminders : []).map(({ kind, due, amount, unit: of }) =>
    words.say(`meetings.paper-reminder.${kind}`, { day: words.day(due), amount: words.amount(BigInt(amount), of) }),
  );
  const lastNumber = lastOf(meetings)?.number ?? last?.number ?? 0;
  const blank = Array.from({ length: last ? perPage - rows.length : 0 }, (_, index) => [
    lastNumber + index + 1,
    "",
    ...stamps(0),
  ]);
  const totals = last
    ? [
        ...(hasShares
          ? [
              {
                label: words.say("members.screen.paper.shares"),
                value: String(hers.shares.reduce((sum, one) => sum + one.count, 0)),
              },
            ]
          : []),
        {
          label: words.say("members.screen.paper.savings"),
          value: written(
            hers.savings.filter(one => one.unit === unit).reduce((sum, one) => sum + BigInt(one.amount), 0n),
          ),
        },
        {
          label: words.say("members.screen.paper.loan-left"),
          value: written(hers.loans.reduce((sum, one) => sum + BigInt(one.running?.owed ?? "0"), 0n)),
        },
      ]
    : [];
  return (
    <Page
      paper
      title={words.say("members.screen.print-passbook")}
      subtitle={called(words, person)}
      back={{
        href: session?.member === person.member ? "/me" : `/members/${person.member}`,
        label: words.say("members.screen.back"),
      }}
      foot={
        <Act icon="print" onClick={() => print()}>
          {words.say("members.screen.print")}
        </Act>
      }
    >
      <Papers>
        <PassbookPage
          label={words.say("members.screen.passbook-of", { name: called(words, person), page })}
          head={{
            title: called(words, person),
            note: words.say("members.screen.number", { number: String(person.number) }),
            right: data.organisationName,
            rightNote: words.say("members.screen.paper.page", { page }),
            member: person.number,
          }}
          heads={heads}
          rows={[...rows, ...blank]}
          notes={[...notes, ...reminded]}
          totals={totals}
          code={
            last
              ? { label: words.say("members.screen.paper.after", { number: String(last.number) }), code: last.code }
              : undefined
          }
        />
      </Papers>
      <div class="no-print">
        <Pager earlier={page > 1 ? page - 1 : null} later={page < pages ? page + 1 : null} words={words} />
      </div>
    </Page>
  );
}

const sumOf = (meeting: MeetingOfHers, wanted: RegExp, unit: string): bigint =>
  meeting.entries
    .filter(one => wanted.test(one.takesBack ?? one.kind) && one.unit === unit)
    .reduce((sum, one) => sum + BigInt(one.amount), 0n);

/** "24 Nov": there is no room for more. */
const shortDay = (locale: string, day: string): string =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(`${day}T12:00:00Z`),
  );
