/** The first questions of a new group: its name, its place, its way, its money, its language. */
import { cashUnit, Choices, Field, Icon, type IconName, Notes, Soft, Stack, Title } from "#look";
import { unitOf } from "#base";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { currencies, templates } from "./draft.ts";
import type { PlaceInList } from "./place-in-list.tsx";
import type { StepProps } from "./start.tsx";

export function Name({ draft, words, set }: StepProps): JSX.Element {
  return (
    <Stack>
      <Title>{words.say("members.screen.start.name")}</Title>
      <Field
        label={words.say("members.screen.start.name-label")}
        hint={words.say("members.screen.start.name-hint")}
        value={draft.name}
        onInput={event => set({ name: event.currentTarget.value })}
        maxLength={80}
        autocomplete="off"
      />
      <Soft>{words.say("members.screen.start.cloth")}</Soft>
    </Stack>
  );
}

/** The list comes after the page stands; where it does not come, her own words are enough. */
export function Place({ draft, words, set }: StepProps): JSX.Element {
  const [list, setList] = useState<{ readonly View: typeof PlaceInList }>();
  useEffect(() => {
    void import("./place-in-list.tsx").then(
      file => setList({ View: file.PlaceInList }),
      () => {},
    );
  }, []);
  return (
    <Stack>
      <Title>{words.say("members.screen.start.place")}</Title>
      <Field
        label={words.say("members.screen.start.place-label")}
        hint={words.say("members.screen.start.place-hint")}
        value={draft.place}
        onInput={event => set({ place: event.currentTarget.value })}
        maxLength={120}
        autocomplete="off"
      />
      {list && <list.View path={draft.path} words={words} onChange={path => set({ path })} />}
    </Stack>
  );
}

const signs: Readonly<Record<(typeof templates)[number], IconName>> = {
  vsla: "box",
  shg: "coin",
  koperasi: "barn",
  damayan: "heart",
};

export function Way({ draft, words, set }: StepProps): JSX.Element {
  return (
    <Stack>
      <Title>{words.say("members.screen.start.way")}</Title>
      <Choices
        name="way"
        question={words.say("members.screen.start.way")}
        value={draft.template}
        onChange={value => set({ template: value as (typeof templates)[number] })}
        choices={templates.map(code => ({
          value: code,
          sign: <Icon name={signs[code]} size={40} />,
          label: words.say(`members.screen.way.${code}`),
          sub: words.say(`members.screen.way.${code}-first`),
          meaning: <span class="small">{words.say(`members.screen.way.${code}-second`)}</span>,
        }))}
      />
      <Soft small>{words.say("members.screen.start.way-more")}</Soft>
    </Stack>
  );
}

/** Enough of each currency to show its usual notes. */
const shown = 178n;

export function Money({ draft, words, set }: StepProps): JSX.Element {
  return (
    <Stack>
      <Title>{words.say("members.screen.start.money")}</Title>
      <Choices
        name="money"
        question={words.say("members.screen.start.money")}
        value={draft.unit}
        onChange={unit => set({ unit })}
        choices={currencies.map(code => ({
          value: code,
          label: words.say(`members.screen.currency.${code}`),
          meaning: cashUnit(code).pieces.length > 0 && (
            <Notes minor={shown * largestStep(code)} unit={cashUnit(code)} />
          ),
        }))}
      />
    </Stack>
  );
}

/** A hundredth of the largest note, so that the picture shows three or four kinds. */
function largestStep(code: string): bigint {
  const largest = unitOf(code)?.cash[0] ?? 100n;
  return largest >= 100n ? largest / 100n : 1n;
}

export function Language({ draft, words, set }: StepProps): JSX.Element {
  return (
    <Stack>
      <Title>{words.say("members.screen.start.language")}</Title>
      <Choices
        name="language"
        question={words.say("members.screen.start.language")}
        value={draft.language}
        onChange={language => set({ language })}
        choices={(["id", "en"] as const).map(code => ({
          value: code,
          label: words.say(`members.screen.language.${code}`),
          sign: <Icon name="language" size={32} />,
        }))}
      />
      <Soft>{words.say("members.screen.start.language-more")}</Soft>
    </Stack>
  );
}
