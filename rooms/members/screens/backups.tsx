/** When the books were last backed up and when that was last tried out, with what to do; and everything to take along. */
import type { PageProps, SessionSeen, Words } from "#base";
import { Act, Card, Cards, Icon, Line, Lines, Notice, Page, Soft } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { BackupDone, BackupsSeen } from "../backup-questions.ts";
import { useDoing } from "./busy.ts";
import { useTogether } from "./sit-down.tsx";
import { fetchFile, sentenceOf } from "./talk.ts";

export function Backups({ data, words, session, today }: PageProps<BackupsSeen>): JSX.Element {
  return (
    <Page
      title={words.say("members.backups")}
      subtitle={words.say("members.backups.what")}
      back={{ href: "/settings", label: words.say("members.screen.back") }}
    >
      <Cards>
        <Card label={words.say("members.backups")}>
          <Notice
            colour={data.worry === null ? "leaf" : "turmeric"}
            icon={data.worry === null ? "check" : "alert"}
            title={words.say(`members.backups.${data.worry ?? "well"}`)}
          >
            <p>{words.say(`members.backups.${data.worry ?? "well"}-more`)}</p>
          </Notice>
          <Lines>
            <Line
              lead={<Icon name="box" />}
              label={words.say("members.backups.last")}
              sub={saidOf(data.last, words)}
            />
            <Line
              lead={<Icon name="undo" />}
              label={words.say("members.backups.proven")}
              sub={saidOf(data.proven, words)}
            />
          </Lines>
          <Soft>{words.say("members.backups.who")}</Soft>
        </Card>
        {data.mayExport && <TakeAlong words={words} session={session} today={today} />}
      </Cards>
    </Page>
  );
}

const saidOf = (done: BackupDone | null, words: Words): string =>
  done === null
    ? words.say("members.backups.never")
    : words.say("members.backups.on", { day: words.day(done.on, "long"), ago: done.ago });

/** Two officers, since everybody's names and amounts are in it. */
function TakeAlong({
  words,
  session,
  today,
}: {
  readonly words: Words;
  readonly session: SessionSeen | null;
  readonly today: string;
}): JSX.Element {
  const [isDone, setDone] = useState(false);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const take = async (): Promise<void> => {
    setDone(await doing.run(() => fetchFile("/api/export", `lumbung-${today}.zip`)));
  };
  return (
    <Card title={words.say("members.export")}>
      <Soft>{words.say("members.export.what")}</Soft>
      <Notice colour="turmeric" icon="eye" title={words.say("members.export.open")}>
        <p>{words.say("members.export.open-more")}</p>
      </Notice>
      {together.said}
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(words, doing.refusal)}</p>
        </Notice>
      )}
      {isDone && (
        <Notice colour="leaf" icon="check" live>
          <p>{words.say("members.export.done")}</p>
        </Notice>
      )}
      <Act icon="box" busy={doing.busy} onClick={() => together.go(() => void take())}>
        {words.say("members.export.take")}
      </Act>
      {together.dialog}
    </Card>
  );
}
