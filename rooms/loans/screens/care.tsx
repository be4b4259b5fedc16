/** Who needs a visit: a count for everybody, the names for officers and closed until they are asked for. */
import type { PageProps } from "#base";
import { Heading, Lines, Mark, Notice, Page, Pull, QuietAct, Soft, Stack, Title } from "#look";
import { SomeoneLine } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CareSeen } from "../page-care.ts";

export function CareView({ data, words }: PageProps<CareSeen>): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const { members, toVisit, visited } = data;
  const listed = (isVisited: boolean): JSX.Element | null => {
    const here = members.filter(one => one.isVisited === isVisited);
    if (here.length === 0) return null;
    return (
      <Stack gap="tight">
        <Heading>{words.say(isVisited ? "loans.care.visited" : "loans.care.to-visit")}</Heading>
        <Lines>
          {here.map(({ loan, who, since, last }) => (
            <SomeoneLine
              key={loan}
              words={words}
              who={who}
              sub={
                isVisited
                  ? words.say("loans.care.visited-on", { day: words.day(last!, "short") })
                  : words.say("loans.care.late-since", { day: words.day(since, "short") })
              }
              end={
                isVisited || last === null ? undefined : (
                  <Mark colour="soft">{words.say("loans.care.last-on", { day: words.day(last, "short") })}</Mark>
                )
              }
              href={`/loans/${loan}/care`}
              arrow
            />
          ))}
        </Lines>
      </Stack>
    );
  };
  return (
    <Page title={words.say("loans.care.title")} back={{ href: "/loans", label: words.say("loans.care.back") }}>
      <Pull>
        <Stack gap="close">
          <Title level={2}>{words.say("loans.care.first")}</Title>
          <Soft>{words.say("loans.care.more")}</Soft>
        </Stack>
        {members.length > 0 && (
          <QuietAct icon="eye" onClick={() => setOpen(!isOpen)}>
            {words.say(isOpen ? "loans.care.hide" : "loans.care.show")}
          </QuietAct>
        )}
      </Pull>
      <Notice colour={toVisit > 0 ? "turmeric" : "leaf"} icon="hand">
        <p>{words.say("loans.care.count", { count: toVisit })}</p>
        <p>{words.say("loans.care.visited-count", { count: visited })}</p>
      </Notice>
      {!data.isOfficer && <Soft>{words.say("loans.care.for-officers")}</Soft>}
      {isOpen && (
        <>
          {listed(false)}
          {listed(true)}
        </>
      )}
      {data.isOfficer && (
        <QuietAct href="/loans/slips" icon="print">
          {words.say("loans.slip.title")}
        </QuietAct>
      )}
    </Page>
  );
}
