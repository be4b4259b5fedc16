/**
 * On a small phone what is worked with may end just under the acts. Then the page moves up by that much when it opens:
 * all notes are seen at once, and what scrolls away is only the head. Nothing moves where it fits, or where it is long.
 */
import { useEffect } from "preact/hooks";

const mostPx = 340;

export function useWholeView(on: unknown): void {
  useEffect(() => {
    const over = document.documentElement.scrollHeight - innerHeight;
    if (over > 0 && over <= mostPx) scrollTo(0, over);
  }, [on]);
}
