/** One purchase: the whole of it is everybody's to see, her own part is hers, and an officer sees what must be written. */
import type { PageProps, SessionSeen, Words } from "#base";
import { Card, Heading, Line, Lines, Mark, Page, Soft, Stack, StepName, Sum, Thread, Title, Two } from "#look";
import { fundCalled, Money, PrivateLine, SomeoneLine, useVeil, type Veil, VeilAct } from "#assembly/parts";
import type { JSX } from "preact";
import type { PurchaseSeen } from "../page-questions.ts";
import { Cancel } from "./cancel.tsx";
import { Order, OrderForAnother } from "./order.tsx";
import { nameOf, quantitySaid } from "./said.ts";

export interface Part {
  readonly data: PurchaseSeen;
  readonly words: Words;
}

const steps = ["open", "agreed", "received", "closed"] as const;

export function PurchaseView({ data, words, session }: PageProps<PurchaseSeen>): JSX.Element {
  const veil = useVeil();
  const { status } = data;
  const isCancelled = status === "cancelled";
  const place = steps.indexOf(status as (typeof steps)[number]);
  return (
    <Page
      title={nameOf(words, data.name)}
      subtitle={words.say("purchasing.screen.from", { supplier: data.supplier ?? words.say("purchasing.screen.name-gone") })}
      back={{ href: "/purchases", label: words.say("purchasing.screen.back") }}
      {...(isCancelled
        ? {}
        : {
            steps: (
              <>
                <Thread
                  label={words.say("purchasing.screen.steps")}
                  steps={steps.map((step, at) => ({
                    name: words.say(`purchasing.screen.step.${step}`),
                    state: at < place || status === "closed" ? "done" : at === place ? "now" : "todo",
                  }))}
                />
                <StepName name={words.say(`purchasing.screen.status.${status}`)} />
              </>
            ),
          })}
    >
      <Two>
        <Stack>
          {isCancelled && <Mark colour="soft">{words.say("purchasing.screen.status.cancelled")}</Mark>}
          {data.reason !== null && isCancelled && <p>{data.reason}</p>}
          <Whole data={data} words={words} />
          <Mine data={data} words={words} veil={veil} />
          {(data.mine || data.others.some(one => one.money)) && <VeilAct veil={veil} words={words} />}
        </Stack>
        <Stack>
          <Acts data={data} words={words} session={session} />
          <Others data={data} words={words} veil={veil} />
        </Stack>
      </Two>
    </Page>
  );
}

/** What is bought and what it costs: nobody's in particular, so it is not covered. */
function Whole({ data, words }: Part): JSX.Element {
  const { unit, bill, agreed, planned, costs } = data;
  const amount = (minor: string): JSX.Element => <Money amount={minor} unit={unit} />;
  return (
    <Stack gap="tight">
      <Title>{words.say("purchasing.screen.whole")}</Title>
      <Lines label={words.say("purchasing.screen.whole")}>
        {data.items.map(item => (
          <Line
            key={item.item}
            label={<b>{nameOf(words, item.name)}</b>}
            sub={itemSaid(item, unit, words)}
            end={amount(item.amount ?? item.planned)}
          />
        ))}
        <Line
          label={words.say("purchasing.screen.costs")}
          sub={words.say(`choice.purchasing.plan.split.${data.split}`)}
          end={amount(costs)}
        />
      </Lines>
      <Sum label={words.say(bill === null ? "purchasing.screen.planned" : "purchasing.screen.bill")}>
        <Money amount={bill ?? planned} unit={unit} size="number" />
      </Sum>
      {agreed !== null && <Sum label={words.say("purchasing.screen.agreed")}>{amount(agreed)}</Sum>}
      <Soft small>{words.say("purchasing.screen.through", { fund: fundCalled(words, data.fund, data.names.funds) })}</Soft>
      <Soft small>{words.say("purchasing.screen.to-the-coin")}</Soft>
    </Stack>
  );
}

type Item = PurchaseSeen["items"][number];

function itemSaid(item: Item, unit: string, words: Words): string {
  const measured = (quantity: string): string => quantitySaid(words, BigInt(quantity), item.measure);
  const price = words.say(`purchasing.screen.each.${item.measure}`, { price: words.amount(BigInt(item.price), unit) });
  return item.received === null
    ? [price, words.say("purchasing.screen.ordered", { quantity: measured(item.ordered) })].join(" · ")
    : words.say("purchasing.screen.came", { came: measured(item.received), ordered: measured(item.ordered) });
}

/** Her part: what she ordered or gets, and what is hers to pay or to have back. */
function Mine({ data, words, veil }: Part & { readonly veil: Veil }): JSX.Element | null {
  const { mine, unit, status } = data;
  if (!mine) return data.mayOrder ? null : <Soft>{words.say("purchasing.screen.not-mine")}</Soft>;
  const line = (key: string, amount: string): JSX.Element => (
    <PrivateLine amount={amount} unit={unit} of={words.say(`purchasing.screen.${key}`)} veil={veil} words={words} />
  );
  return (
    <Card held title={words.say("purchasing.screen.mine")}>
      <p>{quantitiesSaid(data, mine.quantities, words)}</p>
      {line(data.bill === null ? "my-part-planned" : "my-part", mine.part)}
      {mine.toPay !== "0" && status !== "open" && line("to-pay", mine.toPay)}
      {mine.over !== "0" && status !== "open" && line("over", mine.over)}
      {mine.handedOutOn !== null && (
        <Mark colour="leaf">{words.say("purchasing.screen.handed-out", { day: words.day(mine.handedOutOn, "short") })}</Mark>
      )}
    </Card>
  );
}

/** "2 kg Benang merah, 1 buah Pewarna". */
function quantitiesSaid(
  { items }: PurchaseSeen,
  quantities: readonly { readonly item: number; readonly quantity: string }[],
  words: Words,
): string {
  const said = quantities.flatMap(({ item, quantity }) => {
    const of = items.find(one => one.item === item);
    return of ? [`${quantitySaid(words, BigInt(quantity), of.measure)} ${nameOf(words, of.name)}`] : [];
  });
  return said.length === 0 ? words.say("purchasing.screen.no-goods") : said.join(", ");
}

/** Who else buys, for those who may see it; for the others, how many. */
function Others({ data, words, veil }: Part & { readonly veil: Veil }): JSX.Element {
  const { others, buyers, unit } = data;
  return (
    <Stack gap="tight">
      <Heading>{words.say("purchasing.screen.buyers", { count: buyers })}</Heading>
      {others.length === 0 ? (
        <Soft small>{words.say("purchasing.screen.quantities-hidden")}</Soft>
      ) : (
        <Lines label={words.say("purchasing.screen.buyers", { count: buyers })}>
          {others.map(({ who, quantities, money, handedOutOn }) => (
            <SomeoneLine
              key={who.member}
              words={words}
              who={who}
              sub={[
                quantitiesSaid(data, quantities, words),
                veil.open && money && moneySaid(data, money, words),
                handedOutOn !== null && words.say("purchasing.screen.has-it"),
              ]
                .filter(Boolean)
                .join(" · ")}
              {...(veil.open && money ? { end: <Money amount={money.part} unit={unit} /> } : {})}
            />
          ))}
        </Lines>
      )}
    </Stack>
  );
}

function moneySaid(
  { unit, status }: PurchaseSeen,
  { toPay, over }: { readonly toPay: string; readonly over: string },
  words: Words,
): string | false {
  if (status === "open") return false;
  if (toPay !== "0") return words.say("purchasing.screen.pays-still", { amount: words.amount(BigInt(toPay), unit) });
  return over !== "0" && words.say("purchasing.screen.gets-back", { amount: words.amount(BigInt(over), unit) });
}

/** What can be done now, and by whom; what moves money is written at the meeting, or between meetings where the rule lets two. */
function Acts({ data, words, session }: Part & { readonly session: SessionSeen | null }): JSX.Element {
  return (
    <Stack>
      {data.mayOrder && <Order data={data} words={words} member={session?.member ?? ""} />}
      {data.people.length > 0 && <OrderForAnother data={data} words={words} />}
      {data.status === "open" && !data.mayOrder && <Soft>{words.say("purchasing.screen.orders-over")}</Soft>}
      {data.isScribe && data.status !== "closed" && data.status !== "cancelled" && (
        <Stack gap="tight">
          {data.status !== "open" && (
            <>
              <Sum label={words.say("purchasing.screen.own-money")}>
                <Money amount={data.own} unit={data.unit} />
              </Sum>
              <Sum
                label={words.say(
                  data.withSupplier.startsWith("-") ? "purchasing.screen.supplier-owed" : "purchasing.screen.with-supplier",
                )}
              >
                <Money amount={data.withSupplier.replace("-", "")} unit={data.unit} />
              </Sum>
            </>
          )}
          <Soft>{words.say(`purchasing.screen.next.${data.status}`)}</Soft>
        </Stack>
      )}
      {data.mayCancel && <Cancel command="purchasing.cancel" of={{ purchase: data.purchase }} {...{ on: data.on, unit: data.unit, words, session }} />}
    </Stack>
  );
}
