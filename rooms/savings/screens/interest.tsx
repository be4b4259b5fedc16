/**
 * Interest on savings: how it is counted, what the next period gives, and what was posted. Officers post it before two and
 * take the latest back with a reason; every member sees what the group pays and what is hers, under cloth until she presses.
 */
import type { PageProps, Words } from "#base";
import {
  Act,
  Card,
  Field,
  Heading,
  Lines,
  Mark,
  Page,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
  Sum,
  TextAct,
  Title,
  Two,
} from "#look";
import {
  codeName,
  type Doing,
  fundCalled,
  ListedMoney,
  Money,
  PrivateLine,
  sentenceOf,
  SomeoneLine,
  type Together,
  useDoing,
  useTogether,
  useVeil,
  type Veil,
  VeilAct,
} from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { InterestSeen } from "../interest-question.ts";
import { type ActBeforeTwo, beforeTwo, CloseBooks, ItIsOver, Refused, RuleInWords } from "./period-end.tsx";

type ProductSeen = InterestSeen["products"][number];
type PeriodSeen = ProductSeen["periods"][number];
type Sums = Pick<PeriodSeen, "total" | "own" | "members" | "people">;

interface Asked {
  readonly data: InterestSeen;
  readonly product: ProductSeen;
  readonly veil: Veil;
  readonly together: Together;
  readonly words: Words;
}

interface Seen extends Asked {
  readonly doing: Doing;
  /** About this product. */
  readonly act: ActBeforeTwo;
}

export function InterestView({ data, words, session }: PageProps<InterestSeen>): JSX.Element {
  const veil = useVeil();
  const together = useTogether({ words, session });
  const isPrivate = data.products.some(({ plan, periods }) =>
    [...(plan ? [plan] : []), ...periods].some(one => one.own !== "0" || one.people.length > 0),
  );
  return (
    <Page
      title={words.say("savings.interest.title")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/savings", label: words.say("savings.screen.back") }}
    >
      {data.products.length === 0 && (
        <StatePanel kind="empty" title={words.say("savings.interest.none")}>
          <Soft>{words.say("savings.interest.none-more")}</Soft>
        </StatePanel>
      )}
      {isPrivate && (
        <Stack gap="close">
          <VeilAct veil={veil} words={words} />
        </Stack>
      )}
      {data.products.map(product => (
        <ProductInterest
          key={product.product}
          {...{ data, product, veil, together, words }}
        />
      ))}
      {together.dialog}
    </Page>
  );
}

function ProductInterest(asked: Asked): JSX.Element {
  const { data, product, words, together } = asked;
  const doing = useDoing();
  const say = beforeTwo(together, doing, data.on);
  const act: ActBeforeTwo = (name, body) => say(name, { product: product.product, ...body });
  const seen: Seen = { ...asked, doing, act };
  const rule = data.rules.find(one => one.rule === `savings.interest/${product.product}`);
  const said = (refusal: Parameters<typeof sentenceOf>[0]): string =>
    sentenceOf(refusal, words, product.unit, (kind, code) =>
      kind === "fund"
        ? fundCalled(words, code, data.names.funds)
        : kind === "product"
          ? codeName(words, `savings.product/${code}`, data.names)
          : undefined,
    );
  return (
    <Stack gap="tight">
      <Title>{codeName(words, `savings.product/${product.product}`, data.names)}</Title>
      {doing.refusal && <Refused sentence={said(doing.refusal)} />}
      <Two>
        <Stack gap="tight">
          <NextPeriod {...seen} sentence={product.refusal && said(product.refusal)} />
          <RuleInWords title={words.say("savings.interest.rule")} rule={rule} names={data.names} words={words} />
        </Stack>
        <Stack gap="tight">
          {product.periods.length > 0 && <Heading>{words.say("savings.interest.posted")}</Heading>}
          {product.periods.map(period => (
            <Posted key={period.end} {...seen} period={period} />
          ))}
        </Stack>
      </Two>
    </Stack>
  );
}

/** What comes next: the period runs, its books are to be closed, or what it gives and the act. */
function NextPeriod(seen: Seen & { readonly sentence: string | null }): JSX.Element {
  const { data, product, words, doing, together, act, sentence } = seen;
  const { from, end, isOver, areBooksClosed } = product.next;
  const day = words.day(end);
  if (!isOver) return <Soft>{words.say("savings.interest.runs-until", { day })}</Soft>;
  if (!areBooksClosed)
    return (
      <ItIsOver
        title={words.say("savings.interest.period-over", { day })}
        said={words.say("savings.interest.books-first", { day })}
        act={data.mayAct && <CloseBooks words={words} />}
      />
    );
  return (
    <Card held title={words.say("savings.interest.period", { from: words.day(from), day })}>
      {sentence !== null && <Refused sentence={sentence} />}
      {product.plan && (
        <>
          <Given {...seen} sums={product.plan} label={words.say("savings.interest.would-give")} />
          {data.mayAct && (
            <Stack gap="tight">
              {together.said}
              <Act busy={doing.busy} onClick={() => act("savings.post-interest", { period_end: end })}>
                {words.say("command.savings.post-interest")}
              </Act>
            </Stack>
          )}
        </>
      )}
    </Card>
  );
}

/** What a period gives in all and to her; to each, for officers, once the cloth is lifted. */
function Given({
  product: { unit },
  sums,
  label,
  veil,
  words,
}: Seen & { readonly sums: Sums; readonly label: string }): JSX.Element {
  return (
    <Stack gap="tight">
      <Sum label={label}>
        <Money amount={sums.total} unit={unit} size="mid" />
      </Sum>
      <Soft small>{words.say("savings.interest.members", { count: sums.members })}</Soft>
      {sums.own !== "0" && (
        <PrivateLine amount={sums.own} unit={unit} of={words.say("savings.screen.mine")} veil={veil} words={words} />
      )}
      {veil.open && sums.people.length > 0 && (
        <Lines label={words.say("savings.interest.each")}>
          {sums.people.map(one => (
            <SomeoneLine
              key={one.who.member}
              words={words}
              who={one.who}
              end={<ListedMoney amount={one.amount} unit={unit} veil={veil} />}
            />
          ))}
        </Lines>
      )}
    </Stack>
  );
}

function Posted(seen: Seen & { readonly period: PeriodSeen }): JSX.Element {
  const { data, period, words, doing, act } = seen;
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  return (
    <Card
      title={words.say("savings.interest.period", { from: words.day(period.from), day: words.day(period.end) })}
      mark={
        period.mayBePostedAgain ? (
          <Mark colour="turmeric" icon="alert">
            {words.say("savings.interest.taken-back")}
          </Mark>
        ) : (
          <Mark colour="leaf" icon="check">
            {words.say("savings.interest.posted-on", { day: words.day(period.postedOn) })}
          </Mark>
        )
      }
    >
      <Given {...seen} sums={period} label={words.say("savings.interest.gave")} />
      {data.mayAct && period.mayBePostedAgain && (
        <QuietAct busy={doing.busy} onClick={() => act("savings.post-interest", { period_end: period.end })}>
          {words.say("savings.interest.post-again")}
        </QuietAct>
      )}
      {data.mayAct && period.mayBeTakenBack && !isAsked && (
        <TextAct onClick={() => setAsked(true)}>{words.say("savings.interest.take-back")}</TextAct>
      )}
      {isAsked && (
        <Stack gap="tight">
          <Field
            label={words.say("field.savings.take-back-interest.reason")}
            hint={words.say("savings.interest.reason-hint")}
            maxLength={300}
            value={reason}
            onInput={event => setReason(event.currentTarget.value)}
          />
          <QuietAct
            busy={doing.busy}
            notYet={reason.trim() === ""}
            onClick={() => act("savings.take-back-interest", { period_end: period.end, reason: reason.trim() })}
          >
            {words.say("command.savings.take-back-interest")}
          </QuietAct>
        </Stack>
      )}
    </Card>
  );
}
