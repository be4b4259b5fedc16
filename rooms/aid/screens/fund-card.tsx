/** A fund on its card: first how she stands in it, then what is in it; what holds for everybody is one tap away. */
import type { Words } from "#base";
import { Bead, Card, Icon, Line, Lines, Notice, QuietAct, Soft, Stack, Sum, Who } from "#look";
import { fundCalled, Money, PrivateLine, ruleSaid, type Veil } from "#assembly/parts";
import type { JSX } from "preact";
import type { AidSeen } from "../page-questions.ts";

export interface FundProps {
  readonly fund: AidSeen["funds"][number];
  readonly data: AidSeen;
  readonly veil: Veil;
  readonly words: Words;
  /** Hers: her bead stands beside how she stands. Zero in the plain view, which says nothing of her. */
  readonly number: number;
}

/** First how she stands in it, then what is in it; what holds for everybody is one tap away. */
export function Fund({ fund, data, veil, words, number }: FundProps): JSX.Element {
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
      {fund.kind === "damayan" && fund.sign && (
        <Soft>{words.say("aid.screen.sign-ahead", { year: String(fund.sign.year) })}</Soft>
      )}
      {fund.kind === "damayan" && (
        <QuietAct href={`/aid/funds/${fund.fund}`} icon="eye">
          {words.say("aid.screen.outlook")}
        </QuietAct>
      )}
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
      {mine?.deposit && <Deposit deposit={mine.deposit} unit={unit} veil={veil} words={words} />}
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
      {mine && mine.dependants.length > 0 && (
        <Stack gap="close">
          <Soft small>{words.say("aid.screen.relatives")}</Soft>
          <Lines label={words.say("aid.screen.relatives")}>
            {mine.dependants.map(one => (
              <Line
                key={one.number}
                lead={<Icon name="people" />}
                label={
                  veil.open ? (one.name ?? words.say("aid.screen.name-gone")) : words.say("aid.screen.named-covered")
                }
                sub={words.say("aid.screen.relative-since", {
                  kinship: words.say(`choice.aid.enrol.dependants.kinship.${one.kinship}`),
                  number: one.number,
                  day: words.day(one.since, "short"),
                })}
              />
            ))}
          </Lines>
        </Stack>
      )}
    </>
  );
}

/** What she saved for levies: how many deaths it is enough for, and a word before it is used up. */
function Deposit({
  deposit,
  unit,
  veil,
  words,
}: {
  readonly deposit: NonNullable<NonNullable<FundProps["fund"]["mine"]>["deposit"]>;
  readonly unit: string;
  readonly veil: Veil;
  readonly words: Words;
}): JSX.Element {
  return (
    <Stack gap="close">
      <PrivateLine amount={deposit.saved} unit={unit} of={words.say("aid.screen.deposit")} veil={veil} words={words} />
      {deposit.isLow ? (
        <Notice colour="turmeric" icon="clock">
          <p>{words.say("aid.screen.deposit-low", { count: deposit.covers })}</p>
        </Notice>
      ) : (
        <Soft small>{words.say("aid.screen.deposit-covers", { count: deposit.covers })}</Soft>
      )}
    </Stack>
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
