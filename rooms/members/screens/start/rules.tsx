/** The rules as sentences: each is as the method has it, and its figure can be changed here before the group begins. */
import { parseRatio, unitOf, type Words } from "#base";
import {
  Act,
  Amount,
  cashUnit,
  Choices,
  Dialog,
  Field,
  Line,
  Lines,
  Notes,
  readAmount,
  Soft,
  Stack,
  Title,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { type RuleLine, linesOf, rhythmOf, rhythms, withRhythm, withValue } from "./rule-lines.ts";
import type { StepProps } from "./start.tsx";

export function Rules({ draft, words, set }: StepProps): JSX.Element {
  const [open, setOpen] = useState<RuleLine | null>(null);
  const lines = linesOf(draft.rules);
  return (
    <Stack>
      <Title>{words.say("members.screen.start.rules")}</Title>
      <Soft>{words.say("members.screen.start.rules-more")}</Soft>
      <Lines>
        {lines.map(line => (
          <Line
            key={`${line.rule}${line.path.join(".")}`}
            label={sentence(words, line)}
            end={<Figure words={words} line={line} unit={draft.unit} rhythm={rhythmOf(draft.rules)} />}
            onClick={() => setOpen(line)}
            arrow
          />
        ))}
      </Lines>
      <Dialog
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open ? sentence(words, open) : ""}
        closeLabel={words.say("members.screen.close")}
      >
        {open &&
          (open.kind === "rhythm" ? (
            <Choices
              name="rhythm"
              question={words.say("members.screen.rule.rhythm")}
              value={rhythmOf(draft.rules)}
              onChange={code => {
                set({ rules: withRhythm(draft.rules, code) });
                setOpen(null);
              }}
              choices={rhythms.map(({ code }) => ({ value: code, label: words.say(`members.screen.rhythm.${code}`) }))}
            />
          ) : (
            <ChangeFigure
              key={`${open.rule}${open.path.join(".")}`}
              line={open}
              unit={draft.unit}
              words={words}
              onChange={value => {
                set({ rules: withValue(draft.rules, open, value) });
                setOpen(null);
              }}
            />
          ))}
      </Dialog>
    </Stack>
  );
}

const sentence = (words: Words, { sentence: key, said }: RuleLine): string => {
  const every = said["every"] === "month" || said["every"] === "meeting" ? said["every"] : "once";
  return words.say(key, {
    product: productName(words, said["product"]!),
    every: words.say(`members.screen.each.${every}`),
  });
};

/** The savings' room has words for the usual ones. */
function productName(words: Words, code: string): string {
  const key = [`savings.product.${code}`, `members.screen.product.${code}`].find(one => words.has(one));
  return key === undefined ? code : words.say(key);
}

function Figure({
  words,
  line,
  unit,
  rhythm,
}: {
  words: Words;
  line: RuleLine;
  unit: string;
  rhythm: string;
}): JSX.Element {
  switch (line.kind) {
    case "amount":
      return <Amount minor={BigInt(line.value)} unit={cashUnit(unit, unitOf(unit)?.scale ?? 0)} />;
    case "percent":
      return <b>{words.say("members.screen.percent", { percent: localised(words, line.value) })}</b>;
    case "count":
      return <b>{line.value}</b>;
    case "rhythm":
      return <b>{words.say(`members.screen.rhythm.${rhythm}`)}</b>;
  }
}

/** "1.5" as it is written here. */
const localised = (words: Words, value: string): string =>
  new Intl.NumberFormat(words.locale, { maximumFractionDigits: 4 }).format(Number(value));

function ChangeFigure({
  line,
  unit: code,
  words,
  onChange,
}: {
  line: RuleLine;
  unit: string;
  words: Words;
  onChange: (value: string) => void;
}): JSX.Element {
  const unit = cashUnit(code, unitOf(code)?.scale ?? 0);
  const [typed, setTyped] = useState(
    line.kind === "amount" ? words.number(BigInt(line.value), unit.scale) : localised(words, line.value),
  );
  const minor = line.kind === "amount" ? readAmount(typed, unit.scale) : undefined;
  const value =
    line.kind === "amount" ? minor?.toString() : line.kind === "percent" ? percentOf(typed) : countOf(typed);
  const isNothing = value === "0" && line.kind !== "percent";
  return (
    <form
      class="stack tight"
      onSubmit={event => {
        event.preventDefault();
        if (value !== undefined && !isNothing) onChange(value);
      }}
    >
      <Field
        label={words.say(`members.screen.figure.${line.kind}`)}
        value={typed}
        onInput={event => setTyped(event.currentTarget.value)}
        inputMode={line.kind === "count" ? "numeric" : "decimal"}
        autocomplete="off"
        figures
      />
      {minor !== undefined && (
        <>
          <Amount minor={minor} unit={unit} size="mid" />
          <Notes minor={minor} unit={unit} />
        </>
      )}
      <Act type="submit" notYet={value === undefined || isNothing}>
        {words.say("members.screen.save")}
      </Act>
    </form>
  );
}

/** A percent as a decimal with a point, at most a hundred. */
function percentOf(typed: string): string | undefined {
  const text = typed.trim().replace(",", ".");
  const ratio = /^\d{1,3}(?:\.\d{1,4})?$/.test(text) ? parseRatio(text) : null;
  return ratio && ratio.numerator <= 100n * ratio.denominator ? text : undefined;
}

const countOf = (typed: string): string | undefined => (/^[1-9]\d{0,2}$/.test(typed.trim()) ? typed.trim() : undefined);
