/** At a line that is refused for a limit of the group's own: the members may be asked to allow it once. */
import { isExceptable } from "#assembly/parts";
import { QuietAct, Soft, Stack } from "#look";
import type { JSX } from "preact";
import type { AtTable } from "./frame.tsx";

const asksBeyond: ReadonlySet<string> = new Set(["loans.request", "savings.withdrawal", "savings.buy-shares", "aid.claim"]);

export function OfferException({ table, line }: { table: AtTable; line: string }): JSX.Element | null {
  const { words, held, going } = table;
  const refused = held.sheet.get(line);
  if (!refused?.refusal || !asksBeyond.has(refused.entry) || !isExceptable(refused.refusal)) return null;
  return (
    <Stack gap="tight">
      <Soft small>{words.say("assembly.beyond.offer-more")}</Soft>
      <QuietAct icon="hand" onClick={() => going.go({ step: "decide", view: "form", of: `beyond:${line}` })}>
        {words.say("assembly.beyond.offer")}
      </QuietAct>
    </Stack>
  );
}
