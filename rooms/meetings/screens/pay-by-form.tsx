/** What is paid by a form: one is chosen, or it is filled in; of a benefit, to whom or how much. */
import { Lines } from "#look";
import type { JSX } from "preact";
import { actionForm } from "./action-forms.ts";
import { FormView } from "./form.tsx";
import { FormLines } from "./form-lines.tsx";
import { type AtTable, Frame } from "./frame.tsx";
import { benefitForm, inheritedForm, payForms } from "./pay-forms.ts";
import { endPotForm, handOverForm } from "./pot-forms.ts";
import { purchaseForm } from "./purchase-forms.ts";
import { closeTermForm, termPartForm } from "./term-forms.ts";

/** Apart from those of the counter, where these are fetched only by who wants them. */
const forms = [...payForms, closeTermForm, termPartForm, endPotForm, purchaseForm, actionForm];

export function PayByForm({ table }: { table: AtTable }): JSX.Element {
  const { held, going } = table;
  const { view, of = "" } = going.at;
  const claim = held.today.draft.claims.find(one => of === `benefit:${one.claim}`);
  const pot = held.today.pots.find(one => of === `pot:${one.pot}`);
  const ofClaim = claim && (claim.benefit === null ? benefitForm : inheritedForm);
  const form = forms.find(one => one.name === of) ?? ofClaim ?? (pot && handOverForm);
  if (view === "new" || !form) return <ChoosePay table={table} />;
  return (
    <FormView
      key={of}
      table={table}
      form={form}
      {...(claim ? { given: { claim: claim.claim, fund: claim.fund } } : {})}
      {...(pot ? { given: { pot: pot.pot } } : {})}
      onDone={() => going.go({ step: "pay" })}
      onCancel={going.back}
    />
  );
}

function ChoosePay({ table }: { table: AtTable }): JSX.Element {
  const { words, going } = table;
  return (
    <Frame table={table} title={words.say("meetings.pay.new")} isOpen onBack={going.back} quiet>
      <Lines label={words.say("meetings.pay.new")}>
        <FormLines
          table={table}
          forms={forms}
          onChoose={form => going.go({ step: "pay", view: "form", of: form.name })}
        />
      </Lines>
    </Frame>
  );
}
