/** The home of a chapter: its band, today's card with the one thing to do, three doors, and what wants a look. */
import type { PageProps } from "#base";
import { Act, Card, Circle, Doors, Heading, Line, Lines, Mark, Page, QuietAct, Soft, Stack, Title, Two } from "#look";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { atHead } from "./say.tsx";
import type { HomeSeen } from "./seen.ts";

export function Home({ data, words, session }: PageProps<HomeSeen | { readonly isSignedOut: true }>): JSX.Element {
  const isOut = !session || "isSignedOut" in data;
  useEffect(() => {
    if (isOut) location.replace("/welcome");
  }, [isOut]);
  if (isOut || "isSignedOut" in data)
    return (
      <Page
        title={words.say("meetings.home.title")}
        bare
        foot={<Act href="/welcome">{words.say("meetings.home.come-in")}</Act>}
      >
        <Soft>{words.say("meetings.home.signed-out")}</Soft>
      </Page>
    );
  return (
    <Page home title={data.groupName || words.say("meetings.home.title")} subtitle={data.place ?? undefined}>
      <Two>
        <Today data={data} words={words} roles={session.isPlain ? [] : session.roles} />
        <Stack>
          <Doors
            label={words.say("meetings.home.doors")}
            doors={[
              {
                href: "/members",
                icon: "people",
                name: words.say("meetings.home.members"),
                note: words.say("meetings.home.so-many-women", { count: data.counts.women }),
                dye: "morinda",
              },
              {
                href: "/funds",
                icon: "barn",
                name: words.say("meetings.home.money"),
                note: words.say("meetings.home.where-money"),
                dye: "turmeric",
              },
              {
                href: "/decisions",
                icon: "hand",
                name: words.say("meetings.home.decisions"),
                note: words.say("meetings.home.so-many-decisions", { count: data.counts.decisions }),
                dye: "indigo",
              },
            ]}
          />
          <Attention data={data} words={words} />
          {data.hasPots && (
            <QuietAct href="/pots" icon="people" wide>
              {words.say("pots.screen.title")}
            </QuietAct>
          )}
          {data.buys && (
            <QuietAct href="/purchases" icon="box" wide>
              {words.say("meetings.home.purchases")}
            </QuietAct>
          )}
          {data.worksTogether && (
            <QuietAct href="/actions" icon="people" wide>
              {words.say("meetings.home.actions")}
            </QuietAct>
          )}
          {data.hasCounter && (
            <QuietAct href="/counter" icon="coin" wide>
              {words.say("meetings.counter.title")}
            </QuietAct>
          )}
          {data.counts.meetings === 0 && !session.isPlain && session.roles.some(role => scribes.has(role)) && (
            <QuietAct href="/cut-off" icon="list" wide>
              {words.say("command.cutoff.bring-in")}
            </QuietAct>
          )}
          {data.counts.meetings > 0 && (
            <QuietAct href="/meetings" icon="book" wide>
              {words.say("meetings.list.title")}
            </QuietAct>
          )}
        </Stack>
      </Two>
    </Page>
  );
}

/** Who may bring the books of before in, as long as no meeting was held here. */
const scribes: ReadonlySet<string> = new Set(["treasurer", "secretary", "chair"]);
const atTheTable: ReadonlySet<string> = new Set(["treasurer", "secretary", "chair", "money-counter", "key-holder"]);

function Today({
  data,
  words,
  roles,
}: {
  data: HomeSeen;
  words: PageProps["words"];
  roles: readonly string[];
}): JSX.Element {
  const { meeting, beads } = data;
  const isAtTable = roles.some(role => atTheTable.has(role));
  const when =
    meeting.state === "later"
      ? words.say("meetings.home.next-in", { count: meeting.inDays, day: words.day(meeting.day, "weekday") })
      : meeting.state === "today"
        ? words.say("meetings.home.today", { day: words.day(meeting.day, "weekday") })
        : words.say("meetings.home.running", { day: words.day(meeting.day, "weekday") });
  return (
    <Card held label={words.say("meetings.title", { number: String(meeting.number) })}>
      <Soft>{atHead(when)}</Soft>
      <Title>{words.say("meetings.title", { number: String(meeting.number) })}</Title>
      <Circle members={beads.map(number => ({ number, state: "done" }))}>
        <p>
          <b class="number">{beads.length}</b> {words.say("meetings.women", { count: beads.length })}
        </p>
        {meeting.state === "open" && (
          <Soft small>
            {words.say(meeting.drafts > 0 ? "meetings.home.drafts" : "meetings.home.open-empty", {
              count: meeting.drafts,
            })}
          </Soft>
        )}
      </Circle>
      {isAtTable ? (
        meeting.state === "later" ? (
          <QuietAct href="/meeting" wide>
            {words.say("meetings.home.open-early")}
          </QuietAct>
        ) : (
          <Act href="/meeting">{words.say(meeting.state === "open" ? "meetings.home.resume" : "meetings.open")}</Act>
        )
      ) : (
        data.last && (
          <QuietAct href={`/meetings/${data.last.meeting}`} wide>
            {words.say("meetings.home.last", { number: String(data.last.number) })}
          </QuietAct>
        )
      )}
    </Card>
  );
}

/** Two counts and no names: who is meant is told at the meeting, by those who keep the books. */
function Attention({ data, words }: { data: HomeSeen; words: PageProps["words"] }): JSX.Element | null {
  const { attention, meeting } = data;
  const lines = [
    { key: "arrears", count: attention.arrears },
    { key: "read-out", count: attention.readOut },
    { key: "claims", count: attention.claims },
    { key: "calls", count: attention.calls, href: "/aid/calls" },
    { key: "aid-warnings", count: attention.aidWarnings },
    { key: "unsealed", count: meeting.state === "open" ? meeting.drafts : 0 },
  ].filter(one => one.count > 0);
  if (lines.length === 0) return null;
  return (
    <Stack gap="tight">
      <Heading>{words.say("meetings.attention.title")}</Heading>
      <Lines label={words.say("meetings.attention.title")}>
        {lines.map(({ key, count, href }) => (
          <Line
            key={key}
            label={words.say(`meetings.attention.${key}`, { count })}
            sub={words.say(`meetings.attention.${key}.more`)}
            end={<Mark colour="turmeric">{words.number(BigInt(count))}</Mark>}
            {...(href === undefined ? {} : { href, arrow: true })}
          />
        ))}
      </Lines>
    </Stack>
  );
}
