/**
 * Women who borrow together: one amount for each, what keeps a row from being lent told at that row while it is filled in, and
 * one vote for all of it.
 */
import { type Refusal, symbolOf, type Words } from "#base";
import { ask, isOffline, sentenceOf } from "#client";
import {
  Act,
  amountBare,
  Bead,
  Card,
  CheckField,
  Field,
  Lines,
  Notice,
  Page,
  readAmount,
  SelectField,
  Soft,
  Stack,
  Sum,
  Title,
} from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import {
  beginCircle,
  chosen,
  circleLines,
  circleMost,
  type CircleTyped,
  eachGets,
  isWhole,
  rowsAsked,
  togetherIn,
  withAmount,
} from "./circle-form.ts";
import { formContext } from "./form-parts.ts";
import type { AtTable } from "./frame.tsx";
import { boxName, called, calledIn, loanName, Money, moneyOf } from "./say.tsx";
import type { CirclePlanSeen, Woman } from "./seen.ts";
import { markOf } from "./sheet-model.ts";
import { useTyped } from "./use-typed.ts";
import { Votes } from "./votes.tsx";

/** Asked once she stops typing. */
const restMs = 500;

export function CircleLoans({ table, onDone }: { table: AtTable; onDone: () => void }): JSX.Element {
  const { words, held, going } = table;
  const { today } = held;
  const typed = useTyped<CircleTyped>(table, "circle", () => beginCircle(today));
  const { value } = typed;
  const product = today.rules.loans.find(one => one.product === value.product) ?? today.rules.loans[0];
  const plan = usePlan(value, held.unsent);
  if (!product) return <></>;
  const { unit, fund } = product;
  const box = formContext(table).box(fund);
  const together = togetherIn(value);
  const isFull = value.rows.length >= circleMost(today);
  const hasVoted = (value.votes ?? "").split(",").some(one => Number(one) > 0);
  const isRefused = plan !== null && (plan.whole !== null || plan.rows.some(row => row !== null));
  return (
    <Page
      title={words.say("loans.form.circle")}
      back={{
        href: "#decide",
        label: words.say("meetings.back"),
        onClick: event => {
          event.preventDefault();
          typed.forget();
          going.back();
        },
      }}
      foot={
        <Act
          notYet={!isWhole(value) || !hasVoted || isRefused}
          onClick={() => {
            void held.write(circleLines(value)).then(typed.forget);
            onDone();
          }}
        >
          {words.say("meetings.loan.write-decision")}
        </Act>
      }
    >
      <Soft>{words.say("loans.circle.what")}</Soft>
      <Stack gap="tight">
        {today.rules.loans.length > 1 && (
          <SelectField
            label={words.say("meetings.ask.loan-product")}
            value={value.product}
            onChange={event => {
              const code = event.currentTarget.value;
              const next = today.rules.loans.find(one => one.product === code);
              typed.set({ ...value, product: code, periods: String(next?.periods ?? "") });
            }}
          >
            {today.rules.loans.map(one => (
              <option key={one.product} value={one.product} selected={one.product === value.product}>
                {loanName(words, one.product, one.name)}
              </option>
            ))}
          </SelectField>
        )}
        {product.periodsMax > 1 && (
          <Field
            label={words.say("meetings.ask.periods")}
            figures
            inputMode="numeric"
            autocomplete="off"
            value={value.periods}
            onInput={event => typed.set({ ...value, periods: event.currentTarget.value.replace(/\D/g, "").slice(0, 4) })}
          />
        )}
        <AmountField
          words={words}
          label={words.say("loans.circle.each")}
          hint={words.say("loans.circle.each-hint")}
          unit={unit}
          value={value.each}
          onChange={each => typed.set(eachGets(value, each))}
        />
      </Stack>
      <Stack gap="tight">
        <Title>{words.say("loans.circle.who", { most: circleMost(today) })}</Title>
        <Lines label={words.say("loans.circle.who", { most: circleMost(today) })}>
          {today.women.map(woman => {
            const at = value.rows.findIndex(row => row.member === woman.member);
            const row = value.rows[at];
            return (
              <li key={woman.member}>
                <CheckField
                  label={<WomanNamed words={words} woman={woman} />}
                  checked={row !== undefined}
                  disabled={row === undefined && isFull}
                  onChange={() => typed.set(chosen(value, woman.member))}
                />
                {row && (
                  <AmountField
                    words={words}
                    label={words.say("loans.circle.amount-of", { who: called(words, woman) })}
                    unit={unit}
                    value={row.amount}
                    problem={sayOf(plan?.rows[at] ?? null)}
                    onChange={amount => typed.set(withAmount(value, woman.member, amount))}
                  />
                )}
              </li>
            );
          })}
        </Lines>
      </Stack>
      <Card held>
        <Sum label={words.say("loans.circle.together", { count: value.rows.length })}>
          <Money amount={together} unit={unit} size="mid" />
        </Sum>
        <Sum label={boxName(words, fund, today.funds.find(one => one.fund === fund)?.name)}>
          <Money amount={box} unit={unit} />
        </Sum>
        {together > box && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{words.say("meetings.form.more-than-there")}</p>
          </Notice>
        )}
        {plan?.whole && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{sayOf(plan.whole)}</p>
          </Notice>
        )}
      </Card>
      <Title>{words.say("loans.circle.votes")}</Title>
      <Votes
        words={words}
        there={today.women.filter(one => markOf(one.member, held.sheet) !== "absent").length}
        value={value.votes}
        onChange={votes => typed.set({ ...value, votes })}
      />
    </Page>
  );

  function sayOf(refusal: Refusal | null): string | undefined {
    return refusal === null ? undefined : sentenceOf(refusal, words, unit, calledIn(today, words));
  }
}

const WomanNamed = ({ words, woman }: { words: Words; woman: Woman }): JSX.Element => (
  <span class="with-end">
    <Bead number={woman.number} size={44} />
    <span class="grow">{called(words, woman)}</span>
  </span>
);

/** What of it could not be lent as things stand, row by row; null until it is known, as where there is no signal. */
function usePlan(typed: CircleTyped, unsent: number): CirclePlanSeen | null {
  const [seen, setSeen] = useState<{ readonly of: string; readonly plan: CirclePlanSeen } | null>(null);
  const rows = rowsAsked(typed);
  const of = `${typed.product} ${typed.periods} ${rows}`;
  useEffect(() => {
    if (!isWhole(typed)) return;
    let isHere = true;
    const timer = setTimeout(() => {
      const { product, periods } = typed;
      void ask<CirclePlanSeen>("meetings.circle-plan", { product, periods, rows }).then(got => {
        if (isHere && got !== null && !isOffline(got) && !("refused" in got)) setSeen({ of, plan: got });
      });
    }, restMs);
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [of, unsent]);
  return seen?.of === of ? seen.plan : null;
}

function AmountField(of: {
  readonly words: Words;
  readonly label: string;
  readonly hint?: string;
  readonly unit: string;
  readonly value: string;
  readonly problem?: string | undefined;
  readonly onChange: (amount: string) => void;
}): JSX.Element {
  const { words, label, hint, unit, value, problem, onChange } = of;
  const shown = moneyOf(unit);
  const written = value === "" ? "" : amountBare(BigInt(value), shown, words.locale);
  const [text, setText] = useState(written);
  // What was typed stays as typed; what comes from elsewhere, as the amount for each, is written out.
  const typedNow = readAmount(text, shown.scale)?.toString() ?? "";
  useEffect(() => {
    if (typedNow !== value) setText(written);
  }, [value]);
  return (
    <Field
      label={label}
      hint={hint}
      problem={problem}
      figures
      inputMode={shown.scale === 0 ? "numeric" : "decimal"}
      autocomplete="off"
      value={text}
      end={<span>{symbolOf(unit)}</span>}
      onInput={event => {
        setText(event.currentTarget.value);
        onChange(readAmount(event.currentTarget.value, shown.scale)?.toString() ?? "");
      }}
    />
  );
}
