/** A leader's round: the missed chapters first, then those whose meeting is not sealed, each a tap away from its form. */
import { addMonths, type Day, type PageProps, type Uuid, type Words } from "#base";
import { Card, Cards, Icon, Line, Lines, Mark, Notice, Page, Soft, StatePanel } from "#look";
import { called } from "#members/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ChapterInPlan, PlanSeen } from "../questions/plan.ts";
import { useVisits, type VisitsHeld } from "./use-visits.ts";
import { VisitForm } from "./visit-form.tsx";

export function Visits({ data, words, session, today }: PageProps<PlanSeen>): JSX.Element {
  const held = useVisits(data, session?.organisation ?? null);
  const [at, setAt] = useState<Uuid | null>(null);
  const { plan } = held;
  const form = plan.forms.find(one => one.chapter === at);
  if (form)
    return <VisitForm key={form.chapter} {...{ form, words, session, today, held }} onBack={() => setAt(null)} />;
  const isEmpty = plan.hers.length === 0 && plan.all === null;
  return (
    <Page
      title={words.say("network.visit.title")}
      subtitle={monthSaid(words, plan.month)}
      back={{ href: "/federation", label: words.say("network.visit.back") }}
    >
      {isEmpty ? (
        <StatePanel kind="empty" title={words.say("network.visit.no-chapters")}>
          <p>{words.say("network.visit.no-chapters-more")}</p>
        </StatePanel>
      ) : (
        <>
          <Named words={words} plan={plan} chapters={plan.hers.length > 0 ? plan.hers : plan.all!} />
          <Cards>
            {plan.hers.length > 0 && (
              <Card
                title={words.say("network.visit.hers")}
                mark={<Mark colour="indigo">{words.say("network.visit.count", { count: plan.hers.length })}</Mark>}
              >
                <Lines>
                  {plan.hers.map(one => (
                    <ChapterLine key={one.chapter} {...{ words, one, held }} onClick={() => setAt(one.chapter)} />
                  ))}
                </Lines>
              </Card>
            )}
            {plan.all !== null && (
              <Card
                title={words.say("network.visit.everybody")}
                mark={<Mark colour="soft">{words.say("network.visit.count", { count: plan.all.length })}</Mark>}
              >
                <Soft>{words.say("network.visit.seen-by-leader")}</Soft>
                <Lines>
                  {plan.all.map(one => (
                    <ChapterLine key={one.chapter} {...{ words, one, held }} isOverseen />
                  ))}
                  {plan.mayRead && (
                    <Line
                      href="/visits/leaders"
                      label={<b>{words.say("network.visit.leaders")}</b>}
                      lead={<Icon name="list" />}
                      arrow
                    />
                  )}
                </Lines>
              </Card>
            )}
          </Cards>
        </>
      )}
    </Page>
  );
}

/** "November 2026", in her own language. */
const monthSaid = (words: Words, month: Day): string =>
  new Intl.DateTimeFormat(words.locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}T00:00:00Z`),
  );

/** What wants looking at, by name, before everything else. */
function Named({
  words,
  plan,
  chapters,
}: {
  words: Words;
  plan: PlanSeen;
  chapters: readonly ChapterInPlan[];
}): JSX.Element {
  const missed = chapters.filter(one => one.last === "missed");
  const unsealed = chapters.filter(one => one.seal?.isLate);
  const names = (of: readonly ChapterInPlan[]): string =>
    new Intl.ListFormat(words.locale, { type: "conjunction" }).format(of.map(one => one.name));
  const month = monthSaid(words, addMonths(plan.month, -1));
  return (
    <>
      {missed.length > 0 ? (
        <Notice colour="red" icon="alert" title={words.say("network.visit.missed-named", { count: missed.length, month })}>
          <p>{names(missed)}</p>
        </Notice>
      ) : (
        chapters.some(one => one.last === "closed") && (
          <Notice colour="leaf" icon="check" title={words.say("network.visit.all-well")} />
        )
      )}
      {unsealed.length > 0 && (
        <Notice
          colour="turmeric"
          icon="alert"
          title={words.say("network.visit.unsealed-named", { count: unsealed.length })}
        >
          <p>{names(unsealed)}</p>
        </Notice>
      )}
    </>
  );
}

const colourOf = { missed: "red", due: "soft", waiting: "turmeric", closed: "leaf" } as const;

function ChapterLine({
  words,
  one,
  held,
  isOverseen,
  onClick,
}: {
  words: Words;
  one: ChapterInPlan;
  held: VisitsHeld;
  isOverseen?: boolean;
  onClick?: () => void;
}): JSX.Element {
  const { state } = held.sendingOf(one.chapter);
  const short = (day: Day): string => words.day(day, "short");
  const standing = one.now === "due" && one.last === "missed" ? "missed" : one.now;
  const said = [
    one.place.slice(0, 2).join(", "),
    isOverseen &&
      (one.leader === null
        ? words.say("network.visit.no-leader")
        : words.say("network.visit.leader", { name: called(words, one.leader) })),
    one.planned !== null && one.now === "due" && words.say("network.visit.planned", { day: short(one.planned) }),
    one.lastVisit !== null && words.say("network.visit.last-visit", { day: short(one.lastVisit) }),
    one.members !== null && words.say("network.visit.members", { count: one.members }),
    one.seal && sealSaid(words, one.seal),
  ].filter(Boolean);
  const isAway = state === "saved" || state === "signed-out";
  return (
    <Line
      label={<b>{one.name}</b>}
      sub={
        <>
          {said.map((text, place) => (
            <span key={place}>
              {place > 0 && <br />}
              {text}
            </span>
          ))}
          <span class="marks">
            {standing && <Mark colour={colourOf[standing]}>{words.say(`network.visit.${standing}`)}</Mark>}
            {one.seal?.isLate && <Mark colour="turmeric">{words.say("network.visit.seal-late")}</Mark>}
            {isAway && (
              <Mark colour="indigo" icon="phone">
                {words.say("network.visit.on-phone")}
              </Mark>
            )}
          </span>
        </>
      }
      onClick={onClick}
      arrow={onClick !== undefined}
    />
  );
}

function sealSaid(words: Words, seal: NonNullable<ChapterInPlan["seal"]>): string {
  if (seal.openSince !== null)
    return words.say("network.visit.open-meeting", { day: words.day(seal.openSince, "short") });
  return seal.days === null
    ? words.say("network.visit.never-sealed")
    : words.say("network.visit.days-since", { days: seal.days });
}
