/** What is still open: how much of it the group has, and whose it is for who writes it down. Each leads to where it is done. */
import { Line, Lines, Soft, Stack } from "#look";
import { fundCalled, ListedMoney, Money, PrivateLine, SomeoneLine, VeilAct } from "#assembly/parts";
import type { JSX } from "preact";
import { said, type Seen } from "./dissolution.tsx";

const places: Readonly<Record<string, string>> = {
  suppliers: "/purchases",
  purchases: "/purchases",
  actions: "/actions",
  pots: "/pots",
  loans: "/loans",
  claims: "/aid",
  meeting: "/meeting",
};

export function StillOpen(seen: Seen): JSX.Element {
  const { data, veil, words } = seen;
  const now = data.open.filter(one => one.kind !== "to-divide");
  const people = now.flatMap(one => one.people.map(of => ({ ...of, kind: one.kind, unit: one.unit })));
  const mine = now.filter(one => one.mine !== "0");
  const refusals = data.funds.flatMap(one => (one.refusal ? [one.refusal] : []));
  return (
    <Stack gap="tight">
      {refusals.map(refusal => (
        <p key={refusal.refused}>
          {refusal.refused === "dissolution.loan-not-covered" && !veil.open
            ? words.say("dissolution.open.not-covered", { number: String(refusal.because["number"]) })
            : said(seen, refusal)}
        </p>
      ))}
      <Lines label={words.say("dissolution.open.title")}>
        {now.map(({ kind, fund, unit, count, amount }) => (
          <Line
            key={`${kind}/${fund}`}
            label={words.say(`dissolution.open.${kind}`, { count })}
            {...(fund === "" ? {} : { sub: fundCalled(words, fund, data.names.funds) })}
            {...(amount === "0" ? {} : { end: <Money amount={amount} unit={unit} /> })}
            {...(places[kind] === undefined ? {} : { href: places[kind], arrow: true as const })}
          />
        ))}
      </Lines>
      {(people.length > 0 || mine.length > 0) && <VeilAct veil={veil} words={words} />}
      {mine.map(one => (
        <PrivateLine
          key={`${one.kind}/${one.fund}`}
          amount={one.mine}
          unit={one.unit}
          of={words.say(`dissolution.open.mine.${one.kind}`)}
          veil={veil}
          words={words}
        />
      ))}
      {people.length > 0 && (
        <details>
          <summary>{words.say("dissolution.open.whose")}</summary>
          <Lines label={words.say("dissolution.open.whose")}>
            {people.map(({ who, kind, amount, unit }, place) => (
              <SomeoneLine
                key={place}
                words={words}
                who={who}
                sub={words.say(`dissolution.open.${kind}`, { count: 1 })}
                end={<ListedMoney amount={amount} unit={unit} veil={veil} />}
              />
            ))}
          </Lines>
        </details>
      )}
      <Soft small>{words.say("dissolution.open.at-meetings")}</Soft>
    </Stack>
  );
}
