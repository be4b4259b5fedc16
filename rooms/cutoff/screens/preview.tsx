/** What would stand in the books: how many come, each fund with what there is and whose it is, and the opening trial balance. */
import type { Refusal, Words } from "#base";
import { Card, Heading, Line, Lines, Mark, Notice, Soft, Stack, Sum, Two } from "#look";
import { codeName, fundCalled, Money, type RuleNames } from "#assembly/parts";
import type { JSX } from "preact";
import type { FundPreview, PreviewSeen, TrialPreview } from "../preview.ts";

interface Naming {
  readonly names: RuleNames;
  readonly words: Words;
}

export function Preview({
  preview,
  refusal,
  said,
  names,
  words,
}: Naming & {
  readonly preview: PreviewSeen;
  readonly refusal: Refusal | null;
  readonly said: (refusal: Refusal) => string;
}): JSX.Element {
  return (
    <Stack>
      {refusal ? (
        <Notice colour="turmeric" icon="alert" live>
          <p>{said(refusal)}</p>
        </Notice>
      ) : preview.isEven ? (
        <Notice colour="leaf" icon="check" title={words.say("cutoff.screen.even")} live>
          <p>{words.say("cutoff.screen.even-more")}</p>
        </Notice>
      ) : (
        <Notice colour="red" icon="scale" title={words.say("cutoff.screen.uneven")} live>
          <p>{words.say("cutoff.screen.uneven-more")}</p>
        </Notice>
      )}
      <Card title={words.say("cutoff.screen.through", { day: words.day(preview.through) })}>
        <p>{words.say("cutoff.screen.who-comes", { joining: preview.joining, here: preview.here })}</p>
        <p>{words.say("cutoff.screen.loans", { count: preview.loans })}</p>
        <Soft>{words.say("cutoff.screen.closed")}</Soft>
      </Card>
      <Heading>{words.say("cutoff.screen.funds")}</Heading>
      <Two even>
        {preview.funds.map(fund => (
          <Fund key={`${fund.fund} ${fund.unit}`} fund={fund} names={names} words={words} />
        ))}
      </Two>
      <Stack gap="close">
        <Heading>{words.say("cutoff.screen.trial")}</Heading>
        {preview.trials.map(trial => (
          <Trial key={trial.unit} trial={trial} names={names} words={words} />
        ))}
      </Stack>
    </Stack>
  );
}

const there = ["cash", "bank", "lent"] as const;
const whose = ["savings", "shares", "own", "gifts"] as const;

function Fund({ fund, names, words }: Naming & { readonly fund: FundPreview }): JSX.Element {
  const { unit } = fund;
  const sumOf = (parts: readonly (typeof there | typeof whose)[number][]): string =>
    String(parts.reduce((total, part) => total + BigInt(fund[part]), 0n));
  const side = (parts: readonly (typeof there | typeof whose)[number][], name: string): JSX.Element => (
    <Stack gap="close">
      <Sum label={<b>{words.say(`cutoff.screen.${name}`)}</b>}>
        <Money amount={sumOf(parts)} unit={unit} />
      </Sum>
      {parts
        .filter(part => fund[part] !== "0")
        .map(part => (
          <Sum key={part} label={words.say(`cutoff.screen.part.${part}`)}>
            <Money amount={fund[part]} unit={unit} light />
          </Sum>
        ))}
    </Stack>
  );
  return (
    <Card
      title={fundCalled(words, fund.fund, names.funds)}
      mark={fund.difference === "0" ? <Mark colour="leaf" icon="check">{words.say("cutoff.screen.fund-even")}</Mark> : undefined}
    >
      {side(there, "there")}
      {side(whose, "whose")}
      {fund.difference !== "0" && (
        <Notice
          colour="red"
          icon="scale"
          title={words.say(fund.difference.startsWith("-") ? "cutoff.screen.missing" : "cutoff.screen.over")}
        >
          <Money amount={fund.difference.replace("-", "")} unit={unit} size="mid" />
        </Notice>
      )}
    </Card>
  );
}

/** A line an account, its side beside it: two columns of figures do not stand on a small phone. */
function Trial({ trial, names, words }: Naming & { readonly trial: TrialPreview }): JSX.Element {
  const { unit } = trial;
  return (
    <Stack gap="close">
      <Lines label={words.say("cutoff.screen.trial")}>
        {trial.lines.map(line => {
          const isDebit = line.debit !== "0";
          return (
            <Line
              key={line.account}
              label={accountSaid(line, { names, words })}
              sub={`${fundCalled(words, line.fund, names.funds)} · ${words.say(isDebit ? "ledger.statements.debit" : "ledger.statements.credit")}`}
              end={<Money amount={isDebit ? line.debit : line.credit} unit={unit} />}
            />
          );
        })}
      </Lines>
      {(["debit", "credit"] as const).map(side => (
        <Sum key={side} label={<b>{words.say("cutoff.screen.sum-of", { side: words.say(`ledger.statements.${side}`) })}</b>}>
          <Money amount={trial[side]} unit={unit} />
        </Sum>
      ))}
    </Stack>
  );
}

const accountSaid = ({ kind, product }: TrialPreview["lines"][number], { names, words }: Naming): string =>
  product === "" ? words.say(`account.${kind}`) : codeName(words, `savings.product/${product}`, names);
