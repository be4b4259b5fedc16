/** The tree of places: what a place lies in, what lies in it, and how many of each. Public names, no people. */
import type { PageProps, Words } from "#base";
import { Act, Icon, Line, Lines, Mark, Page, Soft, Stack, StatePanel, Title } from "#look";
import type { JSX } from "preact";
import type { PlaceSeen, PlacesSeen } from "../place-questions.ts";
import { RenamePlace } from "./rename-place.tsx";

const levels = ["region", "province", "municipality", "village"] as const;

/** "4 provinces, 12 municipalities, 41 villages": the larger first. */
function countsSaid(words: Words, { counts }: PlaceSeen): string {
  return levels
    .flatMap(level => {
      const count = counts[level] ?? 0;
      return count === 0 ? [] : [words.say(`members.places.count.${level}`, { count })];
    })
    .join(", ");
}

const addressOf = ({ place }: PlaceSeen): string => `/places?in=${place}`;

export function Places({ data, words, session, today }: PageProps<PlacesSeen>): JSX.Element {
  const { here, around, inside, ours, before, maySetPlace, mayRename } = data;
  const back = { href: "/settings", label: words.say("members.screen.back") };
  const choose = maySetPlace && (
    <Act icon="home" href="/places/choose">
      {words.say(ours ? "members.places.change" : "members.places.say")}
    </Act>
  );
  if (!here && inside.length === 0)
    return (
      <Page title={words.say("members.screen.places")} back={back} foot={choose}>
        <StatePanel kind="empty" title={words.say("members.places.none")}>
          <Soft>{words.say("members.places.none-more")}</Soft>
        </StatePanel>
      </Page>
    );
  return (
    <Page
      title={here?.name ?? words.say("members.screen.places")}
      subtitle={here ? words.say(`members.places.level.${here.level}`) : undefined}
      back={back}
      foot={choose}
    >
      {ours ? (
        <Lines label={words.say("members.screen.places")}>
          <Line
            lead={<Icon name="home" size={32} />}
            label={<b>{ours.names[0]}</b>}
            sub={ours.names.slice(1).join(", ")}
            end={<Mark colour="leaf">{words.say("members.places.ours")}</Mark>}
          />
        </Lines>
      ) : (
        <Soft>{words.say(maySetPlace ? "members.places.not-said" : "members.places.not-said-who")}</Soft>
      )}
      {here && countsSaid(words, here) !== "" && <Title>{countsSaid(words, here)}</Title>}
      {before.length > 0 && (
        <Stack gap="close">
          {before.map(({ name, until }) => (
            <Soft key={until}>{words.say("members.places.called-until", { name, day: words.day(until) })}</Soft>
          ))}
        </Stack>
      )}
      {around.length > 0 && (
        <Stack gap="tight">
          <Soft>{words.say("members.places.lies-in")}</Soft>
          <PlaceLines places={around} words={words} label={words.say("members.places.lies-in")} />
        </Stack>
      )}
      {inside.length > 0 && (
        <Stack gap="tight">
          <Soft>{words.say("members.places.inside")}</Soft>
          <PlaceLines places={inside} words={words} label={words.say("members.places.inside")} />
        </Stack>
      )}
      {here && mayRename && (
        <details key={here.place}>
          <summary>{words.say("members.places.other-name")}</summary>
          <RenamePlace {...{ here, words, session, today }} />
        </details>
      )}
    </Page>
  );
}

function PlaceLines({
  places,
  words,
  label,
}: {
  places: readonly PlaceSeen[];
  words: Words;
  label: string;
}): JSX.Element {
  return (
    <Lines label={label}>
      {places.map(one => (
        <Line
          key={one.place}
          label={<b>{one.name}</b>}
          sub={[words.say(`members.places.level.${one.level}`), countsSaid(words, one)].filter(Boolean).join(": ")}
          end={one.isOurs && <Mark colour="leaf">{words.say("members.places.ours")}</Mark>}
          href={addressOf(one)}
          arrow
        />
      ))}
    </Lines>
  );
}
