/** Help by a decision alone: whom it helped, what it was for, and what it was used for. */
import type { PageProps } from "#base";
import { Bead, Page, Soft, Stack, Two, Who } from "#look";
import { called, fundCalled, numberSaid, PrivateLine, useVeil, VeilAct } from "#assembly/parts";
import type { JSX } from "preact";
import type { GrantSeen } from "../page-grant.ts";
import { UseTold } from "./use-told.tsx";

export function GrantView({ data, words }: PageProps<GrantSeen>): JSX.Element {
  const veil = useVeil();
  const { decision, on, unit, useToldOn, use } = data;
  return (
    <Page
      title={words.say("aid.screen.grant")}
      subtitle={fundCalled(words, data.fund, data.names.funds)}
      back={{ href: "/aid", label: words.say("aid.screen.back") }}
    >
      <Two>
        <Stack gap="tight">
          <Who
            level={2}
            bead={<Bead number={data.who.number} size={96} />}
            number={numberSaid(words, data.who)}
            name={called(words, data.who)}
            note={words.say("aid.screen.granted-on", { day: words.day(data.grantedOn) })}
          />
          {data.purpose !== null && <p>{data.purpose}</p>}
          <PrivateLine
            amount={data.amount}
            unit={unit}
            of={words.say("aid.screen.granted")}
            veil={veil}
            words={words}
            size="number"
          />
          <VeilAct veil={veil} words={words} />
        </Stack>
        <Stack gap="tight">
          <Soft>{words.say("aid.screen.grant-more")}</Soft>
          <UseTold help={{ of: { decision }, on, unit, useToldOn, use, page: `/aid/grants/${decision}` }} words={words} />
        </Stack>
      </Two>
    </Page>
  );
}
