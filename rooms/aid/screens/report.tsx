/**
 * A need is reported between meetings, the first of its three steps: whose it is, what happened to whom and when. Two people
 * say it; the page of the claim then leads to the check and to the money.
 */
import { newId } from "#client";
import { type MemberId, type PageProps, type Words } from "#base";
import { Act, CheckField, Choices, Field, Notice, Page, SelectField, Soft, Stack, StatePanel, TextField, Two } from "#look";
import { called, fundCalled, sentenceOf, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ReportSeen } from "../page-questions.ts";
import { type AidEvent, events, isHerOwnDeath, type Whose, whose } from "../tables.ts";

type FundSeen = ReportSeen["funds"][number];

export function ReportView({ data, words, session }: PageProps<ReportSeen>): JSX.Element {
  const [code, setCode] = useState(data.funds[0]?.fund ?? "");
  const [member, setMember] = useState<MemberId | "">("");
  const [event, setEvent] = useState<AidEvent | "">("");
  const [who, setWho] = useState<Whose | "">("");
  const [happenedOn, setHappenedOn] = useState<string>(data.on);
  const [isAccident, setAccident] = useState(false);
  const [dependant, setDependant] = useState("");
  const [age, setAge] = useState("");
  const [note, setNote] = useState("");
  const [claim] = useState(newId);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const fund = data.funds.find(one => one.fund === code);
  const title = words.say("command.aid.claim");
  const back = { href: "/aid", label: words.say("aid.screen.back") };
  if (data.may.length === 0 || !fund)
    return (
      <Page title={title} back={back}>
        <StatePanel kind="empty" title={words.say("aid.screen.at-meetings")}>
          <Soft>{words.say("aid.screen.at-meetings-more")}</Soft>
        </StatePanel>
      </Page>
    );
  const mayHappen = events.filter(one => whose.some(of => isCovered(fund, one, of)));
  const mayBeOf = event === "" ? [] : whose.filter(of => isCovered(fund, event, of));
  const asksAccident = fund.asksAccident && event !== "" && who !== "" && isHerOwnDeath({ event, who });
  const asksAge = fund.asksAge && event === "death" && who === "herself";
  const asksName = fund.asksNames && event === "death" && who !== "" && who !== "herself";
  const relatives = data.relatives.filter(one => one.fund === code && one.member === member && one.kinship === who);
  const isKnown = member !== "" && event !== "" && mayBeOf.includes(who as Whose);
  const isWhole =
    isKnown &&
    happenedOn !== "" &&
    (!asksAge || /^\d{1,3}$/.test(age)) &&
    (!asksName || relatives.some(one => one.number === dependant));
  const report = async (): Promise<void> => {
    const body = {
      claim,
      fund: code,
      member,
      event,
      who,
      happened_on: happenedOn,
      ...(asksAccident && isAccident ? { accident: true } : {}),
      ...(asksName ? { dependant } : {}),
      ...(asksAge ? { age } : {}),
      ...(note.trim() === "" ? {} : { note: note.trim() }),
    };
    if (await doing.run({ name: "aid.claim", on: data.on, body })) location.assign(`/aid/claims/${claim}`);
  };
  return (
    <Page
      title={title}
      subtitle={words.say("aid.screen.report-more")}
      back={back}
      foot={
        <Act notYet={!isWhole} busy={doing.busy} onClick={() => together.go(() => void report())}>
          {title}
        </Act>
      }
    >
      <Two even>
        <SelectField
          label={words.say("aid.screen.whose-need")}
          value={member}
          onChange={chosen => setMember(chosen.currentTarget.value as MemberId)}
        >
          <option value="">{words.say("aid.screen.choose-her")}</option>
          {data.people.map(one => (
            <option key={one.member} value={one.member} selected={one.member === member}>
              {`${one.number} ${called(words, one)}`}
            </option>
          ))}
        </SelectField>
        {data.funds.length > 1 && (
          <SelectField
            label={words.say("field.aid.claim.fund")}
            value={code}
            onChange={chosen => setCode(chosen.currentTarget.value)}
          >
            {data.funds.map(one => (
              <option key={one.fund} value={one.fund} selected={one.fund === code}>
                {fundCalled(words, one.fund, data.names.funds)}
              </option>
            ))}
          </SelectField>
        )}
      </Two>
      <Choice of="event" values={mayHappen} value={event} onChange={setEvent} words={words} />
      {mayBeOf.length > 0 && <Choice of="who" values={mayBeOf} value={who} onChange={setWho} words={words} />}
      {isKnown && asksName && (
        <Choices
          name="dependant"
          question={words.say("field.aid.claim.dependant")}
          showQuestion
          value={dependant}
          onChange={setDependant}
          choices={relatives.map(one => ({
            value: one.number,
            label: one.name ?? words.say("aid.screen.name-gone"),
            sub: words.say(`choice.aid.enrol.dependants.kinship.${one.kinship}`),
          }))}
        />
      )}
      {isKnown && asksName && relatives.length === 0 && <Soft>{words.say("aid.screen.nobody-named")}</Soft>}
      {isKnown && (
        <>
          {asksAge && (
            <Field
              label={words.say("field.aid.claim.age")}
              inputMode="numeric"
              maxLength={3}
              value={age}
              onInput={said => setAge(said.currentTarget.value.trim())}
            />
          )}
          <Field
            label={words.say("field.aid.claim.happened_on")}
            type="date"
            max={data.on}
            value={happenedOn}
            onInput={said => setHappenedOn(said.currentTarget.value)}
          />
          {asksAccident && (
            <CheckField
              label={words.say("field.aid.claim.accident")}
              checked={isAccident}
              onChange={said => setAccident(said.currentTarget.checked)}
            />
          )}
          <TextField
            label={words.say("aid.screen.note")}
            rows={2}
            maxLength={300}
            value={note}
            onInput={said => setNote(said.currentTarget.value)}
          />
        </>
      )}
      <Stack gap="close">
        {doing.refusal && (
          <Notice colour="turmeric" icon="alert" live>
            <p>
              {sentenceOf(doing.refusal, words, fund.unit, (kind, value) =>
                kind === "fund" ? fundCalled(words, value, data.names.funds) : undefined,
              )}
            </p>
          </Notice>
        )}
        {together.said}
      </Stack>
      {together.dialog}
    </Page>
  );
}

/** What the fund stands for; where its rule names nothing, a decision sizes the help, for whatever happened. */
const isCovered = ({ benefits }: FundSeen, event: AidEvent, who: Whose): boolean =>
  benefits.length === 0 ||
  benefits.some(one => one.event === event && (one.of === "member") === (who === "herself"));

function Choice<Value extends string>({
  of,
  values,
  value,
  onChange,
  words,
}: {
  readonly of: "event" | "who";
  readonly values: readonly Value[];
  readonly value: Value | "";
  readonly onChange: (value: Value) => void;
  readonly words: Words;
}): JSX.Element {
  return (
    <Choices
      name={of}
      question={words.say(`field.aid.claim.${of}`)}
      showQuestion
      value={value}
      onChange={chosen => onChange(chosen as Value)}
      choices={values.map(one => ({ value: one, label: words.say(`choice.aid.claim.${of}.${one}`), plain: true }))}
    />
  );
}
