/** What is rarely wanted and must be found: the sheet as a list, money from outside, a past mistake, a meeting given up. */
import { Bead, Dialog, Icon, Line, Lines, Soft, Stack, Tick, Title } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Written } from "./written.tsx";
import { FormView } from "./form.tsx";
import { FormLines } from "./form-lines.tsx";
import { type AtTable, Frame } from "./frame.tsx";
import { isReceived, itemsOf, sumsOf } from "./items.ts";
import { comeForms } from "./come-forms.ts";
import { called, Money } from "./say.tsx";
import { SecondOfficer } from "./second-officer.tsx";
import type { HeldLine } from "./sheet-model.ts";
import { isWrittenHere } from "./step-of.ts";

export function More({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const [isAbandoning, setAbandoning] = useState(false);
  const step = going.at.step;
  const open =
    (view: string): (() => void) =>
    () =>
      going.go({ step, view });
  const written = [...held.sheet.values()].filter(isWrittenHere);
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
        <FormLines
          table={table}
          forms={comeForms}
          onChoose={form => going.go({ step, view: "come", of: form.name })}
        />
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
                label={[words.say(`entry.${line.entry}`), nameOf(line)].filter(Boolean).join(", ")}
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

  function nameOf({ body }: HeldLine): string {
    const woman = [...held.today.women, ...held.today.former].find(one => one.member === body["member"]);
    return woman ? called(words, woman) : "";
  }
  function amountOf(line: HeldLine): JSX.Element | undefined {
    const { body } = line;
    const { funds, rules, loans, writtenOff } = held.today;
    const unit =
      rules.products.find(one => one.product === body["product"])?.unit ??
      [...loans, ...writtenOff].find(one => one.loan === body["loan"])?.unit ??
      funds.find(one => one.fund === body["fund"])?.unit;
    return typeof line.body["amount"] === "string" && unit ? (
      <Money amount={line.body["amount"]} unit={unit} />
    ) : undefined;
  }
}

/** One of the forms of what comes besides the dues. */
export function ComeView({ table }: { table: AtTable }): JSX.Element | null {
  const { going } = table;
  const form = comeForms.find(one => one.name === going.at.of);
  return form ? <FormView table={table} form={form} onDone={going.back} onCancel={going.back} /> : null;
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

/** Two say it, since what was written goes with it. */
function Abandon({ table, onClose }: { table: AtTable; onClose: () => void }): JSX.Element {
  const { words, held } = table;
  return (
    <Dialog open onClose={onClose} title={words.say("meetings.abandon.ask")} closeLabel={words.say("meetings.close")}>
      <Stack gap="tight">
        <Soft>{words.say("meetings.abandon.two")}</Soft>
        <SecondOfficer
          table={table}
          command="meetings.abandon"
          body={{ meeting: held.today.draft.meeting!.meeting }}
          act={words.say("meetings.abandon.do")}
          onDone={() => location.assign("/")}
        />
      </Stack>
    </Dialog>
  );
}
