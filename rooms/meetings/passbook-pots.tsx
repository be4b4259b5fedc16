/** The pots she sits in, on her passbook. */
import { Card, Soft } from "#look";
import type { ComponentChildren } from "preact";
import { type CardsProps, Hidden } from "./passbook-cards.tsx";
import { fundName } from "./passbook-names.ts";

/** A pot she sits in: owed to her before her turn, still to be brought after it. */
export function HerPots({ words, hers, isOpen }: CardsProps): ComponentChildren {
  return hers.pots.map(({ pot, name, unit, round, rounds, position }) => {
    const has = BigInt(position) >= 0n;
    return (
      <Card key={pot} title={fundName(words, pot, name)}>
        <Hidden
          words={words}
          of={words.say(has ? "pots.screen.owed-to-you" : "pots.screen.you-still-bring")}
          minor={has ? BigInt(position) : -BigInt(position)}
          unit={unit}
          isOpen={isOpen}
        />
        {isOpen && <Soft small>{words.say(has ? "pots.screen.owed-to-you" : "pots.screen.you-still-bring")}</Soft>}
        <Soft small>
          {words.say("pots.round.of", { round, rounds })} · <a href="/pots">{words.say("pots.screen.title")}</a>
        </Soft>
      </Card>
    );
  });
}
