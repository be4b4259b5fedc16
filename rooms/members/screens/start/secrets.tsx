/**
 * The group's word at the door, and the first PINs. Each woman types hers herself while the others look away; who is
 * not here today gets hers later from two officers.
 */
import type { MemberId, Words } from "#base";
import { Bead, Card, Dialog, Field, Icon, Line, Lines, PinPad, Soft, Stack, TextAct, Tick, Title } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { called, officesSaid } from "../names.tsx";
import { pinLength } from "../sit-down.tsx";
import { type Draft, keyHoldersOf, type Named, namedFounders, pathSaid, rolesOf, type Step } from "./draft.ts";
import { isEasyPin } from "./easy-pin.ts";
import type { StepProps } from "./start.tsx";

/** Typed in this tab and kept nowhere else. */
export type Secrets = Readonly<Partial<Record<MemberId, { readonly pin?: string; readonly password?: string }>>>;

type SecretStep = StepProps & { readonly secrets: Secrets; readonly setSecrets: (secrets: Secrets) => void };

export function Word({ draft, words, set }: StepProps): JSX.Element {
  return (
    <Stack>
      <Title>{words.say("members.screen.start.word")}</Title>
      <Soft>{words.say("members.screen.start.word-more")}</Soft>
      <Field
        label={words.say("members.sign-in.group")}
        hint={words.say("members.screen.start.word-hint")}
        value={draft.handle}
        placeholder={suggestion(draft)}
        onInput={event => set({ handle: event.currentTarget.value.toLowerCase().replace(/[\s_]+/g, "-") })}
        autocapitalize="none"
        autocomplete="off"
        spellcheck={false}
        maxLength={30}
      />
      {draft.handle === "" && suggestion(draft) !== "" && (
        <TextAct onClick={() => set({ handle: suggestion(draft) })}>
          {words.say("members.screen.start.take-word", { word: suggestion(draft) })}
        </TextAct>
      )}
    </Stack>
  );
}

/** "Kelompok Melati" would be called "melati". */
const suggestion = (draft: Draft): string =>
  draft.name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\b(kelompok|koperasi|group|chapter)\b/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[-\d]+|-+$/g, "")
    .slice(0, 30);

export function Password({ draft, words, secrets, setSecrets }: SecretStep): JSX.Element {
  const treasurer = namedFounders(draft).find(one => one.member === draft.offices.treasurer);
  const [isChoosing, setChoosing] = useState(false);
  if (!treasurer) return <Soft>{words.say("members.screen.start.missing.treasurer")}</Soft>;
  const hers = secrets[treasurer.member] ?? {};
  return (
    <Stack>
      <Title>{words.say("members.screen.start.password", { name: called(words, treasurer) })}</Title>
      <Soft>{words.say("members.screen.start.password-more")}</Soft>
      <Field
        label={words.say("members.sign-in.password")}
        hint={words.say("members.screen.password-hint")}
        type="password"
        value={hers.password ?? ""}
        onInput={event =>
          setSecrets({ ...secrets, [treasurer.member]: { ...hers, password: event.currentTarget.value } })
        }
        autocomplete="new-password"
        maxLength={128}
      />
      <Lines>
        <PinLine
          words={words}
          one={treasurer}
          has={hers.pin !== undefined}
          onClick={() => setChoosing(true)}
          sub={words.say("members.screen.start.pin-why")}
        />
      </Lines>
      <ChoosePin
        words={words}
        one={isChoosing ? treasurer : null}
        onClose={() => setChoosing(false)}
        onChosen={pin => setSecrets({ ...secrets, [treasurer.member]: { ...hers, pin } })}
      />
    </Stack>
  );
}

export function Pins({ draft, words, secrets, setSecrets }: SecretStep): JSX.Element {
  const [choosing, setChoosing] = useState<Named | null>(null);
  const holders = namedFounders(draft).filter(
    one => rolesOf(draft, one.member).length > 0 && one.member !== draft.offices.treasurer,
  );
  return (
    <Stack>
      <Title>{words.say("members.screen.start.pins")}</Title>
      <Soft>{words.say("members.screen.start.pins-more")}</Soft>
      <Lines>
        {holders.map(one => (
          <PinLine
            key={one.member}
            words={words}
            one={one}
            has={secrets[one.member]?.pin !== undefined}
            sub={officesSaid(words, rolesOf(draft, one.member))}
            onClick={() => setChoosing(one)}
          />
        ))}
      </Lines>
      <ChoosePin
        words={words}
        one={choosing}
        onClose={() => setChoosing(null)}
        onChosen={pin =>
          choosing && setSecrets({ ...secrets, [choosing.member]: { ...secrets[choosing.member], pin } })
        }
      />
    </Stack>
  );
}

function PinLine({
  words,
  one,
  has,
  sub,
  onClick,
}: {
  words: Words;
  one: Named;
  has: boolean;
  sub: string;
  onClick: () => void;
}): JSX.Element {
  return (
    <Line
      lead={<Bead number={one.number} size={44} />}
      label={<b>{called(words, one)}</b>}
      sub={has ? words.say("members.screen.start.pin-typed") : sub}
      end={has ? <Tick state="done" /> : <Icon name="key" />}
      onClick={onClick}
    />
  );
}

/** She types it twice, alone with the pad. */
function ChoosePin({
  words,
  one,
  onClose,
  onChosen,
}: {
  words: Words;
  one: Named | null;
  onClose: () => void;
  onChosen: (pin: string) => void;
}): JSX.Element {
  const name = one ? called(words, one) : "";
  return (
    <Dialog open={one !== null} onClose={onClose} title={name} closeLabel={words.say("members.screen.close")}>
      {one && (
        <TwicePin
          key={one.member}
          words={words}
          onChosen={pin => {
            onChosen(pin);
            onClose();
          }}
        />
      )}
    </Dialog>
  );
}

function TwicePin({ words, onChosen }: { words: Words; onChosen: (pin: string) => void }): JSX.Element {
  const [first, setFirst] = useState("");
  const [again, setAgain] = useState("");
  const [isAgain, setIsAgain] = useState(false);
  const [problem, setProblem] = useState<string>();
  const takeFirst = (pin: string): void => {
    if (isEasyPin(pin)) {
      setProblem(words.say("members.pin-too-easy"));
      return setFirst("");
    }
    setProblem(undefined);
    setIsAgain(true);
  };
  const takeAgain = (pin: string): void => {
    if (pin === first) return onChosen(pin);
    setProblem(words.say("members.screen.pins-unlike"));
    setFirst("");
    setAgain("");
    setIsAgain(false);
  };
  return (
    <Stack gap="tight">
      <Soft>{words.say(isAgain ? "members.screen.once-more" : "members.screen.look-away")}</Soft>
      <PinPad
        key={isAgain ? "again" : "first"}
        label={words.say(isAgain ? "members.screen.once-more" : "members.sign-in.new-pin")}
        value={isAgain ? again : first}
        onChange={isAgain ? setAgain : setFirst}
        onFull={isAgain ? takeAgain : takeFirst}
        length={pinLength}
        eraseLabel={words.say("members.screen.erase-digit")}
        problem={problem}
        autocomplete="new-password"
      />
    </Stack>
  );
}

export function Ready({
  draft,
  words,
  secrets,
  go,
}: StepProps & { secrets: Secrets; go: (step: Step) => void }): JSX.Element {
  const named = namedFounders(draft);
  const treasurer = named.find(one => one.member === draft.offices.treasurer);
  const without = named.filter(one => rolesOf(draft, one.member).length > 0 && secrets[one.member]?.pin === undefined);
  const lines: readonly { readonly step: Step; readonly label: string; readonly sub: string }[] = [
    { step: "name", label: draft.name.trim(), sub: [draft.place.trim(), pathSaid(draft.path)].filter(Boolean).join(", ") },
    {
      step: "way",
      label: words.say(`members.screen.way.${draft.template}`),
      sub: words.say(`members.screen.currency.${draft.unit}`),
    },
    {
      step: "women",
      label: words.say("members.screen.how-many", { count: named.length }),
      sub: named.map(one => one.name).join(", "),
    },
    {
      step: "keys",
      label: words.say("members.screen.keys", { count: draft.keys }),
      sub: keyHoldersOf(draft)
        .map(one => one.name)
        .join(", "),
    },
    { step: "word", label: draft.handle, sub: words.say("members.screen.start.step.word") },
  ];
  return (
    <Stack>
      <Title>{words.say("members.screen.start.ready")}</Title>
      <Soft>{words.say("members.screen.start.ready-more", { name: treasurer ? called(words, treasurer) : "" })}</Soft>
      <Card held label={words.say("members.screen.start.ready")}>
        <Lines>
          {lines.map(({ step, label, sub }) => (
            <Line key={step} label={<b>{label}</b>} sub={sub === "" ? undefined : sub} onClick={() => go(step)} arrow />
          ))}
        </Lines>
      </Card>
      {without.length > 0 && (
        <Soft>
          {words.say("members.screen.start.without-pin", {
            names: new Intl.ListFormat(words.locale, { type: "conjunction" }).format(
              without.map(one => called(words, one)),
            ),
          })}
        </Soft>
      )}
    </Stack>
  );
}
