/** What is rarely wanted and must be found: the sheet as a list, money from outside, a past mistake, a meeting given up. */
import { Icon, Line, Lines, Stack, Title } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Written } from "./written.tsx";
import { FormLines } from "./form-lines.tsx";
import { type AtTable, Frame } from "./frame.tsx";
import { actionSaid } from "./action-forms.ts";
import { meetingForms } from "./meeting-forms.ts";
import { lazily } from "./lazily.tsx";
import { called, Money } from "./say.tsx";
import type { HeldLine } from "./sheet-model.ts";
import { isWrittenHere } from "./step-of.ts";

const Abandon = lazily(() => import("./abandon.tsx").then(file => file.Abandon));

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
          forms={meetingForms}
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
                sub={ofAction(line) ?? String(line.body["purpose"] ?? line.body["reason"] ?? "")}
                end={amountOf(line)}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {isAbandoning && <Abandon table={table} onClose={() => setAbandoning(false)} />}
    </Frame>
  );

  function ofAction({ body }: HeldLine): string | undefined {
    const action = held.today.actions.find(one => one.action === body["action"]);
    return action && actionSaid(words, action, body).join(" · ");
  }
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
