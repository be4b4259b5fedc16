/**
 * Checks a statement on the device alone: for the bank's clerk, who has its text or its code on paper and the group's key, and for
 * anybody. Nothing that is put in here is sent anywhere.
 */
import { isRefusal, type PageProps, type Words } from "#base";
import { fingerprintOfKey, openNote } from "#ledger/parts";
import { Act, Card, Field, Line, Lines, Notice, Page, Soft, Stack, TextField } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type GroupStatement, groupStatementIn, type TakenBack, takenBackIn } from "../group-statement.ts";
import { standsOn, type Statement, statementFrom } from "../statement.ts";
import { howCounted, partsOfGroupStatement } from "./group-statement-rows.ts";
import { readCode, readsCodes } from "./read-code.ts";
import { dayRange, partsOfStatement, type StatedPart } from "./statement-rows.tsx";

/** What may be handed in: a member's, the group's, or that one of the group's was taken back. */
type Said =
  | { readonly of: "member"; readonly statement: Statement }
  | { readonly of: "group"; readonly statement: GroupStatement }
  | { readonly of: "taken-back"; readonly statement: TakenBack };

function saidIn(text: string): Said | null {
  const member = statementFrom(text);
  if (!isRefusal(member)) return { of: "member", statement: member };
  const group = groupStatementIn(text);
  if (group) return { of: "group", statement: group };
  const takenBack = takenBackIn(text);
  return takenBack && { of: "taken-back", statement: takenBack };
}

type Found =
  | {
      readonly is: "whole";
      readonly said: Said;
      readonly fingerprint: string;
      /** The key was given, and not taken from the statement itself. */
      readonly isKnown: boolean;
    }
  | { readonly is: "not"; readonly why: string };

export function CheckStatement({ words, today }: PageProps<null>): JSX.Element {
  const [note, setNote] = useState("");
  const [key, setKey] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  /** Seen to be taken back, by a notice that held: by which key, so that no other group says it. */
  const [takenBack, setTakenBack] = useState<readonly { readonly notice: TakenBack; readonly fingerprint: string }[]>([]);
  const [canRead, setCanRead] = useState(false);
  useEffect(() => setCanRead(readsCodes()), []);

  const check = async (): Promise<void> => {
    // Pasted text loses its last line break easily, and a line break of another system is none of ours.
    const text = `${note.replace(/\r\n/g, "\n").trim()}\n`;
    const said = saidIn(text);
    if (!said) return setFound({ is: "not", why: "no-statement" });
    const known = key.trim() === "" ? said.statement.signed_by : key.trim();
    const opened = await openNote(text, [known]);
    if (!opened.isWhole) return setFound({ is: "not", why: opened.fault });
    const fingerprint = (await fingerprintOfKey(known)) ?? "";
    if (said.of === "taken-back") setTakenBack([...takenBack, { notice: said.statement, fingerprint }]);
    setFound({ is: "whole", said, fingerprint, isKnown: key.trim() !== "" });
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
        {found && <Outcome found={found} takenBack={takenBack} words={words} today={today} />}
      </Stack>
    </Page>
  );
}

function Outcome({
  found,
  takenBack,
  words,
  today,
}: {
  found: Found;
  takenBack: readonly { readonly notice: TakenBack; readonly fingerprint: string }[];
  words: Words;
  today: PageProps["today"];
}): JSX.Element {
  if (found.is === "not")
    return (
      <Notice colour="red" icon="alert" live>
        <p>{words.say(`meetings.check-statement.${found.why}`)}</p>
      </Notice>
    );
  const { said, fingerprint, isKnown } = found;
  const { statement } = said;
  const notice =
    said.of === "taken-back"
      ? said.statement
      : said.of === "group"
        ? takenBack.find(one => one.notice.statement === said.statement.statement && one.fingerprint === fingerprint)?.notice
        : undefined;
  const stands = said.of === "taken-back" || notice ? "taken-back" : standsOn(said.statement, today);
  const isGood = stands === "counts" && !statement.is_practice;
  return (
    <>
      <Notice colour={isGood ? "leaf" : stands === "taken-back" ? "red" : "turmeric"} icon={isGood ? "check" : "alert"} live>
        <p>
          <b>
            {words.say(
              `meetings.check-statement.${stands}`,
              notice ? { issued: words.day(notice.issued_on), on: words.day(notice.taken_back_on) } : {},
            )}
          </b>
        </p>
        {statement.is_practice && (
          <p>
            <b>{words.say("meetings.check-statement.practice")}</b>
          </p>
        )}
        {said.of !== "taken-back" && <p>{dayRange(said.statement, words)}</p>}
        {said.of === "group" && stands === "counts" && <p>{words.say("meetings.check-statement.ask-group")}</p>}
        {!isKnown && <p>{words.say("meetings.check-statement.compare", { key: fingerprint })}</p>}
      </Notice>
      <Card title={said.of === "member" ? `${said.statement.member.number} · ${said.statement.member.name}` : statement.group.name}>
        <Soft>
          {[said.of === "member" ? statement.group.name : "", words.say("meetings.statement.for", { to: statement.to })]
            .filter(Boolean)
            .join(" · ")}
        </Soft>
      </Card>
      {partsOf(said, words).map(part => (
        <Card key={part.title} title={part.title}>
          <Lines>
            {part.rows.map(row => (
              <Line
                key={row.label}
                label={row.label}
                sub={
                  part.heads.length > 1
                    ? part.heads.map((head, i) => `${head} ${row.cells[i]}`).join(" · ")
                    : row.isSaid && row.cells[0]
                }
                end={part.heads.length > 1 || row.isSaid ? undefined : row.cells[0]}
              />
            ))}
          </Lines>
        </Card>
      ))}
      {said.of === "group" && (
        <Card title={words.say("meetings.group-statement.how-counted")}>
          {howCounted(said.statement, words).map(how => (
            <Soft key={how} small>
              {how}
            </Soft>
          ))}
        </Card>
      )}
    </>
  );
}

function partsOf(said: Said, words: Words): readonly StatedPart[] {
  if (said.of === "taken-back") return [];
  return said.of === "member" ? partsOfStatement(said.statement, words) : partsOfGroupStatement(said.statement, words);
}
