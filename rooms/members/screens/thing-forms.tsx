/** A thing enters the register of what is held in common, or leaves it; each before two people. */
import type { PageProps } from "#base";
import { Act, Field, Notice, QuietAct, SelectField, Soft, Stack, TextField } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ThingSeen, ThingsSeen } from "../page-questions.ts";
import { useDoing } from "./busy.ts";
import { atHead } from "./names.tsx";
import { PickPerson } from "./pick-person.tsx";
import { useTogether } from "./sit-down.tsx";
import { newId, say, sentenceOf } from "./talk.ts";

type Props = PageProps<ThingsSeen>;

const kinds = [
  "box",
  "key",
  "books",
  "stamp",
  "phone",
  "loom",
  "tent",
  "tool",
  "land",
  "house",
  "animal",
  "password-note",
  "other",
] as const;

export function GiveUp({
  thing,
  words,
  session,
  today,
}: Pick<Props, "words" | "session" | "today"> & { thing: ThingSeen }): JSX.Element {
  const [reason, setReason] = useState("");
  const doing = useDoing();
  const together = useTogether({ words, session });
  const giveUp = async (): Promise<void> => {
    const body = { thing: thing.thing, reason: reason.trim() };
    if (await doing.run(() => say({ id: newId(), name: "members.give-up-thing", on: today, body }))) location.reload();
  };
  return (
    <Stack gap="tight">
      <TextField
        label={words.say("members.give-up-thing.reason")}
        value={reason}
        onInput={event => setReason(event.currentTarget.value)}
        maxLength={300}
      />
      {doing.refusal && <Soft>{sentenceOf(words, doing.refusal)}</Soft>}
      <QuietAct busy={doing.busy} notYet={reason.trim() === ""} onClick={() => together.go(() => void giveUp())}>
        {words.say("members.give-up-thing")}
      </QuietAct>
      {together.dialog}
    </Stack>
  );
}

/** New words for a thing: what it is called, who may use it, who decides. One person says it; the old words are gone. */
export function DescribeThing({
  thing,
  words,
  today,
}: Pick<Props, "words" | "today"> & { thing: ThingSeen }): JSX.Element {
  const before = { name: thing.name, may_use: thing.mayUse ?? "", decides: thing.decides ?? "" };
  const [said, setSaid] = useState(before);
  const [id] = useState(newId);
  const doing = useDoing();
  const changed = fields.filter(field => said[field].trim() !== "" && said[field].trim() !== before[field]);
  const describe = async (): Promise<void> => {
    const texts = Object.fromEntries(changed.map(field => [field, said[field].trim()]));
    const body = { thing: thing.thing, ...texts };
    if (await doing.run(() => say({ id, name: "members.describe-thing", on: today, body }))) location.reload();
  };
  return (
    <Stack gap="tight">
      {fields.map(field => (
        <Field
          key={field}
          label={words.say(`members.describe-thing.${field}`)}
          value={said[field]}
          onInput={event => setSaid({ ...said, [field]: event.currentTarget.value })}
          maxLength={field === "name" ? 80 : 200}
        />
      ))}
      {doing.refusal && <Soft>{sentenceOf(words, doing.refusal)}</Soft>}
      <Act busy={doing.busy} notYet={changed.length === 0} onClick={() => void describe()}>
        {words.say("members.screen.save")}
      </Act>
    </Stack>
  );
}

const fields = ["name", "may_use", "decides"] as const;

export function AddThing({ data, words, session, today }: Props): JSX.Element {
  const [kind, setKind] = useState<string>("box");
  const [said, setSaid] = useState({ name: "", may_use: "", decides: "" });
  const [holder, setHolder] = useState("");
  const [ids] = useState(() => ({ id: newId(), thing: newId() }));
  const doing = useDoing();
  const together = useTogether({ words, session });
  const add = async (): Promise<void> => {
    const texts = Object.fromEntries(
      Object.entries(said).flatMap(([field, text]) => (text.trim() === "" ? [] : [[field, text.trim()]])),
    );
    const body = { thing: ids.thing, kind, ...texts, ...(holder === "" ? {} : { held_by: holder }) };
    if (await doing.run(() => say({ id: ids.id, name: "members.hold-thing", on: today, body }))) location.reload();
  };
  return (
    <Stack gap="tight">
      <SelectField
        label={words.say("members.hold-thing.kind")}
        value={kind}
        onChange={event => setKind(event.currentTarget.value)}
      >
        {kinds.map(one => (
          <option key={one} value={one}>
            {atHead(words.say(`members.thing.${one}`))}
          </option>
        ))}
      </SelectField>
      <Field
        label={words.say("members.hold-thing.name")}
        hint={words.say("members.screen.thing-name-hint")}
        value={said.name}
        onInput={event => setSaid({ ...said, name: event.currentTarget.value })}
        maxLength={80}
      />
      <PickPerson
        words={words}
        label={words.say("members.hold-thing.held_by")}
        hint={kind === "key" ? words.say("members.screen.key-hint") : undefined}
        people={kind === "key" ? data.people.filter(one => one.offices.includes("key-holder")) : data.people}
        value={holder}
        onChange={setHolder}
      />
      <Field
        label={words.say("members.hold-thing.may_use")}
        value={said.may_use}
        onInput={event => setSaid({ ...said, may_use: event.currentTarget.value })}
        maxLength={200}
      />
      <Field
        label={words.say("members.hold-thing.decides")}
        value={said.decides}
        onInput={event => setSaid({ ...said, decides: event.currentTarget.value })}
        maxLength={200}
      />
      {together.said}
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(words, doing.refusal)}</p>
        </Notice>
      )}
      <Act busy={doing.busy} notYet={said.name.trim() === ""} onClick={() => together.go(() => void add())}>
        {words.say("members.hold-thing")}
      </Act>
      {together.dialog}
    </Stack>
  );
}
