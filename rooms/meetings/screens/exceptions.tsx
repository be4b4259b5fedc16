/** What is asked for beyond a limit: voted on apart from the thing itself, and told to the assembly at the meeting after. */
import { limitSaid } from "#assembly/parts";
import { Bead, Line, Lines, Soft, Stack, TextAct, Title } from "#look";
import type { JSX } from "preact";
import { askPlace, boughtPlace, paidPlace } from "./exception-forms.ts";
import { type ExceptionAt, exceptionsAt } from "./exceptions-at.ts";
import { isCarried } from "./form-parts.ts";
import { type AtTable, RefusedLine } from "./frame.tsx";
import { exceptionPlace, takenAway, votesOf } from "./requests.ts";
import { called, productName } from "./say.tsx";
import { Written } from "./written.tsx";

export function Exceptions({ table }: { table: AtTable }): JSX.Element {
  const { words, held } = table;
  const all = exceptionsAt(held.today, held.sheet);
  const [asked, told] = [all.filter(one => one.status === "asked"), all.filter(one => one.status !== "asked")];
  return (
    <>
      {asked.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("assembly.beyond.title")}</Title>
          <Lines label={words.say("assembly.beyond.title")}>
            {asked.map(one => (
              <Asked key={one.exception} table={table} one={one} />
            ))}
          </Lines>
        </Stack>
      )}
      {told.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("assembly.beyond.told")}</Title>
          <Soft>{words.say("assembly.beyond.told-more")}</Soft>
          <Lines label={words.say("assembly.beyond.told")}>
            {told.map(one => (
              <Line
                key={one.exception}
                lead={<Bead number={womanOf(table, one)?.number ?? 0} size={44} />}
                label={<b>{nameOf(table, one)}</b>}
                sub={said(table, one)}
              />
            ))}
          </Lines>
        </Stack>
      )}
    </>
  );
}

function Asked({ table, one }: { table: AtTable; one: ExceptionAt }): JSX.Element {
  const { words, held, going } = table;
  const vote = held.sheet.get(exceptionPlace(one.exception, 1));
  const request = held.sheet.get(askPlace(one.exception));
  if (vote)
    return (
      <Written
        table={table}
        line={vote}
        label={nameOf(table, one)}
        sub={words.say(isCarried(votesOf(vote)) ? "meetings.votes.carried" : "meetings.votes.not-carried")}
        others={[exceptionPlace(one.exception, 2), paidPlace(one.exception), boughtPlace(one.exception)]}
      />
    );
  return (
    <>
      <Line
        lead={<Bead number={womanOf(table, one)?.number ?? 0} size={44} />}
        label={<b>{nameOf(table, one)}</b>}
        sub={
          <>
            <span class="turmeric-t">{words.say("assembly.beyond.to-vote")}</span> {said(table, one)}
          </>
        }
        arrow
        onClick={() => going.go({ step: "decide", view: "form", of: `exception:${one.exception}` })}
      />
      {request && (
        <li>
          <RefusedLine table={table} line={request.line} />
          <TextAct onClick={() => void held.write([takenAway(request.line, request.entry)])}>
            {words.say("assembly.beyond.take-off")}
          </TextAct>
        </li>
      )}
    </>
  );
}

/** What it is, how it is beyond the rule, and why. */
function said({ words, held }: AtTable, { thing, amount, unit, product, limits, reason }: ExceptionAt): string {
  const name = held.today.rules.products.find(one => one.product === product)?.name;
  const sum = words.amount(BigInt(amount), unit);
  const what = words.say(`assembly.beyond.${thing}`, {
    amount: sum,
    ...(thing === "withdrawal" ? { product: productName(words, product, name ?? null) } : {}),
  });
  const why = reason === null ? "" : words.say("assembly.exceptions.reason", { reason });
  return [`${what}.`, ...limits.map(limit => limitSaid(limit, words, unit)), why].filter(Boolean).join(" ");
}

function womanOf({ held: { today } }: AtTable, { member }: ExceptionAt) {
  return [...today.women, ...today.former].find(one => one.member === member);
}
function nameOf(table: AtTable, one: ExceptionAt): string {
  const woman = womanOf(table, one);
  return woman ? called(table.words, woman) : "";
}
