/** How the program is told to end: Ctrl-C, the system, or whoever started it, by a word or by being gone. */

/** What the starter says over its channel: signals are not to be had everywhere. */
export const stopWord = "stop";

/** One Ctrl-C may come more than once: from the terminal to all of a group, from npm, and from our own starter. */
const sameMs = 1_000;

/** `end` is called once, at the first word; whoever says it again a while later does not want to wait: `endNow`. */
export function hearStop({ end, endNow }: { readonly end: () => void; readonly endNow: () => void }): void {
  let heardAt: number | undefined;
  const first = (): void => {
    if (heardAt !== undefined) return;
    heardAt = performance.now();
    end();
  };
  const hear = (): void => {
    if (heardAt === undefined) first();
    else if (performance.now() - heardAt > sameMs) endNow();
  };
  process.on("SIGINT", hear);
  process.on("SIGTERM", hear);
  if (process.send === undefined) return;
  process.on("message", word => void (word === stopWord && hear()));
  // A closed terminal ends the starter, unless it was told to stay (nohup); then we stay with it.
  process.on("SIGHUP", () => {});
  process.on("disconnect", first);
  if (!process.connected) first();
}
