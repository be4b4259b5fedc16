import { it } from "vitest";

/** Steps of one journey: where one could not be gone, the later ones are skipped instead of failing for its sake. */
export function oneAfterAnother(): (sentence: string, go: () => Promise<void>) => void {
  let isStuck = false;
  return (sentence, go) =>
    it(sentence, async ({ skip }) => {
      if (isStuck) return skip();
      isStuck = true;
      await go();
      isStuck = false;
    });
}
