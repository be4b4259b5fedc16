/**
 * Term deposits: how much lies for a time, what is hers, and for officers whose matures when. The interest of those that
 * matured is posted before two, all at once; amounts of others lie under cloth until an officer presses.
 */
import type { PageProps, Words } from "#base";
import { Act, Card, Heading, Lines, Mark, Notice, Page, Soft, Stack, StatePanel, Two } from "#look";
import {
  codeName,
  ListedMoney,
  Money,
  PrivateLine,
  ruleSaid,
  sentenceOf,
  SomeoneLine,
  useDoing,
  useTogether,
  useVeil,
  type Veil,
  VeilAct,
} from "#assembly/parts";
import type { JSX } from "preact";
import type { TermsSeen } from "../term-question.ts";

type TermSeen = TermsSeen["mine"][number];

interface Seen {
  readonly data: TermsSeen;
  readonly veil: Veil;
  readonly words: Words;
}

export function TermsView({ data, words, session }: PageProps<TermsSeen>): JSX.Element {
  const veil = useVeil();
  const seen: Seen = { data, veil, words };
  const isEmpty = data.products.length === 0;
  return (
    <Page
      title={words.say("savings.term.title")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/savings", label: words.say("savings.screen.back") }}
    >
      {isEmpty ? (
        <StatePanel kind="empty" title={words.say("savings.term.none")}>
          <Soft>{words.say("savings.term.none-more")}</Soft>
        </StatePanel>
      ) : (
        <Stack gap="tight">
          {data.mine.length + data.all.length > 0 && (
            <Stack gap="close">
              <VeilAct veil={veil} words={words} />
            </Stack>
          )}
          {data.unposted.length > 0 && <Unposted {...seen} session={session} />}
          <Two>
            <Stack gap="tight">
              {data.mine.length > 0 && (
                <>
                  <Heading>{words.say("savings.term.mine")}</Heading>
                  <Stack gap="tight">
                    {data.mine.map(one => (
                      <Mine key={one.deposit} {...seen} term={one} />
                    ))}
                  </Stack>
                </>
              )}
              <Heading>{words.say("savings.term.kinds")}</Heading>
              <Stack gap="tight">
                {data.products.map(one => (
                  <Kind key={one.product} {...seen} product={one} />
                ))}
              </Stack>
            </Stack>
            <Stack gap="tight">
              {data.all.length > 0 && (
                <>
                  <Heading>{words.say("savings.term.all")}</Heading>
                  <Lines label={words.say("savings.term.all")}>
                    {data.all.map(one => (
                      <SomeoneLine
                        key={one.deposit}
                        words={words}
                        who={one.who}
                        sub={words.say(one.isMature ? "savings.term.matured" : "savings.term.until", {
                          day: words.day(one.maturesOn),
                        })}
                        end={<ListedMoney amount={one.kept} unit={one.unit} veil={veil} />}
                      />
                    ))}
                  </Lines>
                </>
              )}
            </Stack>
          </Two>
        </Stack>
      )}
    </Page>
  );
}

/** A year bears what its deposits cost, whenever the women come for them. */
function Unposted({ data, words, session }: Seen & Pick<PageProps<TermsSeen>, "session">): JSX.Element {
  const doing = useDoing();
  const together = useTogether({ words, session });
  const post = (): void =>
    together.go(() => {
      void doing.run({ name: "savings.post-term-interest", on: data.on, body: { through: data.on } }).then(isDone => {
        if (isDone) location.reload();
      });
    });
  return (
    <Card held title={words.say("savings.term.unposted")}>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, data.unposted[0]!.unit)}</p>
        </Notice>
      )}
      {data.unposted.map(one => (
        <Stack key={one.unit} gap="close">
          <Money amount={one.interest} unit={one.unit} size="mid" />
          <Soft small>{words.say("savings.term.of-deposits", { count: one.count })}</Soft>
        </Stack>
      ))}
      {data.mayAct && (
        <Stack gap="tight">
          {together.said}
          <Act busy={doing.busy} onClick={post}>
            {words.say("command.savings.post-term-interest")}
          </Act>
        </Stack>
      )}
      {together.dialog}
    </Card>
  );
}

function Mine({ data, term, veil, words }: Seen & { readonly term: TermSeen }): JSX.Element {
  const day = words.day(term.maturesOn);
  return (
    <Card
      title={codeName(words, `savings.product/${term.product}`, data.names)}
      mark={term.isMature && <Mark colour="leaf">{words.say("savings.term.is-over")}</Mark>}
    >
      <PrivateLine
        amount={term.kept}
        unit={term.unit}
        of={words.say("savings.term.laid-down")}
        veil={veil}
        words={words}
        size="mid"
      />
      {term.withdrawn !== "0" && (
        <PrivateLine
          amount={term.withdrawn}
          unit={term.unit}
          of={words.say("savings.term.withdrawn")}
          veil={veil}
          words={words}
        />
      )}
      <PrivateLine
        amount={term.atEnd}
        unit={term.unit}
        of={words.say("savings.term.at-end")}
        veil={veil}
        words={words}
      />
      <Soft small>
        {words.say(term.isMature ? "savings.term.ended-at" : "savings.term.from-until", {
          from: words.day(term.openedOn),
          day,
          rate: percent(words, term.rate),
        })}
      </Soft>
    </Card>
  );
}

const percent = (words: Words, rate: string): string =>
  new Intl.NumberFormat(words.locale, { maximumFractionDigits: 6 }).format(Number(rate));

function Kind({ data, product, words }: Seen & { readonly product: TermsSeen["products"][number] }): JSX.Element {
  const rule = data.rules.find(one => one.rule === `savings.product/${product.product}`);
  return (
    <Card title={codeName(words, `savings.product/${product.product}`, data.names)}>
      <Money amount={product.total} unit={product.unit} size="number" />
      <Soft small>{words.say("savings.term.of-deposits", { count: product.count })}</Soft>
      {rule &&
        ruleSaid(words, rule.rule, rule.value, data.names).map(sentence => (
          <p key={sentence}>{sentence}</p>
        ))}
    </Card>
  );
}
