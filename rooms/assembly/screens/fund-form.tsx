/** A fund the members decide to open: what it is counted in, whose it is, and whether it is lent. */
import { type Document, units, type Words } from "#base";
import { CheckField, type Choice, Choices, Icon, Motif, SelectField, Stack } from "#look";
import type { JSX } from "preact";

type Nature = "divisible" | "restricted" | "indivisible";

/** As a decision about a fund has it. */
export interface FundValue {
  readonly [key: string]: Document;
  readonly unit: string;
  readonly nature: Nature;
  readonly is_lendable: boolean;
}

export const fundBeginning = (unit: string): FundValue => ({ unit, nature: "divisible", is_lendable: false });

export function FundForm({
  value,
  own,
  onChange,
  words,
}: {
  readonly value: FundValue;
  /** The group's own money. */
  readonly own: string;
  readonly onChange: (value: FundValue) => void;
  readonly words: Words;
}): JSX.Element {
  return (
    <Stack>
      <SelectField
        label={words.say("field.assembly.open-fund.unit")}
        hint={words.say("assembly.screen.fund-unit-hint")}
        value={value.unit}
        onChange={event => onChange({ ...value, unit: event.currentTarget.value })}
      >
        {unitsFor(own).map(code => (
          <option key={code} value={code} selected={code === value.unit}>
            {unitCalled(words, code)}
          </option>
        ))}
      </SelectField>
      <Choices
        name="nature"
        question={words.say("field.assembly.open-fund.nature")}
        showQuestion
        choices={naturesSaid(words)}
        value={value.nature}
        onChange={nature =>
          onChange({ ...value, nature: nature as Nature, is_lendable: value.is_lendable && nature !== "indivisible" })
        }
      />
      {value.nature !== "indivisible" && (
        <CheckField
          label={words.say("field.assembly.open-fund.is_lendable")}
          checked={value.is_lendable}
          onChange={event => onChange({ ...value, is_lendable: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}

/** What was decided, to be read aloud. */
export const fundSaid = (words: Words, { unit, nature, is_lendable }: FundValue): readonly string[] => [
  words.say("said.ledger.fund", { unit: unitCalled(words, unit) }),
  words.say(`said.ledger.fund.nature=${nature}`),
  words.say(`said.ledger.fund.is_lendable=${is_lendable ? "yes" : "no"}`),
];

const unitCalled = (words: Words, code: string): string =>
  words.has(`unit.${code}`) ? words.say(`unit.${code}`) : code;

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
