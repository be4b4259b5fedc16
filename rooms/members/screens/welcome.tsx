/** The first page of all: what Lumbung is in three lines, and its doors. It shows nothing of anybody's books. */
import type { PageProps, Words } from "#base";
import { Act, Card, Heading, Icon, type IconName, Line, Lines, Notice, Page, QuietAct, Soft, Stack, Two } from "#look";
import type { JSX } from "preact";
import type { PracticeGroup, WelcomeSeen } from "../page-questions.ts";
import { useDoing } from "./busy.ts";
import { LanguageChoice } from "./language.tsx";
import { officesSaid } from "./names.tsx";
import { act, sentenceOf } from "./talk.ts";

const lines: readonly { readonly icon: IconName; readonly key: string }[] = [
  { icon: "coin", key: "members.screen.welcome.counted" },
  { icon: "key", key: "members.screen.welcome.keys" },
  { icon: "book", key: "members.screen.welcome.paper" },
];

export function Welcome({ data, words, session }: PageProps<WelcomeSeen>): JSX.Element {
  return (
    <Page home title={words.say("members.screen.welcome.name")} subtitle={words.say("members.screen.welcome.what")}>
      <Two>
        <Stack>
          <Card held label={words.say("members.screen.welcome.doors")}>
            <Lines>
              {lines.map(({ icon, key }) => (
                <Line key={key} lead={<Icon name={icon} size={32} />} label={words.say(key)} />
              ))}
            </Lines>
            <Act href={session ? "/" : "/sign-in"}>
              {words.say(session ? "members.screen.welcome.in" : "members.sign-in.enter")}
            </Act>
            <QuietAct href="/start" icon="plus">
              {words.say("members.screen.welcome.start")}
            </QuietAct>
          </Card>
          <LanguageChoice words={words} at="/welcome" />
        </Stack>
        {data.practice && <Practice groups={data.practice.groups} words={words} />}
      </Two>
    </Page>
  );
}

/** Practice books to look at and play with: who may sign in stands here, since there is nothing to steal. */
function Practice({
  groups,
  words,
}: {
  readonly groups: readonly PracticeGroup[];
  readonly words: Words;
}): JSX.Element {
  const doing = useDoing();
  const enter = async (handle: string, { number, pin }: PracticeGroup["keys"][number]): Promise<void> => {
    if (await doing.run(() => act("sign-in", { handle, number, pin, language: words.locale }))) location.assign("/");
  };
  return (
    <Stack gap="tight">
      <Heading>{words.say("members.screen.welcome.try")}</Heading>
      <Soft>{words.say("members.screen.welcome.try-more")}</Soft>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(words, doing.refusal)}</p>
        </Notice>
      )}
      {groups.map(group => (
        <Card key={group.handle} title={group.name}>
          <Lines label={group.name}>
            {group.keys.map(key => (
              <Line
                key={key.number}
                label={<b>{key.name ?? words.say("members.screen.number", { number: String(key.number) })}</b>}
                sub={[
                  key.name === undefined ? "" : words.say("members.screen.number", { number: String(key.number) }),
                  key.roles === undefined || key.roles.length === 0 ? "" : officesSaid(words, key.roles),
                  words.say("members.screen.welcome.pin", { pin: key.pin }),
                ]
                  .filter(text => text !== "")
                  .join(", ")}
                onClick={() => void enter(group.handle, key)}
                busy={doing.busy}
                arrow
              />
            ))}
          </Lines>
        </Card>
      ))}
    </Stack>
  );
}
