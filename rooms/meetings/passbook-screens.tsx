/** A member's page as she and the officers see it, and the pages of her passbook. */
import type { Page as AppPage, PageProps, Words } from "#base";
import { Card, Cards, Icon, type IconName, Line, Lines, Page, Soft, Tool } from "#look";
import type { JSX } from "preact";
import type { PassbookSeen } from "./passbook.ts";
import { bring, HerCards, isPlain } from "./passbook-cards.tsx";
import { HerPots } from "./passbook-pots.tsx";
import { HerHead, Listen, useOpen } from "./passbook-head.tsx";
import { MeView } from "./passbook-me.tsx";
import { PaperView } from "./passbook-paper.tsx";

export function MemberView({ data, words, session }: PageProps<PassbookSeen>): JSX.Element {
  const [isOpen, turn] = useOpen();
  bring(words);
  const hers = isPlain(session) ? null : data.hers;
  const { person } = data;
  return (
    <Page
      title={words.say("members.screen.members")}
      subtitle={session?.organisationName}
      back={{ href: "/members", label: words.say("members.screen.back") }}
      tools={
        hers && (
          <Tool href={`/members/${person.member}/passbook`} label={words.say("members.screen.print-passbook")}>
            <Icon name="print" />
          </Tool>
        )
      }
      foot={hers ? <Listen words={words} hers={hers} /> : undefined}
    >
      <HerHead data={data} words={words} isOpen={isOpen} turn={turn} />
      {hers && (
        <Cards>
          <HerCards words={words} hers={hers} isOpen={isOpen} />
          <HerPots words={words} hers={hers} isOpen={isOpen} />
          <AboutHer data={data} words={words} />
          <Card label={words.say("records.learning.title")}>
            <Lines>
              <Line
                lead={<Icon name="book" />}
                label={words.say("records.learning.title")}
                href={`/members/${data.person.member}/learning`}
                arrow
              />
            </Lines>
          </Card>
          <ActsOnHer data={data} words={words} />
        </Cards>
      )}
      {!hers && (
        <>
          <Soft>{words.say("members.screen.hers-alone")}</Soft>
          <AboutHer data={data} words={words} />
        </>
      )}
    </Page>
  );
}

/** What she keeps for all, and how to reach her. */
function AboutHer({ data, words }: { data: PassbookSeen; words: Words }): JSX.Element {
  const contact = Object.entries(data.contact ?? {}).filter(([, text]) => text);
  return (
    <>
      {data.things.length > 0 && (
        <Card title={words.say("members.screen.keeps-for-all")}>
          <Lines>
            {data.things.map(one => (
              <Line
                key={one.thing}
                label={one.name}
                sub={words.say(`members.thing.${one.kind}`)}
                href="/things"
                arrow
              />
            ))}
          </Lines>
        </Card>
      )}
      {contact.length > 0 && (
        <Card title={words.say("members.set-contact")}>
          <Lines>
            {contact.map(([field, text]) => (
              <Line
                key={field}
                label={String(text)}
                sub={words.say(`members.set-contact.${field === "nextOfKin" ? "next_of_kin" : field}`)}
              />
            ))}
          </Lines>
        </Card>
      )}
    </>
  );
}

const acts: readonly {
  readonly act: keyof PassbookSeen["acts"];
  readonly path: string;
  readonly key: string;
  readonly icon: IconName;
}[] = [
  { act: "contact", path: "contact", key: "members.set-contact", icon: "phone" },
  { act: "pin", path: "pin", key: "members.give-pin", icon: "key" },
  { act: "offices", path: "offices", key: "members.screen.her-offices", icon: "people" },
  { act: "name", path: "name", key: "members.rename", icon: "book" },
  { act: "guardian", path: "guardian", key: "members.screen.under-age", icon: "people" },
  { act: "leave", path: "leave", key: "members.leave", icon: "exit" },
  { act: "erase", path: "erase", key: "members.erase-person", icon: "close" },
];

function ActsOnHer({ data, words }: { data: PassbookSeen; words: Words }): JSX.Element | null {
  const may = acts.filter(one => data.acts[one.act]);
  if (may.length === 0) return null;
  return (
    <Card title={words.say("members.screen.to-do")}>
      <Lines>
        {may.map(({ act, path, key, icon }) => (
          <Line
            key={act}
            lead={<Icon name={icon} />}
            label={words.say(key)}
            href={`/members/${data.person.member}/${path}`}
            arrow
          />
        ))}
      </Lines>
    </Card>
  );
}

export const pages: readonly AppPage[] = [
  { path: "/me", who: ["anyone"], question: "meetings.me", title: "members.screen.my-passbook", View: MeView },
  {
    path: "/me/print",
    who: ["anyone"],
    question: "meetings.my-paper",
    title: "members.screen.print-passbook",
    isPaper: true,
    View: PaperView,
  },
  {
    path: "/members/:member",
    who: ["anyone"],
    question: "meetings.member",
    title: "members.screen.member",
    View: MemberView,
  },
  {
    path: "/members/:member/passbook",
    who: ["anyone"],
    question: "meetings.paper-of",
    title: "members.screen.print-passbook",
    isPaper: true,
    View: PaperView,
  },
];
