/** What was decided besides loans and needs, each with how the hands went. */
import { Lines, Stack, Title } from "#look";
import type { JSX } from "preact";
import { ruleTitle } from "#assembly/parts";
import { isCarried } from "./form-parts.ts";
import type { AtTable } from "./frame.tsx";
import { votesOf } from "./requests.ts";
import { called } from "./say.tsx";
import type { HeldLine } from "./sheet-model.ts";
import { Written } from "./written.tsx";

export function DecidedOthers({ table, lines }: { table: AtTable; lines: readonly HeldLine[] }): JSX.Element {
  const { words } = table;
  const { today } = table.held;
  return (
    <Stack gap="tight">
      <Title>{words.say("meetings.decide.others")}</Title>
      <Lines label={words.say("meetings.decide.others")}>
        {lines.map(line => (
          <Written
            key={line.line}
            table={table}
            line={line}
            label={String(calledBy(line) ?? line.body["note"] ?? questionOf(line))}
            sub={[receiverOf(line), nameOf(line.body["concerning"]), ...circleOf(line), votesSaid(line)]
              .filter(Boolean)
              .join(" · ")}
            others={[line.line.replace(/\.1$/, ".2")].filter(other => other !== line.line)}
          />
        ))}
      </Lines>
    </Stack>
  );

  function nameOf(member: unknown): string {
    const woman = today.women.find(one => one.member === member);
    return woman ? called(words, woman) : "";
  }
  /** Of a dissolution the name is that of who receives what is never divided. */
  function calledBy({ body }: HeldLine): unknown {
    return body["question"] === "dissolution" ? undefined : body["name"];
  }
  /** Whom a statement is for stands above; under it what it is. */
  function receiverOf(line: HeldLine): string {
    return line.body["question"] === "statement" ? questionOf(line) : "";
  }
  /** Who borrows together by it. */
  function circleOf({ body }: HeldLine): readonly string[] {
    const value = body["value"] as { readonly loans?: readonly { readonly member: string }[] } | undefined;
    return (value?.loans ?? []).map(one => nameOf(one.member));
  }
  function questionOf({ body }: HeldLine): string {
    return body["question"] === "rule"
      ? ruleTitle(words, String(body["about"]), today.rulebook.names)
      : words.say(`question.${String(body["question"])}`);
  }
  function votesSaid(line: HeldLine): string {
    return words.say(isCarried(votesOf(line)) ? "meetings.votes.carried" : "meetings.votes.not-carried");
  }
}
