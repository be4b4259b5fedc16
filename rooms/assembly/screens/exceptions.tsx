/** What was allowed beyond a limit, or asked for: each with the vote, and who answers for it. */
import type { PageProps, Words } from "#base";
import { Card, Cards, Mark, Page, Pull, Soft, Stack, StatePanel, TextAct, Title } from "#look";
import type { JSX } from "preact";
import { isOpenToAll } from "../exceptable.ts";
import type { ExceptionsSeen } from "../page-exceptions.ts";
import { Hands, whenSaid } from "./decision-parts.tsx";
import { limitSaid } from "./limit-said.ts";
import { PrivateLine, useVeil, type Veil, VeilAct } from "./money.tsx";
import { called } from "./people.tsx";

type Exception = ExceptionsSeen["exceptions"][number];

export function ExceptionsView({ data, words }: PageProps<ExceptionsSeen>): JSX.Element {
  const veil = useVeil();
  const { exceptions } = data;
  return (
    <Page
      title={words.say("assembly.screen.exceptions")}
      back={{ href: "/decisions", label: words.say("assembly.exceptions.back") }}
    >
      <Pull>
        <Stack gap="close">
          <Title level={2}>{words.say("assembly.exceptions.same-for-all")}</Title>
          <Soft>{words.say("assembly.exceptions.more")}</Soft>
        </Stack>
        {exceptions.some(one => one.amount !== null) && <VeilAct veil={veil} words={words} />}
      </Pull>
      {exceptions.length === 0 ? (
        <StatePanel kind="empty" title={words.say("assembly.exceptions.none")} />
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

const colours = { granted: "leaf", used: "leaf", asked: "turmeric", "turned-down": "soft", dropped: "soft" } as const;

function One({ one, veil, words }: { readonly one: Exception; readonly veil: Veil; readonly words: Words }): JSX.Element {
  const { who, amount, unit, reason, limits, status, approver, vote, exception, thing } = one;
  // Figures of hers are as private as the sum.
  const isShown = veil.open || amount === null;
  const shown = limits.map(one => (isShown || isOpenToAll(one.limit) ? one : { ...one, figures: null }));
  return (
    <Card>
      <Mark colour={colours[status]}>{words.say(`assembly.exceptions.status.${status}`)}</Mark>
      <Title>{who ? called(words, who) : words.say("assembly.exceptions.one-member")}</Title>
      {shown.map(limit => (
        <p key={limit.limit}>{limitSaid(limit, words, unit)}</p>
      ))}
      {amount !== null && (
        <PrivateLine
          amount={amount}
          unit={unit}
          of={words.say(`assembly.exceptions.thing.${thing}`)}
          veil={veil}
          words={words}
        />
      )}
      {reason !== null && <p>{words.say("assembly.exceptions.reason", { reason })}</p>}
      {approver && <p>{words.say("assembly.exceptions.approver", { name: called(words, approver) })}</p>}
      {vote ? (
        <>
          <Soft small>{whenSaid(words, vote)}</Soft>
          <Hands decision={vote} words={words} />
        </>
      ) : (
        <Soft small>{words.say("assembly.exceptions.asked-on", { day: words.day(one.on) })}</Soft>
      )}
      {exception !== null && thing === "loan" && (
        <TextAct href={`/loans/${exception}`}>{words.say("assembly.exceptions.open-loan")}</TextAct>
      )}
    </Card>
  );
}
