/** What stands over a passbook: whose it is, the one button that uncovers it, and its balances said aloud. */
import type { Words } from "#base";
import { Act, Bead, QuietAct, Who } from "#look";
import { called, officesSaid } from "#members/parts";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PassbookSeen } from "./passbook.ts";
import type { Hers } from "./passbook-cards.tsx";
import { productName } from "./passbook-names.ts";
import { listAloud, useVoice } from "./screens/voice.ts";

/** How long one press lets all amounts be seen. */
const openMs = 60_000;

/** One button over the whole page. It covers again by itself, when the phone is put away, and when the screen locks. */
export function useOpen(): readonly [isOpen: boolean, turn: () => void] {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const cover = (): void => setOpen(false);
    const timer = setTimeout(cover, openMs);
    addEventListener("lumbung-locked", cover);
    document.addEventListener("visibilitychange", cover);
    return () => {
      clearTimeout(timer);
      removeEventListener("lumbung-locked", cover);
      document.removeEventListener("visibilitychange", cover);
    };
  }, [isOpen]);
  return [isOpen, () => setOpen(!isOpen)];
}

export function HerHead({
  data,
  words,
  isOpen,
  turn,
}: {
  data: PassbookSeen;
  words: Words;
  isOpen: boolean;
  turn: () => void;
}): JSX.Element {
  const { person } = data;
  return (
    <div class="pull">
      <Who
        bead={<Bead number={person.number} size={96} />}
        number={words.say("members.screen.number-since", {
          number: String(person.number),
          year: person.joinedOn.slice(0, 4),
        })}
        name={called(words, person)}
        note={
          person.status === "active"
            ? person.offices.length > 0 && officesSaid(words, person.offices)
            : words.say("members.screen.ended", {
                status: words.say(`members.status.${person.status}`),
                day: words.day(person.endedOn!, "short"),
              })
        }
      />
      {data.hers && (
        <QuietAct icon="eye" onClick={turn} pressed={isOpen}>
          {words.say(isOpen ? "members.screen.cover" : "members.screen.see")}
        </QuietAct>
      )}
    </div>
  );
}

/** Her balances said aloud by the phone's own voice, for who does not read; only where the phone has one. */
export function Listen({ words, hers }: { words: Words; hers: Hers }): JSX.Element | null {
  const speak = useVoice(words.locale);
  if (!speak) return null;
  const say = (): void =>
    speak(
      listAloud(words, [
        ...hers.savings.map(one => [productName(words, one.product, one.name), BigInt(one.amount), one.unit] as const),
        ...hers.shares.map(
          one => [words.say("members.screen.shares-count", { count: one.count }), BigInt(one.value), one.unit] as const,
        ),
        ...hers.loans.flatMap(one =>
          one.running
            ? [[words.say("members.screen.loan-left"), BigInt(one.running.owed), one.unit] as const]
            : [],
        ),
      ]),
    );
  return (
    <Act icon="sound" onClick={say}>
      {words.say("members.screen.listen")}
    </Act>
  );
}
