/// <reference types="vite/client" />
/** All words of one language, gathered from the rooms when the app is built. */
import type { Catalogue } from "#base";

const parts = import.meta.glob<Catalogue>(["../../rooms/*/words/en.json", "./words/en.json"], {
  eager: true,
  import: "default",
});

export const catalogue: Catalogue = Object.assign({}, ...Object.values(parts));
