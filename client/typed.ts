/**
 * What is being typed and is not said yet: a box half counted, a form half filled. Kept on the phone as it is typed, so that a
 * closed tab or an empty battery loses none of it; sealed and let go of as the kept page is (`kept.ts`). Where that page may
 * not be kept, neither is this.
 */
import { keptFor } from "./kept.ts";

export interface TypedPlace {
  /** What it is part of and goes with: a meeting's id. */
  readonly of: string;
  /** Where in it: "count.loan", "form.loan-request". */
  readonly at: string;
}

export async function keepTyped(place: TypedPlace, value: unknown): Promise<void> {
  const whose = keptFor();
  if (whose === null) return;
  const { putTyped } = await import("./kept-store.ts");
  await putTyped({ ...place, whose, isStillHers: () => keptFor() === whose }, value);
}

/** As it was left; null where nothing was. */
export async function typedBefore(place: TypedPlace): Promise<unknown> {
  const whose = keptFor();
  if (whose === null) return null;
  const { getTyped } = await import("./kept-store.ts");
  return getTyped({ ...place, whose });
}

/** It was said, or given up. */
export async function forgetTyped(place: TypedPlace): Promise<void> {
  const { dropTyped } = await import("./kept-store.ts");
  await dropTyped(place);
}
