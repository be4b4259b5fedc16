/** What becomes of each fund: divided among members, or whole to the body they named. */
import { Act, Card, Heading, Lines, Mark, Soft, Stack, Sum, Title } from "#look";
import { fundCalled, ListedMoney, Money, PrivateLine, SomeoneLine, VeilAct } from "#assembly/parts";
import type { JSX } from "preact";
import { type Seen, stepNow } from "./dissolution.tsx";

type FundSeen = Seen["data"]["funds"][number];

export function Funds(seen: Seen): JSX.Element {
  const { data, veil, words } = seen;
  const divided = data.funds.filter(one => one.nature === "divisible" && isWorthSeeing(one));
  const kept = data.funds.filter(one => one.nature !== "divisible" && (one.toReceiver ?? "0") !== "0");
  return (
    <>
      {divided.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("dissolution.funds.divided")}</Heading>
          <VeilAct veil={veil} words={words} />
          {divided.map(fund => (
            <Divided key={fund.fund} {...seen} fund={fund} />
          ))}
        </Stack>
      )}
      {kept.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("dissolution.funds.kept")}</Heading>
          <Soft>
            {words.say("dissolution.funds.kept-said", {
              receiver: data.decision?.name ?? words.say(`receiver.${data.decision?.receiver ?? "like-body"}`),
            })}
          </Soft>
          {kept.map(fund => (
            <Card key={fund.fund} title={fundCalled(words, fund.fund, data.names.funds)}>
              <Sum label={words.say("dissolution.funds.to-receiver")}>
                <Money amount={fund.toReceiver ?? "0"} unit={fund.unit} size="mid" />
              </Sum>
              <Soft small>{words.say(`dissolution.funds.why-${fund.nature}`)}</Soft>
            </Card>
          ))}
        </Stack>
      )}
    </>
  );
}

/** A fund in which nothing is and nothing was is left out. */
const isWorthSeeing = ({ money, toMembers, toReceiver, refusal, isDivided }: FundSeen): boolean =>
  isDivided || refusal !== null || [money, toMembers, toReceiver ?? "0"].some(amount => amount !== "0");

function Divided(seen: Seen & { readonly fund: FundSeen }): JSX.Element {
  const { data, fund, veil, words, doing, together, act } = seen;
  const { unit } = fund;
  const name = fundCalled(words, fund.fund, data.names.funds);
  const mayDivide = data.mayAct && !fund.isDivided && fund.refusal === null && stepNow(data) === "divide";
  return (
    <Card held={mayDivide}>
      <Title>{name}</Title>
      {fund.dividedOn !== null && (
        <p>
          <Mark colour="leaf" icon="check">
            {words.say("dissolution.funds.divided-on", { day: words.day(fund.dividedOn) })}
          </Mark>
        </p>
      )}
      {fund.refusal ? (
        <Soft>{words.say("dissolution.funds.waits-for")}</Soft>
      ) : (
        <>
          <Sum label={words.say("dissolution.funds.to-members")}>
            <Money amount={fund.toMembers} unit={unit} size="mid" />
          </Sum>
          {fund.toReceiver !== null && fund.toReceiver !== "0" && (
            <Sum label={words.say("dissolution.funds.to-receiver")}>
              <Money amount={fund.toReceiver} unit={unit} size="mid" />
            </Sum>
          )}
          {fund.owed !== "0" && (
            <Sum label={words.say("dissolution.funds.to-hand-over")}>
              <Money amount={fund.owed} unit={unit} size="mid" />
            </Sum>
          )}
        </>
      )}
      {fund.mine.map((mine, place) => (
        <Stack gap="close" key={place}>
          {(["savings", "capital", "setOff"] as const)
            .filter(what => mine[what] !== "0")
            .map(what => (
              <PrivateLine
                key={what}
                amount={mine[what]}
                unit={unit}
                of={words.say(`dissolution.mine.${what}`)}
                veil={veil}
                words={words}
              />
            ))}
          <PrivateLine
            amount={mine.payout}
            unit={unit}
            of={words.say(fund.isDivided ? "dissolution.mine.is" : "dissolution.mine.would-be")}
            veil={veil}
            words={words}
            size="number"
          />
        </Stack>
      ))}
      {fund.members.length > 0 && (
        <details>
          <summary>{words.say("dissolution.funds.each")}</summary>
          <Lines label={words.say("dissolution.funds.each")}>
            {fund.members.map(one => (
              <SomeoneLine
                key={one.who.member}
                words={words}
                who={one.who}
                {...(one.waits === "0" ? {} : { sub: words.say("dissolution.funds.waits") })}
                end={<ListedMoney amount={one.payout} unit={unit} veil={veil} />}
              />
            ))}
          </Lines>
        </details>
      )}
      {mayDivide && (
        <>
          <Act busy={doing.busy} onClick={() => act("dissolution.distribute", { fund: fund.fund })}>
            {words.say("dissolution.funds.divide", { fund: name })}
          </Act>
          {together.said}
        </>
      )}
    </Card>
  );
}
