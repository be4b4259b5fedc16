/**
 * The end of a group, step by step: decided, begun, settled, divided, handed over, closed. The step that is worked on stands
 * first; under it what each fund becomes. Of a fund that is never divided the page has nothing for any member.
 */
import type { PageProps, Words } from "#base";
import { Act, Card, Mark, Notice, Page, QuietAct, Soft, Stack, StepName, Sum, TextAct, Thread, Two } from "#look";
import {
  type Doing,
  fundCalled,
  Hands,
  sentenceOf,
  type Together,
  useDoing,
  useTogether,
  useVeil,
  type Veil,
  whenSaid,
} from "#assembly/parts";
import type { ComponentChildren, JSX } from "preact";
import type { DissolutionSeen } from "../page-questions.ts";
import { Funds } from "./funds.tsx";
import { StillOpen } from "./still-open.tsx";

export interface Seen {
  readonly data: DissolutionSeen;
  readonly veil: Veil;
  readonly doing: Doing;
  readonly together: Together;
  readonly words: Words;
  /** Says a command before two, and shows the page as it is then. */
  readonly act: (name: string, body: Readonly<Record<string, string>>) => void;
}

const steps = ["decide", "begin", "settle", "divide", "hand-over", "close"] as const;
type StepOf = (typeof steps)[number];

/** What is done next; null once all is done. */
export function stepNow({ status, decision, open, funds }: DissolutionSeen): StepOf | null {
  if (status === "closed") return null;
  if (status !== "winding-up") return decision ? "begin" : "decide";
  const waits = new Set(open.map(one => one.kind));
  const waitsToBeDivided = new Set(
    funds.filter(one => one.nature === "divisible" && !one.isDivided && one.refusal === null).map(one => one.fund),
  );
  const first: readonly string[] = ["suppliers", "purchases", "actions", "pots", "claims"];
  // A loan that its borrower's own part covers is set off when its fund is divided.
  const isInTheWay = open.some(one => first.includes(one.kind) || (one.kind === "loans" && !waitsToBeDivided.has(one.fund)));
  if (isInTheWay || funds.some(one => one.refusal !== null)) return "settle";
  if (waits.has("to-divide") || waits.has("loans")) return "divide";
  return waits.has("to-hand-over") ? "hand-over" : "close";
}

export function DissolutionView({ data, words, session }: PageProps<DissolutionSeen>): JSX.Element {
  const veil = useVeil();
  const doing = useDoing();
  const together = useTogether({ words, session });
  const now = stepNow(data);
  const at = now === null ? steps.length : steps.indexOf(now);
  const seen: Seen = {
    ...{ data, veil, doing, together, words },
    act: (name, body) =>
      together.go(() => {
        void doing.run({ name, on: data.on, body }).then(isDone => {
          if (isDone) location.reload();
        });
      }),
  };
  return (
    <Page
      title={words.say("dissolution.screen.title")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/rules", label: words.say("dissolution.screen.back") }}
      steps={
        <>
          <Thread
            label={words.say("dissolution.screen.steps")}
            steps={steps.map((step, place) => ({
              name: words.say(`dissolution.step.${step}`),
              state: place < at ? ("done" as const) : place === at ? ("now" as const) : ("todo" as const),
            }))}
          />
          <StepName
            name={words.say(now === null ? "dissolution.step.closed" : `dissolution.step.${now}`)}
            {...(now === null ? {} : { far: words.say("dissolution.screen.step-of", { step: at + 1, steps: steps.length }) })}
          />
        </>
      }
    >
      <Two>
        <Stack gap="tight">
          {doing.refusal && (
            <Notice colour="turmeric" icon="alert" live>
              <p>{said(seen, doing.refusal)}</p>
            </Notice>
          )}
          <Now {...seen} now={now} />
          {data.decision && <Decided {...seen} />}
        </Stack>
        <Stack gap="tight">
          {data.status === "winding-up" || data.status === "closed" ? <Funds {...seen} /> : <HowItGoes {...seen} />}
        </Stack>
      </Two>
      {together.dialog}
    </Page>
  );
}

/** A refusal with the funds by their names, in the unit of the fund it is about. */
export const said = ({ data, words }: Pick<Seen, "data" | "words">, refusal: Parameters<typeof sentenceOf>[0]): string =>
  sentenceOf(
    refusal,
    words,
    String(refusal.because["unit"] ?? data.funds[0]?.unit ?? "IDR"),
    (kind, code) => (kind === "fund" ? fundCalled(words, code, data.names.funds) : undefined),
  );

/** The step that is worked on. */
function Now(seen: Seen & { readonly now: StepOf | null }): JSX.Element {
  const { data, words, doing, together, act, now } = seen;
  const { decision, mayAct } = data;
  if (now === null)
    return (
      <Card held title={words.say("dissolution.closed.title")}>
        <p>{words.say("dissolution.closed.said", { day: words.day(data.closedOn!) })}</p>
        <Soft small>{words.say("dissolution.closed.kept")}</Soft>
        <QuietAct href="/statements" icon="book">
          {words.say("dissolution.closed.statements")}
        </QuietAct>
      </Card>
    );
  const doIt = (label: string, name: string, body: Readonly<Record<string, string>>): ComponentChildren =>
    mayAct ? (
      <>
        <Act busy={doing.busy} onClick={() => act(name, body)}>
          {label}
        </Act>
        {together.said}
      </>
    ) : (
      <Soft small>{words.say("dissolution.screen.officers-do-it")}</Soft>
    );
  return (
    <Card held title={words.say(`dissolution.now.${now}`)}>
      <p>{words.say(`dissolution.now.${now}.said`)}</p>
      {now === "begin" && decision && (
        <>
          <Reached {...seen} />
          {doIt(words.say("command.dissolution.begin"), "dissolution.begin", { decision: decision.decision })}
        </>
      )}
      {now === "settle" && <StillOpen {...seen} />}
      {now === "divide" && (
        <Soft small>{words.say("dissolution.now.divide.by-fund")}</Soft>
      )}
      {now === "hand-over" && <StillOpen {...seen} />}
      {now === "close" && doIt(words.say("command.dissolution.close"), "dissolution.close", {})}
      {data.continuation !== null && mayAct && (
        <>
          <p>{words.say("dissolution.screen.goes-on")}</p>
          <QuietAct onClick={() => act("dissolution.call-off", { decision: data.continuation! })}>
            {words.say("command.dissolution.call-off")}
          </QuietAct>
        </>
      )}
    </Card>
  );
}

/** How many were there and for it, against how many are asked. */
function Reached({ data, words }: Seen): JSX.Element {
  const { majority } = data.decision!;
  const mark = (isReached: boolean): JSX.Element => (
    <Mark colour={isReached ? "leaf" : "turmeric"} icon={isReached ? "check" : "alert"}>
      {words.say(isReached ? "dissolution.screen.reached" : "dissolution.screen.not-reached")}
    </Mark>
  );
  return (
    <>
      <Sum label={words.say("dissolution.screen.were-there", { present: majority.present, members: majority.members, needed: majority.presentNeeded })}>
        {mark(majority.present >= majority.presentNeeded)}
      </Sum>
      <Sum label={words.say("dissolution.screen.were-for", { for: majority.for, of: majority.for + majority.against, needed: majority.forNeeded })}>
        {mark(majority.for >= majority.forNeeded)}
      </Sum>
    </>
  );
}

/** What was decided: by how many hands, and who receives what is never divided. */
function Decided({ data, words }: Seen): JSX.Element {
  const decision = data.decision!;
  return (
    <Card title={words.say("dissolution.decided.title")}>
      <Soft small>{whenSaid(words, decision)}</Soft>
      <Hands decision={decision} words={words} />
      <p>
        <b>{decision.name ?? words.say(`receiver.${decision.receiver}`)}</b>
        <br />
        <span class="soft">{words.say("dissolution.decided.receives", { kind: words.say(`receiver.${decision.receiver}`) })}</span>
      </p>
      <TextAct href="/decisions">{words.say("dissolution.decided.decisions")}</TextAct>
    </Card>
  );
}

/** Before anything was decided: what it takes, and in what order it goes. */
function HowItGoes({ data, words }: Seen): JSX.Element {
  const { rule } = data;
  return (
    <Card title={words.say("dissolution.how.title")}>
      <p>
        {words.say("dissolution.how.majority", {
          present: `${rule.present_numerator}/${rule.present_denominator}`,
          for: `${rule.for_numerator}/${rule.for_denominator}`,
        })}
      </p>
      <p>{words.say("dissolution.how.order")}</p>
      <p>{words.say("dissolution.how.kept")}</p>
      <p>{words.say(`dissolution.how.residual-${rule.residual}`)}</p>
      <Soft small>{words.say(rule.isOwn ? "dissolution.how.own-rule" : "dissolution.how.usual-rule")}</Soft>
    </Card>
  );
}

