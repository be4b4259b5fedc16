/** One loan on one page: the terms as sentences, the schedule as a thread, what was paid, what is owed today. */
import type { PageProps, Words } from "#base";
import { Bead, Card, Heading, Icon, Line, Lines, Mark, Page, Pull, QuietAct, Soft, Stack, Tool, Two, Who } from "#look";
import {
  called,
  Hands,
  ListedMoney,
  numberSaid,
  PrivateLine,
  ruleSaid,
  Sentences,
  SomeoneLine,
  useVeil,
  type Veil,
  VeilAct,
  whenSaid,
} from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LoanSeen } from "../page-questions.ts";
import { partsSaid } from "./parts-said.ts";
import type { RecordRepayment } from "./record-repayment.tsx";
import { Schedule } from "./schedule.tsx";
import { AgreedAnewMarks, LoanThread, WaitingMark } from "./thread.tsx";

export function LoanView(props: PageProps<LoanSeen>): JSX.Element {
  const { data, words, session } = props;
  // Few write a repayment here, so it comes with the press.
  const [Recording, setRecording] = useState<typeof RecordRepayment | null>(null);
  const veil = useVeil();
  if (Recording && data.owed)
    return (
      <Recording
        data={data}
        owed={data.owed}
        words={words}
        session={session}
        onBack={() => setRecording(null)}
      />
    );
  return (
    <Page
      title={words.say("loans.screen.loan")}
      subtitle={words.say(`status.loans.${data.status}`)}
      back={{ href: "/loans", label: words.say("loans.screen.back") }}
      tools={
        data.plan.length > 0 && (
          <Tool href={`/loans/${data.loan}/print`} label={words.say("loans.screen.print")}>
            <Icon name="print" />
          </Tool>
        )
      }
      foot={
        data.mayRecord && (
          <QuietAct
            icon="coin"
            wide
            onClick={() => void import("./record-repayment.tsx").then(file => setRecording(() => file.RecordRepayment))}
          >
            {words.say("command.loans.record-repayment")}
          </QuietAct>
        )
      }
    >
      <Pull>
        <Who
          level={2}
          bead={<Bead number={data.who.number} size={96} />}
          number={numberSaid(words, data.who)}
          name={called(words, data.who)}
          note={data.purpose ?? undefined}
        />
        <VeilAct veil={veil} words={words} />
      </Pull>
      <Two>
        <Stack gap="tight">
          <Owed data={data} words={words} veil={veil} />
          <Renewed data={data} words={words} />
          <Plan data={data} words={words} veil={veil} />
          <Events data={data} words={words} veil={veil} />
        </Stack>
        <Stack gap="tight">
          <PayOuts data={data} words={words} veil={veil} />
          <Terms data={data} words={words} veil={veil} />
          <Pledges data={data} words={words} veil={veil} />
          <Decided data={data} words={words} />
          {data.paidOutOn !== null && (
            <QuietAct href={`/loans/${data.loan}/care`} icon="hand">
              {words.say("loans.screen.care")}
            </QuietAct>
          )}
        </Stack>
      </Two>
    </Page>
  );
}

interface PartProps {
  readonly data: LoanSeen;
  readonly words: Words;
  readonly veil: Veil;
}

function Owed({ data, words, veil }: PartProps): JSX.Element | null {
  const { owed, unit } = data;
  if (!owed) return null;
  const isDue = owed.due.total !== "0";
  const line = (key: string, amount: string, size?: "number"): JSX.Element => (
    <PrivateLine
      amount={amount}
      unit={unit}
      of={words.say(`loans.screen.${key}`)}
      veil={veil}
      words={words}
      size={size}
    />
  );
  return (
    <Card
      held
      title={words.say("loans.screen.today")}
      mark={
        owed.waitingSince === null ? (
          <Mark colour={isDue ? "turmeric" : "leaf"}>
            {words.say(isDue ? "loans.screen.due-today" : "loans.screen.up-to-date")}
          </Mark>
        ) : undefined
      }
    >
      <WaitingMark words={words} loan={{ waitingSince: owed.waitingSince, due: owed.due.total }} />
      <AgreedAnewMarks words={words} loan={{ ...owed, isRenewal: false }} />
      {isDue && line("due", owed.due.total, "number")}
      {veil.open && owed.due.fees !== "0" && (
        <Soft small>{words.say("loans.screen.with-fees", { amount: words.amount(BigInt(owed.due.fees), unit) })}</Soft>
      )}
      {veil.open && owed.due.penalties !== "0" && (
        <Soft small>
          {words.say("loans.screen.with-penalties", { amount: words.amount(BigInt(owed.due.penalties), unit) })}
        </Soft>
      )}
      {line("left", owed.left)}
      {line("pay-off", owed.payOff)}
      <Soft small>{words.say("loans.screen.pay-off-more")}</Soft>
    </Card>
  );
}

/** Which loan it pays off, and which one paid it off. */
function Renewed({ data, words }: Omit<PartProps, "veil">): JSX.Element | null {
  const line = (key: string, loan: string | null): JSX.Element | null =>
    loan ? <Line lead={<Icon name="loan" />} label={words.say(`loans.screen.${key}`)} href={`/loans/${loan}`} arrow /> : null;
  if (!data.renews && !data.renewedBy) return null;
  return (
    <Lines>
      {line("renews", data.renews)}
      {line("renewed-by", data.renewedBy)}
    </Lines>
  );
}

function Plan({ data, words, veil }: PartProps): JSX.Element | null {
  const { plan, thread } = data;
  if (plan.length === 0) return null;
  return (
    <Card title={words.say("loans.screen.plan")}>
      {data.downPayment !== null && (
        <PrivateLine
          amount={data.downPayment}
          unit={data.unit}
          of={words.say(`loans.screen.down-payment.${thread ? "brought" : "to-bring"}`)}
          veil={veil}
          words={words}
        />
      )}
      {thread ? <LoanThread words={words} thread={thread} /> : <Soft>{words.say("loans.screen.plan-if-today")}</Soft>}
      {veil.open ? <Schedule data={data} words={words} /> : <Soft small>{words.say("loans.screen.plan-covered")}</Soft>}
    </Card>
  );
}

/** Of a loan in parts: what was paid out, and what is to come from which day on. */
function PayOuts({ data, words, veil }: PartProps): JSX.Element | null {
  if (data.payOuts.length === 0) return null;
  return (
    <Card title={words.say("loans.screen.pay-outs")}>
      <Lines>
        {data.payOuts.map((one, at) => (
          <Line
            key={at}
            label={words.say(one.isPaid ? "loans.screen.paid-out-on" : "loans.screen.pay-out-from", {
              day: words.day(one.on, "short"),
            })}
            end={<ListedMoney amount={one.amount} unit={data.unit} veil={veil} />}
            tick={one.isPaid ? "done" : "todo"}
          />
        ))}
      </Lines>
    </Card>
  );
}

const waived = "loans.penalty-waived";
/** These are told though they may have moved no cash. */
const withoutCash: ReadonlySet<string> = new Set(["loans.set-off", "loans.renewed", "loans.paid-off-by-renewal", waived]);

/** What it moved, whichever way, or let go; of a pay-out that paid off another loan, all that was lent. */
function movedBy({ kind, cash, principal, penalties, paidOff }: LoanSeen["events"][number]): string {
  if (kind === waived) return penalties!;
  if (paidOff !== null) return principal!;
  return cash === "0" ? (principal ?? "0") : cash.replace("-", "");
}

function Events({ data, words, veil }: PartProps): JSX.Element | null {
  const moved = data.events.filter(event => event.cash !== "0" || withoutCash.has(event.kind));
  if (moved.length === 0) return null;
  return (
    <Card title={words.say("loans.screen.paid")}>
      <Lines>
        {moved.map(event => {
          const what = words.say(`fact.${event.kind}`);
          const isOut = event.cash.startsWith("-");
          return (
            <Line
              key={event.seq}
              label={what}
              sub={
                <>
                  {words.day(event.on)}
                  {event.reason !== null && <> · {event.reason}</>}
                  {event.takenBack && <> · {words.say("loans.screen.taken-back")}</>}
                  {veil.open && event.paidOff !== null && (
                    <> · {words.say("loans.screen.paid-off-old", { amount: words.amount(BigInt(event.paidOff), data.unit) })}</>
                  )}
                  {veil.open && event.interest !== null && event.principal !== null && !isOut && (
                    <>
                      {" "}
                      ·{" "}
                      {partsSaid(event, data.unit, words)}
                    </>
                  )}
                </>
              }
              end={
                <ListedMoney
                  amount={movedBy(event)}
                  unit={data.unit}
                  veil={veil}
                />
              }
            />
          );
        })}
      </Lines>
    </Card>
  );
}

/** As agreed when it was asked for; a later rule changed nothing of it. */
function Terms({ data, words, veil }: PartProps): JSX.Element {
  const terms = data.terms.document as Readonly<Record<string, never>>;
  const { early_pay_off: early, rounding, ...rest } = terms;
  const rounded = rounding === "HALF_UP" ? {} : { rounding_mode: rounding };
  const value = { ...rest, ...rounded, fund: data.fund, ...(data.terms.method === "flat" ? { early_pay_off: early } : {}) };
  const of = words.say(data.paidOutOn === null ? "loans.screen.asked-amount" : "loans.screen.lent-amount");
  return (
    <Card title={words.say("loans.screen.terms")}>
      <PrivateLine amount={data.amount} unit={data.unit} of={of} veil={veil} words={words} size="mid" />
      <Soft small>
        {data.paidOutOn === null
          ? words.say("loans.screen.asked-on", { day: words.day(data.requestedOn) })
          : words.say("loans.screen.lent-on", { day: words.day(data.paidOutOn) })}
      </Soft>
      <Sentences sentences={ruleSaid(words, `loans.product/${data.product}`, value as never, data.names)} />
      <Soft small>{words.say(data.owed?.isRescheduled ? "loans.screen.terms-anew" : "loans.screen.terms-stay")}</Soft>
    </Card>
  );
}

/** Savings that are kept for it, and what of them was taken by decision. */
function Pledges({ data, words, veil }: PartProps): JSX.Element | null {
  if (data.pledges.length === 0) return null;
  return (
    <Card title={words.say("loans.screen.pledges")}>
      <Lines>
        {data.pledges.map(({ who, kept, taken }, at) => (
          <Line
            key={at}
            lead={<Bead number={who.number} size={44} />}
            label={called(words, who)}
            sub={
              taken !== "0" && veil.open
                ? words.say("loans.screen.pledge-taken", { amount: words.amount(BigInt(taken), data.unit) })
                : undefined
            }
            end={<ListedMoney amount={kept} unit={data.unit} veil={veil} />}
          />
        ))}
      </Lines>
      <Soft small>{words.say("loans.screen.pledges-more")}</Soft>
    </Card>
  );
}

function Decided({ data, words }: { readonly data: LoanSeen; readonly words: Words }): JSX.Element {
  const { guarantors, decision } = data;
  return (
    <>
      <Stack gap="close">
        <Heading>{words.say("loans.screen.guarantors")}</Heading>
        {guarantors.length === 0 ? (
          <Soft>{words.say("loans.screen.no-guarantors")}</Soft>
        ) : (
          <Lines>
            {guarantors.map(who => (
              <SomeoneLine key={who.member} words={words} who={who} href={`/members/${who.member}`} arrow />
            ))}
          </Lines>
        )}
      </Stack>
      {decision && (
        <Stack gap="close">
          <Heading>{words.say("loans.screen.decision")}</Heading>
          <Soft>{whenSaid(words, decision)}</Soft>
          <Hands decision={decision} words={words} />
        </Stack>
      )}
    </>
  );
}
