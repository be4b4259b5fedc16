/**
 * She calls for help, by herself or through an officer. Nothing is kept before she agreed: an officer needs her PIN beside her own,
 * or a second officer who saw her sign.
 */
import { newId } from "#client";
import { addDays, type Day, type MemberId, type PageProps } from "#base";
import { Act, CheckField, Choices, Field, Notice, Page, SelectField, Soft, Stack, TextField, Two } from "#look";
import { called, sentenceOf, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { type CallNeed, needs } from "../call-tables.ts";
import type { NewCallSeen } from "../page-calls.ts";
import { needSaid } from "./call-said.tsx";

/** How long a call stands if she says nothing else. */
const usualDays = 14;
const nobody = "";

export function NewCallView({ data, words, session }: PageProps<NewCallSeen>): JSX.Element {
  const [member, setMember] = useState<MemberId | "">(data.isMember ? data.me : nobody);
  const [need, setNeed] = useState<CallNeed | "">("");
  const [text, setText] = useState("");
  const [isAnonymous, setAnonymous] = useState(false);
  const [until, setUntil] = useState<string>(addDays(data.on, usualDays));
  const [officer, setOfficer] = useState<MemberId | "">(nobody);
  const [consents, setConsents] = useState(false);
  const [call] = useState(newId);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const isMine = member === data.me;
  const isWhole = member !== nobody && need !== "" && until >= data.on && until <= data.last && consents;
  const say = async (standing: MemberId | ""): Promise<void> => {
    const body = {
      ...{ call, member, need, until, consents },
      ...(isAnonymous ? { anonymous: true } : {}),
      ...(text.trim() === "" ? {} : { words: text.trim() }),
      ...(standing === nobody ? {} : { officer: standing }),
    };
    if (await doing.run({ name: "aid.call-for-help", on: data.on, body })) location.assign(`/aid/calls/${call}`);
  };
  // She who sits beside the officer may be herself, by her own PIN; then nobody else has to have seen it.
  const go = (): void =>
    isMine ? void say(officer) : together.go(second => void say(second === member ? nobody : second));
  return (
    <Page
      title={words.say("command.aid.call-for-help")}
      subtitle={words.say("aid.call.new-more")}
      back={{ href: "/aid/calls", label: words.say("aid.call.back") }}
      foot={
        <Act icon="heart" notYet={!isWhole} busy={doing.busy} onClick={go}>
          {words.say("command.aid.call-for-help")}
        </Act>
      }
    >
      {data.people.length > 0 && (
        <SelectField
          label={words.say("field.aid.call-for-help.member")}
          value={member}
          onChange={chosen => {
            setMember(chosen.currentTarget.value as MemberId | "");
            setConsents(false);
          }}
        >
          {data.isMember ? (
            <option value={data.me}>{words.say("aid.call.my-own")}</option>
          ) : (
            <option value={nobody}>{words.say("aid.screen.choose-her")}</option>
          )}
          {data.people
            .filter(one => one.member !== data.me)
            .map(one => (
              <option key={one.member} value={one.member} selected={one.member === member}>
                {`${one.number} ${called(words, one)}`}
              </option>
            ))}
        </SelectField>
      )}
      <Choices
        name="need"
        question={words.say("field.aid.call-for-help.need")}
        showQuestion
        value={need}
        onChange={chosen => setNeed(chosen as CallNeed)}
        choices={needs.map(one => ({ value: one, label: needSaid(words, { need: one }), plain: true }))}
      />
      <Two even>
        <Stack gap="tight">
          <TextField
            label={words.say(isMine ? "aid.call.my-words" : "aid.call.her-words")}
            hint={words.say("aid.call.words-hint")}
            rows={3}
            maxLength={300}
            value={text}
            onInput={said => setText(said.currentTarget.value)}
          />
          <CheckField
            label={words.say("field.aid.call-for-help.anonymous")}
            hint={words.say("aid.call.anonymous-hint")}
            checked={isAnonymous}
            onChange={said => setAnonymous(said.currentTarget.checked)}
          />
        </Stack>
        <Stack gap="tight">
          <Field
            label={words.say("field.aid.call-for-help.until")}
            hint={words.say("aid.call.until-hint", { day: words.day(data.last as Day) })}
            type="date"
            min={data.on}
            max={data.last}
            value={until}
            onInput={said => setUntil(said.currentTarget.value)}
          />
          {isMine && data.officers.length > 0 && (
            <SelectField
              label={words.say("aid.call.stand-by-me")}
              hint={words.say("aid.call.stand-by-hint")}
              value={officer}
              onChange={chosen => setOfficer(chosen.currentTarget.value as MemberId | "")}
            >
              <option value={nobody}>{words.say("aid.call.nobody")}</option>
              {data.officers.map(one => (
                <option key={one.member} value={one.member} selected={one.member === officer}>
                  {called(words, one)}
                </option>
              ))}
            </SelectField>
          )}
        </Stack>
      </Two>
      <CheckField
        label={words.say(isMine ? "aid.call.i-agree" : "aid.call.she-agrees")}
        checked={consents}
        onChange={said => setConsents(said.currentTarget.checked)}
      />
      <Stack gap="close">
        <Soft small>{words.say(isMine ? "aid.call.take-back-any-time" : "aid.call.how-she-agrees")}</Soft>
        {doing.refusal && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{sentenceOf(doing.refusal, words, "")}</p>
          </Notice>
        )}
        {!isMine && member !== nobody && together.said}
      </Stack>
      {together.dialog}
    </Page>
  );
}
