/** Another fund, because the members decided so: a rice bank, a school fund. Its unit may be kilograms, days or eggs. */
import { type PageProps, units, type Words } from "#base";
import {
  Act,
  CheckField,
  type Choice,
  Choices,
  Field,
  Icon,
  Motif,
  Notice,
  Page,
  SelectField,
  Soft,
  Stack,
  StatePanel,
  Two,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { NewFundSeen } from "../page-questions.ts";
import { whenSaid } from "./decisions.tsx";
import { useDoing } from "./doing.ts";
import { sentenceOf } from "./say.ts";
import { useTogether } from "./together.tsx";

type Nature = "divisible" | "restricted" | "indivisible";

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
  const [name, setName] = useState("");
  const [unit, setUnit] = useState(data.names.unit);
  const [nature, setNature] = useState<Nature>("divisible");
  const [isLendable, setLendable] = useState(false);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const { fund } = data.ready.find(one => one.decision === decision) ?? asked;
  const open = async (): Promise<void> => {
    const body = {
      fund,
      unit,
      nature,
      is_lendable: nature !== "indivisible" && isLendable,
      name: name.trim(),
      decision,
    };
    if (await doing.run({ name: "assembly.open-fund", on: data.on, body })) location.assign(`/funds/${fund}`);
  };
  return (
    <Page
      title={words.say("assembly.screen.open-fund")}
      subtitle={words.say("assembly.screen.decided-on", { day: words.day(asked.on) })}
      back={{ href: "/rules", label: words.say("assembly.screen.back-to-rules") }}
      foot={
        <Act notYet={name.trim() === ""} busy={doing.busy} onClick={() => together.go(() => void open())}>
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
                  {`${one.fund}, ${whenSaid(words, one)}`}
                </option>
              ))}
            </SelectField>
          )}
          <Field
            label={words.say("field.assembly.open-fund.name")}
            hint={words.say("assembly.screen.fund-name-hint")}
            value={name}
            maxLength={60}
            autocomplete="off"
            onInput={event => setName(event.currentTarget.value)}
          />
          <SelectField
            label={words.say("field.assembly.open-fund.unit")}
            hint={words.say("assembly.screen.fund-unit-hint")}
            value={unit}
            onChange={event => setUnit(event.currentTarget.value)}
          >
            {unitsFor(data.names.unit).map(code => (
              <option key={code} value={code} selected={code === unit}>
                {words.has(`unit.${code}`) ? words.say(`unit.${code}`) : code}
              </option>
            ))}
          </SelectField>
        </Stack>
        <Stack gap="tight">
          <Choices
            name="nature"
            question={words.say("field.assembly.open-fund.nature")}
            showQuestion
            choices={naturesSaid(words)}
            value={nature}
            onChange={value => setNature(value as Nature)}
          />
          {nature !== "indivisible" && (
            <CheckField
              label={words.say("field.assembly.open-fund.is_lendable")}
              checked={isLendable}
              onChange={event => setLendable(event.currentTarget.checked)}
            />
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

/** The group's own money first, then things, then other money. */
function unitsFor(own: string): readonly string[] {
  const others = Object.values(units).filter(one => one.code !== own);
  return [
    own,
    ...others.filter(one => one.kind === "thing").map(one => one.code),
    ...others.filter(one => one.kind === "currency").map(one => one.code),
  ];
}

const naturesSaid = (words: Words): readonly Choice[] =>
  (["divisible", "restricted", "indivisible"] as const).map(nature => ({
    value: nature,
    label: words.say(`choice.assembly.open-fund.nature.${nature}`),
    sub: words.say(`assembly.screen.nature.${nature}`),
    sign:
      nature === "divisible" ? (
        <Icon name="people" size={32} />
      ) : nature === "restricted" ? (
        <Icon name="heart" size={32} />
      ) : (
        <Motif name="lesung" size={32} />
      ),
    plain: true,
  }));
