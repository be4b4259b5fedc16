/**
 * Pots that go round: who received when and whose turn is next, for all in the group; what a member put in and what is missing
 * are hers and the officers', under cloth until it is pressed.
 */
import type { PageProps, Words } from "#base";
import { Bar, Card, Heading, Lines, Mark, Page, Soft, Stack, StatePanel, Title, Two } from "#look";
import { fundCalled, ListedMoney, Money, PrivateLine, SomeoneLine, unitShown, useVeil, type Veil, VeilAct } from "#assembly/parts";
import type { JSX } from "preact";
import type { PotsSeen } from "../page-questions.ts";

type PotSeen = PotsSeen["pots"][number];

interface Part {
  readonly pot: PotSeen;
  readonly data: PotsSeen;
  readonly veil: Veil;
  readonly words: Words;
}

export function PotsView({ data, words }: PageProps<PotsSeen>): JSX.Element {
  const veil = useVeil();
  const { pots } = data;
  const isPrivate = pots.some(pot => pot.hers !== null || pot.missing.length > 0);
  return (
    <Page
      title={words.say("pots.screen.title")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/", label: words.say("assembly.screen.back") }}
    >
      {pots.length === 0 && (
        <StatePanel kind="empty" title={words.say("pots.screen.none")}>
          <Soft>{words.say("pots.screen.none-more")}</Soft>
        </StatePanel>
      )}
      {isPrivate && (
        <Stack gap="close">
          <VeilAct veil={veil} words={words} />
        </Stack>
      )}
      {pots.map(pot => (
        <Pot key={`${pot.pot}/${pot.circle}`} {...{ pot, data, veil, words }} />
      ))}
    </Page>
  );
}

function Pot(part: Part): JSX.Element {
  const { pot, data, words } = part;
  const state =
    pot.status === "running"
      ? words.say("pots.round.of", { round: pot.round, rounds: pot.seats.length })
      : words.say(`pots.screen.${pot.status}`, { day: words.day(pot.endedOn!) });
  return (
    <Stack gap="tight">
      <Title>{fundCalled(words, pot.pot, data.names.funds)}</Title>
      <Soft>{state}</Soft>
      <Two>
        <Stack gap="tight">
          {pot.status === "running" && <Gathered {...part} />}
          <Terms {...part} />
        </Stack>
        <Seats {...part} />
      </Two>
    </Stack>
  );
}

/** What lies in the pot for this round, what is missing of it, and what is hers. */
function Gathered({ pot, veil, words }: Part): JSX.Element {
  return (
    <Card held title={words.say("pots.screen.this-round")}>
      <Bar
        of="us"
        label={words.say("pots.round.there")}
        minor={BigInt(pot.there)}
        most={BigInt(pot.whole)}
        end={<Money amount={pot.there} unit={pot.unit} />}
      />
      {pot.missing.length > 0 && (
        <Stack gap="close">
          <Soft>{words.say("pots.screen.missing")}</Soft>
          <Lines label={words.say("pots.screen.missing")}>
            {pot.missing.map(({ who, amount }, index) => (
              <SomeoneLine
                key={index}
                words={words}
                who={who}
                end={<ListedMoney amount={amount} unit={pot.unit} veil={veil} />}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {pot.hers && (
        <>
          <PrivateLine
            amount={pot.hers.brought}
            unit={pot.unit}
            veil={veil}
            of={words.say("pots.screen.you-brought")}
            words={words}
          />
          {!pot.hers.position.startsWith("-") ? (
            <PrivateLine
              amount={pot.hers.position}
              unit={pot.unit}
              veil={veil}
              of={words.say("pots.screen.owed-to-you")}
              words={words}
            />
          ) : (
            <PrivateLine
              amount={pot.hers.position.slice(1)}
              unit={pot.unit}
              veil={veil}
              of={words.say("pots.screen.you-still-bring")}
              words={words}
            />
          )}
        </>
      )}
    </Card>
  );
}

function Terms({ pot, data, words }: Part): JSX.Element {
  const amount = words.amount(BigInt(pot.amount), unitShown(pot.unit).code);
  return (
    <Card title={words.say("pots.screen.terms")}>
      <p>{words.say(`pots.screen.brings-every-${pot.every}`, { amount })}</p>
      <p>{words.say(`pots.screen.turn-${pot.turn}`)}</p>
      {pot.turn === "lot" && data.code !== null && (
        <Soft small>{words.say("pots.screen.drawn-with", { code: `${data.code.slice(0, 4)} ${data.code.slice(4)}` })}</Soft>
      )}
      {pot.floor !== null && <p>{words.say("pots.screen.floor", { percent: pot.floor })}</p>}
      {pot.commissionTo !== null && (
        <p>
          {words.say("pots.screen.commission", {
            percent: pot.commission ?? 0,
            fund: fundCalled(words, pot.commissionTo, data.names.funds),
          })}
        </p>
      )}
      <p>{words.say(pot.isWhole ? "pots.screen.whole" : "pots.screen.with-what-is-there")}</p>
      <Soft small>{words.say("pots.screen.apart")}</Soft>
    </Card>
  );
}

/** Those who received in the order they did, then those who wait. */
function Seats({ pot, words }: Part): JSX.Element {
  const received = pot.seats.filter(seat => seat.round !== null).sort((a, b) => a.round! - b.round!);
  const waiting = pot.seats.filter(seat => seat.round === null);
  return (
    <Stack gap="tight">
      {received.length > 0 && (
        <>
          <Heading>{words.say("pots.screen.received")}</Heading>
          <Lines label={words.say("pots.screen.received")}>
            {received.map(seat => (
              <SomeoneLine
                key={seat.seat}
                words={words}
                who={seat.who}
                sub={words.say("pots.screen.received-on", { round: seat.round!, day: words.day(seat.receivedOn!) })}
              />
            ))}
          </Lines>
        </>
      )}
      {waiting.length > 0 && (
        <>
          <Heading>{words.say("pots.screen.waiting")}</Heading>
          <Lines label={words.say("pots.screen.waiting")}>
            {[...waiting].sort((a, b) => Number(b.isNext) - Number(a.isNext)).map(seat => (
              <SomeoneLine
                key={seat.seat}
                words={words}
                who={seat.who}
                sub={words.say("pots.screen.seat", { seat: seat.seat })}
                end={seat.isNext ? <Mark colour="leaf">{words.say("pots.screen.next")}</Mark> : undefined}
              />
            ))}
          </Lines>
        </>
      )}
    </Stack>
  );
}
