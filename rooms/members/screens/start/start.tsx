/**
 * A group begins: one question a screen, Back and Next under the thumb. What was said is safe through a reload; nothing
 * is written in any book until the last press.
 */
import type { PageProps, Words } from "#base";
import { Act, cashUnit, Icon, Look, Notice, Page, QuietAct, StepName, Tool, useLook } from "#look";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useDoing } from "../busy.ts";
import { rememberDoor } from "../door.ts";
import { act, ask, sentenceOf } from "../talk.ts";
import { Language, Money, Name, Place, Way } from "./about.tsx";
import {
  blank,
  type Draft,
  forget,
  foundingBody,
  type FundSaid,
  keyHoldersOf,
  namedFounders,
  remember,
  remembered,
  type RuleSaid,
  type Step,
  steps,
} from "./draft.ts";
import { Rules } from "./rules.tsx";
import { Password, Pins, Ready, type Secrets, Word } from "./secrets.tsx";
import { KeyHolders, Offices, Women } from "./women.tsx";

export interface StepProps {
  readonly draft: Draft;
  readonly words: Words;
  readonly set: (said: Partial<Draft>) => void;
}

export function Start({ words, today }: PageProps): JSX.Element {
  const look = useLook();
  const [draft, setDraft] = useState<Draft>(() => blank(words.locale));
  const [secrets, setSecrets] = useState<Secrets>({});
  const [problem, setProblem] = useState<string | null>(null);
  const doing = useDoing();
  useEffect(() => setDraft(remembered(words.locale)), []);
  const set = (said: Partial<Draft>): void =>
    setDraft(before => {
      const next = { ...before, ...said };
      remember(next);
      return next;
    });
  const go = (step: Step): void => {
    setProblem(null);
    doing.forget();
    set({ step });
    scrollTo(0, 0);
  };
  const place = steps.indexOf(draft.step);
  const before = steps[place - 1];

  const onward = async (): Promise<void> => {
    const missing = missingIn(draft, secrets);
    if (missing) return setProblem(words.say(missing));
    if (draft.step === "ready") return begin();
    // The rules come with the way and the money, and stay as they were changed while both do.
    if (draft.step === "money" && draft.rulesOf !== `${draft.template}/${draft.unit}`) {
      const template = await fetchTemplate();
      if (!template) return setProblem(words.say("house.no-signal"));
      set({ ...template, keys: keysOf(template.rules), rulesOf: `${draft.template}/${draft.unit}` });
    }
    go(steps[place + 1]!);
  };
  const fetchTemplate = (): Promise<{
    readonly rules: readonly RuleSaid[];
    readonly funds: readonly FundSaid[];
  } | null> => ask("meetings.template", { template: draft.template, unit: draft.unit });
  async function begin(): Promise<void> {
    const done = await doing.run(() =>
      act("start", {
        organisation: draft.organisation,
        handle: draft.handle.trim(),
        by: draft.offices.treasurer,
        command: foundingBody(draft, today, key =>
          words.has(key) ? words.say(key) : words.say(`members.screen.${key}`),
        ),
        secrets: Object.entries(secrets).map(([member, one]) => ({ member, ...one })),
        language: draft.language,
      }),
    );
    if (!done) return;
    rememberDoor({ handle: draft.handle.trim(), isKnown: true });
    forget();
    location.assign(`/?language=${draft.language}`);
  }

  const step: StepProps = { draft, words, set };
  const refused = doing.refusal ? sentenceOf(words, doing.refusal, draft.unit) : problem;
  return (
    <Look
      {...look}
      organisation={draft.organisation === "" ? look.organisation : draft.organisation}
      unit={cashUnit(draft.unit)}
    >
      <Page
        title={
          draft.name.trim() === "" || draft.step === "name"
            ? words.say("members.screen.welcome.start")
            : draft.name.trim()
        }
        tools={
          <Tool href="/welcome" label={words.say("members.screen.start.stop")}>
            <Icon name="close" />
          </Tool>
        }
        steps={
          <StepName
            name={words.say(`members.screen.start.step.${draft.step}`)}
            far={words.say("members.screen.start.far", { step: place + 1, of: steps.length })}
          />
        }
        foot={
          <>
            {before && (
              <QuietAct square icon="back" label={words.say("members.screen.back")} onClick={() => go(before)} />
            )}
            <Act busy={doing.busy} onClick={() => void onward()}>
              {words.say(draft.step === "ready" ? "members.screen.start.begin" : "members.screen.next")}
            </Act>
          </>
        }
      >
        <StepView {...step} secrets={secrets} setSecrets={setSecrets} go={go} />
        {refused && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{refused}</p>
          </Notice>
        )}
      </Page>
    </Look>
  );
}

function StepView({
  secrets,
  setSecrets,
  go,
  ...step
}: StepProps & {
  secrets: Secrets;
  setSecrets: (secrets: Secrets) => void;
  go: (step: Step) => void;
}): ComponentChildren {
  switch (step.draft.step) {
    case "name":
      return <Name {...step} />;
    case "place":
      return <Place {...step} />;
    case "way":
      return <Way {...step} />;
    case "money":
      return <Money {...step} />;
    case "language":
      return <Language {...step} />;
    case "women":
      return <Women {...step} />;
    case "offices":
      return <Offices {...step} />;
    case "keys":
      return <KeyHolders {...step} />;
    case "rules":
      return <Rules {...step} />;
    case "word":
      return <Word {...step} />;
    case "password":
      return <Password {...step} secrets={secrets} setSecrets={setSecrets} />;
    case "pins":
      return <Pins {...step} secrets={secrets} setSecrets={setSecrets} />;
    case "ready":
      return <Ready {...step} secrets={secrets} go={go} />;
  }
}

const keysOf = (rules: readonly RuleSaid[]): number =>
  Number(
    (rules.find(one => one.rule === "meetings.method")?.value as { readonly keys?: string } | undefined)?.keys ?? 3,
  );

/** The key of the sentence that says what is still open on this screen; null when she may go on. */
function missingIn(draft: Draft, secrets: Secrets): string | null {
  const treasurer = draft.offices.treasurer;
  const hers = treasurer === undefined ? undefined : secrets[treasurer];
  switch (draft.step) {
    case "name":
      return draft.name.trim() === "" ? "members.screen.start.missing.name" : null;
    case "way":
      return draft.template === "" ? "members.screen.start.missing.way" : null;
    case "women":
      return namedFounders(draft).length < 3 ? "members.screen.start.missing.women" : null;
    case "offices":
      return treasurer === undefined || !namedFounders(draft).some(one => one.member === treasurer)
        ? "members.screen.start.missing.treasurer"
        : null;
    case "keys":
      return keyHoldersOf(draft).length !== draft.keys ? "members.screen.start.missing.keys" : null;
    case "word":
      return /^[a-z][a-z0-9-]{1,28}[a-z0-9]$/.test(draft.handle.trim()) ? null : "members.address-form";
    case "password":
      return (hers?.password?.length ?? 0) < 10 || hers?.pin === undefined
        ? "members.screen.start.missing.secrets"
        : null;
    case "ready":
      return hers?.password === undefined || hers.pin === undefined
        ? "members.screen.start.missing.secrets-again"
        : null;
    default:
      return null;
  }
}
