/** One of the forms of what comes besides the dues. */
import type { JSX } from "preact";
import { comeForms } from "./come-forms.ts";
import { payInForm } from "./purchase-forms.tsx";
import { FormView } from "./form.tsx";
import type { AtTable } from "./frame.tsx";
import { openTermForm } from "./term-forms.ts";

export function ComeView({ table }: { table: AtTable }): JSX.Element | null {
  const { going } = table;
  const form = [...comeForms, openTermForm, payInForm].find(one => one.name === going.at.of);
  return form ? <FormView table={table} form={form} onDone={going.back} onCancel={going.back} /> : null;
}
