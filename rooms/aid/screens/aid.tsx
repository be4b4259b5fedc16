/** The funds with which members stand by each other: what they are for, what is in them, and where she stands. */
import type { PageProps, Words } from "#base";
import {
  Act,
  Bead,
  Card,
  Cards,
  Heading,
  Icon,
  Line,
  Lines,
  Notice,
  Page,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
  Sum,
  Who,
} from "#look";
import {
  called,
  fundCalled,
  Money,
  PrivateLine,
  ruleSaid,
  useVeil,
  type Veil,
  VeilAct,
} from "#assembly/parts";
import type { JSX } from "preact";
import type { AidSeen } from "../page-questions.ts";

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
      {data.may.includes("aid.claim") && (
        <Act href="/aid/report" icon="heart">
          {words.say("command.aid.claim")}
        </Act>
      )}
      <QuietAct href="/rules" icon="book">
        {words.say("aid.screen.rules")}
      </QuietAct>
    </Page>
  );
}

interface FundProps {
  readonly fund: AidSeen["funds"][number];
  readonly data: AidSeen;
  readonly veil: Veil;
  readonly words: Words;
  /** Hers: her bead stands beside how she stands. Zero in the plain view, which says nothing of her. */
  readonly number: number;
}

/** First how she stands in it, then what is in it; what holds for everybody is one tap away. */
function Fund({ fund, data, veil, words, number }: FundProps): JSX.Element {
  const rule = data.rules.find(one => one.rule === `aid.fund/${fund.fund}`);
  return (
    <Card title={fundCalled(words, fund.fund, data.names.funds)}>
      {number > 0 && <Standing fund={fund} veil={veil} words={words} number={number} />}
      <Sum label={words.say("aid.screen.in-it")}>
        <Money amount={fund.balance} unit={fund.unit} size="mid" />
      </Sum>
      <Soft small>
        {words.say("aid.screen.people", { count: fund.active })}
        {fund.lapsed > 0 && <> · {words.say("aid.screen.lapsed", { count: fund.lapsed })}</>}
      </Soft>
      {rule && (
        <details>
          <summary>{words.say("aid.screen.rule")}</summary>
          <Stack gap="close">
            {ruleSaid(words, rule.rule, rule.value, data.names).map(sentence => (
              <p key={sentence}>{sentence}</p>
            ))}
          </Stack>
        </details>
      )}
    </Card>
  );
}

/** Where she stands, large: whether she is in it, since when, what she gave, and whom she named. */
function Standing({ fund, veil, words, number }: Omit<FundProps, "data">): JSX.Element {
  const { mine, unit } = fund;
  return (
    <>
      <Who
        level={3}
        bead={<Bead number={number} size={64} />}
        number={words.say("aid.screen.for-me")}
        name={stateSaid(fund, words)}
        note={noteSaid(fund, words)}
      />
      {mine?.status === "active" && mine.missed > 0 && (
        <Notice colour="turmeric" icon="clock">
          <p>
            {mine.left === null
              ? words.say("aid.screen.missed", { count: mine.missed })
              : words.say("aid.screen.missed-left", { count: mine.missed, left: mine.left })}
          </p>
        </Notice>
      )}
      {mine && mine.paid !== "0" && (
        <PrivateLine amount={mine.paid} unit={unit} of={words.say("aid.screen.gave")} veil={veil} words={words} />
      )}
      {mine && mine.beneficiaries.length > 0 && (
        <Stack gap="close">
          <Soft small>{words.say("aid.screen.named")}</Soft>
          <Lines label={words.say("aid.screen.named")}>
            {mine.beneficiaries.map((one, place) => (
              <Line
                key={place}
                lead={<Icon name="heart" />}
                label={
                  veil.open ? (one.name ?? words.say("aid.screen.name-gone")) : words.say("aid.screen.named-covered")
                }
                sub={words.say(`choice.aid.enrol.beneficiaries.kinship.${one.kinship}`)}
              />
            ))}
          </Lines>
        </Stack>
      )}
    </>
  );
}

/** One short line. What she missed is said apart, as what can still be done, and never as a threat. */
function stateSaid({ kind, mine }: FundProps["fund"], words: Words): string {
  if (!mine) return words.say(kind === "social" ? "aid.screen.everybody" : "aid.screen.not-in");
  if (mine.status === "lapsed")
    return words.say("aid.screen.is-out", { day: mine.lapsedOn === null ? "" : words.day(mine.lapsedOn, "short") });
  if (mine.status === "left") return words.say("aid.screen.has-left");
  return words.say(mine.missed === 0 ? "aid.screen.is-in" : "aid.screen.still-in");
}

function noteSaid({ kind, mine }: FundProps["fund"], words: Words): string | undefined {
  if (mine?.status === "active") return words.say("aid.screen.since", { day: words.day(mine.since) });
  if (mine) return words.say("aid.screen.may-enrol-again");
  return kind === "social" ? undefined : words.say("aid.screen.may-enrol");
}

function Claims({
  title,
  claims,
  words,
}: {
  readonly title: string;
  readonly claims: AidSeen["open"];
  readonly words: Words;
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
                <b>{words.say(`aid.screen.status.${claim.status}`)}</b>
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
