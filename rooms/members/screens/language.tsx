/** Which language: two links, each in its own tongue, so that nobody needs to read the other to find hers. */
import type { Words } from "#base";
import { TextAct } from "#look";
import type { JSX } from "preact";

/** Each language called by its own name, whatever the page is in. */
const tongues = { id: "members.screen.language.id", en: "members.screen.language.en" } as const;

export function LanguageChoice({ words, at }: { readonly words: Words; readonly at: string }): JSX.Element {
  return (
    <nav class="pull" aria-label={words.say("members.screen.language")}>
      {Object.entries(tongues).map(([code, key]) => (
        <TextAct key={code} href={`${at}?language=${code}`} icon={code === words.locale ? "check" : "language"}>
          {words.say(key)}
        </TextAct>
      ))}
    </nav>
  );
}
