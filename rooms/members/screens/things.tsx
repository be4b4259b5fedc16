/** The register of what is held in common: the box, the keys, a loom, a tent, and who has each of them now. */
import type { PageProps, Words } from "#base";
import {
  Act,
  Bead,
  Dialog,
  Heading,
  Icon,
  type IconName,
  Line,
  Lines,
  Mark,
  Page,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
  Two,
  Who,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ThingSeen, ThingsSeen } from "../page-questions.ts";
import { HandOver } from "./hand-over.tsx";
import { called } from "./names.tsx";
import { AddThing, DescribeThing, GiveUp } from "./thing-forms.tsx";

type Props = PageProps<ThingsSeen>;

const icons: Readonly<Partial<Record<string, IconName>>> = {
  box: "box",
  key: "key",
  books: "book",
  phone: "phone",
  stamp: "seal",
  house: "home",
  "password-note": "lock",
};
export function Things(props: Props): JSX.Element {
  const { data, words } = props;
  const [shown, setShown] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const inUse = data.things.filter(one => one.status === "in-use");
  const gone = data.things.filter(one => one.status !== "in-use");
  const open = data.things.find(one => one.thing === shown);
  return (
    <Page
      title={words.say("members.screen.things")}
      subtitle={words.say("members.screen.things-what")}
      back={{ href: "/", label: words.say("members.screen.back") }}
      foot={data.mayWrite ? <Act onClick={() => setAdding(true)}>{words.say("members.hold-thing")}</Act> : undefined}
    >
      {inUse.length === 0 ? (
        <StatePanel kind="empty" title={words.say("members.screen.no-things")}>
          <Soft>{words.say("members.screen.no-things-more")}</Soft>
        </StatePanel>
      ) : (
        <Two even>
          <ThingLines things={inUse.slice(0, Math.ceil(inUse.length / 2))} words={words} onShow={setShown} />
          <ThingLines things={inUse.slice(Math.ceil(inUse.length / 2))} words={words} onShow={setShown} />
        </Two>
      )}
      {gone.length > 0 && (
        <details>
          <summary>{words.say("members.screen.things-gone", { count: gone.length })}</summary>
          <ThingLines things={gone} words={words} onShow={setShown} />
        </details>
      )}
      <Dialog
        open={open !== undefined}
        onClose={() => setShown(null)}
        title={open ? open.name : ""}
        closeLabel={words.say("members.screen.close")}
      >
        {open && <Thing key={open.thing} {...props} thing={open} />}
      </Dialog>
      <Dialog
        open={isAdding}
        onClose={() => setAdding(false)}
        title={words.say("members.hold-thing")}
        closeLabel={words.say("members.screen.close")}
      >
        {isAdding && <AddThing {...props} />}
      </Dialog>
    </Page>
  );
}

function ThingLines({
  things,
  words,
  onShow,
}: {
  things: readonly ThingSeen[];
  words: Words;
  onShow: (thing: string) => void;
}): JSX.Element | null {
  if (things.length === 0) return null;
  return (
    <Lines>
      {things.map(one => (
        <Line
          key={one.thing}
          lead={
            one.heldBy ? (
              <Bead number={one.heldBy.number} size={44} />
            ) : (
              <Icon name={icons[one.kind] ?? "hand"} size={44} />
            )
          }
          label={<b>{one.name}</b>}
          sub={
            one.heldBy
              ? words.say("members.screen.with-her", {
                  name: called(words, one.heldBy),
                  day: words.day(one.since, "short"),
                })
              : words.say("members.screen.with-nobody")
          }
          end={icons[one.kind] && one.heldBy ? <Icon name={icons[one.kind]!} /> : undefined}
          onClick={() => onShow(one.thing)}
          arrow
        />
      ))}
    </Lines>
  );
}

/** One thing: who has it, what is known of it, its way so far, and the handing over. */
function Thing({ thing, data, words, session, today }: Props & { thing: ThingSeen }): JSX.Element {
  const [doing, setDoing] = useState<"describing" | "giving-up" | null>(null);
  return (
    <Stack>
      <p>
        <Mark colour="soft" icon={icons[thing.kind]}>
          {words.say(`members.thing.${thing.kind}`)}
        </Mark>
      </p>
      {thing.heldBy && (
        <Who
          level={3}
          bead={<Bead number={thing.heldBy.number} size={56} />}
          number={words.say("members.screen.since", { day: words.day(thing.since, "short") })}
          name={called(words, thing.heldBy)}
        />
      )}
      {(thing.mayUse || thing.decides) && (
        <Lines>
          {thing.mayUse && <Line label={thing.mayUse} sub={words.say("members.hold-thing.may_use")} />}
          {thing.decides && <Line label={thing.decides} sub={words.say("members.hold-thing.decides")} />}
        </Lines>
      )}
      {thing.status === "in-use" && (
        <Stack gap="tight">
          <Heading level={3}>{words.say("members.hand-over")}</Heading>
          <HandOver words={words} session={session} today={today} things={[thing]} people={data.people} />
        </Stack>
      )}
      {thing.history.length > 0 && (
        <Stack gap="close">
          <Heading level={3}>{words.say("members.screen.its-way")}</Heading>
          <Lines ordered>
            {[...thing.history].reverse().map((one, index) => (
              <Line
                key={index}
                lead={<Bead number={one.to.number} size={32} />}
                label={called(words, one.to)}
                sub={words.say("members.screen.handed-before", {
                  day: words.day(one.on, "short"),
                  witness: called(words, one.witness),
                })}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {thing.status === "in-use" && data.mayWrite && doing === null && (
        <Stack gap="tight">
          <QuietAct onClick={() => setDoing("describing")}>{words.say("members.describe-thing")}</QuietAct>
          <QuietAct onClick={() => setDoing("giving-up")}>{words.say("members.give-up-thing")}</QuietAct>
        </Stack>
      )}
      {doing === "describing" && <DescribeThing thing={thing} words={words} today={today} />}
      {doing === "giving-up" && <GiveUp thing={thing} words={words} session={session} today={today} />}
    </Stack>
  );
}
