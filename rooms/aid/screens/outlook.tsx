/**
 * Whether a fund will hold: what each gives as its members grow older, years ahead, with all that is taken for likely written
 * out. It is about death, and about old women who read it: said calmly, and always with what can be done.
 */
import type { PageProps, Words } from "#base";
import { Bar, Heading, Line, Lines, Notice, Page, QuietAct, Soft, Stack, StatePanel, Trend, Two } from "#look";
import { fundCalled, Money } from "#assembly/parts";
import type { JSX } from "preact";
import type { OutlookSeen } from "../page-outlook.ts";
import { Taken } from "./outlook-taken.tsx";

interface Part {
  readonly data: OutlookSeen;
  readonly words: Words;
}

export function OutlookView({ data, words }: PageProps<OutlookSeen>): JSX.Element {
  const part = { data, words };
  return (
    <Page
      title={words.say("aid.screen.outlook")}
      subtitle={fundCalled(words, data.fund, data.names.funds)}
      back={{ href: "/aid", label: words.say("aid.screen.back") }}
    >
      {data.members === 0 ? (
        <StatePanel kind="empty" title={words.say("aid.outlook.nobody")}>
          <Soft>{words.say("aid.outlook.nobody-more")}</Soft>
        </StatePanel>
      ) : (
        <>
          <Verdict {...part} />
          <Two even>
            <Cost {...part} />
            <Members {...part} />
          </Two>
          <Two even>
            <Stack>
              <Ages {...part} />
              <Past {...part} />
            </Stack>
            <Stack>
              <Months {...part} />
              <Taken {...part} />
            </Stack>
          </Two>
          <QuietAct href="/rules" icon="book">
            {words.say("aid.screen.rules")}
          </QuietAct>
        </>
      )}
    </Page>
  );
}

/** The first sign and when, or that there is none; then what is left to do about it, and that nobody is lost by it. */
function Verdict({ data, words }: Part): JSX.Element {
  const { first, now, on, yearsAhead, mayLapse } = data;
  const signs = now.length > 0 ? now : (first?.signs ?? []);
  const years = first ? first.year - Number(on.slice(0, 4)) : 0;
  return (
    <Stack gap="tight">
      {signs.length === 0 ? (
        <Notice colour="leaf" icon="check" title={words.say("aid.outlook.holds", { years: yearsAhead })}>
          <p>{words.say("aid.outlook.holds-more")}</p>
        </Notice>
      ) : (
        <Notice
          colour="turmeric"
          icon="clock"
          title={
            now.length > 0
              ? words.say("aid.outlook.sign-now")
              : words.say("aid.outlook.sign-in", { year: String(first?.year), count: years })
          }
        >
          {signs.map(sign => (
            <p key={sign}>{signSaid(sign, { data, words })}</p>
          ))}
          <p>{words.say("aid.outlook.what-to-do")}</p>
        </Notice>
      )}
      {mayLapse > 0 && <Soft>{words.say("aid.outlook.may-lapse", { count: mayLapse })}</Soft>}
    </Stack>
  );
}

const signSaid = (sign: OutlookSeen["now"][number], { data, words }: Part): string =>
  words.say(`aid.sign.${sign}`, {
    limit: data.limit === null ? "" : words.amount(BigInt(data.limit), data.unit),
  });

/** What one gives in a year, as it was and as it may be: one line, and the same years in a table. */
function Cost({ data, words }: Part): JSX.Element {
  const { past, years, unit, limit } = data;
  const said = (amount: string, isAhead: boolean): string => {
    const written = words.amount(BigInt(amount), unit);
    return isAhead ? words.say("aid.outlook.about", { amount: written }) : written;
  };
  const points = [
    ...past.map(({ year, cost }) => ({ label: String(year), value: BigInt(cost), said: said(cost, false) })),
    ...years.map(({ year, costPerMember }) => ({
      label: String(year),
      value: BigInt(costPerMember),
      said: said(costPerMember, true),
    })),
  ];
  return (
    <Stack gap="close">
      <Trend
        title={words.say("aid.outlook.cost")}
        describe={describe("aid.outlook.cost-said", points, words)}
        points={points}
        table={{
          open: words.say("aid.outlook.in-figures"),
          label: words.say("aid.outlook.year"),
          value: words.say("aid.outlook.each-gives"),
        }}
      />
      {limit !== null && (
        <Soft small>{words.say("aid.outlook.limit", { limit: words.amount(BigInt(limit), unit) })}</Soft>
      )}
    </Stack>
  );
}

function Members({ data, words }: Part): JSX.Element {
  const points = data.years.map(({ year, members }) => ({
    label: String(year),
    value: BigInt(members),
    said: words.number(BigInt(members)),
  }));
  return (
    <Trend
      title={words.say("aid.outlook.members")}
      describe={describe("aid.outlook.members-said", points, words)}
      points={points}
      table={{
        open: words.say("aid.outlook.in-figures"),
        label: words.say("aid.outlook.year"),
        value: words.say("aid.outlook.members"),
      }}
    />
  );
}

function describe(
  key: string,
  points: readonly { readonly label: string; readonly said: string }[],
  words: Words,
): string {
  const [first, last] = [points[0], points[points.length - 1]];
  return words.say(key, {
    from: first?.label ?? "",
    first: first?.said ?? "",
    until: last?.label ?? "",
    last: last?.said ?? "",
  });
}

/** How old the members are, where five or more of an age have said it. */
function Ages({ data, words }: Part): JSX.Element {
  const { ages, medianAge, untold } = data;
  const most = ages.reduce((most, one) => ((one.count ?? 0) > most ? one.count! : most), 1);
  return (
    <Stack gap="tight">
      <Heading>{words.say("aid.outlook.ages")}</Heading>
      {medianAge !== null && <Soft>{words.say("aid.outlook.median", { age: medianAge })}</Soft>}
      {ages.map(({ from, count }) => (
        <Bar
          key={from}
          of="us"
          label={ageBandSaid(from, words)}
          minor={BigInt(count ?? 0)}
          most={BigInt(most)}
          end={
            count === null ? <Soft small>{words.say("aid.outlook.hidden")}</Soft> : <b>{words.number(BigInt(count))}</b>
          }
        />
      ))}
      {(ages.some(one => one.count === null) || (medianAge === null && untold < data.members)) && (
        <Soft small>{words.say("aid.outlook.few")}</Soft>
      )}
      {untold > 0 && <Soft small>{words.say("aid.outlook.untold", { count: untold })}</Soft>}
    </Stack>
  );
}

const widths: Readonly<Record<number, number>> = { 0: 30, 30: 10, 40: 10, 50: 10, 60: 10, 70: 10 };

function ageBandSaid(from: number, words: Words): string {
  if (from === 0) return words.say("aid.outlook.under", { age: 30 });
  const width = widths[from];
  return width === undefined
    ? words.say("aid.outlook.over", { age: from })
    : words.say("aid.outlook.between", { from, until: from + width - 1 });
}

/** What happened, twelve months at a time. */
function Past({ data, words }: Part): JSX.Element | null {
  if (data.past.length === 0) return null;
  return (
    <Stack gap="tight">
      <Heading>{words.say("aid.outlook.past")}</Heading>
      <Lines>
        {[...data.past].reverse().map(({ until, deaths, relatives, cost }) => (
          <Line
            key={until}
            label={words.say("aid.outlook.until", { day: words.day(until) })}
            sub={
              <>
                {words.say("aid.outlook.deaths", { count: deaths })}
                {relatives > 0 && <>; {words.say("aid.outlook.relatives", { count: relatives })}</>}
              </>
            }
            end={<Money amount={cost} unit={data.unit} />}
          />
        ))}
      </Lines>
    </Stack>
  );
}

function Months({ data, words }: Part): JSX.Element | null {
  if (!data.hasLevy) return null;
  const points = data.months.map(({ month, levies }) => ({
    label: monthSaid(month, words),
    value: BigInt(levies),
    said: words.number(BigInt(levies)),
  }));
  const all = data.months.reduce((sum, one) => sum + one.levies, 0);
  if (all === 0) return <Soft>{words.say("aid.outlook.months", { count: 0 })}</Soft>;
  return (
    <Stack gap="close">
      <Trend
        kind="bars"
        title={words.say("aid.outlook.months", { count: all })}
        describe={describe("aid.outlook.months-said", points, words)}
        points={points}
        table={{
          open: words.say("aid.outlook.in-figures"),
          label: words.say("aid.outlook.month"),
          value: words.say("aid.outlook.levies"),
        }}
      />
      {data.perMonthMax !== null && (
        <Soft small>{words.say("aid.outlook.per-month", { count: data.perMonthMax })}</Soft>
      )}
    </Stack>
  );
}

const monthSaid = (month: string, words: Words): string =>
  new Intl.DateTimeFormat(words.locale, { month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}T12:00:00Z`),
  );
