/** Which books there are, what waits in them, and the way to each. */
import type { PageProps, Words } from "#base";
import { Line, Lines, Mark, Page, QuietAct, Soft, Stack, Two } from "#look";
import type { JSX } from "preact";
import type { BooksSeen } from "../server.ts";

export function BooksView({ data, words }: PageProps<BooksSeen>): JSX.Element {
  return (
    <Page
      title={words.say("records.books.title")}
      subtitle={words.say("records.books.what")}
      back={{ href: "/settings", label: words.say("records.books.back") }}
    >
      <Two>
        <Lines label={words.say("records.books.title")}>
          {data.books.map(one => (
            <Line
              key={one.book}
              href={`/records/${one.book}`}
              label={<b>{words.say(`records.book.${one.book}`)}</b>}
              sub={linesSaid(words, one)}
              end={
                one.waiting > 0 ? (
                  <Mark colour="turmeric">{words.say("records.books.waiting", { count: one.waiting })}</Mark>
                ) : undefined
              }
              arrow
            />
          ))}
        </Lines>
        <Stack>
          <Lines label={words.say("records.books.partners")}>
            <Line
              href="/partners"
              label={<b>{words.say("records.books.partners")}</b>}
              sub={words.say("records.books.partners-what")}
              end={
                data.agreementsToSee > 0 ? (
                  <Mark colour="turmeric">{words.say("records.books.waiting", { count: data.agreementsToSee })}</Mark>
                ) : undefined
              }
              arrow
            />
            {data.seesLessons && (
              <Line
                href="/lessons"
                label={<b>{words.say("records.books.lessons")}</b>}
                sub={words.say("records.books.lessons-what")}
                arrow
              />
            )}
            {data.seesLessons && (
              <Line
                href="/training"
                label={<b>{words.say("records.books.training")}</b>}
                sub={words.say("records.books.training-what")}
                arrow
              />
            )}
          </Lines>
          <Soft>{words.say("records.books.reading")}</Soft>
          <QuietAct href="/reports" icon="print" wide>
            {words.say("records.books.on-paper")}
          </QuietAct>
        </Stack>
      </Two>
    </Page>
  );
}

function linesSaid(words: Words, { lines, last }: BooksSeen["books"][number]): string {
  const said = words.say("records.books.lines", { count: lines });
  return last === null ? said : words.say("records.books.last", { lines: said, day: words.day(last, "short") });
}
