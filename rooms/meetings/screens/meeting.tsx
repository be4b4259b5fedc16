/** The meeting day: opens the meeting, then shows the step she is at. */
import { isRefusal, type PageProps, type Refusal } from "#base";
import { Act, Card, Circle, Notice, Page, Soft, StatePanel, Title } from "#look";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { isOffline, newId, say, sentenceOf } from "#client";
import { Collect } from "./collect.tsx";
import { countedBox, fundsToCount } from "./counting.ts";
import type { AtTable } from "./frame.tsx";
import { OpenKeys } from "./keys.tsx";
import { lazily, useLaterSteps } from "./lazily.tsx";
import { lazilyWithWords } from "./lazily-with-words.ts";
import { boxNotOpened, notReadOut } from "./opening.ts";
import { Roll } from "./roll.tsx";
import type { TodaySeen } from "./seen.ts";
import { fold, markOf } from "./sheet-model.ts";
import { type StepName, usePlace } from "./use-place.ts";
import { useSheet } from "./use-sheet.ts";

const HeldBefore = lazilyWithWords(() => import("./held-before.tsx").then(file => file.HeldBefore));
const Correct = lazily(() => import("./correct.tsx").then(file => file.Correct));
const Count = lazily(() => import("./count.tsx").then(file => file.Count));
const Decide = lazily(() => import("./decide.tsx").then(file => file.Decide));
const ComeView = lazilyWithWords(() => import("./come-view.tsx").then(file => file.ComeView));
const More = lazily(() => import("./more.tsx").then(file => file.More));
const Pay = lazily(() => import("./pay.tsx").then(file => file.Pay));
const Recall = lazily(() => import("./recall.tsx").then(file => file.Recall));
const Seal = lazily(() => import("./seal.tsx").then(file => file.Seal));
const SheetList = lazily(() => import("./sheet-list.tsx").then(file => file.SheetList));

export function MeetingDay({ data, words, session, today }: PageProps<TodaySeen>): JSX.Element | null {
  const held = useSheet(data, session!.organisation);
  const going = usePlace(firstStep(data));
  useLaterSteps();
  if (!session) return null;
  const table: AtTable = { words, session, held, going };
  if (!held.today.draft.meeting) return <NotOpen table={table} day={today} />;
  switch (going.at.view) {
    case "more":
      return <More table={table} />;
    case "list":
      return <SheetList table={table} />;
    case "come":
      return <ComeView table={table} />;
    case "correct":
      return <Correct table={table} />;
  }
  switch (going.at.step) {
    case "roll":
      return <Roll table={table} />;
    case "keys":
      return <OpenKeys table={table} />;
    case "recall":
      return <Recall table={table} />;
    case "sheet":
      return <Collect table={table} />;
    case "decide":
      return <Decide table={table} />;
    case "pay":
      return <Pay table={table} />;
    case "count":
      return <Count table={table} />;
    case "seal":
      return <Seal table={table} />;
  }
}

/** Where the work stands when the page opens: the first step that is not done. */
function firstStep(today: TodaySeen): StepName {
  const { meeting } = today.draft;
  if (!meeting) return "roll";
  const sheet = fold(today.draft, []);
  if (today.women.some(woman => markOf(woman.member, sheet) === undefined)) return "roll";
  if (meeting.keysOpen.length < today.rules.keys) return "keys";
  if (boxNotOpened(today, sheet) || notReadOut(today, sheet).length > 0) return "recall";
  const table = { held: { today, sheet } } as unknown as AtTable;
  const funds = fundsToCount(table);
  if (!funds.some(fund => sheet.has(`count.${fund.fund}`))) return "sheet";
  return funds.every(fund => countedBox(fund, table).isSettled) ? "seal" : "count";
}

/** Nothing is open: who may opens it, the others see who they wait for. */
function NotOpen({ table, day: now }: { table: AtTable; day: PageProps["today"] }): JSX.Element {
  const { words, session, held } = table;
  const { today } = held;
  const [day, setDay] = useState(now);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Refusal | "away" | null>(null);
  const ids = useRef({ meeting: newIdOnce(), command: newIdOnce() });
  const mayOpen = session.roles.some(role => role === "treasurer" || role === "secretary" || role === "chair");
  const open = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const got = await say("meetings.open", { meeting: ids.current.meeting() }, day, { id: ids.current.command() });
    if (isOffline(got)) setProblem("away");
    else if (isRefusal(got) && got.refused !== "meetings.opened-before") {
      setProblem(got);
      ids.current = { meeting: newIdOnce(), command: newIdOnce() };
      if (got.refused === "meetings.another-is-open") await held.refresh();
    } else await held.refresh();
    setBusy(false);
  };
  return (
    <Page
      title={words.say("meetings.title", { number: String(today.nextNumber) })}
      subtitle={words.day(day, "weekday")}
      back={{ href: "/", label: words.say("meetings.back") }}
      foot={
        mayOpen ? (
          <Act busy={isBusy} onClick={() => void open()}>
            {words.say("meetings.open")}
          </Act>
        ) : undefined
      }
    >
      {today.women.length === 0 ? (
        <StatePanel kind="empty" title={words.say("meetings.nobody-yet")}>
          <Soft>{words.say("meetings.nobody-yet-more")}</Soft>
        </StatePanel>
      ) : (
        <Card held>
          <Title>{words.say("meetings.open.title")}</Title>
          <Circle members={today.women.map(({ number }) => ({ number, state: "done" }))}>
            <p>
              <b class="number">{today.women.length}</b> {words.say("meetings.women", { count: today.women.length })}
            </p>
          </Circle>
          <Soft>{words.say(mayOpen ? "meetings.open.more" : "meetings.open.others")}</Soft>
          {mayOpen && <HeldBefore words={words} earliest={today.earliest} now={now} day={day} setDay={setDay} />}
        </Card>
      )}
      {problem && (
        <Notice colour="turmeric" icon={problem === "away" ? "phone" : "alert"} live>
          <p>{problem === "away" ? words.say("meetings.open.away") : sentenceOf(problem, words, today.unit)}</p>
        </Notice>
      )}
    </Page>
  );
}

/** Made at the first press, the same at every later one; never while the server paints. */
function newIdOnce(): () => ReturnType<typeof newId> {
  let made: ReturnType<typeof newId> | undefined;
  return () => (made ??= newId());
}
