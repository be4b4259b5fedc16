/**
 * On a small phone what is worked with may end just under the acts. Then the page moves up by that much when it opens:
 * all notes are seen at once, and what scrolls away is only the head. Nothing moves where it fits, or where it is long.
 */
import { useEffect } from "preact/hooks";

export function useWholeView(on: unknown): void {
  useEffect(() => {
    const worked = document.querySelector(".keyboard");
    if (!worked) return;
    const { bottom, height } = worked.getBoundingClientRect();
    if (bottom > innerHeight && height <= innerHeight) scrollBy(0, bottom - innerHeight);
  }, [on]);
}
