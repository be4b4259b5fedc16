/** Are the books what was said? All well is a page with ticks; a fault is named with its meeting and its line. */
import type { PageProps, Words } from "#base";
import { Act, Card, Icon, Line, Lines, Notice, Page, PlainTable, QuietAct, Soft, Stack, StatePanel, Title, Two } from "#look";
import type { JSX } from "preact";
import type { CheckSeen } from "../ask-statements.ts";
import { personName } from "./say.tsx";

type AllWell = Extract<CheckSeen, { readonly ok: true }>;
type Fault = Extract<CheckSeen, { readonly ok: false }>;

export function CheckView({ data, words }: PageProps<CheckSeen>): JSX.Element {
  return (
    <Page
      title={words.say("ledger.check.title")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/funds", label: words.say("ledger.back-to-funds") }}
      foot={<Act href="/books/check">{words.say("ledger.check.again")}</Act>}
    >
      {data.ok === null ? (
        <StatePanel kind="waiting" title={words.say("ledger.check.going-on")}>
          <Soft>{words.say("ledger.check.going-on-more")}</Soft>
        </StatePanel>
      ) : data.ok ? (
        <Well data={data} words={words} />
      ) : (
        <Faulty data={data} words={words} />
      )}
    </Page>
  );
}

/** What is held against what: one line each, in the members' words. */
const checks = ["texts", "chain", "lines", "balances", "totals", "rows"] as const;

function Well({ data, words }: { data: AllWell; words: Words }): JSX.Element {
  return (
    <Two>
      <Stack>
        <Title>{words.say("ledger.check.well")}</Title>
        <Notice colour="leaf" icon="seal" title={words.say("ledger.check.counted", { count: BigInt(data.leaves) })}>
          {data.lastMeeting && (
            <p>
              {words.say("ledger.check.last-meeting", {
                number: data.lastMeeting.number,
                day: words.day(data.lastMeeting.day, "long"),
              })}
            </p>
          )}
        </Notice>
        <Lines>
          {checks.map(check => (
            <Line key={check} tick="done" label={words.say(`ledger.check.of.${check}`)} />
          ))}
        </Lines>
      </Stack>
      <Stack gap="close">
        <Soft>{words.say("ledger.check.what-it-means")}</Soft>
        <details>
          <summary>{words.say("ledger.check.for-auditor")}</summary>
          <PlainTable
            caption={words.say("ledger.check.for-auditor")}
            heads={[words.say("ledger.check.chain-part"), words.say("ledger.check.chain")]}
            rows={hashRows(data.chain)}
          />
          <Soft small>{words.say("ledger.check.chain-more")}</Soft>
        </details>
      </Stack>
    </Two>
  );
}

/** Sixty-four digits read aloud in four rows of two groups. */
export function hashRows(hash: string): readonly (readonly string[])[] {
  return [0, 16, 32, 48].map((from, row) => [
    String(row + 1),
    `${hash.slice(from, from + 8)} ${hash.slice(from + 8, from + 16)}`,
  ]);
}

function Faulty({ data, words }: { data: Fault; words: Words }): JSX.Element {
  const where =
    data.meeting === null
      ? words.say("ledger.check.between-meetings")
      : words.say("ledger.check.at-meeting", { number: data.meeting });
  return (
    <Two>
      <Stack>
        <Title>{words.say("ledger.check.fault")}</Title>
        <Notice colour="red" icon="loose" title={words.say(`ledger.fault.${data.fault}`)} live>
          <p>
            {data.seq === null
              ? words.say("ledger.check.fault-nowhere")
              : words.say("ledger.check.fault-at", { seq: data.seq, where })}
          </p>
        </Notice>
        <Card title={words.say("ledger.check.what-to-do")}>
          <Lines ordered>
            {["stop", "compare", "call"].map(step => (
              <Line
                key={step}
                lead={<Icon name={step === "stop" ? "lock" : step === "compare" ? "book" : "people"} />}
                label={words.say(`ledger.check.do.${step}`)}
              />
            ))}
          </Lines>
        </Card>
      </Stack>
      <Stack gap="close">
        <details open>
          <summary>{words.say("ledger.check.for-auditor")}</summary>
          <PlainTable
            caption={words.say("ledger.check.for-auditor")}
            heads={[words.say("ledger.check.part"), words.say("ledger.check.value")]}
            rows={faultRows(data, words)}
          />
        </details>
        {data.mayOpen && data.seq !== null && data.fault !== "leaf-missing" && (
          <QuietAct href={`/entries/${data.seq}`}>{words.say("ledger.check.open-entry")}</QuietAct>
        )}
      </Stack>
    </Two>
  );
}

function faultRows({ seq, line, row, part, found, expected }: Fault, words: Words): readonly (readonly string[])[] {
  const rows: readonly (readonly [string, string | null])[] = [
    ["seq", seq],
    ["account", line?.account ?? null],
    ["line-number", line?.number ?? null],
    ["unit", line?.unit ?? null],
    ["table", row?.table ?? null],
    ["key", row?.key ?? null],
    ["where", part],
    ["found", found],
    ["expected", expected],
  ];
  return rows.flatMap(([key, value]) => (value === null ? [] : [[words.say(`ledger.check.row.${key}`), value]]));
}

export const namesOf = (people: readonly { readonly name: string | null }[], words: Words): string =>
  people.map(one => personName(words, one)).join(", ");
