/**
 * The share-out as it would be today: what a share is worth, what each woman would take home, and what would have to
 * happen first. Nothing is posted here; it is done at a meeting, by a decision. What is asked stands with the loans,
 * since what is still owed is part of it.
 */
import type { Day, MemberId, PageProps, Refusal, Words } from "#base";
import {
  Bar,
  Card,
  Heading,
  Icon,
  Line,
  Lines,
  Mark,
  Notes,
  NotesForEach,
  Notice,
  Page,
  Soft,
  Stack,
  StatePanel,
  Sum,
  Title,
  Two,
  Who,
  Bead,
} from "#look";
import {
  called,
  cashOf,
  fundCalled,
  ListedMoney,
  Money,
  numberSaid,
  PrivateLine,
  type RuleNames,
  sentenceOf,
  type Someone,
  SomeoneLine,
  useVeil,
  type Veil,
  VeilAct,
} from "#assembly/parts";
import type { JSX } from "preact";

interface Part {
  readonly who: Someone & { readonly member: MemberId };
  readonly shares: string;
  readonly cost: string;
  readonly value: string;
  readonly setOff: string;
  readonly rest: string;
  readonly payout: string;
}

export interface ShareOutShown {
  readonly on: Day;
  readonly isOfficer: boolean;
  readonly names: RuleNames;
  readonly funds: readonly {
    readonly fund: string;
    readonly unit: string;
    readonly refusal: Refusal | null;
    readonly plan: Plan | null;
  }[];
}

interface Plan {
  readonly cycle: number;
  readonly openedOn: Day;
  readonly price: string;
  readonly pot: string;
  readonly shares: string;
  readonly value: string;
  readonly remainder: string;
  readonly remainderTo: string | null;
  readonly toFetch: string;
  readonly rest: string;
  readonly debtors: number;
  readonly people: readonly Part[];
  readonly own: Part | null;
}

export function ShareOutView({ data, words }: PageProps<ShareOutShown>): JSX.Element {
  const veil = useVeil();
  return (
    <Page
      title={words.say("savings.screen.share-out-today")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/savings", label: words.say("savings.screen.back") }}
    >
      {data.funds.length === 0 && (
        <StatePanel kind="empty" title={words.say("savings.screen.nothing-shared-out")}>
          <Soft>{words.say("savings.screen.nothing-shared-out-more")}</Soft>
        </StatePanel>
      )}
      {data.funds.map(({ fund, unit, plan, refusal }) =>
        plan ? (
          <PlanOf
            key={fund}
            name={fundCalled(words, fund, data.names.funds)}
            unit={unit}
            plan={plan}
            data={data}
            veil={veil}
            words={words}
          />
        ) : (
          refusal && (
            <Notice key={fund} colour="turmeric" icon="clock" title={fundCalled(words, fund, data.names.funds)}>
              <p>
                {sentenceOf(refusal, words, unit, (kind, code) =>
                  kind === "fund" ? fundCalled(words, code, data.names.funds) : undefined,
                )}
              </p>
            </Notice>
          )
        ),
      )}
    </Page>
  );
}

interface PlanProps {
  readonly name: string;
  readonly unit: string;
  readonly plan: Plan;
  readonly data: ShareOutShown;
  readonly veil: Veil;
  readonly words: Words;
}

function PlanOf({ name, unit, plan, data, veil, words }: PlanProps): JSX.Element {
  const gained = BigInt(plan.value) - BigInt(plan.price);
  const most = gained > 0n ? BigInt(plan.value) : BigInt(plan.price);
  return (
    <Two>
      <Stack gap="tight">
        <Soft>
          {words.say("savings.screen.cycle-of", { fund: name, number: plan.cycle, day: words.day(plan.openedOn) })}
        </Soft>
        <Title>{words.say("savings.screen.one-share-is")}</Title>
        <Money amount={plan.value} unit={unit} size="remember" />
        <Stack gap="close">
          <Bar
            label={words.say("savings.screen.paid-for-it")}
            end={<Money amount={plan.price} unit={unit} />}
            minor={BigInt(plan.price)}
            most={most}
            of={{ member: plan.own?.who.number ?? 1 }}
          />
          <Bar
            label={words.say("savings.screen.worth-now")}
            end={<Money amount={plan.value} unit={unit} />}
            minor={BigInt(plan.value)}
            most={most}
            of="us"
          />
        </Stack>
        <Sum label={words.say("savings.screen.pot", { count: Number(plan.shares) })}>
          <Money amount={plan.pot} unit={unit} size="mid" />
        </Sum>
        {plan.remainder !== "0" && (
          <Sum
            label={
              plan.remainderTo === null
                ? words.say("savings.screen.remainder")
                : words.say("savings.screen.remainder-to", {
                    fund: fundCalled(words, plan.remainderTo, data.names.funds),
                  })
            }
          >
            <Money amount={plan.remainder} unit={unit} />
          </Sum>
        )}
        {plan.people.length > 0 && (
          <Stack gap="close">
            <Soft>{words.say("savings.screen.lay-ready")}</Soft>
            <NotesForEach
              each={plan.people.filter(part => part.rest === "0").map(part => BigInt(part.payout))}
              unit={cashOf(unit)}
            />
          </Stack>
        )}
        <First plan={plan} unit={unit} words={words} />
        <Soft small>{words.say("savings.screen.only-a-plan")}</Soft>
      </Stack>
      <Stack gap="tight">
        <VeilAct veil={veil} words={words} />
        {plan.own && <Own part={plan.own} unit={unit} veil={veil} words={words} />}
        {plan.people.length > 0 && (
          <>
            <Heading>{words.say("savings.screen.each-gets")}</Heading>
            <Lines>
              {plan.people.map(part => (
                <SomeoneLine
                  key={part.who.member}
                  words={words}
                  who={part.who}
                  sub={
                    <>
                      {words.say("savings.screen.shares-held", { count: Number(part.shares) })}
                      {part.setOff !== "0" && part.rest === "0" && <> · {words.say("savings.screen.loan-taken-off")}</>}
                    </>
                  }
                  below={
                    veil.open &&
                    part.rest === "0" && <Notes minor={BigInt(part.payout)} unit={cashOf(unit)} />
                  }
                  end={
                    part.rest !== "0" ? (
                      <Mark colour="turmeric">{words.say("savings.screen.owes-more")}</Mark>
                    ) : (
                      <ListedMoney amount={part.payout} unit={unit} veil={veil} />
                    )
                  }
                />
              ))}
            </Lines>
          </>
        )}
      </Stack>
    </Two>
  );
}

/** What would have to happen before the money could be handed out. */
function First({
  plan,
  unit,
  words,
}: {
  readonly plan: Plan;
  readonly unit: string;
  readonly words: Words;
}): JSX.Element | null {
  if (plan.debtors === 0 && plan.toFetch === "0") return null;
  return (
    <Notice colour="turmeric" icon="clock" title={words.say("savings.screen.first")}>
      {plan.debtors > 0 && (
        <p>
          {words.say("savings.screen.first-pay", {
            count: plan.debtors,
            amount: words.amount(BigInt(plan.rest), unit),
          })}
        </p>
      )}
      {plan.toFetch !== "0" && (
        <p>{words.say("savings.screen.first-fetch", { amount: words.amount(BigInt(plan.toFetch), unit) })}</p>
      )}
    </Notice>
  );
}

function Own({
  part,
  unit,
  veil,
  words,
}: {
  readonly part: Part;
  readonly unit: string;
  readonly veil: Veil;
  readonly words: Words;
}): JSX.Element {
  const line = (key: string, amount: string, size?: "number"): JSX.Element => (
    <PrivateLine
      amount={amount}
      unit={unit}
      of={words.say(`savings.screen.${key}`)}
      veil={veil}
      words={words}
      size={size}
    />
  );
  return (
    <Card held label={words.say("savings.screen.for-me")}>
      <Who
        level={2}
        bead={<Bead number={part.who.number} size={56} />}
        number={numberSaid(words, part.who)}
        name={called(words, part.who)}
      />
      <Lines>
        <Line
          lead={<Icon name="coin" />}
          label={words.say("savings.screen.shares-held", { count: Number(part.shares) })}
        />
      </Lines>
      {line("worth", part.value)}
      {part.setOff !== "0" && line("loan-off", part.setOff)}
      {part.rest !== "0" ? line("still-owes", part.rest, "number") : line("gets", part.payout, "number")}
      {veil.open && part.rest === "0" && <Notes minor={BigInt(part.payout)} unit={cashOf(unit)} />}
    </Card>
  );
}
