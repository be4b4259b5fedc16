/** The group's loans: in sums for everybody, woman by woman for officers, and her own for each. */
import { type PageProps, unitOf, type Words } from "#base";
import {
  Bead,
  Card,
  Cards,
  Heading,
  Icon,
  Line,
  Lines,
  Mark,
  Notice,
  Page,
  QuietAct,
  Slices,
  Soft,
  Stack,
  StatePanel,
  Title,
  Two,
  Who,
} from "#look";
import { called, fundCalled, Money, numberSaid, SomeoneLine, useVeil, type Veil, VeilAct } from "#assembly/parts";
import type { JSX } from "preact";
import type { LoansSeen } from "../page-questions.ts";
import { Ladders } from "./ladder.tsx";
import { AgreedAnewMarks, type LoanBrief, LoanSums, LoanThread, WaitingMark } from "./thread.tsx";

export function LoansView({ data, words }: PageProps<LoansSeen>): JSX.Element {
  const veil = useVeil();
  const { running, own, awaiting, ended, standsFor, funds } = data;
  const isEmpty = funds.every(fund => fund.loans === 0);
  const others = running.filter(loan => !own.some(mine => mine.loan === loan.loan));
  const hasFigures = own.length > 0 || others.length > 0 || data.ladders.length > 0;
  return (
    <Page
      title={words.say("loans.screen.loans")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/", label: words.say("assembly.screen.back") }}
    >
      {isEmpty && (
        <StatePanel kind="empty" title={words.say("loans.screen.none")}>
          <Soft>{words.say("loans.screen.none-more")}</Soft>
        </StatePanel>
      )}
      <Two>
        <Stack>
          {funds
            .filter(fund => fund.loans > 0)
            .map(fund => (
              <FundLoans key={fund.fund} fund={fund} data={data} words={words} />
            ))}
        </Stack>
        <Stack gap="close">
          {hasFigures && <VeilAct veil={veil} words={words} />}
          <QuietAct href="/rules" icon="book" wide>
            {words.say("loans.screen.rules")}
          </QuietAct>
          <QuietAct href="/exceptions" icon="eye" wide>
            {words.say("loans.screen.exceptions")}
          </QuietAct>
          <QuietAct href="/loans/care" icon="hand" wide>
            {words.say("loans.care.title")}
          </QuietAct>
        </Stack>
      </Two>
      {own.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("loans.screen.own")}</Heading>
          <Cards>
            {own.map(loan => (
              <LoanCard key={loan.loan} loan={loan} veil={veil} words={words} />
            ))}
          </Cards>
        </Stack>
      )}
      <Ladders data={data} veil={veil} words={words} />
      {awaiting.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("loans.screen.awaiting")}</Heading>
          <Lines>
            {awaiting.map(one => (
              <SomeoneLine
                key={one.loan}
                words={words}
                who={one.who}
                sub={words.say("loans.screen.asked-on", { day: words.day(one.on, "short") })}
                end={<Mark colour="indigo">{words.say(`status.loans.${one.status}`)}</Mark>}
                href={`/loans/${one.loan}`}
                arrow
              />
            ))}
          </Lines>
        </Stack>
      )}
      {others.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("loans.screen.running")}</Heading>
          <Cards>
            {others.map(loan => (
              <LoanOf key={loan.loan} loan={loan} veil={veil} words={words} />
            ))}
          </Cards>
        </Stack>
      )}
      {(standsFor.length > 0 || ended.length > 0) && (
        <Two even>
          {standsFor.length > 0 && (
            <Stack gap="tight">
              <Heading>{words.say("loans.screen.stands-for")}</Heading>
              <Lines>
                {standsFor.map((who, place) => (
                  <SomeoneLine key={place} words={words} who={who} />
                ))}
              </Lines>
            </Stack>
          )}
          {ended.length > 0 && (
            <Stack gap="tight">
              <Heading>{words.say("loans.screen.ended")}</Heading>
              <Lines>
                {ended.map(one => (
                  <Line
                    key={one.loan}
                    lead={<Icon name="check" />}
                    label={words.say(one.isRenewed ? "loans.screen.renewed-by" : `status.loans.${one.status}`)}
                    sub={
                      one.from &&
                      one.until &&
                      words.say("assembly.screen.until", {
                        from: words.day(one.from, "short"),
                        until: words.day(one.until, "short"),
                      })
                    }
                    href={`/loans/${one.loan}`}
                    arrow
                  />
                ))}
              </Lines>
            </Stack>
          )}
        </Two>
      )}
    </Page>
  );
}

/** What is lent out of a fund, in one bar: what comes back on time, and what is waited for. */
function FundLoans({
  fund,
  data,
  words,
}: {
  readonly fund: LoansSeen["funds"][number];
  readonly data: LoansSeen;
  readonly words: Words;
}): JSX.Element {
  const { loans, waiting, onTime, latePrincipal, left, unit } = fund;
  // Who may see the names sees them further down.
  const more = (key: string): string => (key === "waiting" && data.isOfficer ? "named" : "more");
  const parts = [
    { key: "on-time", dye: "leaf", minor: onTime, count: loans - waiting },
    { key: "waiting", dye: "turmeric", minor: latePrincipal, count: waiting },
  ] as const;
  return (
    <Stack gap="tight">
      <Soft>{fundCalled(words, fund.fund, data.names.funds)}</Soft>
      <Title>
        {words.say(unitOf(unit)?.kind === "thing" ? "loans.screen.lent-things" : "loans.screen.lent", { count: loans })}
      </Title>
      <Money amount={left} unit={unit} size="number" />
      <Slices
        label={words.say("loans.screen.lent-picture", {
          ontime: words.amount(BigInt(onTime), unit),
          waiting: words.amount(BigInt(latePrincipal), unit),
        })}
        slices={parts
          .filter(part => part.minor !== "0")
          .map(({ key, dye, minor, count }) => ({
            key,
            dye,
            minor: BigInt(minor),
            name: (
              <>
                {words.say(`loans.screen.${key}`)}
                <small>{words.say(`loans.screen.${key}-${more(key)}`, { count, of: loans })}</small>
              </>
            ),
            end: <Money amount={minor} unit={unit} />,
          }))}
      />
      {fund.onHoliday > 0 && fund.holidayUntil !== null && (
        <Notice colour="indigo" icon="clock">
          <p>
            {words.say("loans.screen.on-holiday", {
              count: fund.onHoliday,
              day: words.day(fund.holidayUntil),
            })}
          </p>
        </Notice>
      )}
      {fund.rescheduled + fund.renewed > 0 && (
        <Lines>
          {fund.rescheduled > 0 && (
            <Line
              label={words.say("loans.screen.rescheduled-in-all", { count: fund.rescheduled })}
              sub={words.say("loans.screen.rescheduled-more")}
              end={<Money amount={fund.rescheduledLeft} unit={unit} />}
            />
          )}
          {fund.renewed > 0 && (
            <Line
              label={words.say("loans.screen.renewed-in-all", { count: fund.renewed })}
              sub={words.say("loans.screen.rescheduled-more")}
              end={<Money amount={fund.renewedLeft} unit={unit} />}
            />
          )}
        </Lines>
      )}
    </Stack>
  );
}

/** One of many: name, thread, and since when somebody waits; the figures come with the veil. */
function LoanOf({
  loan,
  veil,
  words,
}: {
  readonly loan: LoanBrief;
  readonly veil: Veil;
  readonly words: Words;
}): JSX.Element {
  return (
    <Card class="snug">
      <Lines>
        <Line
          lead={<Bead number={loan.who.number} size={40} />}
          label={<b>{called(words, loan.who)}</b>}
          sub={
            loan.next === null
              ? numberSaid(words, loan.who)
              : words.say("loans.screen.next", { day: words.day(loan.next, "short") })
          }
          href={`/loans/${loan.loan}`}
          arrow
        />
      </Lines>
      <LoanThread words={words} thread={loan.thread} />
      <WaitingMark words={words} loan={loan} />
      <AgreedAnewMarks words={words} loan={loan} />
      {veil.open && <LoanSums words={words} loan={loan} veil={veil} />}
    </Card>
  );
}

function LoanCard({
  loan,
  veil,
  words,
}: {
  readonly loan: LoanBrief;
  readonly veil: Veil;
  readonly words: Words;
}): JSX.Element {
  return (
    <Card>
      <Who
        level={3}
        bead={<Bead number={loan.who.number} size={56} />}
        number={numberSaid(words, loan.who)}
        name={called(words, loan.who)}
      />
      <LoanThread words={words} thread={loan.thread} />
      <WaitingMark words={words} loan={loan} />
      <AgreedAnewMarks words={words} loan={loan} />
      {loan.waitingSince === null && loan.next !== null && (
        <Soft small>{words.say("loans.screen.next", { day: words.day(loan.next) })}</Soft>
      )}
      <LoanSums words={words} loan={loan} veil={veil} />
      <QuietAct href={`/loans/${loan.loan}`}>{words.say("loans.screen.open")}</QuietAct>
    </Card>
  );
}
