/** What the pages of a period's end have in common: an act before two, books that are closed first, and the members' rule. */
import type { Day, Words } from "#base";
import { Card, Notice, QuietAct, Stack } from "#look";
import { type Doing, ruleSaid, type Together } from "#assembly/parts";
import type { ComponentChildren, JSX } from "preact";

/** Says a command before two, and shows the page as it is then. */
export type ActBeforeTwo = (name: string, body: Readonly<Record<string, string>>) => void;

export const beforeTwo =
  (together: Together, doing: Doing, on: Day): ActBeforeTwo =>
  (name, body) =>
    together.go(() => {
      void doing.run({ name, on, body }).then(isDone => {
        if (isDone) location.reload();
      });
    });

export const Refused = ({ sentence }: { readonly sentence: string }): JSX.Element => (
  <Notice colour="turmeric" icon="alert" live>
    <p>{sentence}</p>
  </Notice>
);

interface ItsOver {
  readonly title: string;
  readonly said: string;
  /** For officers: what is done now. */
  readonly act: ComponentChildren;
}

/** It is over, and something is done before it is worked out. */
export const ItIsOver = ({ title, said, act }: ItsOver): JSX.Element => (
  <Notice colour="turmeric" icon="clock" title={title}>
    <Stack gap="tight">
      <p>{said}</p>
      {act}
    </Stack>
  </Notice>
);

export const CloseBooks = ({ words }: { readonly words: Words }): JSX.Element => (
  <QuietAct href="/statements/close" icon="lock">
    {words.say("command.ledger.close-period")}
  </QuietAct>
);

interface RuleOf {
  readonly title: string;
  readonly rule: { readonly rule: string; readonly value: Parameters<typeof ruleSaid>[2] } | undefined;
  readonly names: Parameters<typeof ruleSaid>[3];
  readonly words: Words;
  readonly children?: ComponentChildren;
}

/** The rule by which it is worked out, sentence by sentence. */
export const RuleInWords = ({ title, rule, names, words, children }: RuleOf): JSX.Element | null =>
  rule ? (
    <Card title={title}>
      {ruleSaid(words, rule.rule, rule.value, names).map(sentence => (
        <p key={sentence}>{sentence}</p>
      ))}
      {children}
    </Card>
  ) : null;
