/** How much she may borrow next of kinds of loan that grow step by step, and why: of herself alone, shown when she asks. */
import type { Words } from "#base";
import { Card, Cards, Heading, Soft, Stack } from "#look";
import { codeName, PrivateLine, type Veil } from "#assembly/parts";
import type { JSX } from "preact";
import type { LoansSeen } from "../page-questions.ts";

export function Ladders({
  data,
  veil,
  words,
}: {
  readonly data: Pick<LoansSeen, "ladders" | "names">;
  readonly veil: Veil;
  readonly words: Words;
}): JSX.Element | null {
  if (data.ladders.length === 0) return null;
  return (
    <Stack gap="tight">
      <Heading>{words.say("loans.screen.ladder")}</Heading>
      <Cards>
        {data.ladders.map(({ product, unit, step, owed, left, why }) => {
          const amount = (minor: string): string => words.amount(BigInt(minor), unit);
          return (
            <Card key={product}>
              <PrivateLine
                of={codeName(words, `loans.product/${product}`, data.names)}
                amount={left}
                unit={unit}
                veil={veil}
                words={words}
              />
              {veil.open && (
                <Soft>
                  {words.say("loans.screen.ladder-may", { step: amount(step), why: words.say(why) })}
                  {owed !== "0" && ` ${words.say("loans.ladder.left", { owed: amount(owed), amount: amount(left) })}`}
                </Soft>
              )}
            </Card>
          );
        })}
      </Cards>
    </Stack>
  );
}
