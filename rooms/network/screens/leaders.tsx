/** For the officers of a federation: who visits which chapter, and what is looked at there. Two of them say it. */
import type { PageProps, Uuid, Words } from "#base";
import { Act, Card, Cards, CheckField, Field, Line, Lines, Notice, Page, QuietAct, SelectField, Soft, Stack, TextAct } from "#look";
import { called, useTogether } from "#members/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { newId, sentenceOf } from "#client";
import type { LeadersSeen } from "../questions/leaders.ts";
import { useSpeaking } from "./speak.ts";
import { questionSaid } from "./visit-read.tsx";

type Say = (name: string, body: Parameters<ReturnType<typeof useSpeaking>["speak"]>[1]) => void;

export function Leaders({ data, words, session, today }: PageProps<LeadersSeen>): JSX.Element {
  const speaking = useSpeaking(today);
  const together = useTogether({ words, session });
  const say: Say = (name, body) => together.go(() => void speaking.speak(name, body));
  return (
    <Page title={words.say("network.visit.leaders")} back={{ href: "/visits", label: words.say("network.visit.back") }}>
      {speaking.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(speaking.refusal, words, "IDR")}</p>
        </Notice>
      )}
      <Cards>
        {data.mayWrite ? (
          <>
            <Charges {...{ data, words, say }} isBusy={speaking.isBusy} />
            <Checklist {...{ data, words, say }} isBusy={speaking.isBusy} />
          </>
        ) : (
          <OnlyRead data={data} words={words} />
        )}
      </Cards>
      {together.said}
      {together.dialog}
    </Page>
  );
}

interface PartProps {
  readonly data: LeadersSeen;
  readonly words: Words;
  readonly say: Say;
  readonly isBusy: boolean;
}

const leaderSaid = (data: LeadersSeen, words: Words, leader: string | null): string => {
  const person = data.people.find(one => one.member === leader);
  return person ? words.say("network.visit.leader", { name: called(words, person) }) : words.say("network.visit.no-leader");
};

/** For the treasurer: who visits which chapter, and what is looked at. */
function OnlyRead({ data, words }: Pick<PartProps, "data" | "words">): JSX.Element {
  return (
    <>
      <Card title={words.say("network.visit.chapters-of")}>
        <Lines>
          {data.chapters.map(one => (
            <Line key={one.chapter} label={<b>{one.name}</b>} sub={leaderSaid(data, words, one.leader)} />
          ))}
        </Lines>
        {data.chapters.length === 0 && <Soft>{words.say("network.visit.register-empty-more")}</Soft>}
      </Card>
      <Card title={words.say("network.visit.checklist-what")}>
        <Lines>
          {data.checklist.map(one => (
            <Line key={one.item} label={questionSaid(words, one)} />
          ))}
        </Lines>
      </Card>
    </>
  );
}

function Charges({ data, words, say, isBusy }: PartProps): JSX.Element {
  const [member, setMember] = useState("");
  const [chosen, setChosen] = useState<readonly Uuid[]>([]);
  return (
    <Card title={words.say("network.visit.chapters-of")}>
      <Stack>
        <fieldset class="choices">
          <legend class="asked">{words.say("network.visit.choose-chapters")}</legend>
          {data.chapters.map(one => (
            <CheckField
              key={one.chapter}
              label={one.name}
              hint={[...one.place.slice(0, 2), leaderSaid(data, words, one.leader)].join(", ")}
              checked={chosen.includes(one.chapter)}
              onChange={event =>
                setChosen(
                  event.currentTarget.checked ? [...chosen, one.chapter] : chosen.filter(other => other !== one.chapter),
                )
              }
            />
          ))}
        </fieldset>
        <SelectField
          label={words.say("network.visit.choose-leader")}
          value={member}
          onChange={event => setMember(event.currentTarget.value)}
        >
          <option value="">{words.say("network.visit.nobody")}</option>
          {data.people.map(one => (
            <option key={one.member} value={one.member}>
              {`${one.number} ${called(words, one)}`}
            </option>
          ))}
        </SelectField>
        <Act
          busy={isBusy}
          notYet={chosen.length === 0}
          onClick={() =>
            chosen.length > 0 && say("network.give-charge", { chapters: chosen, ...(member === "" ? {} : { member }) })
          }
        >
          {words.say("network.give-charge")}
        </Act>
      </Stack>
    </Card>
  );
}

function Checklist({ data, words, say, isBusy }: PartProps): JSX.Element {
  const isStandard = (item: string): boolean => (data.standard as readonly string[]).includes(item);
  const [standard, setStandard] = useState<readonly string[]>(() =>
    data.checklist.map(one => one.item).filter(isStandard),
  );
  const [own, setOwn] = useState(() =>
    data.checklist.filter(one => !isStandard(one.item)).map(one => ({ item: one.item, question: one.question ?? "" })),
  );
  const isReady = own.every(one => one.question.trim() !== "") && standard.length + own.length > 0;
  return (
    <Card title={words.say("network.visit.checklist-what")}>
      <Stack>
        <fieldset class="choices">
          <legend class="vh">{words.say("network.visit.checklist-what")}</legend>
          {data.standard.map(item => (
            <CheckField
              key={item}
              label={words.say(`network.visit.item-${item}`)}
              checked={standard.includes(item)}
              onChange={event =>
                setStandard(
                  data.standard.filter(one => (one === item ? event.currentTarget.checked : standard.includes(one))),
                )
              }
            />
          ))}
        </fieldset>
        {own.map((one, place) => (
          <Stack gap="tight" key={one.item}>
            <Field
              label={words.say("network.visit.own-question")}
              value={one.question}
              maxLength={160}
              autocomplete="off"
              onInput={event =>
                setOwn(own.map((other, at) => (at === place ? { ...other, question: event.currentTarget.value } : other)))
              }
            />
            <TextAct onClick={() => setOwn(own.filter((_, at) => at !== place))}>
              {words.say("network.visit.remove")}
            </TextAct>
          </Stack>
        ))}
        <QuietAct icon="plus" onClick={() => setOwn([...own, { item: newId(), question: "" }])}>
          {words.say("network.visit.own-question")}
        </QuietAct>
        <QuietAct
          busy={isBusy}
          notYet={!isReady}
          onClick={() =>
            isReady &&
            say("network.set-checklist", {
              standard,
              own: own.map(({ item, question }) => ({ item, question: question.trim() })),
            })
          }
        >
          {words.say("network.set-checklist")}
        </QuietAct>
      </Stack>
    </Card>
  );
}
