/** One entry: what happened, who said it, what it moved, and what proves it. */
import type { PageProps, Words } from "#base";
import { Card, Heading, Line, Lines, Notice, Page, PlainTable, Pull, Soft, Stack, TextAct, Two } from "#look";
import type { JSX } from "preact";
import { kindOfAccount } from "../chart.ts";
import type { EntrySeen } from "../ask-entry.ts";
import { hashRows, namesOf } from "./check.tsx";
import { accountName, accountTerm, kindName, Money, personName } from "./say.tsx";

export function EntryView({ data, words }: PageProps<EntrySeen>): JSX.Element {
  const isReversal = data.reverses !== null;
  return (
    <Page
      title={
        isReversal && data.reversedKind
          ? words.say("ledger.entry.taken-back", { what: kindName(words, data.reversedKind) })
          : kindName(words, data.kind)
      }
      subtitle={words.say("ledger.entry.number-and-day", { seq: BigInt(data.seq), day: words.day(data.on, "long") })}
      back={{ href: "/funds", label: words.say("ledger.back-to-funds") }}
    >
      {data.reversedBy !== null && (
        <Notice colour="turmeric" icon="undo" title={words.say("ledger.entry.was-taken-back")}>
          <Pull>
            <TextAct href={`/entries/${data.reversedBy}`}>{words.say("ledger.entry.see-reversal")}</TextAct>
          </Pull>
        </Notice>
      )}
      {data.reverses !== null && (
        <Notice colour="indigo" icon="undo" title={words.say("ledger.entry.takes-back")}>
          {data.reason && <p>{data.reason}</p>}
          <Pull>
            <TextAct href={`/entries/${data.reverses}`}>{words.say("ledger.entry.see-original")}</TextAct>
          </Pull>
        </Notice>
      )}
      {data.note !== null && (
        <Notice colour="turmeric" icon="book" title={words.say("ledger.entry.written")}>
          <p>{data.note}</p>
          {data.counters.length > 0 && (
            <p>{words.say("ledger.entry.counted-by", { names: namesOf(data.counters, words) })}</p>
          )}
        </Notice>
      )}
      <Two>
        <Stack>
          <Heading>{words.say("ledger.entry.moved")}</Heading>
          {data.lines.length === 0 ? (
            <Soft>{words.say("ledger.entry.moved-nothing")}</Soft>
          ) : (
            <Moved data={data} words={words} />
          )}
        </Stack>
        <Card title={words.say("ledger.entry.who")}>
          <Lines>
            {data.member && (
              <Line label={words.say("ledger.entry.for")} end={<b>{personName(words, data.member)}</b>} />
            )}
            <Line label={words.say("ledger.entry.said-by")} end={<b>{personName(words, data.by)}</b>} />
            {data.with.length > 0 && (
              <Line label={words.say("ledger.entry.with")} end={<b>{namesOf(data.with, words)}</b>} />
            )}
            <Line
              label={words.say("ledger.entry.when")}
              end={
                <b>
                  {data.meeting
                    ? words.say("ledger.check.at-meeting", { number: data.meeting.number })
                    : words.say("ledger.check.between-meetings")}
                </b>
              }
            />
          </Lines>
        </Card>
      </Two>
      <Proofs data={data} words={words} />
    </Page>
  );
}

type LineSeen = EntrySeen["lines"][number];

/** In the members' words: each account grows or shrinks. Debit and credit are under the tap. */
function Moved({ data, words }: { data: EntrySeen; words: Words }): JSX.Element {
  return (
    <>
      <Lines>
        {data.lines.map((line, index) => {
          const grown = grownBy(line);
          return (
            <Line
              key={index}
              label={accountName(words, line, line.unit)}
              sub={[line.fundName ?? line.fund, ...(line.member ? [personName(words, line.member)] : [])].join(" · ")}
              end={
                <span>
                  {grown > 0n && "+"}
                  <Money amount={grown} unit={line.unit} />
                </span>
              }
            />
          );
        })}
      </Lines>
      <details>
        <summary>{words.say("ledger.entry.as-journal")}</summary>
        <PlainTable
          caption={words.say("ledger.entry.as-journal")}
          heads={[
            words.say("ledger.statements.account"),
            words.say("ledger.statements.debit"),
            words.say("ledger.statements.credit"),
          ]}
          rows={data.lines.map(line => [
            `${accountTerm(words, line, line.unit)} · ${line.fundName ?? line.fund}`,
            line.amount.startsWith("-") ? "" : <Money key="d" amount={line.amount} unit={line.unit} bare />,
            line.amount.startsWith("-") ? <Money key="c" amount={line.amount.slice(1)} unit={line.unit} bare /> : "",
          ])}
        />
      </details>
    </>
  );
}

/** By how much the account grew on its own side. */
function grownBy(line: LineSeen): bigint {
  const { class: ofClass } = kindOfAccount(line.account);
  return ofClass === "asset" || ofClass === "expense" ? BigInt(line.amount) : -BigInt(line.amount);
}

function Proofs({ data, words }: { data: EntrySeen; words: Words }): JSX.Element {
  return (
    <details>
      <summary>{words.say("ledger.check.for-auditor")}</summary>
      <Stack gap="tight">
        <Soft small>{words.say("ledger.entry.recorded-at", { at: data.at })}</Soft>
        <Heading level={3}>{words.say("ledger.entry.text")}</Heading>
        <p class="small">
          <code>{data.body}</code>
        </p>
        <Two even>
          <PlainTable
            caption={words.say("ledger.entry.leaf-hash")}
            heads={[words.say("ledger.check.chain-part"), words.say("ledger.entry.leaf-hash")]}
            rows={hashRows(data.leafHash)}
          />
          <PlainTable
            caption={words.say("ledger.entry.chain-hash")}
            heads={[words.say("ledger.check.chain-part"), words.say("ledger.entry.chain-hash")]}
            rows={hashRows(data.chainHash)}
          />
        </Two>
      </Stack>
    </details>
  );
}
