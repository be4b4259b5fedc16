/** Everybody's lines of a sealed meeting, for those who keep the books: a table, and what stands beside it. */
import type { Words } from "#base";
import { Bead, Line, Lines, PlainTable, Stack, Title } from "#look";
import type { JSX } from "preact";
import { factName, writtenWith } from "./fact-words.tsx";
import { bareName, called, Money } from "./say.tsx";
import { amountOf, broughtBy, cameBy, columnsOfSealed, handedTo } from "./sealed-columns.ts";
import type { MeetingSeen, SheetSeen } from "./seen.ts";

/** Her mark, with who brought her payment where somebody did. */
export const markSaid = (words: Words, { mark, representative }: SheetSeen["women"][number]): string =>
  mark === null
    ? ""
    : representative === null
      ? words.say(`meetings.mark.short.${mark}`)
      : words.say("meetings.mark.by", { mark: words.say(`meetings.mark.short.${mark}`), name: representative });

export function SealedSheet({ data, words }: { data: MeetingSeen; words: Words }): JSX.Element {
  const { women, facts } = data.sheet!;
  const columns = columnsOfSealed(data, words);
  const unit = data.funds[0]?.unit ?? "";
  const rows = women.map(woman => {
    const hers = facts.filter(fact => fact.member === woman.member);
    return [
      <span key="who" class="p-name">
        <Bead number={woman.number} size={24} /> {woman.number}. {bareName(words, woman)}
      </span>,
      markSaid(words, woman),
      ...columns.map(column => {
        const inColumn = hers.filter(column.of);
        if (inColumn.length === 0) return "·";
        if (column.isShares) return inColumn.reduce((sum, fact) => sum + (fact.shares ?? 0), 0);
        return cameBy(inColumn).map(total => (
          <Money key={total.unit} amount={total.amount} unit={total.unit} bare={total.unit === unit} />
        ));
      }),
      cameBy(broughtBy(hers)).map(total => (
        <Money key={total.unit} amount={total.amount} unit={total.unit} bare={total.unit === unit} />
      )),
    ];
  });
  const others = facts.filter(fact => !columns.some(column => column.of(fact)));
  const handed = handedTo(others);
  return (
    <Stack>
      <Title>{words.say("meetings.sheet.caption")}</Title>
      <PlainTable
        caption={words.say("meetings.sheet.caption")}
        heads={[
          words.say("meetings.sheet.woman"),
          words.say("meetings.step.roll"),
          ...columns.map(column => column.head),
          words.say("meetings.sheet.sum"),
        ]}
        rows={rows}
      />
      {others.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("meetings.sealed.besides")}</Title>
          <Lines label={words.say("meetings.sealed.besides")}>
            {others.map(fact => {
              const woman = women.find(one => one.member === fact.member);
              return (
                <Line
                  key={fact.seq}
                  {...(woman ? { lead: <Bead number={woman.number} size={32} /> } : {})}
                  label={factName(words, fact, data)}
                  sub={[
                    woman && called(words, woman),
                    handed.includes(fact) ? words.say("meetings.sealed.out") : "",
                    fact.isTakenBack ? words.say("meetings.sealed.was-taken-back") : "",
                    ...writtenWith(words, fact),
                  ]
                    .filter(Boolean)
                    .join(", ")}
                  end={<Money amount={amountOf(fact)} unit={fact.unit} />}
                />
              );
            })}
          </Lines>
        </Stack>
      )}
    </Stack>
  );
}
