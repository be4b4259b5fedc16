/**
 * The counter between meetings, where the group's rules have one: what two people may write, one thing at a time by the
 * forms of the meeting, looked at once more before they do. It is read out at the next meeting.
 */
import { isRefusal, type PageProps, type SessionSeen, type Words } from "#base";
import { Act, Bead, Card, Icon, Line, Lines, Notice, Page, Soft, StatePanel, Who } from "#look";
import { ask, isOffline } from "#client";
import { sentenceOf, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { counterForms, counterPages } from "./counter-forms.ts";
import { FormLines } from "./form-lines.tsx";
import type { Form, FormTable } from "./form-parts.ts";
import { FormView } from "./form.tsx";
import { called, calledIn, Money } from "./say.tsx";
import type { CounterSeen, TodaySeen } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

export function Counter({ data, words, session }: PageProps<CounterSeen>): JSX.Element {
  const [seen, setSeen] = useState(data);
  const [form, setForm] = useState<Form | null>(null);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [isWritten, setWritten] = useState(false);
  const { today, between } = seen;
  const title = words.say("meetings.counter.title");
  const back = { href: "/", label: words.say("meetings.back") };
  if (today === null || today.draft.meeting !== null)
    return (
      <Page title={title} back={back}>
        <StatePanel kind="empty" title={words.say(`meetings.counter.${today === null ? "closed" : "meeting"}`)}>
          <Soft>{words.say(`meetings.counter.${today === null ? "closed" : "meeting"}-more`)}</Soft>
        </StatePanel>
      </Page>
    );
  const table: FormTable = {
    words,
    held: {
      today,
      sheet: new Map(),
      unsent: 0,
      // One form writes one entry here: what needs a decision is written at the meeting.
      write: async ([line]) => setWriting(line ?? null),
    },
    going: { at: { step: "" } },
  };
  if (writing)
    return (
      <Confirm
        words={words}
        session={session}
        today={today}
        on={seen.on}
        command={between[writing.entry] ?? ""}
        writing={writing}
        onBack={() => setWriting(null)}
        onDone={() => {
          setWriting(null);
          setWritten(true);
          void ask<CounterSeen>("meetings.counter").then(now => {
            if (now && !isOffline(now) && !isRefusal(now)) setSeen(now);
          });
        }}
      />
    );
  if (form)
    return (
      <FormView
        key={form.name}
        table={table}
        form={form}
        onDone={() => setForm(null)}
        onCancel={() => setForm(null)}
      />
    );
  return (
    <Page title={title} subtitle={words.say("meetings.counter.more")} back={back}>
      {isWritten && (
        <Notice colour="leaf" icon="check" live>
          <p>{words.say("meetings.counter.written")}</p>
        </Notice>
      )}
      <Lines label={title}>
        {counterPages
          .filter(page => between[page.entry] !== undefined)
          .map(({ entry, href, icon }) => (
            <Line
              key={href}
              lead={<Icon name={icon} size={32} />}
              label={<b>{words.say(`meetings.counter.${entry}`)}</b>}
              sub={words.say(`meetings.counter.${entry}.what`)}
              href={href}
              arrow
            />
          ))}
        <FormLines
          table={table}
          forms={counterForms(Object.keys(between))}
          onChoose={chosen => {
            setWritten(false);
            setForm(chosen);
          }}
        />
      </Lines>
    </Page>
  );
}

interface ConfirmProps {
  readonly words: Words;
  readonly session: SessionSeen | null;
  readonly today: TodaySeen;
  readonly on: CounterSeen["on"];
  readonly command: string;
  readonly writing: Writing;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** What is about to be written, looked at by both. */
function Confirm({ words, session, today, on, command, writing, onBack, onDone }: ConfirmProps): JSX.Element {
  const doing = useDoing();
  const together = useTogether({ words, session });
  const { entry, body } = writing;
  const woman = today.women.find(one => one.member === body["member"]);
  const unit =
    today.rules.products.find(one => one.product === body["product"])?.unit ??
    today.funds.find(one => one.fund === body["fund"])?.unit ??
    today.unit;
  const amount = typeof body["amount"] === "string" ? BigInt(body["amount"]) : null;
  const write = async (): Promise<void> => {
    if (await doing.run({ name: command, on, body })) onDone();
  };
  return (
    <Page
      title={words.say(`entry.${entry}`)}
      subtitle={words.day(on, "weekday")}
      back={{
        href: "/counter",
        label: words.say("meetings.back"),
        onClick: event => {
          event.preventDefault();
          onBack();
        },
      }}
      foot={
        <Act busy={doing.busy} onClick={() => together.go(() => void write())}>
          {words.say("meetings.form.write")}
        </Act>
      }
    >
      <Card held class="snug">
        {woman && (
          <Who
            bead={<Bead number={woman.number} size={64} />}
            number={words.say("meetings.number", { number: String(woman.number) })}
            name={called(words, woman)}
          />
        )}
        {amount !== null && <Money amount={amount} unit={unit} size="number" />}
        {typeof body["purpose"] === "string" && <p>{body["purpose"]}</p>}
      </Card>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, unit, calledIn(today, words))}</p>
        </Notice>
      )}
      {together.said}
      {together.dialog}
    </Page>
  );
}
