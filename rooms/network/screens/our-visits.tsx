/** The chapter's side: what it lets its federation see, and the visits it confirms. */
import type { Day, PageProps, Words } from "#base";
import { Act, Card, Cards, Line, Lines, Mark, Notice, Page, QuietAct, Soft, Stack, StatePanel, TextAct } from "#look";
import { useTogether } from "#members/parts";
import type { JSX } from "preact";
import { sentenceOf } from "#client";
import type { FederationVisiting, OurVisitsSeen } from "../questions/ours.ts";
import type { GrantKind } from "../kinds.ts";
import { type Speaking, useSpeaking } from "./speak.ts";
import { VisitRead } from "./visit-read.tsx";

export function OurVisits({ data, words, session, today }: PageProps<OurVisitsSeen>): JSX.Element {
  const speaking = useSpeaking(today);
  const together = useTogether({ words, session });
  return (
    <Page
      title={words.say("network.visit.our-visits")}
      back={{ href: "/federation", label: words.say("network.visit.back") }}
    >
      {speaking.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(speaking.refusal, words, "IDR")}</p>
        </Notice>
      )}
      {data.federations.length === 0 && (
        <StatePanel kind="empty" title={words.say("network.visit.no-federation")}>
          <p>{words.say("network.visit.no-federation-more")}</p>
        </StatePanel>
      )}
      {data.federations.map(one => (
        <Cards key={one.federation}>
          <Received {...{ words, one, speaking }} mayConfirm={data.mayConfirm} />
          <Card title={words.say("network.visit.grants", { name: one.name ?? "" })}>
            <Soft>{words.say("network.visit.grants-what")}</Soft>
            <Stack>
              {one.grants.map(({ what, since }) => (
                <Grant
                  key={what}
                  {...{ words, what, since, speaking }}
                  stop={
                    data.mayConfirm
                      ? () => void speaking.speak("network.revoke", { federation: one.federation, what })
                      : undefined
                  }
                  let={
                    data.mayGrant
                      ? () => together.go(() => void speaking.speak("network.grant", { federation: one.federation, what }))
                      : undefined
                  }
                />
              ))}
            </Stack>
            {together.said}
          </Card>
        </Cards>
      ))}
      {together.dialog}
    </Page>
  );
}

function Grant({
  words,
  what,
  since,
  speaking,
  stop,
  let: letSee,
}: {
  words: Words;
  what: GrantKind;
  since: Day | null;
  speaking: Speaking;
  stop: (() => void) | undefined;
  let: (() => void) | undefined;
}): JSX.Element {
  const about = words.say(`network.visit.what-${what}`);
  const named = (key: string): { readonly label: string } => ({ label: `${words.say(key)}: ${about}` });
  return (
    <Stack gap="tight">
      <Lines>
        <Line
          label={about}
          sub={since === null ? undefined : words.say("network.visit.grant-since", { day: words.day(since, "short") })}
          end={
            <Mark colour={since === null ? "soft" : "leaf"}>
              {words.say(since === null ? "network.visit.grant-none" : "network.visit.grant-given")}
            </Mark>
          }
        />
      </Lines>
      {since !== null && stop && (
        <TextAct busy={speaking.isBusy} {...named("network.visit.grant-stop")} onClick={stop}>
          {words.say("network.visit.grant-stop")}
        </TextAct>
      )}
      {since === null && letSee && (
        <QuietAct busy={speaking.isBusy} {...named("network.visit.grant-do")} onClick={letSee}>
          {words.say("network.visit.grant-do")}
        </QuietAct>
      )}
    </Stack>
  );
}

function Received({
  words,
  one,
  speaking,
  mayConfirm,
}: {
  words: Words;
  one: FederationVisiting;
  speaking: Speaking;
  mayConfirm: boolean;
}): JSX.Element {
  const [waiting, closed] = [
    one.visits.filter(visit => visit.confirmedOn === null),
    one.visits.filter(visit => visit.confirmedOn !== null),
  ];
  return (
    <>
      {waiting.map(visit => (
        <Card
          key={visit.visit}
          held
          title={words.say("network.visit.visit-of", { day: words.day(visit.heldOn, "short") })}
          mark={<Mark colour="turmeric">{words.say("network.visit.waiting-here")}</Mark>}
        >
          <Stack>
            <VisitRead words={words} visit={visit} checklist={one.checklist} />
            {mayConfirm && (
              <>
                <Soft>{words.say("network.visit.confirm-hint")}</Soft>
                <Act
                  busy={speaking.isBusy}
                  onClick={() =>
                    void speaking.speak("network.confirm-visit", {
                      federation: one.federation,
                      visit: visit.visit,
                      revision: String(visit.revision),
                    })
                  }
                >
                  {words.say("network.visit.confirm")}
                </Act>
              </>
            )}
          </Stack>
        </Card>
      ))}
      {(closed.length > 0 || waiting.length === 0) && (
        <Card title={words.say("network.visit.visits")}>
          {one.visits.length === 0 && <Soft>{words.say("network.visit.no-visits")}</Soft>}
          {closed.map(visit => (
            <details key={visit.visit}>
              <summary>
                {words.say("network.visit.visit-of", { day: words.day(visit.heldOn, "short") })},{" "}
                {words.say("network.visit.closed")}
              </summary>
              <VisitRead words={words} visit={visit} checklist={one.checklist} />
            </details>
          ))}
        </Card>
      )}
    </>
  );
}
