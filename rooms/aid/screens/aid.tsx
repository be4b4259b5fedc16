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
  Mark,
  Notice,
  Page,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
} from "#look";
import {
  called,
  fundCalled,
  Money,
  PrivateLine,
  ruleSaid,
  Sentences,
  useVeil,
  type Veil,
  VeilAct,
} from "#assembly/parts";
import type { JSX } from "preact";
import type { AidSeen } from "../page-questions.ts";

export function AidView({ data, words }: PageProps<AidSeen>): JSX.Element {
  const veil = useVeil();
  const { funds, open, own, levies } = data;
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
          <Fund key={fund.fund} fund={fund} data={data} veil={veil} words={words} />
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
}

function Fund({ fund, data, veil, words }: FundProps): JSX.Element {
  const rule = data.rules.find(one => one.rule === `aid.fund/${fund.fund}`);
  return (
    <Card title={fundCalled(words, fund.fund, data.names.funds)}>
      <Money amount={fund.balance} unit={fund.unit} size="number" />
      <Soft small>
        {words.say("aid.screen.people", { count: fund.active })}
        {fund.lapsed > 0 && <> · {words.say("aid.screen.lapsed", { count: fund.lapsed })}</>}
      </Soft>
      {rule && <Sentences sentences={ruleSaid(words, rule.rule, rule.value, data.names)} />}
      <Standing fund={fund} data={data} veil={veil} words={words} />
    </Card>
  );
}

/** Where she stands: since when, what she gave, how far she is from falling out, and whom she named. */
function Standing({ fund, veil, words }: FundProps): JSX.Element | null {
  const { mine, unit } = fund;
  if (!mine) return fund.kind === "social" ? null : <Soft>{words.say("aid.screen.not-in")}</Soft>;
  const gave = words.say("aid.screen.gave");
  return (
    <Stack gap="close">
      <Heading level={3}>{words.say("aid.screen.for-me")}</Heading>
      <p>
        <StandingMark mine={mine} words={words} />
      </p>
      <Soft small>{words.say("aid.screen.since", { day: words.day(mine.since) })}</Soft>
      {mine.paid !== "0" && <PrivateLine amount={mine.paid} unit={unit} of={gave} veil={veil} words={words} />}
      {mine.beneficiaries.length > 0 && (
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
      )}
    </Stack>
  );
}

/** A warning is said as what can still be done, and never as a threat. */
function StandingMark({
  mine,
  words,
}: {
  readonly mine: NonNullable<AidSeen["funds"][number]["mine"]>;
  readonly words: Words;
}): JSX.Element {
  if (mine.status === "lapsed")
    return (
      <Mark colour="turmeric">
        {words.say("aid.screen.is-out", { day: mine.lapsedOn === null ? "" : words.day(mine.lapsedOn, "short") })}
      </Mark>
    );
  if (mine.status === "left") return <Mark colour="soft">{words.say("aid.screen.has-left")}</Mark>;
  if (mine.missed === 0)
    return (
      <Mark colour="leaf" icon="check">
        {words.say("aid.screen.is-in")}
      </Mark>
    );
  return (
    <Mark colour="turmeric">
      {mine.left === null
        ? words.say("aid.screen.missed", { count: mine.missed })
        : words.say("aid.screen.missed-left", { count: mine.missed, left: mine.left })}
    </Mark>
  );
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
            sub={`${eventSaid(words, claim)}, ${words.day(claim.happenedOn, "short")}`}
            end={<ClaimMark claim={claim} words={words} />}
            href={`/aid/claims/${claim.claim}`}
            arrow
          />
        ))}
      </Lines>
    </Stack>
  );
}

export function ClaimMark({
  claim,
  words,
}: {
  readonly claim: { readonly status: string };
  readonly words: Words;
}): JSX.Element {
  return (
    <Mark colour={claim.status === "paid" ? "leaf" : "turmeric"}>{words.say(`aid.screen.status.${claim.status}`)}</Mark>
  );
}

/** "Suaminya meninggal": what happened to whom, seen from her. */
export const eventSaid = (words: Words, { event, of }: Pick<AidSeen["open"][number], "event" | "of">): string =>
  words.say("aid.screen.event", {
    who: words.say(`aid.screen.who.${of}`),
    event: words.say(`aid.screen.event.${event}`),
  });
