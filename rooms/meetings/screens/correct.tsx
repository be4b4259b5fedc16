/**
 * A mistake of an earlier meeting is taken back in the open: which meeting, which line, and why. Nothing is erased; the
 * right entry is then written on today's sheet.
 */
import { isRefusal } from "#base";
import { Act, Bead, Line, Lines, Notice, QuietAct, Soft, Stack, TextField, Title } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask, isOffline } from "#client";
import { factName } from "./fact-words.tsx";
import { type AtTable, Frame } from "./frame.tsx";
import { called, Money } from "./say.tsx";
import type { FactSeen, ListSeen, MeetingSeen } from "./seen.ts";

type Loaded<Seen> = Seen | "waiting" | "away";

function useAnswer<Seen>(question: string, params: Readonly<Record<string, string>>): Loaded<Seen> {
  const [seen, setSeen] = useState<Loaded<Seen>>("waiting");
  useEffect(() => {
    void ask<Seen>(question, params).then(got =>
      setSeen(got === null || isOffline(got) || isRefusal(got) ? "away" : got),
    );
  }, [question, JSON.stringify(params)]);
  return seen;
}

export function Correct({ table }: { table: AtTable }): JSX.Element {
  const { words, going } = table;
  const [meeting, setMeeting] = useState<string | null>(null);
  const [fact, setFact] = useState<FactSeen | null>(null);
  const list = useAnswer<ListSeen>("meetings.list", {});
  const onBack = (): void => (fact ? setFact(null) : meeting ? setMeeting(null) : going.back());
  return (
    <Frame table={table} title={words.say("meetings.correct.title")} isOpen onBack={onBack} quiet>
      {list === "waiting" && <Soft>{words.say("meetings.plan.working")}</Soft>}
      {list === "away" && <Away table={table} />}
      {typeof list === "object" && meeting === null && (
        <>
          <Title>{words.say("meetings.correct.which-meeting")}</Title>
          {list.meetings.length === 0 && <Soft>{words.say("meetings.correct.none")}</Soft>}
          <Lines label={words.say("meetings.correct.which-meeting")}>
            {list.meetings.map(one => (
              <Line
                key={one.meeting}
                label={<b>{words.say("meetings.title", { number: String(one.number) })}</b>}
                sub={words.day(one.day)}
                arrow
                onClick={() => setMeeting(one.meeting)}
              />
            ))}
          </Lines>
        </>
      )}
      {meeting !== null && (
        <ChooseLine key={meeting} table={table} meeting={meeting} chosen={fact} onChoose={setFact} />
      )}
    </Frame>
  );
}

function ChooseLine({
  table,
  meeting,
  chosen,
  onChoose,
}: {
  table: AtTable;
  meeting: string;
  chosen: FactSeen | null;
  onChoose: (fact: FactSeen) => void;
}): JSX.Element {
  const { words, held } = table;
  const seen = useAnswer<MeetingSeen>("meetings.meeting", { meeting });
  if (seen === "waiting") return <Soft>{words.say("meetings.plan.working")}</Soft>;
  if (seen === "away" || !seen.sheet) return <Away table={table} />;
  if (chosen) return <Reason table={table} fact={chosen} seen={seen} />;
  const facts = seen.sheet.facts.filter(fact => fact.canBeTakenBack && !held.sheet.has(`correction.${fact.seq}`));
  const women = new Map(seen.sheet.women.map(one => [one.member as string, one]));
  return (
    <>
      <Title>{words.say("meetings.correct.which-line")}</Title>
      <Lines label={words.say("meetings.correct.which-line")}>
        {facts.map(fact => {
          const woman = women.get(fact.member ?? "");
          return (
            <Line
              key={fact.seq}
              {...(woman ? { lead: <Bead number={woman.number} size={32} /> } : {})}
              label={factName(words, fact, seen)}
              sub={woman ? called(words, woman) : undefined}
              end={<Money amount={fact.amount} unit={fact.unit} />}
              onClick={() => onChoose(fact)}
            />
          );
        })}
      </Lines>
    </>
  );
}

function Reason({ table, fact, seen }: { table: AtTable; fact: FactSeen; seen: MeetingSeen }): JSX.Element {
  const { words, held, going } = table;
  const [reason, setReason] = useState("");
  const woman = seen.sheet?.women.find(one => one.member === fact.member);
  const keep = (): void => {
    void held.write([
      { line: `correction.${fact.seq}`, entry: "meetings.correction", body: { seq: fact.seq, reason: reason.trim() } },
    ]);
    going.go({ step: going.at.step, view: "more" });
  };
  return (
    <Stack>
      <Stack gap="tight">
        <Title>{words.say("meetings.correct.take-back")}</Title>
        <Lines>
          <Line
            label={factName(words, fact, seen)}
            sub={[woman && called(words, woman), words.say("meetings.title", { number: String(seen.number) })]
              .filter(Boolean)
              .join(", ")}
            end={<Money amount={fact.amount} unit={fact.unit} />}
          />
        </Lines>
      </Stack>
      <TextField
        label={words.say("meetings.correct.reason")}
        hint={words.say("meetings.correct.reason-hint")}
        rows={3}
        maxLength={300}
        value={reason}
        onInput={event => setReason(event.currentTarget.value)}
      />
      <Soft>{words.say("meetings.correct.then")}</Soft>
      <Act notYet={reason.trim() === ""} onClick={keep}>
        {words.say("meetings.correct.do")}
      </Act>
    </Stack>
  );
}

function Away({ table: { words, going } }: { table: AtTable }): JSX.Element {
  return (
    <Notice colour="turmeric" icon="phone">
      <p>{words.say("meetings.correct.away")}</p>
      <QuietAct onClick={going.back}>{words.say("meetings.back")}</QuietAct>
    </Notice>
  );
}
