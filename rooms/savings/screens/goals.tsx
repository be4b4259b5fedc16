/** What she saves for, and how far she is: set, said anew and ended by herself, seen by nobody else. */
import { type Day, type PageProps, symbolOf, type Uuid, type Words } from "#base";
import {
  Act,
  amountBare,
  Card,
  Field,
  Heading,
  Instalments,
  Notice,
  Page,
  QuietAct,
  readAmount,
  SelectField,
  Soft,
  Stack,
  Sum,
  TextAct,
  Two,
} from "#look";
import { codeName, Money, PrivateLine, sentenceOf, unitShown, useDoing, useVeil, VeilAct } from "#assembly/parts";
import { newId } from "#client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { GoalsSeen } from "../goal-question.ts";

type GoalSeen = GoalsSeen["goals"][number];

export function GoalsView({ data, words }: PageProps<GoalsSeen>): JSX.Element {
  const veil = useVeil();
  const [asked, setAsked] = useState<Uuid | null>(null);
  return (
    <Page
      title={words.say("savings.goal.title")}
      subtitle={words.say("savings.goal.mine-alone")}
      back={{ href: "/me", label: words.say("savings.goal.back") }}
    >
      {data.goals.length > 0 && (
        <Stack gap="close">
          <VeilAct veil={veil} words={words} />
        </Stack>
      )}
      <Two>
        <Stack gap="tight">
          {data.goals.map(goal =>
            asked === goal.goal ? (
              <GoalForm key={goal.goal} data={data} goal={goal} words={words} onCancel={() => setAsked(null)} />
            ) : (
              <Card key={goal.goal} title={goalCalled(goal, data, words)}>
                <PrivateLine
                  amount={goal.saved}
                  unit={goal.unit}
                  of={words.say("savings.goal.saved")}
                  veil={veil}
                  words={words}
                  size="mid"
                />
                {veil.open && (
                  <>
                    <Instalments label={words.say("savings.goal.tenths", { count: goal.tenths })} count={10} paid={goal.tenths} />
                    <Sum label={words.say("savings.goal.of")}>
                      <Money amount={goal.amount} unit={goal.unit} />
                    </Sum>
                    {goal.left === "0" ? (
                      <p>{words.say("savings.goal.reached")}</p>
                    ) : (
                      <Sum label={words.say("savings.goal.left")}>
                        <Money amount={goal.left} unit={goal.unit} />
                      </Sum>
                    )}
                  </>
                )}
                <Soft small>{words.say("savings.goal.by", { day: words.day(goal.by) })}</Soft>
                <QuietAct onClick={() => setAsked(goal.goal)}>{words.say("savings.goal.change")}</QuietAct>
                <EndGoal data={data} goal={goal} words={words} />
              </Card>
            ),
          )}
        </Stack>
        {data.maySet && data.products.length > 0 && asked === null && <GoalForm data={data} goal={null} words={words} />}
      </Two>
    </Page>
  );
}

const goalCalled = (goal: GoalSeen, { names }: GoalsSeen, words: Words): string =>
  goal.name ?? codeName(words, `savings.product/${goal.product}`, names);

function EndGoal({ data, goal, words }: { readonly data: GoalsSeen; readonly goal: GoalSeen; readonly words: Words }): JSX.Element {
  const doing = useDoing();
  return (
    <TextAct
      onClick={() =>
        void doing.run({ name: "savings.end-goal", on: data.on, body: { goal: goal.goal } }).then(isDone => {
          if (isDone) location.reload();
        })
      }
    >
      {words.say("savings.goal.end")}
    </TextAct>
  );
}

/** A new one, or one she has. */
function GoalForm({
  data,
  goal,
  words,
  onCancel,
}: {
  readonly data: GoalsSeen;
  readonly goal: GoalSeen | null;
  readonly words: Words;
  readonly onCancel?: () => void;
}): JSX.Element {
  const doing = useDoing();
  const [id] = useState<Uuid>(() => goal?.goal ?? newId());
  const [name, setName] = useState(goal?.name ?? "");
  const [product, setProduct] = useState(goal?.product ?? data.products[0]!.product);
  const unit = data.products.find(one => one.product === product)?.unit ?? data.products[0]!.unit;
  const shown = unitShown(unit);
  const [amount, setAmount] = useState(goal ? amountBare(BigInt(goal.amount), shown, words.locale) : "");
  const [by, setBy] = useState<string>(goal?.by ?? "");
  const minor = readAmount(amount, shown.scale) ?? 0n;
  const set = (): void => {
    const called = name.trim();
    const body = { goal: id, product, amount: String(minor), by: by as Day, ...(called === "" ? {} : { name: called }) };
    void doing.run({ name: "savings.set-goal", on: data.on, body }).then(isDone => {
      if (isDone) location.reload();
    });
  };
  return (
    <Card held={goal !== null} label={words.say("savings.goal.new")}>
      <Stack gap="tight">
        <Heading>{words.say(goal ? "savings.goal.change" : "savings.goal.new")}</Heading>
        {doing.refusal && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{sentenceOf(doing.refusal, words, unit)}</p>
          </Notice>
        )}
        <Field
          label={words.say("field.savings.set-goal.name")}
          hint={words.say("savings.goal.name-hint")}
          maxLength={60}
          autocomplete="off"
          value={name}
          onInput={event => setName(event.currentTarget.value)}
        />
        <SelectField
          label={words.say("field.savings.set-goal.product")}
          value={product}
          onChange={event => setProduct(event.currentTarget.value)}
        >
          {data.products.map(one => (
            <option key={one.product} value={one.product} selected={one.product === product}>
              {codeName(words, `savings.product/${one.product}`, data.names)}
            </option>
          ))}
        </SelectField>
        <Field
          label={words.say("field.savings.set-goal.amount")}
          figures
          inputMode={shown.scale === 0 ? "numeric" : "decimal"}
          autocomplete="off"
          value={amount}
          end={<span>{symbolOf(unit)}</span>}
          onInput={event => setAmount(event.currentTarget.value)}
        />
        <Field
          label={words.say("field.savings.set-goal.by")}
          type="date"
          value={by}
          onInput={event => setBy(event.currentTarget.value)}
        />
        <Act busy={doing.busy} notYet={minor === 0n || by === ""} onClick={set}>
          {words.say("command.savings.set-goal")}
        </Act>
        {onCancel && <TextAct onClick={onCancel}>{words.say("savings.goal.leave-as-is")}</TextAct>}
      </Stack>
    </Card>
  );
}
