/** Capital by subscription: what was subscribed, paid in and is still to come; each woman's for officers, under cloth. */
import type { PageProps, Words } from "#base";
import { Card, Heading, Lines, Page, Soft, Stack, StatePanel, Sum, Title, Two } from "#look";
import {
  codeName,
  ListedMoney,
  Money,
  PrivateLine,
  ruleSaid,
  SomeoneLine,
  useVeil,
  type Veil,
  VeilAct,
} from "#assembly/parts";
import type { JSX } from "preact";
import type { CapitalSeen } from "../capital-question.ts";

interface Seen {
  readonly data: CapitalSeen;
  readonly veil: Veil;
  readonly words: Words;
}

export function CapitalView({ data, words }: PageProps<CapitalSeen>): JSX.Element {
  const veil = useVeil();
  return (
    <Page
      title={words.say("savings.capital.title")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/savings", label: words.say("savings.screen.back") }}
    >
      {data.products.length === 0 && (
        <StatePanel kind="empty" title={words.say("savings.capital.none")}>
          <Soft>{words.say("savings.capital.none-more")}</Soft>
        </StatePanel>
      )}
      {data.products.some(one => one.mine !== null || one.people.length > 0) && (
        <Stack gap="close">
          <VeilAct veil={veil} words={words} />
        </Stack>
      )}
      {data.products.map(one => (
        <Kind key={one.product} data={data} veil={veil} words={words} product={one} />
      ))}
    </Page>
  );
}

function Kind({ data, veil, words, product }: Seen & { readonly product: CapitalSeen["products"][number] }): JSX.Element {
  const { unit, mine, people } = product;
  const rule = data.rules.find(one => one.rule === `savings.subscription/${product.product}`);
  return (
    <Stack gap="tight">
      <Title>{codeName(words, `savings.product/${product.product}`, data.names)}</Title>
      <Two>
        <Stack gap="tight">
          <Card>
            <Sum label={words.say("savings.capital.paid")}>
              <Money amount={product.paid} unit={unit} size="number" />
            </Sum>
            <Sum label={words.say("savings.capital.subscribed")}>
              <Money amount={product.subscribed} unit={unit} />
            </Sum>
            <Sum label={words.say("savings.capital.to-come")}>
              <Money amount={product.toCome} unit={unit} />
            </Sum>
            <Soft small>{words.say("savings.capital.members", { count: product.members })}</Soft>
          </Card>
          {mine && (
            <Card title={words.say("savings.screen.mine")}>
              {(["paid", "subscribed", "to-come"] as const).map(key => (
                <PrivateLine
                  key={key}
                  amount={key === "to-come" ? mine.toCome : mine[key]}
                  unit={unit}
                  of={words.say(`savings.capital.${key}`)}
                  veil={veil}
                  words={words}
                />
              ))}
              {mine.next !== null && <Soft small>{words.say(nextKey(mine), { day: words.day(mine.next) })}</Soft>}
            </Card>
          )}
          {rule && (
            <Card title={words.say("savings.capital.rule")}>
              {ruleSaid(words, rule.rule, rule.value, data.names).map(sentence => (
                <p key={sentence}>{sentence}</p>
              ))}
            </Card>
          )}
        </Stack>
        {people.length > 0 && (
          <Stack gap="tight">
            <Heading>{words.say("savings.capital.each")}</Heading>
            <Lines label={words.say("savings.capital.each")}>
              {people.map(one => (
                <SomeoneLine
                  key={one.who.member}
                  words={words}
                  who={one.who}
                  sub={
                    one.next === null
                      ? words.say("savings.capital.whole")
                      : words.say(nextKey(one), { day: words.day(one.next, "short") })
                  }
                  end={<ListedMoney amount={one.toCome} unit={unit} veil={veil} />}
                />
              ))}
            </Lines>
          </Stack>
        )}
      </Two>
    </Stack>
  );
}

/** What has fallen due, or falls due next. */
const nextKey = ({ due }: { readonly due: string }): string =>
  due === "0" ? "savings.capital.next" : "savings.capital.due-since";
