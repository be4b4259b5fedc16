/** What the group has saved, in what ways, and by which rules; what is hers lies under cloth until she presses it. */
import type { PageProps, Words } from "#base";
import { Card, Cards, Heading, Mark, Page, QuietAct, Soft, Stack, Stamps, StatePanel } from "#look";
import {
  codeName,
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
import type { SavingsSeen } from "../page-questions.ts";

export function SavingsView({ data, words }: PageProps<SavingsSeen>): JSX.Element {
  const veil = useVeil();
  const { shares, products, may } = data;
  const isShared = shares.some(one => one.isSharedOut);
  return (
    <Page
      title={words.say("savings.screen.savings")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/", label: words.say("assembly.screen.back") }}
    >
      {shares.length + products.length === 0 ? (
        <StatePanel kind="empty" title={words.say("savings.screen.none")}>
          <Soft>{words.say("savings.screen.none-more")}</Soft>
        </StatePanel>
      ) : (
        <Stack gap="close">
          <VeilAct veil={veil} words={words} />
          {(["deposit", "withdrawal"] as const).map(
            way =>
              may.includes(`savings.${way}`) && (
                <QuietAct key={way} href={`/savings/${way}`} icon={way === "deposit" ? "plus" : "minus"}>
                  {words.say(`savings.screen.${way}`)}
                </QuietAct>
              ),
          )}
        </Stack>
      )}
      {shares.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("savings.screen.shares")}</Heading>
          <Cards>
            {shares.map(one => (
              <Shares key={one.fund} shares={one} data={data} veil={veil} words={words} />
            ))}
          </Cards>
          {isShared && (
            <QuietAct href="/savings/share-out" icon="scale">
              {words.say("savings.screen.share-out-today")}
            </QuietAct>
          )}
        </Stack>
      )}
      {products.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("savings.screen.products")}</Heading>
          <Cards>
            {products.map(one => (
              <Product key={one.product} product={one} data={data} veil={veil} words={words} />
            ))}
          </Cards>
        </Stack>
      )}
      {products.some(one => one.kind === "term") && (
        <QuietAct href="/savings/terms" icon="clock">
          {words.say("savings.term.title")}
        </QuietAct>
      )}
      {data.rules.some(({ rule }) => rule.startsWith("savings.subscription/")) && (
        <QuietAct href="/savings/capital" icon="people">
          {words.say("savings.capital.title")}
        </QuietAct>
      )}
      {data.rules.some(({ rule }) => rule.startsWith("savings.interest/")) && (
        <QuietAct href="/savings/interest" icon="plus">
          {words.say("savings.screen.interest")}
        </QuietAct>
      )}
      {data.rules.some(({ rule }) => rule.startsWith("savings.surplus/")) && (
        <QuietAct href="/savings/surplus" icon="scale">
          {words.say("savings.surplus.title")}
        </QuietAct>
      )}
      <QuietAct href="/rules" icon="book">
        {words.say("savings.screen.rules")}
      </QuietAct>
    </Page>
  );
}

interface CardProps {
  readonly data: SavingsSeen;
  readonly veil: Veil;
  readonly words: Words;
}

function Shares({
  shares,
  data,
  veil,
  words,
}: CardProps & { readonly shares: SavingsSeen["shares"][number] }): JSX.Element {
  const { fund, unit, price, cycle, total, own, savers } = shares;
  const count = (amount: string): number => Number(BigInt(amount) / BigInt(price));
  const mine = words.say("savings.screen.mine");
  return (
    <Card
      title={fundCalled(words, fund, data.names.funds)}
      mark={cycle && <Mark colour="leaf">{words.say("savings.screen.cycle", { number: cycle.number })}</Mark>}
    >
      <p>
        <b class="number">{words.number(BigInt(count(total)))}</b>{" "}
        <span class="soft">{words.say("savings.screen.shares-of", { count: count(total) })}</span>{" "}
        <Money amount={total} unit={unit} />
      </p>
      <Soft small>
        {cycle
          ? words.say("savings.screen.savers-since", { count: savers, day: words.day(cycle.openedOn) })
          : words.say("savings.screen.no-cycle")}
      </Soft>
      <PrivateLine amount={own} unit={unit} of={mine} veil={veil} words={words} size="mid" />
      {veil.open && own !== "0" && (
        <Stamps count={count(own)} label={words.say("savings.screen.stamps", { count: count(own) })} />
      )}
      <Rule rules={[`savings.shares/${fund}`, `savings.share-out/${fund}`]} data={data} words={words} />
    </Card>
  );
}

function Product({
  product,
  data,
  veil,
  words,
}: CardProps & { readonly product: SavingsSeen["products"][number] }): JSX.Element {
  const rule = `savings.product/${product.product}`;
  const mine = words.say("savings.screen.mine");
  return (
    <Card title={codeName(words, rule, data.names)}>
      <Money amount={product.total} unit={product.unit} size="number" />
      <Soft small>{words.say("savings.screen.savers", { count: product.savers })}</Soft>
      <PrivateLine amount={product.own} unit={product.unit} of={mine} veil={veil} words={words} size="mid" />
      <Rule rules={[rule]} data={data} words={words} />
    </Card>
  );
}

function Rule({
  rules,
  data,
  words,
}: {
  readonly rules: readonly string[];
  readonly data: SavingsSeen;
  readonly words: Words;
}): JSX.Element {
  const said = rules.flatMap(rule => {
    const found = data.rules.find(one => one.rule === rule);
    return found ? ruleSaid(words, rule, found.value, data.names) : [];
  });
  return (
    <Stack gap="close">
      <Sentences sentences={said} />
    </Stack>
  );
}
