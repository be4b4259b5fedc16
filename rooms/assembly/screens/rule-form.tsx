/**
 * The fields of a rule, to be changed: made from what the rule is made of, so that every rule of every room has its form.
 * A value is kept in its wire form all the while; what is typed becomes part of it only when it can be read.
 */
import { type Document, type Field as FieldKind, type Fields, symbolOf, type Words } from "#base";
import { amountBare, Card, CheckField, Field, readAmount, SelectField, Stack, TextAct } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { choiceSaid } from "./choice-said.ts";
import { unitShown } from "./money.tsx";
import { keyCalled } from "./rule-said.ts";
import { codeName, fundCalled, type RuleNames } from "./rule-title.ts";

type Group = Readonly<Record<string, Document>>;

export interface RuleFormProps {
  /** "savings.product", or with the way into it: "aid.fund.levy". Its words are "field.<it>.<name>". */
  readonly base: string;
  readonly fields: Fields;
  readonly value: Group;
  readonly onChange: (value: Group) => void;
  readonly unit: string;
  readonly names: RuleNames;
  readonly words: Words;
}

export function RuleForm({ fields, value, onChange, ...rest }: RuleFormProps): JSX.Element {
  const put = (name: string, next: Document | undefined): void => {
    const { [name]: _gone, ...others } = value;
    onChange(next === undefined ? others : { ...others, [name]: next });
  };
  return (
    <>
      {Object.entries(fields).map(([name, field]) => (
        <OneField key={name} {...rest} name={name} field={field} value={value[name]} put={next => put(name, next)} />
      ))}
    </>
  );
}

interface OneFieldProps extends Omit<RuleFormProps, "fields" | "value" | "onChange"> {
  readonly name: string;
  readonly field: FieldKind;
  readonly value: Document | undefined;
  readonly put: (value: Document | undefined) => void;
}

function OneField(props: OneFieldProps): JSX.Element {
  const { base, name, field, value, put, words, names } = props;
  const key = `${base}.${name}`;
  const label = labelOf(words, key);
  const optional = field.optional ? words.say("assembly.screen.may-be-empty") : undefined;
  switch (field.is) {
    case "choice":
      return (
        <SelectField
          label={label}
          hint={optional}
          value={String(value ?? "")}
          onChange={event => put(event.currentTarget.value || undefined)}
        >
          {field.optional && <option value="">{words.say("assembly.screen.nothing")}</option>}
          {field.of.map(one => (
            <option key={one} value={one} selected={one === value}>
              {choiceSaid(words, key, one)}
            </option>
          ))}
        </SelectField>
      );
    case "code":
      return (
        <SelectField
          label={label}
          hint={optional}
          value={String(value ?? "")}
          onChange={event => put(event.currentTarget.value || undefined)}
        >
          {(field.optional || value === undefined) && <option value="">{words.say("assembly.screen.nothing")}</option>}
          {codesFor(name, props).map(one => (
            <option key={one.code} value={one.code} selected={one.code === value}>
              {one.name}
            </option>
          ))}
        </SelectField>
      );
    case "flag":
      return <CheckField label={label} checked={value === true} onChange={event => put(event.currentTarget.checked)} />;
    case "day":
      return (
        <Field
          label={label}
          hint={optional}
          type="date"
          value={String(value ?? "")}
          onInput={event => put(event.currentTarget.value || undefined)}
        />
      );
    case "list":
      return <ListField {...props} of={field.of} label={label} items={(value ?? []) as readonly Document[]} />;
    case "group":
      return (
        <Card>
          {field.optional && (
            <CheckField
              label={label}
              checked={value !== undefined}
              onChange={event => put(event.currentTarget.checked ? emptyOf(field.of) : undefined)}
            />
          )}
          {value !== undefined && (
            <Stack gap="tight">
              <RuleForm
                base={key}
                fields={field.of}
                value={value as Group}
                onChange={put}
                unit={props.unit}
                names={names}
                words={words}
              />
            </Stack>
          )}
        </Card>
      );
    default:
      return <TypedField {...props} label={label} hint={optional} />;
  }
}

/** Amounts, counts and percents: figures, as this language writes them. */
function TypedField({
  field,
  value,
  put,
  unit,
  words,
  label,
  hint,
}: OneFieldProps & { readonly label: string; readonly hint: string | undefined }): JSX.Element {
  const shown = unitShown(unit);
  const isAmount = field.is === "amount";
  const written =
    value === undefined
      ? ""
      : isAmount
        ? amountBare(BigInt(value as string), shown, words.locale)
        : String(value).replace(".", words.locale === "id" ? "," : ".");
  const [text, setText] = useState(written);
  const read = (typed: string): string | undefined => {
    if (isAmount) return readAmount(typed, shown.scale)?.toString();
    const plain = typed.trim().replace(",", ".");
    if (field.is === "count") return /^\d{1,9}$/.test(plain) ? String(Number(plain)) : undefined;
    return plain === "" ? undefined : plain;
  };
  const isMissing = value === undefined && !field.optional;
  return (
    <Field
      label={label}
      hint={hint}
      problem={isMissing ? words.say("assembly.screen.fill-in") : undefined}
      figures
      inputMode={field.is === "count" || (isAmount && shown.scale === 0) ? "numeric" : "decimal"}
      autocomplete="off"
      value={text}
      end={isAmount ? <span>{symbolOf(unit)}</span> : undefined}
      onInput={event => {
        setText(event.currentTarget.value);
        put(read(event.currentTarget.value));
      }}
    />
  );
}

interface ListFieldProps extends OneFieldProps {
  readonly of: FieldKind;
  readonly label: string;
  readonly items: readonly Document[];
}

/** A list of keys or choices is ticked, a list of numbers is written in one line, a list of groups is one card an item. */
function ListField({ of, items, put, label, base, name, unit, names, words }: ListFieldProps): JSX.Element {
  const [text, setText] = useState(items.map(String).join(" "));
  if (of.is === "key" || of.is === "choice") {
    const all = of.is === "key" ? keysFor(name, items, names) : of.of;
    return (
      <fieldset class="stack close">
        <legend class="asked">{label}</legend>
        {all.map(one => (
          <CheckField
            key={one}
            label={of.is === "key" ? keyCalled(words, one, names) : choiceSaid(words, `${base}.${name}`, one)}
            checked={items.includes(one)}
            onChange={event => put(event.currentTarget.checked ? [...items, one] : items.filter(other => other !== one))}
          />
        ))}
      </fieldset>
    );
  }
  if (of.is !== "group")
    return (
      <Field
        label={label}
        hint={words.say("assembly.screen.one-after-another")}
        value={text}
        inputMode="numeric"
        autocomplete="off"
        onInput={event => {
          setText(event.currentTarget.value);
          put(event.currentTarget.value.split(/[^\d]+/).filter(Boolean));
        }}
      />
    );
  const set = (index: number, next: Document): void => put(items.map((one, at) => (at === index ? next : one)));
  return (
    <fieldset class="stack close">
      <legend class="asked">{label}</legend>
      {items.map((item, index) => (
        // The place is the item's name: they have no other, and are never put in another order.
        <Card key={index}>
          <Stack gap="tight">
            <ItemForm
              base={`${base}.${name}`}
              fields={of.of}
              value={item as Group}
              onChange={next => set(index, next)}
              unit={unit}
              names={names}
              words={words}
            />
            <TextAct icon="close" onClick={() => put(items.filter((_, at) => at !== index))}>
              {words.say("assembly.screen.take-away")}
            </TextAct>
          </Stack>
        </Card>
      ))}
      <TextAct icon="plus" onClick={() => put([...items, emptyOf(of.of)])}>
        {words.say("assembly.screen.add-one")}
      </TextAct>
    </fieldset>
  );
}

/** More fields that may stay empty than this are too many on a phone, item after item. */
const optionalShown = 4;

/** One item of a list. Where much of it may stay empty, what is empty is one tap away. */
function ItemForm(props: RuleFormProps): JSX.Element {
  const { fields, value, words } = props;
  const optional = Object.keys(fields).filter(name => fields[name]!.optional);
  const [shown, setShown] = useState<ReadonlySet<string>>(() => {
    const filled = optional.filter(name => value[name] !== undefined);
    // Of one that is new the first two are asked for.
    return new Set(optional.length <= optionalShown ? optional : filled.length > 0 ? filled : optional.slice(0, 2));
  });
  const seen = Object.entries(fields).filter(([name, field]) => !field.optional || shown.has(name));
  return (
    <>
      <RuleForm {...props} fields={Object.fromEntries(seen)} />
      {shown.size < optional.length && (
        <TextAct icon="plus" onClick={() => setShown(new Set(optional))}>
          {words.say("assembly.screen.more-fields")}
        </TextAct>
      )}
    </>
  );
}

/** Where a rule begins when nothing like it is there: the first of each choice, nothing ticked, no figures. */
function emptyOf(fields: Fields): Group {
  const value: Record<string, Document> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.optional) continue;
    if (field.is === "choice") value[name] = field.of[0]!;
    else if (field.is === "flag") value[name] = false;
    else if (field.is === "list") value[name] = [];
    else if (field.is === "group") value[name] = emptyOf(field.of);
    else if (field.is === "count") value[name] = "0";
    else if (field.is === "amount") value[name] = "0";
  }
  return value;
}

/** Rules of more fields than this are too much to begin from nothing: they begin like one the group has. */
const fieldsFromNothing = 9;

/** What a new rule's form begins with. A rule called like a fund is most often about that fund. */
export function beginningOf(rule: string, fields: Fields, like: Document | null, { funds }: RuleNames): Group {
  const code = rule.split("/")[1];
  if (like !== null && Object.keys(fields).length > fieldsFromNothing) return like as Group;
  const isOfFund = fields["fund"]?.is === "code" && funds.some(one => one.fund === code);
  return { ...emptyOf(fields), ...(isOfFund ? { fund: code! } : {}) };
}

/** Whether everything is there that must be. What the values mean together is the rule's own room to say. */
export function isFilled(fields: Fields, value: Group): boolean {
  return Object.entries(fields).every(([name, field]) => {
    const one = value[name];
    if (one === undefined) return field.optional === true;
    if (field.is === "group") return isFilled(field.of, one as Group);
    if (field.is === "list" && field.of.is === "group") {
      const { of } = field.of;
      return (one as readonly Document[]).every(item => isFilled(of, item as Group));
    }
    return true;
  });
}

const labelOf = (words: Words, key: string): string =>
  words.has(`field.${key}`) ? words.say(`field.${key}`) : words.say(`assembly.screen.field.${key}`);

/** Funds where a fund is wanted, savings products everywhere else. */
function codesFor(
  name: string,
  { names, words }: OneFieldProps,
): readonly { readonly code: string; readonly name: string }[] {
  if (name === "fund" || name === "remainder_to")
    return names.funds.map(({ fund }) => ({ code: fund, name: fundCalled(words, fund, names.funds) }));
  return productsIn(names).map(({ rule, code }) => ({ code, name: codeName(words, rule, names) }));
}

function productsIn({ products = [] }: RuleNames): readonly { readonly rule: string; readonly code: string }[] {
  return products.map(({ rule }) => ({ rule, code: rule.split("/")[1]! }));
}

function keysFor(name: string, held: readonly Document[], { accounts = [], betweenEntries = [] }: RuleNames): readonly string[] {
  const all = name === "entries" ? betweenEntries : accounts;
  return [...new Set([...held.map(String), ...all])];
}
