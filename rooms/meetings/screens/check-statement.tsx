/**
 * Checks a statement on the device alone: for the bank's clerk, who has its text or its code on paper and the group's key, and for
 * anybody. Nothing that is put in here is sent anywhere.
 */
import { isRefusal, type PageProps, type Words } from "#base";
import { fingerprintOfKey, openNote } from "#ledger/parts";
import { Act, Card, Field, Line, Lines, Notice, Page, Soft, Stack, TextField } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { standsOn, type Statement, statementFrom } from "../statement.ts";
import { readCode, readsCodes } from "./read-code.ts";
import { dayRange, partsOfStatement } from "./statement-rows.tsx";

type Found =
  | {
      readonly is: "whole";
      readonly statement: Statement;
      readonly fingerprint: string;
      /** The key was given, and not taken from the statement itself. */
      readonly isKnown: boolean;
    }
  | { readonly is: "not"; readonly why: string };

export function CheckStatement({ words, today }: PageProps<null>): JSX.Element {
  const [note, setNote] = useState("");
  const [key, setKey] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [canRead, setCanRead] = useState(false);
  useEffect(() => setCanRead(readsCodes()), []);

  const check = async (): Promise<void> => {
    // Pasted text loses its last line break easily, and a line break of another system is none of ours.
    const text = `${note.replace(/\r\n/g, "\n").trim()}\n`;
    const statement = statementFrom(text);
    if (isRefusal(statement)) return setFound({ is: "not", why: "no-statement" });
    const known = key.trim() === "" ? statement.signed_by : key.trim();
    const opened = await openNote(text, [known]);
    if (!opened.isWhole) setFound({ is: "not", why: opened.fault });
    else setFound({ is: "whole", statement, fingerprint: (await fingerprintOfKey(known)) ?? "", isKnown: key.trim() !== "" });
  };
  const read = async (file: File): Promise<void> => {
    const text = await readCode(file);
    if (text === null) setFound({ is: "not", why: "no-code" });
    else setNote(text);
  };

  return (
    <Page title={words.say("meetings.check-statement.title")}>
      <Stack>
        <Soft>{words.say("meetings.check-statement.what")}</Soft>
        {canRead && (
          <label class="act quiet">
            <span>{words.say("meetings.check-statement.picture")}</span>
            <input
              class="vh"
              type="file"
              accept="image/*"
              capture="environment"
              onChange={event => {
                const file = event.currentTarget.files?.[0];
                if (file) void read(file);
              }}
            />
          </label>
        )}
        <TextField
          label={words.say("meetings.check-statement.text")}
          hint={words.say("meetings.check-statement.text-hint")}
          value={note}
          onInput={event => setNote(event.currentTarget.value)}
          rows={6}
        />
        <Field
          label={words.say("meetings.check-statement.key")}
          hint={words.say("meetings.check-statement.key-hint")}
          value={key}
          onInput={event => setKey(event.currentTarget.value)}
          autocomplete="off"
          autocapitalize="none"
        />
        <Act notYet={note.trim() === ""} onClick={() => void check()}>
          {words.say("meetings.check-statement.do")}
        </Act>
        {found && <Outcome found={found} words={words} today={today} />}
      </Stack>
    </Page>
  );
}

function Outcome({ found, words, today }: { found: Found; words: Words; today: PageProps["today"] }): JSX.Element {
  if (found.is === "not")
    return (
      <Notice colour="red" icon="alert" live>
        <p>{words.say(`meetings.check-statement.${found.why}`)}</p>
      </Notice>
    );
  const { statement } = found;
  const stands = standsOn(statement, today);
  const isGood = stands === "counts" && !statement.is_practice;
  return (
    <>
      <Notice colour={isGood ? "leaf" : "turmeric"} icon={isGood ? "check" : "alert"} live>
        <p>
          <b>{words.say(`meetings.check-statement.${stands}`)}</b>
        </p>
        {statement.is_practice && (
          <p>
            <b>{words.say("meetings.check-statement.practice")}</b>
          </p>
        )}
        <p>{dayRange(statement, words)}</p>
        {!found.isKnown && <p>{words.say("meetings.check-statement.compare", { key: found.fingerprint })}</p>}
      </Notice>
      <Card title={`${statement.member.number} · ${statement.member.name}`}>
        <Soft>{`${statement.group.name} · ${words.say("meetings.statement.for", { to: statement.to })}`}</Soft>
      </Card>
      {partsOfStatement(statement, words).map(part => (
        <Card key={part.title} title={part.title}>
          <Lines>
            {part.rows.map(row => (
              <Line
                key={row.label}
                label={row.label}
                sub={part.heads.length > 1 ? part.heads.map((head, i) => `${head} ${row.cells[i]}`).join(" · ") : undefined}
                end={part.heads.length > 1 ? undefined : row.cells[0]}
              />
            ))}
          </Lines>
        </Card>
      ))}
    </>
  );
}
