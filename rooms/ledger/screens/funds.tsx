/** Where the money is: a picture first, what is kept apart beside it, how it grew, and every fund one tap away. */
import type { PageProps, Words } from "#base";
import { Apart, Boxes, Heading, Line, Lines, Page, QuietAct, Soft, Stack, StatePanel, Sum, Title, Tool, Trend, Two, Icon } from "#look";
import type { ComponentChildren, JSX } from "preact";
import type { FundsSeen } from "../questions.ts";
import { type MoneyPicture, pictureOf, type Place, unitsOf } from "./picture.ts";
import { amountUnit, fundName, Money, monthName } from "./say.tsx";

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
      {isEmpty ? (
        <StatePanel kind="empty" title={words.say("ledger.funds.empty")}>
          <Soft>{words.say("ledger.funds.empty-more")}</Soft>
        </StatePanel>
      ) : (
        pictures.map(picture => <Picture key={picture.unit} picture={picture} data={data} words={words} />)
      )}
      <Two>
        <Stack gap="tight">
          <Heading>{words.say("ledger.funds.each")}</Heading>
          <Lines>
            {data.funds.map(fund => (
              <Line
                key={fund.fund}
                href={`/funds/${fund.fund}`}
                label={fundName(fund)}
                sub={words.say(`ledger.nature.${fund.nature}`)}
                end={<Money amount={fund.total} unit={fund.unit} />}
                arrow
              />
            ))}
          </Lines>
        </Stack>
        <Stack gap="close">
          <QuietAct href="/statements" icon="book" wide>
            {words.say("ledger.statements.title")}
          </QuietAct>
          <QuietAct href="/books/check" icon="seal" wide>
            {words.say("ledger.check.title")}
          </QuietAct>
        </Stack>
      </Two>
    </Page>
  );
}

/** The boxes of one unit and what is apart from them, to one scale. */
function Picture({ picture, data, words }: { picture: MoneyPicture; data: FundsSeen; words: Words }): JSX.Element {
  const { unit, together, apart } = picture;
  const growth = data.growth.find(one => one.unit === unit)?.months ?? [];
  return (
    <Two>
      <Stack>
        <Title>{words.say(amountUnit(unit).symbol ? "ledger.funds.where-things" : "ledger.funds.where")}</Title>
        <Places picture={picture} words={words} borrowers={data.borrowers} />
        <Sum label={words.say("ledger.funds.together")}>
          <Money amount={together} unit={unit} size="number" />
        </Sum>
        <Growth months={growth} unit={unit} words={words} />
      </Stack>
      {apart.length > 0 && (
        <Stack>
          <Heading>{words.say("ledger.funds.apart")}</Heading>
          {apart.map(fund => (
            <Apart
              key={fund.fund}
              name={<FundLink href={`/funds/${fund.fund}`}>{fundName(fund)}</FundLink>}
              minor={BigInt(fund.total)}
              of={together}
              dye={fund.nature === "indivisible" ? "cloth" : "social"}
              unit={amountUnit(unit)}
            />
          ))}
          <Soft small>{words.say("ledger.funds.scale")}</Soft>
        </Stack>
      )}
    </Two>
  );
}

const FundLink = ({ href, children }: { href: string; children: ComponentChildren }): JSX.Element => <a href={href}>{children}</a>;

const dyes: Readonly<Record<Place, "lent" | "bank" | "box">> = { lent: "lent", bank: "bank", cash: "box", stock: "box" };

export function Places({ picture, words, borrowers }: { picture: Pick<MoneyPicture, "unit" | "places">; words: Words; borrowers?: number }): JSX.Element {
  return (
    <Boxes
      label={words.say("ledger.funds.picture", { places: picture.places.map(({ place, amount }) => `${words.say(`ledger.place.${place}`)} ${words.amount(amount, picture.unit)}`).join(", ") })}
      unit={amountUnit(picture.unit)}
      boxes={picture.places.map(({ place, amount }) => ({
        key: place,
        name: words.say(`ledger.place.${place}`),
        minor: amount,
        dye: dyes[place],
        sub: place === "lent" && borrowers ? words.say("ledger.funds.borrowers", { count: borrowers }) : undefined,
      }))}
    />
  );
}

/** How the funds in the boxes grew, month by month; nothing is drawn before there are two months with money. */
function Growth({ months, unit, words }: { months: FundsSeen["growth"][number]["months"]; unit: string; words: Words }): JSX.Element | null {
  const begun = months.findIndex(one => one.amount !== "0");
  const shown = begun < 0 ? [] : months.slice(Math.max(0, begun - 1));
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last || shown.length < 2) return null;
  const moved = BigInt(last.amount) - BigInt(first.amount);
  const direction = moved > 0n ? "grown" : moved < 0n ? "shrunk" : "level";
  const amount = words.amount(moved < 0n ? -moved : moved, unit);
  return (
    <Trend
      title={words.say(`ledger.funds.${direction}`, { amount, month: monthName(words, first.month, "long") })}
      describe={words.say("ledger.funds.growth-said", {
        from: monthName(words, first.month, "long"),
        first: words.amount(BigInt(first.amount), unit),
        until: monthName(words, last.month, "long"),
        last: words.amount(BigInt(last.amount), unit),
      })}
      points={shown.map(({ month, amount: stood }) => ({ label: monthName(words, month), value: BigInt(stood), said: words.amount(BigInt(stood), unit) }))}
      table={{ open: words.say("ledger.funds.in-figures"), label: words.say("ledger.month"), value: words.say("ledger.funds.month-end") }}
    />
  );
}
