/** What is bought and done together, as lines of the counter: fetched only where there is something of it. */
import type { JSX } from "preact";
import { counterForms as actionForms } from "./action-forms.ts";
import { FormLines } from "./form-lines.tsx";
import type { Form, FormTable } from "./form-parts.ts";
import { counterForms as purchaseForms } from "./purchase-forms.ts";

export function LinesTogether({
  table,
  entries,
  onChoose,
}: {
  table: FormTable;
  entries: readonly string[];
  onChoose: (form: Form) => void;
}): JSX.Element {
  const forms = [...purchaseForms(entries), ...actionForms(entries)];
  return <FormLines table={table} forms={forms} onChoose={onChoose} />;
}
