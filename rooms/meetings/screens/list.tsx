/** All meetings that were sealed, the latest first, year by year. */
import type { PageProps } from "#base";
import { Act, Line, Lines, Page, Soft, Stack, StatePanel, Title } from "#look";
import type { JSX } from "preact";
import { atHead } from "./say.tsx";
import type { ListSeen } from "./seen.ts";

export function MeetingList({ data, words }: PageProps<ListSeen>): JSX.Element {
  const years = [...new Set(data.meetings.map(one => one.day.slice(0, 4)))];
  return (
    <Page title={words.say("meetings.list.title")} back={{ href: "/", label: words.say("meetings.back") }}>
      {data.open && (
        <Lines label={words.say("meetings.list.open")}>
          <Line
            label={<b>{words.say("meetings.title", { number: String(data.open.number) })}</b>}
            sub={words.say("meetings.home.running", { day: words.day(data.open.day, "weekday") })}
            href="/meeting"
            arrow
          />
        </Lines>
      )}
      {data.meetings.length === 0 && !data.open && (
        <StatePanel kind="empty" title={words.say("meetings.list.none")}>
          <Soft>{words.say("meetings.list.none-more")}</Soft>
          <Act href="/">{words.say("meetings.back")}</Act>
        </StatePanel>
      )}
      {years.map(year => (
        <Stack key={year} gap="tight">
          <Title>{year}</Title>
          <Lines label={year}>
            {data.meetings
              .filter(one => one.day.startsWith(year))
              .map(one => (
                <Line
                  key={one.meeting}
                  label={<b>{words.say("meetings.title", { number: String(one.number) })}</b>}
                  sub={[
                    atHead(words.day(one.day, "weekday")),
                    words.say("meetings.list.present", { count: one.present }),
                  ].join(", ")}
                  href={`/meetings/${one.meeting}`}
                  arrow
                />
              ))}
          </Lines>
        </Stack>
      ))}
    </Page>
  );
}
