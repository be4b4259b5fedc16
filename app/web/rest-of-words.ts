/// <reference types="vite/client" />
/** Every catalogue there is, for when a page is alive and may come to say anything. */
import type { Catalogue } from "#base";

const files = import.meta.glob<Catalogue>(
  ["./words/*.json", "../../rooms/*/words/*.json", "../../rooms/*/words/*/*.json"],
  { import: "default" },
);

export const restOfWords = (locale: string): Promise<readonly Catalogue[]> =>
  Promise.all(
    Object.keys(files)
      .filter(place => place.endsWith(`/${locale}.json`))
      .map(place => files[place]!()),
  );
