/** Who is handed the money after a death: those she named in her order, or somebody else by name. */
import type { Document, Words } from "#base";
import { Choices, Field, SelectField, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ClaimSeen } from "../page-questions.ts";
import { kinships } from "../tables.ts";

export interface Recipient {
  /** As the command has it; null as long as nobody is chosen. */
  readonly chosen: Document | null;
  readonly asked: JSX.Element;
}

const somebodyElse = "other";

export function useRecipient({ words, named }: { readonly words: Words; readonly named: ClaimSeen["named"] }): Recipient {
  const [choice, setChoice] = useState(named.length > 0 ? "" : somebodyElse);
  const [name, setName] = useState("");
  const [kinship, setKinship] = useState<string>("spouse");
  const isOther = choice === somebodyElse;
  const one = named[Number(choice || "NaN")];
  const said = isOther ? { name: name.trim(), kinship } : one ? { name: one.name ?? "", kinship: one.kinship } : null;
  return {
    chosen: said && said.name !== "" ? said : null,
    asked: (
      <Stack gap="tight">
        {named.length > 0 && (
          <Choices
            name="recipient"
            question={words.say("aid.screen.who-receives")}
            showQuestion
            value={choice}
            onChange={setChoice}
            choices={[
              ...named.map((heir, place) => ({
                value: String(place),
                label: heir.name ?? "",
                sub: kinshipSaid(words, heir.kinship),
              })),
              { value: somebodyElse, label: words.say("aid.screen.somebody-else") },
            ]}
          />
        )}
        {isOther && (
          <>
            <Field
              label={words.say("aid.screen.heir-name")}
              maxLength={80}
              value={name}
              onInput={event => setName(event.currentTarget.value)}
            />
            <SelectField
              label={words.say("field.aid.pay-benefit.received_by.kinship")}
              value={kinship}
              onChange={event => setKinship(event.currentTarget.value)}
            >
              {kinships.map(value => (
                <option key={value} value={value}>
                  {kinshipSaid(words, value)}
                </option>
              ))}
            </SelectField>
          </>
        )}
      </Stack>
    ),
  };
}

export const kinshipSaid = (words: Words, kinship: string): string =>
  words.say(`choice.aid.pay-benefit.received_by.kinship.${kinship}`);
