/** A partner enters the register or changes its contact; an agreement is made, renewed or ended. One officer says it. */
import { addDays, type Day, type Document, type Words } from "#base";
import { newId } from "#client";
import { type Doing, useDoing } from "#assembly/parts";
import { Act, Field, SelectField, Stack, TextField } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { partnerKinds } from "../kinds.ts";
import { Refused } from "./refused.tsx";
import type { AgreementSeen, PartnerSeen } from "./partners.tsx";

interface Shared {
  readonly words: Words;
  readonly today: Day;
}

/** Says it, and the page comes anew. */
async function saying(doing: Doing, name: string, on: Day, body: Document): Promise<void> {
  if (await doing.run({ name, on, body })) location.assign("/partners");
}

/** What is empty was not said. */
const filled = (said: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(said).flatMap(([name, text]) => (text.trim() === "" ? [] : [[name, text.trim()]])));

interface SaveProps {
  readonly doing: Doing;
  readonly words: Words;
  readonly notYet: boolean;
  readonly onSave: () => Promise<void>;
}

const Save = ({ doing, words, notYet, onSave }: SaveProps): JSX.Element => (
  <>
    <Refused doing={doing} words={words} />
    <Act busy={doing.busy} notYet={notYet} onClick={() => void onSave()}>
      {words.say("records.partners.save")}
    </Act>
  </>
);

export function PartnerForm({ words, today }: Shared): JSX.Element {
  const [kind, setKind] = useState<string>(partnerKinds[0]);
  const [said, setSaid] = useState({ name: "", contact: "", telephone: "" });
  const [partner] = useState(newId);
  const doing = useDoing();
  return (
    <Stack gap="tight">
      <SelectField
        label={words.say("records.add-partner.kind")}
        value={kind}
        onChange={event => setKind(event.currentTarget.value)}
      >
        {partnerKinds.map(one => (
          <option key={one} value={one}>
            {words.say(`records.kind.${one}`)}
          </option>
        ))}
      </SelectField>
      <ContactFields words={words} said={said} onSay={setSaid} />
      <Save
        doing={doing}
        words={words}
        notYet={said.name.trim() === ""}
        onSave={() => saying(doing, "records.add-partner", today, { partner, kind, ...filled(said) })}
      />
    </Stack>
  );
}

export function ContactForm({ words, today, partner }: Shared & { readonly partner: PartnerSeen }): JSX.Element {
  const before = { name: partner.name, contact: partner.contact ?? "", telephone: partner.telephone ?? "" };
  const [said, setSaid] = useState(before);
  const doing = useDoing();
  const changed = filled(
    Object.fromEntries(Object.entries(said).filter(([name, text]) => text.trim() !== before[name as keyof typeof before])),
  );
  return (
    <Stack gap="tight">
      <ContactFields words={words} said={said} onSay={setSaid} isAnew />
      <Save
        doing={doing}
        words={words}
        notYet={Object.keys(changed).length === 0}
        onSave={() => saying(doing, "records.describe-partner", today, { partner: partner.partner, ...changed })}
      />
    </Stack>
  );
}

type Contact = Readonly<Record<"name" | "contact" | "telephone", string>>;

function ContactFields({
  words,
  said,
  onSay,
  isAnew,
}: {
  readonly words: Words;
  readonly said: Contact;
  readonly onSay: (said: Contact) => void;
  readonly isAnew?: boolean;
}): JSX.Element {
  return (
    <>
      {(["name", "contact", "telephone"] as const).map(field => (
        <Field
          key={field}
          label={words.say(`records.add-partner.${field}`)}
          hint={
            field === "contact"
              ? words.say(isAnew ? "records.partners.contact-hint" : "records.partners.may-be-empty")
              : undefined
          }
          inputMode={field === "telephone" ? "tel" : "text"}
          maxLength={field === "telephone" ? 40 : 120}
          autocomplete="off"
          value={said[field]}
          onInput={event => onSay({ ...said, [field]: event.currentTarget.value })}
        />
      ))}
    </>
  );
}

/** A new agreement, or one that goes on from another: then from the day after it. */
export function AgreementForm({
  words,
  today,
  partner,
  renews,
}: Shared & { readonly partner: PartnerSeen; readonly renews?: AgreementSeen }): JSX.Element {
  const [said, setSaid] = useState<Readonly<Record<"from" | "until" | "purpose", string>>>({
    from: renews?.until ? addDays(renews.until, 1) : today,
    until: "",
    purpose: renews?.purpose ?? "",
  });
  const [agreement] = useState(newId);
  const doing = useDoing();
  const body = { agreement, partner: partner.partner, ...filled(said), ...(renews ? { renews: renews.agreement } : {}) };
  return (
    <Stack gap="tight">
      <TextField
        label={words.say("records.make-agreement.purpose")}
        maxLength={500}
        value={said.purpose}
        onInput={event => setSaid({ ...said, purpose: event.currentTarget.value })}
      />
      {(["from", "until"] as const).map(field => (
        <Field
          key={field}
          type="date"
          label={words.say(`records.make-agreement.${field}`)}
          hint={field === "until" ? words.say("records.partners.until-hint") : undefined}
          value={said[field]}
          onInput={event => setSaid({ ...said, [field]: event.currentTarget.value })}
        />
      ))}
      <Save
        doing={doing}
        words={words}
        notYet={said.purpose.trim() === "" || said.from === ""}
        onSave={() => saying(doing, "records.make-agreement", today, body)}
      />
    </Stack>
  );
}

export function EndForm({ words, today, agreement }: Shared & { readonly agreement: AgreementSeen }): JSX.Element {
  const { until } = agreement;
  const [lastDay, setLastDay] = useState<string>(until !== null && until < today ? until : today);
  const [reason, setReason] = useState("");
  const doing = useDoing();
  const body = { agreement: agreement.agreement, last_day: lastDay, reason: reason.trim() };
  return (
    <Stack gap="tight">
      <Field
        type="date"
        label={words.say("records.end-agreement.last_day")}
        value={lastDay}
        onInput={event => setLastDay(event.currentTarget.value)}
      />
      <TextField
        label={words.say("records.end-agreement.reason")}
        maxLength={500}
        value={reason}
        onInput={event => setReason(event.currentTarget.value)}
      />
      <Save
        doing={doing}
        words={words}
        notYet={reason.trim() === "" || lastDay === ""}
        onSave={() => saying(doing, "records.end-agreement", today, body)}
      />
    </Stack>
  );
}
