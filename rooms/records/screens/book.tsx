/** One plain book: its lines, the latest first, what was done about each, and for those who keep it the forms. */
import type { PageProps, Words } from "#base";
import { called } from "#assembly/parts";
import { Act, Dialog, Heading, Line, Lines, Mark, Page, QuietAct, Soft, Stack, StatePanel } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { BookSeen, EntrySeen } from "../server.ts";
import { AnswerForm, EntryForm } from "./book-forms.tsx";

type Props = PageProps<BookSeen>;

export function BookView(props: Props): JSX.Element {
  const { data, words } = props;
  const [shown, setShown] = useState<string | null>(null);
  const [isWriting, setWriting] = useState(false);
  const open = data.entries.find(one => one.entry === shown);
  const close = words.say("records.book.close");
  return (
    <Page
      title={words.say(`records.book.${data.book}`)}
      back={{ href: "/records", label: words.say("records.book.back") }}
      foot={data.mayWrite ? <Act onClick={() => setWriting(true)}>{words.say("records.write-entry")}</Act> : undefined}
    >
      {data.entries.length === 0 ? (
        <StatePanel kind="empty" title={words.say("records.book.empty")}>
          <Soft>{words.say(data.mayWrite ? "records.book.empty-more" : "records.book.empty-read")}</Soft>
        </StatePanel>
      ) : (
        <Lines label={words.say(`records.book.${data.book}`)}>
          {data.entries.map(one => (
            <Line
              key={one.entry}
              label={shortened(one.what)}
              sub={subOf(words, data, one)}
              end={<Standing entry={one} data={data} words={words} />}
              onClick={() => setShown(one.entry)}
              arrow
            />
          ))}
        </Lines>
      )}
      {(data.page > 1 || !data.isLast) && (
        <Stack gap="tight">
          {!data.isLast && (
            <QuietAct href={`/records/${data.book}?page=${data.page + 1}`}>{words.say("records.book.earlier")}</QuietAct>
          )}
          {data.page > 1 && (
            <QuietAct href={`/records/${data.book}?page=${data.page - 1}`}>{words.say("records.book.later")}</QuietAct>
          )}
        </Stack>
      )}
      <Dialog
        open={open !== undefined}
        onClose={() => setShown(null)}
        title={open ? words.day(open.on) : ""}
        closeLabel={close}
      >
        {open && <Entry key={open.entry} {...props} entry={open} />}
      </Dialog>
      <Dialog
        open={isWriting}
        onClose={() => setWriting(false)}
        title={words.say(`records.book.${data.book}`)}
        closeLabel={close}
      >
        {isWriting && <EntryForm {...props} />}
      </Dialog>
    </Page>
  );
}

/** A list shows how a line begins; all of it is one tap away. */
const lettersShown = 140;
const shortened = (what: string): string =>
  what.length <= lettersShown ? what : `${what.slice(0, lettersShown).replace(/\s+\S*$/, "")} …`;

function subOf(words: Words, data: BookSeen, entry: EntrySeen): string {
  const [day, who] = [words.day(entry.on, "short"), fromSaid(words, data, entry)];
  return who === null ? day : words.say("records.book.sub", { day, who });
}

const fromSaid = (words: Words, { book }: BookSeen, { who, givenBy }: EntrySeen): string | null =>
  who ?? (givenBy ? called(words, givenBy) : book === "suggestions" ? words.say("records.book.unnamed") : null);

function Standing({ entry, data, words }: { entry: EntrySeen; data: BookSeen; words: Words }): JSX.Element | null {
  if (entry.isCorrected) return <Mark colour="soft">{words.say("records.book.replaced")}</Mark>;
  if (entry.answers.length > 0)
    return (
      <Mark colour="leaf" icon="check">
        {words.say("records.book.done")}
      </Mark>
    );
  return data.wantsAnswers ? <Mark colour="turmeric">{words.say("records.book.waiting")}</Mark> : null;
}

/** All of a line: from whom, who wrote it, what was done; and what can be done about it. */
function Entry(props: Props & { readonly entry: EntrySeen }): JSX.Element {
  const { entry, data, words } = props;
  const [doing, setDoing] = useState<"answering" | "correcting" | null>(null);
  const from = fromSaid(words, data, entry);
  const mayAct = data.mayWrite && !entry.isCorrected;
  return (
    <Stack>
      <Stack gap="close">
        {entry.what.split("\n").map((said, place) => (
          <p key={place}>{said}</p>
        ))}
      </Stack>
      <Stack gap="close">
        {from !== null && <Soft>{from}</Soft>}
        <Soft small>
          {words.say("records.book.written", {
            name: called(words, entry.writtenBy),
            day: words.day(entry.writtenOn, "short"),
          })}
        </Soft>
        {entry.corrects !== null && <Soft small>{words.say("records.book.in-place")}</Soft>}
        {entry.isCorrected && <Soft small>{words.say("records.book.replaced-more")}</Soft>}
      </Stack>
      {entry.answers.length > 0 && (
        <Stack gap="close">
          <Heading level={3}>{words.say("records.book.answers")}</Heading>
          <Lines ordered>
            {entry.answers.map((one, place) => (
              <Line
                key={place}
                label={one.done}
                sub={words.say("records.book.answered", {
                  name: called(words, one.doneBy),
                  day: words.day(one.on, "short"),
                })}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {mayAct && doing === null && (
        <Stack gap="tight">
          <QuietAct onClick={() => setDoing("answering")}>{words.say("records.answer-entry")}</QuietAct>
          <QuietAct onClick={() => setDoing("correcting")}>{words.say("records.book.correct")}</QuietAct>
        </Stack>
      )}
      {doing === "answering" && <AnswerForm {...props} />}
      {doing === "correcting" && (
        <Stack gap="tight">
          <Soft>{words.say("records.book.correct-more")}</Soft>
          <EntryForm {...props} before={entry} />
        </Stack>
      )}
    </Stack>
  );
}
