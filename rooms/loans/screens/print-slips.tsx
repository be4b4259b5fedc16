/** The slips on paper, one a member: her bead and name at the head, what is near inside, to be folded with the writing inwards. */
import type { PageProps } from "#base";
import { Act, amountText, Page, Papers, PassbookPage, StatePanel } from "#look";
import { called, unitShown } from "#assembly/parts";
import type { JSX } from "preact";
import type { SlipsSeen } from "../page-reminder.ts";

export function SlipsPrint({ data, words, session }: PageProps<SlipsSeen>): JSX.Element {
  const slips = data.slips.filter(one => one.reminders.length > 0);
  return (
    <Page
      paper
      title={words.say("loans.slip.print")}
      back={{ href: "/loans/slips", label: words.say("loans.slip.back") }}
      foot={
        slips.length > 0 && (
          <Act icon="print" onClick={() => globalThis.print()}>
            {words.say("loans.slip.print")}
          </Act>
        )
      }
    >
      {slips.length === 0 && <StatePanel kind="empty" title={words.say("loans.slip.none")} />}
      <Papers>
        {slips.map(({ who, reminders }) => (
          <PassbookPage
            key={who.member}
            label={words.say("loans.slip.for", { name: called(words, who) })}
            organisation={session?.organisation}
            head={{
              title: called(words, who),
              note: session?.organisationName ?? "",
              right: words.say("loans.slip.fold"),
              rightNote: words.day(data.on, "short"),
              member: who.number,
            }}
            heads={["instalment", "", "bring"].map(one => (one === "" ? "" : words.say(`loans.slip.${one}`)))}
            rows={reminders.map(one => [
              words.day(one.due, "short"),
              words.say(`loans.slip.${one.kind}`),
              amountText(BigInt(one.amount), unitShown(one.unit), words.locale),
            ])}
            notes={[words.say("loans.slip.talk")]}
            totals={[]}
          />
        ))}
      </Papers>
    </Page>
  );
}
