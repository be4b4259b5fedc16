/**
 * A first PIN, or a new one for a forgotten one: two officers show that it is they, then she types her own PIN while
 * the others look away. Nobody else ever sees it.
 */
import type { PageProps, Words } from "#base";
import { Act, Field, Page, PinPad, Soft, Stack, StatePanel, StepName, TextAct, Thread, Title } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { MemberSeen } from "../page-questions.ts";
import { useDoing } from "./busy.ts";
import { safePath } from "./door.ts";
import { backToHer } from "./member-acts.tsx";
import { called } from "./names.tsx";
import { pinLength } from "./sit-down.tsx";
import { act, sentenceOf } from "./talk.ts";

interface Typed {
  readonly number: string;
  readonly by: "pin" | "password";
  readonly secret: string;
}
const nothing: Typed = { number: "", by: "pin", secret: "" };

export function GivePinView({ data, words, session, params }: PageProps<MemberSeen>): JSX.Element {
  const [step, setStep] = useState(0);
  const [officers, setOfficers] = useState<readonly [Typed, Typed]>([
    { ...nothing, number: session ? String(session.number) : "" },
    nothing,
  ]);
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [isUnlike, setUnlike] = useState(false);
  const [isDone, setDone] = useState(false);
  const doing = useDoing();
  useEffect(() => scrollTo(0, 0), [step]);
  const name = called(words, data.person);
  const steps = ["officer-1", "officer-2", "hers", "again"].map((one, index) => ({
    name: words.say(`members.screen.pin-step.${one}`),
    state: index < step ? ("done" as const) : index === step ? ("now" as const) : ("todo" as const),
  }));

  const give = async (typed: string): Promise<void> => {
    if (typed !== pin) {
      setUnlike(true);
      setAgain("");
      setPin("");
      setStep(2);
      return;
    }
    const done = await doing.run(() =>
      act("reset-pin", {
        member: data.person.member,
        pin,
        officers: officers.map(({ number, by, secret }) => ({ number, [by]: secret })),
      }),
    );
    if (done) return setDone(true);
    // Whatever was refused: all secrets are typed anew.
    setPin("");
    setAgain("");
    setOfficers([
      { ...officers[0], secret: "" },
      { ...officers[1], secret: "" },
    ]);
    setStep(0);
  };
  const setOfficer = (place: 0 | 1, typed: Partial<Typed>): void =>
    setOfficers(
      place === 0 ? [{ ...officers[0], ...typed }, officers[1]] : [officers[0], { ...officers[1], ...typed }],
    );

  const takeFirst = (): void => {
    setUnlike(false);
    setStep(3);
  };
  const stepBack = (event: MouseEvent): void => {
    event.preventDefault();
    setStep(step - 1);
  };
  // Whoever came from elsewhere, the keys of a meeting, goes on there.
  const goOn = (): void => (params["to"] === undefined ? backToHer(data) : location.assign(safePath(params["to"])));
  const back = {
    href: params["to"] === undefined ? `/members/${data.person.member}` : safePath(params["to"]),
    label: words.say("members.screen.back"),
    ...(step === 0 ? {} : { onClick: stepBack }),
  };
  if (isDone)
    return (
      <Page
        title={words.say("members.give-pin")}
        subtitle={name}
        back={back}
        foot={<Act onClick={goOn}>{words.say("members.screen.done")}</Act>}
      >
        <StatePanel kind="empty" title={words.say("members.screen.pin-done", { name })}>
          <Soft>{words.say("members.screen.pin-done-more")}</Soft>
        </StatePanel>
      </Page>
    );
  return (
    <Page
      title={words.say("members.give-pin")}
      subtitle={name}
      back={back}
      steps={
        <>
          <Thread label={words.say("members.screen.steps")} steps={steps} />
          <StepName name={steps[step]!.name} />
        </>
      }
    >
      {step < 2 ? (
        <OfficerThere
          key={step}
          words={words}
          typed={officers[step as 0 | 1]}
          onChange={typed => setOfficer(step as 0 | 1, typed)}
          onNext={() => setStep(step + 1)}
          problem={doing.refusal ? sentenceOf(words, doing.refusal) : undefined}
        />
      ) : (
        <Stack gap="tight">
          <Title>
            {words.say(step === 2 ? "members.screen.pin-choose" : "members.screen.pin-once-more", { name })}
          </Title>
          <Soft>{words.say("members.screen.look-away")}</Soft>
          <PinPad
            key={step}
            label={words.say("members.sign-in.new-pin")}
            value={step === 2 ? pin : again}
            onChange={step === 2 ? setPin : setAgain}
            onFull={typed => (step === 2 ? takeFirst() : void give(typed))}
            length={pinLength}
            eraseLabel={words.say("members.screen.erase-digit")}
            problem={isUnlike && step === 2 ? words.say("members.screen.pins-unlike") : undefined}
            busy={doing.busy}
            autocomplete="new-password"
          />
        </Stack>
      )}
    </Page>
  );
}

/** Her number, and her PIN; or her password, where her PIN was tried too often or she never had one. */
function OfficerThere({
  words,
  typed,
  onChange,
  onNext,
  problem,
}: {
  words: Words;
  typed: Typed;
  onChange: (typed: Partial<Typed>) => void;
  onNext: () => void;
  problem: string | undefined;
}): JSX.Element {
  const isByPin = typed.by === "pin";
  const isTyped = typed.number !== "" && (isByPin ? typed.secret.length === pinLength : typed.secret !== "");
  return (
    <form
      class="stack tight"
      onSubmit={event => {
        event.preventDefault();
        if (isTyped) onNext();
      }}
    >
      <Field
        label={words.say("members.screen.officer-number")}
        value={typed.number}
        onInput={event => onChange({ number: event.currentTarget.value.replace(/\D/g, "").slice(0, 6) })}
        inputMode="numeric"
        autocomplete="off"
        figures
      />
      {isByPin ? (
        <PinPad
          label={words.say("members.screen.officer-pin")}
          showLabel
          value={typed.secret}
          onChange={secret => onChange({ secret })}
          onFull={() => typed.number !== "" && onNext()}
          length={pinLength}
          eraseLabel={words.say("members.screen.erase-digit")}
          problem={problem}
        />
      ) : (
        <Field
          label={words.say("members.screen.officer-password")}
          type="password"
          value={typed.secret}
          onInput={event => onChange({ secret: event.currentTarget.value })}
          autocomplete="off"
          maxLength={128}
          problem={problem}
        />
      )}
      <Act notYet={!isTyped} type="submit">
        {words.say("members.screen.next")}
      </Act>
      <TextAct onClick={() => onChange({ by: isByPin ? "password" : "pin", secret: "" })}>
        {words.say(isByPin ? "members.sign-in.with-password" : "members.sign-in.with-pin")}
      </TextAct>
    </form>
  );
}
