/** Her own passbook: all that is hers, her lines by meeting, and what the group as a whole has. */
import type { PageProps, Words } from "#base";
import { Amount, Card, Cards, Heading, Icon, Line, Lines, Page, Soft, Stack, Tool, Two } from "#look";
import type { JSX } from "preact";
import type { MeSeen } from "./passbook.ts";
import { bring, HerCards, isPlain } from "./passbook-cards.tsx";
import { amountUnit, fundName } from "./passbook-names.ts";
import { HerPots } from "./passbook-pots.tsx";
import { HerHead, Listen, useOpen } from "./passbook-head.tsx";
import { Meeting, Pager } from "./passbook-meetings.tsx";

export function MeView({ data, words, session }: PageProps<MeSeen>): JSX.Element {
  const [isOpen, turn] = useOpen();
  const plain = isPlain(session);
  bring(words);
  const hers = plain ? null : data.hers;
  return (
    <Page
      title={words.say("members.screen.my-passbook")}
      subtitle={session?.organisationName}
      back={{ href: "/", label: words.say("members.screen.back") }}
      tools={
        hers && (
          <Tool href="/me/print" label={words.say("members.screen.print-passbook")}>
            <Icon name="print" />
          </Tool>
        )
      }
      foot={hers ? <Listen words={words} hers={hers} /> : undefined}
    >
      {!plain && <HerHead data={data} words={words} isOpen={isOpen} turn={turn} />}
      <Cards>
        {hers && <HerCards words={words} hers={hers} isOpen={isOpen} />}
        {hers && <HerPots words={words} hers={hers} isOpen={isOpen} />}
        <GroupHas group={data.group} words={words} />
      </Cards>
      {!plain && data.entries && <Entries entries={data.entries} words={words} isOpen={isOpen} />}
      <Lines>
        {!plain && (
          <Line
            lead={<Icon name="phone" />}
            label={words.say("members.set-contact")}
            href={`/members/${data.person.member}/contact`}
            arrow
          />
        )}
        {!plain && <Line lead={<Icon name="clock" />} label={words.say("loans.reminder.title")} href="/me/reminders" arrow />}
        {!plain && <Line lead={<Icon name="barn" />} label={words.say("savings.goal.title")} href="/me/goals" arrow />}
        {!plain && (
          <Line
            lead={<Icon name="book" />}
            label={words.say("records.learning.title")}
            href={`/members/${data.person.member}/learning`}
            arrow
          />
        )}
        {!plain && (
          <Line lead={<Icon name="print" />} label={words.say("meetings.statements.title")} href="/me/statements" arrow />
        )}
        <Line lead={<Icon name="gear" />} label={words.say("members.screen.settings")} href="/settings" arrow />
      </Lines>
    </Page>
  );
}

function GroupHas({ group, words }: { group: MeSeen["group"]; words: Words }): JSX.Element {
  return (
    <Card title={words.say("members.screen.group-has")}>
      <Soft small>{words.say("members.screen.group-has-more")}</Soft>
      <Lines>
        {group.map(one => (
          <Line
            key={`${one.fund}${one.unit}`}
            label={fundName(words, one.fund, one.name)}
            sub={one.nature === "indivisible" ? words.say("members.screen.never-divided") : undefined}
            end={<Amount minor={BigInt(one.total)} unit={amountUnit(one.unit)} />}
            href={`/funds/${one.fund}`}
          />
        ))}
      </Lines>
    </Card>
  );
}

function Entries({
  entries,
  words,
  isOpen,
}: {
  entries: NonNullable<MeSeen["entries"]>;
  words: Words;
  isOpen: boolean;
}): JSX.Element {
  const { meetings, page, pages: last } = entries;
  const half = Math.ceil(meetings.length / 2);
  return (
    <Stack gap="tight">
      <Heading>{words.say("members.screen.by-meeting")}</Heading>
      {meetings.length === 0 ? (
        <Soft>{words.say("members.screen.no-entries")}</Soft>
      ) : (
        <Two even>
          {[meetings.slice(0, half), meetings.slice(half)].map((some, index) => (
            <Stack key={index} gap="tight">
              {some.map(one => (
                <Meeting key={`${one.number}${one.day}`} meeting={one} words={words} isOpen={isOpen} />
              ))}
            </Stack>
          ))}
        </Two>
      )}
      <Pager earlier={page < last ? page + 1 : null} later={page > 1 ? page - 1 : null} words={words} />
    </Stack>
  );
}
