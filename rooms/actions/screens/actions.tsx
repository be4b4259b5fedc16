/** What members do together: what is under way, and what was. */
import type { PageProps, Words } from "#base";
import { Act, Line, Lines, Mark, Page, Soft, Stack, StatePanel, Title } from "#look";
import type { JSX } from "preact";
import type { ActionsSeen } from "../page-questions.ts";
import { markOf, nameOf } from "./said.ts";

type One = ActionsSeen["actions"][number];

export function ActionsView({ data, words }: PageProps<ActionsSeen>): JSX.Element {
  const isOver = ({ status }: One): boolean => status === "closed" || status === "cancelled";
  const now = data.actions.filter(one => !isOver(one));
  const over = data.actions.filter(isOver);
  return (
    <Page
      title={words.say("actions.screen.actions")}
      subtitle={words.say("actions.screen.actions-more")}
      back={{ href: "/", label: words.say("assembly.screen.back") }}
      foot={
        data.mayPlan && (
          <Act href="/actions/plan" icon="plus">
            {words.say("command.actions.plan")}
          </Act>
        )
      }
    >
      {data.actions.length === 0 && (
        <StatePanel kind="empty" title={words.say("actions.screen.none")}>
          <Soft>{words.say(data.mayPlan ? "actions.screen.none-more" : "actions.screen.no-rule")}</Soft>
        </StatePanel>
      )}
      {now.length > 0 && <Listed title={words.say("actions.screen.under-way")} actions={now} words={words} />}
      {over.length > 0 && <Listed title={words.say("actions.screen.over")} actions={over} words={words} />}
    </Page>
  );
}

function Listed({
  title,
  actions,
  words,
}: {
  readonly title: string;
  readonly actions: readonly One[];
  readonly words: Words;
}): JSX.Element {
  return (
    <Stack gap="tight">
      <Title>{title}</Title>
      <Lines label={title}>
        {actions.map(one => (
          <Line
            key={one.action}
            label={
              <>
                <b>{nameOf(words, one.name)}</b>{" "}
                <Mark colour={markOf(one.status)}>{words.say(`actions.screen.status.${one.status}`)}</Mark>
              </>
            }
            sub={[
              words.day(one.happensOn, "weekday"),
              one.promisers > 0 && words.say("actions.screen.promisers", { count: one.promisers }),
              one.isMine && words.say("actions.screen.i-take-part"),
            ]
              .filter(Boolean)
              .join(" · ")}
            href={`/actions/${one.action}`}
            arrow
          />
        ))}
      </Lines>
    </Stack>
  );
}
