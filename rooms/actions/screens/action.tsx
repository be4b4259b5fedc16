/** One action: what it needs and what came is everybody's to see, her own part is hers, and an officer sees who it was. */
import type { PageProps, SessionSeen, Words } from "#base";
import { Bar, Card, Heading, Line, Lines, Mark, Page, Soft, Stack, StepName, Sum, Thread, Title, Two } from "#look";
import { fundCalled, Money, PrivateLine, SomeoneLine, useVeil, type Veil, VeilAct } from "#assembly/parts";
import { Cancel } from "#purchasing/parts";
import type { JSX } from "preact";
import type { ActionSeen } from "../page-questions.ts";
import { MyPromise, PromiseForAnother } from "./promise.tsx";
import { howMuch, nameOf, quantitiesSaid } from "./said.ts";

export interface Part {
  readonly data: ActionSeen;
  readonly words: Words;
}

const steps = ["open", "agreed", "closed"] as const;

export function ActionView({ data, words, session }: PageProps<ActionSeen>): JSX.Element {
  const veil = useVeil();
  const { status } = data;
  const isCancelled = status === "cancelled";
  const place = steps.indexOf(status as (typeof steps)[number]);
  const hasVeil = [data.mine, ...data.others].some(
    one => (one.money ?? "0") !== "0" || one.promised.some(said => isMoney(data, said.intent)),
  );
  return (
    <Page
      title={nameOf(words, data.name)}
      subtitle={words.day(data.happensOn, "weekday")}
      back={{ href: "/actions", label: words.say("actions.screen.back") }}
      {...(isCancelled
        ? {}
        : {
            steps: (
              <>
                <Thread
                  label={words.say("actions.screen.steps")}
                  steps={steps.map((step, at) => ({
                    name: words.say(`actions.screen.step.${step}`),
                    state: at < place || status === "closed" ? "done" : at === place ? "now" : "todo",
                  }))}
                />
                <StepName name={words.say(`actions.screen.status.${status}`)} />
              </>
            ),
          })}
    >
      <Two>
        <Stack>
          {isCancelled && <Mark colour="soft">{words.say("actions.screen.status.cancelled")}</Mark>}
          {isCancelled && data.reason !== null && <p>{data.reason}</p>}
          {data.note !== null && <p>{data.note}</p>}
          <Needed data={data} words={words} />
          <MoneyOfIt data={data} words={words} />
        </Stack>
        <Stack>
          <Mine data={data} words={words} veil={veil} />
          {hasVeil && <VeilAct veil={veil} words={words} />}
          {data.mayPromise && <MyPromise data={data} words={words} member={session?.member ?? ""} />}
          <Others data={data} words={words} veil={veil} />
          <Acts data={data} words={words} session={session} />
        </Stack>
      </Two>
    </Page>
  );
}

const isMoney = ({ lines }: ActionSeen, intent: number): boolean =>
  lines.some(one => one.intent === intent && one.isMoney);

/** What it needs, and what was promised and came of it in all. */
function Needed({ data, words }: Part): JSX.Element {
  const { promisers, helpers } = data;
  return (
    <Stack gap="tight">
      <Title>{words.say("actions.screen.what-is-needed")}</Title>
      {data.lines.map(line => (
        <NeededLine key={line.intent} line={line} status={data.status} words={words} />
      ))}
      <Soft>
        {[
          words.say("actions.screen.promisers", { count: promisers }),
          helpers > 0 && words.say("actions.screen.helpers", { count: helpers }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Soft>
    </Stack>
  );
}

/** Before it is begun promises are what there is; then what came. */
function NeededLine({
  line,
  status,
  words,
}: {
  readonly line: ActionSeen["lines"][number];
  readonly status: ActionSeen["status"];
  readonly words: Words;
}): JSX.Element {
  const { unit } = line;
  const [needed, promised, came] = [BigInt(line.quantity), BigInt(line.promised), BigInt(line.came)];
  const hasBegun = status !== "open" && (came > 0n || status === "closed");
  const there = hasBegun ? came : promised;
  const said = (quantity: bigint): string => howMuch(words, quantity, unit);
  const missing = needed > there ? needed - there : 0n;
  return (
    <div>
      <Bar
        of="us"
        label={<b>{nameOf(words, line.name)}</b>}
        end={
          <Mark colour={missing === 0n ? "leaf" : "turmeric"}>
            {missing === 0n
              ? words.say("actions.screen.enough")
              : words.say("actions.screen.missing", { quantity: said(missing) })}
          </Mark>
        }
        minor={there < needed ? there : needed}
        most={needed}
      />
      <Soft small>
        {[
          words.say("actions.screen.needed", { quantity: said(needed) }),
          words.say("actions.screen.promised", { quantity: said(promised) }),
          hasBegun && words.say("actions.screen.came", { came: said(came) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </Soft>
    </div>
  );
}

/** What came of money and where it went: nobody's in particular, so it is not covered. */
function MoneyOfIt({ data, words }: Part): JSX.Element | null {
  const { money, unit, costs, fromFundMax } = data;
  const isMoving = Object.values(money).some(amount => amount !== "0");
  if (!isMoving && (fromFundMax ?? "0") === "0") return null;
  const sum = (key: string, amount: string | null): JSX.Element | null =>
    amount === null || amount === "0" ? null : (
      <Sum label={words.say(`actions.screen.${key}`)}>
        <Money amount={amount} unit={unit} />
      </Sum>
    );
  return (
    <Stack gap="tight">
      <Title>{words.say("actions.screen.money")}</Title>
      {sum("brought", money.brought)}
      {sum("spent", money.spent)}
      {sum("returned", money.returned)}
      {sum("left-to-fund", money.leftToFund)}
      {sum("left", money.own)}
      {sum("fund-gives", fromFundMax)}
      {sum("spent-by-fund", money.fromFund)}
      {costs.length > 0 && (
        <>
          <Heading>{words.say("actions.screen.costs")}</Heading>
          <Lines label={words.say("actions.screen.costs")}>
            {costs.map(one => (
              <Line
                key={one.cost}
                label={<b>{nameOf(words, one.purpose)}</b>}
                sub={[
                  one.paidTo !== null && words.say("actions.screen.cost-to", { who: one.paidTo }),
                  words.day(one.on, "short"),
                  words.say(`actions.screen.cost-from-${one.fromFund ? "fund" : "brought"}`),
                ]
                  .filter(Boolean)
                  .join(" · ")}
                end={<Money amount={one.amount} unit={unit} />}
              />
            ))}
          </Lines>
        </>
      )}
      <Soft small>{words.say("actions.screen.through", { fund: fundCalled(words, data.fund, data.names.funds) })}</Soft>
    </Stack>
  );
}

/** What she promised and did, and what became of her money. */
function Mine({ data, words, veil }: Part & { readonly veil: Veil }): JSX.Element | null {
  const { mine, unit, lines } = data;
  const promised = quantitiesSaid(words, lines.filter(one => !one.isMoney), mine.promised);
  const promisedMoney = mine.promised.find(one => isMoney(data, one.intent))?.quantity ?? "0";
  const came = quantitiesSaid(words, lines, mine.came);
  if (promised === "" && came === "" && promisedMoney === "0" && mine.money === "0") return null;
  const line = (key: string, amount: string): JSX.Element | false =>
    amount !== "0" && (
      <PrivateLine amount={amount} unit={unit} of={words.say(`actions.screen.${key}`)} veil={veil} words={words} />
    );
  return (
    <Card held title={words.say("actions.screen.mine")}>
      {promised !== "" && <Sum label={words.say("actions.screen.mine-promised")}>{promised}</Sum>}
      {came !== "" && <Sum label={words.say("actions.screen.mine-came")}>{came}</Sum>}
      {line("mine-promised-money", promisedMoney)}
      {line("mine-money", mine.money)}
      {line("mine-returned", mine.returned)}
    </Card>
  );
}

/** Who promised and did what, for those who may see it. */
function Others({ data, words, veil }: Part & { readonly veil: Veil }): JSX.Element {
  const { others, lines, unit } = data;
  if (others.length === 0) return <Soft small>{words.say("actions.screen.promises-hidden")}</Soft>;
  return (
    <Stack gap="tight">
      <Heading>{words.say("actions.screen.others")}</Heading>
      <Lines label={words.say("actions.screen.others")}>
        {others.map(({ who, promised, came, money }) => {
          const shown = veil.open ? lines : lines.filter(one => !one.isMoney);
          const [said, done] = [quantitiesSaid(words, shown, promised), quantitiesSaid(words, lines, came)];
          return (
            <SomeoneLine
              key={who.member}
              words={words}
              who={who}
              sub={[
                said !== "" && words.say("actions.screen.promised-what", { what: said }),
                done !== "" && words.say("actions.screen.did", { what: done }),
              ]
                .filter(Boolean)
                .join(" · ")}
              {...(veil.open && money !== null && money !== "0" ? { end: <Money amount={money} unit={unit} /> } : {})}
            />
          );
        })}
      </Lines>
    </Stack>
  );
}

/** What officers do of it; what moves money is written at the meeting, or between meetings where the rule lets two. */
function Acts({ data, words, session }: Part & { readonly session: SessionSeen | null }): JSX.Element | null {
  if (!data.isScribe && data.people.length === 0) return null;
  const isLive = data.status === "open" || data.status === "agreed";
  return (
    <Stack>
      {data.people.length > 0 && <PromiseForAnother data={data} words={words} />}
      {data.isScribe && isLive && <Soft>{words.say(`actions.screen.next.${data.status}`)}</Soft>}
      {data.mayCancel && <Cancel command="actions.cancel" of={{ action: data.action }} {...{ on: data.on, unit: data.unit, words, session }} />}
    </Stack>
  );
}
