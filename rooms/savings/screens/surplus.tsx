/**
 * What a year of the group left over: what came in and went out, how it is split by the rule the members made, and where each
 * part went. Officers close the year and give it out, once it is decided; every member sees the group's result and her own
 * part, under cloth until she presses.
 */
import type { PageProps, Words } from "#base";
import {
  Act,
  Card,
  Heading,
  Line,
  Lines,
  Mark,
  Notice,
  Page,
  SelectField,
  type Slice,
  Slices,
  Soft,
  Stack,
  StatePanel,
  Sum,
  TextAct,
  Title,
  Two,
} from "#look";
import {
  type Doing,
  fundCalled,
  Hands,
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
  whenSaid,
} from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { SurplusSeen } from "../surplus-question.ts";
import { type ActBeforeTwo, beforeTwo, CloseBooks, ItIsOver, Refused, RuleInWords } from "./period-end.tsx";

type FundSeen = SurplusSeen["funds"][number];
type YearSeen = FundSeen["years"][number];

interface Seen {
  readonly data: SurplusSeen;
  readonly fund: FundSeen;
  readonly veil: Veil;
  readonly doing: Doing;
  readonly together: Together;
  readonly words: Words;
  readonly act: ActBeforeTwo;
}

export function SurplusView({ data, words, session }: PageProps<SurplusSeen>): JSX.Element {
  const veil = useVeil();
  const doing = useDoing();
  const together = useTogether({ words, session });
  const act = beforeTwo(together, doing, data.on);
  return (
    <Page
      title={words.say("savings.surplus.title")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/savings", label: words.say("savings.screen.back") }}
    >
      {data.funds.length === 0 && (
        <StatePanel kind="empty" title={words.say("savings.surplus.none")}>
          <Soft>{words.say("savings.surplus.none-more")}</Soft>
        </StatePanel>
      )}
      {data.funds.map(fund => (
        <FundYears
          key={fund.fund}
          data={data}
          fund={fund}
          veil={veil}
          doing={doing}
          together={together}
          words={words}
          act={act}
        />
      ))}
      {data.uses.length > 0 && <Uses data={data} words={words} />}
      {together.dialog}
    </Page>
  );
}

/** What became of the parts that went to funds with a purpose: each use with its decision. */
function Uses({ data, words }: { readonly data: SurplusSeen; readonly words: Words }): JSX.Element {
  const uses = data.uses.flatMap(({ fund, unit, uses }) => uses.map(one => ({ ...one, fund, unit })));
  return (
    <Stack gap="tight">
      <Heading>{words.say("savings.surplus.uses")}</Heading>
      <Soft>{words.say(uses.length > 0 ? "savings.surplus.uses-more" : "savings.surplus.no-use-yet")}</Soft>
      {uses.length > 0 && (
        <Lines label={words.say("savings.surplus.uses")}>
          {uses.map(one => (
            <Line
              key={one.seq}
              href={`/entries/${one.seq}`}
              label={one.what ?? words.say("savings.surplus.used")}
              sub={`${fundCalled(words, one.fund, data.names.funds)} · ${whenSaid(words, one)}`}
              end={<Money amount={one.amount} unit={one.unit} />}
              arrow
            />
          ))}
        </Lines>
      )}
    </Stack>
  );
}

function FundYears(seen: Seen): JSX.Element {
  const { data, fund, veil, doing, together, words } = seen;
  const rule = data.rules.find(one => one.rule === `savings.surplus/${fund.fund}`);
  return (
    <Stack gap="far">
      <Stack gap="tight">
        {data.funds.length > 1 && <Heading>{fundCalled(words, fund.fund, data.names.funds)}</Heading>}
        {doing.refusal && (
          <Refused
            sentence={sentenceOf(doing.refusal, words, fund.unit, (kind, code) =>
              kind === "fund" ? fundCalled(words, code, data.names.funds) : undefined,
            )}
          />
        )}
        <NextYear {...seen} />
        {data.mayAct && together.said}
        {fund.years.some(year => year.own.amount !== "0" || year.people.length > 0) && (
          <VeilAct veil={veil} words={words} />
        )}
      </Stack>
      {fund.years.map(year => (
        <Year key={year.yearEnd} {...seen} year={year} />
      ))}
      <RuleInWords title={words.say("savings.surplus.rule")} rule={rule} names={data.names} words={words}>
        <Soft small>{words.say("savings.surplus.source", { law: words.say(`law.${fund.law}`) })}</Soft>
      </RuleInWords>
    </Stack>
  );
}

/** What comes next: the year runs, its books are to be closed, or the year itself. */
function NextYear({ data, fund, words, doing, act }: Seen): JSX.Element {
  const { yearEnd, isOver, areBooksClosed } = fund.next;
  const day = words.day(yearEnd);
  if (!isOver) return <Soft>{words.say("savings.surplus.runs-until", { day })}</Soft>;
  return (
    <ItIsOver
      title={words.say("savings.surplus.year-over", { day })}
      said={words.say(areBooksClosed ? "savings.surplus.close-now" : "savings.surplus.books-first", { day })}
      act={
        data.mayAct &&
        (areBooksClosed ? (
          <Act busy={doing.busy} onClick={() => act("savings.close-year", { fund: fund.fund, year_end: yearEnd })}>
            {words.say("command.savings.close-year")}
          </Act>
        ) : (
          <CloseBooks words={words} />
        ))
      }
    />
  );
}

/** One year. A part keeps the dye of what it is for, from year to year. */
const dyes = {
  capital: "indigo",
  patronage: "morinda",
  reserve: "teal",
  "loss-reserve": "grey",
  education: "leaf",
  community: "turmeric",
  optional: "violet",
  officers: "violet",
  staff: "grey",
} as const satisfies Record<YearSeen["parts"][number]["role"], Slice["dye"]>;

function Year(seen: Seen & { readonly year: YearSeen }): JSX.Element {
  const { fund, year, veil, words } = seen;
  const { unit } = fund;
  const isLoss = year.surplus.startsWith("-");
  const nothing = year.surplus === "0";
  return (
    <Two>
      <Stack gap="tight">
        <Title>{words.say("savings.surplus.year", { from: words.day(year.from), day: words.day(year.yearEnd) })}</Title>
        <Sum label={words.say("savings.surplus.came-in")}>
          <Money amount={year.income} unit={unit} size="mid" />
        </Sum>
        <Sum label={words.say("savings.surplus.went-out")}>
          <Money amount={year.expense} unit={unit} size="mid" />
        </Sum>
        <Stack gap="close">
          <span>{words.say(isLoss ? "savings.surplus.lost" : "savings.surplus.left-over")}</span>
          <Money amount={isLoss ? year.surplus.slice(1) : year.surplus} unit={unit} size="remember" />
        </Stack>
        {year.covered !== "0" && (
          <Sum label={words.say("savings.surplus.covered")}>
            <Money amount={year.covered} unit={unit} size="mid" />
          </Sum>
        )}
        {nothing ? <Soft>{words.say("savings.surplus.nothing")}</Soft> : <Standing {...seen} isLoss={isLoss} />}
      </Stack>
      <Stack gap="tight">
        {year.refusal && (
          <Notice colour="turmeric" icon="alert" title={words.say("savings.surplus.cannot-be-split")}>
            <p>{sentenceOf(year.refusal, words, unit)}</p>
          </Notice>
        )}
        {year.parts.length > 0 && (
          <Slices
            label={words.say("savings.surplus.parts")}
            slices={year.parts.map((part, index) => ({
              key: String(index),
              dye: dyes[part.role],
              minor: BigInt(part.amount),
              name: (
                <>
                  <b>{words.say(`choice.savings.surplus.parts.role.${part.role}`)}</b>
                  <br />
                  <span class="soft">{whereTo(part, seen)}</span>
                  {part.isCapped && (
                    <>
                      <br />
                      <span class="soft">{words.say("savings.surplus.capped")}</span>
                    </>
                  )}
                </>
              ),
              end: <Money amount={part.amount} unit={unit} />,
            }))}
          />
        )}
        {year.own.amount !== "0" && (
          <Card held label={words.say("savings.screen.for-me")}>
            {year.own.parts.map(part => (
              <PrivateLine
                key={part.role}
                amount={part.amount}
                unit={unit}
                of={words.say(`savings.surplus.mine.${part.role}`)}
                veil={veil}
                words={words}
              />
            ))}
            <PrivateLine
              amount={year.own.amount}
              unit={unit}
              of={words.say(year.allocatedOn === null ? "savings.surplus.would-be-mine" : "savings.surplus.is-mine")}
              veil={veil}
              words={words}
              size="number"
            />
          </Card>
        )}
        {year.people.length > 0 && <People {...seen} />}
      </Stack>
    </Two>
  );

  function whereTo(part: YearSeen["parts"][number], { data: { names } }: Seen): string {
    const percent = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 6 }).format(Number(part.percent));
    return part.fund === null
      ? words.say("savings.surplus.to-members", { percent, count: part.members })
      : words.say("savings.surplus.to-fund", { percent, fund: fundCalled(words, part.fund, names.funds) });
  }
}

/** Where the matter stands: to be decided, decided, or done; and by which decision. */
function Standing({
  data,
  fund,
  year,
  words,
  doing,
  act,
  isLoss,
}: Seen & { readonly year: YearSeen; readonly isLoss: boolean }): JSX.Element {
  const [reserve, setReserve] = useState(data.reserves[0] ?? "");
  const { ready, decided } = year;
  const isDone = isLoss ? BigInt(year.covered) === -BigInt(year.surplus) : year.allocatedOn !== null;
  const behind = ready ?? decided;
  return (
    <Stack gap="tight">
      {isDone ? (
        <p>
          <Mark colour="leaf" icon="check">
            {isLoss
              ? words.say("savings.surplus.loss-covered")
              : words.say("savings.surplus.given-out", { day: words.day(year.allocatedOn!) })}
          </Mark>
        </p>
      ) : (
        !ready && <Soft>{words.say(isLoss ? "savings.surplus.decide-loss" : "savings.surplus.decide")}</Soft>
      )}
      {behind && (
        <Card>
          <Mark colour="leaf" icon="check">
            {words.say("assembly.screen.carried")}
          </Mark>
          <Soft small>{whenSaid(words, behind)}</Soft>
          <Hands decision={behind} words={words} />
          <TextAct href="/decisions">{words.say("savings.surplus.decisions")}</TextAct>
        </Card>
      )}
      {ready && data.mayAct && isLoss && data.reserves.length > 1 && (
        <SelectField
          label={words.say("field.savings.cover-loss.reserve")}
          value={reserve}
          onChange={event => setReserve(event.currentTarget.value)}
        >
          {data.reserves.map(code => (
            <option key={code} value={code} selected={code === reserve}>
              {fundCalled(words, code, data.names.funds)}
            </option>
          ))}
        </SelectField>
      )}
      {ready && data.mayAct && !isDone && (
        <Act
          busy={doing.busy}
          onClick={() =>
            isLoss
              ? act("savings.cover-loss", { decision: ready.decision, reserve })
              : act("savings.allocate-surplus", { decision: ready.decision })
          }
        >
          {words.say(isLoss ? "command.savings.cover-loss" : "command.savings.allocate-surplus")}
        </Act>
      )}
      {isDone && !isLoss && (
        <TextAct href={`/funds/${fund.fund}`}>{words.say("savings.surplus.to-the-fund")}</TextAct>
      )}
    </Stack>
  );
}

/** For who pays it out: by number, never by how much. One tap away, since a year has as many lines as the group has members. */
function People({ fund, year, veil, words }: Seen & { readonly year: YearSeen }): JSX.Element {
  return (
    <details>
      <summary>{words.say("savings.surplus.each")}</summary>
      <Lines label={words.say("savings.surplus.each")}>
        {year.people.map(one => (
          <SomeoneLine
            key={one.who.member}
            words={words}
            who={one.who}
            end={<ListedMoney amount={one.amount} unit={fund.unit} veil={veil} />}
          />
        ))}
      </Lines>
    </details>
  );
}
