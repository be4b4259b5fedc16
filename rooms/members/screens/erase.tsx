/**
 * All that is personal of somebody who left is erased, before two people. What goes and what stays is said first, and
 * nothing happens before both ticked that it never comes back.
 */
import type { PageProps } from "#base";
import { Act, CheckField, Choices, Heading, Icon, Line, Lines, Notice, Soft, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { erasureGrounds } from "../erase-person.ts";
import type { MemberSeen } from "../page-questions.ts";
import { useDoing } from "./busy.ts";
import { AboutHer } from "./member-acts.tsx";
import { atHead, called } from "./names.tsx";
import { useTogether } from "./sit-down.tsx";
import { newId, say } from "./talk.ts";

export function EraseView({ data, words, session, today }: PageProps<MemberSeen>): JSX.Element {
  const [ground, setGround] = useState<string>();
  const [isSure, setSure] = useState(false);
  const [id] = useState(newId);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const { person } = data;
  const name = called(words, person);
  const mayErase = person.status !== "active" && person.name !== null;
  const erase = async (): Promise<void> => {
    const body = { member: person.member, ground };
    if (await doing.run(() => say({ id, name: "members.erase-person", on: today, body }))) location.assign("/members");
  };
  return (
    <>
      <AboutHer
        data={data}
        words={words}
        doing={doing}
        title={words.say("members.erase-person")}
        foot={
          mayErase && (
            <Act
              busy={doing.busy}
              notYet={ground === undefined || !isSure}
              onClick={() => together.go(() => void erase())}
            >
              {words.say("members.erase-person")}
            </Act>
          )
        }
      >
        {!mayErase ? (
          <Soft>{words.say(person.name === null ? "members.screen.erased" : "members.screen.erase-later", { name })}</Soft>
        ) : (
          <>
            <Notice colour="red" icon="alert">
              <p>{words.say("members.screen.erase-warning", { name })}</p>
            </Notice>
            <Stack gap="close">
              <Heading>{words.say("members.screen.erase-goes")}</Heading>
              <Lines>
                {["name", "contact", "said", "door"].map(one => (
                  <Line key={one} lead={<Icon name="minus" />} label={words.say(`members.screen.erase-goes.${one}`)} />
                ))}
              </Lines>
            </Stack>
            <Stack gap="close">
              <Heading>{words.say("members.screen.erase-stays")}</Heading>
              <Lines>
                {["amounts", "number"].map(one => (
                  <Line key={one} lead={<Icon name="book" />} label={words.say(`members.screen.erase-stays.${one}`)} />
                ))}
              </Lines>
            </Stack>
            <Choices
              name="ground"
              question={words.say("members.erase-person.ground")}
              showQuestion
              value={ground}
              onChange={setGround}
              choices={erasureGrounds.map(value => ({ value, label: atHead(words.say(`members.ground.${value}`)) }))}
            />
            <CheckField
              label={words.say("members.screen.erase-sure", { name })}
              checked={isSure}
              onChange={event => setSure(event.currentTarget.checked)}
            />
            {together.said}
          </>
        )}
      </AboutHer>
      {together.dialog}
    </>
  );
}
