/**
 * A woman joins, or somebody from outside works for the group: a name and the next number are enough. The bead is shown
 * before it is hers.
 */
import { memberIdFrom, type PageProps, parseDay } from "#base";
import { Act, Bead, Card, CheckField, Field, Notice, Page, Soft, Stack, Two, Who } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ListSeen } from "../page-questions.ts";
import { useDoing } from "./busy.ts";
import { called } from "./names.tsx";
import { useTogether } from "./sit-down.tsx";
import { newId, say, sentenceOf } from "./talk.ts";

export const JoinView = (props: PageProps<ListSeen>): JSX.Element => <NewPerson {...props} says="members.join" />;

/** She keeps no books here and may not vote; what she may see and say is a field officer's. */
export const AppointView = (props: PageProps<ListSeen>): JSX.Element => (
  <NewPerson {...props} says="members.appoint-official" />
);

function NewPerson({
  data,
  words,
  session,
  today,
  says,
}: PageProps<ListSeen> & { says: "members.join" | "members.appoint-official" }): JSX.Element {
  const isOfficial = says === "members.appoint-official";
  const [name, setName] = useState("");
  const [number, setNumber] = useState(String(data.nextNumber));
  const [telephone, setTelephone] = useState("");
  const [ids] = useState(() => ({ id: newId(), person: newId(), member: memberIdFrom(chance()) }));
  const together = useTogether({ words, session });
  const doing = useDoing();
  const holder = data.people.find(one => String(one.number) === number);
  const [hasEnd, setHasEnd] = useState(false);
  const [until, setUntil] = useState("");
  const notYet =
    name.trim() === "" || number === "" || holder !== undefined || (isOfficial && hasEnd && !parseDay(until));

  const join = async (): Promise<void> => {
    const done = await doing.run(() =>
      say({
        id: ids.id,
        name: says,
        on: today,
        body: {
          member: ids.member,
          person: ids.person,
          number,
          name: name.trim(),
          ...(telephone.trim() === "" ? {} : { telephone: telephone.trim() }),
          ...(isOfficial ? { role: "field-officer", ...(hasEnd ? { until } : {}) } : {}),
        },
      }),
    );
    if (done) location.assign(`/members/${ids.member}`);
  };
  const wanted = doing.refusal ? sentenceOf(words, doing.refusal) : undefined;

  return (
    <Page
      title={words.say(says)}
      back={{ href: isOfficial ? "/officers" : "/members", label: words.say("members.screen.back") }}
      foot={
        <Act type="submit" form="join" busy={doing.busy} notYet={notYet}>
          {words.say(says)}
        </Act>
      }
    >
      <Two>
        <form
          id="join"
          class="stack"
          onSubmit={event => {
            event.preventDefault();
            if (!notYet) together.go(() => void join());
          }}
        >
          {isOfficial && <Soft>{words.say("members.screen.appoint-why")}</Soft>}
          <Field
            label={words.say("members.join.name")}
            hint={words.say("members.screen.name-hint")}
            value={name}
            onInput={event => setName(event.currentTarget.value)}
            maxLength={80}
            autocomplete="off"
          />
          <Field
            label={words.say("members.join.number")}
            hint={words.say("members.screen.join-number-hint")}
            problem={
              holder &&
              words.say("members.screen.number-of", {
                number,
                name: called(words, holder),
                next: String(data.nextNumber),
              })
            }
            value={number}
            onInput={event => setNumber(event.currentTarget.value.replace(/\D/g, "").slice(0, 6))}
            inputMode="numeric"
            figures
            autocomplete="off"
          />
          <Field
            label={words.say("members.screen.telephone-if")}
            value={telephone}
            onInput={event => setTelephone(event.currentTarget.value)}
            inputMode="tel"
            maxLength={30}
            autocomplete="off"
          />
          {isOfficial && (
            <CheckField
              label={words.say("members.screen.has-last-day")}
              checked={hasEnd}
              onChange={event => setHasEnd(event.currentTarget.checked)}
            />
          )}
          {isOfficial && hasEnd && (
            <Field
              label={words.say("members.appoint-official.until")}
              type="date"
              min={today}
              value={until}
              onInput={event => setUntil(event.currentTarget.value)}
            />
          )}
          {wanted && (
            <Notice colour="turmeric" icon="alert" live>
              <p>{wanted}</p>
            </Notice>
          )}
        </form>
        <Stack gap="tight">
          <Card label={words.say("members.screen.her-bead")}>
            <Who
              bead={<Bead number={Number(number) || data.nextNumber} size={72} />}
              number={words.say("members.screen.number", { number: number === "" ? String(data.nextNumber) : number })}
              name={
                name.trim() === ""
                  ? words.say("members.screen.her-name")
                  : called(words, { number: 0, name: name.trim() })
              }
              note={words.say("members.screen.her-bead")}
            />
          </Card>
          {together.said}
        </Stack>
      </Two>
      {together.dialog}
    </Page>
  );
}

const chance = (): Uint8Array => crypto.getRandomValues(new Uint8Array(10));
