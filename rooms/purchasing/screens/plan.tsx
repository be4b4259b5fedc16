/** A member proposes what to buy together: what, from whom, at which price, with which costs, until when. */
import { newId } from "#client";
import { type PageProps, symbolOf, type Words } from "#base";
import {
  Act,
  Card,
  Choices,
  Field,
  Notice,
  Page,
  QuietAct,
  SelectField,
  Soft,
  Stack,
  StatePanel,
  TextAct,
  Two,
} from "#look";
import { fundCalled, sentenceOf, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PlanSeen } from "../page-questions.ts";
import { type Split, splits } from "../tables.ts";
import { typedMoney } from "./said.ts";

interface ItemTyped {
  readonly name: string;
  readonly measure: string;
  readonly price: string;
}

const itemsMax = 6;

export function PlanView({ data, words }: PageProps<PlanSeen>): JSX.Element {
  const [purchase] = useState(newId);
  const [fund, setFund] = useState(data.funds[0]?.fund ?? "");
  const [name, setName] = useState("");
  const [supplier, setSupplier] = useState("");
  const [items, setItems] = useState<readonly ItemTyped[]>([nothing]);
  const [costs, setCosts] = useState("");
  const [split, setSplit] = useState<Split>("quantity");
  const [orderBy, setOrderBy] = useState("");
  const doing = useDoing();
  const title = words.say("command.purchasing.plan");
  const back = { href: "/purchases", label: words.say("purchasing.screen.back") };
  const unit = data.funds.find(one => one.fund === fund)?.unit;
  if (!data.mayPlan || unit === undefined)
    return (
      <Page title={title} back={back}>
        <StatePanel kind="empty" title={words.say("purchasing.screen.none")}>
          <Soft>{words.say("purchasing.screen.no-rule")}</Soft>
        </StatePanel>
      </Page>
    );
  const measures = new Set(items.map(one => one.measure));
  // What is measured in different ways has no quantity in all.
  const offered = splits.filter(one => one !== "quantity" || measures.size === 1);
  const chosen = offered.includes(split) ? split : "value";
  const said = typedMoney(costs, unit);
  const prices = items.map(one => typedMoney(one.price, unit) ?? 0n);
  const isWhole =
    [name, supplier, ...items.map(one => one.name)].every(text => text.trim() !== "") &&
    prices.every(price => price > 0n) &&
    said !== null &&
    orderBy !== "";
  const propose = async (): Promise<void> => {
    const body = {
      ...{ purchase, fund, name: name.trim(), supplier: supplier.trim() },
      items: items.map((one, at) => ({
        name: one.name.trim(),
        unit_of_measure: one.measure,
        price: String(prices[at]),
      })),
      ...{ costs: String(said), split: chosen, order_by: orderBy },
    };
    if (await doing.run({ name: "purchasing.plan", on: data.on, body })) location.assign(`/purchases/${purchase}`);
  };
  return (
    <Page
      title={title}
      subtitle={words.say("purchasing.screen.plan-more")}
      back={back}
      foot={
        <Act notYet={!isWhole} busy={doing.busy} onClick={() => void propose()}>
          {title}
        </Act>
      }
    >
      <Two even>
        <Field
          label={words.say("field.purchasing.plan.name")}
          maxLength={60}
          value={name}
          onInput={typed => setName(typed.currentTarget.value)}
        />
        <Field
          label={words.say("field.purchasing.plan.supplier")}
          maxLength={80}
          value={supplier}
          onInput={typed => setSupplier(typed.currentTarget.value)}
        />
      </Two>
      {data.funds.length > 1 && (
        <SelectField
          label={words.say("field.purchasing.plan.fund")}
          value={fund}
          onChange={said => setFund(said.currentTarget.value)}
        >
          {data.funds.map(one => (
            <option key={one.fund} value={one.fund} selected={one.fund === fund}>
              {fundCalled(words, one.fund, data.names.funds)}
            </option>
          ))}
        </SelectField>
      )}
      <Stack gap="tight">
        {items.map((item, at) => (
          <Item
            key={at}
            item={item}
            number={at + 1}
            unit={unit}
            measures={data.measures}
            words={words}
            onSet={changed => setItems(items.map((one, other) => (other === at ? changed : one)))}
            onDrop={items.length > 1 ? () => setItems(items.filter((_, other) => other !== at)) : undefined}
          />
        ))}
        {items.length < itemsMax && (
          <QuietAct icon="plus" onClick={() => setItems([...items, { ...nothing, measure: items[items.length - 1]!.measure }])}>
            {words.say("purchasing.screen.another-item")}
          </QuietAct>
        )}
      </Stack>
      <Two even>
        <Field
          label={words.say("field.purchasing.plan.costs")}
          hint={words.say("purchasing.screen.costs-hint")}
          inputMode="decimal"
          figures
          end={<span class="soft">{symbolOf(unit)}</span>}
          value={costs}
          onInput={typed => setCosts(typed.currentTarget.value)}
        />
        <Field
          label={words.say("field.purchasing.plan.order_by")}
          type="date"
          min={data.on}
          value={orderBy}
          onInput={typed => setOrderBy(typed.currentTarget.value)}
        />
      </Two>
      <Choices
        name="split"
        question={words.say("field.purchasing.plan.split")}
        showQuestion
        value={chosen}
        onChange={said => setSplit(said as Split)}
        choices={offered.map(value => ({
          value,
          label: words.say(`choice.purchasing.plan.split.${value}`),
          sub: words.say(`purchasing.screen.split.${value}`),
          plain: true,
        }))}
      />
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>
            {sentenceOf(doing.refusal, words, unit, (kind, value) =>
              kind === "fund" ? fundCalled(words, value, data.names.funds) : undefined,
            )}
          </p>
        </Notice>
      )}
    </Page>
  );
}

const nothing: ItemTyped = { name: "", measure: "kg", price: "" };

function Item({
  item,
  number,
  unit,
  measures,
  words,
  onSet,
  onDrop,
}: {
  readonly item: ItemTyped;
  readonly number: number;
  readonly unit: string;
  readonly measures: readonly string[];
  readonly words: Words;
  readonly onSet: (item: ItemTyped) => void;
  readonly onDrop: (() => void) | undefined;
}): JSX.Element {
  return (
    <Card title={words.say("purchasing.screen.item", { number })}>
      <Field
        label={words.say("field.purchasing.plan.items.name")}
        maxLength={60}
        value={item.name}
        onInput={typed => onSet({ ...item, name: typed.currentTarget.value })}
      />
      <Two even>
        <SelectField
          label={words.say("field.purchasing.plan.items.unit_of_measure")}
          value={item.measure}
          onChange={said => onSet({ ...item, measure: said.currentTarget.value })}
        >
          {measures.map(code => (
            <option key={code} value={code} selected={code === item.measure}>
              {words.say(`unit.${code}`)}
            </option>
          ))}
        </SelectField>
        <Field
          label={words.say(`purchasing.screen.price-of.${item.measure}`)}
          inputMode="decimal"
          figures
          end={<span class="soft">{symbolOf(unit)}</span>}
          value={item.price}
          onInput={typed => onSet({ ...item, price: typed.currentTarget.value })}
        />
      </Two>
      {onDrop && <TextAct onClick={onDrop}>{words.say("purchasing.screen.drop-item")}</TextAct>}
    </Card>
  );
}
