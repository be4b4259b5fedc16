/** What was taught in the group, and the form in which an officer enters it for all who were there at once. */
import type { Day, PageProps, Words } from "#base";
import { newId } from "#client";
import { called, useDoing } from "#assembly/parts";
import { Act, CheckField, Dialog, Field, Line, Lines, Page, QuietAct, Soft, Stack, StatePanel, TextField } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { TrainingsSeen } from "../server.ts";
import { Refused } from "./refused.tsx";

type Props = PageProps<TrainingsSeen>;
type TrainingSeen = TrainingsSeen["trainings"][number];
const keepers = ["treasurer", "secretary", "chair"] as const;

export function TrainingsView({ data, words, session, today }: Props): JSX.Element {
  const [isAdding, setAdding] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const open = data.trainings.find(one => one.training === shown);
  const mayWrite = keepers.some(role => session?.roles.includes(role));
  const close = words.say("records.learning.close");
  return (
    <Page
      title={words.say("records.trainings.title")}
      back={{ href: "/records", label: words.say("records.learning.books") }}
      foot={mayWrite ? <Act onClick={() => setAdding(true)}>{words.say("records.record-training")}</Act> : undefined}
    >
      {data.trainings.length === 0 ? (
        <StatePanel kind="empty" title={words.say("records.trainings.empty")}>
          <Soft>{words.say("records.trainings.empty-more")}</Soft>
        </StatePanel>
      ) : (
        <Lines label={words.say("records.trainings.title")}>
          {data.trainings.map(one => (
            <Line
              key={one.training}
              label={<b>{one.title}</b>}
              sub={[
                trainingSaid(words, one),
                words.say("records.trainings.were-there", { count: one.members }),
              ].join(" · ")}
              onClick={mayWrite ? () => setShown(one.training) : undefined}
              arrow={mayWrite}
            />
          ))}
        </Lines>
      )}
      <Dialog
        open={isAdding}
        onClose={() => setAdding(false)}
        title={words.say("records.record-training")}
        closeLabel={close}
      >
        {isAdding && <TrainingForm data={data} words={words} today={today} />}
      </Dialog>
      <Dialog open={open !== undefined} onClose={() => setShown(null)} title={open?.title ?? ""} closeLabel={close}>
        {open && <TakeBack key={open.training} training={open} words={words} today={today} />}
      </Dialog>
    </Page>
  );
}

/** "3 Nov 2026 · 6 hours · Dinas Koperasi". */
export const trainingSaid = (words: Words, { on, hours, givenBy }: TrainingSeen): string =>
  [
    words.day(on, "short"),
    words.say("records.learning.hours", { count: hours }),
    ...(givenBy === null ? [] : [givenBy]),
  ].join(" · ");

function TrainingForm({ data, words, today }: Pick<Props, "data" | "words" | "today">): JSX.Element {
  const [said, setSaid] = useState({ title: "", held_on: today as string, hours: "", given_by: "" });
  const [there, setThere] = useState<readonly string[]>([]);
  const [training] = useState(newId);
  const doing = useDoing();
  const put = (field: keyof typeof said) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setSaid({ ...said, [field]: event.currentTarget.value });
  const isReady = said.title.trim() !== "" && said.held_on !== "" && /^[1-9]\d{0,2}$/.test(said.hours) && there.length > 0;
  const record = async (): Promise<void> => {
    const { title, held_on, hours, given_by } = said;
    const body = {
      training,
      title: title.trim(),
      held_on,
      hours,
      members: there,
      ...(given_by.trim() === "" ? {} : { given_by: given_by.trim() }),
    };
    if (await doing.run({ name: "records.record-training", on: today, body })) location.assign("/training");
  };
  const all = data.people.map(one => one.member as string);
  return (
    <Stack gap="tight">
      <Field
        label={words.say("records.record-training.title")}
        maxLength={120}
        autocomplete="off"
        value={said.title}
        onInput={put("title")}
      />
      <Field
        type="date"
        label={words.say("records.record-training.held_on")}
        max={today}
        value={said.held_on}
        onInput={put("held_on")}
      />
      <Field
        label={words.say("records.record-training.hours")}
        figures
        inputMode="numeric"
        autocomplete="off"
        maxLength={3}
        value={said.hours}
        onInput={put("hours")}
      />
      <Field
        label={words.say("records.record-training.given_by")}
        hint={words.say("records.learning.may-be-empty")}
        maxLength={120}
        autocomplete="off"
        value={said.given_by}
        onInput={put("given_by")}
      />
      <fieldset class="choices">
        <legend class="asked">{words.say("records.record-training.members")}</legend>
        <QuietAct onClick={() => setThere(there.length === all.length ? [] : all)}>
          {words.say(there.length === all.length ? "records.trainings.nobody" : "records.trainings.everybody")}
        </QuietAct>
        {data.people.map(one => (
          <CheckField
            key={one.member}
            label={words.say("records.learning.number-and-name", { number: String(one.number), name: called(words, one) })}
            checked={there.includes(one.member)}
            onChange={event =>
              setThere(
                event.currentTarget.checked ? [...there, one.member] : there.filter(member => member !== one.member),
              )
            }
          />
        ))}
      </fieldset>
      <Refused doing={doing} words={words} />
      <Act busy={doing.busy} notYet={!isReady} onClick={() => void record()}>
        {words.say("records.learning.save")}
      </Act>
    </Stack>
  );
}

interface TakeBackProps {
  readonly training: TrainingSeen;
  readonly words: Words;
  readonly today: Day;
}

/** Entered by mistake: it counts for nobody from then on. */
function TakeBack({ training, words, today }: TakeBackProps): JSX.Element {
  const [reason, setReason] = useState("");
  const doing = useDoing();
  const takeBack = async (): Promise<void> => {
    const body = { training: training.training, reason: reason.trim() };
    if (await doing.run({ name: "records.take-back-training", on: today, body })) location.assign("/training");
  };
  return (
    <Stack gap="tight">
      <Soft>{trainingSaid(words, training)}</Soft>
      <TextField
        label={words.say("records.trainings.why-taken-back")}
        maxLength={300}
        value={reason}
        onInput={event => setReason(event.currentTarget.value)}
      />
      <Refused doing={doing} words={words} />
      <QuietAct busy={doing.busy} notYet={reason.trim() === ""} onClick={() => void takeBack()}>
        {words.say("records.take-back-training")}
      </QuietAct>
    </Stack>
  );
}
