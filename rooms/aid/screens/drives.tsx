/** Enrolment drives in counts: how many were asked, came, would rather not. For officers; nobody is named on it. */
import { newId } from "#client";
import type { PageProps, Words } from "#base";
import { Act, Bar, Card, Cards, Field, Heading, Notice, Page, SelectField, Soft, Stack, StatePanel, Two } from "#look";
import { fundCalled, sentenceOf, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DrivesSeen } from "../page-outlook.ts";

interface Part {
  readonly data: DrivesSeen;
  readonly words: Words;
}

export function DrivesView({ data, words }: PageProps<DrivesSeen>): JSX.Element {
  const { drives, open, mayWrite } = data;
  return (
    <Page
      title={words.say("aid.screen.drives")}
      subtitle={words.say("aid.drive.counts-only")}
      back={{ href: "/aid", label: words.say("aid.screen.back") }}
    >
      {drives.length === 0 && (
        <StatePanel kind="empty" title={words.say("aid.drive.none")}>
          <Soft>{words.say("aid.drive.none-more")}</Soft>
        </StatePanel>
      )}
      {drives.length > 0 && (
        <Cards>
          {drives.map(drive => (
            <Drive key={drive.drive} drive={drive} data={data} words={words} />
          ))}
        </Cards>
      )}
      {mayWrite && open.length > 0 && <NewDrive data={data} words={words} />}
    </Page>
  );
}

type DriveSeen = DrivesSeen["drives"][number];

function Drive({ drive, data, words }: Part & { readonly drive: DriveSeen }): JSX.Element {
  const { target, offered, enrolled, declined, thinking, missing } = drive;
  const most = BigInt(Math.max(target, offered, 1));
  const bar = (key: string, count: number): JSX.Element => (
    <Bar
      of="us"
      label={words.say(`aid.drive.${key}`)}
      minor={BigInt(count)}
      most={most}
      end={<b>{words.number(BigInt(count))}</b>}
    />
  );
  return (
    <Card title={fundCalled(words, drive.fund, data.names.funds)}>
      <Soft>
        {words.say("assembly.screen.until", {
          from: words.day(drive.from, "short"),
          until: words.day(drive.until, "short"),
        })}
      </Soft>
      {bar("target", target)}
      {bar("offered", offered)}
      {bar("enrolled", enrolled)}
      {bar("declined", declined)}
      {bar("thinking", thinking)}
      <Soft>
        {missing === 0 ? words.say("aid.drive.reached") : words.say("aid.drive.missing", { count: missing })}
      </Soft>
      {data.mayWrite && !drive.isOver && <Count drive={drive} data={data} words={words} />}
    </Card>
  );
}

/** So far, both of them: said again, the newer count stands. */
function Count({ drive, data, words }: Part & { readonly drive: DriveSeen }): JSX.Element {
  const [offered, setOffered] = useState(String(drive.counted.offered));
  const [declined, setDeclined] = useState(String(drive.counted.declined));
  const doing = useDoing();
  const isWhole = isCount(offered) && isCount(declined);
  const count = async (): Promise<void> => {
    const body = { drive: drive.drive, offered, declined };
    if (await doing.run({ name: "aid.count-offers", on: data.on, body })) location.assign("/aid/drives");
  };
  return (
    <Stack gap="tight">
      <Two even>
        <CountField label={words.say("field.aid.count-offers.offered")} value={offered} onSet={setOffered} />
        <CountField label={words.say("field.aid.count-offers.declined")} value={declined} onSet={setDeclined} />
      </Two>
      <Refused doing={doing} data={data} words={words} />
      <Act notYet={!isWhole} busy={doing.busy} onClick={() => void count()}>
        {words.say("command.aid.count-offers")}
      </Act>
    </Stack>
  );
}

function NewDrive({ data, words }: Part): JSX.Element {
  const [fund, setFund] = useState(data.open[0]!);
  const [target, setTarget] = useState("");
  const [endsOn, setEndsOn] = useState("");
  const [drive] = useState(newId);
  const doing = useDoing();
  const begin = async (): Promise<void> => {
    const body = { drive, fund, target, ends_on: endsOn };
    if (await doing.run({ name: "aid.open-drive", on: data.on, body })) location.assign("/aid/drives");
  };
  return (
    <Stack gap="tight">
      <Heading>{words.say("command.aid.open-drive")}</Heading>
      {data.open.length > 1 && (
        <SelectField
          label={words.say("field.aid.open-drive.fund")}
          value={fund}
          onChange={chosen => setFund(chosen.currentTarget.value)}
        >
          {data.open.map(one => (
            <option key={one} value={one} selected={one === fund}>
              {fundCalled(words, one, data.names.funds)}
            </option>
          ))}
        </SelectField>
      )}
      <Two even>
        <CountField label={words.say("field.aid.open-drive.target")} value={target} onSet={setTarget} />
        <Field
          label={words.say("field.aid.open-drive.ends_on")}
          type="date"
          min={data.on}
          value={endsOn}
          onInput={said => setEndsOn(said.currentTarget.value)}
        />
      </Two>
      <Refused doing={doing} data={data} words={words} />
      <Act notYet={!isCount(target) || endsOn === ""} busy={doing.busy} onClick={() => void begin()}>
        {words.say("command.aid.open-drive")}
      </Act>
    </Stack>
  );
}

const isCount = (text: string): boolean => /^\d{1,6}$/.test(text);

function CountField({
  label,
  value,
  onSet,
}: {
  readonly label: string;
  readonly value: string;
  readonly onSet: (value: string) => void;
}): JSX.Element {
  return (
    <Field
      label={label}
      inputMode="numeric"
      maxLength={6}
      figures
      value={value}
      onInput={said => onSet(said.currentTarget.value.trim())}
    />
  );
}

function Refused({
  doing,
  data,
  words,
}: Part & { readonly doing: ReturnType<typeof useDoing> }): JSX.Element | null {
  return doing.refusal === null ? null : (
    <Notice colour="turmeric" icon="alert" live>
      <p>{sentenceOf(doing.refusal, words, data.names.unit)}</p>
    </Notice>
  );
}
