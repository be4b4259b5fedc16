/** Amounts said aloud by the phone's own voice, for who does not read; only where it has one in this language. */
import type { Words } from "#base";
import { useEffect, useState } from "preact/hooks";

/**
 * Says a text; null while there is no voice. Many phones look for their voices after the page stands and tell when they
 * have them, so it is asked again then.
 */
export function useVoice(locale: string): ((text: string) => void) | null {
  const [voice, setVoice] = useState<SpeechSynthesisVoice | null>(null);
  useEffect(() => {
    if (!("speechSynthesis" in globalThis)) return;
    const look = (): void => setVoice(speechSynthesis.getVoices().find(one => speaks(one, locale)) ?? null);
    look();
    // Safari 14 has its voices from the start and cannot be listened to.
    speechSynthesis.addEventListener?.("voiceschanged", look);
    return () => speechSynthesis.removeEventListener?.("voiceschanged", look);
  }, [locale]);
  if (voice === null) return null;
  return text => {
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  };
}

/** "id-ID", and on older phones "id_ID" or "in_ID". */
const speaks = ({ lang }: SpeechSynthesisVoice, locale: string): boolean => {
  const code = lang.toLowerCase().split(/[-_]/)[0];
  return code === locale || (code === "in" && locale === "id");
};

/** An amount as a voice reads it right: "Rp 19.416.000" it would spell. */
export const aloud = (words: Words, amount: bigint, unit: string): string =>
  unit === "IDR" ? `${amount} rupiah` : words.amount(amount, unit);

/** Things and their amounts, one sentence each. */
export const listAloud = (words: Words, all: readonly (readonly [what: string, amount: bigint, unit: string])[]): string =>
  all.map(([what, amount, unit]) => `${what}: ${aloud(words, amount, unit)}.`).join(" ");
