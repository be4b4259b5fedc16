/**
 * Who holds which office and since when, those before them, and what goes over with an office: the box, the books, the
 * keys. The picture says at once whether keys and committee are apart.
 */
import type { PageProps, Words } from "#base";
import { Bead, Card, Cards, Dialog, Line, Lines, Mark, Page, QuietAct, Soft, Stack, Two } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { OfficersSeen, ThingSeen } from "../page-questions.ts";
import { HandOver } from "./hand-over.tsx";
import { atHead, called, PersonLine } from "./names.tsx";

type Props = PageProps<OfficersSeen>;

const order = [
  "chair",
  "treasurer",
  "secretary",
  "money-counter",
  "key-holder",
  "supervisory-committee",
  "field-officer",
] as const;
/** The offices every group of this kind has, shown also where nobody holds them yet. */
const always: ReadonlySet<string> = new Set(["chair", "treasurer", "secretary", "key-holder"]);

export function Officers(props: Props): JSX.Element {
  const { data, words, session, today } = props;
  const [handing, setHanding] = useState<string | null>(null);
  const groups = byHolder(data.things);
  const open = groups.find(one => one.key === handing);
  return (
    <Page
      title={words.say("members.screen.officers")}
      subtitle={words.say("members.screen.officers-what")}
      back={{ href: "/", label: words.say("members.screen.back") }}
    >
      <Two>
        <Cards>
          {order
            .filter(role => always.has(role) || data.held.some(one => one.role === role))
            .map(role => (
              <Office key={role} role={role} data={data} words={words} />
            ))}
          {data.mayAppoint && (
            <QuietAct href="/officers/new" icon="people">
              {words.say("members.screen.appoint")}
            </QuietAct>
          )}
        </Cards>
        <Stack>
          <Card title={words.say("members.screen.goes-over")}>
            <Soft>{words.say("members.screen.goes-over-more")}</Soft>
            {groups.length === 0 ? (
              <QuietAct href="/things">{words.say("members.screen.things")}</QuietAct>
            ) : (
              <Lines>
                {groups.map(one => (
                  <Line
                    key={one.key}
                    lead={one.things[0]!.heldBy ? <Bead number={one.things[0]!.heldBy.number} size={44} /> : undefined}
                    label={
                      <b>
                        {one.things[0]!.heldBy
                          ? called(words, one.things[0]!.heldBy)
                          : words.say("members.screen.with-nobody")}
                      </b>
                    }
                    sub={one.things.map(thing => thing.name).join(", ")}
                    onClick={() => setHanding(one.key)}
                    arrow
                  />
                ))}
              </Lines>
            )}
          </Card>
          {data.past.length > 0 && (
            <details>
              <summary>{words.say("members.screen.officers-before", { count: data.past.length })}</summary>
              <Lines>
                {data.past.map((one, index) => (
                  <PersonLine
                    key={index}
                    words={words}
                    person={one.holder}
                    sub={words.say("members.screen.office-term", {
                      role: words.say(`role.${one.role}`),
                      from: words.day(one.from, "short"),
                      until: words.day(one.until!, "short"),
                    })}
                    href={`/members/${one.holder.member}`}
                  />
                ))}
              </Lines>
            </details>
          )}
        </Stack>
      </Two>
      <Dialog
        open={open !== undefined}
        onClose={() => setHanding(null)}
        title={words.say("members.screen.goes-over")}
        closeLabel={words.say("members.screen.close")}
      >
        {open && (
          <HandOver
            key={open.key}
            words={words}
            session={session}
            today={today}
            things={open.things}
            people={data.people}
          />
        )}
      </Dialog>
    </Page>
  );
}

function Office({
  role,
  data,
  words,
}: {
  role: (typeof order)[number];
  data: OfficersSeen;
  words: Words;
}): JSX.Element {
  const holders = data.held.filter(one => one.role === role);
  return (
    <Card
      title={atHead(words.say(`role.${role}`))}
      mark={
        role === "key-holder" ? (
          <Mark colour="indigo" icon="key">
            {words.say("members.screen.keys", { count: holders.length })}
          </Mark>
        ) : undefined
      }
    >
      {holders.length === 0 ? (
        <Soft>{words.say("members.screen.office-empty")}</Soft>
      ) : (
        <Lines>
          {holders.map(one => (
            <PersonLine
              key={one.holder.member}
              words={words}
              person={one.holder}
              sub={
                one.substituteFor
                  ? words.say("members.screen.stands-in", {
                      name: called(words, one.substituteFor),
                      until: words.day(one.until!, "short"),
                    })
                  : words.say("members.screen.since", { day: words.day(one.from, "short") })
              }
              href={data.mayChange ? `/members/${one.holder.member}/offices` : `/members/${one.holder.member}`}
              arrow
            />
          ))}
        </Lines>
      )}
      {data.mayChange && holders.length === 0 && (
        <QuietAct href="/members">{words.say("members.screen.choose-somebody")}</QuietAct>
      )}
    </Card>
  );
}

/** Things by who has them: they go over together. */
function byHolder(
  things: readonly ThingSeen[],
): readonly { readonly key: string; readonly things: readonly ThingSeen[] }[] {
  const groups = new Map<string, ThingSeen[]>();
  for (const thing of things) {
    const key = thing.heldBy?.member ?? "-";
    groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return [...groups].map(([key, held]) => ({ key, things: held }));
}
