/** What somebody can do for her who called: by herself, or told to an officer who writes it down. */
import { ask, isOffline, newId } from "#client";
import { isRefusal, type MemberId, type Words } from "#base";
import { Act, CheckField, Choices, Field, Notice, Soft, Stack, TextField } from "#look";
import { sentenceOf, type Someone, SomeoneLine, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { type OfferKind, offerKinds } from "../call-tables.ts";
import type { CallSeen } from "../page-calls.ts";
import { offerSaid } from "./call-said.tsx";

interface Part {
  readonly data: CallSeen;
  readonly words: Words;
}

export function OfferForm({ data, words }: Part): JSX.Element {
  const [isForOther, setForOther] = useState(!data.mayOffer);
  const [other, setOther] = useState<Someone | null>(null);
  const [kind, setKind] = useState<OfferKind | "">("");
  const [text, setText] = useState("");
  const [offer] = useState(newId);
  const doing = useDoing();
  const member: MemberId | null = isForOther ? (other?.member ?? null) : data.me;
  const give = async (): Promise<void> => {
    if (member === null) return;
    const body = {
      ...{ offer, call: data.call, member, kind },
      ...(text.trim() === "" ? {} : { words: text.trim() }),
    };
    if (await doing.run({ name: "aid.offer-help", on: data.on, body })) location.assign(`/aid/calls/${data.call}`);
  };
  return (
    <Stack gap="tight">
      <Choices
        name="kind"
        question={words.say("field.aid.offer-help.kind")}
        showQuestion
        value={kind}
        onChange={chosen => setKind(chosen as OfferKind)}
        choices={offerKinds.map(one => ({ value: one, label: offerSaid(words, { kind: one }), plain: true }))}
      />
      <TextField
        label={words.say("aid.call.few-words")}
        rows={2}
        maxLength={160}
        value={text}
        onInput={said => setText(said.currentTarget.value)}
      />
      {data.mayRecord && data.mayOffer && (
        <CheckField
          label={words.say("aid.call.for-another")}
          checked={isForOther}
          onChange={said => setForOther(said.currentTarget.checked)}
        />
      )}
      {isForOther && <WhoOffers words={words} other={other} onFound={setOther} />}
      <Soft small>{words.say("aid.call.who-reads-yours")}</Soft>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, "")}</p>
        </Notice>
      )}
      <Act icon="hand" notYet={kind === "" || member === null} busy={doing.busy} onClick={() => void give()}>
        {words.say("command.aid.offer-help")}
      </Act>
    </Stack>
  );
}

/** Found by the number everybody knows her by, as at the table: no list of names comes with a call. */
function WhoOffers({
  words,
  other,
  onFound,
}: {
  readonly words: Words;
  readonly other: Someone | null;
  readonly onFound: (found: Someone | null) => void;
}): JSX.Element {
  const [number, setNumber] = useState("");
  const [isNobody, setNobody] = useState(false);
  const latest = useRef("");
  const look = async (typed: string): Promise<void> => {
    setNumber(typed);
    latest.current = typed;
    onFound(null);
    setNobody(false);
    if (typed === "") return;
    const found = await ask<Someone>("members.who", { number: typed });
    // Who was typed first may be found last.
    if (latest.current !== typed) return;
    if (found !== null && !isRefusal(found) && !isOffline(found)) onFound(found);
    else setNobody(true);
  };
  return (
    <Stack gap="close">
      <Field
        label={words.say("aid.call.number-of")}
        inputMode="numeric"
        autocomplete="off"
        figures
        value={number}
        problem={isNobody ? words.say("aid.call.nobody-of-it") : undefined}
        onInput={said => void look(said.currentTarget.value.replace(/\D/g, "").slice(0, 6))}
      />
      {other !== null && <SomeoneLine words={words} who={other} />}
    </Stack>
  );
}
