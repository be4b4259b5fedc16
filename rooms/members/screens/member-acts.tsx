/** What is done about one member, a page each: her name, how to reach her, leaving. The money stands on her own page. */
import type { PageProps } from "#base";
import { Act, Bead, Choices, Field, Heading, Line, Lines, Notice, Page, Soft, Stack, TextField, Two, Who } from "#look";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { MemberSeen } from "../page-questions.ts";
import { type Doing, useDoing } from "./busy.ts";
import { atHead, called, officesSaid } from "./names.tsx";
import { useTogether } from "./sit-down.tsx";
import { newId, say, sentenceOf } from "./talk.ts";

type Props = PageProps<MemberSeen>;

/** The frame of such a page: whose it is, the form, what was refused. */
export function AboutHer({
  data,
  words,
  title,
  foot,
  doing,
  children,
}: Pick<Props, "data" | "words"> & {
  title: string;
  foot: ComponentChildren;
  doing: Doing;
  children: ComponentChildren;
}): JSX.Element {
  const { person } = data;
  return (
    <Page
      title={title}
      subtitle={called(words, person)}
      back={{ href: `/members/${person.member}`, label: words.say("members.screen.back") }}
      foot={foot}
    >
      <Two>
        <Stack>
          {children}
          {doing.refusal && (
            <Notice colour="turmeric" icon="alert" live>
              <p>{sentenceOf(words, doing.refusal)}</p>
            </Notice>
          )}
        </Stack>
        <Who
          bead={<Bead number={person.number} size={72} />}
          number={words.say("members.screen.number", { number: String(person.number) })}
          name={called(words, person)}
          note={officesSaid(words, person.offices)}
        />
      </Two>
    </Page>
  );
}

export const backToHer = (data: MemberSeen): void => location.assign(`/members/${data.person.member}`);

export function RenameView({ data, words, today }: Props): JSX.Element {
  const [name, setName] = useState(data.person.name ?? "");
  const [id] = useState(newId);
  const doing = useDoing();
  const notYet = name.trim() === "" || name.trim() === data.person.name;
  const rename = async (): Promise<void> => {
    const done = await doing.run(() =>
      say({ id, name: "members.rename", on: today, body: { member: data.person.member, name: name.trim() } }),
    );
    if (done) backToHer(data);
  };
  return (
    <AboutHer
      data={data}
      words={words}
      doing={doing}
      title={words.say("members.rename")}
      foot={
        <Act busy={doing.busy} notYet={notYet} onClick={() => void rename()}>
          {words.say("members.rename")}
        </Act>
      }
    >
      <Field
        label={words.say("members.rename.name")}
        hint={words.say("members.screen.name-hint")}
        value={name}
        onInput={event => setName(event.currentTarget.value)}
        maxLength={80}
        autocomplete="off"
      />
    </AboutHer>
  );
}

const contactFields = ["telephone", "dwelling", "next_of_kin", "note"] as const;

export function ContactView({ data, words, today }: Props): JSX.Element {
  const contact = data.contact;
  const before: Readonly<Record<(typeof contactFields)[number], string>> = {
    telephone: contact?.telephone ?? "",
    dwelling: contact?.dwelling ?? "",
    next_of_kin: contact?.nextOfKin ?? "",
    note: contact?.note ?? "",
  };
  const [now, setNow] = useState(before);
  const [id] = useState(newId);
  const doing = useDoing();
  const changed = contactFields.filter(field => now[field].trim() !== before[field]);
  const save = async (): Promise<void> => {
    // "-" takes a text back: what is not said stays as it was.
    const body = Object.fromEntries(changed.map(field => [field, now[field].trim() === "" ? "-" : now[field].trim()]));
    const done = await doing.run(() =>
      say({ id, name: "members.set-contact", on: today, body: { member: data.person.member, ...body } }),
    );
    if (done) backToHer(data);
  };
  const set = (field: (typeof contactFields)[number], text: string): void => setNow({ ...now, [field]: text });
  return (
    <AboutHer
      data={data}
      words={words}
      doing={doing}
      title={words.say("members.set-contact")}
      foot={
        <Act busy={doing.busy} notYet={changed.length === 0 || !data.maySee} onClick={() => void save()}>
          {words.say("members.screen.save")}
        </Act>
      }
    >
      <Soft>{words.say("members.screen.contact-why")}</Soft>
      <Field
        label={words.say("members.set-contact.telephone")}
        value={now.telephone}
        onInput={event => set("telephone", event.currentTarget.value)}
        inputMode="tel"
        maxLength={30}
        autocomplete="off"
      />
      <Field
        label={words.say("members.set-contact.dwelling")}
        value={now.dwelling}
        onInput={event => set("dwelling", event.currentTarget.value)}
        maxLength={120}
        autocomplete="off"
      />
      <Field
        label={words.say("members.set-contact.next_of_kin")}
        value={now.next_of_kin}
        onInput={event => set("next_of_kin", event.currentTarget.value)}
        maxLength={120}
        autocomplete="off"
      />
      <TextField
        label={words.say("members.set-contact.note")}
        value={now.note}
        onInput={event => set("note", event.currentTarget.value)}
        maxLength={300}
      />
    </AboutHer>
  );
}

export function LeaveView({ data, words, session, today }: Props): JSX.Element {
  const [status, setStatus] = useState<string>();
  const [id] = useState(newId);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const leave = async (): Promise<void> => {
    const done = await doing.run(() =>
      say({ id, name: "members.leave", on: today, body: { member: data.person.member, status } }),
    );
    if (done) backToHer(data);
  };
  return (
    <>
      <AboutHer
        data={data}
        words={words}
        doing={doing}
        title={words.say("members.leave")}
        foot={
          <Act busy={doing.busy} notYet={status === undefined} onClick={() => together.go(() => void leave())}>
            {words.say("members.leave")}
          </Act>
        }
      >
        <Soft>{words.say("members.screen.leave-why")}</Soft>
        <Choices
          name="status"
          question={words.say("members.leave.status")}
          showQuestion
          value={status}
          onChange={setStatus}
          choices={["left", "moved", "died"].map(value => ({
            value,
            label: atHead(words.say(`members.status.${value}`)),
          }))}
        />
        {data.things.length > 0 && (
          <Stack gap="close">
            <Heading>{words.say("members.screen.has-with-her")}</Heading>
            <Lines>
              {data.things.map(one => (
                <Line
                  key={one.thing}
                  label={one.name}
                  sub={words.say(`members.thing.${one.kind}`)}
                  href="/things"
                  arrow
                />
              ))}
            </Lines>
          </Stack>
        )}
        {together.said}
      </AboutHer>
      {together.dialog}
    </>
  );
}
