import type { Words } from "#base";
import { type Doing, sentenceOf } from "#assembly/parts";
import { Notice } from "#look";
import type { JSX } from "preact";

/** What stands in the way, and what can be done; no amount is ever in it. */
export function Refused({ doing, words }: { readonly doing: Doing; readonly words: Words }): JSX.Element | null {
  return doing.refusal === null ? null : (
    <Notice colour="turmeric" icon="alert" live>
      <p>{sentenceOf(doing.refusal, words, "IDR")}</p>
    </Notice>
  );
}
