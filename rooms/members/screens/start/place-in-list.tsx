/**
 * The new group in the list of places, level by level from the country on, as far as its women know. What is not listed yet is
 * written by name and comes into the list with the group; nothing of it is needed to go on.
 */
import { lastOf, refuse, type Words } from "#base";
import { Field, Icon, Line, Lines, Notice, QuietAct, Soft, Stack, TextAct, Title } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { foldedName, isSpeltAlike } from "../../place-spelling.ts";
import type { PlaceListed, PlacesToStart } from "../../place-questions.ts";
import { type Level, levels, PlaceNamed } from "../place-named.tsx";
import { ask, sentenceOf } from "../talk.ts";
import { pathSaid, type PlaceSaid } from "./draft.ts";

interface Props {
  readonly path: readonly PlaceSaid[];
  readonly words: Words;
  readonly onChange: (path: readonly PlaceSaid[]) => void;
}

/** More than fit on a phone are looked through by name. */
const shownWithoutSearch = 8;

export function PlaceInList({ path, words, onChange }: Props): JSX.Element {
  const last = lastOf(path);
  const heard = useInside(last);
  const inside = heard ?? [];
  const isThere = last?.level === "village";
  const asked: Level = inside[0]?.level ?? levelsBelow(last)[0] ?? "village";
  return (
    <Stack gap="tight">
      {last && (
        <>
          <Lines label={words.say("members.screen.start.step.place")}>
            <Line lead={<Icon name="home" size={32} />} label={<b>{last.name}</b>} sub={pathSaid(path.slice(0, -1))} />
          </Lines>
          {last.place === null && <Soft>{words.say("members.screen.start.place-new")}</Soft>}
          <TextAct onClick={() => onChange(path.slice(0, -1))}>
            {words.say("members.screen.start.place-back", { place: last.name })}
          </TextAct>
        </>
      )}
      {!isThere && (
        <Stack gap="tight" key={`${path.length} ${last?.name ?? ""}`}>
          <Title>{words.say(last ? `members.places.which.${asked}` : "members.screen.start.place-country")}</Title>
          {!last && <Soft>{words.say("members.screen.start.place-country-more")}</Soft>}
          <Listed places={inside} words={words} onChosen={one => onChange([...path, one])} />
          <details open={heard?.length === 0}>
            <summary>{words.say("members.places.unlisted")}</summary>
            <Unlisted
              key={inside.length}
              words={words}
              last={last}
              inside={inside}
              possible={inside.length > 0 ? [asked] : levelsBelow(last)}
              onNamed={one => onChange([...path, one])}
            />
          </details>
        </Stack>
      )}
    </Stack>
  );
}

/** What is listed in a place; nothing in one that is new itself, nor where no list can be heard. Null until it is known. */
function useInside(last: PlaceSaid | undefined): readonly PlaceListed[] | null {
  const [seen, setSeen] = useState<{ readonly at: string; readonly inside: readonly PlaceListed[] }>();
  const isNew = last !== undefined && last.place === null;
  const at = last?.place ?? "";
  useEffect(() => {
    if (isNew) return;
    let isHere = true;
    void ask<PlacesToStart>("members.places-to-start", at === "" ? {} : { in: at }).then(answer => {
      if (isHere) setSeen({ at, inside: answer?.inside ?? [] });
    });
    return () => {
      isHere = false;
    };
  }, [at, isNew]);
  return isNew ? [] : seen?.at === at ? seen.inside : null;
}

/** What may lie in it, the largest first. */
const levelsBelow = (last: PlaceSaid | undefined): readonly Level[] =>
  last ? levels.slice(levels.indexOf(last.level) + 1) : ["country"];

function Listed({
  places,
  words,
  onChosen,
}: {
  places: readonly PlaceListed[];
  words: Words;
  onChosen: (place: PlaceListed) => void;
}): JSX.Element | null {
  const [looked, setLooked] = useState("");
  if (places.length === 0) return null;
  const found = places.filter(one => foldedName(one.name).includes(foldedName(looked)));
  return (
    <Stack gap="tight">
      {places.length > shownWithoutSearch && (
        <Field
          label={words.say("members.places.look-for")}
          value={looked}
          onInput={event => setLooked(event.currentTarget.value)}
          autocomplete="off"
          maxLength={80}
        />
      )}
      <Lines label={words.say(`members.places.which.${places[0]!.level}`)}>
        {found.map(one => (
          <Line key={one.place} label={<b>{one.name}</b>} onClick={() => onChosen(one)} arrow />
        ))}
      </Lines>
      {found.length === 0 && <Soft>{words.say("members.places.none-so-called")}</Soft>}
    </Stack>
  );
}

function Unlisted({
  words,
  last,
  inside,
  possible,
  onNamed,
}: {
  words: Words;
  last: PlaceSaid | undefined;
  inside: readonly PlaceListed[];
  possible: readonly Level[];
  onNamed: (place: PlaceSaid) => void;
}): JSX.Element {
  const [name, setName] = useState("");
  const [level, setLevel] = useState<Level>(possible[0]!);
  const [alike, setAlike] = useState<PlaceListed>();
  const named = name.trim();
  const add = (): void => {
    const neighbours = inside.filter(one => one.level === level);
    const same = neighbours.find(one => foldedName(one.name) === foldedName(named));
    if (same) return onNamed(same);
    const near = neighbours.find(one => isSpeltAlike(one.name, named));
    if (near) return setAlike(near);
    onNamed({ place: null, level, name: named });
  };
  return (
    <Stack gap="tight">
      <PlaceNamed
        {...{ words, possible, level, name }}
        inside={last?.name ?? null}
        onLevel={setLevel}
        onName={typed => {
          setName(typed);
          setAlike(undefined);
        }}
      />
      {alike ? (
        <>
          <Notice colour="turmeric" icon="alert" live>
            <p>{sentenceOf(words, refuse("members.place-alike", { name: named, alike: alike.name }))}</p>
          </Notice>
          <QuietAct icon="check" onClick={() => onNamed(alike)}>
            {words.say("members.screen.start.place-that-one", { place: alike.name })}
          </QuietAct>
          <QuietAct icon="plus" onClick={() => onNamed({ place: null, level, name: named })}>
            {words.say("members.places.another")}
          </QuietAct>
        </>
      ) : (
        <QuietAct icon="plus" notYet={named === ""} onClick={add}>
          {words.say("members.screen.start.place-take")}
        </QuietAct>
      )}
    </Stack>
  );
}
