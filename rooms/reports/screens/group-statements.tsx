/** The group's statements: two officers make what the members decided, and take back what was made. */
import type { PageProps } from "#base";
import { sentenceOf, useDoing, useTogether } from "#assembly/parts";
import { Act, Card, Cards, Icon, Line, Lines, Notice, Page, QuietAct, Soft, Stack, StatePanel, Title } from "#look";
import { KeyCard } from "#meetings/parts";
import type { JSX } from "preact";
import type { DecidedStatement, GroupStatementsSeen, MadeStatement } from "../group-statement.ts";

export function GroupStatements({ data, words, session }: PageProps<GroupStatementsSeen>): JSX.Element {
  const { ready, made, mayMake, fingerprint, on, unit } = data;
  const doing = useDoing();
  const together = useTogether({ words, session });
  const act = (name: string, body: Readonly<Record<string, string>>): void =>
    together.go(() => {
      void doing.run({ name, on, body }).then(isDone => isDone && location.reload());
    });
  return (
    <Page
      title={words.say("reports.group-statements")}
      back={{ href: "/reports", label: words.say("reports.group-statements.back") }}
    >
      <Stack>
        <Soft>{words.say("reports.group-statements.what")}</Soft>
        {mayMake && (ready.length > 0 || made.some(one => one.state === "in-force")) && together.said}
        {doing.refusal && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{sentenceOf(doing.refusal, words, unit)}</p>
          </Notice>
        )}
        {ready.length === 0 && made.length === 0 && (
          <StatePanel kind="empty" title={words.say("reports.group-statements.none")}>
            <Soft>{words.say("reports.group-statements.none-more")}</Soft>
          </StatePanel>
        )}
        {ready.length > 0 && <Title>{words.say("reports.group-statements.ready")}</Title>}
        <Cards>
          {ready.map(one => (
            <Card key={one.decision} title={one.to}>{readyLines(one)}</Card>
          ))}
        </Cards>
        {made.length > 0 && <Title>{words.say("reports.group-statements.made")}</Title>}
        <Cards>
          {made.map(one => (
            <Card key={one.statement} title={one.to}>{madeLines(one)}</Card>
          ))}
        </Cards>
        <KeyCard fingerprint={fingerprint} words={words} />
      </Stack>
      {together.dialog}
    </Page>
  );

  function readyLines(one: DecidedStatement): JSX.Element {
    return (
      <>
        <Soft>
          {words.say("reports.group-statement.decided", { on: words.day(one.on), meeting: one.meeting ?? 0 })}
        </Soft>
        <p>
          {words.say("reports.group-statement.tells", { from: words.day(one.from), until: words.day(one.until) })}
        </p>
        {mayMake ? (
          <Act busy={doing.busy} onClick={() => act("assembly.issue-statement", { decision: one.decision })}>
            {words.say("command.assembly.issue-statement")}
          </Act>
        ) : (
          <Soft small>{words.say("reports.group-statement.officers-make")}</Soft>
        )}
      </>
    );
  }

  function madeLines(one: MadeStatement): JSX.Element {
    return (
      <>
        <Soft>
          {words.say(`reports.group-statement.${one.state}`, {
            issued: words.day(one.issuedOn),
            until: words.day(one.until),
            on: one.takenBackOn === null ? "" : words.day(one.takenBackOn),
          })}
        </Soft>
        {one.state !== "over" && (
          <Lines>
            <Line
              lead={<Icon name="print" />}
              label={words.say(one.state === "in-force" ? "reports.group-statement.open" : "reports.group-statement.notice")}
              href={`/group-statements/${one.statement}`}
              arrow
            />
          </Lines>
        )}
        {one.state === "in-force" && mayMake && (
          <QuietAct busy={doing.busy} onClick={() => act("assembly.take-back-statement", { statement: one.statement })}>
            {words.say("command.assembly.take-back-statement")}
          </QuietAct>
        )}
      </>
    );
  }
}
