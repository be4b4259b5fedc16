/**
 * Old books come in, in three looks: the empty sheet and the file that was filled in; what in it must be mended; what would
 * stand in the books. Only then two officers press, and all of it is there at once.
 */
import { isRefusal, type PageProps, type Refusal } from "#base";
import { Act, Card, Notice, Page, QuietAct, Soft, Stack, StatePanel, TextAct, Two } from "#look";
import { codeName, fundCalled, sentenceOf, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { BeginSeen } from "../server.ts";
import { FaultList } from "./fault-list.tsx";
import { Preview } from "./preview.tsx";
import { type FileRead, keepTemplate, readFile } from "./read-file.ts";

export function BringInView(props: PageProps<BeginSeen>): JSX.Element {
  const { data, words } = props;
  const title = words.say("command.cutoff.bring-in");
  const frame = { title, back: { href: "/", label: words.say("cutoff.screen.back") } };
  if (data.brought)
    return (
      <Page {...frame} foot={<Act href="/statements">{words.say("cutoff.screen.see-books")}</Act>}>
        <StatePanel kind="empty" title={words.say("cutoff.screen.done", { day: words.day(data.brought.through) })}>
          <Soft>
            {words.say("cutoff.screen.done-more", { members: data.brought.members, loans: data.brought.loans })}
          </Soft>
        </StatePanel>
      </Page>
    );
  if (data.refusal)
    return (
      <Page {...frame}>
        <StatePanel kind="empty" title={words.say("cutoff.screen.too-late")}>
          <Soft>{sentenceOf(data.refusal, words, data.names.unit)}</Soft>
        </StatePanel>
      </Page>
    );
  return <BringIn {...props} />;
}

function BringIn({ data, words, session }: PageProps<BeginSeen>): JSX.Element {
  const [file, setFile] = useState<File | null>(null);
  const [isReading, setReading] = useState(false);
  const [found, setFound] = useState<FileRead | Refusal | null>(null);
  const [kept, setKept] = useState<Refusal | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const { unit } = data.names;
  const said = (refusal: Refusal): string => {
    const sentence = sentenceOf(refusal, words, unit, (kind, code) =>
      kind === "fund"
        ? fundCalled(words, code, data.names.funds)
        : kind === "product"
          ? codeName(words, `savings.product/${code}`, data.names)
          : undefined,
    );
    // Whose row it is, where the sentence itself does not say so.
    const { number } = refusal.because;
    return number === undefined || refusal.refused.startsWith("cutoff.") || refusal.refused.startsWith("members.")
      ? sentence
      : words.say("cutoff.screen.of-number", { number: String(number), sentence });
  };
  const read = async (chosen: File, isBuddhist = false): Promise<void> => {
    setFile(chosen);
    setReading(true);
    setFound(null);
    setFound(await readFile(chosen, isBuddhist));
    setReading(false);
  };
  const anew = (): void => {
    setFile(null);
    setFound(null);
    scrollTo(0, 0);
  };
  const preview = found !== null && "preview" in found ? found : null;
  const bring = async (): Promise<void> => {
    if (!preview?.body) return;
    if (await doing.run({ name: "cutoff.bring-in", on: data.on, body: preview.body as never })) location.reload();
  };
  const isChosen = file !== null && found !== null && !isRefusal(found);
  return (
    <Page
      title={words.say("command.cutoff.bring-in")}
      subtitle={isChosen ? file.name : undefined}
      back={{ href: "/", label: words.say("cutoff.screen.back") }}
      foot={
        preview?.body ? (
          <>
            <QuietAct square icon="print" label={words.say("cutoff.screen.print")} onClick={() => globalThis.print()} />
            <Act busy={doing.busy} onClick={() => together.go(() => void bring())}>
              {words.say("cutoff.screen.bring")}
            </Act>
          </>
        ) : isChosen ? (
          <>
            <QuietAct square icon="print" label={words.say("cutoff.screen.print")} onClick={() => globalThis.print()} />
            <Act onClick={anew}>{words.say("cutoff.screen.choose-again")}</Act>
          </>
        ) : undefined
      }
    >
      <Stack>
        {!isChosen && (
          <Two even>
            <Card title={words.say("cutoff.screen.first")}>
              <p>{words.say("cutoff.screen.first-more")}</p>
              <QuietAct icon="list" wide onClick={() => void keepTemplate("xlsx", words.locale).then(setKept)}>
                {words.say("cutoff.screen.template-xlsx")}
              </QuietAct>
              <TextAct onClick={() => void keepTemplate("csv", words.locale).then(setKept)}>
                {words.say("cutoff.screen.template-csv")}
              </TextAct>
              {kept && (
                <Notice colour="turmeric" icon="alert" live>
                  <p>{said(kept)}</p>
                </Notice>
              )}
            </Card>
            <Card title={words.say("cutoff.screen.then")}>
              <p>{words.say("cutoff.screen.then-more")}</p>
              {/* The button of the browser speaks the browser's language, and is small. */}
              <input
                ref={chooser}
                type="file"
                hidden
                accept=".xlsx,.csv,.txt"
                onChange={event => {
                  const chosen = event.currentTarget.files?.[0];
                  if (chosen) void read(chosen);
                  // The same file, mended, may be chosen once more.
                  event.currentTarget.value = "";
                }}
              />
              <Act icon="book" busy={isReading} onClick={() => chooser.current?.click()}>
                {words.say("cutoff.screen.file")}
              </Act>
              <Soft small>{words.say("cutoff.screen.file-hint")}</Soft>
              {isReading && <Soft>{words.say("cutoff.screen.reading")}</Soft>}
              {found !== null && isRefusal(found) && (
                <Notice colour="turmeric" icon="alert" title={file?.name} live>
                  <p>{said(found)}</p>
                </Notice>
              )}
            </Card>
          </Two>
        )}
        {doing.refusal && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{said(doing.refusal)}</p>
          </Notice>
        )}
        {found !== null && "faults" in found && (
          <FaultList
            faults={found.faults}
            count={found.count}
            words={words}
            onBuddhist={() => void (file && read(file, true))}
          />
        )}
        {preview && <Preview {...preview} names={data.names} words={words} said={said} />}
        {preview?.body && together.said}
      </Stack>
      {together.dialog}
    </Page>
  );
}
