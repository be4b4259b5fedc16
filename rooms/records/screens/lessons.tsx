/** What losses taught: what is not written yet first, then what was learned, and how much was lost why and in which year. */
import type { PageProps, Words } from "#base";
import { Money, useDoing } from "#assembly/parts";
import {
  Act,
  Dialog,
  Heading,
  Line,
  Lines,
  Mark,
  Page,
  QuietAct,
  SelectField,
  Soft,
  Stack,
  StatePanel,
  TextField,
  Two,
} from "#look";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { causes } from "../kinds.ts";
import type { LessonsSeen } from "../server.ts";
import { Refused } from "./refused.tsx";

type Props = PageProps<LessonsSeen>;
type LossSeen = LessonsSeen["losses"][number];

export function LessonsView(props: Props): JSX.Element {
  const { data, words } = props;
  const [shown, setShown] = useState<string | null>(null);
  const open = data.losses.find(one => one.loan === shown);
  const waiting = data.losses.filter(one => one.lesson === null);
  const learned = data.losses.filter(one => one.lesson !== null);
  const line = (one: LossSeen): JSX.Element => (
    <Line
      key={one.loan}
      label={one.lesson?.learned ?? (one.lesson ? causeSaid(words, one.lesson.cause) : lossSaid(words, one))}
      sub={one.lesson?.learned != null ? causeAndDay(words, one) : one.lesson ? lossSaid(words, one) : undefined}
      end={one.lesson === null ? <Mark colour="turmeric">{words.say("records.lessons.waiting")}</Mark> : undefined}
      onClick={() => setShown(one.loan)}
      arrow
    />
  );
  return (
    <Page
      title={words.say("records.lessons.title")}
      subtitle={words.say("records.lessons.what")}
      back={{ href: "/records", label: words.say("records.lessons.back") }}
    >
      {data.losses.length === 0 ? (
        <StatePanel kind="empty" title={words.say("records.lessons.empty")}>
          <Soft>{words.say("records.lessons.empty-more")}</Soft>
        </StatePanel>
      ) : (
        <Two even>
          <Part title={words.say("records.lessons.learned")}>{[...waiting, ...learned].map(line)}</Part>
          <Stack gap="far">
            <Part title={words.say("records.lessons.by-cause")}>
              {data.causes.map(one => (
                <Line
                  key={`${one.cause} ${one.unit}`}
                  label={one.cause === null ? words.say("records.lessons.no-cause") : causeSaid(words, one.cause)}
                  sub={loansSaid(words, one)}
                  end={<Money amount={one.lost} unit={one.unit} />}
                />
              ))}
            </Part>
            <Part title={words.say("records.lessons.by-year")}>
              {data.years.map(one => (
                <Line
                  key={`${one.year} ${one.unit}`}
                  label={String(one.year)}
                  sub={loansSaid(words, one)}
                  end={<Money amount={one.lost} unit={one.unit} />}
                />
              ))}
            </Part>
            <QuietAct href="/reports/lessons" icon="print" wide>
              {words.say("records.lessons.on-paper")}
            </QuietAct>
          </Stack>
        </Two>
      )}
      <Dialog
        open={open !== undefined}
        onClose={() => setShown(null)}
        title={words.say("records.write-lesson")}
        closeLabel={words.say("records.lessons.close")}
      >
        {open && <LessonForm key={open.loan} {...props} loss={open} />}
      </Dialog>
    </Page>
  );
}

const Part = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element => (
  <Stack gap="tight">
    <Heading>{title}</Heading>
    <Lines label={title}>{children}</Lines>
  </Stack>
);

const causeSaid = (words: Words, cause: string): string => words.say(`records.cause.${cause}`);

const lossSaid = (words: Words, { lost, unit, on }: LossSeen): string =>
  words.say("records.lessons.given-up", { amount: words.amount(BigInt(lost), unit), day: words.day(on, "short") });

const causeAndDay = (words: Words, loss: LossSeen): string =>
  words.say("records.lessons.cause-and-day", {
    cause: causeSaid(words, loss.lesson!.cause),
    loss: lossSaid(words, loss),
  });

function loansSaid(
  words: Words,
  { loans, cameBack, unit }: { readonly loans: number; readonly cameBack: string; readonly unit: string },
): string {
  const said = words.say("records.lessons.loans", { count: loans });
  return cameBack === "0"
    ? said
    : words.say("records.lessons.loans-back", { loans: said, amount: words.amount(BigInt(cameBack), unit) });
}

function LessonForm({ loss, words, today }: Props & { readonly loss: LossSeen }): JSX.Element {
  const [cause, setCause] = useState<string>(loss.lesson?.cause ?? "");
  const [learned, setLearned] = useState(loss.lesson?.learned ?? "");
  const doing = useDoing();
  const write = async (): Promise<void> => {
    const body = { loan: loss.loan, cause, ...(learned.trim() === "" ? {} : { learned: learned.trim() }) };
    if (await doing.run({ name: "records.write-lesson", on: today, body })) location.assign("/lessons");
  };
  return (
    <Stack gap="tight">
      <Soft>{lossSaid(words, loss)}</Soft>
      <SelectField
        label={words.say("records.lessons.cause")}
        value={cause}
        onChange={event => setCause(event.currentTarget.value)}
      >
        <option value="">{words.say("records.lessons.choose")}</option>
        {causes.map(one => (
          <option key={one} value={one} selected={one === cause}>
            {causeSaid(words, one)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words.say("records.lessons.words")}
        hint={words.say("records.lessons.words-hint")}
        maxLength={1_000}
        value={learned}
        onInput={event => setLearned(event.currentTarget.value)}
      />
      {loss.lesson !== null && <Soft small>{words.say("records.lessons.anew")}</Soft>}
      <Refused doing={doing} words={words} />
      <Act busy={doing.busy} notYet={cause === ""} onClick={() => void write()}>
        {words.say("records.lessons.save")}
      </Act>
      <QuietAct href={`/loans/${loss.loan}`}>{words.say("records.lessons.the-loan")}</QuietAct>
    </Stack>
  );
}
