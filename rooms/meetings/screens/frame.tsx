/** The ground of every step: whose meeting it is, the thread with its knots, where the work is kept, and the acts. */
import type { SessionSeen, Words } from "#base";
import {
  Connection,
  type ConnectionState,
  Icon,
  Notice,
  Page,
  type PageProps,
  StepName as StepNameLine,
  Thread,
  Tool,
} from "#look";
import type { ComponentChildren, JSX } from "preact";
import { sentenceOf } from "#client";
import { calledIn } from "./say.tsx";
import { stepOf } from "./step-of.ts";
import type { SheetHeld } from "./use-sheet.ts";
import { type Going, type StepName, steps } from "./use-place.ts";

/** What every step is given. */
export interface AtTable {
  readonly words: Words;
  readonly session: SessionSeen;
  readonly held: SheetHeld;
  readonly going: Going;
}

export interface FrameProps {
  readonly table: AtTable;
  /** Without one it is the meeting's own: "Meeting 37". */
  readonly title?: string;
  readonly subtitle?: ComponentChildren;
  /** "14 of 25", beside the step's name. */
  readonly far?: string;
  /** Something is open over the step: no thread, and back closes it. */
  readonly isOpen?: boolean;
  readonly onBack?: () => void;
  readonly tools?: ComponentChildren;
  readonly foot?: PageProps["foot"];
  readonly footOnPhone?: boolean;
  readonly sheet?: boolean;
  /** Leave the line about where the work is kept to the step. */
  readonly quiet?: boolean;
  readonly children?: ComponentChildren;
}

export function Frame({
  table,
  title,
  subtitle,
  far,
  isOpen,
  onBack,
  tools,
  foot,
  footOnPhone,
  sheet,
  quiet,
  children,
}: FrameProps): JSX.Element {
  const { words, held, going } = table;
  const { today } = held;
  const number = today.draft.meeting?.number ?? today.nextNumber;
  const day = today.draft.meeting?.day;
  const meeting = words.say("meetings.title", { number: String(number) });
  const now = steps.indexOf(going.at.step);
  const stepName = words.say(`meetings.step.${going.at.step}`);
  const onClick = onBack && instead(onBack);
  return (
    <Page
      title={title ?? meeting}
      subtitle={subtitle ?? (title ? meeting : day && words.day(day, "weekday"))}
      back={{ href: "/", label: words.say("meetings.back"), onClick }}
      tools={tools ?? (isOpen ? undefined : <ListTool table={table} />)}
      foot={foot}
      footOnPhone={footOnPhone}
      footBeside={!isOpen && !sheet}
      sheet={sheet}
      steps={
        isOpen ? undefined : (
          <>
            <Thread
              label={words.say("meetings.steps")}
              steps={steps.map((step, index) => ({
                name: words.say(`meetings.step.${step}`),
                state: index < now ? "done" : index === now ? "now" : "todo",
                ...(index < now ? { href: `#${step}` } : {}),
              }))}
            />
            <StepNameLine name={stepName} far={far} />
          </>
        )
      }
    >
      {children}
      {!quiet && <WhereKept table={table} />}
    </Page>
  );
}

function ListTool({ table }: { table: AtTable }): JSX.Element {
  const { words, going } = table;
  return (
    <Tool label={words.say("meetings.more.title")} onClick={() => going.go({ step: going.at.step, view: "more" })}>
      <Icon name="list" />
    </Tool>
  );
}

const shown: Readonly<Record<SheetHeld["standing"], ConnectionState>> = {
  accepted: "accepted",
  sent: "sent",
  saved: "saved",
  attention: "attention",
  "signed-out": "attention",
  "not-kept": "attention",
};

/** Saved on this device · sent · accepted · needs your attention: always in the same place, in words. */
export function WhereKept({ table: { words, held } }: { table: AtTable }): JSX.Element {
  const { standing, unsent, isAway } = held;
  const waiting = [...held.sheet.values()].find(line => line.state === "attention");
  const key = standing === "saved" && isAway ? "meetings.kept.away" : `meetings.kept.${standing}`;
  return (
    <Connection
      state={shown[standing]}
      href={standing === "signed-out" ? "/sign-in?to=/meeting" : waiting && `#${stepOf(waiting.entry)}`}
    >
      {words.say(key, { count: unsent })}
    </Connection>
  );
}

/** Why a line is not accepted, at the line itself. It stays as it was written and can be changed. */
export function RefusedLine({ table, line }: { table: AtTable; line: string }): JSX.Element | null {
  const { words, held } = table;
  const { trouble } = held.today.draft;
  // What was accepted once may not hold any more, when the books moved under the sheet.
  const refusal = held.sheet.get(line)?.refusal ?? (trouble?.because["line"] === line ? trouble : undefined);
  if (!refusal) return null;
  const calls = calledIn(held.today, words);
  // Of loans that are one line, whose it is.
  const row = calls("member", String(refusal.because["row"]));
  return (
    <Notice colour="turmeric" icon="alert" live>
      <p>
        {row && <b>{row}: </b>}
        {sentenceOf(refusal, words, held.today.unit, calls)}
      </p>
    </Notice>
  );
}

/** A link that does something here in place of going where it points: without scripts it still goes. */
export const instead =
  (then: () => void) =>
  (event: MouseEvent): void => {
    event.preventDefault();
    then();
  };

export const nextStep = (step: StepName): StepName => steps[Math.min(steps.indexOf(step) + 1, steps.length - 1)]!;
