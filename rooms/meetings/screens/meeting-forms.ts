/** What comes besides the dues at a meeting: all that the counter has too, and what is for a meeting alone. */
import { bringForm } from "./action-forms.ts";
import { comeForms } from "./come-forms.ts";
import type { Form } from "./form-parts.ts";
import { waiver } from "./loan-forms.ts";
import { substituteForm } from "./pot-forms.ts";
import { payInForm } from "./purchase-agreed.ts";
import { restForm } from "./rest-form.ts";
import { subscribeForm } from "./subscribe-form.ts";
import { openTermForm } from "./term-forms.ts";

export const meetingForms: readonly Form[] = [
  ...comeForms,
  openTermForm,
  subscribeForm,
  restForm,
  substituteForm,
  payInForm,
  bringForm,
  waiver,
];
