/** Loans above the limit: voted on apart from the loan, and told to the assembly at the meeting after. */
import { Bead, Line, Lines, Soft, Stack, Title } from "#look";
import type { JSX } from "preact";
import { type ExceptionAt, exceptionsAt } from "./exceptions-at.ts";
import { isCarried } from "./form-parts.ts";
import type { AtTable } from "./frame.tsx";
import { exceptionPlace, votesOf } from "./requests.ts";
import { called } from "./say.tsx";
import { Written } from "./written.tsx";

export function Exceptions({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const { today, sheet } = held;
  const all = exceptionsAt(today, sheet);
  const [asked, told] = [all.filter(one => one.status === "asked"), all.filter(one => one.status === "granted")];
  return (
    <>
      {asked.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("loans.agenda.above")}</Title>
          <Lines label={words.say("loans.agenda.above")}>
            {asked.map(one => {
              const vote = sheet.get(exceptionPlace(one.loan, 1));
              if (vote)
                return (
                  <Written
                    key={one.loan}
                    table={table}
                    line={vote}
                    label={nameOf(one)}
                    sub={words.say(isCarried(votesOf(vote)) ? "meetings.votes.carried" : "meetings.votes.not-carried")}
                    others={[exceptionPlace(one.loan, 2)]}
                  />
                );
              return (
                <Line
                  key={one.loan}
                  lead={<Bead number={numberOf(one)} size={44} />}
                  label={<b>{nameOf(one)}</b>}
                  sub={
                    <>
                      <span class="turmeric-t">{words.say("loans.agenda.to-vote")}</span>{" "}
                      {[said(one), one.reason].filter(Boolean).join(" ")}
                    </>
                  }
                  arrow
                  onClick={() => going.go({ step: "decide", view: "form", of: `exception:${one.loan}` })}
                />
              );
            })}
          </Lines>
        </Stack>
      )}
      {told.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("loans.agenda.told")}</Title>
          <Soft>{words.say("loans.agenda.told-more")}</Soft>
          <Lines label={words.say("loans.agenda.told")}>
            {told.map(one => (
              <Line
                key={one.loan}
                lead={<Bead number={numberOf(one)} size={44} />}
                label={<b>{nameOf(one)}</b>}
                sub={[said(one), one.reason].filter(Boolean).join(" ")}
              />
            ))}
          </Lines>
        </Stack>
      )}
    </>
  );

  function said({ amount, unit, sharePercent, limitPercent }: ExceptionAt): string {
    const sum = words.amount(BigInt(amount), unit);
    return sharePercent === null
      ? words.say("loans.agenda.sum", { amount: sum, limit: limitPercent })
      : words.say("loans.agenda.share", { amount: sum, share: sharePercent, limit: limitPercent });
  }
  function womanOf({ member }: ExceptionAt) {
    return [...today.women, ...today.former].find(one => one.member === member);
  }
  function nameOf(one: ExceptionAt): string {
    const woman = womanOf(one);
    return woman ? called(words, woman) : "";
  }
  function numberOf(one: ExceptionAt): number {
    return womanOf(one)?.number ?? 0;
  }
}
