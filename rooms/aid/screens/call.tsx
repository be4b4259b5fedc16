/**
 * One call. Members read it and offer what they can; she and the officers who stand by her read who offered what, and end it.
 */
import type { PageProps, Words } from "#base";
import { Act, Dialog, Heading, Line, Lines, Notice, Page, QuietAct, Soft, Stack, Two } from "#look";
import { called, sentenceOf, SomeoneLine, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CallSeen } from "../page-calls.ts";
import { OfferForm } from "./call-offer.tsx";
import { CallerSaid, needSaid, offerSaid } from "./call-said.tsx";

interface Part {
  readonly data: CallSeen;
  readonly words: Words;
}

export function CallView({ data, words }: PageProps<CallSeen>): JSX.Element {
  return (
    <Page
      title={needSaid(words, data)}
      subtitle={words.say("aid.call.one")}
      back={{ href: "/aid/calls", label: words.say("aid.call.back") }}
    >
      {data.stands ? (
        <Two>
          <Called data={data} words={words} />
          <Stack gap="tight">
            <Offers data={data} words={words} />
            {data.status === "open" && <Ending data={data} words={words} />}
          </Stack>
        </Two>
      ) : (
        <>
          <Called data={data} words={words} />
          <Offering data={data} words={words} />
        </>
      )}
    </Page>
  );
}

function Called({ data, words }: Part): JSX.Element {
  return (
    <Stack gap="tight">
      <CallerSaid call={data} words={words} />
      {data.words !== null && <p>{data.words}</p>}
      <Soft>{words.say(data.isOpen ? "aid.call.until" : "aid.call.was-until", { day: words.day(data.until) })}</Soft>
      {data.status === "helped" && (
        <Notice colour="leaf" icon="heart">
          <p>{words.say("aid.call.was-helped")}</p>
        </Notice>
      )}
      {data.officers.length > 0 && (
        <Soft small>
          {words.say(data.isWitnessed ? "aid.call.witnessed" : "aid.call.officers", {
            names: data.officers.map(one => called(words, one)).join(", "),
          })}
        </Soft>
      )}
    </Stack>
  );
}

/** Who offered what, for her and those who stand by her. */
function Offers({ data, words }: Part): JSX.Element {
  const [isWriting, setWriting] = useState(false);
  return (
    <>
      <Heading>{words.say("aid.call.offers")}</Heading>
      {data.offers.length === 0 ? (
        <Soft>{words.say("aid.call.no-offers")}</Soft>
      ) : (
        <Lines label={words.say("aid.call.offers")}>
          {data.offers.map(one => (
            <SomeoneLine
              key={one.offer}
              words={words}
              who={one.who}
              sub={
                <>
                  <b>{offerSaid(words, one)}</b>
                  {one.words !== null && <>. {one.words}</>}
                </>
              }
            />
          ))}
        </Lines>
      )}
      <Soft small>{words.say("aid.call.who-reads-offers")}</Soft>
      <Mine data={data} words={words} />
      {(data.mayOffer || data.mayRecord) && (
        <>
          <QuietAct icon="hand" onClick={() => setWriting(true)}>
            {words.say("aid.call.write-offer")}
          </QuietAct>
          <Dialog
            open={isWriting}
            onClose={() => setWriting(false)}
            title={words.say("aid.call.write-offer")}
            closeLabel={words.say("assembly.screen.close")}
          >
            {isWriting && <OfferForm data={data} words={words} />}
          </Dialog>
        </>
      )}
    </>
  );
}

/** For everybody else: how many offered, and what she can do herself. */
function Offering({ data, words }: Part): JSX.Element {
  return (
    <>
      <Soft>{words.say("aid.call.offerers", { count: data.offerers })}</Soft>
      <Mine data={data} words={words} />
      {(data.mayOffer || data.mayRecord) && <OfferForm data={data} words={words} />}
    </>
  );
}

/** What she offered herself; she may think better of it, and is not asked why. */
function Mine({ data, words }: Part): JSX.Element | null {
  const doing = useDoing();
  if (data.mine.length === 0) return null;
  const withdraw = async (offer: string): Promise<void> => {
    if (await doing.run({ name: "aid.withdraw-offer", on: data.on, body: { offer } }))
      location.assign(`/aid/calls/${data.call}`);
  };
  return (
    <Stack gap="close">
      <Heading>{words.say("aid.call.i-offered")}</Heading>
      <Lines>
        {data.mine.map(one => (
          <Line
            key={one.offer}
            label={offerSaid(words, one)}
            sub={one.words ?? undefined}
            below={
              <QuietAct busy={doing.busy} onClick={() => void withdraw(one.offer)}>
                {words.say("command.aid.withdraw-offer")}
              </QuietAct>
            }
          />
        ))}
      </Lines>
      {doing.refusal && <Refused said={sentenceOf(doing.refusal, words, "")} />}
    </Stack>
  );
}

/** Helped, which is what it is for; or taken back, asked once since her words are gone then. */
function Ending({ data, words }: Part): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const doing = useDoing();
  const end = async (name: "aid.close-call" | "aid.take-back-call"): Promise<void> => {
    if (await doing.run({ name, on: data.on, body: { call: data.call } })) location.assign("/aid/calls");
  };
  return (
    <Stack gap="tight">
      {doing.refusal && <Refused said={sentenceOf(doing.refusal, words, "")} />}
      <Act icon="heart" busy={doing.busy} onClick={() => void end("aid.close-call")}>
        {words.say("command.aid.close-call")}
      </Act>
      <QuietAct onClick={() => setAsked(true)}>{words.say("command.aid.take-back-call")}</QuietAct>
      <Soft small>{words.say(data.isMine ? "aid.call.hers-to-end" : "aid.call.on-her-word")}</Soft>
      <Dialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={words.say("aid.call.take-back-sure")}
        closeLabel={words.say("assembly.screen.close")}
        foot={
          <Act busy={doing.busy} onClick={() => void end("aid.take-back-call")}>
            {words.say("command.aid.take-back-call")}
          </Act>
        }
      >
        <p>{words.say("aid.call.take-back-more")}</p>
      </Dialog>
    </Stack>
  );
}

const Refused = ({ said }: { readonly said: string }): JSX.Element => (
  <Notice colour="turmeric" icon="alert" live>
    <p>{said}</p>
  </Notice>
);
