/** Forms of the counter that are fetched when one is chosen. */
import type { Form } from "./form-parts.ts";
import { payForms } from "./pay-forms.ts";
import { termForms } from "./term-forms.ts";

export const laterForms: readonly Form[] = [...termForms, ...payForms];
