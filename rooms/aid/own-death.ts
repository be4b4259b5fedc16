import type { AidEvent, Whose } from "./tables.ts";

/** She herself died: what is paid goes to those she named. */
export const isHerOwnDeath = (of: { readonly event: AidEvent; readonly who: Whose }): boolean =>
  of.event === "death" && of.who === "herself";
