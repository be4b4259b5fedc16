/** Where the money is: a picture first, what is kept apart beside it, how it grew, and every fund one tap away. */
import { lastOf, type PageProps, type Words } from "#base";
import {
  Apart,
  Boxes,
  Heading,
  Line,
  Lines,
  Page,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
  Sum,
  Title,
  Tool,
  Trend,
  Two,
  Icon,
} from "#look";
import type { JSX } from "preact";
import type { FundsSeen } from "../ask-funds.ts";
import { type FundShown, type MoneyPicture, pictureOf, type Place, unitsOf } from "./picture.ts";
import { amountSaid, fundName, isThing, Money, monthName, placeName, shown, shownBoxes } from "./say.tsx";

export function FundsView({ data, words }: PageProps<FundsSeen>): JSX.Element {
  const pictures = unitsOf(data.funds).map(unit => pictureOf(unit, data.funds));
  const isEmpty = data.funds.every(fund => fund.total === "0");
  return (
    <Page
      title={words.say("ledger.funds.title")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/", label: words.say("ledger.back") }}
      tools={
        <Tool href="/statements/print" label={words.say("ledger.statements.print")}>
          <Icon name="print" />
        </Tool>
      }
    >
      {isEmpty && (
        <StatePanel kind="empty" title={words.say("ledger.funds.empty")}>
          <Soft>{words.say("ledger.funds.empty-more")}</Soft>
        </StatePanel>
      )}
      <Two>
        <Stack gap="far">
          {!isEmpty &&
            pictures.map((picture, index) => (
              <Picture key={picture.unit} picture={picture} isFirst={index === 0} data={data} words={words} />
            ))}
        </Stack>
        <Stack gap="far">
          <Stack gap="tight">
            <Heading>{words.say("ledger.funds.each")}</Heading>
            <Lines>
              {data.funds.map(fund => (
                <Line
                  key={fund.fund}
                  href={`/funds/${fund.fund}`}
                  label={fundName(words, fund)}
                  sub={words.say(`ledger.nature.${fund.nature}`)}
                  end={<Money amount={fund.total} unit={fund.unit} />}
                  arrow
                />
              ))}
            </Lines>
          </Stack>
          {data.growth
            .filter(({ unit }) => !isThing(unit))
            .map(({ unit, months }) => (
              <Growth key={unit} months={months} unit={unit} words={words} />
            ))}
          <Stack gap="close">
            <QuietAct href="/statements" icon="book" wide>
              {words.say("ledger.statements.open")}
            </QuietAct>
            <QuietAct href="/reports" icon="book" wide>
              {words.say("ledger.reports.open")}
            </QuietAct>
            <QuietAct href="/books/check" icon="seal" wide>
              {words.say("ledger.check.title")}
            </QuietAct>
          </Stack>
        </Stack>
      </Two>
    </Page>
  );
}

/** The first unit's picture is large; others, mostly things in store, are a strip. */
const heights = { first: 320, other: 112 } as const;

/** The boxes of one unit, and what is apart from them in the same column, so that areas compare. */
function Picture({
  picture,
  isFirst,
  data,
  words,
}: {
  picture: MoneyPicture;
  isFirst: boolean;
  data: FundsSeen;
  words: Words;
}): JSX.Element | null {
  const { unit, together, apart } = picture;
  const height = isFirst ? heights.first : heights.other;
  if (together === 0n && apart.every(fund => fund.total === "0")) return null;
  return (
    <Stack>
      <Title>{words.say(isThing(unit) ? "ledger.funds.where-things" : "ledger.funds.where")}</Title>
      <Places picture={picture} height={height} words={words} borrowers={data.borrowers} />
      <Sum label={words.say("ledger.funds.together")}>
        <Money amount={together} unit={unit} size="number" />
      </Sum>
      {apart.length > 0 && (
        <>
          <Heading>{words.say("ledger.funds.apart")}</Heading>
          {apart.map(fund => (
            <ApartFund key={fund.fund} words={words} fund={fund} together={together} height={height} />
          ))}
          <Soft small>{words.say("ledger.funds.scale")}</Soft>
        </>
      )}
    </Stack>
  );
}

function ApartFund({
  words,
  fund,
  together,
  height,
}: {
  words: Words;
  fund: FundShown;
  together: bigint;
  height: number;
}): JSX.Element {
  const { minors, unit } = shown([fund.total, together], fund.unit);
  return (
    <Apart
      name={<a href={`/funds/${fund.fund}`}>{fundName(words, fund)}</a>}
      height={height}
      minor={minors[0]!}
      of={minors[1]!}
      dye={fund.nature === "indivisible" ? "cloth" : "social"}
      unit={unit}
    />
  );
}

const dyes: Readonly<Record<Place, "lent" | "bank" | "box">> = {
  lent: "lent",
  bank: "bank",
  cash: "box",
  stock: "box",
};

function Places({
  picture,
  height,
  words,
  borrowers,
}: {
  picture: MoneyPicture;
  height: number;
  words: Words;
  borrowers: number;
}): JSX.Element {
  const { boxes, unit } = shownBoxes(
    picture.places.map(({ place, amount }) => ({
      key: place,
      name: placeName(words, place, picture.unit),
      minor: amount,
      dye: dyes[place],
      sub: place === "lent" && borrowers > 0 ? words.say("ledger.funds.borrowers", { count: borrowers }) : undefined,
    })),
    picture.unit,
  );
  const places = picture.places
    .map(({ place, amount }) => `${placeName(words, place, picture.unit)} ${amountSaid(words, amount, picture.unit)}`)
    .join(", ");
  return <Boxes label={words.say("ledger.funds.picture", { places })} height={height} unit={unit} boxes={boxes} />;
}

/** How the funds in the boxes grew, month by month; nothing is drawn before there are two months with money. */
function Growth({
  months,
  unit,
  words,
}: {
  months: FundsSeen["growth"][number]["months"];
  unit: string;
  words: Words;
}): JSX.Element | null {
  const begun = months.findIndex(one => one.amount !== "0");
  const shown = begun < 0 ? [] : months.slice(Math.max(0, begun - 1));
  const [first, last] = [shown[0], lastOf(shown)];
  if (!first || !last || shown.length < 2) return null;
  const moved = BigInt(last.amount) - BigInt(first.amount);
  const direction = moved > 0n ? "grown" : moved < 0n ? "shrunk" : "level";
  const amount = amountSaid(words, moved < 0n ? -moved : moved, unit);
  return (
    <Trend
      title={words.say(`ledger.funds.${direction}`, { amount, month: monthName(words, first.month, "long") })}
      describe={words.say("ledger.funds.growth-said", {
        from: monthName(words, first.month, "long"),
        first: amountSaid(words, first.amount, unit),
        until: monthName(words, last.month, "long"),
        last: amountSaid(words, last.amount, unit),
      })}
      points={shown.map(({ month, amount: stood }) => ({
        label: monthName(words, month),
        value: BigInt(stood),
        said: amountSaid(words, stood, unit),
      }))}
      table={{
        open: words.say("ledger.funds.in-figures"),
        label: words.say("ledger.month"),
        value: words.say("ledger.funds.month-end"),
      }}
    />
  );
}
