/**
 * What the savings lend to the screens of the meeting: splits of a surplus to begin with, each by the law it follows, and
 * what the parts of one add up to while it is typed.
 */
import { add, compare, type Document, parseRatio, ratio, ratioText, type Words } from "#base";
import { Heading, Icon, Line, Lines, Notice, Soft, Stack } from "#look";
import type { JSX } from "preact";
import { type PresetsKnown, presetsOf } from "./surplus-presets.ts";

export const surplusRuleKey = "savings.surplus/";

/** Where a group's rule of the surplus may begin. What is chosen is a value of the rule, to be changed in its form. */
export function SurplusPresets({
  known,
  onChoose,
  words,
}: {
  readonly known: PresetsKnown;
  readonly onChoose: (value: { readonly [field: string]: Document }) => void;
  readonly words: Words;
}): JSX.Element {
  return (
    <Stack gap="close">
      <Heading>{words.say("savings.surplus.presets")}</Heading>
      <Soft small>{words.say("savings.surplus.presets-hint")}</Soft>
      <Lines label={words.say("savings.surplus.presets")}>
        {presetsOf(known).map(({ law, value }) => (
          <Line
            key={law}
            lead={<Icon name="book" size={32} />}
            label={words.say(`choice.savings.surplus.law.${law}`)}
            sub={words.say("savings.surplus.source", { law: words.say(`law.${law}`) })}
            onClick={() => onChoose(value)}
          />
        ))}
      </Lines>
    </Stack>
  );
}

/** What the parts add up to; nothing is said before there are any. */
export function SurplusSum({ value, words }: { readonly value: Document; readonly words: Words }): JSX.Element | null {
  const { parts = [] } = value as { readonly parts?: readonly { readonly percent?: string }[] };
  const sum = parts.map(part => parseRatio(part.percent ?? "") ?? ratio(0n)).reduce(add, ratio(0n));
  if (parts.length === 0) return null;
  const isWhole = compare(sum, ratio(100n)) === 0;
  const said = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 6 }).format(Number(ratioText(sum)));
  return (
    <Notice colour={isWhole ? "leaf" : "turmeric"} icon={isWhole ? "check" : "scale"} live>
      <p>{words.say(isWhole ? "savings.surplus.sum-whole" : "savings.surplus.sum-not-whole", { sum: said })}</p>
    </Notice>
  );
}
