/**
 * The counter between meetings, where the group's rules have one: what two people may write, one thing at a time by the
 * forms of the meeting, looked at once more before they do. It is read out at the next meeting.
 */
import { isRefusal, type PageProps } from "#base";
import { Icon, Line, Lines, Notice, Page, Soft, StatePanel } from "#look";
import { ask, isOffline } from "#client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { counterForms, counterPages, whole } from "./counter-forms.ts";
import { FormLines } from "./form-lines.tsx";
import type { Form, FormTable } from "./form-parts.ts";
import { useLaterSteps } from "./lazily.tsx";
import { lazilyWithWords } from "./lazily-with-words.ts";
import type { CounterSeen } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

const later = () => import("./counter-later.ts");
const Confirm = lazilyWithWords(() => later().then(file => file.Confirm));
const LinesTogether = lazilyWithWords(() => later().then(file => file.LinesTogether));
const FormView = lazilyWithWords(() => import("./form.tsx").then(file => file.FormView));

export function Counter({ data, words, session }: PageProps<CounterSeen>): JSX.Element {
  const [seen, setSeen] = useState(data);
  const [form, setForm] = useState<Form | null>(null);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [isWritten, setWritten] = useState(false);
  useLaterSteps();
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
  const entries = Object.keys(between);
  const choose = (chosen: Form): void => {
    setWritten(false);
    void whole(chosen).then(setForm, () => {});
  };
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
          forms={counterForms(entries)}
          onChoose={choose}
        />
        {today.purchases.length + today.actions.length > 0 && (
          <LinesTogether table={table} entries={entries} onChoose={choose} />
        )}
      </Lines>
    </Page>
  );
}
