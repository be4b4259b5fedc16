/** Hers: what she learned, and which public schemes she lets the group know of. For herself and the officers. */
import type { Day, Document, PageProps, Words } from "#base";
import { newId } from "#client";
import { called, type Together, useDoing, useTogether } from "#assembly/parts";
import { Act, Dialog, Field, Heading, Line, Lines, Mark, Page, QuietAct, Soft, Stack, Two } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LearningSeen } from "../server.ts";
import { Refused } from "./refused.tsx";
import { trainingSaid } from "./trainings.tsx";

type Props = PageProps<LearningSeen>;
/** How she sits down beside an officer is drawn with the page, so that its words are there when it is asked for. */
type Inside = Props & { readonly together: Together };
type SchemeSeen = LearningSeen["schemes"][number];

export function LearningView(props: Props): JSX.Element {
  const { data, words } = props;
  const together = useTogether(props);
  const [shown, setShown] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const open = data.schemes.find(one => one.enrolment === shown);
  const close = words.say("records.learning.close");
  return (
    <Page
      title={words.say("records.learning.title")}
      subtitle={called(words, data.who)}
      back={{
        href: data.isHers ? "/me" : `/members/${data.who.member}`,
        label: words.say("records.learning.back"),
      }}
      foot={data.mayWrite ? <Act onClick={() => setAdding(true)}>{words.say("records.enrol-in-scheme")}</Act> : undefined}
    >
      <Two even>
        <Stack gap="tight">
          <Heading>{words.say("records.learning.schemes")}</Heading>
          {data.schemes.length === 0 ? (
            <Soft>{words.say("records.learning.no-schemes")}</Soft>
          ) : (
            <Lines label={words.say("records.learning.schemes")}>
              {data.schemes.map(one => (
                <Line
                  key={one.enrolment}
                  label={one.name ?? ""}
                  sub={schemeSaid(words, one)}
                  end={
                    one.isToRenew ? <Mark colour="turmeric">{words.say("records.learning.to-renew")}</Mark> : undefined
                  }
                  onClick={data.mayWrite ? () => setShown(one.enrolment) : undefined}
                  arrow={data.mayWrite}
                />
              ))}
            </Lines>
          )}
          <Soft small>{words.say("records.learning.who-sees")}</Soft>
        </Stack>
        <Stack gap="tight">
          <Heading>{words.say("records.learning.learned")}</Heading>
          {data.trainings.length === 0 ? (
            <Soft>{words.say("records.learning.no-trainings")}</Soft>
          ) : (
            <>
              <Lines label={words.say("records.learning.learned")}>
                {data.trainings.map(one => (
                  <Line key={one.training} label={one.title} sub={trainingSaid(words, one)} />
                ))}
              </Lines>
              <Soft>{words.say("records.learning.hours-in-all", { count: data.hours })}</Soft>
            </>
          )}
        </Stack>
      </Two>
      <Dialog
        open={isAdding}
        onClose={() => setAdding(false)}
        title={words.say("records.enrol-in-scheme")}
        closeLabel={close}
      >
        {isAdding && <SchemeForm {...props} together={together} />}
      </Dialog>
      <Dialog open={open !== undefined} onClose={() => setShown(null)} title={open?.name ?? ""} closeLabel={close}>
        {open && <SchemeChange key={open.enrolment} {...props} together={together} scheme={open} />}
      </Dialog>
      {together.dialog}
    </Page>
  );
}

function schemeSaid(words: Words, { since, renewOn, endedOn }: SchemeSeen): string {
  const day = (one: Day): string => words.day(one, "short");
  if (endedOn !== null) return words.say("records.learning.was-in", { since: day(since), until: day(endedOn) });
  return renewOn === null
    ? words.say("records.learning.since", { since: day(since) })
    : words.say("records.learning.since-and-renew", { since: day(since), renew: day(renewOn) });
}

/** Says it at once where it is hers; an officer first asks her to sit down beside her. */
function useSaying({ data, today, together }: Inside) {
  const doing = useDoing();
  const run = async (name: string, body: Document): Promise<void> => {
    if (await doing.run({ name, on: today, body })) location.assign(`/members/${data.who.member}/learning`);
  };
  return {
    doing,
    say: (name: string, body: Document): void =>
      data.isHers ? void run(name, body) : together.go(() => void run(name, body)),
  };
}

function SchemeForm(props: Inside): JSX.Element {
  const { data, words, today } = props;
  const [said, setSaid] = useState({ scheme: "", since: today as string, renew_on: "" });
  const [enrolment] = useState(newId);
  const { doing, say } = useSaying(props);
  const put = (field: keyof typeof said) => (event: { readonly currentTarget: { readonly value: string } }) =>
    setSaid({ ...said, [field]: event.currentTarget.value });
  const body = {
    enrolment,
    member: data.who.member,
    scheme: said.scheme.trim(),
    since: said.since,
    ...(said.renew_on === "" ? {} : { renew_on: said.renew_on }),
  };
  return (
    <Stack gap="tight">
      <Field
        label={words.say("records.enrol-in-scheme.scheme")}
        hint={words.say("records.learning.scheme-hint")}
        maxLength={120}
        autocomplete="off"
        value={said.scheme}
        onInput={put("scheme")}
      />
      <Field
        type="date"
        label={words.say("records.enrol-in-scheme.since")}
        max={today}
        value={said.since}
        onInput={put("since")}
      />
      <Field
        type="date"
        label={words.say("records.enrol-in-scheme.renew_on")}
        hint={words.say("records.learning.may-be-empty")}
        value={said.renew_on}
        onInput={put("renew_on")}
      />
      {!data.isHers && <Soft small>{words.say("records.learning.with-her")}</Soft>}
      <Refused doing={doing} words={words} />
      <Act
        busy={doing.busy}
        notYet={body.scheme === "" || said.since === ""}
        onClick={() => say("records.enrol-in-scheme", body)}
      >
        {words.say("records.learning.save")}
      </Act>
    </Stack>
  );
}

/** It was renewed until another day, is over, or is to stand here no longer. */
function SchemeChange(props: Inside & { readonly scheme: SchemeSeen }): JSX.Element {
  const { data, words, today, scheme } = props;
  const [renewOn, setRenewOn] = useState("");
  const [lastDay, setLastDay] = useState<string>(today);
  const { doing, say } = useSaying(props);
  const change = (of: Readonly<Record<string, string>>): void =>
    say("records.change-scheme", { enrolment: scheme.enrolment, ...of });
  return (
    <Stack gap="tight">
      <Soft>{schemeSaid(words, scheme)}</Soft>
      {scheme.endedOn === null && (
        <>
          <Field
            type="date"
            label={words.say("records.change-scheme.renew_on")}
            value={renewOn}
            onInput={event => setRenewOn(event.currentTarget.value)}
          />
          <QuietAct busy={doing.busy} notYet={renewOn === ""} onClick={() => change({ renew_on: renewOn })}>
            {words.say("records.learning.renew")}
          </QuietAct>
          <Field
            type="date"
            label={words.say("records.change-scheme.last_day")}
            value={lastDay}
            onInput={event => setLastDay(event.currentTarget.value)}
          />
          <QuietAct busy={doing.busy} notYet={lastDay === ""} onClick={() => change({ last_day: lastDay })}>
            {words.say("records.learning.over")}
          </QuietAct>
        </>
      )}
      <Soft small>{words.say("records.learning.take-back-more")}</Soft>
      <QuietAct
        busy={doing.busy}
        onClick={() => say("records.take-back-scheme", { enrolment: scheme.enrolment })}
      >
        {words.say("records.take-back-scheme")}
      </QuietAct>
      {!data.isHers && <Soft small>{words.say("records.learning.with-her")}</Soft>}
      <Refused doing={doing} words={words} />
    </Stack>
  );
}
