/** The funds with which members stand by each other: what they are for, what is in them, and where she stands. */
import type { PageProps, Words } from "#base";
import { Act, Bead, Cards, Heading, Line, Lines, Notice, Page, QuietAct, Soft, Stack, StatePanel } from "#look";
import { called, fundCalled, Money, SomeoneLine, useVeil, VeilAct } from "#assembly/parts";
import type { JSX } from "preact";
import type { AidSeen } from "../page-questions.ts";
import { Fund } from "./fund-card.tsx";

export function AidView({ data, words, session }: PageProps<AidSeen>): JSX.Element {
  const veil = useVeil();
  const { funds, open, own, levies } = data;
  const number = session && !session.isPlain ? session.number : 0;
  const others = open.filter(claim => !own.some(mine => mine.claim === claim.claim));
  return (
    <Page
      title={words.say("aid.screen.aid")}
      subtitle={words.say("aid.screen.aid-more")}
      back={{ href: "/", label: words.say("assembly.screen.back") }}
    >
      {funds.length === 0 ? (
        <StatePanel kind="empty" title={words.say("aid.screen.none")}>
          <Soft>{words.say("aid.screen.none-more")}</Soft>
        </StatePanel>
      ) : (
        <VeilAct veil={veil} words={words} />
      )}
      {levies.length > 0 && (
        <Notice colour="turmeric" icon="heart" title={words.say("aid.screen.levies")}>
          <Lines>
            {levies.map(levy => (
              <Line
                key={levy.claim}
                label={fundCalled(words, levy.fund, data.names.funds)}
                sub={words.say("aid.screen.levy-by", { day: words.day(levy.on) })}
                end={<Money amount={levy.amount} unit={levy.unit} />}
              />
            ))}
          </Lines>
        </Notice>
      )}
      <Cards>
        {funds.map(fund => (
          <Fund key={fund.fund} fund={fund} data={data} veil={veil} words={words} number={number} />
        ))}
      </Cards>
      <Claims title={words.say("aid.screen.own-claims")} claims={own} words={words} />
      <Claims title={words.say("aid.screen.open-claims")} claims={others} words={words} />
      <Claims title={words.say("aid.screen.awaited")} claims={data.awaited} words={words} note="aid.screen.tell-use" />
      {data.grantsAwaited.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("aid.screen.grants-awaited")}</Heading>
          <Lines>
            {data.grantsAwaited.map(({ decision, who, fund, grantedOn }) => (
              <Line
                key={decision}
                lead={<Bead number={who.number} size={40} />}
                label={called(words, who)}
                sub={
                  <>
                    {fundCalled(words, fund, data.names.funds)}, {words.day(grantedOn, "short")}.{" "}
                    <b>{words.say("aid.screen.tell-use")}</b>
                  </>
                }
                href={`/aid/grants/${decision}`}
                arrow
              />
            ))}
          </Lines>
        </Stack>
      )}
      {data.lowDeposits.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("aid.screen.low-deposits")}</Heading>
          <Lines>
            {data.lowDeposits.map(({ who, fund, covers }) => (
              <SomeoneLine
                key={`${fund}/${who.member}`}
                words={words}
                who={who}
                sub={words.say("aid.screen.covers", {
                  fund: fundCalled(words, fund, data.names.funds),
                  count: covers,
                })}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {data.may.includes("aid.claim") && (
        <Act href="/aid/report" icon="heart">
          {words.say("command.aid.claim")}
        </Act>
      )}
      {data.calls !== null && (
        <QuietAct href="/aid/calls" icon="hand">
          {words.say("aid.screen.calls", { count: data.calls })}
        </QuietAct>
      )}
      {data.isOfficer && funds.some(fund => fund.kind === "damayan") && (
        <QuietAct href="/aid/drives" icon="people">
          {words.say("aid.screen.drives")}
        </QuietAct>
      )}
      <QuietAct href="/rules" icon="book">
        {words.say("aid.screen.rules")}
      </QuietAct>
    </Page>
  );
}

function Claims({
  title,
  claims,
  words,
  note,
}: {
  readonly title: string;
  readonly claims: AidSeen["open"];
  readonly words: Words;
  /** What is asked of each, in place of how far it is. */
  readonly note?: string;
}): JSX.Element | null {
  if (claims.length === 0) return null;
  return (
    <Stack gap="tight">
      <Heading>{title}</Heading>
      <Lines>
        {claims.map(claim => (
          <Line
            key={claim.claim}
            lead={<Bead number={claim.who.number} size={40} />}
            label={called(words, claim.who)}
            sub={
              <>
                {eventSaid(words, claim)}, {words.day(claim.happenedOn, "short")}.{" "}
                <b>{words.say(note ?? `aid.screen.status.${claim.status}`)}</b>
              </>
            }
            href={`/aid/claims/${claim.claim}`}
            arrow
          />
        ))}
      </Lines>
    </Stack>
  );
}

/** "Suaminya meninggal": what happened to whom, seen from her. */
export const eventSaid = (words: Words, { event, of }: Pick<AidSeen["open"][number], "event" | "of">): string =>
  words.say("aid.screen.event", {
    who: words.say(`aid.screen.who.${of}`),
    event: words.say(`aid.screen.event.${event}`),
  });
