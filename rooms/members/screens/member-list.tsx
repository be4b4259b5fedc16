/** Everybody of the group: bead, number, name, what she does. No amounts: a list is looked at by many at once. */
import type { PageProps, Words } from "#base";
import { Field, Heading, Lines, Page, Soft, Stack, StatePanel, Two } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ListSeen, PersonListed } from "../page-questions.ts";
import { called, officesSaid, PersonLine, WayOn } from "./names.tsx";

/** Fewer than these are found by eye. */
const findFrom = 10;

export function MemberList({ data, words }: PageProps<ListSeen>): JSX.Element {
  const [wanted, setWanted] = useState("");
  const members = data.people.filter(one => one.status === "active" && one.kind === "member");
  const officials = data.people.filter(one => one.status === "active" && one.kind === "official");
  const gone = data.people.filter(one => one.status !== "active");
  const found = members.filter(one => isWanted(one, wanted.trim(), words));
  const half = Math.ceil(found.length / 2);
  return (
    <Page
      title={words.say("members.screen.members")}
      subtitle={words.say("members.screen.how-many", { count: members.length })}
      back={{ href: "/", label: words.say("members.screen.back") }}
      foot={
        data.mayAdd && (
          <WayOn words={words} href="/members/new">
            {words.say("members.join")}
          </WayOn>
        )
      }
    >
      {members.length === 0 ? (
        <StatePanel kind="empty" title={words.say("members.screen.nobody")}>
          <Soft>{words.say("members.screen.nobody-more")}</Soft>
        </StatePanel>
      ) : (
        <>
          {members.length >= findFrom && (
            <Field
              label={words.say("members.screen.find")}
              type="search"
              value={wanted}
              onInput={event => setWanted(event.currentTarget.value)}
              autocomplete="off"
            />
          )}
          {found.length === 0 ? (
            <Soft>{words.say("members.screen.nobody-found")}</Soft>
          ) : (
            <Two even>
              <People people={found.slice(0, half)} words={words} />
              <People people={found.slice(half)} words={words} />
            </Two>
          )}
        </>
      )}
      {officials.length > 0 && (
        <Stack gap="close">
          <Heading>{words.say("members.screen.officials")}</Heading>
          <People people={officials} words={words} />
        </Stack>
      )}
      {gone.length > 0 && (
        <details>
          <summary>{words.say("members.screen.gone", { count: gone.length })}</summary>
          <People people={gone} words={words} />
        </details>
      )}
    </Page>
  );
}

const isWanted = (one: PersonListed, wanted: string, words: Words): boolean =>
  wanted === "" ||
  (/^\d+$/.test(wanted)
    ? String(one.number) === wanted
    : called(words, one).toLowerCase().includes(wanted.toLowerCase()));

function People({
  people,
  words,
}: {
  readonly people: readonly PersonListed[];
  readonly words: Words;
}): JSX.Element | null {
  if (people.length === 0) return null;
  return (
    <Lines>
      {people.map(one => (
        <PersonLine
          key={one.member}
          words={words}
          person={one}
          sub={one.status === "active" ? officesSaid(words, one.offices) : words.say(`members.status.${one.status}`)}
          href={`/members/${one.member}`}
          arrow
        />
      ))}
    </Lines>
  );
}
