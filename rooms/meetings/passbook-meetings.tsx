/** Her lines, meeting by meeting: what it was, whether she received it, and how much once the page is uncovered. */
import type { Words } from "#base";
import { Amount, Heading, Line, Lines, Mark, QuietAct, Stack } from "#look";
import type { JSX } from "preact";
import { amountUnit, fundName, productName, upper } from "./passbook-names.ts";
import type { EntrySeen, MeetingOfHers } from "./passbook-entries.ts";

/** Back in time and forward again, a page at a time. */
export function Pager({
  earlier,
  later,
  words,
}: {
  earlier: number | null;
  later: number | null;
  words: Words;
}): JSX.Element | null {
  if (earlier === null && later === null) return null;
  return (
    <div class="pull nowrap">
      {earlier === null ? (
        <span />
      ) : (
        <QuietAct href={`?page=${earlier}`}>{words.say("members.screen.earlier")}</QuietAct>
      )}
      {later !== null && <QuietAct href={`?page=${later}`}>{words.say("members.screen.later")}</QuietAct>}
    </div>
  );
}

const meetingName = (words: Words, { number, day }: Pick<MeetingOfHers, "number" | "day">): string =>
  number === null
    ? words.say("members.screen.between", { day: words.day(day, "short") })
    : words.say("members.screen.meeting", { number: String(number), day: words.day(day, "short") });

export function Meeting({
  meeting,
  words,
  isOpen,
}: {
  meeting: MeetingOfHers;
  words: Words;
  isOpen: boolean;
}): JSX.Element {
  return (
    <Stack gap="close">
      <Heading level={3}>{meetingName(words, meeting)}</Heading>
      <Lines>
        {meeting.entries.map(one => (
          <Line
            key={one.seq}
            label={entryName(words, one)}
            sub={
              one.isTakenBack
                ? words.say("members.screen.taken-back")
                : isOpen && one.reason !== null
                  ? one.reason
                  : isOpen && one.renewed
                    ? words.say("meetings.passbook.renewed", {
                        lent: words.amount(BigInt(one.renewed.lent), one.unit),
                        old: words.amount(BigInt(one.renewed.paidOff), one.unit),
                      })
                    : isOpen && one.shares
                      ? words.say("members.screen.shares-count", { count: one.shares })
                      : undefined
            }
            end={isOpen ? <Moved entry={one} words={words} /> : undefined}
          />
        ))}
      </Lines>
    </Stack>
  );
}

/** What it was, in her words: "simpanan wajib", "dana sosial", "angsuran". */
export function entryName(words: Words, one: EntrySeen): string {
  if (one.takesBack !== null)
    return words.say("meetings.taken-back", { what: entryName(words, { ...one, kind: one.takesBack, takesBack: null }) });
  if (one.product !== "" && /^savings\.(deposited|withdrawn)/.test(one.kind))
    return upper(productName(words, one.product));
  // Of a round that went to another she has a share, which counts as brought.
  if (one.kind === "pots.handed-over" && BigInt(one.amount) > 0n) return words.say("fact.pots.share");
  if (one.kind === "aid.contributed") return fundName(words, one.fund);
  const key = [`members.screen.entry.${one.kind}`, `fact.${one.kind}`].find(key => words.has(key));
  return key === undefined ? one.kind : upper(words.say(key));
}

/** What she gave stands plain; what she received is said beside it. */
function Moved({ entry, words }: { entry: EntrySeen; words: Words }): JSX.Element {
  const amount = BigInt(entry.amount);
  return (
    <>
      {amount < 0n && <Mark colour="indigo">{words.say("members.screen.received")}</Mark>}
      <Amount minor={amount < 0n ? -amount : amount} unit={amountUnit(entry.unit)} light={entry.isTakenBack} />
    </>
  );
}
