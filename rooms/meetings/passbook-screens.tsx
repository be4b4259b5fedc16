/** A member's page, and her own passbook. */
import type { Page as AppPage, PageProps, Words } from "#base";
import {
  Act,
  Amount,
  Bead,
  Card,
  Cards,
  Heading,
  Icon,
  type IconName,
  Line,
  Lines,
  Page,
  QuietAct,
  Soft,
  Stack,
  Tool,
  Two,
  Who,
} from "#look";
import { called, officesSaid } from "#members/parts";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { MeSeen, PassbookSeen } from "./passbook.ts";
import { amountUnit, bring, fundName, HerCards, type Hers, isPlain, productName } from "./passbook-cards.tsx";
import { Meeting, Pager } from "./passbook-meetings.tsx";
import { PaperView } from "./passbook-paper.tsx";

/** How long one press lets all amounts be seen. */
const openMs = 60_000;

/** One button over the whole page. It covers again by itself, when the phone is put away, and when the screen locks. */
function useOpen(): readonly [isOpen: boolean, turn: () => void] {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const cover = (): void => setOpen(false);
    const timer = setTimeout(cover, openMs);
    addEventListener("lumbung-locked", cover);
    document.addEventListener("visibilitychange", cover);
    return () => {
      clearTimeout(timer);
      removeEventListener("lumbung-locked", cover);
      document.removeEventListener("visibilitychange", cover);
    };
  }, [isOpen]);
  return [isOpen, () => setOpen(!isOpen)];
}

function HerHead({
  data,
  words,
  isOpen,
  turn,
}: {
  data: PassbookSeen;
  words: Words;
  isOpen: boolean;
  turn: () => void;
}): JSX.Element {
  const { person } = data;
  return (
    <div class="pull">
      <Who
        bead={<Bead number={person.number} size={96} />}
        number={words.say("members.screen.number-since", {
          number: String(person.number),
          year: person.joinedOn.slice(0, 4),
        })}
        name={called(words, person)}
        note={
          person.status === "active"
            ? person.offices.length > 0 && officesSaid(words, person.offices)
            : words.say("members.screen.ended", {
                status: words.say(`members.status.${person.status}`),
                day: words.day(person.endedOn!, "short"),
              })
        }
      />
      {data.hers && (
        <QuietAct icon="eye" onClick={turn} pressed={isOpen}>
          {words.say(isOpen ? "members.screen.cover" : "members.screen.see")}
        </QuietAct>
      )}
    </div>
  );
}

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
          <AboutHer data={data} words={words} />
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
  { act: "leave", path: "leave", key: "members.leave", icon: "exit" },
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

/** Her balances said aloud by the phone's own voice, for who does not read; only where the phone has one. */
function Listen({ words, hers }: { words: Words; hers: Hers }): JSX.Element | null {
  const [canSpeak, setCanSpeak] = useState(false);
  useEffect(() => setCanSpeak("speechSynthesis" in globalThis), []);
  if (!canSpeak) return null;
  const speak = (): void => {
    const parts = [
      ...hers.savings.map(one => [
        productName(words, one.product, one.name),
        words.amount(BigInt(one.amount), one.unit),
      ]),
      ...hers.shares.map(one => [
        words.say("members.screen.shares-count", { count: one.count }),
        words.amount(BigInt(one.value), one.unit),
      ]),
      ...hers.loans.flatMap(one =>
        one.running ? [[words.say("members.screen.loan-left"), words.amount(BigInt(one.running.owed), one.unit)]] : [],
      ),
    ];
    const said = new SpeechSynthesisUtterance(parts.map(part => part.join(": ")).join(". "));
    said.lang = words.locale === "id" ? "id-ID" : words.locale;
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  };
  return (
    <Act icon="sound" onClick={speak}>
      {words.say("members.screen.listen")}
    </Act>
  );
}

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
