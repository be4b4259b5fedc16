/** A member's statements for a bank: whom she lets see one, until when, and how she takes that back. */
import { addDays, isRefusal, type PageProps, type Refusal, type Words } from "#base";
import { isOffline, newId, say, sentenceOf } from "#client";
import { Act, Card, Choices, Field, Icon, Line, Lines, Notice, Page, QuietAct, Soft, Stack, Title } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ConsentSeen, StatementsSeen } from "../questions/statement.ts";
import { KeyCard } from "./key-card.tsx";

const durations = ["14", "30", "90", "180"] as const;

export function Statements({ data, words, today }: PageProps<StatementsSeen>): JSX.Element {
  const [to, setTo] = useState("");
  const [days, setDays] = useState<string>("30");
  const [id, setId] = useState(newId);
  const [refusal, setRefusal] = useState<Refusal | "no-signal" | null>(null);
  const [isBusy, setBusy] = useState(false);

  const speak = async (name: string, body: Readonly<Record<string, unknown>>): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    const answer = await say(name, body as never, today, { id });
    setBusy(false);
    if (isOffline(answer)) return setRefusal("no-signal");
    if (isRefusal(answer)) {
      setId(newId());
      return setRefusal(answer);
    }
    location.reload();
  };

  return (
    <Page title={words.say("meetings.statements.title")} back={{ href: "/me", label: words.say("meetings.back") }}>
      <Stack>
        <Soft>{words.say("meetings.statements.what")}</Soft>
        {data.consents.map(one => (
          <Consent
            key={one.consent}
            consent={one}
            words={words}
            isBusy={isBusy}
            withdraw={() => void speak("members.withdraw-consent", { consent: one.consent })}
          />
        ))}
        <KeyCard fingerprint={data.fingerprint} words={words} />
        <Title>{words.say("meetings.statements.new")}</Title>
        <Field
          label={words.say("members.consent.to")}
          hint={words.say("meetings.statements.to-hint")}
          value={to}
          onInput={event => setTo(event.currentTarget.value)}
          maxLength={80}
          autocomplete="off"
        />
        <Choices
          name="until"
          question={words.say("meetings.statements.until")}
          showQuestion
          value={days}
          onChange={setDays}
          choices={durations.map(value => ({
            value,
            label: words.day(addDays(today, Number(value))),
            sub: words.say("meetings.statements.days", { count: Number(value) }),
          }))}
        />
        {refusal && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{refusal === "no-signal" ? words.say("house.no-signal") : sentenceOf(refusal, words, "IDR")}</p>
          </Notice>
        )}
        <Act
          busy={isBusy}
          notYet={to.trim() === ""}
          onClick={() =>
            void speak("members.consent", {
              consent: newId(),
              purpose: "statement",
              to: to.trim(),
              until: addDays(today, Number(days)),
            })
          }
        >
          {words.say("members.consent")}
        </Act>
      </Stack>
    </Page>
  );
}

function Consent({
  consent,
  words,
  isBusy,
  withdraw,
}: {
  consent: ConsentSeen;
  words: Words;
  isBusy: boolean;
  withdraw: () => void;
}): JSX.Element {
  const isOpen = consent.state === "in-force";
  return (
    <Card title={consent.to}>
      <Soft>
        {words.say(`meetings.statements.${consent.state}`, {
          from: words.day(consent.givenOn),
          until: words.day(consent.until),
        })}
      </Soft>
      {isOpen && (
        <>
          <Lines>
            <Line
              lead={<Icon name="print" />}
              label={words.say("meetings.statements.open")}
              href={`/me/statements/${consent.consent}`}
              arrow
            />
          </Lines>
          <QuietAct busy={isBusy} onClick={withdraw}>
            {words.say("members.withdraw-consent")}
          </QuietAct>
        </>
      )}
    </Card>
  );
}
