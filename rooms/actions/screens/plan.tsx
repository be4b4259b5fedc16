/** A member proposes what to do together: what, on which day, and what it needs of work, things and money. */
import { newId } from "#client";
import { measureOf, type PageProps, unitOf, type Words } from "#base";
import { Act, Card, Field, Notice, Page, QuietAct, SelectField, Soft, Stack, StatePanel, TextAct, TextField, Two } from "#look";
import { fundCalled, sentenceOf, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PlanSeen } from "../page-questions.ts";
import { typed } from "./said.ts";

interface LineTyped {
  readonly name: string;
  readonly unit: string;
  readonly quantity: string;
}

const linesMax = 6;

export function PlanView({ data, words }: PageProps<PlanSeen>): JSX.Element {
  const [action] = useState(newId);
  const [fund, setFund] = useState(data.funds[0]?.fund ?? "");
  const [name, setName] = useState("");
  const [day, setDay] = useState("");
  const [note, setNote] = useState("");
  const [lines, setLines] = useState<readonly LineTyped[]>([nothing]);
  const doing = useDoing();
  const title = words.say("command.actions.plan");
  const back = { href: "/actions", label: words.say("actions.screen.back") };
  const money = data.funds.find(one => one.fund === fund)?.unit;
  if (!data.mayPlan || money === undefined)
    return (
      <Page title={title} back={back}>
        <StatePanel kind="empty" title={words.say("actions.screen.none")}>
          <Soft>{words.say("actions.screen.no-rule")}</Soft>
        </StatePanel>
      </Page>
    );
  const quantities = lines.map(one => typed(one.quantity, one.unit) ?? 0n);
  const isWhole =
    [name, ...lines.map(one => one.name)].every(text => text.trim() !== "") &&
    quantities.every(quantity => quantity > 0n) &&
    day !== "";
  const propose = async (): Promise<void> => {
    const body = {
      ...{ action, fund, name: name.trim(), happens_on: day },
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      intents: lines.map((one, at) => ({ name: one.name.trim(), unit: one.unit, quantity: String(quantities[at]) })),
    };
    if (await doing.run({ name: "actions.plan", on: data.on, body })) location.assign(`/actions/${action}`);
  };
  // Money stands in one line at most.
  const unitsFor = (line: LineTyped): readonly string[] =>
    lines.some(one => one !== line && one.unit === money) ? data.measures : [...data.measures, money];
  return (
    <Page
      title={title}
      subtitle={words.say("actions.screen.plan-more")}
      back={back}
      foot={
        <Act notYet={!isWhole} busy={doing.busy} onClick={() => void propose()}>
          {title}
        </Act>
      }
    >
      <Two even>
        <Field
          label={words.say("field.actions.plan.name")}
          maxLength={60}
          value={name}
          onInput={event => setName(event.currentTarget.value)}
        />
        <Field
          label={words.say("field.actions.plan.happens_on")}
          type="date"
          min={data.on}
          value={day}
          onInput={event => setDay(event.currentTarget.value)}
        />
      </Two>
      {data.funds.length > 1 && (
        <SelectField
          label={words.say("field.actions.plan.fund")}
          value={fund}
          onChange={event => setFund(event.currentTarget.value)}
        >
          {data.funds.map(one => (
            <option key={one.fund} value={one.fund} selected={one.fund === fund}>
              {fundCalled(words, one.fund, data.names.funds)}
            </option>
          ))}
        </SelectField>
      )}
      <Stack gap="tight">
        {lines.map((line, at) => (
          <Needed
            key={at}
            line={line}
            number={at + 1}
            units={unitsFor(line)}
            words={words}
            onSet={changed => setLines(lines.map((one, other) => (other === at ? changed : one)))}
            onDrop={lines.length > 1 ? () => setLines(lines.filter((_, other) => other !== at)) : undefined}
          />
        ))}
        {lines.length < linesMax && (
          <QuietAct icon="plus" onClick={() => setLines([...lines, { ...nothing, unit: "piece" }])}>
            {words.say("actions.screen.another-line")}
          </QuietAct>
        )}
      </Stack>
      <TextField
        label={words.say("field.actions.plan.note")}
        hint={words.say("actions.screen.may-be-empty")}
        rows={2}
        maxLength={300}
        value={note}
        onInput={event => setNote(event.currentTarget.value)}
      />
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>
            {sentenceOf(doing.refusal, words, money, (kind, value) =>
              kind === "fund" ? fundCalled(words, value, data.names.funds) : undefined,
            )}
          </p>
        </Notice>
      )}
    </Page>
  );
}

const nothing: LineTyped = { name: "", unit: "day", quantity: "" };

function Needed({
  line,
  number,
  units,
  words,
  onSet,
  onDrop,
}: {
  readonly line: LineTyped;
  readonly number: number;
  readonly units: readonly string[];
  readonly words: Words;
  readonly onSet: (line: LineTyped) => void;
  readonly onDrop: (() => void) | undefined;
}): JSX.Element {
  const isMoney = (unit: string): boolean => unitOf(unit)?.kind === "currency";
  return (
    <Card title={words.say("actions.screen.line", { number })}>
      <Field
        label={words.say("field.actions.plan.intents.name")}
        maxLength={60}
        value={line.name}
        onInput={event => onSet({ ...line, name: event.currentTarget.value })}
      />
      <Two even>
        <SelectField
          label={words.say("field.actions.plan.intents.unit")}
          value={line.unit}
          onChange={event => onSet({ ...line, unit: event.currentTarget.value })}
        >
          {units.map(code => (
            <option key={code} value={code} selected={code === line.unit}>
              {words.say(isMoney(code) ? "actions.screen.unit.money" : `unit.${code}`)}
            </option>
          ))}
        </SelectField>
        <Field
          label={words.say("field.actions.plan.intents.quantity")}
          inputMode="decimal"
          figures
          maxLength={14}
          end={<span class="soft">{measureOf(words, line.unit)}</span>}
          value={line.quantity}
          onInput={event => onSet({ ...line, quantity: event.currentTarget.value })}
          {...(typed(line.quantity, line.unit) === null ? { problem: words.say("actions.screen.quantity-hint") } : {})}
        />
      </Two>
      {onDrop && <TextAct onClick={onDrop}>{words.say("actions.screen.drop-line")}</TextAct>}
    </Card>
  );
}
