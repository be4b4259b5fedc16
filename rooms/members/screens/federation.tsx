/**
 * To whom we belong and since when; and where others belong to us, who they are and where. What either side says stands in
 * its own books, and two of its officers say it.
 */
import type { PageProps, Words } from "#base";
import { Card, Cards, Dialog, Line, Lines, Mark, Notice, Page, QuietAct, Soft, Stack, TextAct } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ChapterSeen, FederationOurs, FederationSeen } from "../federation-questions.ts";
import { useDoing } from "./busy.ts";
import { AskToJoin, SayLevel } from "./federation-forms.tsx";
import { atHead } from "./names.tsx";
import { useTogether } from "./sit-down.tsx";
import { newId, say, sentenceOf } from "./talk.ts";

type Props = PageProps<FederationSeen>;
type Speak = (name: string, body: Readonly<Record<string, unknown>>) => void;

export function Federation({ data, words, session, today }: Props): JSX.Element {
  const [form, setForm] = useState<"join" | "level" | null>(null);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const speak: Speak = (name, body) => {
    setForm(null);
    together.go(() => {
      void doing.run(() => say({ id: newId(), name, on: today, body })).then(done => done && location.reload());
    });
  };
  const ours = session?.organisationName ?? "";
  const leave = ({ federation }: FederationOurs) => speak("members.leave-federation", { federation, until: today });
  const isAbove = data.level !== "chapter" || data.chapters.length > 0;
  return (
    <Page
      title={words.say("members.screen.federation")}
      subtitle={words.say("members.federation.what")}
      back={{ href: "/settings", label: words.say("members.screen.back") }}
    >
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(words, doing.refusal)}</p>
        </Notice>
      )}
      <Cards>
        <Card title={words.say("members.federation.we-belong")}>
          <Federations {...{ data, words, busy: doing.busy, leave }} />
          {data.federations.some(one => one.standing === "joined") && (
            <Lines>
              <Line href="/our-visits" label={words.say("network.visit.our-visits")} arrow />
            </Lines>
          )}
          {data.mayWrite && (
            <QuietAct icon="plus" busy={doing.busy} onClick={() => setForm("join")}>
              {words.say("members.ask-to-join")}
            </QuietAct>
          )}
        </Card>
        {isAbove && <Chapters {...{ data, words, busy: doing.busy, speak, today }} />}
        <Card title={words.say("members.federation.what-we-are")}>
          <Lines>
            <Line label={<b>{atHead(words.say(`members.level.${data.level}`))}</b>} sub={data.name ?? undefined} />
          </Lines>
          {data.mayWrite && (
            <TextAct busy={doing.busy} onClick={() => setForm("level")}>
              {words.say("members.set-level")}
            </TextAct>
          )}
        </Card>
      </Cards>
      {together.said}
      <Dialog
        open={form !== null}
        onClose={() => setForm(null)}
        title={form ? words.say(form === "join" ? "members.ask-to-join" : "members.set-level") : ""}
        closeLabel={words.say("members.screen.close")}
      >
        {form === "join" && <AskToJoin {...{ words, ours, speak }} />}
        {form === "level" && <SayLevel {...{ words, speak }} level={data.level} name={data.name ?? ours} />}
      </Dialog>
      {together.dialog}
    </Page>
  );
}

const colourOf = { asked: "turmeric", joined: "leaf", declined: "soft", withdrawn: "soft", left: "soft" } as const;

function StandingMark({ words, one }: { words: Words; one: FederationOurs | ChapterSeen }): JSX.Element {
  return <Mark colour={colourOf[one.standing]}>{words.say(`members.federation.${one.standing}`)}</Mark>;
}

/** "since 1 Dec 2026", "asked on …", "from … until …". */
function daysSaid(words: Words, { standing, askedOn, from, until }: FederationOurs | ChapterSeen): string {
  const asked = words.say("members.federation.asked-on", { day: words.day(askedOn, "short") });
  if (standing === "asked") return asked;
  if (from === null) return `${asked}, ${words.say("members.screen.until", { day: words.day(until!, "short") })}`;
  const since = words.say("members.screen.since", { day: words.day(from, "short") });
  return until === null ? since : `${since}, ${words.say("members.screen.until", { day: words.day(until, "short") })}`;
}

const isNow = ({ standing }: FederationOurs | ChapterSeen): boolean => standing === "asked" || standing === "joined";

const nameOf = (words: Words, { name }: FederationOurs | ChapterSeen): string =>
  name ?? words.say("members.federation.no-name");

function Federations({
  data,
  words,
  busy,
  leave,
}: {
  data: FederationSeen;
  words: Words;
  busy: boolean;
  leave: (one: FederationOurs) => void;
}): JSX.Element {
  const now = data.federations.filter(isNow);
  return (
    <Stack gap="tight">
      {now.length === 0 ? (
        <Soft>{words.say("members.federation.alone-more")}</Soft>
      ) : (
        <Lines>
          {now.map(one => (
            <Line
              key={one.affiliation}
              label={<b>{nameOf(words, one)}</b>}
              sub={`${atHead(words.say(`members.level.${one.level}`))}, ${daysSaid(words, one)}`}
              end={<StandingMark words={words} one={one} />}
            />
          ))}
        </Lines>
      )}
      {data.mayWrite &&
        now
          .filter(one => one.until === null)
          .map(one => (
            <TextAct key={one.affiliation} busy={busy} onClick={() => leave(one)}>
              {words.say(`members.federation.end-${one.standing}`, { name: nameOf(words, one) })}
            </TextAct>
          ))}
      <Before words={words} past={data.federations.filter(one => !isNow(one))} />
    </Stack>
  );
}

function Chapters({
  data,
  words,
  busy,
  speak,
  today,
}: {
  data: FederationSeen;
  words: Words;
  busy: boolean;
  speak: Speak;
  today: string;
}): JSX.Element {
  const [asked, joined] = [
    data.chapters.filter(one => one.standing === "asked"),
    data.chapters.filter(one => one.standing === "joined"),
  ];
  const keyOf = ({ chapter, affiliation }: ChapterSeen) => ({ chapter, affiliation });
  return (
    <Card
      title={words.say("members.federation.chapters")}
      mark={<Mark colour="indigo">{words.say("members.federation.count", { count: joined.length })}</Mark>}
    >
      <Soft>{words.say("members.federation.chapters-more")}</Soft>
      {joined.length > 0 && (
        <Lines>
          <Line href="/chapters" label={words.say("network.visit.register")} arrow />
          <Line href="/chapters/figures" label={words.say("reports.report.chapter-figures")} arrow />
          <Line href="/chapters/drives" label={words.say("reports.report.chapter-drives")} arrow />
          <Line href="/visits" label={words.say("network.visit.title")} arrow />
        </Lines>
      )}
      {asked.map(one => (
        <Stack gap="tight" key={one.affiliation}>
          <ChapterLines words={words} chapters={[one]} />
          {data.mayWrite && (
            <>
              <QuietAct
                icon="check"
                busy={busy}
                onClick={() => speak("members.admit-chapter", { ...keyOf(one), from: today })}
              >
                {words.say("members.federation.admit", { name: nameOf(words, one) })}
              </QuietAct>
              <TextAct busy={busy} onClick={() => speak("members.decline-chapter", keyOf(one))}>
                {words.say("members.federation.decline", { name: nameOf(words, one) })}
              </TextAct>
            </>
          )}
        </Stack>
      ))}
      {joined.length > 0 && <ChapterLines words={words} chapters={joined} />}
      {data.mayWrite && joined.some(one => one.until === null) && (
        <details>
          <summary>{words.say("members.release-chapter")}</summary>
          <Stack gap="tight">
            {joined
              .filter(one => one.until === null)
              .map(one => (
                <TextAct
                  key={one.affiliation}
                  busy={busy}
                  onClick={() => speak("members.release-chapter", { ...keyOf(one), until: today })}
                >
                  {words.say("members.federation.release", { name: nameOf(words, one) })}
                </TextAct>
              ))}
          </Stack>
        </details>
      )}
      <Before words={words} past={data.chapters.filter(one => !isNow(one))} />
    </Card>
  );
}

function ChapterLines({ words, chapters }: { words: Words; chapters: readonly ChapterSeen[] }): JSX.Element {
  return (
    <Lines>
      {chapters.map(one => (
        <Line
          key={one.affiliation}
          label={<b>{nameOf(words, one)}</b>}
          sub={
            <>
              {one.place.length > 0 ? one.place.slice(0, 3).join(", ") : words.say("members.federation.no-place")}
              <br />
              {daysSaid(words, one)}
            </>
          }
          end={<StandingMark words={words} one={one} />}
        />
      ))}
    </Lines>
  );
}

function Before({ words, past }: { words: Words; past: readonly (FederationOurs | ChapterSeen)[] }): JSX.Element | null {
  return past.length === 0 ? null : (
    <details>
      <summary>{words.say("members.federation.before", { count: past.length })}</summary>
      <Lines>
        {past.map(one => (
          <Line
            key={one.affiliation}
            label={nameOf(words, one)}
            sub={daysSaid(words, one)}
            end={<StandingMark words={words} one={one} />}
          />
        ))}
      </Lines>
    </details>
  );
}
