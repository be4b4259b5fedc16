/** What is asked or decided by a form: one is chosen, or it is filled in; of a death, who made sure. */
import { Icon, Line, Lines } from "#look";
import type { JSX } from "preact";
import { CircleLoans } from "./circle-loans.tsx";
import { decideForms, verifyForm } from "./decide-forms.ts";
import { beyondForm, exceptionForm } from "./exception-forms.ts";
import { type ExceptionAt, exceptionsAt } from "./exceptions-at.ts";
import { FormView } from "./form.tsx";
import { FormLines } from "./form-lines.tsx";
import { type AtTable, Frame } from "./frame.tsx";

export function DecideByForm({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const { view, of = "" } = going.at;
  const claim = held.today.draft.claims.find(one => of === `verify:${one.claim}`);
  const above = exceptionsAt(held.today, held.sheet).find(one => of === `exception:${one.exception}`);
  const refused = of.startsWith("beyond:") ? held.sheet.get(of.slice("beyond:".length)) : undefined;
  const form =
    decideForms.find(one => one.name === of) ??
    (claim ? verifyForm : above ? exceptionForm : refused && beyondForm);
  if (view === "form" && of === "circle")
    return <CircleLoans table={table} onDone={() => going.go({ step: "decide" })} />;
  if (view === "form" && form)
    return (
      <FormView
        key={of}
        table={table}
        form={form}
        {...(claim ? { given: { claim: claim.claim, member: claim.member } } : {})}
        {...(above ? { given: givenOf(above) } : {})}
        {...(refused ? { given: { line: refused.line } } : {})}
        onDone={() => going.go({ step: "decide" })}
        onCancel={going.back}
      />
    );
  return (
    <Frame table={table} title={words.say("meetings.decide.new")} isOpen onBack={going.back} quiet>
      <DecideForms table={table} />
    </Frame>
  );
}

const givenOf = ({ exception, member, product, amount, thing }: ExceptionAt) => ({
  exception,
  member,
  product,
  amount,
  thing,
});

export function DecideForms({ table }: { table: AtTable }): JSX.Element {
  return (
    <Lines label={table.words.say("meetings.decide.new")}>
      <FormLines
        table={table}
        forms={decideForms}
        onChoose={form => table.going.go({ step: "decide", view: "form", of: form.name })}
      />
      {table.held.today.rules.loans.length > 0 && table.held.today.women.length > 1 && (
        <Line
          lead={<Icon name="people" size={32} />}
          label={<b>{table.words.say("loans.form.circle")}</b>}
          sub={table.words.say("loans.form.circle.what")}
          arrow
          onClick={() => table.going.go({ step: "decide", view: "form", of: "circle" })}
        />
      )}
      <Line
        lead={<Icon name="barn" size={32} />}
        label={<b>{table.words.say("meetings.form.rule-decision")}</b>}
        sub={table.words.say("meetings.form.rule-decision.what")}
        arrow
        onClick={() => table.going.go({ step: "decide", view: "rule" })}
      />
    </Lines>
  );
}
