/** Requests and decisions: who asks for what, the hands that were raised, and what was agreed. */
import { Act, Bead, Line, Lines, Mark, type MarkColour, QuietAct, Stack, Title } from "#look";
import type { JSX } from "preact";
import { type AtTable, Frame, nextStep } from "./frame.tsx";
import { type LoanAsked, loansAsked } from "./requests.ts";
import { lazily } from "./lazily.tsx";
import { lazilyWithWords } from "./lazily-with-words.ts";
import { called } from "./say.tsx";

const Claims = lazilyWithWords(() => import("./decide-claims.tsx").then(file => file.Claims));
const DecideByForm = lazilyWithWords(() => import("./decide-by-form.tsx").then(file => file.DecideByForm));
const DecideForms = lazilyWithWords(() => import("./decide-by-form.tsx").then(file => file.DecideForms));
const DecidedOthers = lazily(() => import("./decided-others.tsx").then(file => file.DecidedOthers));
const DecideLoan = lazily(() => import("./decide-loan.tsx").then(file => file.DecideLoan));
const DecideRule = lazilyWithWords(() => import("./decide-rule.tsx").then(file => file.DecideRule));
const Exceptions = lazilyWithWords(() => import("./exceptions.tsx").then(file => file.Exceptions));
const RefusedRequest = lazily(() => import("./written.tsx").then(file => file.RefusedRequest));
const Warnings = lazily(() => import("./warnings.tsx").then(file => file.Warnings));

const colours: Readonly<Record<LoanAsked["state"], MarkColour>> = {
  asked: "turmeric",
  agreed: "leaf",
  "turned-down": "soft",
  paid: "leaf",
  "let-go": "soft",
};

export function Decide({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const { today, sheet } = held;
  const { view, of } = going.at;
  const loans = loansAsked(today, sheet);
  const loan = loans.find(one => one.loan === of);
  if (view === "loan" && loan) return <DecideLoan table={table} loan={loan} onDone={going.back} />;
  if (view === "form" || view === "new") return <DecideByForm table={table} />;
  if (view === "rule") return <DecideRule table={table} onDone={() => going.go({ step: "decide" })} />;
  const claims = [...sheet.values()].filter(line => line.entry === "aid.claim");
  const others = [...sheet.values()].filter(
    line => line.entry === "assembly.decision" && !/^(loan|pay|exception)\./.test(line.line),
  );
  const reported = today.draft.claims.filter(
    one => !sheet.has(`claim.${one.claim}.1`) && (one.status === "reported" || sheet.has(`claim.${one.claim}.2`)),
  );
  const isBeyond = today.exceptions.length > 0 || [...sheet.values()].some(({ body }) => "exception" in body);
  const nothing =
    !isBeyond &&
    loans.length + claims.length + others.length + reported.length + today.warnings.length === 0;
  const waiting = loans.filter(one => one.state === "asked").length;
  return (
    <Frame
      table={table}
      {...(waiting > 0 ? { far: words.say("meetings.decide.waiting", { count: waiting }) } : {})}
      foot={
        <>
          <QuietAct
            square
            icon="plus"
            label={words.say("meetings.decide.new")}
            onClick={() => going.go({ step: "decide", view: "new" })}
          />
          <Act onClick={() => going.go({ step: nextStep("decide") })}>{words.say("meetings.decide.next")}</Act>
        </>
      }
    >
      {nothing && (
        <Stack gap="tight">
          <Title>{words.say("meetings.decide.nothing")}</Title>
          <DecideForms table={table} />
        </Stack>
      )}
      {loans.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("meetings.decide.loans")}</Title>
          <Lines label={words.say("meetings.decide.loans")}>
            {loans.map(one => (
              <LoanLine key={one.loan} table={table} loan={one} />
            ))}
          </Lines>
        </Stack>
      )}
      {isBeyond && <Exceptions table={table} />}
      {claims.length + reported.length > 0 && <Claims table={table} reported={reported} claims={claims} />}
      {others.length > 0 && <DecidedOthers table={table} lines={others} />}
      {today.warnings.length > 0 && <Warnings table={table} />}
    </Frame>
  );
}

function LoanLine({ table, loan }: { table: AtTable; loan: LoanAsked }): JSX.Element | null {
  const { words, held, going } = table;
  const woman = held.today.women.find(one => one.member === loan.member);
  if (!woman) return null;
  return (
    <>
      <Line
        lead={<Bead number={woman.number} size={44} />}
        label={<b>{called(words, woman)}</b>}
        sub={[words.amount(loan.agreed, loan.unit), loan.purpose].filter(Boolean).join(", ")}
        end={<Mark colour={colours[loan.state]}>{words.say(`meetings.loan.${loan.state}`)}</Mark>}
        onClick={() => going.go({ step: "decide", view: "loan", of: loan.loan })}
        arrow
      />
      <RefusedRequest table={table} loan={loan} />
    </>
  );
}
