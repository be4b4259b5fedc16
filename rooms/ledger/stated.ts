/**
 * Texts that are signed (`note.ts`): a line that says what it is, and one line of canonical JSON (base/canonical.ts) of known
 * fields. Whoever reads one may have been handed anything, so its form is held against the fields.
 */
import { type BodyOf, canonical, decodeBody, encodeBody, type Fields, NotCanonical, parseCanonical } from "#base";

/** What a text of one kind is made of. `first` is its first line. */
export interface StatedForm<F extends Fields> {
  readonly first: string;
  readonly fields: F;
}

export const textOfStated = <F extends Fields>({ first, fields }: StatedForm<F>, body: BodyOf<F>): string =>
  `${first}\n${canonical(encodeBody(fields, body as never))}\n`;

/** What a text says, signed or not: what stands under an empty line is not looked at. Null where it is none of this form. */
export function statedIn<F extends Fields>({ first, fields }: StatedForm<F>, text: string): BodyOf<F> | null {
  const [kind, body, end, ...more] = text.split("\n\n", 1)[0]!.split("\n");
  if (kind !== first || body === undefined || (end ?? "") !== "" || more.length > 0) return null;
  try {
    return decodeBody(fields, parseCanonical(body)) as BodyOf<F> | null;
  } catch (error) {
    if (error instanceof NotCanonical) return null;
    throw error;
  }
}
