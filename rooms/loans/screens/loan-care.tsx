/** The visits about one loan, for her and the officers; an officer notes one here, and takes back what was a mistake. */
import type { Day, PageProps, Uuid, Words } from "#base";
import { Act, Card, Field, Heading, Notice, Page, QuietAct, SelectField, Soft, Stack, TextAct, TextField, Two } from "#look";
import { called, sentenceOf, useDoing } from "#assembly/parts";
import { newId } from "#client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { agreedCodes, foundCodes } from "../care-said.ts";
import type { LoanCareSeen } from "../page-care.ts";

const command = "loans.note-care-visit";

export function LoanCareView({ data, words }: PageProps<LoanCareSeen>): JSX.Element {
  return (
    <Page
      title={words.say("loans.care.of-loan")}
      subtitle={called(words, data.who)}
      back={{ href: `/loans/${data.loan}`, label: words.say("loans.care.back-to-loan") }}
    >
      <Soft>{words.say("loans.care.of-loan-more")}</Soft>
      <Two>
        <Stack gap="tight">
          {data.visits.length === 0 && <p>{words.say("loans.care.none")}</p>}
          {data.visits.map(visit => (
            <Visited key={visit.visit} visit={visit} data={data} words={words} />
          ))}
        </Stack>
        {data.mayNote && <VisitForm data={data} words={words} />}
      </Two>
    </Page>
  );
}

interface PartProps {
  readonly data: LoanCareSeen;
  readonly words: Words;
}

function Visited({ visit, data, words }: PartProps & { readonly visit: LoanCareSeen["visits"][number] }): JSX.Element {
  const { said, visitor, companion } = visit;
  const [isAsked, setAsked] = useState(false);
  const name = called(words, visitor);
  return (
    <Card title={words.day(visit.on)}>
      <Soft small>
        {companion
          ? words.say("loans.care.who-went-two", { name, other: called(words, companion) })
          : words.say("loans.care.who-went", { name })}
      </Soft>
      {said ? (
        <>
          <p>
            <b>{words.say(`choice.${command}.found.${said.found}`)}</b>
          </p>
          {said.words !== null && <p>{said.words}</p>}
          <p>{words.say(`choice.${command}.agreed.${said.agreed}`)}</p>
          {said.by !== null && <p>{words.say("loans.care.new-day", { day: words.day(said.by) })}</p>}
        </>
      ) : (
        <Soft>{words.say("loans.care.erased")}</Soft>
      )}
      {data.mayNote &&
        (isAsked ? (
          <TakeBack data={data} visit={visit.visit} words={words} onLeave={() => setAsked(false)} />
        ) : (
          <TextAct onClick={() => setAsked(true)}>{words.say("command.loans.take-back-care-visit")}</TextAct>
        ))}
    </Card>
  );
}

function TakeBack({
  data,
  visit,
  words,
  onLeave,
}: PartProps & { readonly visit: Uuid; readonly onLeave: () => void }): JSX.Element {
  const doing = useDoing();
  const [reason, setReason] = useState("");
  const run = async (): Promise<void> => {
    const body = { visit, reason: reason.trim() };
    if (await doing.run({ name: "loans.take-back-care-visit", on: data.on, body })) location.reload();
  };
  return (
    <>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, data.unit)}</p>
        </Notice>
      )}
      <Field
        label={words.say("loans.care.take-back-why")}
        value={reason}
        maxLength={300}
        autocomplete="off"
        onInput={event => setReason(event.currentTarget.value)}
      />
      <QuietAct notYet={reason.trim() === ""} onClick={() => void run()}>
        {words.say("command.loans.take-back-care-visit")}
      </QuietAct>
      <TextAct onClick={onLeave}>{words.say("loans.care.leave")}</TextAct>
    </>
  );
}

function VisitForm({ data, words }: PartProps): JSX.Element {
  const doing = useDoing();
  const [id] = useState<Uuid>(() => newId());
  const [on, setOn] = useState<string>(data.on);
  const [visitor, setVisitor] = useState("");
  const [companion, setCompanion] = useState("");
  const [found, setFound] = useState("");
  const [agreed, setAgreed] = useState("");
  const [by, setBy] = useState("");
  const [text, setText] = useState("");
  const hasNewDay = agreed === "new-day";
  const isReady =
    on !== "" && visitor !== "" && found !== "" && agreed !== "" && (!hasNewDay || by !== "") && (!data.needsTwo || companion !== "");
  const note = async (): Promise<void> => {
    const body = {
      ...{ visit: id, loan: data.loan, member: data.who.member, visited_on: on as Day, visitor, found, agreed },
      ...(companion === "" ? {} : { companion }),
      ...(hasNewDay ? { by: by as Day } : {}),
      ...(text.trim() === "" ? {} : { words: text.trim() }),
    };
    if (await doing.run({ name: command, on: data.on, body })) location.reload();
  };
  const label = (field: string): string => words.say(`field.${command}.${field}`);
  const people = (without: string): readonly (readonly [string, string])[] =>
    data.officers.filter(one => one.member !== without).map(one => [one.member, called(words, one)]);
  return (
    <Card held label={words.say(`command.${command}`)}>
      <Heading>{words.say(`command.${command}`)}</Heading>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, data.unit)}</p>
        </Notice>
      )}
      <Field label={label("visited_on")} type="date" value={on} max={data.on} onInput={event => setOn(event.currentTarget.value)} />
      <Select label={label("visitor")} value={visitor} onChange={setVisitor} none={words.say("loans.care.choose")} options={people(companion)} />
      <Select
        label={label("companion")}
        value={companion}
        onChange={setCompanion}
        none={words.say(data.needsTwo ? "loans.care.choose" : "loans.care.nobody-along")}
        options={people(visitor)}
      />
      <Select
        label={label("found")}
        value={found}
        onChange={setFound}
        none={words.say("loans.care.choose")}
        options={foundCodes.map(code => [code, words.say(`choice.${command}.found.${code}`)])}
      />
      <TextField
        label={label("words")}
        hint={words.say("loans.care.words-hint")}
        maxLength={500}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
      />
      <Select
        label={label("agreed")}
        value={agreed}
        onChange={setAgreed}
        none={words.say("loans.care.choose")}
        options={agreedCodes.map(code => [code, words.say(`choice.${command}.agreed.${code}`)])}
      />
      {hasNewDay && <Field label={label("by")} type="date" value={by} min={on} onInput={event => setBy(event.currentTarget.value)} />}
      <Act busy={doing.busy} notYet={!isReady} onClick={() => void note()}>
        {words.say(`command.${command}`)}
      </Act>
    </Card>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What stands there until something is chosen. */
  readonly none: string;
  readonly options: readonly (readonly [value: string, name: string])[];
}

function Select({ label, value, onChange, none, options }: SelectProps): JSX.Element {
  return (
    <SelectField label={label} value={value} onChange={event => onChange(event.currentTarget.value)}>
      <option value="" selected={value === ""}>
        {none}
      </option>
      {options.map(([code, name]) => (
        <option key={code} value={code} selected={code === value}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
