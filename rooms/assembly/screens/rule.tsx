/**
 * One rule, and its change: the members decide at a meeting what it says, and two officers put it in force here, with one
 * press, from a day on; what was recorded by the old rule stays as it was.
 */
import { type Day, lastOf, parseDay, type PageProps } from "#base";
import { Act, Card, Field, Heading, Notice, Page, SelectField, Soft, Stack, Title, Two } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RuleSeen } from "../page-questions.ts";
import { whenSaid } from "./decision-parts.tsx";
import { useDoing } from "./doing.ts";
import { ruleSaid, unitOfRule } from "./rule-said.ts";
import { isCalledByOther, ruleTitle } from "./rule-title.ts";
import { different, RuleText, Sentences } from "./rules.tsx";
import { sentenceOf } from "./say.ts";
import { useTogether } from "./together.tsx";

export function RuleView(props: PageProps<RuleSeen>): JSX.Element {
  const { data, words } = props;
  const { rule, found, names } = data;
  if (data.mayChange && data.ready.length > 0) return <ChangeRule {...props} />;
  return (
    <Page
      title={words.say("assembly.screen.rules")}
      back={{ href: "/rules", label: words.say("assembly.screen.back-to-rules") }}
    >
      <Two>
        <Stack gap="tight">
          <Title>{ruleTitle(words, rule, names)}</Title>
          {found && (
            <Card label={ruleTitle(words, rule, names)}>{<RuleText rule={found} data={data} words={words} />}</Card>
          )}
        </Stack>
        <Notice colour="indigo" icon="hand" title={words.say("assembly.screen.members-decide")}>
          <p>
            {words.say(
              data.mayChange ? "assembly.screen.members-decide-officer" : "assembly.screen.members-decide-more",
            )}
          </p>
        </Notice>
      </Two>
    </Page>
  );
}

function ChangeRule({ data, words, session }: PageProps<RuleSeen>): JSX.Element {
  const { rule, found, ready, names } = data;
  const [decision, setDecision] = useState(ready[0]!.decision);
  const decided = ready.find(one => one.decision === decision)!;
  const first = data.ruleMayBegin;
  const [from, setFrom] = useState<string>(first);
  const [called, setCalled] = useState("");
  const doing = useDoing();
  const together = useTogether({ words, session });
  const known = { ...names, names: { ...(decided.name === null ? {} : { [rule]: decided.name }), ...names.names } };
  // A thing of its own that nothing is called by yet: a product, a fine.
  const isNameless = rule.includes("/") && !isCalledByOther(rule) && found === null && decided.name === null;
  const isReady = parseDay(from) !== null && (!isNameless || called.trim() !== "");
  const before = lastOf(found?.toCome ?? [])?.value ?? found?.now?.value ?? null;
  const holds = before === null ? [] : ruleSaid(words, rule, before, known);
  const willRead = different(ruleSaid(words, rule, decided.value, known), holds);
  const change = async (): Promise<void> => {
    const name = found === null ? (decided.name ?? called.trim()) : "";
    const body = { from: from as Day, decision, ...(name === "" ? {} : { name }) };
    if (await doing.run({ name: "assembly.change-rule", on: data.on, body })) location.assign("/rules");
  };
  return (
    <Page
      title={words.say("assembly.screen.change-rule")}
      subtitle={ruleTitle(words, rule, known)}
      back={{ href: "/rules", label: words.say("assembly.screen.back-to-rules") }}
      foot={
        <Act notYet={!isReady} busy={doing.busy} onClick={() => together.go(() => void change())}>
          {words.say("command.assembly.change-rule")}
        </Act>
      }
    >
      <Two>
        <Stack gap="tight">
          <Card held label={words.say("assembly.screen.decided")}>
            <Heading>{words.say("assembly.screen.decided")}</Heading>
            <Sentences sentences={willRead} />
            <Soft small>{whenSaid(words, data.decisions[decision] ?? { on: decided.on, meeting: null })}</Soft>
          </Card>
          {holds.length > 0 && (
            <Stack gap="close">
              <Heading>{words.say("assembly.screen.holds-now")}</Heading>
              <Sentences sentences={holds} />
            </Stack>
          )}
        </Stack>
        <Stack gap="tight">
          {ready.length > 1 && (
            <SelectField
              label={words.say("field.assembly.change-rule.decision")}
              value={decision}
              onChange={event => setDecision(event.currentTarget.value as typeof decision)}
            >
              {ready.map(one => (
                <option key={one.decision} value={one.decision} selected={one.decision === decision}>
                  {whenSaid(words, data.decisions[one.decision] ?? { on: one.on, meeting: null })}
                </option>
              ))}
            </SelectField>
          )}
          {isNameless && (
            <Field
              label={words.say("assembly.screen.its-name")}
              value={called}
              maxLength={60}
              autocomplete="off"
              onInput={event => setCalled(event.currentTarget.value)}
            />
          )}
          <Field
            label={words.say("field.assembly.change-rule.from")}
            hint={words.say("assembly.screen.from-hint")}
            type="date"
            min={first}
            value={from}
            onInput={event => setFrom(event.currentTarget.value)}
          />
          {together.said}
          {doing.refusal && (
            <Notice colour="turmeric" icon="alert" live>
              <p>{sentenceOf(doing.refusal, words, unitOfRule(rule, decided.value, known))}</p>
            </Notice>
          )}
        </Stack>
      </Two>
      {together.dialog}
    </Page>
  );
}
