/** Her own reminders: closed until she asks, since a phone may be shared; and how she wants to be reminded. */
import type { PageProps } from "#base";
import { Act, Card, Cards, Choices, Heading, Notice, Page, Pull, Soft, Stack } from "#look";
import { called, PrivateLine, sentenceOf, useDoing, useVeil, VeilAct } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RemindersSeen } from "../page-reminder.ts";
import { reminderWays } from "../reminder-ways.ts";

export function RemindersView({ data, words }: PageProps<RemindersSeen>): JSX.Element {
  const veil = useVeil();
  const { reminders, talkTo, way } = data;
  const names = talkTo.map(one => called(words, one));
  return (
    <Page
      title={words.say("loans.reminder.title")}
      subtitle={words.say("loans.reminder.mine-alone")}
      back={{ href: "/me", label: words.say("loans.reminder.back") }}
    >
      <Stack gap="tight">
        {way !== "off" && (
          <Pull>
            <Soft>{words.say("loans.reminder.closed")}</Soft>
            <VeilAct veil={veil} words={words} />
          </Pull>
        )}
        {veil.open && reminders.length === 0 && <p>{words.say("loans.reminder.nothing")}</p>}
        {veil.open && reminders.length > 0 && (
          <Cards>
            {reminders.map(({ loan, kind, due, amount, unit }) => (
              <Card key={loan}>
                <p>{words.say(`loans.reminder.${kind}`, { day: words.day(due) })}</p>
                <PrivateLine
                  amount={amount}
                  unit={unit}
                  of={words.say("loans.reminder.amount")}
                  veil={veil}
                  words={words}
                  size="mid"
                />
                {names.length > 0 && (
                  <Soft>
                    {words.say("loans.reminder.talk", { name: names[0]!, count: names.length, other: names[1] ?? "" })}
                  </Soft>
                )}
              </Card>
            ))}
          </Cards>
        )}
        {way === "off" && <p>{words.say("loans.reminder.is-off")}</p>}
      </Stack>
      {data.mayChoose && <Way data={data} words={words} />}
    </Page>
  );
}

function Way({ data, words }: Pick<PageProps<RemindersSeen>, "data" | "words">): JSX.Element {
  const doing = useDoing();
  const [way, setWay] = useState<string>(data.way);
  const choose = async (): Promise<void> => {
    const body = { member: data.member, way };
    if (await doing.run({ name: "loans.choose-reminder", on: data.on, body })) location.reload();
  };
  return (
    <Stack gap="tight">
      <Heading>{words.say("loans.reminder.how")}</Heading>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, "IDR")}</p>
        </Notice>
      )}
      <Choices
        name="way"
        question={words.say("loans.reminder.how")}
        value={way}
        onChange={setWay}
        choices={reminderWays.map(value => ({
          value,
          label: words.say(`choice.loans.choose-reminder.way.${value}`),
          sub: words.say(`loans.reminder.way.${value}`),
        }))}
      />
      <Act busy={doing.busy} notYet={way === data.way} onClick={() => void choose()}>
        {words.say("command.loans.choose-reminder")}
      </Act>
    </Stack>
  );
}
