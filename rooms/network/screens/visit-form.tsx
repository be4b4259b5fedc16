/**
 * A visit on a leader's phone, in the order of the visit: what was agreed on before, the meeting, five passbooks, what is agreed
 * on now. It is kept as it is typed, goes into the outbox when it is written down, and is sent when there is a signal.
 */
import { type Day, isRefusal, type Refusal, refuse, type SessionSeen, type Words } from "#base";
import { Act, Card, CheckField, Choices, Field, Notice, Page, QuietAct, Soft, Stack, TextAct, TextField } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isOffline, newId, say, sentenceOf } from "#client";
import type { ItemSeen, VisitFormSeen } from "../questions/visit.ts";
import { answers, findings } from "../kinds.ts";
import type { AnswerKept } from "../tables.ts";
import { Passbook } from "./passbook.tsx";
import { useTyped } from "./use-typed.ts";
import type { Sending, VisitsHeld } from "./use-visits.ts";
import { type ActionTyped, bodyOf, isWhole, typedFrom, type VisitTyped } from "./visit-typed.ts";
import { questionSaid, VisitRead } from "./visit-read.tsx";

export interface VisitFormProps {
  readonly form: VisitFormSeen;
  readonly words: Words;
  readonly session: SessionSeen | null;
  readonly today: Day;
  readonly held: VisitsHeld;
  readonly onBack: () => void;
}

export function VisitForm({ form, words, today, held, onBack }: VisitFormProps): JSX.Element {
  const typed = useTyped<VisitTyped>(form.chapter, () => typedFrom(form));
  const { value } = typed;
  const set = (change: Partial<VisitTyped>): void => typed.set({ ...value, ...change });
  const sending = held.sendingOf(form.chapter);
  // Until the server has it, what was typed is what the form opens with again.
  useEffect(() => {
    if (sending.state === "accepted") typed.forget();
  }, [sending.state]);
  const isClosed = form.visit !== null && form.visit.confirmedOn !== null;
  const write = (): void => {
    const on = value.on ?? today;
    set({ on });
    void held.write(on, bodyOf(form, value));
  };
  return (
    <Page
      title={form.name}
      subtitle={form.place.slice(0, 3).join(", ")}
      back={{
        href: "/visits",
        label: words.say("network.visit.back"),
        onClick: event => {
          event.preventDefault();
          onBack();
        },
      }}
      foot={
        isClosed ? undefined : (
          <Act notYet={!isWhole(form, value)} onClick={() => isWhole(form, value) && write()}>
            {words.say(form.visit ? "network.visit.save-again" : "network.visit.save")}
          </Act>
        )
      }
    >
      <Standing words={words} form={form} sending={sending} />
      {isClosed ? (
        <Card title={words.say("network.visit.visit-of", { day: words.day(form.visit!.heldOn, "short") })}>
          <VisitRead words={words} visit={form.visit!} checklist={form.checklist} />
        </Card>
      ) : (
        <Stack>
          {form.visit === null && <PlanDay words={words} form={form} today={today} held={held} />}
          {form.open.length > 0 && (
            <Card title={words.say("network.visit.done-since")}>
              {form.open.map(one => (
                <CheckField
                  key={one.action}
                  label={one.what}
                  hint={`${one.who}, ${words.say(one.isLate ? "network.visit.action-late" : "network.visit.action-by", { day: words.day(one.due, "short") })}`}
                  checked={value.done.includes(one.action)}
                  onChange={event =>
                    set({
                      done: event.currentTarget.checked
                        ? [...value.done, one.action]
                        : value.done.filter(done => done !== one.action),
                    })
                  }
                />
              ))}
            </Card>
          )}
          <Card title={words.say("network.visit.checklist")}>
            <Stack>
              {form.checklist.map(one => (
                <Item
                  key={one.item}
                  {...{ words, one }}
                  value={value.answers[one.item]}
                  set={answer => set({ answers: { ...value.answers, [one.item]: answer } })}
                />
              ))}
            </Stack>
          </Card>
          <Card title={words.say("network.visit.passbooks")}>
            <Soft>
              {words.say(
                form.drawn === null
                  ? "network.visit.passbooks-shut"
                  : form.drawn.length === 0
                    ? "network.visit.drawn-none"
                    : "network.visit.drawn-what",
              )}
            </Soft>
            <Stack>
              {form.drawn?.map(one => (
                <Passbook
                  key={one.number}
                  {...{ words, one }}
                  found={value.found[String(one.number)]}
                  note={value.notes[String(one.number)] ?? ""}
                  setFound={found => set({ found: { ...value.found, [String(one.number)]: found } })}
                  setNote={note => set({ notes: { ...value.notes, [String(one.number)]: note } })}
                  findings={findings}
                />
              ))}
            </Stack>
          </Card>
          <Card title={words.say("network.visit.actions")}>
            <Stack>
              {value.actions.map((one, place) => (
                <ActionFields
                  key={one.action}
                  {...{ words, one, today }}
                  set={next => set({ actions: value.actions.map((other, at) => (at === place ? next : other)) })}
                  remove={() => set({ actions: value.actions.filter((_, at) => at !== place) })}
                />
              ))}
              <QuietAct
                icon="plus"
                onClick={() => set({ actions: [...value.actions, { action: newId(), what: "", who: "", due: "" }] })}
              >
                {words.say("network.visit.add-action")}
              </QuietAct>
            </Stack>
          </Card>
          <Card label={words.say("network.visit.note")}>
            <TextField
              label={words.say("network.visit.note")}
              value={value.note}
              maxLength={500}
              onInput={event => set({ note: event.currentTarget.value })}
            />
          </Card>
        </Stack>
      )}
    </Page>
  );
}

function Standing({ words, form, sending }: { words: Words; form: VisitFormSeen; sending: Sending }): JSX.Element | null {
  if (sending.state === "refused" && sending.refusal)
    return (
      <Notice colour="turmeric" icon="alert" live>
        <p>{sentenceOf(sending.refusal, words, "IDR")}</p>
      </Notice>
    );
  if (sending.state === "saved" || sending.state === "signed-out")
    return (
      <Notice colour="indigo" icon="phone" live>
        <p>{words.say(sending.state === "saved" ? "network.visit.away" : "network.visit.signed-out")}</p>
      </Notice>
    );
  if (form.visit?.confirmedOn)
    return (
      <Notice colour="leaf" icon="check">
        <p>{words.say("network.visit.closed-on", { day: words.day(form.visit.confirmedOn, "short") })}</p>
      </Notice>
    );
  return form.visit ? (
    <Notice colour="turmeric" icon="sent" live>
      <p>{words.say("network.visit.waiting-more")}</p>
    </Notice>
  ) : null;
}

/** The day she means to come. It needs a signal: others plan by it. */
function PlanDay({
  words,
  form,
  today,
  held,
}: {
  words: Words;
  form: VisitFormSeen;
  today: Day;
  held: VisitsHeld;
}): JSX.Element {
  const [planned, setPlanned] = useState<string>(form.planned ?? "");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const plan = async (): Promise<void> => {
    if (isBusy || planned === "") return;
    setBusy(true);
    const got = await say("network.plan-visit", { chapter: form.chapter, planned }, today);
    setBusy(false);
    setRefusal(isOffline(got) ? refuse("house.no-signal") : isRefusal(got) ? got : null);
    if (!isOffline(got) && !isRefusal(got)) await held.refresh();
  };
  return (
    <details>
      <summary>
        {form.planned === null
          ? words.say("network.visit.plan-do")
          : words.say("network.visit.planned", { day: words.day(form.planned, "short") })}
      </summary>
      <Stack gap="tight">
        <Field
          label={words.say("network.plan-visit.planned")}
          type="date"
          min={today}
          value={planned}
          onInput={event => setPlanned(event.currentTarget.value)}
          problem={refusal && sentenceOf(refusal, words, "IDR")}
        />
        <QuietAct busy={isBusy} notYet={planned === ""} onClick={() => void plan()}>
          {words.say("network.visit.plan-do")}
        </QuietAct>
      </Stack>
    </details>
  );
}

function Item({
  words,
  one,
  value,
  set,
}: {
  words: Words;
  one: ItemSeen;
  value: AnswerKept["answer"] | undefined;
  set: (answer: AnswerKept["answer"]) => void;
}): JSX.Element {
  return (
    <Choices
      name={`item-${one.item}`}
      question={questionSaid(words, one)}
      showQuestion
      value={value ?? ""}
      onChange={answer => set(answer as AnswerKept["answer"])}
      choices={answers.map(answer => ({ value: answer, label: words.say(`network.visit.answer-${answer}`), plain: true }))}
    />
  );
}

function ActionFields({
  words,
  one,
  today,
  set,
  remove,
}: {
  words: Words;
  one: ActionTyped;
  today: Day;
  set: (next: ActionTyped) => void;
  remove: () => void;
}): JSX.Element {
  return (
    <Stack gap="tight">
      <Field
        label={words.say("network.visit.action-what")}
        value={one.what}
        maxLength={200}
        onInput={event => set({ ...one, what: event.currentTarget.value })}
      />
      <Field
        label={words.say("network.visit.action-who")}
        value={one.who}
        maxLength={80}
        autocomplete="off"
        onInput={event => set({ ...one, who: event.currentTarget.value })}
      />
      <Field
        label={words.say("network.visit.action-due")}
        type="date"
        min={today}
        value={one.due}
        onInput={event => set({ ...one, due: event.currentTarget.value })}
      />
      <TextAct onClick={remove}>{words.say("network.visit.remove")}</TextAct>
    </Stack>
  );
}
