/** By what the forms of term deposits are chosen: their questions are loaded when one is (`term-forms.ts`). */
import type { Form } from "./form-parts.ts";

type Head = Pick<Form, "name" | "said" | "icon" | "isOffered">;

export const openTermHead: Head = {
  name: "open-term",
  said: "savings.form",
  icon: "barn",
  isOffered: ({ today }) => today.rules.products.some(one => one.term),
};

export const closeTermHead: Head = {
  name: "close-term",
  said: "savings.form",
  icon: "barn",
  isOffered: ({ today }) => today.terms.length > 0,
};

export const termPartHead: Head = {
  name: "term-part",
  said: "savings.form",
  icon: "barn",
  isOffered: ({ today }) => today.terms.some(one => one.part),
};

/** A form that is still to be loaded. */
export const later = (head: Head): Form => ({ ...head, asks: [], lines: () => [] });
