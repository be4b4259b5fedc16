/** Asks a form's questions one at a time, and writes what they come to. The answer to one stands when she goes back. */
import { Act, CashKeyboard, Choices, Field, Lines, Notice, Page, QuietAct, Soft, Stack, TextField, Title } from "#look";
import type { JSX } from "preact";
import { keyboardWords } from "./edit.tsx";
import { WomanSelect } from "./woman-select.tsx";
import {
  type Answers,
  type Ask,
  type Form,
  type FormContext,
  formContext,
  type FormTable,
  planAnswer,
} from "./form-parts.ts";
import { PlanView } from "./plan.tsx";
import { Money, moneyOf, WomanLine } from "./say.tsx";
import { markOf } from "./sheet-model.ts";
import { useTyped } from "./use-typed.ts";
import { useWholeView } from "./use-whole-view.ts";
import { Votes } from "./votes.tsx";

/** A form as it is left: what was answered, and at which question she is. */
interface HalfFilled {
  readonly answers: Answers;
  readonly at: number;
}

export function FormView({
  table,
  form,
  given = {},
  onDone,
  onCancel,
}: {
  table: FormTable;
  form: Form;
  given?: Answers;
  onDone: () => void;
  onCancel: () => void;
}): JSX.Element {
  const { words, held } = table;
  const context = formContext(table);
  const half = useTyped<HalfFilled>(table, `form.${table.going.at.of ?? form.name}`, () => ({ answers: given, at: 0 }));
  const { answers, at } = half.value;
  // What is not asked has its answer before the next question needs it, also to know whether it is asked.
  const known: Answers = withFallbacks(form, answers, context);
  const asked = form.asks.filter(ask => !(ask.key in given) && (ask.when?.(context, known) ?? true));
  const ask = asked[Math.min(at, asked.length - 1)]!;
  const isLast = at >= asked.length - 1;
  const value = answers[ask.key];
  const set = (next: string): void => half.set({ answers: { ...answers, [ask.key]: next }, at });
  // What all of it comes to now, and what stands of it when she comes back.
  const goOn = (said: Answers, answered: Answers): void => {
    if (!isLast) {
      half.set({ answers: answered, at: at + 1 });
      scrollTo(0, 0);
      return;
    }
    const whole: Record<string, string> = { ...said };
    for (const one of form.asks) if (!(one.key in whole) && one.fallback) whole[one.key] = one.fallback(context, whole);
    void held.write(form.lines(whole, context)).then(half.forget);
    onDone();
  };
  useWholeView(ask.kind === "amount" ? ask.key : "");
  // A plan is waited for, since it may lead to a question; not where the sheet is not sent yet, so that it can be written.
  const isReady =
    ask.isOptional ||
    ask.kind === "count" ||
    (ask.kind === "plan" && held.unsent > 0) ||
    isAnswered(ask, value, context, known);
  const said = ask.known?.(context, known);
  const next = (
    <Act
      notYet={!isReady}
      onClick={() =>
        goOn(
          ask.kind === "count" && value === undefined
            ? { ...known, [ask.key]: String(ask.first(context, known)) }
            : known,
          answers,
        )
      }
    >
      {words.say(isLast ? "meetings.form.write" : "meetings.form.next")}
    </Act>
  );
  return (
    <Page
      title={words.say(`${form.said ?? "meetings.form"}.${form.name}`)}
      subtitle={words.say("meetings.form.question", { number: at + 1, all: asked.length })}
      back={{
        href: `#${table.going.at.step}`,
        label: words.say("meetings.back"),
        onClick: event => {
          event.preventDefault();
          if (at > 0) return half.set({ answers, at: at - 1 });
          half.forget();
          onCancel();
        },
      }}
      foot={ask.kind === "amount" || ask.kind === "woman" ? undefined : next}
    >
      {!labelled.has(ask.kind) && <Title>{words.say(ask.title)}</Title>}
      {ask.hint && ask.kind !== "text" && <Soft>{words.say(ask.hint)}</Soft>}
      {said && <Soft>{said}</Soft>}
      <Asked
        key={ask.key}
        table={table}
        ask={ask}
        answers={known}
        value={value}
        context={context}
        onChange={set}
        onChosen={chosen => {
          // What is not asked follows from this answer too, so what stood for it before is not kept.
          const answered = { ...answers, [ask.key]: chosen };
          goOn(withFallbacks(form, answered, context), answered);
        }}
        next={next}
      />
    </Page>
  );
}

const oneLineMost = 80;

/** These bring the question as their own label. */
const labelled: ReadonlySet<Ask["kind"]> = new Set(["text", "day", "amount"]);

function withFallbacks(form: Form, answers: Answers, context: FormContext): Answers {
  const whole: Record<string, string> = { ...answers };
  for (const one of form.asks)
    if (!(one.key in whole) && one.fallback && one.when && !one.when(context, whole))
      whole[one.key] = one.fallback(context, whole);
  return whole;
}

function isAnswered(ask: Ask, value: string | undefined, context: FormContext, answers: Answers): boolean {
  if (ask.kind === "women") return (value ?? "").split(",").filter(Boolean).length >= ask.count(context, answers);
  if (value === undefined || value.trim() === "") return false;
  if (ask.kind === "amount") return BigInt(value) > 0n;
  if (ask.kind === "votes") return value.split(",").some(one => Number(one) > 0);
  return true;
}

interface AskedProps {
  readonly table: FormTable;
  readonly ask: Ask;
  readonly answers: Answers;
  readonly value: string | undefined;
  readonly context: FormContext;
  readonly onChange: (value: string) => void;
  /** Answered by one press: goes on by itself. */
  readonly onChosen: (value: string) => void;
  readonly next: JSX.Element;
}

function Asked({ table, ask, answers, value, context, onChange, onChosen, next }: AskedProps): JSX.Element {
  const { words, held } = table;
  const { today } = held;
  switch (ask.kind) {
    case "woman":
      return (
        <Lines label={words.say(ask.title)}>
          {today.women
            .filter(one => ask.who?.(one, context, answers) ?? true)
            .map(one => (
              <WomanLine key={one.member} words={words} woman={one} arrow onClick={() => onChosen(one.member)} />
            ))}
        </Lines>
      );
    case "women": {
      const chosen = (value ?? "").split(",");
      const count = ask.count(context, answers);
      const offered = chosen.map(Boolean).lastIndexOf(true) + 2;
      const places = Math.max(count, Math.min(ask.most?.(context, answers) ?? count, offered));
      return (
        <Stack gap="tight">
          {Array.from({ length: places }, (_, index) => (
            <WomanSelect
              key={index}
              table={table}
              label={words.say("meetings.form.nth-woman", { number: index + 1 })}
              value={chosen[index] ?? ""}
              not={[...(ask.not?.(answers) ?? []), ...chosen.filter((_, other) => other !== index)]}
              optional={index >= count}
              onChange={member =>
                onChange(
                  Array.from({ length: places }, (_, other) =>
                    other === index ? member : (chosen[other] ?? ""),
                  ).join(","),
                )
              }
            />
          ))}
        </Stack>
      );
    }
    case "choice":
      return (
        <Choices
          name={ask.key}
          question={words.say(ask.title)}
          value={value ?? ""}
          onChange={onChange}
          choices={ask.options(context, answers).map(one => ({ value: one.value, label: one.label, sub: one.sub }))}
        />
      );
    case "amount": {
      const unit = ask.unit(context, answers);
      const amount = BigInt(value && /^\d+$/.test(value) ? value : "0");
      const there = ask.there?.(context, answers);
      return (
        <CashKeyboard
          value={amount}
          onChange={next => onChange(String(next))}
          unit={moneyOf(unit, words)}
          words={keyboardWords(words, words.say(ask.title))}
          due={
            there && (
              <>
                {there.label} <Money amount={there.amount} unit={unit} />
              </>
            )
          }
          verdict={
            there && amount > there.amount
              ? { colour: "turmeric", said: words.say("meetings.form.more-than-there") }
              : undefined
          }
        >
          {next}
        </CashKeyboard>
      );
    }
    case "count": {
      const count = Number(value ?? ask.first(context, answers));
      const step = (by: number): void =>
        onChange(String(Math.min(Math.max(count + by, 1), ask.most(context, answers))));
      return (
        <div class="with-end">
          <QuietAct
            square
            icon="minus"
            label={words.say("meetings.form.fewer")}
            notYet={count <= 1}
            onClick={() => step(-1)}
          />
          <p class="grow">
            <b class="number">{words.number(BigInt(count))}</b> {words.say(ask.unit, { count })}
          </p>
          <QuietAct
            square
            icon="plus"
            label={words.say("meetings.form.more")}
            notYet={count >= ask.most(context, answers)}
            onClick={() => step(1)}
          />
        </div>
      );
    }
    case "text": {
      const field = {
        label: words.say(ask.title),
        hint: ask.hint && words.say(ask.hint),
        maxLength: ask.most,
        value: value ?? "",
        onInput: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
      };
      // A name or a figure is one line.
      if (ask.most > oneLineMost) return <TextField {...field} rows={3} />;
      return <Field {...field} inputMode={ask.isFigure ? "decimal" : undefined} autocomplete="off" />;
    }
    case "day":
      return (
        <Field
          label={words.say(ask.title)}
          type="date"
          max={ask.latest(context)}
          value={value ?? ""}
          onInput={event => onChange(event.currentTarget.value)}
        />
      );
    case "votes":
      return (
        <Votes
          words={words}
          there={today.women.filter(one => markOf(one.member, held.sheet) !== "absent").length}
          value={value}
          onChange={onChange}
        />
      );
    case "plan":
      return held.unsent > 0 ? (
        <Notice colour="turmeric" icon="clock">
          <p>{words.say("meetings.plan.wait")}</p>
        </Notice>
      ) : (
        <PlanView
          table={table}
          plan={ask.plan}
          fund={answers["fund"] ?? ""}
          member={answers["member"] ?? ""}
          onSeen={seen => onChange(seen === "waiting" ? "" : planAnswer(seen))}
        />
      );
  }
}
