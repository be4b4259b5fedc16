/** What two may write of joint purchases between meetings: fetched only where there is one. */
import type { JSX } from "preact";
import { FormLines } from "./form-lines.tsx";
import type { Form, FormTable } from "./form-parts.ts";
import { counterForms } from "./purchase-forms.ts";

export function PurchaseLines({
  table,
  entries,
  onChoose,
}: {
  table: FormTable;
  entries: readonly string[];
  onChoose: (form: Form) => void;
}): JSX.Element {
  return <FormLines table={table} forms={counterForms(entries)} onChoose={onChoose} />;
}
