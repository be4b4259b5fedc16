/** Her offices: what she holds now, one more to take, one to give up. Two people say it. */
import { type Day, type PageProps, parseDay, type Role } from "#base";
import { Act, CheckField, Field, Heading, Line, Lines, Mark, SelectField, Soft, Stack, TextAct } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { refusalToHold } from "../office-rules.ts";
import type { MemberSeen } from "../page-questions.ts";
import { useDoing } from "./busy.ts";
import { AboutHer } from "./member-acts.tsx";
import { atHead, called } from "./names.tsx";
import { useTogether } from "./sit-down.tsx";
import { newId, say, sentenceOf } from "./talk.ts";

const memberRoles: readonly Role[] = [
  "chair",
  "treasurer",
  "secretary",
  "money-counter",
  "key-holder",
  "supervisory-committee",
];

export function HerOffices({ data, words, session, today }: PageProps<MemberSeen>): JSX.Element {
  const [role, setRole] = useState<Role | "">("");
  const [from, setFrom] = useState<string>(today);
  const [until, setUntil] = useState("");
  const [hasEnd, setHasEnd] = useState(false);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const held = data.offices.filter(one => one.until === null || one.until >= today);
  const choices = data.person.kind === "official" ? (["field-officer"] as const) : memberRoles;
  const term =
    parseDay(from) && (!hasEnd || parseDay(until))
      ? { from: from as Day, ...(hasEnd ? { until: until as Day } : {}) }
      : null;

  // Said before it is pressed: which two offices do not go together.
  const mixed =
    role !== "" && term
      ? refusalToHold({
          role,
          from: term.from,
          until: term.until ?? null,
          kind: data.person.kind,
          held: data.offices.map(one => ({
            member_id: data.person.member,
            role: one.role,
            from_on: one.from,
            until_on: one.until,
            substitute_for: one.substituteFor?.member ?? null,
          })),
        })
      : null;

  const speak = (name: string, body: Readonly<Record<string, unknown>>): void =>
    together.go(() => {
      void doing
        .run(() => say({ id: newId(), name, on: today, body: { member: data.person.member, ...body } }))
        .then(done => done && location.reload());
    });

  return (
    <>
      <AboutHer
        data={data}
        words={words}
        doing={doing}
        title={words.say("members.screen.her-offices")}
        foot={
          <Act
            busy={doing.busy}
            notYet={role === "" || term === null || mixed !== null}
            onClick={() => role !== "" && term && speak("members.take-office", { role, ...term })}
          >
            {words.say("members.take-office")}
          </Act>
        }
      >
        <Stack gap="close">
          <Heading>{words.say("members.screen.holds-now")}</Heading>
          {held.length === 0 ? (
            <Soft>{words.say("members.screen.holds-none")}</Soft>
          ) : (
            <Lines>
              {held.map(one => (
                <Line
                  key={`${one.role}${one.from}`}
                  label={atHead(words.say(`role.${one.role}`))}
                  sub={
                    one.substituteFor
                      ? words.say("members.screen.stands-in", {
                          name: called(words, one.substituteFor),
                          until: words.day(one.until!, "short"),
                        })
                      : words.say("members.screen.since", { day: words.day(one.from, "short") })
                  }
                  end={
                    one.until === null ? (
                      <TextAct
                        busy={doing.busy}
                        onClick={() => speak("members.give-up-office", { role: one.role, until: today })}
                      >
                        {words.say("members.give-up-office")}
                      </TextAct>
                    ) : (
                      <Mark colour="soft">
                        {words.say("members.screen.until", { day: words.day(one.until, "short") })}
                      </Mark>
                    )
                  }
                />
              ))}
            </Lines>
          )}
        </Stack>
        <Stack gap="tight">
          <SelectField
            label={words.say("members.screen.one-more-office")}
            problem={mixed ? sentenceOf(words, mixed) : undefined}
            value={role}
            onChange={event => setRole(event.currentTarget.value as Role | "")}
          >
            <option value="">{words.say("members.screen.choose")}</option>
            {choices.map(one => (
              <option key={one} value={one}>
                {atHead(words.say(`role.${one}`))}
              </option>
            ))}
          </SelectField>
          <Field
            label={words.say("members.take-office.from")}
            type="date"
            min={today}
            value={from}
            onInput={event => setFrom(event.currentTarget.value)}
          />
          <CheckField
            label={words.say("members.screen.has-last-day")}
            checked={hasEnd}
            onChange={event => setHasEnd(event.currentTarget.checked)}
          />
          {hasEnd && (
            <Field
              label={words.say("members.take-office.until")}
              type="date"
              min={from}
              value={until}
              onInput={event => setUntil(event.currentTarget.value)}
            />
          )}
        </Stack>
        {together.said}
      </AboutHer>
      {together.dialog}
    </>
  );
}
