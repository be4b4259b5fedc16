/** The short form of the group's key, for whoever checks a statement. */
import type { Words } from "#base";
import { Card, Line, Lines, Soft } from "#look";
import type { JSX } from "preact";

export function KeyCard({ fingerprint, words }: { readonly fingerprint: string; readonly words: Words }): JSX.Element {
  return (
    <Card title={words.say("meetings.statement.key")}>
      <Soft>{words.say("meetings.statements.key-what")}</Soft>
      <p class="number">{fingerprint}</p>
      <Lines>
        <Line label={words.say("meetings.check-statement.title")} href="/check-statement" arrow />
      </Lines>
    </Card>
  );
}
