/** Loans above the limit, each with the vote that allowed it and who answers for it. */
import type { PageProps, Words } from "#base";
import { Card, Cards, Mark, Page, Pull, Soft, Stack, StatePanel, TextAct, Title } from "#look";
import { called, Hands, PrivateLine, useVeil, type Veil, VeilAct, whenSaid } from "#assembly/parts";
import type { JSX } from "preact";
import type { ExceptionsSeen } from "../page-exceptions.ts";

type Exception = ExceptionsSeen["exceptions"][number];

export function ExceptionsView({ data, words }: PageProps<ExceptionsSeen>): JSX.Element {
  const veil = useVeil();
  const { exceptions, limit } = data;
  return (
    <Page title={words.say("loans.screen.exceptions")} back={{ href: "/loans", label: words.say("loans.screen.back") }}>
      <Pull>
        <Stack gap="close">
          <Title level={2}>
            {limit === null
              ? words.say("loans.screen.exceptions-no-limit")
              : words.say("loans.screen.exceptions-limit", { limit })}
          </Title>
          <Soft>{words.say("loans.screen.exceptions-more")}</Soft>
        </Stack>
        {exceptions.some(one => one.amount !== null) && <VeilAct veil={veil} words={words} />}
      </Pull>
      {exceptions.length === 0 ? (
        <StatePanel kind="empty" title={words.say("loans.screen.exceptions-none")} />
      ) : (
        <Cards>
          {exceptions.map((one, place) => (
            <One key={place} one={one} veil={veil} words={words} />
          ))}
        </Cards>
      )}
    </Page>
  );
}

const colours = { granted: "leaf", asked: "turmeric", dropped: "soft" } as const;

function One({
  one,
  veil,
  words,
}: {
  readonly one: Exception;
  readonly veil: Veil;
  readonly words: Words;
}): JSX.Element {
  const { who, amount, reason, share, limit, status, approver, vote, loan } = one;
  return (
    <Card>
      <Mark colour={colours[status]}>{words.say(`loans.screen.exception.${status}`)}</Mark>
      <Title>{who ? called(words, who) : words.say("loans.screen.exception.one-member")}</Title>
      <p>{words.say("loans.screen.exception.share", { share, limit })}</p>
      {amount !== null && (
        <PrivateLine
          amount={amount}
          unit={one.unit}
          of={words.say("loans.screen.exception.amount")}
          veil={veil}
          words={words}
        />
      )}
      {reason !== null && <p>{words.say("loans.screen.exception.reason", { reason })}</p>}
      {approver && <p>{words.say("loans.screen.exception.approver", { name: called(words, approver) })}</p>}
      {vote ? (
        <>
          <Soft small>{whenSaid(words, vote)}</Soft>
          <Hands decision={vote} words={words} />
        </>
      ) : (
        <Soft small>{words.say("loans.screen.asked-on", { day: words.day(one.on) })}</Soft>
      )}
      {loan !== null && <TextAct href={`/loans/${loan}`}>{words.say("loans.screen.open")}</TextAct>}
    </Card>
  );
}
