/** Closing the books through a day: nothing is entered on or before it any more. Two officers say it together. */
import { addDays, type Day, endOfLastMonth, type PageProps } from "#base";
import { Act, Card, Field, Notice, Page, Soft, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useDoing } from "./doing.ts";
import { sentenceOf } from "./say.ts";
import { useTogether } from "./together.tsx";

/** What the ledger answers about its statements, as far as it is shown here. */
interface ClosedSeen {
  readonly today: Day;
  readonly closedThrough: Day | null;
}

export function ClosePeriodView({ data, words, session }: PageProps<ClosedSeen>): JSX.Element {
  const [through, setThrough] = useState<string>(endOfLastMonth(data.today));
  const doing = useDoing();
  const together = useTogether({ words, session });
  const close = async (): Promise<void> => {
    if (await doing.run({ name: "ledger.close-period", on: data.today, body: { through } }))
      location.assign("/statements");
  };
  return (
    <Page
      title={words.say("command.ledger.close-period")}
      subtitle={
        data.closedThrough === null
          ? words.say("assembly.close.never-yet")
          : words.say("assembly.close.until-now", { day: words.day(data.closedThrough, "long") })
      }
      back={{ href: "/statements", label: words.say("ledger.statements.title") }}
      foot={
        <Act notYet={through === ""} busy={doing.busy} onClick={() => together.go(() => void close())}>
          {words.say("command.ledger.close-period")}
        </Act>
      }
    >
      <Stack>
        {doing.refusal && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{sentenceOf(doing.refusal, words, session?.unit ?? "IDR")}</p>
          </Notice>
        )}
        {together.said}
        <Card>
          <Field
            label={words.say("field.ledger.close-period.through")}
            type="date"
            max={addDays(data.today, -1)}
            value={through}
            onInput={event => setThrough(event.currentTarget.value)}
          />
          <p>{words.say("assembly.close.explain")}</p>
          <Soft>{words.say("assembly.close.once")}</Soft>
        </Card>
      </Stack>
      {together.dialog}
    </Page>
  );
}
