/** Her own settings: her PIN, her password, a second PIN for when somebody makes her open it, language, phones. */
import type { PageProps, Words } from "#base";
import {
  Act,
  Card,
  Cards,
  Dialog,
  Field,
  Heading,
  Icon,
  Line,
  Lines,
  Notice,
  Page,
  PinPad,
  QuietAct,
  Soft,
  Stack,
  TextAct,
  Title,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { SettingsSeen } from "../page-questions.ts";
import { useDoing } from "./busy.ts";
import { rememberDoor, rememberedDoor } from "./door.ts";
import { LanguageChoice } from "./language.tsx";
import { called } from "./names.tsx";
import { pinLength } from "./sit-down.tsx";
import { act, sentenceOf } from "./talk.ts";

type Change = "pin" | "plain-pin" | "password";

export function Settings({ data, words, session }: PageProps<SettingsSeen>): JSX.Element {
  const [change, setChange] = useState<Change | null>(null);
  const doing = useDoing();
  const leave = async (name: "sign-out" | "sign-out-everywhere"): Promise<void> => {
    if (await doing.run(() => act(name))) location.assign("/welcome");
  };
  return (
    <Page
      title={words.say("members.screen.settings")}
      subtitle={session ? called(words, session) : undefined}
      back={{ href: "/", label: words.say("members.screen.back") }}
    >
      <Cards>
        <Card title={words.say("members.screen.secrets")}>
          <Lines>
            <Line
              lead={<Icon name="key" />}
              label={words.say("members.sign-in.change-pin")}
              sub={words.say("members.screen.change-pin-why")}
              onClick={() => setChange("pin")}
              arrow
            />
            <Line
              lead={<Icon name="lock" />}
              label={words.say(data.hasPassword ? "members.screen.change-password" : "members.sign-in.set-password")}
              sub={words.say("members.screen.password-why")}
              onClick={() => setChange("password")}
              arrow
            />
            {!session?.isPlain && (
              <Line
                lead={<Icon name="eye" />}
                label={words.say("members.sign-in.plain-pin")}
                sub={words.say("members.sign-in.plain-pin-hint")}
                onClick={() => setChange("plain-pin")}
                arrow
              />
            )}
          </Lines>
        </Card>
        {!session?.isPlain && (
          <Card label={words.say("members.screen.my-groups")}>
            <Lines>
              <Line
                lead={<Icon name="people" />}
                label={words.say("members.screen.my-groups")}
                sub={words.say("members.groups.what")}
                href="/my-groups"
                arrow
              />
            </Lines>
          </Card>
        )}
        <Card title={words.say("members.screen.language")}>
          <LanguageChoice words={words} at="/settings" />
        </Card>
        {data.mayLetDevicesIn && <Devices data={data} words={words} />}
        {data.operatorActs.length > 0 && <OperatorActs data={data} words={words} />}
        <Card title={words.say("members.screen.group")}>
          <Lines>
            <Line lead={<Icon name="scale" />} label={words.say("members.screen.rules")} href="/rules" arrow />
            <Line lead={<Icon name="people" />} label={words.say("members.screen.officers")} href="/officers" arrow />
            <Line lead={<Icon name="box" />} label={words.say("members.screen.things")} href="/things" arrow />
            <Line
              lead={<Icon name="book" />}
              label={words.say("records.books.title")}
              sub={words.say("records.books.what")}
              href="/records"
              arrow
            />
            {data.seesBackups && (
              <Line lead={<Icon name="lock" />} label={words.say("members.backups")} href="/backups" arrow />
            )}
            <Line
              lead={<Icon name="home" />}
              label={words.say("members.screen.places")}
              sub={data.place ?? words.say("members.places.not-said")}
              href="/places"
              arrow
            />
            <Line
              lead={<Icon name="seal" />}
              label={words.say("members.screen.federation")}
              sub={data.federation ?? words.say("members.federation.alone")}
              href="/federation"
              arrow
            />
          </Lines>
        </Card>
        <Card title={words.say("members.screen.leave-phone")}>
          <QuietAct icon="exit" busy={doing.busy} onClick={() => void leave("sign-out")}>
            {words.say("members.sign-in.sign-out")}
          </QuietAct>
          <TextAct busy={doing.busy} onClick={() => void leave("sign-out-everywhere")}>
            {words.say("members.sign-in.sign-out-everywhere")}
          </TextAct>
        </Card>
      </Cards>
      <Dialog
        open={change !== null}
        onClose={() => setChange(null)}
        title={change ? words.say(`members.screen.change.${change}`) : ""}
        closeLabel={words.say("members.screen.close")}
      >
        {change && <ChangeSecret key={change} change={change} words={words} onDone={() => setChange(null)} />}
      </Dialog>
    </Page>
  );
}

/** She shows once more that it is she, then says the new one twice. */
function ChangeSecret({ change, words, onDone }: { change: Change; words: Words; onDone: () => void }): JSX.Element {
  const [step, setStep] = useState<"current" | "new" | "again">("current");
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const [again, setAgain] = useState("");
  const [isUnlike, setUnlike] = useState(false);
  const doing = useDoing();
  const isPin = change !== "password";
  const finish = async (typed: string): Promise<void> => {
    setAgain("");
    if (typed !== fresh) {
      setUnlike(true);
      setFresh("");
      return setStep("new");
    }
    const field = change === "pin" ? "pin" : change === "password" ? "password" : "plain_pin";
    if (
      await doing.run(() =>
        act(change === "plain-pin" ? "set-plain-pin" : `set-${change}`, { current, [field]: fresh }),
      )
    )
      return onDone();
    setFresh("");
    setStep("current");
  };
  const takeAway = async (): Promise<void> => {
    if (await doing.run(() => act("set-plain-pin", { current, plain_pin: "" }))) onDone();
  };
  const refusal = doing.refusal && (
    <Notice colour="turmeric" icon="alert" live>
      <p>{sentenceOf(words, doing.refusal)}</p>
    </Notice>
  );
  if (step === "current")
    return (
      <form
        class="stack tight"
        onSubmit={event => {
          event.preventDefault();
          if (current !== "") setStep("new");
        }}
      >
        {change === "plain-pin" && <Soft>{words.say("members.screen.plain-pin-why")}</Soft>}
        <Field
          label={words.say("members.screen.current-secret")}
          hint={words.say("members.screen.current-secret-hint")}
          type="password"
          value={current}
          onInput={event => setCurrent(event.currentTarget.value)}
          autocomplete="current-password"
        />
        {refusal}
        <Act type="submit" notYet={current === ""} busy={doing.busy}>
          {words.say("members.screen.next")}
        </Act>
        {change === "plain-pin" && (
          <TextAct notYet={current === ""} busy={doing.busy} onClick={() => void takeAway()}>
            {words.say("members.screen.plain-pin-away")}
          </TextAct>
        )}
      </form>
    );
  const isNew = step === "new";
  const next = (typed: string): void => {
    if (!isNew) return void finish(typed);
    setUnlike(false);
    setStep("again");
  };
  return (
    <Stack gap="tight">
      <Title level={3}>{words.say(isNew ? `members.screen.new.${change}` : "members.screen.once-more")}</Title>
      {isPin ? (
        <PinPad
          key={step}
          label={words.say(isNew ? `members.screen.new.${change}` : "members.screen.once-more")}
          value={isNew ? fresh : again}
          onChange={isNew ? setFresh : setAgain}
          onFull={next}
          length={pinLength}
          eraseLabel={words.say("members.screen.erase-digit")}
          problem={isUnlike && isNew ? words.say("members.screen.pins-unlike") : undefined}
          busy={doing.busy}
          autocomplete="new-password"
        />
      ) : (
        <form
          key={step}
          class="stack tight"
          onSubmit={event => {
            event.preventDefault();
            const typed = isNew ? fresh : again;
            if (typed !== "") next(typed);
          }}
        >
          <Field
            label={words.say("members.sign-in.password")}
            hint={words.say("members.screen.password-hint")}
            problem={isUnlike && isNew ? words.say("members.screen.pins-unlike") : undefined}
            type="password"
            value={isNew ? fresh : again}
            onInput={event => (isNew ? setFresh : setAgain)(event.currentTarget.value)}
            autocomplete="new-password"
          />
          <Act type="submit" busy={doing.busy} notYet={(isNew ? fresh : again) === ""}>
            {words.say("members.screen.next")}
          </Act>
        </form>
      )}
    </Stack>
  );
}

/** The phones on which members may sign in by PIN; a lost one is let out. */
function Devices({ data, words }: { data: SettingsSeen; words: Words }): JSX.Element {
  const doing = useDoing();
  const letIn = async (kind: "meeting" | "own"): Promise<void> => {
    if (!(await doing.run(() => act("register-device", { kind })))) return;
    const door = rememberedDoor();
    if (door) rememberDoor({ ...door, isKnown: true });
    location.reload();
  };
  const letOut = async (device: string): Promise<void> => {
    if (await doing.run(() => act("revoke-device", { device }))) location.reload();
  };
  return (
    <Card title={words.say("members.screen.devices")}>
      <Soft>{words.say("members.screen.devices-why")}</Soft>
      {data.devices.length > 0 && (
        <Lines>
          {data.devices.map(one => (
            <Line
              key={one.device}
              lead={<Icon name="phone" />}
              label={words.say(`members.sign-in.device-${one.kind}`)}
              sub={words.say(one.by ? "members.screen.device-by" : "members.screen.device-by-operator", {
                name: one.by ? called(words, one.by) : "",
                day: words.day(one.since as never, "short"),
              })}
              end={
                <TextAct busy={doing.busy} onClick={() => void letOut(one.device)}>
                  {words.say("members.screen.let-out")}
                </TextAct>
              }
            />
          ))}
        </Lines>
      )}
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(words, doing.refusal)}</p>
        </Notice>
      )}
      <Heading level={3}>{words.say("members.sign-in.device")}</Heading>
      <QuietAct busy={doing.busy} icon="people" onClick={() => void letIn("meeting")}>
        {words.say("members.sign-in.device-meeting")}
      </QuietAct>
      <QuietAct busy={doing.busy} icon="phone" onClick={() => void letIn("own")}>
        {words.say("members.sign-in.device-own")}
      </QuietAct>
    </Card>
  );
}

/** Nobody outside the group does anything at its door unseen. */
function OperatorActs({ data, words }: { data: SettingsSeen; words: Words }): JSX.Element {
  return (
    <Card title={words.say("members.screen.operator-acts")}>
      <Soft>{words.say("members.screen.operator-acts-why")}</Soft>
      <Lines>
        {data.operatorActs.map((one, place) => (
          <Line
            key={place}
            lead={<Icon name={one.what === "device-trusted" ? "phone" : "key"} />}
            label={words.say(`members.screen.operator-act.${one.what}`, {
              number: String(one.member?.number ?? ""),
              name: one.member ? called(words, one.member) : "",
            })}
            sub={words.day(one.on, "long")}
          />
        ))}
      </Lines>
    </Card>
  );
}
