/** A new line in a plain book, or one in place of a line that was wrong; and what was done about one. */
import type { Document, PageProps, Words } from "#base";
import { newId } from "#client";
import { called, type Someone, useDoing } from "#assembly/parts";
import { Act, Field, SelectField, Stack, TextField } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { booksOfOthers } from "../kinds.ts";
import type { BookSeen, EntrySeen } from "../server.ts";
import { Refused } from "./refused.tsx";

type Props = PageProps<BookSeen>;
const textMax = 1_000;

export function EntryForm({ data, words, today, before }: Props & { readonly before?: EntrySeen }): JSX.Element {
  const { book } = data;
  const [said, setSaid] = useState({
    day: before?.on ?? today,
    what: before?.what ?? "",
    who: before?.who ?? "",
    givenBy: before?.givenBy?.member ?? "",
  } as Readonly<Record<"day" | "what" | "who" | "givenBy", string>>);
  const [entry] = useState(newId);
  const doing = useDoing();
  const isSuggestion = book === "suggestions";
  const wantsWho = booksOfOthers.has(book);
  const put = (field: keyof typeof said) => (value: string) => setSaid({ ...said, [field]: value });
  const isReady = said.day !== "" && said.what.trim() !== "" && (!wantsWho || said.who.trim() !== "");
  const write = async (): Promise<void> => {
    const body: Document = {
      entry,
      book,
      happened_on: said.day,
      what: said.what.trim(),
      ...(!isSuggestion && said.who.trim() !== "" ? { who: said.who.trim() } : {}),
      ...(isSuggestion && said.givenBy !== "" ? { given_by: said.givenBy } : {}),
      ...(before ? { corrects: before.entry } : {}),
    };
    if (await doing.run({ name: "records.write-entry", on: today, body })) location.assign(`/records/${book}`);
  };
  return (
    <Stack gap="tight">
      <Field
        type="date"
        label={words.say("records.book.day")}
        max={today}
        value={said.day}
        onInput={event => put("day")(event.currentTarget.value)}
      />
      {isSuggestion ? (
        <Pick
          words={words}
          label={words.say("records.book.given-by")}
          hint={words.say("records.book.given-by-hint")}
          none={words.say("records.book.nobody")}
          people={data.people}
          value={said.givenBy}
          onChange={put("givenBy")}
        />
      ) : (
        <Field
          label={words.say(wantsWho ? `records.book.who.${book}` : "records.book.who")}
          hint={wantsWho ? undefined : words.say("records.book.may-be-empty")}
          value={said.who}
          maxLength={120}
          autocomplete="off"
          onInput={event => put("who")(event.currentTarget.value)}
        />
      )}
      <TextField
        label={words.say(`records.book.what.${book}`)}
        value={said.what}
        maxLength={textMax}
        onInput={event => put("what")(event.currentTarget.value)}
      />
      <Refused doing={doing} words={words} />
      <Act busy={doing.busy} notYet={!isReady} onClick={() => void write()}>
        {words.say("records.book.save")}
      </Act>
    </Stack>
  );
}

export function AnswerForm({
  data,
  words,
  session,
  today,
  entry,
}: Props & { readonly entry: EntrySeen }): JSX.Element {
  const [done, setDone] = useState("");
  const [doneBy, setDoneBy] = useState("");
  const doing = useDoing();
  const answer = async (): Promise<void> => {
    const body = { entry: entry.entry, done: done.trim(), ...(doneBy === "" ? {} : { done_by: doneBy }) };
    if (await doing.run({ name: "records.answer-entry", on: today, body })) location.reload();
  };
  return (
    <Stack gap="tight">
      <TextField
        label={words.say("records.book.done-what")}
        value={done}
        maxLength={textMax}
        onInput={event => setDone(event.currentTarget.value)}
      />
      <Pick
        words={words}
        label={words.say("records.book.done-by")}
        none={words.say("records.book.me")}
        people={data.people.filter(one => one.member !== session?.member)}
        value={doneBy}
        onChange={setDoneBy}
      />
      <Refused doing={doing} words={words} />
      <Act busy={doing.busy} notYet={done.trim() === ""} onClick={() => void answer()}>
        {words.say("records.book.save")}
      </Act>
    </Stack>
  );
}

function Pick({
  words,
  label,
  hint,
  none,
  people,
  value,
  onChange,
}: {
  readonly words: Words;
  readonly label: string;
  readonly hint?: string;
  readonly none: string;
  readonly people: readonly Someone[];
  readonly value: string;
  readonly onChange: (member: string) => void;
}): JSX.Element {
  return (
    <SelectField label={label} hint={hint} value={value} onChange={event => onChange(event.currentTarget.value)}>
      <option value="">{none}</option>
      {people.map(one => (
        <option key={one.member} value={one.member} selected={one.member === value}>
          {words.say("records.book.number-and-name", { number: String(one.number), name: called(words, one) })}
        </option>
      ))}
    </SelectField>
  );
}
