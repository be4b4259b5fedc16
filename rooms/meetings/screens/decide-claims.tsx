/** What was reported to a fund of aid: who made sure of it, and what is on the sheet of it. */
import { Icon, Line, Lines, Mark, Stack, Title } from "#look";
import type { JSX } from "preact";
import type { AtTable } from "./frame.tsx";
import { called } from "./say.tsx";
import type { TodaySeen } from "./seen.ts";
import type { HeldLine } from "./sheet-model.ts";
import { Written } from "./written.tsx";

export function Claims({
  table,
  reported,
  claims,
}: {
  table: AtTable;
  /** Of before, which two have to make sure of. */
  reported: TodaySeen["draft"]["claims"];
  /** On today's sheet. */
  claims: readonly HeldLine[];
}): JSX.Element {
  const { words, held, going } = table;
  const nameOf = (member: unknown): string => {
    const woman = held.today.women.find(one => one.member === member);
    return woman ? called(words, woman) : "";
  };
  const eventOf = (event: unknown): string => words.say(`choice.aid.claim.event.${String(event)}`);
  return (
    <Stack gap="tight">
      <Title>{words.say("meetings.decide.claims")}</Title>
      <Lines label={words.say("meetings.decide.claims")}>
        {reported.map(claim => (
          <Line
            key={claim.claim}
            lead={<Icon name="heart" />}
            label={nameOf(claim.member)}
            sub={[eventOf(claim.event), words.day(claim.happenedOn, "short")].join(", ")}
            end={
              held.sheet.has(`claim.${claim.claim}.2`) ? (
                <Mark colour="leaf">{words.say("meetings.decide.made-sure")}</Mark>
              ) : (
                <Mark colour="turmeric">{words.say("meetings.decide.reported")}</Mark>
              )
            }
            arrow
            onClick={() => going.go({ step: "decide", view: "form", of: `verify:${claim.claim}` })}
          />
        ))}
        {claims.map(line => (
          <Written
            key={line.line}
            table={table}
            line={line}
            label={nameOf(line.body["member"])}
            sub={eventOf(line.body["event"])}
            others={[line.line.replace(/1$/, "2")]}
          />
        ))}
      </Lines>
    </Stack>
  );
}
