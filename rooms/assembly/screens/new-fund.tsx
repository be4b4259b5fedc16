/** Another fund, because the members decided so: a rice bank, a school fund. What it is they said; here it is opened. */
import type { PageProps } from "#base";
import { Act, Card, Field, Heading, Notice, Page, SelectField, Soft, Stack, StatePanel, Title, Two } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { NewFundSeen } from "../page-questions.ts";
import { whenSaid } from "./decision-parts.tsx";
import { useDoing } from "./doing.ts";
import { fundSaid, type FundValue } from "./fund-form.tsx";
import { Sentences } from "./rules.tsx";
import { sentenceOf } from "./say.ts";
import { useTogether } from "./together.tsx";

export function NewFundView(props: PageProps<NewFundSeen>): JSX.Element {
  const { data, words } = props;
  if (data.mayOpen && data.ready.length > 0) return <OpenFund {...props} />;
  return (
    <Page
      title={words.say("assembly.screen.open-fund")}
      back={{ href: "/rules", label: words.say("assembly.screen.back-to-rules") }}
    >
      <StatePanel kind="empty" title={words.say("assembly.screen.members-decide")}>
        <Soft>{words.say(data.mayOpen ? "assembly.screen.fund-decide-officer" : "assembly.screen.fund-decide")}</Soft>
      </StatePanel>
    </Page>
  );
}

function OpenFund({ data, words, session, params }: PageProps<NewFundSeen>): JSX.Element {
  const asked = data.ready.find(one => one.fund === params["fund"]) ?? data.ready[0]!;
  const [decision, setDecision] = useState(asked.decision);
  const decided = data.ready.find(one => one.decision === decision) ?? asked;
  const [called, setCalled] = useState("");
  const name = decided.name ?? called.trim();
  const doing = useDoing();
  const together = useTogether({ words, session });
  const open = async (): Promise<void> => {
    const body = { decision, name };
    if (await doing.run({ name: "assembly.open-fund", on: data.on, body })) location.assign(`/funds/${decided.fund}`);
  };
  return (
    <Page
      title={words.say("assembly.screen.open-fund")}
      subtitle={whenSaid(words, decided)}
      back={{ href: "/rules", label: words.say("assembly.screen.back-to-rules") }}
      foot={
        <Act notYet={name === ""} busy={doing.busy} onClick={() => together.go(() => void open())}>
          {words.say("command.assembly.open-fund")}
        </Act>
      }
    >
      <Two>
        <Stack>
          {data.ready.length > 1 && (
            <SelectField
              label={words.say("field.assembly.open-fund.decision")}
              value={decision}
              onChange={event => setDecision(event.currentTarget.value as typeof decision)}
            >
              {data.ready.map(one => (
                <option key={one.decision} value={one.decision} selected={one.decision === decision}>
                  {[one.name, whenSaid(words, one)].filter(Boolean).join(", ")}
                </option>
              ))}
            </SelectField>
          )}
          <Card held label={words.say("assembly.screen.decided")}>
            <Heading>{words.say("assembly.screen.decided")}</Heading>
            {name !== "" && <Title level={3}>{name}</Title>}
            <Sentences sentences={fundSaid(words, decided.value as FundValue)} />
          </Card>
        </Stack>
        <Stack gap="tight">
          {decided.name === null && (
            <Field
              label={words.say("field.assembly.open-fund.name")}
              hint={words.say("assembly.screen.fund-name-hint")}
              value={called}
              maxLength={60}
              autocomplete="off"
              onInput={event => setCalled(event.currentTarget.value)}
            />
          )}
          {together.said}
          {doing.refusal && (
            <Notice colour="turmeric" icon="alert" live>
              <p>{sentenceOf(doing.refusal, words, data.names.unit)}</p>
            </Notice>
          )}
        </Stack>
      </Two>
      {together.dialog}
    </Page>
  );
}
