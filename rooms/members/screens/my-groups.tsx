/**
 * Which groups are hers. One that she showed to be hers is a way to its door, where she signs in as ever; to show it, a code
 * goes from one to the other in her own hands.
 */
import { isRefusal, type PageProps, type Words } from "#base";
import { Act, Card, Cards, Field, Icon, Line, Lines, Mark, Notice, Page, QuietAct, SealCode, Soft } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { MyGroupsSeen } from "../group-questions.ts";
import { useDoing } from "./busy.ts";
import { act, sentenceOf } from "./talk.ts";

export function MyGroups({ data, words, session }: PageProps<MyGroupsSeen>): JSX.Element {
  return (
    <Page
      title={words.say("members.screen.my-groups")}
      subtitle={words.say("members.groups.what")}
      back={{ href: "/settings", label: words.say("members.screen.back") }}
    >
      <Cards>
        <Card label={words.say("members.screen.my-groups")}>
          <Lines>
            <Line
              lead={<Icon name="people" />}
              label={<b>{session?.organisationName}</b>}
              sub={words.say("members.screen.number", { number: String(session?.number ?? "") })}
              end={<Mark colour="leaf">{words.say("members.groups.here")}</Mark>}
            />
            {data.others.map(one => (
              <Line
                key={one.handle}
                lead={<Icon name="people" />}
                label={<b>{one.name}</b>}
                sub={words.say("members.screen.number", { number: String(one.number) })}
                href={`/sign-in?group=${encodeURIComponent(one.handle)}&number=${one.number}`}
                arrow
              />
            ))}
          </Lines>
          {data.others.length > 0 && <Soft>{words.say("members.groups.sign-in-there")}</Soft>}
        </Card>
        {!data.isPlain && (
          <>
            <TypeCode words={words} />
            <ShowCode words={words} />
          </>
        )}
      </Cards>
    </Page>
  );
}

function TypeCode({ words }: { words: Words }): JSX.Element {
  const [code, setCode] = useState("");
  const doing = useDoing();
  const digits = code.replace(/\D/g, "");
  const send = async (): Promise<void> => {
    if (await doing.run(() => act("type-code", { code: digits }))) location.reload();
  };
  return (
    <Card title={words.say("members.groups.another")}>
      <Soft>{words.say("members.groups.another-how")}</Soft>
      <form
        class="stack tight"
        onSubmit={event => {
          event.preventDefault();
          if (digits.length === codeDigits) void send();
        }}
      >
        <Field
          label={words.say("members.groups.code")}
          value={code}
          onInput={event => setCode(event.currentTarget.value)}
          inputMode="numeric"
          autocomplete="off"
          maxLength={codeDigits + 1}
          figures
        />
        {doing.refusal && (
          <Notice colour="turmeric" icon="alert" live>
            <p>{sentenceOf(words, doing.refusal)}</p>
          </Notice>
        )}
        <Act type="submit" busy={doing.busy} notYet={digits.length < codeDigits}>
          {words.say("members.groups.it-is-me")}
        </Act>
      </form>
    </Card>
  );
}

const codeDigits = 8;

function ShowCode({ words }: { words: Words }): JSX.Element {
  const [shown, setShown] = useState<string | null>(null);
  const doing = useDoing();
  const show = (): Promise<boolean> =>
    doing.run(async () => {
      const answer = await act("show-code");
      if (!isRefusal(answer)) setShown(String((answer as { readonly code?: unknown }).code));
      return answer;
    });
  return (
    <Card title={words.say("members.groups.from-here")}>
      <Soft>{words.say("members.groups.from-here-how")}</Soft>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(words, doing.refusal)}</p>
        </Notice>
      )}
      {shown ? (
        <SealCode label={words.say("members.groups.code-is")} code={`${shown.slice(0, 4)} ${shown.slice(4)}`}>
          {words.say("members.groups.code-lives")}
        </SealCode>
      ) : (
        <QuietAct icon="eye" busy={doing.busy} onClick={() => void show()}>
          {words.say("members.groups.show-code")}
        </QuietAct>
      )}
    </Card>
  );
}
