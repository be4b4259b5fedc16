/** The calls that are open, as they may be read out at a meeting, and what she herself offered. */
import type { PageProps, Words } from "#base";
import { Act, Card, Cards, Heading, Line, Lines, Page, QuietAct, Soft, Stack, StatePanel } from "#look";
import type { JSX } from "preact";
import type { CallsSeen } from "../page-calls.ts";
import { CallerSaid, needSaid, offerSaid } from "./call-said.tsx";

type Call = CallsSeen["calls"][number];

export function CallsView({ data, words }: PageProps<CallsSeen>): JSX.Element {
  const { calls, past, offered } = data;
  return (
    <Page
      title={words.say("aid.call.title")}
      subtitle={words.say("aid.call.more")}
      back={{ href: "/aid", label: words.say("aid.screen.back") }}
      foot={
        data.mayCall ? (
          <Act href="/aid/calls/new" icon="heart">
            {words.say("command.aid.call-for-help")}
          </Act>
        ) : undefined
      }
    >
      {calls.length === 0 ? (
        <StatePanel kind="empty" title={words.say("aid.call.none")}>
          <Soft>{words.say("aid.call.none-more")}</Soft>
        </StatePanel>
      ) : (
        <Cards>
          {calls.map(call => (
            <OpenCall key={call.call} call={call} words={words} />
          ))}
        </Cards>
      )}
      {past.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("aid.call.past")}</Heading>
          <Lines>
            {past.map(call => (
              <Line
                key={call.call}
                label={needSaid(words, call)}
                sub={words.say("aid.call.was-until", { day: words.day(call.until) })}
                href={`/aid/calls/${call.call}`}
                arrow
              />
            ))}
          </Lines>
        </Stack>
      )}
      {offered.length > 0 && (
        <Stack gap="tight">
          <Heading>{words.say("aid.call.i-offered")}</Heading>
          <Lines>
            {offered.map(one => (
              <Line
                key={one.offer}
                label={offerSaid(words, one)}
                sub={
                  <>
                    {one.words !== null && <>{one.words}. </>}
                    {one.call === null ? words.say("aid.call.is-over") : words.day(one.on, "short")}
                  </>
                }
                {...(one.call === null ? {} : { href: `/aid/calls/${one.call}`, arrow: true })}
              />
            ))}
          </Lines>
        </Stack>
      )}
    </Page>
  );
}

function OpenCall({ call, words }: { readonly call: Call; readonly words: Words }): JSX.Element {
  return (
    <Card title={needSaid(words, call)}>
      <CallerSaid call={call} words={words} />
      {call.words !== null && <p>{call.words}</p>}
      <Soft small>{words.say("aid.call.until", { day: words.day(call.until) })}</Soft>
      <Soft small>{words.say("aid.call.offerers", { count: call.offerers })}</Soft>
      <QuietAct href={`/aid/calls/${call.call}`} icon="hand" wide>
        {words.say(call.isMine ? "aid.call.open-mine" : call.hasOffered ? "aid.call.offered" : "command.aid.offer-help")}
      </QuietAct>
    </Card>
  );
}
