/**
 * The end of the meeting: the balances to remember, said aloud; then the keys turn on this very sheet, and it is sealed.
 * Nothing is locked while a line waits to be sent or for a look.
 */
import { isRefusal, type Refusal } from "#base";
import {
  Act,
  type Balance,
  Balances,
  Icon,
  Line,
  Lines,
  Notice,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
  Title,
} from "#look";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { isOffline, newId, say, sentenceOf } from "#client";
import { countedBox, fundsToCount } from "./counting.ts";
import { type AtTable, Frame } from "./frame.tsx";
import { TurnKeys } from "./keys.tsx";
import { boxNotOpened, notReadOut } from "./opening.ts";
import { boxName, calledIn, inSentence, moneyOf } from "./say.tsx";
import { markOf } from "./sheet-model.ts";
import { isWrittenHere, stepOf } from "./step-of.ts";
import { ToRemember } from "./to-remember.tsx";

export function Seal({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const funds = fundsToCount(table);
  const uncounted = funds.find(fund => !countedBox(fund, table).isSettled);
  const unopened = boxNotOpened(held.today, held.sheet);
  const unread = notReadOut(held.today, held.sheet);
  const unmarked = held.today.women.filter(one => markOf(one.member, held.sheet) === undefined);
  const { trouble } = held.today.draft;
  const waiting = [...held.sheet.values()]
    .map(line =>
      trouble?.because["line"] === line.line ? { ...line, state: "attention" as const, refusal: trouble } : line,
    )
    .filter(line => line.state === "attention");
  if (going.at.view === "keys") return <Lock table={table} />;
  if (uncounted || unopened || unread.length > 0 || unmarked.length > 0 || waiting.length > 0)
    return (
      <Frame table={table}>
        <Title>{words.say("meetings.seal.before")}</Title>
        <Lines label={words.say("meetings.seal.before")}>
          {unmarked.length > 0 && (
            <Line
              label={words.say("meetings.seal.unmarked", { count: unmarked.length })}
              lead={<Icon name="people" />}
              arrow
              onClick={() => going.go({ step: "roll" })}
            />
          )}
          {unread.length > 0 && (
            <Line
              label={words.say("meetings.attention.read-out", { count: unread.length })}
              sub={words.say("meetings.seal.not-read-out")}
              lead={<Icon name="sound" />}
              arrow
              onClick={() => going.go({ step: "recall" })}
            />
          )}
          {unopened && (
            <Line
              label={words.say("meetings.seal.not-recalled", {
                box: boxName(words, unopened.fund.fund, unopened.fund.name),
              })}
              lead={<Icon name="box" />}
              arrow
              onClick={() => going.go({ step: "recall" })}
            />
          )}
          {waiting.map(line => (
            <Line
              key={line.line}
              label={words.say(`entry.${line.entry}`)}
              sub={line.refusal && sentenceOf(line.refusal, words, held.today.unit, calledIn(held.today, words))}
              lead={<Icon name="alert" />}
              arrow
              onClick={() =>
                going.go({ step: stepOf(line.entry), ...(isWrittenHere(line) ? { view: "more" } : {}) })
              }
            />
          ))}
          {uncounted && (
            <Line
              label={words.say("meetings.count.box", {
                box: inSentence(words, boxName(words, uncounted.fund, uncounted.name)),
              })}
              lead={<Icon name="coin" />}
              arrow
              onClick={() => going.go({ step: "count", view: "box", of: uncounted.fund })}
            />
          )}
        </Lines>
      </Frame>
    );
  const balances: readonly Balance[] = funds.map(fund => ({
    key: fund.fund,
    name: boxName(words, fund.fund, fund.name),
    minor: countedBox(fund, table).counted ?? 0n,
    icon: fund.nature === "restricted" ? "hand" : fund.nature === "indivisible" ? "barn" : "box",
    dye: fund.nature === "restricted" ? "turmeric" : "indigo",
    unit: moneyOf(fund.unit),
  }));
  return (
    <Frame
      table={table}
      foot={
        <Act icon="lock" notYet={held.unsent > 0} onClick={() => going.go({ step: "seal", view: "keys" })}>
          {words.say("meetings.seal.lock")}
        </Act>
      }
    >
      <Stack gap="tight">
        <ToRemember
          words={words}
          said={funds.map(fund => [
            boxName(words, fund.fund, fund.name),
            countedBox(fund, table).counted ?? 0n,
            fund.unit,
          ])}
        />
        <Soft>{words.say("meetings.seal.remember-more")}</Soft>
      </Stack>
      <Balances balances={balances} />
      {held.unsent > 0 && (
        <Notice colour="turmeric" icon="phone">
          <p>{words.say("meetings.seal.send-first", { count: held.unsent })}</p>
          <QuietAct onClick={held.sendNow}>{words.say("meetings.seal.send-now")}</QuietAct>
        </Notice>
      )}
    </Frame>
  );
}

/** The keys on one exact sheet: the server's, looked at anew, so that what others wrote is in it. */
function Lock({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const [hash, setHash] = useState<string | null>(null);
  const [problem, setProblem] = useState<Refusal | "away" | null>(null);
  const [isSealing, setSealing] = useState(false);
  const id = useRef<{ hash: string; id: ReturnType<typeof newId> } | null>(null);
  const meeting = held.today.draft.meeting;

  const look = async (): Promise<void> => {
    setProblem(null);
    const draft = await held.follow();
    if (!draft) return setProblem("away");
    const { sheetHash } = await import("../sheet-hash.ts");
    setHash(sheetHash(draft.lines));
  };
  useEffect(() => void look(), []);
  useEffect(() => {
    // Somebody wrote on the sheet since: what the keys agreed to is another one.
    if (hash !== null)
      void import("../sheet-hash.ts").then(({ sheetHash }) => setHash(sheetHash(held.today.draft.lines)));
  }, [meeting?.revision]);

  const turned = (meeting?.keysSeal ?? []).filter(key => key.sheet === hash).map(key => key.member);
  const isComplete = hash !== null && turned.length >= held.today.rules.keys;

  const seal = async (): Promise<void> => {
    if (!meeting || hash === null || isSealing) return;
    setSealing(true);
    setProblem(null);
    // The same seal said again, after a lost answer or a server that was started anew, is the same seal.
    if (id.current?.hash !== hash) id.current = { hash, id: newId() };
    const got = await say("meetings.seal", { meeting: meeting.meeting, sheet: hash }, meeting.day, {
      id: id.current.id,
    });
    if (isOffline(got)) setProblem("away");
    else if (isRefusal(got) && got.refused !== "meetings.sealed-already") {
      id.current = null;
      setProblem(got);
    } else {
      location.assign(`/meetings/${meeting.meeting}`);
      return;
    }
    setSealing(false);
  };
  useEffect(() => {
    if (isComplete) void seal();
  }, [isComplete]);

  if (!meeting)
    return (
      <Frame table={table}>
        <StatePanel kind="empty" title={words.say("meetings.seal.is-sealed")}>
          <QuietAct href="/meetings">{words.say("meetings.list.title")}</QuietAct>
        </StatePanel>
      </Frame>
    );
  return (
    <Frame
      table={table}
      title={words.say("meetings.seal.title")}
      onBack={going.back}
      quiet
      foot={
        isComplete ? (
          <Act icon="seal" busy={isSealing} onClick={() => void seal()}>
            {words.say("meetings.seal.seal")}
          </Act>
        ) : undefined
      }
    >
      {problem && (
        <Notice colour="turmeric" icon={problem === "away" ? "phone" : "alert"} live>
          <p>
            {problem === "away"
              ? words.say("meetings.seal.away")
              : sentenceOf(problem, words, held.today.unit, calledIn(held.today, words))}
          </p>
          {problem === "away" && (
            <QuietAct onClick={() => void (isComplete ? seal() : look())}>{words.say("meetings.try-again")}</QuietAct>
          )}
        </Notice>
      )}
      {hash !== null && (
        <TurnKeys table={table} purpose="seal" turned={turned} sheet={hash}>
          <Stack gap="tight">
            <Title>{words.say("meetings.seal.sealing")}</Title>
            <Soft>{words.say("meetings.seal.sealing-more")}</Soft>
          </Stack>
        </TurnKeys>
      )}
    </Frame>
  );
}
