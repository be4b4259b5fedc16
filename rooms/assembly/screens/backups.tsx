/** When the books were last backed up and when that was last tried out, with what to do; and everything to take along. */
import { isRefusal, type PageProps, type Refusal, refuse, type SessionSeen, type Words } from "#base";
import { fetchFile, isOffline } from "#client";
import { Act, Card, Cards, Icon, Line, Lines, Notice, Page, Soft } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { BackupDone, BackupsSeen } from "#members/server";
import { sentenceOf } from "./say.ts";
import { useTogether } from "./together.tsx";

export function Backups({ data, words, session, today }: PageProps<BackupsSeen>): JSX.Element {
  return (
    <Page
      title={words.say("assembly.backups")}
      subtitle={words.say("assembly.backups.what")}
      back={{ href: "/settings", label: words.say("assembly.backups.back") }}
    >
      <Cards>
        <Card label={words.say("assembly.backups")}>
          <Notice
            colour={data.worry === null ? "leaf" : "turmeric"}
            icon={data.worry === null ? "check" : "alert"}
            title={words.say(`assembly.backups.${data.worry ?? "well"}`)}
          >
            <p>{words.say(`assembly.backups.${data.worry ?? "well"}-more`)}</p>
          </Notice>
          <Lines>
            <Line
              lead={<Icon name="box" />}
              label={words.say("assembly.backups.last")}
              sub={saidOf(data.last, words)}
            />
            <Line
              lead={<Icon name="undo" />}
              label={words.say("assembly.backups.proven")}
              sub={saidOf(data.proven, words)}
            />
          </Lines>
          <Soft>{words.say("assembly.backups.who")}</Soft>
        </Card>
        {data.mayExport && <TakeAlong words={words} session={session} today={today} />}
      </Cards>
    </Page>
  );
}

const saidOf = (done: BackupDone | null, words: Words): string =>
  done === null
    ? words.say("assembly.backups.never")
    : words.say("assembly.backups.on", { day: words.day(done.on, "long"), ago: done.ago });

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
  const [state, setState] = useState<"ready" | "busy" | "done" | Refusal>("ready");
  const together = useTogether({ words, session });
  const take = async (): Promise<void> => {
    setState("busy");
    const got = await fetchFile("/api/export", `lumbung-${today}.zip`);
    setState(got === null ? "done" : isOffline(got) ? refuse("house.no-signal") : got);
  };
  return (
    <Card title={words.say("assembly.export")}>
      <Soft>{words.say("assembly.export.what")}</Soft>
      <Notice colour="turmeric" icon="eye" title={words.say("assembly.export.open")}>
        <p>{words.say("assembly.export.open-more")}</p>
      </Notice>
      {together.said}
      {isRefusal(state) && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(state, words, "IDR")}</p>
        </Notice>
      )}
      {state === "done" && (
        <Notice colour="leaf" icon="check" live>
          <p>{words.say("assembly.export.done")}</p>
        </Notice>
      )}
      <Act icon="box" busy={state === "busy"} onClick={() => together.go(() => void take())}>
        {words.say("assembly.export.take")}
      </Act>
      {together.dialog}
    </Card>
  );
}
