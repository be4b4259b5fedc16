/** What is rarely wanted and must be found: the sheet as a list, money from outside, a past mistake, a meeting given up. */
import { isRefusal, type Refusal } from "#base";
import { Act, Bead, Dialog, Field, Icon, Line, Lines, Notice, PinPad, Soft, Stack, Tick, Title } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { isOffline, say, sentenceOf } from "#client";
import { Written } from "./written.tsx";
import { FormView, formContext } from "./form.tsx";
import { type AtTable, Frame } from "./frame.tsx";
import { isReceived, itemsOf, sumsOf } from "./items.ts";
import { pinLength } from "./keys.tsx";
import { enrolForm, incomeForm } from "./come-forms.ts";
import { called, calledIn, Money } from "./say.tsx";
import type { HeldLine } from "./sheet-model.ts";

export function More({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const [isAbandoning, setAbandoning] = useState(false);
  const step = going.at.step;
  const open =
    (view: string): (() => void) =>
    () =>
      going.go({ step, view });
  const written = [...held.sheet.values()].filter(
    line => line.entry === "meetings.income" || line.entry === "meetings.correction",
  );
  return (
    <Frame table={table} title={words.say("meetings.more.title")} isOpen onBack={going.back}>
      <Lines label={words.say("meetings.more.title")}>
        <Line
          lead={<Icon name="list" size={32} />}
          label={<b>{words.say("meetings.more.list")}</b>}
          sub={words.say("meetings.more.list.what")}
          arrow
          onClick={open("list")}
        />
        <Line
          lead={<Icon name="plus" size={32} />}
          label={<b>{words.say("meetings.form.income")}</b>}
          sub={words.say("meetings.form.income.what")}
          arrow
          onClick={open("income")}
        />
        {enrolForm.isOffered(formContext(table)) && (
          <Line
            lead={<Icon name="heart" size={32} />}
            label={<b>{words.say("meetings.form.enrol")}</b>}
            sub={words.say("meetings.form.enrol.what")}
            arrow
            onClick={open("enrol")}
          />
        )}
        <Line
          lead={<Icon name="undo" size={32} />}
          label={<b>{words.say("meetings.correct.title")}</b>}
          sub={words.say("meetings.correct.what")}
          arrow
          onClick={open("correct")}
        />
        <Line
          lead={<Icon name="close" size={32} />}
          label={<b>{words.say("meetings.abandon.title")}</b>}
          sub={words.say("meetings.abandon.what")}
          arrow
          onClick={() => setAbandoning(true)}
        />
      </Lines>
      {written.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("meetings.more.written")}</Title>
          <Lines label={words.say("meetings.more.written")}>
            {written.map(line => (
              <Written
                key={line.line}
                table={table}
                line={line}
                label={words.say(`entry.${line.entry}`)}
                sub={String(line.body["purpose"] ?? line.body["reason"] ?? "")}
                end={amountOf(line)}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {isAbandoning && <Abandon table={table} onClose={() => setAbandoning(false)} />}
    </Frame>
  );

  function amountOf(line: HeldLine): JSX.Element | undefined {
    const unit = held.today.funds.find(one => one.fund === line.body["fund"])?.unit;
    return typeof line.body["amount"] === "string" && unit ? (
      <Money amount={line.body["amount"]} unit={unit} />
    ) : undefined;
  }
}

export function IncomeView({ table }: { table: AtTable }): JSX.Element {
  return <FormView table={table} form={incomeForm} onDone={table.going.back} onCancel={table.going.back} />;
}

export function EnrolView({ table }: { table: AtTable }): JSX.Element {
  return <FormView table={table} form={enrolForm} onDone={table.going.back} onCancel={table.going.back} />;
}

/** Everybody on one list, for a phone: who has been, and how much. */
export function SheetList({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const rows = held.today.women.map(woman => ({ woman, items: itemsOf(woman, held.today, held.sheet) }));
  const got = rows.flatMap(row => row.items.filter(isReceived));
  return (
    <Frame table={table} title={words.say("meetings.more.list")} isOpen onBack={going.back}>
      <Stack gap="close">
        {sumsOf(got).map(({ unit, amount }) => (
          <p key={unit} class="sum">
            <b>{words.say("meetings.sheet.got")}</b>
            <Money amount={amount} unit={unit} size="mid" />
          </p>
        ))}
        {sumsOf(rows.flatMap(row => row.items)).map(({ unit, amount }) => (
          <p key={unit} class="sum">
            <span class="soft">{words.say("meetings.sheet.when-all")}</span>
            <Money amount={amount} unit={unit} light />
          </p>
        ))}
      </Stack>
      <Lines label={words.say("meetings.more.list")}>
        {rows.map(({ woman, items }) => {
          const received = items.filter(isReceived);
          return (
            <Line
              key={woman.member}
              lead={<Bead number={woman.number} size={32} />}
              label={called(words, woman)}
              end={
                <>
                  {sumsOf(received.length > 0 ? received : items).map(({ unit, amount }) => (
                    <Money key={unit} amount={amount} unit={unit} light={received.length === 0} />
                  ))}
                  <Tick state={received.length > 0 ? "done" : "todo"} />
                </>
              }
            />
          );
        })}
      </Lines>
    </Frame>
  );
}

/** Two say it: whoever is signed in, and another officer by her own number and PIN. */
function Abandon({ table, onClose }: { table: AtTable; onClose: () => void }): JSX.Element {
  const { words, held } = table;
  const meeting = held.today.draft.meeting!;
  const [number, setNumber] = useState("");
  const [pin, setPin] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Refusal | "away" | null>(null);
  const giveUp = async (typed: string): Promise<void> => {
    if (number === "" || isBusy) return;
    setBusy(true);
    const got = await say("meetings.abandon", { meeting: meeting.meeting }, meeting.day, {
      spokenBy: { number: Number(number), pin: typed },
    });
    setPin("");
    setBusy(false);
    if (isOffline(got)) setProblem("away");
    else if (isRefusal(got)) setProblem(got);
    else location.assign("/");
  };
  return (
    <Dialog open onClose={onClose} title={words.say("meetings.abandon.ask")} closeLabel={words.say("meetings.close")}>
      <Stack gap="tight">
        <Soft>{words.say("meetings.abandon.two")}</Soft>
        <Field
          label={words.say("meetings.abandon.number")}
          inputMode="numeric"
          autocomplete="off"
          figures
          value={number}
          onInput={event => setNumber(event.currentTarget.value.replace(/\D/g, "").slice(0, 6))}
        />
        <PinPad
          label={words.say("meetings.abandon.pin")}
          value={pin}
          length={pinLength}
          onChange={setPin}
          onFull={typed => void giveUp(typed)}
          eraseLabel={words.say("meetings.keys.erase")}
          busy={isBusy}
        />
        {problem && (
          <Notice colour="turmeric" icon="alert" live>
            <p>
              {problem === "away"
                ? words.say("meetings.keys.away")
                : sentenceOf(problem, words, held.today.unit, calledIn(held.today, words))}
            </p>
          </Notice>
        )}
        <Act notYet={number === "" || pin.length < pinLength} busy={isBusy} onClick={() => void giveUp(pin)}>
          {words.say("meetings.abandon.do")}
        </Act>
      </Stack>
    </Dialog>
  );
}
