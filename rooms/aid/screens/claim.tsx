/** One claim in its three steps: reported, checked by two, paid. No more is asked of a family that mourns. */
import type { PageProps, Words } from "#base";
import { Bead, Card, Heading, Lines, Page, Soft, Stack, StepName, Thread, Two, Who } from "#look";
import { called, fundCalled, numberSaid, PrivateLine, SomeoneLine, useVeil, type Veil, VeilAct } from "#assembly/parts";
import type { JSX } from "preact";
import type { ClaimSeen } from "../page-questions.ts";
import { ClaimActs } from "./claim-acts.tsx";
import { eventSaid } from "./aid.tsx";
import { kinshipSaid } from "./recipient.tsx";
import { type UseOfHelp, UseTold } from "./use-told.tsx";

export function ClaimView({ data, words, session }: PageProps<ClaimSeen>): JSX.Element {
  const veil = useVeil();
  const done = stepsDone(data.status);
  const steps = (["reported", "checked", "paid"] as const).map((step, place) => ({
    name: words.say(`aid.screen.step.${step}`),
    state: place < done ? ("done" as const) : place === done ? ("now" as const) : ("todo" as const),
  }));
  const next = steps.find(step => step.state === "now");
  return (
    <Page
      title={words.say("aid.screen.claim")}
      subtitle={fundCalled(words, data.fund, data.names.funds)}
      back={{ href: "/aid", label: words.say("aid.screen.back") }}
      steps={
        <>
          <Thread label={words.say("aid.screen.steps")} steps={steps} />
          <StepName
            name={words.say(`aid.screen.status.${data.status}`)}
            far={next && words.say("aid.screen.next-step", { step: next.name })}
          />
        </>
      }
    >
      <Two>
        <Stack gap="tight">
          <Who
            level={2}
            bead={<Bead number={data.who.number} size={96} />}
            number={numberSaid(words, data.who)}
            name={called(words, data.who)}
            note={`${eventSaid(words, data)}, ${words.day(data.happenedOn)}`}
          />
          {data.relative !== null && <Soft>{data.relative}</Soft>}
          {data.isAccident && <Soft>{words.say("aid.screen.accident")}</Soft>}
          {data.note !== null && <p>{data.note}</p>}
          <Soft small>{words.say("aid.screen.reported-on", { day: words.day(data.reportedOn) })}</Soft>
          <Checked data={data} words={words} />
          {data.firstPaid && <UseTold help={helpOf(data)} words={words} />}
        </Stack>
        <Stack gap="tight">
          <VeilAct veil={veil} words={words} />
          <Benefit data={data} words={words} veil={veil} />
          <Payments data={data} words={words} veil={veil} />
          <Levy data={data} words={words} />
          <ClaimActs data={data} words={words} session={session} />
        </Stack>
      </Two>
    </Page>
  );
}

const helpOf = ({ claim, on, unit, useToldOn, use }: ClaimSeen): UseOfHelp => ({
  ...{ of: { claim }, on, unit, useToldOn, use, page: `/aid/claims/${claim}` },
});

const stepsDone = (status: string): number => (status === "reported" ? 1 : status === "paid" ? 3 : 2);

function Checked({ data, words }: { readonly data: ClaimSeen; readonly words: Words }): JSX.Element {
  return (
    <Stack gap="close">
      <Heading>{words.say("aid.screen.checked-by")}</Heading>
      {data.checkers.length === 0 ? (
        <Soft>{words.say("aid.screen.not-checked")}</Soft>
      ) : (
        <>
          <Lines>
            {data.checkers.map(who => (
              <SomeoneLine key={who.member} words={words} who={who} />
            ))}
          </Lines>
          {data.checkedOn !== null && <Soft small>{words.day(data.checkedOn)}</Soft>}
        </>
      )}
    </Stack>
  );
}

function Benefit({
  data,
  words,
  veil,
}: {
  readonly data: ClaimSeen;
  readonly words: Words;
  readonly veil: Veil;
}): JSX.Element | null {
  const { benefit, firstPart, paid, unit, status } = data;
  if (status === "reported") return null;
  const line = (key: string, amount: string, size?: "number"): JSX.Element => (
    <PrivateLine
      amount={amount}
      unit={unit}
      of={words.say(`aid.screen.${key}`)}
      veil={veil}
      words={words}
      size={size}
    />
  );
  return (
    <Card held title={words.say("aid.screen.benefit")}>
      {benefit === null ? (
        <Soft>{words.say("aid.screen.by-decision")}</Soft>
      ) : (
        line("benefit-in-all", benefit, "number")
      )}
      {firstPart !== null && benefit !== null && firstPart !== benefit && line("first-part", firstPart)}
      {line("paid-so-far", paid)}
      {data.payableNow !== "0" && line("payable-now", data.payableNow)}
    </Card>
  );
}

/** Each payment with who was handed it: the receipt of what is paid between meetings. */
function Payments({
  data,
  words,
  veil,
}: {
  readonly data: ClaimSeen;
  readonly words: Words;
  readonly veil: Veil;
}): JSX.Element | null {
  const { payments, unit } = data;
  if (payments.length === 0) return null;
  return (
    <Stack gap="close">
      <Heading>{words.say("aid.screen.payments")}</Heading>
      {payments.map(({ on, amount, toDebts, receivedBy }, place) => {
        const day = words.day(on, "short");
        const to = receivedBy
          ? words.say("aid.screen.paid-to", {
              name: receivedBy.name ?? words.say("aid.screen.name-gone"),
              kinship: kinshipSaid(words, receivedBy.kinship),
              day,
            })
          : words.say("aid.screen.paid-to-her", { name: called(words, data.who), day });
        return (
          <Stack key={place} gap="close">
            <PrivateLine amount={amount} unit={unit} of={toDebts === amount ? day : to} veil={veil} words={words} />
            {toDebts !== "0" && veil.open && (
              <Soft small>
                {words.say("aid.screen.paid-to-loans", { amount: words.amount(BigInt(toDebts), unit) })}
              </Soft>
            )}
          </Stack>
        );
      })}
    </Stack>
  );
}

function Levy({ data, words }: { readonly data: ClaimSeen; readonly words: Words }): JSX.Element | null {
  const { levy, unit } = data;
  if (!levy) return null;
  return (
    <Stack gap="close">
      <Heading>{words.say("aid.screen.levy")}</Heading>
      <Soft>
        {words.say("aid.screen.levy-far", {
          count: levy.count,
          paid: levy.paid,
          got: words.amount(BigInt(levy.got), unit),
          amount: words.amount(BigInt(levy.amount), unit),
        })}
      </Soft>
    </Stack>
  );
}
