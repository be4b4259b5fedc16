/**
 * One rule, and its change: the members decide at a meeting, two officers write it down here, citing that decision. How
 * it will read is shown before it is said; what was recorded by the old rule stays as it was.
 */
import { type Day, type Document, type Fields, lastOf, parseDay, type PageProps } from "#base";
import { Act, Card, Field, Heading, Notice, Page, SelectField, Soft, Stack, Title, Two } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { RuleSeen } from "../page-questions.ts";
import { whenSaid } from "./decisions.tsx";
import { useDoing } from "./doing.ts";
import { emptyOf, isFilled, RuleForm } from "./rule-form.tsx";
import { ruleSaid, ruleTitle, unitOfRule } from "./rule-said.ts";
import { different, RuleText, Sentences } from "./rules.tsx";
import { sentenceOf } from "./say.ts";
import { useTogether } from "./together.tsx";

type Group = Readonly<Record<string, Document>>;

export function RuleView(props: PageProps<RuleSeen>): JSX.Element {
  const { data, words } = props;
  const { rule, found, names } = data;
  const fields = names.fields?.[rule.split("/")[0]!];
  if (data.mayChange && data.ready.length > 0 && fields) return <ChangeRule {...props} fields={fields} />;
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
          {data.mayChange && <Soft small>{words.say("assembly.screen.decide-about", { about: rule })}</Soft>}
        </Notice>
      </Two>
    </Page>
  );
}

function ChangeRule({ data, words, session, fields }: PageProps<RuleSeen> & { fields: Fields }): JSX.Element {
  const { rule, found, ready, names } = data;
  const [key, code] = rule.split("/") as [string, string | undefined];
  const before = lastOf(found?.toCome ?? [])?.value ?? found?.now?.value ?? null;
  const [value, setValue] = useState<Group>((before ?? beginning(data, fields)) as Group);
  const [decision, setDecision] = useState(ready[0]!.decision);
  const [from, setFrom] = useState<string>(data.on);
  const [name, setName] = useState("");
  const doing = useDoing();
  const together = useTogether({ words, session });
  const unit = unitOfRule(rule, value, names);
  const isReady =
    isFilled(fields, value) && parseDay(from) !== null && (before !== null || code === undefined || name.trim() !== "");
  const holds = before === null ? [] : ruleSaid(words, rule, before, names);
  const willRead = isReady ? different(ruleSaid(words, rule, value, names), holds) : [];
  const change = async (): Promise<void> => {
    const body = { rule, value, from: from as Day, decision, ...(name.trim() === "" ? {} : { name: name.trim() }) };
    if (await doing.run({ name: "assembly.change-rule", on: data.on, body })) location.assign("/rules");
  };
  return (
    <Page
      title={words.say("assembly.screen.change-rule")}
      subtitle={ruleTitle(words, rule, names)}
      back={{ href: "/rules", label: words.say("assembly.screen.back-to-rules") }}
      foot={
        <Act notYet={!isReady} busy={doing.busy} onClick={() => together.go(() => void change())}>
          {words.say("command.assembly.change-rule")}
        </Act>
      }
    >
      <Two>
        <Stack gap="tight">
          {before === null && code !== undefined && (
            <Field
              label={words.say("assembly.screen.its-name")}
              value={name}
              maxLength={60}
              autocomplete="off"
              onInput={event => setName(event.currentTarget.value)}
            />
          )}
          <RuleForm
            base={key}
            fields={fields}
            value={value}
            onChange={setValue}
            unit={unit}
            names={names}
            words={words}
          />
          <Field
            label={words.say("field.assembly.change-rule.from")}
            hint={words.say("assembly.screen.from-hint")}
            type="date"
            min={ready.find(one => one.decision === decision)?.on}
            value={from}
            onInput={event => setFrom(event.currentTarget.value)}
          />
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
        </Stack>
        <Stack gap="tight">
          <Card held label={words.say("assembly.screen.will-read")}>
            <Heading>{words.say("assembly.screen.will-read")}</Heading>
            {willRead.length > 0 ? (
              <Sentences sentences={willRead} />
            ) : (
              <Soft>{words.say("assembly.screen.not-filled")}</Soft>
            )}
            {parseDay(from) && <Soft small>{words.say("assembly.screen.from", { day: words.day(from as Day) })}</Soft>}
          </Card>
          {holds.length > 0 && (
            <Stack gap="close">
              <Heading>{words.say("assembly.screen.holds-now")}</Heading>
              <Sentences sentences={holds} />
            </Stack>
          )}
          {together.said}
          {doing.refusal && (
            <Notice colour="turmeric" icon="alert" live>
              <p>{sentenceOf(doing.refusal, words, unit)}</p>
            </Notice>
          )}
        </Stack>
      </Two>
      {together.dialog}
    </Page>
  );
}

/** Rules of more fields than this are too much to begin from nothing: they begin like one the group has. */
const fieldsFromNothing = 8;

/** What a new rule's form begins with. A rule called like a fund is most often about that fund. */
function beginning({ rule, like, names }: RuleSeen, fields: Fields): Document {
  const code = rule.split("/")[1];
  if (like !== null && Object.keys(fields).length > fieldsFromNothing) return like;
  const isOfFund = fields["fund"]?.is === "code" && names.funds.some(one => one.fund === code);
  return { ...emptyOf(fields), ...(isOfFund ? { fund: code! } : {}) };
}
