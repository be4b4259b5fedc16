/**
 * The door: the group's word and her number, then her PIN on a phone the group knows, or her password from anywhere.
 * One thing at a time, and a refusal stands where it was asked, in a sentence.
 */
import type { PageProps } from "#base";
import { Act, Field, Notice, Page, PinPad, QuietAct, Soft, Stack, TextAct, Title, Two } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useDoing } from "./busy.ts";
import { rememberDoor, rememberedDoor, safePath } from "./door.ts";
import { LanguageChoice } from "./language.tsx";
import { pinLength } from "./sit-down.tsx";
import { act, sentenceOf } from "./talk.ts";

export function SignIn({ words, params }: PageProps): JSX.Element {
  const [handle, setHandle] = useState(params["group"] ?? "");
  const [number, setNumber] = useState(params["number"] ?? "");
  const [step, setStep] = useState<"who" | "secret">("who");
  const [by, setBy] = useState<"pin" | "password">("pin");
  const [secret, setSecret] = useState("");
  const doing = useDoing();
  useEffect(() => {
    const door = rememberedDoor();
    if (door && handle === "") setHandle(door.handle);
    if (door && !door.isKnown) setBy("password");
  }, []);

  const enter = async (typed: string): Promise<void> => {
    const done = await doing.run(() => act("sign-in", { handle, number, [by]: typed, language: words.locale }));
    setSecret("");
    if (!done) return;
    rememberDoor({ handle, isKnown: by === "pin" || rememberedDoor()?.isKnown === true });
    // What stands behind "#" goes along: the code of a paper that was scanned.
    location.assign(safePath(params["to"]) + location.hash);
  };
  const change = (next: "pin" | "password"): void => {
    setBy(next);
    setSecret("");
    doing.forget();
  };
  const refusal = doing.refusal && (
    <Notice colour="turmeric" icon="alert" live>
      <p>{sentenceOf(words, doing.refusal)}</p>
      {by === "pin" && ["members.device-unknown", "members.account-locked"].includes(doing.refusal.refused) && (
        <TextAct onClick={() => change("password")}>{words.say("members.sign-in.with-password")}</TextAct>
      )}
    </Notice>
  );
  const back =
    step === "secret"
      ? { href: "/sign-in", label: words.say("members.screen.back"), onClick: backTo }
      : { href: "/welcome", label: words.say("members.screen.back") };
  function backTo(event: MouseEvent): void {
    event.preventDefault();
    setStep("who");
    setSecret("");
    doing.forget();
  }

  if (step === "who")
    return (
      <Page
        title={words.say("members.sign-in.title")}
        back={back}
        foot={
          <Act notYet={handle.trim() === "" || number === ""} type="submit" form="who">
            {words.say("members.screen.next")}
          </Act>
        }
      >
        <form
          id="who"
          class="stack"
          onSubmit={event => {
            event.preventDefault();
            if (handle.trim() !== "" && number !== "") setStep("secret");
          }}
        >
          <Field
            label={words.say("members.sign-in.group")}
            hint={words.say("members.sign-in.group-hint")}
            value={handle}
            onInput={event => setHandle(event.currentTarget.value)}
            autocomplete="organization"
            autocapitalize="none"
            spellcheck={false}
            maxLength={40}
          />
          <Field
            label={words.say("members.sign-in.number")}
            hint={words.say("members.screen.number-hint")}
            value={number}
            onInput={event => setNumber(event.currentTarget.value.replace(/\D/g, "").slice(0, 6))}
            inputMode="numeric"
            autocomplete="username"
            figures
          />
        </form>
        <Stack gap="tight">
          <TextAct href="/start">{words.say("members.screen.welcome.start")}</TextAct>
          <LanguageChoice words={words} at="/sign-in" />
        </Stack>
      </Page>
    );
  return (
    <Page
      title={words.say("members.sign-in.title")}
      subtitle={`${handle.trim()}, ${words.say("members.screen.number", { number })}`}
      back={back}
      foot={
        by === "password" ? (
          <Act type="submit" form="secret" busy={doing.busy} notYet={secret === ""}>
            {words.say("members.sign-in.enter")}
          </Act>
        ) : undefined
      }
    >
      <Two>
        {by === "pin" ? (
          <Stack gap="tight">
            <Title>{words.say("members.screen.your-pin")}</Title>
            {refusal ?? <Soft>{words.say("members.sign-in.pin-hint")}</Soft>}
            <PinPad
              label={words.say("members.screen.your-pin")}
              value={secret}
              onChange={setSecret}
              onFull={typed => void enter(typed)}
              length={pinLength}
              eraseLabel={words.say("members.screen.erase-digit")}
              busy={doing.busy}
              autocomplete="current-password"
            />
          </Stack>
        ) : (
          <form
            id="secret"
            class="stack tight"
            onSubmit={event => {
              event.preventDefault();
              if (secret !== "") void enter(secret);
            }}
          >
            <Title>{words.say("members.screen.your-password")}</Title>
            {refusal}
            <Field
              label={words.say("members.sign-in.password")}
              type="password"
              value={secret}
              onInput={event => setSecret(event.currentTarget.value)}
              autocomplete="current-password"
              maxLength={128}
            />
          </form>
        )}
        <Stack gap="tight">
          <QuietAct onClick={() => change(by === "pin" ? "password" : "pin")} icon={by === "pin" ? "lock" : "phone"}>
            {words.say(by === "pin" ? "members.sign-in.with-password" : "members.sign-in.with-pin")}
          </QuietAct>
          <Soft small>{words.say("members.sign-in.forgot")}</Soft>
        </Stack>
      </Two>
    </Page>
  );
}
