/** Folded slips for who asked for one instead of her page: noted for who has no phone, and printed before the meeting. */
import type { PageProps } from "#base";
import { Act, Card, Heading, Icon, Line, Lines, Notice, Page, QuietAct, SelectField, Soft, Stack, Two } from "#look";
import { called, sentenceOf, SomeoneLine, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { SlipsSeen } from "../page-reminder.ts";

export function SlipsView({ data, words }: PageProps<SlipsSeen>): JSX.Element {
  const doing = useDoing();
  const [member, setMember] = useState("");
  const choose = async (of: string, way: "slip" | "page"): Promise<void> => {
    if (await doing.run({ name: "loans.choose-reminder", on: data.on, body: { member: of, way } })) location.reload();
  };
  const ready = data.slips.filter(one => one.reminders.length > 0).length;
  return (
    <Page title={words.say("loans.slip.title")} back={{ href: "/loans/care", label: words.say("loans.care.title") }}>
      <Soft>{words.say("loans.slip.more")}</Soft>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, "IDR")}</p>
        </Notice>
      )}
      <Two>
        <Stack gap="tight">
          <Heading>{words.say("loans.slip.asked", { count: data.slips.length })}</Heading>
          <Lines>
            {data.slips.map(({ who }) => (
              <SomeoneLine key={who.member} words={words} who={who} href={`/members/${who.member}`} arrow />
            ))}
            <Line
              lead={<Icon name="print" />}
              label={words.say("loans.slip.print")}
              sub={words.say("loans.slip.ready", { count: ready })}
              href="/loans/slips/print"
              arrow
            />
          </Lines>
        </Stack>
        <Card held label={words.say("loans.slip.note")}>
          <SelectField label={words.say("loans.slip.who")} value={member} onChange={event => setMember(event.currentTarget.value)}>
            <option value="" selected={member === ""}>
              {words.say("loans.slip.choose")}
            </option>
            {[...data.slips.map(one => one.who), ...data.others].map(one => (
              <option key={one.member} value={one.member} selected={one.member === member}>
                {called(words, one)}
              </option>
            ))}
          </SelectField>
          {data.slips.some(one => one.who.member === member) ? (
            <QuietAct busy={doing.busy} onClick={() => void choose(member, "page")}>
              {words.say("loans.slip.no-more")}
            </QuietAct>
          ) : (
            <Act busy={doing.busy} notYet={member === ""} onClick={() => void choose(member, "slip")}>
              {words.say("loans.slip.note")}
            </Act>
          )}
        </Card>
      </Two>
    </Page>
  );
}
